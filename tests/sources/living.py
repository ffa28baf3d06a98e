"""What people do in the statements' tests: only through pages, as they would, in the town of their source."""

from __future__ import annotations

import re

from django.test import Client

from forebygg.concerns.models import Concern
from forebygg.facts import queries as facts
from forebygg.people.models import Municipality


class place:  # noqa: N801 - reads as a word: place.slug
    """The town in which the test goes on; the fixture `cast` says which."""

    slug = "vaxjo"


def number(code: str) -> str:
    """Return a number as the town shows it."""
    town = Municipality.objects.get(slug=place.slug)
    phone = facts.book(town.pk).phone(code)
    assert phone is not None
    return phone.number


def tel(code: str) -> str:
    """Return the link to a number."""
    return "tel:" + "".join(c for c in number(code) if c.isdigit())


def look(client: Client, path: str) -> str:
    """Open a page of the town."""
    answer = client.get(f"/{place.slug}/{path}")
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def sign_in(name: str, role: str = "") -> Client:
    """Sign in with address and password, and choose the assignment when there are several."""
    client = Client()
    who = {"email": f"{name}@{place.slug}.example", "password": "ova-utan-risk"}
    client.post(f"/{place.slug}/arbete/logga-in", who)
    page = client.get(f"/{place.slug}/arbete/uppdrag").content.decode()
    if role:
        row = re.search(rf'<strong>[^<]*{role}[^<]*</strong>.*?value="([0-9a-f-]+)"', page, re.DOTALL)
        assert row, page
        client.post(f"/{place.slug}/arbete/uppdrag", {"assignment": row.group(1)})
    return client


def tell(client: Client, what: str, *, age: str = "under-18", danger: str = "no") -> str:
    """Walk `/beratta` to the receipt; return its code."""
    client.post(f"/{place.slug}/beratta")
    for data in (
        {"step": "danger", "danger": danger},
        {"step": "what", "what": what},
        {"step": "age", "age": age},
        {"step": "who", "who": "none", "who_text": ""},
        {"step": "relation", "relation": "family"},
        {"step": "reply", "reply": "code", "phone": ""},
        {"step": "check"},
    ):
        assert client.post(f"/{place.slug}/beratta", data).status_code == 303, data
    return _code(client)


def write(client: Client, page: str, text: str) -> str:
    """Write one text on a page such as `forening/skriv`; return the receipt's code."""
    found = re.search(r'name="submission" value="([^"]+)"', look(client, page))
    assert found
    sent = client.post(f"/{place.slug}/{page}", {"submission": found.group(1), "text": text})
    assert sent.status_code == 303
    return _code(client)


def _code(client: Client) -> str:
    groups = re.findall(r"<span>(\d{4})</span>", look(client, "beratta"))
    assert len(groups) == 4
    return "".join(groups)


def read_with(code: str) -> str:
    """Come back with a code, from anywhere."""
    client = Client()
    assert client.post(f"/{place.slug}/svar", {"code": code}).status_code == 303
    return look(client, "svar")


def newest(desk: Client) -> str:
    """Return the reference of what came last to a desk's inbox, found where the reader finds it."""
    listed = re.findall(r"ORO-[2-9A-Y]{4}-\d{2}", look(desk, "arbete/oro/"))
    row = Concern.objects.filter(reference__in=listed).order_by("-id").first()
    assert row is not None
    return str(row.reference)


def concern_page(desk: Client, reference: str) -> str:
    """Open a concern."""
    return look(desk, f"arbete/oro/{reference}/")


def standing_at(page: str) -> str:
    """Return the step whose form stands on the page."""
    found = re.search(r'name="step" value="([^"]+)"', page)
    return found.group(1) if found else ""


def version(page: str) -> str:
    """Return the version that the page's forms carry."""
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found.group(1)


def answer(desk: Client, reference: str, *choices: str) -> None:
    """Answer the steps where the routine stands, one after the other."""
    for choice in choices:
        page = concern_page(desk, reference)
        data = {"step": standing_at(page), "version": version(page), "choice": choice, "reason": ""}
        reply = desk.post(f"/{place.slug}/arbete/oro/{reference}/steg", data)
        assert reply.status_code in (302, 303), (choice, data)


def press(desk: Client, reference: str, deed: str, **data: str) -> int:
    """Press one of the buttons on a concern's page; return the answer's status."""
    page = concern_page(desk, reference)
    return desk.post(f"/{place.slug}/arbete/oro/{reference}/{deed}", {"version": version(page)} | data).status_code


def steps(page: str) -> list[str]:
    """Return the texts of a routine's steps as its list shows them."""
    listed = re.findall(r'<span class="path__dot">.*?</span>.*?<strong>(.*?)</strong>', page, re.DOTALL)
    return [text.strip() for text in listed]


TO_THE_WAY = ("no", "under-18", "no", "no", "done", "done", "done", "done")
TO_THE_WAY_21 = ("no", "21-or-over", "no", "no", "done", "done", "no")


def link(page: str, words: str) -> str:
    """Return where the first link leads whose text begins so."""
    found = re.search(rf'<a href="([^"]+)">\s*{re.escape(words)}', page)
    assert found, words
    return found.group(1)

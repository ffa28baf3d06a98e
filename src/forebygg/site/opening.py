"""The opening list: real intake stays shut until each line has document, date and function, and two functions agree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forebygg.facts import queries as facts
from forebygg.facts.policies import may_keep_numbers
from forebygg.kit import calendar, clock, mode
from forebygg.kit.actor import Actor
from forebygg.people import queries as people
from forebygg.people import roles
from forebygg.people.models import Board, Desk, Municipality
from forebygg.people.policies import may_propose
from forebygg.records import queries as records
from forebygg.records import retention
from forebygg.records.models import DisposalDecision, OpeningApproval, OpeningItem
from forebygg.records.policies import may_see_disposal

_AHEAD = 10  # working days that must be staffed; the page says so


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what must exist, the document that shows it, its date and function, and whether it stands.

    `entered` is what somebody decided, bare of words in any language and of what the day itself changes: an approval is
    of that.
    """

    code: str
    title: str
    document: str
    dated: date | None
    function: str
    is_ready: bool
    paper: str = ""
    link: str = ""
    link_text: str = ""
    is_entered: bool = True
    may_be_needless: bool = False
    entered: str = ""


@dataclass(frozen=True, slots=True)
class OpeningList:
    """The whole list, how many lines stand, who has approved it, and whether intake is open."""

    lines: list[Line]
    approvals: list[OpeningApproval]
    hash: str
    is_open: bool
    is_demo: bool

    @property
    def ready(self) -> int:
        """Return how many lines stand."""
        return sum(1 for line in self.lines if line.is_ready)

    @property
    def is_whole(self) -> bool:
        """Say whether every line stands."""
        return self.ready == len(self.lines)

    @property
    def is_approved(self) -> bool:
        """Say whether two functions, never the same person, have approved the list as it stands."""
        return len({row.role for row in self.approvals}) >= 2 and len({row.user for row in self.approvals}) >= 2

    @property
    def approved_by(self) -> list[tuple[str, str, datetime]]:
        """Return who has approved: function, place, moment."""
        return [(str(roles.title(row.role)), row.function, row.at) for row in self.approvals]

    def lacks(self, actor: Actor) -> bool:
        """Say whether somebody's approval would add to those there are: another person, in another function."""
        return all(row.user != actor.user_id and row.role != actor.role for row in self.approvals)

    @property
    def step(self) -> int:
        """Return where the way stands: 2 filling in, 3 approving, 4 opening."""
        return 2 if not self.is_whole else 3 if not self.is_approved else 4


def compose(actor: Actor) -> OpeningList:
    """Return the list of the actor's municipality as it stands now."""
    items, desks = records.opening_items(actor), people.list_desks(actor)
    town = people.town_of(actor)
    lines = [*_papers(desks, items), *_computed(actor, desks, town)]
    said = "\n".join(f"{line.code}|{line.entered}|{line.is_ready}" for line in lines)
    list_hash = hashlib.sha256(said.encode()).hexdigest()
    return OpeningList(lines, records.opening_approvals(actor, list_hash), list_hash, town.intake_open, mode.is_demo())


def reading_boards(desks: list[Desk]) -> list[Board]:
    """Return the boards that read something: those of the desks."""
    return list({desk.unit.board_id: desk.unit.board for desk in desks}.values())


def entered_lines(desks: list[Desk]) -> dict[str, str]:
    """Return code → title of the lines whose document somebody enters."""
    rows = {f"dpia-{b.code}": _("Konsekvensbedömning, %(board)s") % {"board": b.name} for b in reading_boards(desks)}
    return rows | {
        "processing-register": _("Register över behandlingar"),
        "delegation": _("Delegationsbeslut"),
        "processor-agreement": _("Biträdesavtal, om driften är köpt"),
        "records-request": _("Så svarar vi när någon begär ut en handling"),
    }


def _papers(desks: list[Desk], items: dict[str, OpeningItem]) -> Iterator[Line]:
    for code, title in entered_lines(desks).items():
        item, needless = items.get(code), code == "processor-agreement"
        if item is None:
            yield Line(code, title, _("Utkast finns"), None, "–", False, paper=code, may_be_needless=needless)
            continue
        document = item.document if item.applies else _("Gäller inte: %(why)s") % {"why": item.document}
        entered = f"{item.document}|{item.dated}|{item.function}|{item.applies}"
        yield Line(
            code,
            title,
            document,
            item.dated,
            item.function,
            True,
            paper=code,
            may_be_needless=needless,
            entered=entered,
        )


def _computed(actor: Actor, desks: list[Desk], town: Municipality) -> Iterator[Line]:
    yield _disposal(actor, desks)
    yield _staffing(actor, desks)
    yield _other_readers(actor, desks, town)
    yield _numbers(actor, town)
    yield _sign_in(actor)


def _disposal(actor: Actor, desks: list[Desk]) -> Line:
    found: list[DisposalDecision] = []
    lacking = []
    for board in reading_boards(desks):
        decided = records.decisions_of(board.pk)
        if missing := [rule for rule in retention.RULES if rule not in decided]:
            lacking.append(_("%(board)s saknar %(number)s beslut") % {"board": board.name, "number": len(missing)})
        found += decided.values()
    words = ", ".join(lacking or sorted({f"{row.body} {row.paragraph}" for row in found}))
    return Line(
        "disposal",
        _("Gallringsbeslut"),
        words,
        max((row.decided_on for row in found), default=None),
        _("Arkivfunktionen"),
        is_ready=not lacking,
        paper="disposal",
        link=reverse("records:disposal") if may_see_disposal(actor) else "",
        link_text=_("Skriv in beslut"),
        is_entered=False,
        entered="|".join(
            sorted(f"{r.board_id} {r.rule} {r.body} {r.paragraph} {r.decided_on} {r.days}" for r in found)
        ),
    )


def _staffing(actor: Actor, desks: list[Desk]) -> Line:
    days = [clock.today()]
    while len(days) < _AHEAD:
        days.append(calendar.next_working_day(days[-1]))
    week, alone = (
        people.week(desks, [day for day in days if calendar.is_working_day(day)]),
        people.without_deputy(desks),
    )
    gaps = [
        _("%(desk)s har ingen %(day)s") % {"desk": desk.name, "day": date_format(day, "j F")}
        for desk in desks
        for day, rank in week[desk.pk].items()
        if not rank
    ]
    gaps += [_("%(desk)s saknar ställföreträdare") % {"desk": desk.name} for desk in desks if desk.pk in alone]
    may_mend = bool(gaps) and may_propose(actor)
    words = ", ".join(gaps[:3]) or _("Alla mottagningar har läsare och ställföreträdare de närmaste två veckorna")
    return Line(
        "staffing",
        _("Bemanning med ställföreträdare"),
        words,
        None if gaps else clock.today(),
        _("Enhetscheferna"),
        is_ready=not gaps,
        paper="staffing",
        link=reverse("people:staff" if may_mend else "people:desks"),
        link_text=_("Föreslå någon") if may_mend else _("Se mottagningarna"),
        is_entered=False,
    )


# What is about persons, and whether of adults: somebody else of the same board must be able to read it.
_ABOUT_PERSONS = (("worry", False), ("worry", True), ("relative", False), ("leaving", False))


def _other_readers(actor: Actor, desks: list[Desk], town: Municipality) -> Line:
    known = {desk.code: desk for desk in desks}
    usual = [known[people.reader_code(actor, kind, adult=adult)] for kind, adult in _ABOUT_PERSONS]
    found = {desk.code: known.get(town.other_readers.get(desk.code, "")) for desk in usual}
    lacking = [
        _("%(desk)s saknar någon som läser i stället") % {"desk": known[code].name}
        for code, other in found.items()
        if other is None or other.code == code or other.unit.board_id != known[code].unit.board_id
    ]
    words = ", ".join(lacking) or ", ".join(
        _("%(desk)s: %(other)s") % {"desk": known[code].name, "other": other.name}
        for code, other in found.items()
        if other
    )
    return Line(
        "other-readers",
        _("Någon annan läser när mottagningen inte ska"),
        words,
        None if lacking else clock.today(),
        _("Enhetscheferna"),
        is_ready=not lacking,
        paper="staffing",
        link=reverse("people:desks"),
        link_text=_("Se mottagningarna"),
        is_entered=False,
        entered="|".join(sorted(f"{code} {other}" for code, other in town.other_readers.items())),
    )


def _numbers(actor: Actor, town: Municipality) -> Line:
    due, rows = facts.count_due_numbers(town.pk), facts.count_numbers(town.pk)
    words = _("%(done)s av %(all)s nummer är provringda") % {"done": rows - due, "all": rows}
    return Line(
        "numbers",
        _("Alla nummer provringda"),
        words,
        facts.last_tried(town.pk),
        _("Samordnaren"),
        is_ready=not due,
        paper="numbers",
        link=reverse("facts:numbers") if may_keep_numbers(actor) else "",
        link_text=_("Provring"),
        is_entered=False,
    )


def _sign_in(actor: Actor) -> Line:
    done, readers = people.count_second_steps(actor)
    return Line(
        "sign-in",
        _("Stark inloggning för personal"),
        _("%(done)s av %(all)s som läser har ett andra steg") % {"done": done, "all": readers},
        clock.today() if readers and done == readers else None,
        _("It-funktionen"),
        is_ready=bool(readers) and done == readers,
        paper="sign-in",
        link=reverse("mfa_index"),
        link_text=_("Lägg till ditt"),
        is_entered=False,
    )


def fallen(actor: Actor) -> list[str]:
    """Return the titles of lines that no longer stand although intake is open."""
    if not people.town_of(actor).intake_open:
        return []
    return [line.title for line in compose(actor).lines if not line.is_ready]


def may_approve(actor: Actor) -> bool:
    """The data protection function, and a head of the board where worries are read; not every head in the house."""
    if not actor.may("opening.approve"):
        return False
    return actor.role != "head" or actor.board_id == people.reader(actor, "worry", adult=False).unit.board_id


def why_shut(actor: Actor) -> str:
    """Say why real intake cannot open now, or nothing: the whole list stands and two functions have approved it."""
    page = compose(actor)
    if page.is_demo:
        return _("Det här är en övning. En övning kan aldrig bli skarp.")
    if not page.is_whole:
        return _("Alla rader är inte klara.")
    if not page.is_approved:
        return _("Två funktioner ska godkänna listan.")
    return ""


def system_reader(town: Municipality) -> Actor:
    """Return the actor of a timed job that reads the list."""
    return Actor("system", "opening", town.pk, town.slug, permissions=roles.permissions("coordinator"))


def shown_step(page: OpeningList) -> list[dict[str, Any]]:
    """Return the way to open: rehearse, fill in, approve, open."""
    at = page.step
    words = {"ready": page.ready, "all": len(page.lines)}
    rows = [
        (_("Ni övar"), _("I en egen installation, där påhittade uppgifter står på varje sida, handling och bild.")),
        (_("Raderna fylls i"), _("%(ready)s av %(all)s. Systemet skriver utkasten, nämnderna beslutar.") % words),
        (
            _("Två funktioner godkänner"),
            _("Enhetschefen i socialtjänsten och dataskyddsfunktionen. Aldrig samma person."),
        ),
        (_("Formuläret öppnar"), _("I den skarpa installationen. En övning kan aldrig bli skarp.")),
    ]
    state = ["done" if n < at else "here" if n == at else "later" for n in range(1, 5)]
    return [
        {"title": title, "note": note, "state": "done" if page.is_open else state[index]}
        for index, (title, note) in enumerate(rows)
    ]

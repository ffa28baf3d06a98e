"""What the call page shows: the number by age and clock, plan B by day and night, what to say and not to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from forebygg.calls import queries
from forebygg.calls.models import CallNote
from forebygg.calls.note import CallAnswers
from forebygg.concerns.entry import NOT_FOR_KINDS
from forebygg.facts import lines
from forebygg.facts.queries import Book
from forebygg.kit import clock, references
from forebygg.people import readers


def page(note: CallNote, answers: CallAnswers, place: Place, *, tab: str, is_second: bool) -> dict[str, Any]:
    """Return the context of one call."""
    return {
        "note": note,
        "answers": answers,
        "tab": tab,
        "is_second": is_second,
        "connect": connect_words(place, answers),
        "code": references.grouped(queries.call_code(note)),
        "plan_b": lines.lines(place.book, ["social-emergency", "emergency"], clock.now()),
        "dangers": [("yes", _("Ja"), "1"), ("no", _("Nej"), "2"), ("unsure", _("Vet inte"), "3")],
        "ages": [
            ("under-18", _("Under 18"), "4"),
            ("18-20", _("18–20"), "5"),
            ("21", _("21 eller äldre"), "6"),
            ("unknown", _("Vet inte"), "7"),
        ],
        "wishes": [
            ("anonymous", _("Ja, anonym"), _("Inga kontaktfält visas")),
            ("called-back", _("Vill bli uppringd"), _("Namnet säger de till mottagningen")),
            ("code", _("Vill ha en kod"), _("Läs upp fyra grupper")),
        ],
        "kinds": NOT_FOR_KINDS,
        "started": clock.local(note.started_at),
        "say": [
            _(
                "”Innan du säger några namn: jag kan behöva berätta vidare om ett barn far illa, "
                "och den det gäller kan få veta vem som ringt.”"
            ),
            _("”Det är bra att du ringer. Du behöver inte vara säker.”"),
            _("”Berätta om det senaste som hände.”"),
            _("”Vad är du mest rädd ska hända?”"),
        ],
        "say_not": [
            (_("”Jag anmäler inget.”"), _("Gäller det ett barn måste jag.")),
            (_("”Det blir ingen utredning.”"), _("Det avgör socialtjänsten.")),
        ],
    }


@dataclass(frozen=True, slots=True)
class Place:
    """Where the call was taken: the municipality's numbers, and which desk it lets read what."""

    book: Book
    readers: Mapping[str, str]


def connect_words(place: Place, answers: CallAnswers) -> dict[str, Any]:
    """Return whom to connect to now: the reception by age when it answers, else the emergency service.

    21 or older goes to the adults'; everyone else, unknown too, to the children's.
    """
    adult, now = answers.age == "21", clock.now()
    code = readers.desk_code(place.readers, "worry", adult=adult)
    own = "reception-21" if adult else "reception-under-21"
    phone = lines.first_answering(place.book, [own, "social-emergency", "emergency"], now)
    if phone is None:
        return {"code": code, "label": "", "number": "", "href": "", "note": ""}
    note = lines.hours_words(phone, now)
    return {"code": code, "label": str(phone.label), "number": phone.number, "href": phone.href, "note": note}

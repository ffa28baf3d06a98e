"""Role cards: what to do, whom to call, and the routine, on one sheet for the wall. Numbers come from facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from forebygg.facts import queries as facts
from forebygg.facts.values import Phone
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.text import Text
from forebygg.routines import queries as routines


@dataclass(frozen=True, slots=True)
class Card:
    """One card: for whom, what they do (at most six lines), whom they call, which routine they follow."""

    code: str
    title: Any
    lines: tuple[Any, ...]
    phones: tuple[str, ...]
    routine: str = ""


CARDS: dict[str, Card] = {
    card.code: card
    for card in (
        Card(
            "akut",
            _lazy("Läget är akut"),
            (
                _lazy("Ring 112. Säg var du är, vad som händer och om någon är skadad."),
                _lazy("Sätt dig själv och andra i säkerhet. Följ husets larmplan."),
                _lazy("Rör inget. Hindra ingen farlig person själv."),
                _lazy("Berätta för rektorn eller chefen på plats."),
                _lazy("Ring kommunens beredskap. De ringer säkerhetschefen."),
                _lazy("Sprid inga bilder, filmer eller namn. Hänvisa frågor till kommunens kommunikatör."),
            ),
            ("emergency", "police", "duty-officer", "social-emergency"),
        ),
        Card(
            "kontaktcenter",
            _lazy("Kontaktcenter: kopplat samtal"),
            (
                _lazy("Fråga först: Är någon i fara just nu? Ja: 112."),
                _lazy("Säg före alla namn: Jag kan behöva berätta vidare om ett barn far illa."),
                _lazy(
                    "Hur gammal är personen? Under 21 eller okänt: mottagningen för unga. 21 eller äldre: för vuxna."
                ),
                _lazy("Koppla medan den som ringer är kvar. Skriv inga namn."),
                _lazy("Stängt? Socialjouren. Ingen svarar? Ring nästa nummer på kortet."),
            ),
            ("reception-under-21", "reception-21", "social-emergency", "emergency", "police"),
            "worry-under-21",
        ),
        Card(
            "skola",
            _lazy("Skola och förskola: när du blir orolig"),
            (
                _lazy("Fara nu? Ring 112."),
                _lazy("Prata med eleven. Fråga vad som har hänt, inte vad eleven tycker eller tror."),
                _lazy("Prata med din chef eller elevhälsan samma dag."),
                _lazy("Misstänker du att ett barn far illa: anmäl genast. Ingen chef kan stoppa det."),
                _lazy("Osäker? Fråga om råd utan att säga vem."),
                _lazy("Är det bara en åsikt på ett lagligt sätt? Då är det undervisning, inte en oro."),
            ),
            ("reception-under-21", "social-emergency", "coordinator", "cve-support", "police"),
            "consultation",
        ),
        Card(
            "fritid",
            _lazy("Fritidsgård, bibliotek, idrott"),
            (
                _lazy("Fara nu? Ring 112."),
                _lazy("Har något hänt på platsen? Säkra den, skriv tid och sak. Inga människor på bild."),
                _lazy("Hot mot personal: berätta för chefen direkt."),
                _lazy("Orolig för ett barn: anmäl genast till socialtjänsten."),
                _lazy("Orolig för en vuxen: fråga om råd utan att säga vem."),
                _lazy("Ta inte bort klotter förrän det är dokumenterat."),
            ),
            ("reception-under-21", "coordinator", "police", "emergency"),
            "incident",
        ),
        Card(
            "mottagning",
            _lazy("Socialtjänstens mottagning"),
            (
                _lazy("Läs samma dag om det kan gälla ett barn."),
                _lazy("Bedöm genast om någon behöver skydd. Skriv bedömningen i ert eget system."),
                _lazy("Gå rutinen steg för steg. Skälen är korta."),
                _lazy("Erbjud stöd till den unga och till de anhöriga."),
                _lazy("Ta över: hämta handlingen, för in den, bekräfta Införd hos oss."),
                _lazy("Stäng aldrig ensam om någon kan vara under 21."),
            ),
            ("police", "social-emergency", "relatives-support", "leaving-support"),
            "worry-under-21",
        ),
        Card(
            "anhorigstod",
            _lazy("Stödet till anhöriga"),
            (
                _lazy("Säg först vad som är hemligt och vad som inte är det."),
                _lazy("Inget namn behövs. Den anhöriga bestämmer."),
                _lazy("Finns barn i familjen som kan fara illa? Då måste du berätta det för mottagningen."),
                _lazy("Erbjud ett första samtal inom några dagar."),
                _lazy("Nationella stödlinjen svarar också. Säg numret."),
            ),
            ("helpline", "reception-under-21", "social-emergency"),
            "relative",
        ),
        Card(
            "samordnare",
            _lazy("Samordnaren och säkerhetschefen"),
            (
                _lazy("Läs Måndagsbrevet. Gör det som står där, högst tre saker."),
                _lazy("Du ser antal, aldrig texter om personer. Gäller det en person: lämna till socialtjänsten."),
                _lazy("Händelser: plats, sort, följd. Berätta för varandra samma dag."),
                _lazy("Provring numren. Öva rutinen med kontaktcenter två gånger om året."),
            ),
            ("reception-under-21", "reception-21", "police", "cve-support"),
            "incident",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Page:
    """A card ready to print: numbers with hours, the routine's steps in order, the day it was made."""

    card: Card
    phones: list[tuple[Phone, str]]
    steps: list[Text]
    routine_title: Text | None
    made_on: date


def compose(actor: Actor, card: Card) -> Page:
    """Compose one card for a municipality as it is today."""
    book = facts.book(actor.municipality_id)
    steps, title = [], None
    if card.routine:
        chart = routines.chart_of(routines.current(actor, card.routine))
        steps = [Text(step.label) for step in chart.steps.values() if step.kind != "end"]
        title = Text(chart.title)
    phones = [(phone, hours(phone)) for phone in book.phones(card.phones)]
    return Page(card, phones, steps, title, clock.today())


_DAYS = (_lazy("mån"), _lazy("tis"), _lazy("ons"), _lazy("tor"), _lazy("fre"), _lazy("lör"), _lazy("sön"))


def hours(phone: Phone) -> str:
    """Say when a number answers, for paper: "mån–fre 8.00–16.30", "när mottagningarna är stängda", "dygnet runt"."""
    if phone.outside_hours:
        return _("när mottagningarna är stängda")
    if not phone.hours:
        return _("dygnet runt")
    spans: dict[tuple[object, object], list[int]] = {}
    for day, span in sorted(phone.hours.items()):
        spans.setdefault(span, []).append(day)
    return ", ".join(
        f"{_DAYS[days[0]]}{f'–{_DAYS[days[-1]]}' if len(days) > 1 else ''} {opens:%-H.%M}–{closes:%-H.%M}"
        for (opens, closes), days in spans.items()
    )

"""Each gap in plain words: what is missing, why it matters, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from forebygg.plans.lint import Gap

WORDS: dict[str, tuple[Any, Any]] = {
    "picture": (
        _("Planen vilar inte på någon lokal lägesbild"),
        _("Skriv vad problemet är hos er, vad ni vet och var det står. Vet ni inget, skriv det."),
    ),
    "steward": (
        _("Ingen funktion förvaltar planen"),
        _("Utse en funktion som ser till att planen följs, finns tillgänglig och hålls aktuell."),
    ),
    "resources": (
        _("Det står inte vad arbetet får kosta"),
        _("Skriv vilka pengar och vilken tid som finns. Saknas de, säg det till dem som beslutar."),
    ),
    "definition": (
        _("Det står inte vad planen menar med våldsbejakande extremism"),
        _("Skriv vilken definition ni använder, och varifrån den kommer."),
    ),
    "follow-up": (
        _("Det står inte hur planen följs upp"),
        _("Skriv hur, när och vilken funktion som gör det."),
    ),
    "follow-up-when": (_("Det står inte när planen följs upp"), _("Skriv en månad på året.")),
    "goals": (_("Planen har inga mål"), _("Skriv vad som ska ha blivit bättre när planen går ut.")),
    "measures": (_("Planen har inga åtgärder"), _("Skriv vad som ska göras, av vem och när.")),
    "lapsed": (
        _("Planens tid har gått ut"),
        _("Låt den som antog planen förlänga, revidera eller upphäva den. Tills dess syns det publikt."),
    ),
    "lapses-soon": (_("Planens tid går snart ut"), _("Börja på en ny version nu, så hinner den beredas och beslutas.")),
    "no-end": (
        _("Det står inte hur länge planen gäller"),
        _("Skriv en sista dag när planen nästa gång beslutas. Utan den glöms planen bort."),
    ),
    "other-body": (
        _("Planen förlängdes av ett annat organ än det som antog den"),
        _("Fråga kommunens jurist om förlängningen gäller, eller ta upp planen där den antogs."),
    ),
    "no-indicator": (
        _("Målet går inte att följa"),
        _("Skriv en uppgift som visar om det blir bättre, och var den finns."),
    ),
    "more-reports": (
        _("Måttet går ut på fler anmälningar"),
        _("Ett sådant mått lönar misstankar mot människor. Välj något som visar att det blev bättre."),
    ),
    "no-target": (_("Det står inte var ni är eller vart ni vill"), _("Skriv läget nu och läget ni vill nå.")),
    "no-owner": (
        _("Ingen funktion ansvarar för åtgärden"),
        _("Skriv en funktion. Åtgärder utan ansvarig blir sällan gjorda."),
    ),
    "no-due": (_("Åtgärden har ingen tid"), _("Skriv när den ska vara klar, eller hur ofta den görs.")),
    "no-evidence": (
        _("Det står inte vad man vet om metoden"),
        _("Välj en metod ur listan, eller skriv om den är prövad, lovande eller oprövad, och var det står."),
    ),
    "advised-against": (
        _("Åtgärden bygger på en metod som avråds"),
        _("Forskningen säger att den gör mer skada än nytta. Läs varför under Metoder, och välj en annan."),
    ),
    "no-rights": (
        _("Åtgärden är inte prövad mot människors rättigheter"),
        _("Svara på de fyra frågorna: saklig grund, aldrig åsikt eller tro, i proportion, minst ingripande."),
    ),
    "no-cause": (
        _("Åtgärden möter ingen orsak i lägesbilden"),
        _("Skriv vilken del av problemet den ska göra något åt."),
    ),
    "no-gender": (
        _("Det står inte om åtgärden når flickor och pojkar, yngre och äldre"),
        _("Skriv vad ni vet om det, eller att ni inte vet."),
    ),
    "due-after-end": (
        _("Åtgärden ska vara klar efter att planen har gått ut"),
        _("Flytta dagen, eller förläng planen."),
    ),
    "empty-area": (_("Fokusområdet har inga åtgärder"), _("Skriv minst en åtgärd, eller ta bort området.")),
    "signs": (
        _("Texten räknar upp tecken att leta efter hos människor"),
        _("Sådana listor träffar fel och har inget stöd i forskningen. Skriv hellre hur den som är orolig får råd."),
    ),
    "faith-or-origin": (
        _("Målgruppen pekar ut tro, ursprung eller åsikt"),
        _("Välj plats, situation eller behov i stället. Annat är inte tillåtet."),
    ),
    "shared": (_("Samma mening står i en annan plan"), _("Är den skriven för er? Stryk det som inte gäller hos er.")),
    "dead-contact": (_("Numret är märkt som fel"), _("Byt numret, och pröva det.")),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A gap as it is shown, with how many entries it is about."""

    code: str
    title: Any
    mend: Any
    gaps: list[Gap]


def told(found: list[Gap]) -> list[Told]:
    """Return the gaps grouped by what is missing, in the order they were found."""
    grouped: dict[str, list[Gap]] = {}
    for gap in found:
        grouped.setdefault(gap.code, []).append(gap)
    return [Told(code, *WORDS[code], gaps) for code, gaps in grouped.items()]


def of_entry(found: list[Gap], part: str, code: str) -> list[Told]:
    """Return what is said of one entry."""
    return told([gap for gap in found if (gap.part, gap.entry) == (part, code)])

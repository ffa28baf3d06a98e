"""The kinds that need one text only: what is asked, who reads, whom one may call instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from forebygg.concerns.reports import Report


@dataclass(frozen=True, slots=True)
class Kind:
    """One page: the kind of concern, its words, and the numbers beside it."""

    code: str
    title: Any
    lead: Any
    label: Any
    hint: Any
    phones: tuple[str, ...]
    channel: str = "web"


KINDS: dict[str, Kind] = {
    "fraga": Kind(
        "question",
        _("Ställ en fråga"),
        _("%(desk)s svarar. Svaret hämtar du med en kod."),
        _("Vad vill du veta?"),
        _("Skriv inga namn, varken ditt eget eller någon annans. Är du orolig för någon, använd Berätta i stället."),
        ("switchboard", "coordinator"),
    ),
    "forening/skriv": Kind(
        "association",
        _("Skriv till kontaktpunkten"),
        _("En dörr in i kommunen för föreningar, samfund och andra. %(desk)s läser och svarar."),
        _("Vad vill ni ta upp?"),
        _("Till exempel en inbjudan, en fråga om lokal, eller något som hänt er. Skriv inga namn på enskilda."),
        ("association-contact", "police", "emergency"),
    ),
    "jobb/rad": Kind(
        "consultation",
        _("Fråga om råd utan namn"),
        _("För dig som möter barn och unga i ditt arbete. %(desk)s läser. Du behöver inget konto."),
        _("Vad har hänt, och vad undrar du?"),
        _(
            "Skriv ingenting som kan peka ut någon: inget namn, ingen skola, ingen klass. "
            "Ett råd ersätter aldrig din plikt att anmäla. Far ett barn illa: anmäl genast."
        ),
        ("reception-under-21", "cve-support"),
        "staff",
    ),
    "anhorig/skriv": Kind(
        "relative",
        _("Skriv till stödet för anhöriga"),
        _("Bara %(desk)s läser. Du behöver inte säga vem du är."),
        _("Vad behöver du hjälp med?"),
        _("Berätta hur du har det. Vi behöver inte veta vem den andra personen är."),
        ("relatives-support", "social-emergency", "emergency"),
    ),
    "anhorig/boka": Kind(
        "booking",
        _("Boka ett samtal"),
        _("%(desk)s svarar med en tid. Du behöver inte säga vem du är."),
        _("När passar det, och hur vill du prata?"),
        _("Till exempel: på telefon, en eftermiddag. Svaret med tid hämtar du med en kod. Behövs tolk, skriv det."),
        ("relatives-support", "social-emergency", "emergency"),
    ),
    "lamna-miljo/skriv": Kind(
        "leaving",
        _("Skriv till stödet för den som vill lämna"),
        _("Bara den som arbetar med stödet läser. Du behöver inte säga vem du är, och inga namn på andra."),
        _("Vad behöver du hjälp med?"),
        _(
            "Innan du skriver: berättar du om ett brott som planeras kan vi behöva säga det till polisen. "
            "Läs mer på sidan innan. Är du hotad? Ring 112."
        ),
        ("leaving-support", "exit", "emergency"),
    ),
}


def lead(kind: Kind, desk: object) -> str:
    """Return the words under the heading, with the desk that reads in this municipality."""
    return str(kind.lead) % {"desk": desk} if "%(desk)s" in str(kind.lead) else str(kind.lead)


def report(kind: Kind, text: str, writer: Mapping[str, str], code: str, submission: UUID) -> Report:
    """Return the report of one text. Age is unknown: nobody was asked."""
    return Report(kind.code, kind.channel, "unknown", text, "", writer, code, submission)

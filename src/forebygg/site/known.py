"""What the system knows about itself, for whoever reports an incident: versions, the log, counts; never a text."""

from __future__ import annotations

from datetime import timedelta
from importlib.metadata import version

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forebygg.audit import queries as audit
from forebygg.concerns import queries as concerns
from forebygg.facts import queries as facts
from forebygg.kit import clock, mode, paper
from forebygg.kit.actor import Actor
from forebygg.notices import queries as notices
from forebygg.people import queries as people
from forebygg.secrecy import queries as secrecy
from forebygg.site import doctor

_LATELY = timedelta(days=3)  # as far back as the first report looks


def known(actor: Actor) -> paper.Paper:
    """Return the paper of the actor's municipality as it stands now."""
    town, now = people.town_of(actor), clock.now()
    columns = [_("Vad"), _("Värde")]
    parts = [
        paper.Part(_("Systemet"), [], columns, _system()),
        paper.Part(_("Loggen"), [_("Hela loggen räknas om med forebygg audit verify.")], columns, _log(actor)),
        paper.Part(_("De senaste tre dygnen"), [_("Antal i loggen, inga personer.")], columns, _lately(actor)),
        paper.Part(_("Det som finns här"), [], columns, _kept(actor)),
    ]
    when = date_format(clock.local(now), "j F Y, G.i")
    return paper.Paper(_("Det systemet vet, %(town)s, %(when)s") % {"town": town.name, "when": when}, parts)


def _system() -> list[list[str]]:
    return [
        ["Förebygg", version("forebygg")],
        ["Django", version("django")],
        ["cryptography", version("cryptography")],
        [_("Databas"), connection.vendor],
        [_("Läge"), mode.mode()],
    ]


def _log(actor: Actor) -> list[list[str]]:
    year = clock.today().year
    head = next((h for h in audit.heads() if (h.municipality, h.year) == (actor.municipality, year)), None)
    if head is None:
        return [[_("Länkar i år"), "0"]]
    broken = sum(1 for _number in audit.broken_links(actor.municipality, year))
    return [
        [_("Länkar i år"), str(head.number)],
        [_("Länkar som inte stämmer"), str(broken)],
        [_("Nyaste länken"), head.hash],
        [_("Händelser som väntar på sin länk"), str(audit.count_unsealed(clock.now() - timedelta(hours=1)))],
    ]


def _lately(actor: Actor) -> list[list[str]]:
    counted = audit.count_since(actor.municipality, clock.now() - _LATELY)
    return [
        [_("Läsningar av något hemligt"), str(counted["reading"])],
        [_("Försök som nekades"), str(counted["refusal"])],
        [_("Misslyckade inloggningar"), str(counted["people.sign_in_failed"])],
        [_("Inloggningar"), str(counted["people.signed_in"])],
        [_("Nödöppningar"), str(counted["secrecy.emergency"])],
    ]


def _kept(actor: Actor) -> list[list[str]]:
    least = facts.book(actor.municipality_id).value("smallest-shown")
    number = concerns.count_kept(actor)
    few = _("färre än %(number)s") % {"number": least}
    waiting = notices.outbox()
    return [
        [_("Ärenden som inte är gallrade"), few if 0 < number < least else str(number)],
        [_("Nycklar till texter, hela installationen"), str(len(secrecy.data_keys()))],
        [_("Brev som väntar, hela installationen"), str(waiting.number)],
        [_("Fel som installationen ser"), str(len(doctor.examine()))],
    ]

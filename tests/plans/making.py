"""A plan to try things on: this project's own, in the shapes municipalities use."""

from __future__ import annotations

from forebygg.kit.actor import Actor
from forebygg.plans import actions, content
from forebygg.plans.actions.deciding import Decided
from forebygg.plans.actions.writing import About
from forebygg.plans.content import Area, Content, Goal, Line, PlanMeasure
from forebygg.plans.models import Plan

TEXT = """Handlingsplan mot våldsbejakande extremism

Växjö kommun

Beslutad av: Kommunfullmäktige
Beslutsdatum: 2019-03-25
Paragraf: 41
Diarienummer: KS 2018/77
Giltighetstid: 2019-04-01 – 2022-12-31
Dokumentansvarig: Säkerhetschefen
Reviderad:

1 Syfte

- att alla ska veta vad de ska göra
- att det ska vara lätt att be om råd

2 Mål

Målet är att färre unga värvas.

3 Åtgärder

| Åtgärd | Ansvarig | Tid |
| Utbilda fritidsledare i samtal | Kulturförvaltningen | 2020 |
| Se över reglerna för lokaler | Kommunledningskontoret | 2021 |

4 Uppföljning

Planen följs upp varje år av kommunstyrelsen.

5 Kontakt

Asta Lind, säkerhetschef, 070-465 00 41
"""


def said(title: str = "Plan mot extremism", *, due: str = "2026-06-30") -> Content:
    """Return what a small plan says: two areas, three measures."""
    school, places = Area("a00001", "Skolan", "Skolchefen"), Area("a00002", "Platser", "Fritidschefen")
    return Content(
        title=title,
        steward="Säkerhetschefen",
        follow_when="varje år",
        purposes=(Line("b00001", "att alla vet vad de ska göra"),),
        goals=(Goal("c00001", "färre unga värvas"),),
        areas=(school, places),
        measures=(
            PlanMeasure("d00001", "Utbilda lärare i samtal", area="a00001", responsible="Skolchefen", due=due),
            PlanMeasure("d00002", "Håll ungdomsgården öppen på lov", area="a00002", responsible="Fritidschefen"),
            PlanMeasure("d00003", "Gå trygghetsvandringar", due="2027"),
        ),
    )


ADOPTED = Decided("adopted", "kommunfullmäktige", "2024-02-26", "18", "KS 2023/9", "2024-03-01", "2027-12-31")


def plan(by: Actor, *, decided: Decided | None = ADOPTED, content_of: Content | None = None) -> Plan:
    """Return a plan laid up by somebody, adopted unless told otherwise."""
    found = actions.found_plan(content_of or said(), About("Handlingsplan", "Kommunen"), by=by).plan
    if decided:
        actions.record_decision(found, decided, by=by)
    found.refresh_from_db()
    return found


__all__ = ["ADOPTED", "TEXT", "content", "plan", "said"]

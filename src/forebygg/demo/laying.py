"""Lays up each town's plan: the example of the same name, who decided, how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml

from forebygg.influence import actions as influence
from forebygg.influence.actions.consulting import Asked
from forebygg.influence.actions.initiating import Said
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.people import roles
from forebygg.people.models import Municipality
from forebygg.plans import actions, examples
from forebygg.plans.actions.deciding import Decided
from forebygg.plans.actions.progress import Come
from forebygg.plans.actions.writing import About
from forebygg.plans.models import Plan

FOLDER = Path(__file__).parent / "plans"


def lay(town: Municipality) -> None:
    """Lay up the town's plan, when it has a file."""
    path = FOLDER / f"{town.slug}.yaml"
    if not path.exists():
        return
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    by = Actor("staff", "Förvaltaren av planen", town.pk, town.slug, permissions=roles.permissions("steward"))
    said = examples.whole(town.slug)
    about = About(raw["kind"], raw["owner"], raw.get("parent", ""), raw.get("towns", ""))
    plan = actions.found_plan(said, about, by=by).plan
    for row in raw.get("decisions", ()):
        actions.record_decision(plan, Decided(**row), by=by)
        plan.refresh_from_db()
    for row in raw.get("progress", ()):
        with clock.fixed(clock.now() - timedelta(days=row["days"])):
            come = Come(row["status"], row.get("result", ""))
            actions.record_progress(plan, said.measures[row["measure"]].code, come, by=by)
        plan.refresh_from_db()
    for row in raw.get("initiatives", ()):
        taken = influence.take_initiative(Said(**row["said"]), by=by)
        measures = [f"{plan.uid}:{said.measures[at].code}" for at in row["measures"]]
        influence.move_initiative(taken, Said(**row["said"]), measures, by=by)
    if "consultation" in raw:
        _open(plan, raw["consultation"], town, by)


def _open(plan: Plan, raw: Mapping[str, Any], town: Municipality, by: Actor) -> None:
    """Open the next version for opinions, with some that have come: answered, published, refused, not read yet."""
    opened = clock.today() - timedelta(days=raw["opened"])
    asked = Asked(raw["question"], opened, opened + timedelta(days=raw["open_for"]), raw["decided_where"])
    out = influence.open_consultation(actions.begin_draft(plan, by=by), asked, by=by)
    for row in raw["comments"]:
        with clock.fixed(clock.now() - timedelta(days=row["days"])):
            comment = influence.send_comment(out, row["part"], row["text"], uuid4(), by=Actor.public(town))
        if "reason" in row:
            influence.refuse_comment(comment, row["reason"], by=by)
        if "answer" in row:
            influence.publish_comment(comment, row["text"], by=by)
            comment.refresh_from_db()
            influence.answer_comment(comment, row["outcome"], row["answer"], by=by)

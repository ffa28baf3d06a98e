"""Stairs go down: imports, foreign keys, templates. Each rule is shown to find a planted fault."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from tests.house import reading

URL = re.compile(r"{%\s*url\s+'([a-z]+):")
USED = re.compile(r"{%\s*(?:include|extends)\s+\"([a-z]+)/")
LITERAL = re.compile(r"(?:href|action|src)=[\"']/(?!/)")


def lint(folder: Path) -> str:
    """Run import-linter over a copy of the house and return what it says."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--config", "pyproject.toml", "--no-cache"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={"PYTHONPATH": "src", "PATH": "/usr/bin"}
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(reading.SOURCE, folder / "src" / "forebygg", ignore=shutil.ignore_patterns("__pycache__", "locale"))
    shutil.copy(reading.ROOT / "pyproject.toml", folder)
    return folder


def test_the_contracts_hold(copy: Path) -> None:
    """Storeys, zones and furniture as drawn."""
    assert "0 broken" in lint(copy)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("audit/chain.py", "import forebygg.people.models"),
        ("public/pages.py", "import forebygg.concerns.models"),
        ("concerns/queries.py", "import forebygg.concerns.actions"),
        ("stray/__init__.py", '"""A package without a storey."""'),
    ],
)
def test_a_planted_import_is_found(copy: Path, path: str, line: str) -> None:
    """Upward, across the zones, against the furniture, without a storey."""
    target = copy / "src" / "forebygg" / path
    before = target.read_text() if target.exists() else None
    target.parent.mkdir(exist_ok=True)
    target.write_text(f"{before or ''}\n{line}\n")
    try:
        assert "0 broken" not in lint(copy)
    finally:
        if before is None:
            shutil.rmtree(target.parent)
        else:
            target.write_text(before)


def test_zones_and_containers_name_the_rooms_that_exist() -> None:
    """The contracts list every room of the zone table that is built, and no other."""
    found = reading.contracts()
    zones = found["Open pages never reach into closed rooms"]
    assert set(zones["source_modules"]) == {f"forebygg.{room}" for room in reading.OPEN & reading.rooms()}
    assert set(zones["forbidden_modules"]) == {f"forebygg.{room}" for room in reading.CLOSED & reading.rooms()}
    assert set(found["Furniture"]["containers"]) == {f"forebygg.{room}" for room in reading.rooms()}


def key_faults(model: type[models.Model], order: dict[str, int]) -> list[str]:
    """Return the foreign keys of a model that climb, or that a lower room could walk up."""
    faults = []
    room = model._meta.app_label
    for field in model._meta.get_fields():
        if not isinstance(field, models.ForeignKey):
            continue
        other = field.related_model._meta.app_label
        if not reading.below(room, other, order):
            faults.append(f"{model.__name__}.{field.name} climbs to {other}")
        elif room != other and not (field.remote_field.related_name or "").endswith("+"):
            faults.append(f"{model.__name__}.{field.name} can be walked up from {other}")
    return faults


def test_foreign_keys_go_down() -> None:
    """Same room or below; across rooms with a related name that ends in a plus."""
    order = reading.storeys()
    house = [m for m in apps.get_models() if m.__module__.startswith("forebygg.")]
    assert len(house) > 30
    assert [fault for model in house for fault in key_faults(model, order)] == []


def test_a_planted_key_is_found() -> None:
    """A key from audit to people is told."""

    class Planted(models.Model):
        town = models.ForeignKey("people.Municipality", models.CASCADE, related_name="+")
        board = models.ForeignKey("people.Board", models.CASCADE)

        class Meta:
            app_label = "audit"
            managed = False

    try:
        assert len(key_faults(Planted, reading.storeys())) == 2
        assert len(key_faults(Planted, reading.storeys() | {"audit": 0})) == 1
    finally:
        del apps.all_models["audit"]["planted"]
        apps.clear_cache()


def template_faults(room: str, source: str, order: dict[str, int]) -> list[str]:
    """Return what a template uses from above, and addresses written out."""
    used = [*URL.findall(source), *USED.findall(source)]
    faults = [f"uses {other}" for other in used if not reading.below(room, other, order)]
    faults += ["an address is written out"] if LITERAL.search(source) else []
    faults += ["inline style"] if re.search(r"\sstyle=|<style", source) else []
    faults += (
        ["inline script"]
        if re.search(r"<script(?![^>]*(?:\bsrc=|type=\"application/json\"))|\son[a-z]+=\"", source)
        else []
    )
    return faults


def test_templates_go_down() -> None:
    """Links, parts and bases from the same room or below; the rest through doors."""
    order = reading.storeys()
    found = {f"{room}/{name}": template_faults(room, source, order) for room, name, source in reading.templates()}
    assert len(found) > 60
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "{% url 'concerns:inbox' %}",
        '{% include "public/page.html" %}',
        '<a href="/beratta">',
        '<p style="color:red">',
        "<script>alert(1)</script>",
    ],
)
def test_a_planted_template_fault_is_found(planted: str) -> None:
    """In a mailbox template each of these is told."""
    assert template_faults("mailbox", planted, reading.storeys())


def private_imports(room: str, source: str) -> list[str]:
    """Return imports of another room's forms, views, api or jobs."""
    found = re.findall(r"from forebygg\.([a-z]+)(?:\.\w+)* import ([\w, ]+)", source)
    found += re.findall(r"from forebygg\.([a-z]+)\.(forms|views|api|jobs)\b", source)
    private = {"forms", "views", "api", "jobs"}
    return [f"{other}.{names}" for other, names in found if other != room and private & set(re.findall(r"\w+", names))]


def test_private_modules_stay_private() -> None:
    """Only `site` may schedule another room's jobs and route to its views; `ui` is furniture for all."""
    faults = {}
    for path, source in reading.modules():
        room = path.relative_to(reading.SOURCE).parts[0]
        if room != "site" and (found := [f for f in private_imports(room, source) if not f.startswith("ui.")]):
            faults[path.name] = found
    assert faults == {}
    assert private_imports("cases", "from forebygg.concerns import views") == ["concerns.views"]
    assert private_imports("cases", "from forebygg.concerns.forms import X")

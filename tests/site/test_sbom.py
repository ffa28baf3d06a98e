"""What the house is built of: whole, valid, the same each time, and nothing of the machine it was made on."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tools import sbom


@pytest.mark.parametrize("dev", [False, True])
def test_it_follows_the_schema(dev: bool) -> None:
    """The library's strict validator finds nothing; a planted fault it finds."""
    said = sbom.sbom(dev=dev)
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(said) is None
    assert validator.validate_str(said.replace('"type": "library"', '"type": "thing"', 1)) is not None


def test_every_locked_package_is_there_once() -> None:
    """Each line of the lock with its version; what only tests need is marked as such and left out by itself."""
    run = dict(line[:2] for line in sbom.locked((sbom.ROOT / "requirements.txt").read_text(encoding="utf-8")))
    lines = [line for line in (sbom.ROOT / "requirements.txt").read_text().splitlines() if line[:1].isalnum()]
    assert len(run) == len(lines) > 20
    document = json.loads(sbom.sbom())
    assert {row["name"]: row["version"] for row in document["components"]} == run
    assert all(row["purl"] == f"pkg:pypi/{row['name']}@{row['version']}" for row in document["components"])
    scopes = {row["name"]: row["scope"] for row in json.loads(sbom.sbom(dev=True))["components"]}
    assert scopes["django"] == "required" and scopes["pytest"] == "excluded" and "pytest" not in run
    named = tomllib.loads((sbom.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    (house,) = [row for row in document["dependencies"] if row["ref"].startswith("forebygg")]
    assert any(ref.startswith("django==") for ref in house["dependsOn"]) and len(house["dependsOn"]) == len(named)


def test_twice_the_same_and_no_address() -> None:
    """To the byte; no moment, no path, no host but the schema's own name."""
    said = sbom.sbom()
    assert said == sbom.sbom()
    assert "timestamp" not in said and str(sbom.ROOT) not in said
    assert set(re.findall(r"\w+://[^\"]+", said)) == {"http://cyclonedx.org/schema/bom-1.6.schema.json"}


def test_licences_are_told() -> None:
    """Of nearly all; a package that is not installed here has none rather than a wrong one."""
    rows = json.loads(sbom.sbom())["components"]
    told = [row for row in rows if row.get("licenses")]
    assert len(told) >= len([row for row in rows if not row.get("properties")]) * 0.8
    assert not any(len(json.dumps(row["licenses"])) > 200 for row in told)

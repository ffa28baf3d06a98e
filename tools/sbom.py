"""Prints what the house is built of, as CycloneDX 1.6 JSON: every locked package with version, licence and condition.

The lock files are the source, not the environment it is run in: twice the same is the same to the byte. No address
stands in it. `--dev` adds what builds and tests it. Licences are read from the installed packages' own words.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.exception import CycloneDxException
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parents[1]
_LINE = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ; (.*?))?(?: \\)?$", re.MULTILINE)
_LONGEST = 60  # some packages put the whole licence where its name belongs


def locked(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, version and condition ("" when always) of each package of a lock file."""
    for name, version, condition in _LINE.findall(text):
        yield name.lower(), version, condition.strip()


def sbom(*, dev: bool = False) -> str:
    """Return the whole document."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    house = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        bom_ref=f"{project['name']}=={project['version']}",
        licenses=[LicenseFactory().make_from_string(project["license"])],
    )
    files = ["requirements.txt", *(["requirements-dev.txt", "requirements-build.txt"] if dev else [])]
    texts = [(ROOT / file).read_text(encoding="utf-8") for file in files]
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, f"{house.bom_ref}\n" + "\n".join(texts)))
    bom.metadata.component = house
    found: dict[str, Component] = {}
    for file, text in zip(files, texts, strict=True):
        scope = ComponentScope.REQUIRED if file == "requirements.txt" else ComponentScope.EXCLUDED
        for name, version, condition in locked(text):
            found.setdefault(name, _component(name, version, condition, scope))
    bom.components.update(found.values())
    direct = [re.split(r"[^A-Za-z0-9._-]", line)[0].lower() for line in project["dependencies"]]
    bom.register_dependency(house, [found[name] for name in direct])
    return _same_each_time(JsonV1Dot6(bom).output_as_string())


def _component(name: str, version: str, condition: str, scope: ComponentScope) -> Component:
    return Component(
        name=name,
        version=version,
        type=ComponentType.LIBRARY,
        scope=scope,
        bom_ref=f"{name}=={version}",
        purl=PackageURL("pypi", name=name.replace("_", "-").replace(".", "-"), version=version),
        licenses=[LicenseFactory().make_from_string(said)] if (said := _licence(name, version)) else None,
        properties=[Property(name="forebygg:condition", value=condition)] if condition else None,
    )


def _licence(name: str, version: str) -> str:
    """Return an installed package's licence in its own words; nothing when it is not here, or another version is."""
    try:
        words = metadata(name)
    except PackageNotFoundError:
        return ""
    if words["Version"] != version:
        return ""
    named = [line.rpartition(" :: ")[2] for line in words.get_all("Classifier", []) if line.startswith("License ::")]
    said = words.get("License-Expression") or words.get("License") or ""
    if said and len(said) <= _LONGEST and "\n" not in said:
        return str(said)
    return " OR ".join(named) if len(named) == 1 else ""


def _same_each_time(text: str) -> str:
    """Return the document without the moment it was made and the tool's own list, in a fixed order."""
    document: dict[str, Any] = json.loads(text)
    document["metadata"] = {"component": document["metadata"]["component"]}
    document["components"].sort(key=lambda component: component["bom-ref"])
    document["dependencies"].sort(key=lambda row: row["ref"])
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    try:
        sys.stdout.write(sbom(dev="--dev" in sys.argv))
    except CycloneDxException as error:
        sys.exit(f"sbom: {type(error).__name__}")

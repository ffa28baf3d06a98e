"""Pure: reads the shipped facts into rows for `actions.load_shipped`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "shipped" / "facts.yaml"


def rows() -> Iterator[dict[str, Any]]:
    """Yield one mapping per shipped fact: code, kind, label, value, source, certainty, valid_from, valid_until."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    for code, raw in data["counted"].items():
        yield _row(data, code, raw, raw["kind"], raw["value"])
    for code, raw in data["phones"].items():
        value = {name: raw[name] for name in ("number", "hours", "emergency", "holidays") if name in raw}
        yield _row(data, code, raw, "phone", value)
    for code, raw in data["provisions"].items():
        yield _row(data, code, raw, "provision", {"gist": raw["gist"], "url": raw["url"]})
    for code, raw in data["words"].items():
        yield _row(data, code, raw, "words", raw["value"])
    for code, raw in data["changes"].items():
        yield _row(data, code, raw, "change", {})


def _row(data: Mapping[str, Any], code: str, raw: Mapping[str, Any], kind: str, value: Any) -> dict[str, Any]:
    defaults = data["defaults"]
    return {
        "code": code,
        "kind": kind,
        "label": {"sv": raw["sv"], "en": raw.get("en", raw["sv"])},
        "value": value,
        "source": raw.get("source", "Svensk författningssamling, konsoliderad text december 2025"),
        "certainty": raw.get("certainty", defaults["certainty"]),
        "valid_from": str(raw.get("valid_from", defaults["valid_from"])),
        "valid_until": raw.get("valid_until"),
    }

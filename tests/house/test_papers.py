"""The papers that prove: made of the code, fresh, and each answer leads to a test that is there."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml

from tests.house import reading
from tools import asvs


def test_the_security_paper_is_whole_and_fresh() -> None:
    """Every requirement answered once, every test there, the page made of today's data."""
    done = subprocess.run(
        [sys.executable, "tools/asvs.py", "--check"], cwd=reading.ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_planted_faults_are_told() -> None:
    """A test that is gone, an answer missing, unknown, empty or said twice, a check nobody made."""
    text = asvs.SOURCE.read_text(encoding="utf-8")
    checks, answers = asvs.read(text)
    gone = answers | {"1.1.1": {"about": "x", "test": "site/test_hostile_forms.py::test_nothing no/file.py::test_x"}}
    assert asvs.problems(checks, gone) == [
        "1.1.1: there is no test site/test_hostile_forms.py::test_nothing",
        "1.1.1: there is no test no/file.py::test_x",
    ]
    missing = {key: answer for key, answer in answers.items() if key != "6.2.1"}
    assert asvs.problems(checks, missing) == ["6.2.1 (level 1) has no answer"]
    assert asvs.problems(checks, answers | {"6.2.13": {"about": "x", "absent": "y"}}) == [
        "6.2.13 is answered and not in the standard"
    ]
    assert asvs.problems(checks, answers | {"6.2.1": {"about": "x", "note": "y"}}) == ["6.2.1: the answer says nothing"]
    assert asvs.problems(checks, answers | {"6.2.1": {"about": "x", "check": "nobody"}}) == [
        "6.2.1: there is no check nobody"
    ]
    with pytest.raises(yaml.YAMLError, match=r"said twice: 6\.2\.1"):
        asvs.read(text + '  6.2.1: {about: x, open: "y"}\n')


def test_open_wins() -> None:
    """What holds only partly is told as open, whatever tests there are besides."""
    assert asvs.state({"about": "x", "test": "a::b", "open": "half of it"}) == "open"
    assert asvs.levels()["6.2.1"] == 1 and len(asvs.levels()) == 345


def test_the_generic_assessment_is_fresh() -> None:
    """docs/dpia.md is what models, roles and the shipped draft say today."""
    done = subprocess.run(
        [sys.executable, "tools/dpia.py", "--print"], cwd=reading.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == (reading.ROOT / "docs" / "dpia.md").read_text(encoding="utf-8")

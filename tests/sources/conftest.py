"""The municipality that the statements are tried in."""

from __future__ import annotations

import pytest

from tests import make
from tests.cast import Cast


@pytest.fixture
def cast() -> Cast:
    """The demo's first town. Until the other towns are there, their statements are tried here too."""
    make.ship()
    return make.town()

"""The municipality that the statements are tried in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import make
from tests.cast import Cast
from tests.sources import living


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Iterator[Cast]:
    """The town of the test's source document, as the demo has it."""
    living.place.slug = getattr(request.module, "TOWN", "vaxjo")
    make.ship()
    yield make.town(living.place.slug, plan=True)
    living.place.slug = "vaxjo"

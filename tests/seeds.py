"""Where the tests that draw by chance begin: at the same place in every run of the suite, so that a red run is red for
everybody and tells of the change; anew in the soak, whose work it is to find what nobody thought of."""

from __future__ import annotations

import os
import random

SOAK = bool(os.environ.get("FOREBYGG_SOAK"))
_SUITE = 2026


def drawn() -> int:
    """The seed, printed so that what is found can be drawn again. `FOREBYGG_SEED` in the environment rules."""
    given = os.environ.get("FOREBYGG_SEED")
    seed = int(given) if given else random.SystemRandom().randrange(10**6) if SOAK else _SUITE
    print(f"FOREBYGG_SEED={seed}")
    return seed

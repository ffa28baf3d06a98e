"""The commands of an operator, a module a subject. Each has `add(choices)`, which names them and what they run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def set_up(*, everywhere: bool = False, as_owner: bool = False) -> None:
    """Make the house ready: first of all in a command that asks the stores.

    `everywhere`: it sees every municipality's rows, as the loop does and what answers requests does not. `as_owner`: it
    uses the account that owns the tables, where there is one of its own.
    """
    import django

    django.setup()
    if everywhere:
        from forebygg.people.tenancy import reach_everywhere

        reach_everywhere()
    if as_owner:
        from forebygg.site import row_security

        row_security.become_owner()


def tell(lines: Iterable[str]) -> None:
    """Print, a line each."""
    for line in lines:
        print(line)


def or_refuse(work: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
    """Do it, or stop with its sentence and exit code 1."""
    from forebygg.secrecy.custody import Unfit
    from forebygg.secrecy.keys import WrongMaster
    from forebygg.site.backup import Refused

    try:
        return work(*arguments, **named)
    except (Refused, WrongMaster, Unfit) as error:
        sys.exit(f"forebygg: {error}")


Choices = Any  # argparse does not say what add_subparsers returns

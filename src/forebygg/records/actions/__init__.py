"""What is done with records; importers write `from forebygg.records import actions`."""

from forebygg.records.actions.opening import approve_list, enter_item
from forebygg.records.actions.register import (
    enter_decision,
    hold,
    new_reference,
    register,
    release,
    run_disposal,
)

__all__ = [
    "approve_list",
    "enter_decision",
    "enter_item",
    "hold",
    "new_reference",
    "register",
    "release",
    "run_disposal",
]

"""What is done with records; importers write `from forebygg.records import actions`."""

from forebygg.records.actions.exporting import export_register
from forebygg.records.actions.gaps import leave_gap, skip_references
from forebygg.records.actions.opening import approve_list, enter_item
from forebygg.records.actions.register import (
    enter_decision,
    hold,
    new_reference,
    register,
    release,
    release_owned,
    run_disposal,
)

__all__ = [
    "approve_list",
    "enter_decision",
    "enter_item",
    "export_register",
    "hold",
    "leave_gap",
    "new_reference",
    "register",
    "release",
    "release_owned",
    "run_disposal",
    "skip_references",
]

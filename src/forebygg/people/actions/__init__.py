"""What people do with organisation and staff."""

from forebygg.people.actions.founding import found
from forebygg.people.actions.resets import approve_reset, propose_reset, refuse_reset
from forebygg.people.actions.staff import (
    add_person,
    approve_assignment,
    close_desk,
    end_assignment,
    propose_assignment,
    remove_past_absences,
    reopen_desk,
    report_absence,
    set_intake,
    withdraw_absence,
)

__all__ = [
    "add_person",
    "approve_assignment",
    "approve_reset",
    "close_desk",
    "end_assignment",
    "found",
    "propose_assignment",
    "propose_reset",
    "refuse_reset",
    "remove_past_absences",
    "reopen_desk",
    "report_absence",
    "set_intake",
    "withdraw_absence",
]

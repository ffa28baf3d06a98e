"""What people do with organisation and staff."""

from forebygg.people.actions.arrivals import Arrival, arrive, follow_directory
from forebygg.people.actions.custody import let_in_by_custody
from forebygg.people.actions.founding import found
from forebygg.people.actions.groups import approve_group, end_group, propose_group
from forebygg.people.actions.resets import approve_reset, propose_reset, refuse_reset
from forebygg.people.actions.staff import (
    add_person,
    approve_assignment,
    close_desk,
    end_assignment,
    end_sessions,
    propose_assignment,
    remove_past_absences,
    reopen_desk,
    report_absence,
    set_intake,
    withdraw_absence,
)

__all__ = [
    "Arrival",
    "add_person",
    "approve_assignment",
    "approve_group",
    "approve_reset",
    "arrive",
    "close_desk",
    "end_assignment",
    "end_group",
    "follow_directory",
    "end_sessions",
    "found",
    "let_in_by_custody",
    "propose_assignment",
    "propose_group",
    "propose_reset",
    "refuse_reset",
    "remove_past_absences",
    "reopen_desk",
    "report_absence",
    "set_intake",
    "withdraw_absence",
]

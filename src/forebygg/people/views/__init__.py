"""Pages of sign-in, desks, absences and staff."""

from forebygg.people.views.desks import (
    absences,
    choose_assignment,
    choose_password,
    close_day,
    desks,
    remove_key,
    sign_in,
    sign_out,
    withdraw_absence,
)
from forebygg.people.views.resets import resets
from forebygg.people.views.staff import assignment, staff

__all__ = [
    "absences",
    "assignment",
    "choose_assignment",
    "choose_password",
    "close_day",
    "remove_key",
    "desks",
    "resets",
    "sign_in",
    "sign_out",
    "staff",
    "withdraw_absence",
]

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
    sign_out_elsewhere,
    withdraw_absence,
)
from forebygg.people.views.groups import groups
from forebygg.people.views.providers import answer_saml, finish_saml, go_to_provider, go_to_saml, not_let_in
from forebygg.people.views.resets import resets
from forebygg.people.views.staff import assignment, staff

__all__ = [
    "absences",
    "answer_saml",
    "assignment",
    "choose_assignment",
    "choose_password",
    "close_day",
    "remove_key",
    "desks",
    "finish_saml",
    "go_to_provider",
    "go_to_saml",
    "groups",
    "not_let_in",
    "resets",
    "sign_in",
    "sign_out",
    "sign_out_elsewhere",
    "staff",
    "withdraw_absence",
]

"""What happens to routines."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

PUBLISHED = event("routine.published", _("publicerade en rutin"))
STARTED = event("routine.started", _("började en rutin"))
ANSWERED = event("routine.answered", _("svarade på ett steg"))
DUTY_MET = event("routine.duty_met", _("gjorde en uppgift vid sidan"))
DUTY_WAIVED = event("routine.duty_waived", _("avstod från en uppgift vid sidan, med skäl"))

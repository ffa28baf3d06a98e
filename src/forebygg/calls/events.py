"""What happens to calls."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

STARTED = event("call.started", _("tog emot ett samtal"))
CLAIMED = event("call.claimed", _("flyttade samtalet till en annan flik"))
CONNECTED = event("call.connected", _("kopplade ett samtal"))
PARKED = event("call.parked", _("parkerade ett samtal"))
TAKEN = event("call.taken", _("lämnade samtalet till mottagningen"))
DROPPED = event("call.dropped", _("kastade en samtalsanteckning"))

"""What happens with breaches."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

RECORDED = event("breach.recorded", _("skrev upp en incident"))
REASSESSED = event("breach.reassessed", _("bedömde en incident på nytt"))
FILED = event("breach.filed", _("markerade en anmälan om incident som skickad"))

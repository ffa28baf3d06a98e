"""What happens in oversight."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

REVIEWED = event("oversight.reviewed", _("granskade månadens stickprov"))
TRACED = event("oversight.traced", _("såg vem som öppnat en oro"))

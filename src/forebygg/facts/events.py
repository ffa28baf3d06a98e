"""What happens to facts."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

VERIFIED = event("fact.verified", _("kontrollerade en uppgift"))
CHANGED = event("fact.changed", _("ändrade en uppgift"))
MARKED_WRONG = event("fact.marked_wrong", _("märkte en uppgift som fel"))

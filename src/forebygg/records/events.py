"""What happens to records."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

DECISION_ENTERED = event("records.decision_entered", _("skrev in ett gallringsbeslut"))
DECISION_ENDED = event("records.decision_ended", _("avslutade ett gallringsbeslut"))
HELD = event("records.held", _("frös gallringen"))
RELEASED = event("records.released", _("släppte en frysning"))
DISPOSED = event("records.disposed", _("gallrade enligt beslut"))

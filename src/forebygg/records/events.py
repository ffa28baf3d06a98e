"""What happens to records."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

GAP_LEFT = event("records.gap_left", _("hoppade över diarienummer efter en återställning"))
REFERENCES_SKIPPED = event("records.references_skipped", _("hoppade över korta beteckningar efter en återställning"))
EXPORTED = event("records.exported", _("tog ut diariet"))
DECISION_ENTERED = event("records.decision_entered", _("skrev in ett gallringsbeslut"))
DECISION_ENDED = event("records.decision_ended", _("avslutade ett gallringsbeslut"))
HELD = event("records.held", _("frös gallringen"))
RELEASED = event("records.released", _("släppte en frysning"))
OPENING_ITEM_ENTERED = event("records.opening_item_entered", _("fyllde i en rad i öppningslistan"))
OPENING_APPROVED = event("records.opening_approved", _("godkände öppningslistan"))
DISPOSED = event("records.disposed", _("gallrade enligt beslut"))

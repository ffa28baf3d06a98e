"""What happens to coordination cases."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

OPENED = event("case.opened", _("öppnade ett samverkansärende"))
PARTICIPANT_ADDED = event("case.participant_added", _("lade till en part i samverkan"))
PARTICIPANT_ENDED = event("case.participant_ended", _("avslutade en part i samverkan"))
REVIEWED = event("case.reviewed", _("följde upp ett samverkansärende"))
CLOSED = event("case.closed", _("avslutade ett samverkansärende"))
DISPOSED = event("case.disposed", _("gallrade ett samverkansärende"))

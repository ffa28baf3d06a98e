"""What happens with opinions and initiatives."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

OPENED = event("influence.opened", _("öppnade ett samråd om ett utkast"))
SENT = event("influence.sent", _("lämnade en synpunkt på ett utkast"))
SHOWN = event("influence.shown", _("publicerade en synpunkt"))
REFUSED = event("influence.refused", _("lät bli att publicera en synpunkt"))
ANSWERED = event("influence.answered", _("svarade på en synpunkt"))
CLOSED = event("influence.closed", _("avslutade ett samråd"))
TAKEN = event("influence.taken", _("skrev in ett initiativ"))
MOVED = event("influence.moved", _("skrev hur långt ett initiativ har kommit"))
DISPOSED = event("influence.disposed", _("gallrade en synpunkts text"))

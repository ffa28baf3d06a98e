"""What happens to requests for records. The log says that and when, never what was asked or by whom."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

REGISTERED = event("request.registered", _("registrerade en begäran"))
FOUND = event("request.found", _("lade till en handling i en begäran"))
DESK_READ = event("request.desk_read", _("läste igenom sina texter för en begäran"))
TESTED = event("request.tested", _("prövade en handling"))
DECIDED = event("request.decided", _("beslutade om en begäran"))
ANSWERED = event("request.answered", _("lämnade svaret på en begäran"))
GIVEN = event("request.given", _("lämnade ut till den som begärt det"))
APPEALED = event("request.appealed", _("skrev in ett överklagande"))
RULED = event("request.ruled", _("skrev in domstolens avgörande"))
CLOSED = event("request.closed", _("avslutade en begäran"))
DISPOSED = event("request.disposed", _("gallrade en begäran"))

"""What happens in the post room. Each message is logged by the room that tells."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

REMOVED = event("notices.removed", _("tog bort gamla påminnelser"))

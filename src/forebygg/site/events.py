"""What happens to the installation itself."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

RESTORED = event("site.restored", _("återställde en säkerhetskopia"))

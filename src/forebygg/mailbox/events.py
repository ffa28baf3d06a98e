"""What happens in threads."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

ANSWERED = event("mailbox.answered", _("svarade den som skrev"))
ADDED = event("mailbox.added", _("skrev mer med koden"))

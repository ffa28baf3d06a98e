"""What happens at the wall."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

CIRCLE_OPENED = event("secrecy.circle_opened", _("öppnade en krets"))
CIRCLE_EMERGENCY = event("secrecy.emergency", _("öppnade i en nödsituation"))
CIRCLE_READMITTED = event("secrecy.readmitted", _("släppte in någon igen"))
CIRCLE_EXCLUDED = event("secrecy.excluded", _("stängde ute någon (jäv)"))
DISCLOSED = event("secrecy.disclosed", _("lämnade ut genom en sekretessbrytande grund"))
SHREDDED = event("secrecy.shredded", _("förstörde en nyckel"))
DOORS_LOADED = event("secrecy.doors_loaded", _("läste in sekretessbrytande grunder"))

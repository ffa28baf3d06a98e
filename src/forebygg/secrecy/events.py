"""What happens at the wall."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

CIRCLE_OPENED = event("secrecy.circle_opened", _("öppnade en krets"))
CIRCLE_EMERGENCY = event("secrecy.emergency", _("öppnade i en nödsituation"))
CIRCLE_READMITTED = event("secrecy.readmitted", _("släppte in någon igen"))
CIRCLE_EXCLUDED = event("secrecy.excluded", _("stängde ute någon (jäv)"))
DISCLOSED = event("secrecy.disclosed", _("lämnade ut genom en sekretessbrytande grund"))
CONSENT_GIVEN = event("secrecy.consent_given", _("skrev in ett samtycke"))
CONSENT_WITHDRAWN = event("secrecy.consent_withdrawn", _("skrev in att ett samtycke återkallats"))
SHREDDED = event("secrecy.shredded", _("förstörde en nyckel"))
SHREDDING_REPEATED = event("secrecy.shredding_repeated", _("förstör på nytt de nycklar som redan var förstörda"))
MASTER_ROTATED = event("secrecy.master_rotated", _("bytte huvudnyckel"))
BOARD_ROTATED = event("secrecy.board_rotated", _("bytte en nämnds nyckel"))
DATA_ROTATED = event("secrecy.data_rotated", _("bytte nycklar till texterna"))
CUSTODY_SPLIT = event("secrecy.custody_split", _("delade huvudnyckeln på tre"))
DOORS_LOADED = event("secrecy.doors_loaded", _("läste in sekretessbrytande grunder"))

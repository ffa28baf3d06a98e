"""What happens to concerns. Ending is logged without its outcome."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

REGISTERED = event("concern.registered", _("registrerade en oro"))
READ = event("concern.read", _("läste för första gången"))
STEP_ANSWERED = event("concern.step_answered", _("svarade på ett steg"))
DUTY_CLOSED = event("concern.duty_closed", _("avslutade en uppgift vid sidan"))
NOTED = event("concern.noted", _("skrev en anteckning om arbetet"))
WROTE_BACK = event("concern.wrote_back", _("skrev till den som skrev"))
ENDED = event("concern.ended", _("avslutade"))
DISPOSED = event("concern.disposed", _("gallrades"))
HELD = event("concern.held", _("frös gallringen"))
CONSENT_STOPPED = event("concern.consent_stopped", _("stoppade det som var på väg med ett återkallat samtycke"))
INFORMED = event("concern.informed", _("skrev in om den det gäller har fått veta"))
EMERGENCY = event("concern.emergency", _("öppnade i en nödsituation"))
READMITTED = event("concern.readmitted", _("släppte in någon igen"))
EXCLUDED = event("concern.excluded", _("stängde ute någon (jäv)"))
PASSED_ON = event("concern.passed_on", _("skickade vidare påminnelsen om oläst"))
HANDED_OVER = event("concern.handed_over", _("lämnade över"))
ACKNOWLEDGED = event("concern.acknowledged", _("kvitterade"))
DOCUMENT_MADE = event("concern.document_made", _("hämtade handlingen"))
TRANSCRIBED = event("concern.transcribed", _("skrev av för hand"))
ENTERED = event("concern.entered", _("förde in hos sig"))

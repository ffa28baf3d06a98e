"""What happens to organisation and staff."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

ASSIGNMENT_PROPOSED = event("people.assignment_proposed", _("föreslog ett uppdrag"))
ASSIGNMENT_APPROVED = event("people.assignment_approved", _("godkände ett uppdrag"))
ASSIGNMENT_ENDED = event("people.assignment_ended", _("avslutade ett uppdrag"))
PASSWORD_CHOSEN = event("people.password_chosen", _("valde lösenord"))
PERSON_ADDED = event("people.person_added", _("lade till en person"))
ABSENCE_REPORTED = event("people.absence_reported", _("anmälde frånvaro"))
ABSENCE_WITHDRAWN = event("people.absence_withdrawn", _("tog bort frånvaro"))
ABSENCES_REMOVED = event("people.absences_removed", _("tog bort frånvaro som har varit"))
DAY_CLOSED = event("people.day_closed", _("stängde mottagningen en dag"))
DAY_OPENED = event("people.day_opened", _("öppnade mottagningen en stängd dag"))
SIGNED_IN = event("people.signed_in", _("loggade in"))
SIGN_IN_FAILED = event("people.sign_in_failed", _("kunde inte logga in"))
SECOND_STEP_ADDED = event("people.second_step_added", _("lade till ett andra steg"))
SECOND_STEP_REMOVED = event("people.second_step_removed", _("tog bort ett andra steg"))
RECOVERY_CODES_MADE = event("people.recovery_codes_made", _("gjorde nya reservkoder"))
RESET_PROPOSED = event("people.reset_proposed", _("föreslog att någon börjar om med inloggningen"))
RESET_DONE = event("people.reset_done", _("lät någon börja om med inloggningen"))
RESET_REFUSED = event("people.reset_refused", _("sade nej till att någon börjar om med inloggningen"))
SIGNED_OUT = event("people.signed_out", _("loggade ut"))
ASSIGNMENT_CHOSEN = event("people.assignment_chosen", _("bytte uppdrag"))
TOWN_FOUNDED = event("people.town_founded", _("lade upp kommunen"))
INTAKE_OPENED = event("people.intake_opened", _("öppnade för riktig oro"))
INTAKE_SHUT = event("people.intake_shut", _("stängde för riktig oro"))

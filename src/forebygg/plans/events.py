"""What happens with plans."""

from django.utils.translation import gettext_lazy as _

from forebygg.audit.events import event

UPLOADED = event("plan.uploaded", _("läste in ett dokument"))
DROPPED = event("plan.dropped", _("tog bort ett inläst dokument"))
FOUNDED = event("plan.founded", _("lade upp en plan"))
WRITTEN = event("plan.written", _("ändrade ett utkast till plan"))
DRAFTED = event("plan.drafted", _("började på en ny version av en plan"))
STRUCK = event("plan.struck", _("strök ett beslut som var fel inskrivet"))
DECIDED = event("plan.decided", _("skrev in ett beslut om en plan"))
PROGRESSED = event("plan.progressed", _("skrev hur långt en åtgärd har kommit"))
MOVED = event("plan.moved", _("flyttade en planversion vidare"))
FOLLOWED = event("plan.follow_up_begun", _("började följa upp en plan"))
ANSWERED = event("plan.follow_up_answered", _("svarade på om en plan fortfarande stämmer"))
CLOSED = event("plan.follow_up_closed", _("avslutade årets uppföljning av en plan"))
CHECKED = event("plan.point_checked", _("såg efter en punkt i förvaltarskapet"))
TEMPLATE = event("plan.template", _("bytte mall för rapporter"))

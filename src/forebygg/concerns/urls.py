"""Addresses of concerns."""

from django.urls import path

from forebygg.concerns.views import conflicts, consents, desk, handover, informing

app_name = "concerns"
urlpatterns = [
    path("arbete/oro/", desk.inbox, name="inbox"),
    path("arbete/nodoppning", conflicts.emergency, name="emergency"),
    path("arbete/oppna", desk.open_reference, name="open_reference"),
    path("arbete/oro/<str:reference>/", desk.detail, name="detail"),
    path("arbete/oro/<str:reference>/steg", desk.answer, name="answer"),
    path("arbete/oro/<str:reference>/uppgift", desk.duty, name="duty"),
    path("arbete/oro/<str:reference>/svar", desk.write_back, name="write_back"),
    path("arbete/oro/<str:reference>/anteckning", desk.note, name="note"),
    path("arbete/oro/<str:reference>/vidare", handover.hand_over, name="hand_over"),
    path("arbete/oro/<str:reference>/samtycke", consents.consents, name="consents"),
    path("arbete/oro/<str:reference>/informera", informing.inform, name="inform"),
    path("arbete/oro/<str:reference>/jav", conflicts.conflict, name="conflict"),
    path("arbete/oro/<str:reference>/kvittera", handover.acknowledge, name="acknowledge"),
    path("arbete/oro/<str:reference>/utanfor", handover.outside, name="outside"),
    path("arbete/oro/<str:reference>/handling", handover.document, name="document"),
    path("arbete/oro/<str:reference>/klart", desk.finish, name="finish"),
    path("arbete/oro/<str:reference>/frys", desk.hold, name="hold"),
]

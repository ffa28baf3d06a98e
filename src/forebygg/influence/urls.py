"""Addresses of influence: the open ones at the top, the desk's under /arbete."""

from django.urls import path

from forebygg.influence.views import desk, opened

app_name = "influence"
urlpatterns = [
    path("samrad", opened.consultations, name="open_list"),
    path("samrad/<uuid:uid>", opened.consultation, name="consultation"),
    path("samrad/<uuid:uid>/<slug:part>", opened.comment, name="comment"),
    path("initiativ", opened.initiatives, name="open_initiatives"),
    path("arbete/samrad/", desk.consultations, name="list"),
    path("arbete/samrad/oppna/<uuid:uid>", desk.open_draft, name="open"),
    path("arbete/samrad/<uuid:uid>", desk.moderate, name="moderate"),
    path("arbete/samrad/synpunkt/<uuid:uid>", desk.moderate_one, name="moderate_one"),
    path("arbete/initiativ/", desk.initiatives, name="initiatives"),
    path("arbete/initiativ/nytt", desk.take, name="take"),
    path("arbete/initiativ/<uuid:uid>", desk.initiative, name="initiative"),
]

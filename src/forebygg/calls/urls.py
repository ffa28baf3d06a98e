"""Addresses of calls, under /arbete/."""

from django.urls import path

from forebygg.calls import views

app_name = "calls"
urlpatterns = [
    path("samtal/", views.call_list, name="list"),
    path("samtal/<uuid:uid>/", views.call, name="call"),
    path("samtal/<uuid:uid>/spara", views.autosave, name="autosave"),
    path("samtal/<uuid:uid>/gor", views.deed, name="deed"),
]

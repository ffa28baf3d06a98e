"""Addresses of breaches, under /arbete/."""

from django.urls import path

from forebygg.breaches import views

app_name = "breaches"
urlpatterns = [
    path("incidenter/", views.breaches, name="list"),
    path("incidenter/<uuid:uid>/", views.detail, name="detail"),
    path("incidenter/<uuid:uid>/<slug:step>", views.draft, name="draft"),
]

"""Addresses of register and disposal, under /arbete/."""

from django.urls import path, re_path

from forebygg.records import views

app_name = "records"
urlpatterns = [
    path("diariet", views.register, name="register"),
    path("diariet/ut", views.export, name="export"),
    path("gallring", views.disposal, name="disposal"),
    re_path(r"^gallring/bevis\.(?P<form>pdf|csv)$", views.take_certificates, name="certificates"),
]

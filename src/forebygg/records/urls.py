"""Addresses of register and disposal, under /arbete/."""

from django.urls import path

from forebygg.records import views

app_name = "records"
urlpatterns = [
    path("diariet", views.register, name="register"),
    path("gallring", views.disposal, name="disposal"),
]

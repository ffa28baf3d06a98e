"""Addresses of oversight, under /arbete/."""

from django.urls import path

from forebygg.oversight import views

app_name = "oversight"
urlpatterns = [path("logg", views.log, name="log")]

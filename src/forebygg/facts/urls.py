"""Addresses of facts, under /arbete/."""

from django.urls import path

from forebygg.facts import views

app_name = "facts"
urlpatterns = [path("nummer", views.numbers, name="numbers")]

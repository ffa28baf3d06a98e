"""The address of the duty to report, under /arbete/."""

from django.urls import path

from forebygg.reporting import views

app_name = "reporting"
urlpatterns = [path("anmala", views.welfare_report, name="welfare_report")]

"""The way out."""

from django.urls import path

from forebygg.mailbox import views

app_name = "mailbox"
urlpatterns = [path("ut", views.leave, name="leave")]

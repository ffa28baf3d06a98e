"""Anyone may see the routine that runs."""

from django.urls import path

from forebygg.routines import views

app_name = "routines"
urlpatterns = [
    path("rutiner", views.routine_list, name="list"),
    path("rutiner/<slug:kind>", views.routine, name="detail"),
]

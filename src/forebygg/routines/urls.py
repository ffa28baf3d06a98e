"""Anyone may see the routine that runs."""

from django.urls import path

from forebygg.routines import views

app_name = "routines"
urlpatterns = [
    path("rutiner", views.routine_list, name="list"),
    path("arbete/ova/", views.rehearse, name="rehearse"),
    path("arbete/ova/<uuid:uid>/", views.rehearsal, name="rehearsal"),
    path("rutiner/<slug:kind>", views.routine, name="detail"),
]

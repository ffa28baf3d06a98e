"""Addresses of sign-in, desks and absences, under /arbete/."""

from django.urls import path

from forebygg.people import views

app_name = "people"
urlpatterns = [
    path("logga-in", views.sign_in, name="sign_in"),
    path("logga-ut", views.sign_out, name="sign_out"),
    path("logga-ut/andra", views.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("losenord", views.choose_password, name="choose_password"),
    path("uppdrag", views.choose_assignment, name="choose_assignment"),
    path("mottagningar", views.desks, name="desks"),
    path("mottagningar/<slug:code>/dag", views.close_day, name="close_day"),
    path("personal/", views.staff, name="staff"),
    path("personal/borja-om", views.resets, name="resets"),
    path("personal/grupper", views.groups, name="groups"),
    path("personal/<uuid:uid>/", views.assignment, name="assignment"),
    path("franvaro", views.absences, name="absences"),
    path("franvaro/<uuid:uid>/bort", views.withdraw_absence, name="withdraw_absence"),
]

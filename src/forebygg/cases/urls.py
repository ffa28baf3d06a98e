"""Addresses of coordination cases, under /arbete/."""

from django.urls import path

from forebygg.cases import views

app_name = "cases"
urlpatterns = [
    path("samverkan/", views.case_list, name="list"),
    path("samverkan/<str:reference>/", views.detail, name="detail"),
    path("samverkan/<str:reference>/gor", views.deed, name="deed"),
]

"""Addresses of requests for records, under /arbete/."""

from django.urls import path

from forebygg.requests.views import desk, testing

app_name = "requests"
urlpatterns = [
    path("begaran/", desk.request_list, name="list"),
    path("begaran/<str:reference>/", desk.detail, name="detail"),
    path("begaran/<str:reference>/gor", desk.deed, name="deed"),
    path("begaran/<str:reference>/las", desk.read, name="read"),
    path("begaran/<str:reference>/beslut", desk.decision, name="decision"),
    path("begaran/<str:reference>/handlingar", desk.answer, name="answer"),
    path("provning/<uuid:uid>/", testing.test, name="test"),
]

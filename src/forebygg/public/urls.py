"""Open pages: neutral Swedish words, nothing about the topic."""

from django.urls import path, re_path

from forebygg.public import views

app_name = "public"
urlpatterns = [
    path("", views.start, name="start"),
    path("akut", views.acute, name="acute"),
    path("ring", views.call, name="call"),
    path("situationer", views.situations, name="situations"),
    path("situationer/<slug:code>", views.situation, name="situation"),
    path("metoder", views.methods, name="methods"),
    path("kallor", views.sources, name="sources"),
    path("kontakt", views.contact, name="contact"),
    re_path(
        r"^(?P<code>anhorig|lamna-miljo|forening|sa-gar-det-till|anonym|skydda-besoket|personuppgifter"
        r"|orolig|ung|jobb|om-dig|tillganglighet|handlingar)$",
        views.page,
        name="page",
    ),
]

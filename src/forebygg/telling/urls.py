"""Addresses of what people outside write, and of the way back with a code."""

from django.urls import path, re_path

from forebygg.telling.views import letters, not_for, places, simple, tell, thread

app_name = "telling"
urlpatterns = [
    path("beratta", tell.tell, name="tell"),
    path("beratta/annan-lasare", not_for.not_for, name="not_for"),
    re_path(
        r"^(?P<page>fraga|forening/skriv|jobb/rad|anhorig/skriv|anhorig/boka|lamna-miljo/skriv)$",
        simple.write,
        name="write",
    ),
    path("anmal-handelse", places.report_incident, name="incident"),
    path("arbete/oro/ny", letters.letter, name="letter"),
    path("svar", thread.thread, name="thread"),
]

"""The floor's own project: Django without middleware, one empty view and one committed INSERT. Served by granian."""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.conf import settings

_HOME = Path(os.environ["BENCH_HOME"])
_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
}


def _database() -> dict[str, object]:
    from forebygg.site import environment

    database = environment.database("BENCH_DATABASE_URL", _HOME / "bare.sqlite3")
    if database["ENGINE"] == "forebygg.kit.sqlite":
        database |= {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": _OPTIONS}
    return database | {"CONN_MAX_AGE": None}


if not settings.configured:
    settings.configure(
        SECRET_KEY="bench",
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["127.0.0.1"],
        MIDDLEWARE=[],
        INSTALLED_APPS=[],
        DATABASES={"default": _database()},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        LOGGING_CONFIG=None,
    )
    django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - settings first
from django.db import models  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402


class Line(models.Model):
    """A row of some 400 bytes with one index."""

    number = models.IntegerField(db_index=True)
    text = models.TextField()

    class Meta:
        """A label of its own: there is no app."""

        app_label = "bench"


def empty(request: HttpRequest) -> HttpResponse:
    """Answer at once."""
    return HttpResponse("ok", content_type="text/plain")


def insert(request: HttpRequest) -> HttpResponse:
    """Commit one row, then answer."""
    Line.objects.create(number=1, text="x" * 400)
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [path("", empty), path("insert", insert)]
application = get_wsgi_application()

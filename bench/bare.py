"""The bare Django page that the people list is measured against: one query, one template, no middleware."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

TEMPLATE = """<!doctype html><html><head><title>Bare</title></head><body><table>
{% for row in rows %}<tr><td>{{ row.0 }}</td><td>{{ row.1 }} {{ row.2 }}</td><td>{{ row.3 }}</td><td>{{ row.4 }}</td></tr>
{% endfor %}</table></body></html>"""


def rows(request: HttpRequest, association: str) -> HttpResponse:
    """Render the first rows of an association in order of name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, given_name, family_name, member_number, birth_year FROM people_person"
            " WHERE association_id = %s ORDER BY sort_key, id LIMIT 25",
            [association],
        )
        found = cursor.fetchall()
    return render(request, "bare.html", {"rows": found})


def _configure() -> Any:
    from config.env import parse_database_url

    settings.configure(
        SECRET_KEY="b" * 50,
        ALLOWED_HOSTS=["localhost", "127.0.0.1"],
        ROOT_URLCONF=__name__,
        DATABASES={
            "default": {
                **parse_database_url(os.environ["DATABASE_SUPERUSER_URL"]).as_django(),
                "ENGINE": "django.db.backends.postgresql",
                "CONN_MAX_AGE": None,
            }
        },
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"bare.html": TEMPLATE})]},
            }
        ],
    )
    return get_wsgi_application()


urlpatterns = [path("<str:association>/", rows)]
application = _configure() if os.environ.get("BENCH_BARE") else None

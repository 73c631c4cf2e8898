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

TEMPLATE = """<!doctype html><html><head><title>People</title></head><body><h1>People</h1><table>
<tr><th>Name</th><th>No.</th><th>Type</th><th>Branch</th><th>Status</th><th>Since</th></tr>
{% for person in people %}<tr>
<td><a href="{% url 'person' person.association person.id %}">{{ person.given }} {{ person.family }}</a></td>
<td>{{ person.number }}</td><td>{{ person.type }}</td><td>{{ person.unit }}</td>
<td>{% if person.is_deceased %}Deceased{% elif person.since %}Member{% else %}Contact{% endif %}</td>
<td>{{ person.since|date:"Y" }}</td></tr>
{% endfor %}</table></body></html>"""

STATEMENT = """
SELECT p.id, p.association_id AS association, p.given_name AS given, p.family_name AS family,
       coalesce(p.member_number, '') AS number, coalesce(t.name, '') AS type, coalesce(u.name, '') AS unit,
       p.is_deceased, m.starts_on AS since
FROM people_person p
LEFT JOIN organisations_unit u ON u.association_id = p.association_id AND u.id = p.unit_id
LEFT JOIN LATERAL (
  SELECT starts_on, type_id FROM memberships_membership
  WHERE association_id = p.association_id AND person_id = p.id AND starts_on <= now()
    AND (ends_on IS NULL OR ends_on > now()) ORDER BY starts_on LIMIT 1
) m ON true
LEFT JOIN memberships_membershiptype t ON t.association_id = p.association_id AND t.id = m.type_id
WHERE p.association_id = %s ORDER BY p.sort_key, p.id LIMIT 25
"""


def people(request: HttpRequest, association: str) -> HttpResponse:
    """Render the first rows of an association in order of name, with the columns of the people list."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, [association])
        columns = [column.name for column in cursor.description]
        found = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return render(request, "bare.html", {"people": found})


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


urlpatterns = [
    path("<uuid:association>/", people),
    path("<uuid:association>/<uuid:person>/", people, name="person"),
]
application = _configure() if os.environ.get("BENCH_BARE") else None

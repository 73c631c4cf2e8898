"""Asks for the log in an association where much was done and in one where little was, in turns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import md5
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from bench.pages import compared, signed_in, someone_in_the_middle
from bench.place import say, superuser

# Written past all actions: what the log tells of acts does not depend on who wrote them down. Of ten acts nine are
# looks, every thousandth is rare; fifty officers share them, one of them hardly ever came; and all happened in a year.
_STATEMENTS = (
    "INSERT INTO audit_entry (id, association_id, at, action, actor_kind, actor_id, actor_name, role, header, commitment)"
    " SELECT app.uuid7(), %(a)s, now() - i * interval '1 year' / %(n)s,"
    " CASE WHEN i %% 1000 = 0 THEN 'fields.field_changed'"
    " WHEN i %% 10 = 0 THEN 'people.changed' ELSE 'people.person_viewed' END, 'account',"
    " md5('officer ' || CASE WHEN i %% 5000 = 1 THEN 50 ELSE i %% 50 END)::uuid, '', 'secretary', '{}', '\\x00'"
    " FROM generate_series(1, %(n)s) i",
    "INSERT INTO audit_subject (id, association_id, entry_id, subject)"
    " SELECT app.uuid7(), e.association_id, e.id, p.audit_subject"
    " FROM (SELECT *, row_number() OVER (ORDER BY at) %% %(p)s AS i FROM audit_entry WHERE association_id = %(a)s) e"
    " JOIN (SELECT audit_subject, row_number() OVER (ORDER BY id) - 1 AS i FROM people_person"
    "  WHERE association_id = %(a)s LIMIT %(p)s) p USING (i)",
    "ANALYZE audit_entry",
    "ANALYZE audit_subject",
)
# About how many people the acts are: each is in some hundred of them.
_PEOPLE_PER_ENTRY = 100


def measure(associations: dict[str, UUID], entries: dict[str, int]) -> dict[str, Any]:
    """Return, per way to look at the log, the server time with few and with many entries; `entries` are by slug."""
    for slug, association_id in associations.items():
        fill(association_id, entries[slug])
    clients = {slug: signed_in(association_id, slug) for slug, association_id in associations.items()}
    middle = {slug: _entry_in_the_middle(association_id) for slug, association_id in associations.items()}
    persons = {slug: someone_in_the_middle(association_id) for slug, association_id in associations.items()}
    rare = UUID(bytes=_md5("officer 50"))
    day = (timezone.now() - timedelta(days=100)).date()
    pages: dict[str, Callable[[str], str]] = {
        "newest": lambda slug: _log(slug),
        "from_the_middle": lambda slug: f"{_log(slug)}?after={middle[slug]}",
        "of_a_rare_act": lambda slug: f"{_log(slug)}?act=settings",
        "of_an_officer_who_hardly_came": lambda slug: f"{_log(slug)}?officer={rare}",
        "about_a_person": lambda slug: f"{_log(slug)}?person={persons[slug]}",
        "of_a_day": lambda slug: f"{_log(slug)}?day={day}",
    }
    return {"entries": entries, **compared(pages, clients)}


def fill(association_id: UUID, entries: int) -> None:
    """Write this many entries into an association's log, unless they are there."""
    with superuser() as cursor:
        cursor.execute("SELECT count(*) FROM audit_entry WHERE association_id = %s", (association_id,))
        (there,) = cursor.fetchone() or (0,)
        if there >= entries:
            return
        say(f"Writing {entries:,} entries …")
        values = {"a": association_id, "n": entries, "p": max(1, entries // _PEOPLE_PER_ENTRY)}
        for statement in _STATEMENTS:
            cursor.execute(statement, values)


def _log(slug: str) -> str:
    return reverse("office:log", kwargs={"association": slug})


def _entry_in_the_middle(association_id: UUID) -> UUID:
    with superuser() as cursor:
        cursor.execute(
            "SELECT id FROM audit_entry WHERE association_id = %s AND at < now() - interval '6 months'"
            " ORDER BY at DESC LIMIT 1",
            (association_id,),
        )
        (found,) = cursor.fetchone() or (None,)
    if found is None:
        raise RuntimeError("the log is empty")
    return UUID(str(found))


def _md5(text: str) -> bytes:
    return md5(text.encode(), usedforsecurity=False).digest()

"""Takes everybody out as a plain list and as a workbook, against the same columns by COPY and a bare writer."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import time
from typing import Any
from uuid import UUID

from bench import place
from bench.place import ROOT, say
from bench.timing import peak_memory_mb, ratio

COLUMNS = ("number", "type", "status", "since", "email", "phone", "street", "postcode", "place", "born")
# What the same columns cost in SQL alone, past row-level security and without a word for anything.
BARE = """
COPY (
  SELECT concat_ws(' ', p.given_name, nullif(p.family_name_prefix, ''), p.family_name), p.member_number,
    t.name, m.during, e.value, f.value, a.street, a.postcode, a.place, p.birth_date
  FROM people_person p
  LEFT JOIN LATERAL (SELECT m.type_id, m.during FROM memberships_membership m
    WHERE m.association_id = p.association_id AND m.person_id = p.id ORDER BY m.starts_on DESC LIMIT 1) m ON true
  LEFT JOIN memberships_membershiptype t ON t.association_id = p.association_id AND t.id = m.type_id
  LEFT JOIN LATERAL (SELECT c.value FROM people_contactpoint c WHERE c.association_id = p.association_id
    AND c.person_id = p.id AND c.kind = 'EMAIL' ORDER BY c.is_preferred DESC, c.id LIMIT 1) e ON true
  LEFT JOIN LATERAL (SELECT c.value FROM people_contactpoint c WHERE c.association_id = p.association_id
    AND c.person_id = p.id AND c.kind = 'PHONE' ORDER BY c.is_preferred DESC, c.id LIMIT 1) f ON true
  LEFT JOIN LATERAL (SELECT c.street, c.postcode, c.place FROM people_contactpoint c
    WHERE c.association_id = p.association_id AND c.person_id = p.id AND c.kind = 'POSTAL'
    ORDER BY c.is_preferred DESC, c.id LIMIT 1) a ON true
  WHERE p.association_id = %s ORDER BY p.sort_key, p.id
) TO STDOUT
"""


def measure(few: str, many: str) -> dict[str, Any]:
    """Return speed, the ratio to the bare way, and the memory at few and at many people."""
    small, large = _child("export", few, "CSV"), _child("export", many, "CSV")
    say(f"A plain list of {large['rows']:,} took {large['seconds']} s; now a workbook, then COPY alone.")
    book, bare = _child("export", many, "XLSX"), _child("bare", many, "CSV")
    return {
        "rows": large["rows"],
        "columns": len(COLUMNS) + 1,
        "seconds": {"csv": large["seconds"], "xlsx": book["seconds"], "bare": bare["seconds"]},
        "rows_per_second": round(large["rows"] / large["seconds"]),
        "ratio": ratio(large["seconds"], bare["seconds"]),
        "size_mb": {"csv": large["size_mb"], "xlsx": book["size_mb"]},
        "peak_memory_mb": {
            "few": small["peak_memory_mb"],
            "many": large["peak_memory_mb"],
            "many_xlsx": book["peak_memory_mb"],
        },
    }


def _child(*words: str) -> dict[str, Any]:
    """Do one thing in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "bench.exporting", *words]
    environment = dict(os.environ)
    if not environment.get("DATABASE_URL_IS_GIVEN"):
        # The child finds the server that comes along by itself, as this process did.
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_SUPERUSER_URL"):
            environment.pop(name, None)
    answer = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, cwd=ROOT, text=True, env=environment
    ).stdout
    found: dict[str, Any] = json.loads(answer)
    return found


def _export(association_id: UUID, form: str) -> dict[str, Any]:
    """Do, one after the other, what the office and its worker do for one list."""
    from matrikel.exports.actions.start_export import start_export
    from matrikel.exports.making import hold_export, make_file
    from matrikel.exports.models import Export
    from matrikel.kernel.actors import Right, Viewer, command
    from matrikel.kernel.scope import association_scope
    from matrikel.selections.rules import Chosen, Question

    viewer = Viewer(association_id=association_id, account_id=None, rights=frozenset(Right))
    with association_scope(association_id):
        export_id = start_export(
            chosen=Chosen(question=Question()),
            columns=COLUMNS,
            purpose="membership",
            form=form,
            language="sv",
            viewer=viewer,
            on=place.ON,
            actor=command("bench"),
            at=place.AT,
        )
        _let(export_id)
        started = time.perf_counter()
        make_file(export_id=export_id, viewer=viewer, at=place.AT)
        seconds = time.perf_counter() - started
        from django.db import transaction

        with transaction.atomic():
            made = hold_export(export_id)
            Export.objects.filter(association_id=association_id, id=export_id).update(state="GONE")
    return {
        "seconds": round(seconds, 2),
        "rows": made.rows,
        "size_mb": round(made.size / 1e6, 1),
        "peak_memory_mb": peak_memory_mb(),
    }


def _let(export_id: UUID) -> None:
    from django.db import transaction

    from matrikel.exports.models import Export
    from matrikel.kernel.scope import current_association

    with transaction.atomic():
        mine = Export.objects.filter(association_id=current_association(), id=export_id)
        mine.update(state=Export.State.MAKING)


def _bare(association_id: UUID) -> dict[str, Any]:
    from django.db import connections

    connection = connections["owner"]
    connection.ensure_connection()
    inner: Any = connection.connection
    total, rows, out = hashlib.sha256(), 0, io.StringIO()
    writer = csv.writer(out, delimiter=";")
    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.association_id', %s, false)", [str(association_id)])
    with inner.cursor() as cursor, cursor.copy(BARE, [association_id]) as copy:
        for row in copy.rows():
            writer.writerow(row)
            rows += 1
            if rows % 2_000 == 0:
                total.update(out.getvalue().encode())
                out.seek(0)
                out.truncate()
    return {"seconds": round(time.perf_counter() - started, 2), "rows": rows}


if __name__ == "__main__":
    place.prepare()
    what, slug, wanted = sys.argv[1:]
    from matrikel.organisations.queries import find_association_id

    found = find_association_id(slug=slug)
    if found is None:
        raise LookupError(slug)
    print(json.dumps(_export(found, wanted) if what == "export" else _bare(found)))

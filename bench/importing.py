"""Imports a large member file through the real actions, against the same rows brought in by COPY alone."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench import member_file, place
from bench.place import ROOT, say
from bench.timing import peak_memory_mb, ratio

HOME = ROOT / "var" / "bench-import"


def measure(rows: int) -> dict[str, Any]:
    """Return speed, the ratio to the baseline and to a bare parser, and the memory at a tenth and at full size."""
    _start_afresh()
    path, short = _written(rows), _written(max(rows // 10, 1))
    tenth = _child("import", str(short), "tenth")
    say(f"A tenth of the file took {tenth['seconds']} s; now the whole.")
    whole = _child("import", str(path), "whole")
    say(f"The whole took {whole['seconds']} s; now the same rows by COPY and INSERT … SELECT.")
    baseline = _child("baseline", "whole", "raw")
    say(f"That took {baseline['seconds']} s; now a file of families.")
    families = _child("import", str(_written(rows, as_families=True)), "families")
    return {
        "rows": rows,
        "columns": len(member_file.COLUMNS),
        "people_added": whole["added"],
        "rows_not_added": whole["not_added"],
        "seconds": {name: whole[name] for name in ("seconds", "reading", "applying")},
        "rows_per_second": round(rows / whole["seconds"]),
        "baseline": baseline,
        "ratio": ratio(whole["seconds"], baseline["seconds"]),
        "families": {
            **families,
            "rows_per_second": round(rows / families["seconds"]),
            "of_single_people": ratio(families["seconds"], whole["seconds"]),
        },
        "bare_parser_seconds": round(_bare_parser(path), 2),
        "peak_memory_mb": {"tenth": tenth["peak_memory_mb"], "whole": whole["peak_memory_mb"]},
    }


def _start_afresh() -> None:
    """Empty the database of this part, so that every run begins alike."""
    if not os.environ.get("DATABASE_URL_IS_GIVEN"):
        from matrikel.embedded import server

        server.remove(HOME)
    (HOME / "files").mkdir(parents=True, exist_ok=True)


def _environment() -> dict[str, str]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    if not environment.get("DATABASE_URL_IS_GIVEN"):
        # Not the server that this process measures pages on.
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_SUPERUSER_URL"):
            environment.pop(name, None)
        environment["MATRIKEL_HOME"] = str(HOME)
    return environment


def _written(rows: int, *, as_families: bool = False) -> Path:
    path = HOME / "files" / f"{'families' if as_families else 'people'}-{rows}.csv"
    member_file.write(path, rows, as_families=as_families)
    return path


def _child(*words: str) -> dict[str, Any]:
    """Do one thing in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "bench.importing", *words]
    answer = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, cwd=ROOT, text=True, env=_environment()
    ).stdout
    found: dict[str, Any] = json.loads(answer)
    return found


def _bare_parser(path: Path) -> float:
    started = time.perf_counter()
    with path.open(encoding="utf-8", newline="") as file:
        for _row in csv.reader(file, delimiter=";"):
            pass
    return time.perf_counter() - started


def _import(path: Path, slug: str) -> dict[str, Any]:
    """Do, one after the other, what the office and its worker do for one file."""
    from django.db import transaction

    from matrikel.imports import steps
    from matrikel.imports.actions.confirm_import import confirm_import
    from matrikel.imports.actions.start_import import start_import
    from matrikel.imports.queries import get_run
    from matrikel.kernel.actors import command
    from matrikel.kernel.scope import association_scope
    from matrikel.people.models import Person
    from matrikel.relations.models import Guardian, Household

    association_id = place.empty_association(slug)
    actor, at = command("bench"), place.AT
    with association_scope(association_id):
        started = time.perf_counter()
        with path.open("rb") as file:
            run_id = start_import(file=file, file_name=path.name, actor=actor, at=at)
        steps.read_file(run_id=run_id, at=at)
        read = time.perf_counter()
        confirm_import(run_id=run_id, actor=actor, at=at)
        while steps.apply_next_chunk(run_id=run_id, at=at):
            pass
        applied = time.perf_counter()
        with transaction.atomic():
            details = get_run(run_id=run_id, at=at)
            added = Person.objects.filter(association_id=association_id).count()
            households, guardians = Household.objects.count(), Guardian.objects.count()
    return {
        "seconds": round(applied - started, 2),
        "reading": round(read - started, 2),
        "applying": round(applied - read, 2),
        "added": added,
        "households": households,
        "guardians": guardians,
        "not_added": details.run.rows - details.run.add,
        "peak_memory_mb": peak_memory_mb(),
    }


def _baseline(of_slug: str, slug: str) -> dict[str, Any]:
    from bench import baseline
    from matrikel.organisations.queries import find_association_id

    imported = find_association_id(slug=of_slug)
    if imported is None:
        raise LookupError(of_slug)
    seconds, written = baseline.seconds(imported, place.empty_association(slug))
    return {"seconds": round(seconds, 2), "table_rows": written}


if __name__ == "__main__":
    place.prepare()
    what, first, second = sys.argv[1:]
    print(json.dumps(_import(Path(first), second) if what == "import" else _baseline(first, second)))

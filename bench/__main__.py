"""Runs the benchmarks that are asked for (all of them, unless named) and prints the answer as JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
from typing import Any

from bench import place
from bench.place import Sizes, say

PARTS = (
    "import",
    "pages",
    "search",
    "filters",
    "first_byte",
    "bulk_edit",
    "export",
    "rights",
    "log",
    "ledger",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one or more of {', '.join(PARTS)}")
    chosen = parser.parse_args().parts or PARTS
    unknown = set(chosen) - set(PARTS)
    if unknown:
        parser.error(f"there is no part called {', '.join(sorted(unknown))}")
    sizes = Sizes.from_environment()
    place.prepare()
    answer: dict[str, Any] = {}
    try:
        answer |= {"machine": _machine(), "sizes": _sizes(sizes)}
        for part in chosen:
            say(f"Measuring {part} …")
            answer[part] = _measure(part, sizes)
    finally:
        # What was measured before something failed is worth having.
        print(json.dumps(answer, indent=2))
        place.stop()


def _measure(part: str, sizes: Sizes) -> dict[str, Any]:
    # Django is ready only now, so what needs it is imported here.
    from bench import (
        books,
        bulk_edit,
        dressing,
        exporting,
        filters,
        first_byte,
        importing,
        log,
        pages,
        rights,
        search,
    )

    if part == "import":
        return importing.measure(sizes.rows)
    if part == "ledger":
        return books.measure(sizes.rows)
    large = f"bench-{sizes.people}"
    large_id = place.association_with(sizes.people, slug=large)
    if part == "search":
        return search.measure(large_id, needles=sizes.needles)
    if part == "filters":
        dressing.dress(large_id)
        return filters.measure(large_id)
    if part == "first_byte":
        return first_byte.measure(large_id, large)
    if part == "bulk_edit":
        return bulk_edit.measure(large_id)
    if part == "rights":
        return rights.measure(large_id)
    small = f"bench-{sizes.few_people}"
    if part == "export":
        place.association_with(sizes.few_people, slug=small)
        return exporting.measure(small, large)
    both = {small: place.association_with(sizes.few_people, slug=small), large: large_id}
    if part == "log":
        return log.measure(both, {small: sizes.few_people, large: sizes.people})
    return pages.measure(both)


def _machine() -> dict[str, Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (version,) = cursor.fetchone()
    return {"cores": os.cpu_count(), "python": platform.python_version(), "postgresql": version}


def _sizes(sizes: Sizes) -> dict[str, int]:
    return {
        "people": sizes.people,
        "few_people": sizes.few_people,
        "rows": sizes.rows,
        "needles": sizes.needles,
    }


if __name__ == "__main__":
    main()

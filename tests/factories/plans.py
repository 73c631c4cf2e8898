"""How much PostgreSQL looks at for a statement."""

import json
from collections.abc import Collection
from typing import Any

from django.db import connection


def rows_read(statement: str, *, of: Collection[str]) -> int:
    """Return how many rows of some tables PostgreSQL looked at for a statement, those that it left out included."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}")
        (found,) = cursor.fetchone()
    plan = found if isinstance(found, list) else json.loads(found)
    return _read(plan[0]["Plan"], of)


def _read(plan: dict[str, Any], of: Collection[str]) -> int:
    here = 0
    if plan.get("Relation Name") in of:
        left_out = sum(value for key, value in plan.items() if key.startswith("Rows Removed by"))
        here = round((plan["Actual Rows"] + left_out) * plan["Actual Loops"])
    return here + sum(_read(each, of) for each in plan.get("Plans", []))

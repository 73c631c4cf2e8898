"""What rights add to a request: the door's question, against reading the association alone."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bench.timing import at_quiet, in_turns, ratio, summary
from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.queries import find_entrance
from matrikel.kernel.actors import Right, command
from matrikel.kernel.scope import association_scope
from matrikel.organisations.actions.save_units import UnitEdit, save_units
from matrikel.organisations.queries import get_association, list_units

TIMES = 300
BRANCHES = 200
AT = datetime(2026, 5, 1, 12, tzinfo=UTC)


class _TakenBack(Exception):
    """Ends the transaction so that nothing of the measurement stays."""


def measure(association_id: UUID) -> dict[str, Any]:
    """
    Return what rights add for an officer of everything, of one branch among many, and of both at once.

    `added_ms` is what stands above the baseline in quiet moments; `queries` are those above it.
    """
    answer: dict[str, Any] = {}
    with association_scope(association_id), suppress(_TakenBack), transaction.atomic():
        _branches()
        branch = list_units()[-1].id
        officers = {
            "whole": _officer("whole", ("secretary", None)),
            "branch": _officer("branch", ("secretary", branch)),
            "both": _officer("both", ("data_protection_officer", None), ("secretary", branch)),
        }
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE access_term, organisations_unit")
        for name, account_id in officers.items():
            answer[name] = _one(account_id)
        raise _TakenBack
    return answer


def _one(account_id: UUID) -> dict[str, Any]:
    def door() -> None:
        entrance = find_entrance(account_id=account_id, at=AT)
        assert entrance is not None
        assert entrance.presence is not None
        assert entrance.presence.viewer_for(Right.PEOPLE_SEE).may(Right.PEOPLE_SEE)

    taken = in_turns(TIMES, association_alone=get_association, door=door)
    with CaptureQueriesContext(connection) as asked:
        door()
    base, ours = at_quiet(taken["association_alone"]), at_quiet(taken["door"])
    return {
        "association_alone": summary(taken["association_alone"]),
        "door": summary(taken["door"]),
        "added_ms": round(ours - base, 2),
        "ratio": ratio(ours, base),
        "queries": len(asked) - 1,
    }


def _branches() -> None:
    missing = BRANCHES - len(list_units())
    if missing > 0:
        edits = [UnitEdit(name=f"Branch {number}") for number in range(missing)]
        save_units(units=edits, actor=command("bench"), at=AT)


def _officer(name: str, *roles: tuple[str, UUID | None]) -> UUID:
    terms = [
        NewTerm(email=f"bench-{name}@example.org", role=role, unit_id=unit, starts_on=date(2026, 1, 1))
        for role, unit in roles
    ]
    return grant_terms(terms=terms, actor=command("bench"), at=AT)[0]

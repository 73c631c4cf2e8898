"""What waits for a person: each room's own rows, one button each to the exact place."""

from collections.abc import Sequence
from typing import Protocol

from matrikel.office.access.waiting import waiting as of_access
from matrikel.office.checks.waiting import waiting as of_checks
from matrikel.office.doors import OfficeRequest
from matrikel.office.exports.waiting import waiting as of_exports
from matrikel.office.groups.waiting import waiting as of_groups
from matrikel.office.households.waiting import waiting as of_households
from matrikel.office.imports.waiting import waiting as of_imports
from matrikel.office.jobs.waiting import waiting as of_jobs
from matrikel.office.letters.waiting import waiting as of_letters
from matrikel.office.notes.waiting import waiting as of_texts
from matrikel.office.people.waiting import waiting as of_people
from matrikel.office.set_up.waiting import waiting as of_set_up
from matrikel.ui.parts import RowItem


class WaitingOf(Protocol):
    """
    Returns a room's rows for whoever looks; nothing where the right is missing.

    Each row's button opens the place where a person finishes it. `is_small` says whether every member may be
    read for one page; without it a room asks only what costs the same at a million.
    """

    def __call__(self, request: OfficeRequest, /, *, is_small: bool) -> Sequence[RowItem]: ...


WAITING: Sequence[WaitingOf] = (
    of_set_up,
    of_access,
    of_exports,
    of_imports,
    of_jobs,
    of_people,
    of_households,
    of_groups,
    of_checks,
    of_letters,
    of_texts,
)
"""In the order in which the rows stand."""


def waiting(request: OfficeRequest, *, is_small: bool) -> tuple[RowItem, ...]:
    """Return everything that waits for whoever looks."""
    return tuple(row for room in WAITING for row in room(request, is_small=is_small))

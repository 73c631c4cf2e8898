"""Jobs that only the tests know: each leaves a branch behind, so that a test sees where and how often it ran."""

import os
import time
from pathlib import Path

from matrikel.kernel.ids import new_id
from matrikel.kernel.jobs import defer, job
from matrikel.kernel.scope import current_association
from matrikel.organisations.models import Unit


def marks() -> Path:
    """Return the folder where a job marks that it has begun, outside the transaction in which it runs."""
    return Path(os.environ["MARKS"])


@job("tests.add_branch")
def add_branch(*, number: int) -> None:
    """Add a branch in the association of the scope."""
    Unit.objects.create(
        id=new_id(), association_id=current_association(), name=f"Branch {number}", sort_key=str(number)
    )


@job("tests.fail_once")
def fail_once(*, number: int) -> None:
    """Add a branch, and fail the first time."""
    add_branch(number=number)
    mark = marks() / f"failed-{number}"
    if not mark.exists():
        mark.touch()
        raise RuntimeError("the first time")


@job("tests.hang_once")
def hang_once(*, number: int) -> None:
    """Add a branch, and never come back the first time."""
    add_branch(number=number)
    mark = marks() / f"hung-{number}"
    if not mark.exists():
        mark.touch()
        time.sleep(600)


@job("tests.hand_on")
def hand_on(*, number: int) -> None:
    """Leave the branch to another job, as whoever writes a letter leaves it to the one that delivers."""
    defer("tests.add_branch", number=number)

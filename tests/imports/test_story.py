"""A file becomes people and memberships, and goes away again."""

from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest

from matrikel.imports import steps
from matrikel.imports.actions.confirm_import import confirm_import
from matrikel.imports.actions.start_import import start_import
from matrikel.imports.actions.undo_import import undo_import
from matrikel.imports.queries import get_run, get_undo_preview, list_preview, list_problems
from matrikel.kernel.actors import Viewer
from matrikel.memberships.models import Membership, MembershipType
from matrikel.people.models import ContactPoint, Person
from tests.conftest import ACTOR, AT, TODAY

FILES = Path(__file__).parents[1] / "data" / "members"


def imported(content: bytes, name: str = "members.csv", *, confirm: bool = True) -> UUID:
    """Take a file through all steps, as the jobs would."""
    run_id = start_import(file=BytesIO(content), file_name=name, actor=ACTOR, at=AT)
    steps.read_file(run_id=run_id, at=AT)
    if confirm:
        confirm_import(run_id=run_id, actor=ACTOR, at=AT)
        while steps.apply_next_chunk(run_id=run_id, at=AT):
            continue
    return run_id


def undone(run_id: UUID) -> None:
    undo_import(run_id=run_id, actor=ACTOR, at=AT)
    while steps.undo_next_chunk(run_id=run_id, actor=ACTOR, at=AT):
        continue


def test_sports_register_file_is_reviewed_applied_and_taken_back(association: UUID) -> None:
    content = (FILES / "idrottonline-medlemmar.xlsx").read_bytes()
    run_id = imported(content, "idrottonline-medlemmar.xlsx", confirm=False)
    details = get_run(run_id=run_id, at=AT)
    assert details.run.state == "REVIEW"
    assert (details.run.rows, details.run.add, details.run.update, details.run.skip) == (640, 617, 0, 23)
    assert details.new_types == ("Medlem",)
    assert len(list_preview(run_id=run_id)) == 20
    assert Person.objects.count() == 0
    confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    while steps.apply_next_chunk(run_id=run_id, at=AT):
        continue
    assert get_run(run_id=run_id, at=AT).run.state == "DONE"
    assert Person.objects.count() == 617
    assert Membership.objects.count() == 617
    assert Person.objects.filter(protection="PROTECTED").count() == 2
    assert Person.objects.filter(is_deceased=True).count() == 6
    preview = get_undo_preview(run_id=run_id)
    assert (preview.removed, preview.restored, preview.stays) == (617, 0, ())
    undone(run_id)
    assert get_run(run_id=run_id, at=AT).run.state == "UNDONE"
    assert (Person.objects.count(), Membership.objects.count(), ContactPoint.objects.count()) == (0, 0, 0)

"""A bulk edit and an officer change the same person in the same moment: nobody's word is lost without a word."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from matrikel.bulkedits.actions.confirm_bulk_edit import confirm_bulk_edit
from matrikel.bulkedits.actions.start_bulk_edit import start_bulk_edit
from matrikel.bulkedits.actions.undo_bulk_edit import undo_bulk_edit
from matrikel.bulkedits.models import Target
from matrikel.kernel.scope import association_scope
from matrikel.people.actions.change_people import change_people
from matrikel.people.models import Person
from matrikel.people.rules.records import PersonChange
from tests.conftest import ACTOR, AT, make_association
from tests.factories.people import a_person, register

Meet = Callable[[], object]
SOMEBODY_WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def _write_to_in_finnish(association_id: UUID) -> tuple[UUID, UUID]:
    with association_scope(association_id):
        (person_id,) = register(a_person("Eva", "Ek", language="sv"))
        edit_id = start_bulk_edit(
            kind="language", values={"language": "fi"}, person_ids=[person_id], actor=ACTOR, at=AT
        )
    return person_id, edit_id


def _until_somebody_waits() -> None:
    """Return as soon as a transaction waits for another one."""
    with connections["owner"].cursor() as cursor:
        for _try in range(100_000):
            cursor.execute(SOMEBODY_WAITS)
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")


def _officer(association_id: UUID, person_id: UUID, language: str) -> Callable[[Meet], Any]:
    """Return an officer who writes another language down, and whose transaction ends while the other one waits."""

    def change(meet: Meet) -> None:
        with association_scope(association_id), transaction.atomic():
            version = Person.objects.get(id=person_id).version
            change_people(
                changes=[PersonChange(person_id=person_id, version=version, values={"language": language})],
                actor=ACTOR,
                at=AT,
            )
            meet()
            _until_somebody_waits()

    return change


def _language(association_id: UUID, person_id: UUID) -> str:
    with association_scope(association_id), transaction.atomic():
        return Person.objects.get(id=person_id).language


def _state(association_id: UUID, edit_id: UUID) -> list[tuple[str, str]]:
    with association_scope(association_id), transaction.atomic():
        return list(Target.objects.filter(edit_id=edit_id).values_list("state", "reason"))


def test_whoever_is_changed_while_a_bulk_edit_is_taken_back_is_left_alone(
    committed: None, in_threads: Callable[..., list[Any]]
) -> None:
    association_id = make_association()
    person_id, edit_id = _write_to_in_finnish(association_id)
    with association_scope(association_id):
        confirm_bulk_edit(edit_id=edit_id, actor=ACTOR, at=AT)

    def undo(meet: Meet) -> None:
        meet()
        with association_scope(association_id):
            undo_bulk_edit(edit_id=edit_id, actor=ACTOR, at=AT)

    assert in_threads(_officer(association_id, person_id, "da"), undo) == [None, None]
    assert _language(association_id, person_id) == "da"
    assert _state(association_id, edit_id) == [("KEPT", "")]


def test_whoever_is_changed_while_a_bulk_edit_is_applied_is_left_out(
    committed: None, in_threads: Callable[..., list[Any]]
) -> None:
    association_id = make_association()
    person_id, edit_id = _write_to_in_finnish(association_id)

    def confirm(meet: Meet) -> None:
        meet()
        with association_scope(association_id):
            confirm_bulk_edit(edit_id=edit_id, actor=ACTOR, at=AT)

    assert in_threads(_officer(association_id, person_id, "da"), confirm) == [None, None]
    assert _language(association_id, person_id) == "da"
    assert _state(association_id, edit_id) == [("LEFT_OUT", "changed_meanwhile")]

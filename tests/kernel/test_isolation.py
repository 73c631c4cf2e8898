"""An association sees its own rows and no others, and PostgreSQL itself says so."""

from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import Error, ProgrammingError

from matrikel.kernel.ids import new_id
from matrikel.kernel.queries import list_isolation_breaches
from matrikel.kernel.scope import ScopeRefused, association_scope
from matrikel.organisations.models import Unit
from matrikel.privacy.models import Purpose
from tests.conftest import make_association


@pytest.mark.django_db
def test_the_guard_queries_find_no_breach() -> None:
    assert list_isolation_breaches() == []


def test_a_row_of_one_association_is_absent_in_the_other(association: UUID, neighbour: UUID) -> None:
    unit = Unit.objects.create(id=new_id(), association_id=association, name="Norra", sort_key="norra")
    assert list(Unit.objects.values_list("id", flat=True)) == [unit.id]
    with association_scope(neighbour):
        assert list(Unit.objects.values_list("id", flat=True)) == []
        assert Unit.objects.filter(id=unit.id).update(name="Taken") == 0


def test_a_row_cannot_be_written_for_another_association(association: UUID, neighbour: UUID) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Unit.objects.create(id=new_id(), association_id=neighbour, name="Norra", sort_key="norra")


def test_a_foreign_key_cannot_point_into_another_association(association: UUID, neighbour: UUID) -> None:
    with association_scope(neighbour):
        theirs = Unit.objects.create(id=new_id(), association_id=neighbour, name="Deres", sort_key="deres")
    with pytest.raises(Error), transaction.atomic():
        Unit.objects.create(
            id=new_id(), association_id=association, name="Norra", sort_key="norra", parent_id=theirs.id
        )


def test_a_transaction_without_an_association_raises(neighbour: UUID) -> None:
    # A table without any row would be read without asking the policy: the neighbour has its purposes.
    with pytest.raises(ProgrammingError, match="no association is set"), transaction.atomic():
        list(Purpose.objects.all())


def test_the_scope_cannot_change_inside_an_open_transaction(committed: None) -> None:
    first, second = make_association("forsta"), make_association("andra")
    with (
        association_scope(first),
        transaction.atomic(),
        pytest.raises(ScopeRefused),
        association_scope(second),
    ):
        pass


def test_two_associations_in_turn_on_one_connection_never_mix(committed: None) -> None:
    ids = [make_association("forsta"), make_association("andra")]
    for association_id in ids:
        with association_scope(association_id), transaction.atomic():
            Unit.objects.create(id=new_id(), association_id=association_id, name="Norra", sort_key="norra")
    for turn in range(200):
        with association_scope(ids[turn % 2]), transaction.atomic():
            assert list(Unit.objects.values_list("association_id", flat=True)) == [ids[turn % 2]]


def test_the_runtime_role_owns_nothing_and_bypasses_nothing(committed: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("matrikel_runtime", False, False)

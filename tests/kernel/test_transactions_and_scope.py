"""An action commits as a whole, shows broken promises before it returns, and stays in one association."""

from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from matrikel.access.models import SignInLink
from matrikel.audit.models import Entry
from matrikel.authentication.models import Session
from matrikel.kernel import scope
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import ScopeRefused, association_or_none, association_scope, current_association
from matrikel.kernel.transactions import ValueRefused, action
from matrikel.organisations.actions.save_units import UnitEdit, save_units
from matrikel.organisations.models import Unit
from tests.conftest import ACTOR, AT, make_association


@action
def add_two_and_fail(*, with_error: Exception) -> None:
    save_units(units=[UnitEdit(name="Norra")], actor=ACTOR, at=AT)
    save_units(units=[UnitEdit(name="Södra")], actor=ACTOR, at=AT)
    raise with_error


@action
def link_to_an_account_that_does_not_exist(*, secret_hash: bytes) -> None:
    # Django's own foreign key here is DEFERRABLE INITIALLY DEFERRED: without the action it shows at COMMIT.
    SignInLink.objects.create(account_id=new_id(), secret_hash=secret_hash, lands_on="/", expires_at=AT)


@pytest.mark.parametrize("error", [Refusal("no"), RuntimeError("broken")])
def test_a_failure_late_in_an_action_undoes_all_of_it(association: UUID, error: Exception) -> None:
    before = Entry.objects.count()
    with pytest.raises(type(error)):
        add_two_and_fail(with_error=error)
    assert (Unit.objects.count(), Entry.objects.count()) == (0, before)


def test_a_deferred_constraint_can_be_caught_where_the_action_was_called(committed: None) -> None:
    with transaction.atomic():
        Session.objects.create(session_key="before", session_data="", expire_date=AT)
        with pytest.raises(IntegrityError, match="access_signinlink"):
            link_to_an_account_that_does_not_exist(secret_hash=b"1")
        assert connection.needs_rollback is False
    assert Session.objects.filter(session_key="before").exists() is True
    assert SignInLink.objects.count() == 0


@pytest.mark.parametrize("name", ["a" * 100_000, "a\x00b", "a\ud800b"])
def test_what_no_column_can_hold_is_refused_in_a_sentence(association: UUID, name: str) -> None:
    @action
    def add() -> None:
        Unit.objects.create(association_id=association, name=name, sort_key="a")

    with pytest.raises(ValueRefused, match="too long, or holds a character"):
        add()
    assert Unit.objects.count() == 0


def test_an_inner_action_joins_the_outer_one(association: UUID) -> None:
    @action
    def inner() -> None:
        Unit.objects.count()

    @action
    def outer() -> None:
        inner()
        inner()

    with CaptureQueriesContext(connection) as captured:
        outer()
    words = [query["sql"].split('"')[0].strip() for query in captured.captured_queries]
    assert words == [
        "SAVEPOINT",
        "SELECT COUNT(*) AS",
        "SELECT COUNT(*) AS",
        "SET CONSTRAINTS ALL IMMEDIATE",
        "RELEASE SAVEPOINT",
    ]


def test_outside_any_scope_there_is_no_association() -> None:
    assert association_or_none() is None
    with pytest.raises(ScopeRefused):
        current_association()


def test_a_scope_inside_the_same_scope_changes_nothing(association: UUID) -> None:
    with association_scope(association):
        assert current_association() == association
    assert list(Unit.objects.all()) == []
    assert current_association() == association


def test_after_a_scope_the_previous_one_speaks_again_even_when_it_failed(
    association: UUID, neighbour: UUID
) -> None:
    with pytest.raises(Refusal), association_scope(neighbour):
        raise Refusal
    save_units(units=[UnitEdit(name="Norra")], actor=ACTOR, at=AT)
    assert list(Unit.objects.values_list("association_id", flat=True)) == [association]


def test_a_scope_opened_inside_a_transaction_without_an_association_is_refused(committed: None) -> None:
    association_id = make_association()
    with transaction.atomic(), pytest.raises(ScopeRefused), association_scope(association_id):
        pass


def test_postgres_forgets_the_association_when_the_transaction_ends(committed: None) -> None:
    association_id = make_association()
    with association_scope(association_id), transaction.atomic():
        assert Unit.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.association_id', true)")
        assert cursor.fetchone() == ("",)


def test_the_test_case_exception_holds_for_test_cases_only(committed: None) -> None:
    with transaction.atomic():
        assert scope._in_test_case_transaction() is False


def test_a_lock_of_one_association_does_not_hold_up_another(committed: None, in_threads) -> None:
    ids = [make_association("forsta"), make_association("andra")]
    order: list[str] = []

    def hold(association_id: UUID, meet) -> None:
        with association_scope(association_id), transaction.atomic():
            one_at_a_time("numbers")
            meet()
            order.append("held")

    in_threads(lambda meet: hold(ids[0], meet), lambda meet: hold(ids[1], meet))
    assert order == ["held", "held"]

"""Who holds a role today is found among those who do: an old association has given many times as many."""

from datetime import date, timedelta
from uuid import UUID

from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.models import Account, RightUse, Role, Term
from matrikel.access.queries.holders import list_holders
from matrikel.access.queries.roles import list_role_rows
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import association_scope
from tests.conftest import ACTOR, AT, TODAY, make_association
from tests.factories.plans import rows_read

ENDED, HELD = 3_000, 3


def give(number: int) -> UUID:
    term = NewTerm(email=f"now{number}@example.se", role="treasurer", starts_on=date(2020, 1, 1))
    (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    return account_id


def a_long_past(association: UUID) -> None:
    """Let many have held the role once, and have used its rights."""
    accounts = Account.objects.bulk_create(
        Account(email=f"once{number}@example.se") for number in range(ENDED)
    )
    role = Role.objects.get(association_id=association, code="treasurer")
    Term.objects.bulk_create(
        Term(
            id=new_id(), association_id=association, account=account, role=role,
            during=(date(2000, 1, 1), TODAY - timedelta(days=1 + number % 900)),
        )
        for number, account in enumerate(accounts)
    )  # fmt: skip
    RightUse.objects.bulk_create(
        RightUse(
            id=new_id(), association_id=association, account=account.pk, right="people.see", last_on=TODAY
        )
        for account in accounts
    )


def test_roles_and_holders_are_counted_among_those_who_hold_them_and_read_no_others(committed: None) -> None:
    association = make_association()
    with association_scope(association), transaction.atomic():
        for number in range(HELD):
            give(number)
        a_long_past(association)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE access_term, access_role, access_rightuse, access_account")
    with association_scope(association), transaction.atomic():
        with CaptureQueriesContext(connection) as asked:
            counted = {row.code: row.holders for row in list_role_rows(on=TODAY)}
            holders = list_holders(on=TODAY)
        assert (counted["treasurer"], counted["chair"], len(holders)) == (HELD, 0, HELD)
        assert len(asked) == 3
        assert (
            sum(rows_read(query["sql"], of=("access_term", "access_rightuse")) for query in asked)
            <= 10 * HELD
        )

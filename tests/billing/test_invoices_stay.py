"""What PostgreSQL refuses of invoices and payments, and that open invoices and the books say the same."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from matrikel.billing.actions.credit_invoices import credit_invoices
from matrikel.billing.actions.undo_payments import undo_payments
from matrikel.billing.models import Invoice, Payment, Series
from matrikel.billing.queries import find_invoices
from matrikel.kernel.errors import Refusal
from matrikel.kernel.scope import association_scope
from matrikel.ledger.queries.accounts import open_items
from matrikel.ledger.queries.checking import check_books
from tests.conftest import ACTOR, AT, TODAY, make_association
from tests.factories.books import books
from tests.factories.invoices import FULL, a_line, an_order, issue, pay
from tests.ledger.test_books_stay import as_owner, refused, run

CHANGES = [
    "UPDATE billing_invoice SET due_on = due_on + 1",
    "DELETE FROM billing_invoice",
    "TRUNCATE billing_invoice CASCADE",
    "UPDATE billing_invoiceline SET text = 'Other'",
    "DELETE FROM billing_invoiceline",
    "UPDATE billing_payment SET paid_on = paid_on - 1",
    "DELETE FROM billing_payment",
    "UPDATE billing_allocation SET amount_minor = 1",
    "DELETE FROM billing_allocation",
]
COPY = (
    "INSERT INTO billing_invoice SELECT (jsonb_populate_record(i, jsonb_build_object('id', app.uuid7(),"
    " 'number', %(number)s::bigint, 'reference_number', 99999))).* FROM billing_invoice i"
)


@pytest.mark.parametrize("statement", CHANGES)
def test_the_application_may_not_even_ask_to_change_what_is_issued_or_paid(association, statement):
    books()
    pay(100, *issue())
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run(statement)


@pytest.mark.parametrize("statement", CHANGES)
def test_what_is_issued_or_paid_is_changed_by_nobody_not_even_by_whom_the_tables_belong_to(
    committed, statement
):
    association_id = make_association()
    with association_scope(association_id):
        with transaction.atomic():
            books()
            pay(100, *issue())
        with pytest.raises(DatabaseError, match="what is issued or paid stays as it is"):
            as_owner(association_id, statement)


@pytest.mark.parametrize(
    ("number", "constraint"),
    [
        (1, "billing_invoice_one_number"),
        (3, "billing_numbers_go_on"),
        (0, "billing_invoice_numbers_begin_at_one"),
        (2, "billing_lines_make_total"),
    ],
)
def test_an_invoice_without_its_number_or_its_lines_is_refused(association, number, constraint):
    books()
    issue()
    with refused(constraint):
        run(COPY, number=number)


def test_nothing_is_added_to_an_issued_invoice(association):
    books()
    issue()
    with refused("billing_lines_together"):
        run(
            "INSERT INTO billing_invoiceline SELECT (jsonb_populate_record(l, jsonb_build_object("
            "'id', app.uuid7(), 'place', 2))).* FROM billing_invoiceline l"
        )


@pytest.mark.parametrize("last", [0, 7])
def test_a_series_is_moved_by_its_invoices_alone(association, last):
    books()
    issue()
    with refused("billing_numbers_go_on"):
        run("UPDATE billing_series SET last_number = %(last)s", last=last)


def test_whoever_issues_at_once_leaves_no_gap_and_no_number_twice(in_threads):
    association_id = make_association()
    with association_scope(association_id), transaction.atomic():
        books()

    def issuer(*, fails: bool):
        def issue_some(meet):
            with association_scope(association_id):
                meet()
                for turn in range(5):
                    try:
                        with transaction.atomic():
                            issue(an_order(), an_order())
                            if fails and turn % 2:
                                raise Refusal
                    except Refusal:
                        pass

        return issue_some

    assert in_threads(issuer(fails=False), issuer(fails=True), issuer(fails=False)) == [None] * 3
    with association_scope(association_id), transaction.atomic():
        assert list(Invoice.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 27))


class Club(RuleBasedStateMachine):
    """Issues, pays, credits and undoes in any order; open invoices stay what the books call receivables."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        books()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @rule(prices=st.lists(st.integers(-500, 2_000), min_size=1, max_size=3), taxed=st.booleans())
    def issues(self, prices, taxed):
        lines = [a_line(price, vat=FULL) if taxed else a_line(price) for price in prices]
        self.tries(lambda: issue(an_order(*lines), an_order()))

    @rule(minor=st.integers(1, 60_000), data=st.data())
    def pays(self, minor, data):
        ids = list(Invoice.objects.filter(credits=None).order_by("number").values_list("id", flat=True))
        if ids:
            pay(minor, *data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3)))

    @rule(data=st.data())
    def credits(self, data):
        ids = list(Invoice.objects.filter(credits=None).order_by("number").values_list("id", flat=True))
        if ids:
            chosen = data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2))
            self.tries(lambda: credit_invoices(invoice_ids=chosen, on=TODAY, reason="", actor=ACTOR, at=AT))

    @rule(data=st.data())
    def undoes(self, data):
        ids = list(Payment.objects.filter(undoes=None).order_by("id").values_list("id", flat=True))
        if ids:
            chosen = data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2))
            self.tries(lambda: undo_payments(payment_ids=chosen, on=TODAY, actor=ACTOR, at=AT))

    def tries(self, what):
        try:
            with transaction.atomic():
                what()
        except Refusal:
            pass

    @invariant()
    def open_invoices_are_what_the_books_say(self):
        rows = find_invoices(
            invoice_ids=list(Invoice.objects.values_list("id", flat=True)), on=date(2026, 12, 31)
        )
        owed: dict[object, int] = {}
        for row in rows:
            owed[row.party] = owed.get(row.party, 0) + row.open.minor
        assert {item.party: item.amount.minor for item in open_items(rows=10_000)} == {
            party: minor for party, minor in owed.items() if minor
        }

    @invariant()
    def numbers_have_no_gaps_and_entries_balance(self):
        numbers = list(Invoice.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert list(Series.objects.values_list("last_number", flat=True)) in ([len(numbers)], [])
        assert check_books().is_well


def test_whatever_is_done_the_open_invoices_are_the_receivables_of_the_books(association):
    run_state_machine_as_test(Club, settings=settings(max_examples=12, stateful_step_count=12, deadline=None))

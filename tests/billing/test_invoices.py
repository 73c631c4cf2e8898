"""Invoices by hand: issued, paid, credited, taken back, with the books beside them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from matrikel.audit.models import Entry as LogEntry
from matrikel.billing.actions.credit_invoices import credit_invoices
from matrikel.billing.actions.issue_invoices import InvoiceRefused, issue_invoices
from matrikel.billing.actions.record_payments import NewPayment, record_payments
from matrikel.billing.actions.undo_payments import undo_payments
from matrikel.billing.models import Invoice, InvoiceLine, Party, Payment
from matrikel.billing.queries import find_invoices
from matrikel.billing.rules.references import Scheme
from matrikel.billing.rules.sheets import SheetKind
from matrikel.billing.rules.states import InvoiceState
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.kernel.money import Money
from matrikel.kernel.scope import association_scope
from matrikel.ledger.actions.open_books import open_books
from matrikel.ledger.actions.open_year import open_year
from matrikel.ledger.queries.accounts import open_items
from matrikel.ledger.queries.checking import check_books
from matrikel.ledger.queries.journal import get_entry
from matrikel.ledger.rules.charts import Role
from tests.conftest import ACTOR, AT, TODAY
from tests.factories.books import books, sek
from tests.factories.invoices import FULL, OUTSIDE, a_line, an_order, issue, opens, pay
from tests.factories.people import a_person, register

ISSUING = 23
FINDING = 4


def found(*invoice_ids, on=TODAY):
    return find_invoices(invoice_ids=invoice_ids, on=on)


def credit_all(*invoice_ids, on=TODAY, reason="Resigned before"):
    return credit_invoices(invoice_ids=invoice_ids, on=on, reason=reason, actor=ACTOR, at=AT)


def undo(*payment_ids):
    undo_payments(payment_ids=payment_ids, on=TODAY, actor=ACTOR, at=AT)


def legs(entry_id):
    return [(leg.account_number, leg.amount.minor) for leg in get_entry(entry_id=entry_id).legs]


def test_an_invoice_has_a_number_a_reference_and_an_entry(association):
    books()
    (invoice_id,) = issue(an_order(a_line(), a_line(-5_000, quantity=2)))
    (row,) = found(invoice_id)
    assert (row.number, row.kind, row.total, row.tax, row.open, row.state) == (
        "2026-1",
        SheetKind.INVOICE,
        sek(25_000),
        sek(0),
        sek(25_000),
        InvoiceState.OPEN,
    )
    assert (row.recipient.name, row.recipient.address) == ("Anna Sköld", ("Storgatan 1", "753 20 Uppsala"))
    assert (row.reference.scheme, row.reference.value[:-2]) == (Scheme.MESSAGE, "20261")
    invoice = Invoice.objects.get()
    assert b"Anna" not in bytes(invoice.sealed_recipient)
    assert legs(invoice.entry_id) == [("1510", 25_000), ("3890", -25_000)]
    assert [(item.party, item.amount) for item in open_items()] == [(row.party, sek(25_000))]


def test_a_finnish_invoice_carries_a_finnish_reference_that_no_other_has(neighbour):
    with association_scope(neighbour):
        open_books(actor=ACTOR, at=AT)
        line = a_line()
        kroner = type(line)(text="Fee", unit_price=Money(100, "NOK"), vat=OUTSIDE, role=Role.FEES)
        first, second = found(*issue(an_order(kroner), an_order(kroner)))
        assert (first.number, second.number) == ("2026-1", "2026-2")
        assert first.reference != second.reference


def test_vat_stands_beside_the_income_of_each_purpose_to_the_last_minor_unit(association):
    books()
    order = an_order(a_line(10_001, vat=FULL, role=Role.SALES), a_line(9_999, vat=FULL, role=Role.EVENTS))
    (invoice_id,) = issue(order)
    entry_id = Invoice.objects.get(id=invoice_id).entry_id
    assert sorted(minor for _account, minor in legs(entry_id)) == [-8_001, -7_999, -4_000, 20_000]
    assert found(invoice_id)[0].tax == sek(4_000)


def test_a_person_is_one_party_and_a_company_another_each_time(association):
    books()
    (anna,) = register(a_person())
    rows = found(*issue(an_order(person_id=anna), an_order(person_id=anna), an_order(), an_order()))
    parties = [row.party for row in rows]
    assert (parties[0] == parties[1], len(set(parties))) == (True, 3)
    assert Party.objects.filter(person_id=anna).count() == 1
    assert found(*issue(an_order(person_id=anna)))[0].party == parties[0]


def test_a_cause_is_invoiced_once_however_often_it_is_asked(association):
    books()
    cause = uuid4()
    order = an_order(source_kind="round", source_id=cause)
    first, twice = issue_invoices(orders=[order, order], actor=ACTOR, at=AT)
    again, other = issue_invoices(orders=[order, an_order()], actor=ACTOR, at=AT)
    assert (first.is_new, twice, again.is_new, other.is_new) == (
        True,
        type(first)(id=first.id, is_new=False),
        False,
        True,
    )
    assert (again.id, Invoice.objects.count(), check_books().entries) == (first.id, 2, 2)


@pytest.mark.parametrize(
    "bad",
    [
        an_order(a_line(-100)),
        an_order(a_line(0)),
        an_order(a_line(role=Role.BANK)),
        an_order(due_on=TODAY - timedelta(days=1)),
        an_order(on=date(2030, 1, 1)),
    ],
)
def test_what_cannot_be_invoiced_is_refused_with_all_beside_it(association, bad):
    books()
    with pytest.raises(InvoiceRefused) as refused:
        issue(an_order(), bad)
    assert (refused.value.place, Invoice.objects.count(), check_books().entries) == (1, 0, 0)
    assert found(*issue())[0].number == "2026-1"


def test_each_fiscal_year_has_its_own_numbers(association):
    books()
    open_year(actor=ACTOR, at=AT)
    rows = found(*issue(an_order(), an_order(on=date(2027, 1, 1)), an_order()))
    assert [row.number for row in rows] == ["2026-1", "2027-1", "2026-2"]


def test_a_payment_pays_invoices_in_their_order_and_the_rest_stands_unallocated(association):
    books()
    first, second = issue(an_order(), an_order())
    pay(40_000, first, second, role=Role.CASH)
    rows = found(first, second)
    assert (opens(rows), [row.state for row in rows]) == (
        [0, 30_000],
        [InvoiceState.PAID, InvoiceState.PART_PAID],
    )
    assert found(second, on=date(2027, 1, 1))[0].state is InvoiceState.OVERDUE
    pay(31_000, second)
    assert opens(found(first, second)) == [0, 0]
    assert (open_items(), [item.amount for item in open_items(role=Role.UNALLOCATED)]) == ([], [sek(-1_000)])


def test_an_undone_payment_leaves_its_invoice_open_and_is_undone_once(association):
    books()
    (invoice_id,) = issue()
    payment_id = pay(36_000, invoice_id)
    undo(payment_id)
    assert (opens(found(invoice_id)), found(invoice_id)[0].state) == ([35_000], InvoiceState.OPEN)
    assert open_items(role=Role.UNALLOCATED) == []
    with pytest.raises(InvoiceRefused):
        undo(payment_id)
    with pytest.raises(NotFound):
        undo(new_id())
    with pytest.raises(NotFound):
        undo(Payment.objects.get(undoes=payment_id).id)


def test_a_credit_note_takes_an_invoice_back_once_and_owes_what_was_paid(association):
    books()
    paid, unpaid = issue(an_order(a_line(vat=FULL, role=Role.SALES)), an_order())
    pay(10_000, paid)
    notes = found(*credit_all(paid, unpaid))
    assert [(note.number, note.kind, note.total, note.state) for note in notes] == [
        ("2026-3", SheetKind.CREDIT_NOTE, sek(-35_000), None),
        ("2026-4", SheetKind.CREDIT_NOTE, sek(-35_000), None),
    ]
    assert (notes[0].tax, notes[0].recipient) == (sek(-7_000), found(paid)[0].recipient)
    rows = found(paid, unpaid)
    assert (opens(rows), {row.state for row in rows}) == ([-10_000, 0], {InvoiceState.CREDITED})
    assert [item.amount for item in open_items()] == [sek(-10_000)]
    with pytest.raises(InvoiceRefused):
        credit_all(paid)
    with pytest.raises(NotFound):
        credit_all(notes[0].id)
    assert set(InvoiceLine.objects.filter(invoice_id=notes[0].id).values_list("total_minor", "quantity")) == {
        (-35_000, -1)
    }


@pytest.mark.parametrize(
    ("amount", "role"), [(sek(0), Role.BANK), (sek(100), Role.FEES), (Money(100, "EUR"), Role.BANK)]
)
def test_what_is_no_payment_is_refused(association, amount, role):
    books()
    (invoice_id,) = issue()
    payment = NewPayment(on=TODAY, amount=amount, invoice_ids=[invoice_id], role=role)
    with pytest.raises(InvoiceRefused):
        record_payments(payments=[payment], actor=ACTOR, at=AT)
    with pytest.raises(NotFound):
        pay(100, invoice_id, new_id())
    assert Payment.objects.count() == 0


def test_many_invoices_cost_as_many_queries_as_a_few(association, django_assert_num_queries):
    books()
    issue()
    few, many = [an_order() for _ in range(3)], [an_order() for _ in range(8)]
    with django_assert_num_queries(ISSUING):
        few_ids = issue(*few)
    with django_assert_num_queries(ISSUING):
        many_ids = issue(*many)
    with django_assert_num_queries(FINDING):
        found(*few_ids)
    with django_assert_num_queries(FINDING):
        found(*many_ids)


def test_the_log_says_how_many_and_no_name(association):
    books()
    (invoice_id,) = issue()
    pay(35_000, invoice_id)
    credit_all(invoice_id)
    said = LogEntry.objects.filter(action__startswith="billing.").order_by("id")
    assert [(entry.action, entry.header) for entry in said] == [
        ("billing.invoices_issued", {"invoices": 1}),
        ("billing.payments_recorded", {"payments": 1}),
        ("billing.invoices_credited", {"invoices": 1}),
    ]

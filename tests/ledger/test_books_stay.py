"""What PostgreSQL refuses under direct SQL, whoever asks, and that the books hold whatever is tried on them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, connections, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import association_scope, current_association
from matrikel.ledger.actions.close_year import close_year
from matrikel.ledger.actions.open_year import open_year
from matrikel.ledger.actions.post_entries import EntryRefused
from matrikel.ledger.actions.reverse_entries import Reversal, reverse_entries
from matrikel.ledger.models import Account, Entry
from matrikel.ledger.queries.accounts import open_items, trial_balance
from matrikel.ledger.queries.checking import BooksCheck, check_books
from matrikel.ledger.queries.years import list_years
from matrikel.ledger.rules.charts import Role
from matrikel.ledger.rules.entries import NewLeg, credit, debit
from tests.conftest import ACTOR, AT, TODAY, make_association
from tests.factories.books import an_entry, books, post, sek
from tests.ledger.test_ledger import NEXT_YEAR

Line = tuple[int, int]
"""A leg under direct SQL: its place and its amount."""


@contextmanager
def refused(constraint: str) -> Iterator[None]:
    """Expect PostgreSQL itself to refuse, by the name of what it keeps."""
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        yield
    cause = error.value.__cause__
    assert cause is not None
    assert cause.diag.constraint_name == constraint


def run(statement: str, **values: object) -> None:
    """Run a statement as the application's own role."""
    with connection.cursor() as cursor:
        cursor.execute(statement, {"association": current_association(), **values})


def insert(
    *lines: Line,
    year: UUID,
    number: int = 1,
    on: date = TODAY,
    leg_on: date = TODAY,
    leg_number: int | None = None,
    currency: str = "SEK",
) -> None:
    """Write an entry and its legs by hand, in one statement."""
    values: dict[str, object] = {
        "entry": new_id(),
        "year": year,
        "number": number,
        "on": on,
        "account": Account.objects.order_by("number").values_list("id", flat=True)[0],
        "leg_on": leg_on,
        "leg_number": number if leg_number is None else leg_number,
        "currency": currency,
    }
    legs = ", ".join(
        f"(%(association)s, %(entry)s, {place}, %(account)s, %(leg_on)s, %(leg_number)s, {minor}, %(currency)s)"
        for place, minor in lines
    )
    into = (
        "INSERT INTO ledger_entry (id, association_id, year_id, number, booked_on, text, source_kind, posted_at)"
        " VALUES (%(entry)s, %(association)s, %(year)s, %(number)s, %(on)s, 'By hand', '', now())"
    )
    if legs:
        into = (
            f"WITH entry AS ({into}) INSERT INTO ledger_leg"
            f" (association_id, entry_id, place, account_id, booked_on, number, amount_minor, currency) VALUES {legs}"
        )
    run(into, **values)


GOOD: Sequence[Line] = ((1, 100), (2, -100))


def test_what_balances_goes_in_by_hand_as_well(association):
    insert(*GOOD, year=books())
    insert((1, 100), (2, -60), (3, -40), year=books(), number=2)
    assert check_books() == BooksCheck(entries=2, unbalanced=0, gaps=0, sum_minor=0)


@pytest.mark.parametrize(
    ("lines", "more", "constraint"),
    [
        (((1, 100), (2, -99)), {}, "ledger_balance"),
        (((1, 100),), {}, "ledger_balance"),
        (((1, 100), (2, -100), (3, 1)), {}, "ledger_balance"),
        ((), {}, "ledger_legs_together"),
        (((2, 100), (3, -100)), {}, "ledger_legs_together"),
        (((1, 100), (3, -100)), {}, "ledger_legs_together"),
        (((1, 100), (2, -100), (3, 0)), {}, "ledger_leg_moves_something"),
        (GOOD, {"number": 2}, "ledger_numbers_go_on"),
        (GOOD, {"number": 0}, "ledger_entry_numbers_begin_at_one"),
        (GOOD, {"leg_number": 7}, "ledger_leg_as_entry"),
        (GOOD, {"leg_on": date(2026, 1, 1)}, "ledger_leg_as_entry"),
        (GOOD, {"currency": "EUR"}, "ledger_leg_as_entry"),
        (GOOD, {"on": date(2027, 1, 1), "leg_on": date(2027, 1, 1)}, "ledger_entry_in_year"),
        (GOOD, {"on": date(2025, 12, 31), "leg_on": date(2025, 12, 31)}, "ledger_entry_in_year"),
    ],
)
def test_an_entry_that_is_not_one_is_refused(association, lines, more, constraint):
    year_id = books()
    with refused(constraint):
        insert(*lines, year=year_id, **more)
    assert (check_books().entries, list_years()[0].entries) == (0, 0)


def test_a_number_is_given_once_and_none_is_left_out(association):
    year_id = books()
    post(an_entry(), an_entry())
    with refused("ledger_entry_one_number"):
        insert(*GOOD, year=year_id, number=2)
    with refused("ledger_numbers_go_on"):
        insert(*GOOD, year=year_id, number=4)


def test_nothing_is_added_to_a_posted_entry_even_where_it_balances(association):
    books()
    (entry,) = post(an_entry())
    add = (
        "INSERT INTO ledger_leg (association_id, entry_id, place, account_id, booked_on, number, amount_minor, currency)"
        " SELECT association_id, entry_id, place + {shift}, account_id, booked_on, number, amount_minor, currency"
        " FROM ledger_leg WHERE entry_id = %(entry)s"
    )
    for shift, constraint in ((0, "ledger_leg_one_place"), (2, "ledger_legs_together")):
        with refused(constraint):
            run(add.format(shift=shift), entry=entry.id)


CHANGES = [
    "UPDATE ledger_entry SET text = 'Other'",
    "UPDATE ledger_entry SET booked_on = booked_on - 1",
    "DELETE FROM ledger_entry",
    "TRUNCATE ledger_entry CASCADE",
    "UPDATE ledger_leg SET amount_minor = -amount_minor",
    "UPDATE ledger_leg SET party = NULL",
    "DELETE FROM ledger_leg",
    "TRUNCATE ledger_leg",
    "TRUNCATE ledger_account CASCADE",
    "TRUNCATE ledger_fiscalyear CASCADE",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_the_application_may_not_even_ask_to_change_what_is_posted(association, statement):
    books()
    post(an_entry())
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run(statement)


def as_owner(association_id: UUID, statement: str) -> None:
    """Run a statement as the role to which the tables belong."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('app.association_id', %s, true)", [str(association_id)])
        cursor.execute(statement)


@pytest.mark.parametrize("statement", CHANGES)
def test_what_is_posted_is_changed_by_nobody_not_even_by_whom_the_tables_belong_to(committed, statement):
    association_id = make_association()
    with association_scope(association_id):
        with transaction.atomic():
            books()
            post(an_entry())
        with pytest.raises(DatabaseError, match="what is posted stays as it is"):
            as_owner(association_id, statement)
        with transaction.atomic():
            assert check_books() == BooksCheck(entries=1, unbalanced=0, gaps=0, sum_minor=0)


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE ledger_fiscalyear SET last_number = 7", "ledger_numbers_go_on"),
        ("UPDATE ledger_fiscalyear SET last_number = 0", "ledger_numbers_go_on"),
        ("UPDATE ledger_fiscalyear SET currency = 'EUR'", "ledger_year_stays"),
        ("UPDATE ledger_fiscalyear SET during = '[2026-01-01,2027-02-01)'", "ledger_year_stays"),
        ("DELETE FROM ledger_fiscalyear", "ledger_entry_year_id_fk"),
        ("DELETE FROM ledger_account WHERE role = 'BANK'", "ledger_leg_account_id_fk"),
        ("UPDATE ledger_account SET kind = 'INCOME' WHERE role = 'BANK'", "ledger_account_stays"),
    ],
)
def test_what_stands_around_entries_stays_as_well(association, statement, constraint):
    books()
    post(an_entry())
    with refused(constraint):
        run(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_fiscalyear SET closed_at = NULL WHERE closed_at IS NOT NULL",
        "UPDATE ledger_fiscalyear SET during = '[2026-01-01,2026-12-31)' WHERE closed_at IS NOT NULL",
        "DELETE FROM ledger_fiscalyear WHERE closed_at IS NOT NULL",
    ],
)
def test_a_closed_year_is_neither_opened_again_nor_posted_into(association, statement):
    year_id = books()
    close_year(year_id=year_id, actor=ACTOR, at=NEXT_YEAR)
    with refused("ledger_year_open"):
        run(statement)
    with refused("ledger_year_open"):
        insert(*GOOD, year=year_id)


def test_a_year_begins_open_and_without_entries(association):
    for column, value in (("last_number", "3"), ("closed_at", "now()")):
        names = "association_id, during, currency, last_number"
        values = (
            f"%(association)s, '[2030-01-01,2031-01-01)', 'SEK', {value if column == 'last_number' else 0}"
        )
        if column == "closed_at":
            names, values = f"{names}, closed_at", f"{values}, {value}"
        with refused("ledger_year_begins"):
            run(f"INSERT INTO ledger_fiscalyear ({names}) VALUES ({values})")


def test_whoever_gets_around_all_of_it_is_found_by_counting(committed):
    association_id = make_association()
    with association_scope(association_id):
        with transaction.atomic():
            year_id = books()
            post(*(an_entry() for _ in range(4)))
        triggers = [("ledger_entry", "stays"), ("ledger_leg", "stays"), ("ledger_leg", "legs_came")]
        triggers.append(("ledger_entry", "entries_came"))
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute("SELECT set_config('app.association_id', %s, true)", [str(association_id)])
            for table, name in triggers:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
            cursor.execute("DELETE FROM ledger_leg WHERE number = 2 OR (number = 3 AND amount_minor < 0)")
            cursor.execute("DELETE FROM ledger_entry WHERE number = 2")
            cursor.execute(
                "INSERT INTO ledger_entry (association_id, year_id, number, booked_on, text, source_kind, posted_at)"
                " VALUES (%s, %s, 6, %s, 'Empty', '', now())",
                [association_id, year_id, TODAY],
            )
            for table, name in triggers:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}")
        with transaction.atomic():
            assert check_books() == BooksCheck(entries=4, unbalanced=2, gaps=2, sum_minor=35_000)


def test_whoever_posts_at_once_leaves_no_gap_and_no_number_twice(in_threads):
    association_id = make_association()
    with association_scope(association_id), transaction.atomic():
        books()

    def poster(*, fails: bool):
        def post_some(meet):
            with association_scope(association_id):
                meet()
                for turn in range(10):
                    try:
                        with transaction.atomic():
                            post(an_entry(), an_entry())
                            if fails and turn % 2:
                                raise Refusal
                    except Refusal:
                        pass

        return post_some

    assert in_threads(poster(fails=False), poster(fails=True), poster(fails=False)) == [None] * 3
    with association_scope(association_id), transaction.atomic():
        assert check_books() == BooksCheck(entries=50, unbalanced=0, gaps=0, sum_minor=0)
        assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 51))


def test_the_same_cause_posted_at_once_stands_once(in_threads):
    association_id, cause = make_association(), uuid4()
    with association_scope(association_id), transaction.atomic():
        books()

    def post_it(meet):
        with association_scope(association_id):
            meet()
            (posted,) = post(an_entry(source_kind="invoice", source_id=cause))
            return posted.id

    first, *others = in_threads(*[post_it] * 4)
    assert isinstance(first, UUID)
    assert others == [first] * 3
    with association_scope(association_id), transaction.atomic():
        assert check_books().entries == 1


def test_the_same_entry_reversed_at_once_is_reversed_once(in_threads):
    association_id = make_association()
    with association_scope(association_id), transaction.atomic():
        books()
        (entry,) = post(an_entry())

    def take_back(meet):
        with association_scope(association_id):
            meet()
            reversal = Reversal(entry_id=entry.id, on=TODAY, text="Twice")
            (posted,) = reverse_entries(reversals=[reversal], actor=ACTOR, at=AT)
            return posted.number

    answers = in_threads(take_back, take_back, take_back)
    assert sorted(type(each).__name__ for each in answers) == ["EntryRefused", "EntryRefused", "int"]
    with association_scope(association_id), transaction.atomic():
        assert check_books() == BooksCheck(entries=2, unbalanced=0, gaps=0, sum_minor=0)


PARTIES = [uuid4() for _ in range(3)]
DAYS = st.sampled_from([TODAY, date(2026, 1, 1), date(2027, 1, 1), date(2027, 12, 31), date(2028, 1, 1)])


class Books(RuleBasedStateMachine):
    """Whatever is posted, reversed, closed or refused, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.owed = dict.fromkeys(PARTIES, 0)
        self.entries: dict[UUID, tuple[UUID, int]] = {}
        self.count = 0
        self.years = [books()]

    @rule(
        on=DAYS,
        party=st.sampled_from(PARTIES),
        minors=st.lists(st.integers(min_value=1, max_value=10**9), min_size=1, max_size=4),
        paid=st.booleans(),
    )
    def post(self, on, party, minors, paid):
        legs = [(credit if paid else debit)(Role.RECEIVABLES, sek(sum(minors)), party=party)]
        legs += [
            (debit(Role.BANK, sek(minor)) if paid else credit(Role.FEES, sek(minor))) for minor in minors
        ]
        try:
            (posted,) = post(an_entry(on=on, legs=legs))
        except EntryRefused:
            return
        self._count(posted.id, party, -sum(minors) if paid else sum(minors))

    @rule(on=DAYS, minors=st.lists(st.integers(-(10**6), 10**6), max_size=4), good=st.integers(0, 3))
    def refused(self, on, minors, good):
        legs = [NewLeg(Role.RECEIVABLES, sek(minor), PARTIES[0]) for minor in [*minors, 1 - sum(minors)]]
        with pytest.raises(EntryRefused):
            post(*(an_entry() for _ in range(good)), an_entry(on=on, legs=legs))

    @rule(minor=st.integers(1, 10**6), number=st.integers(-2, 5))
    def refused_by_postgresql(self, minor, number):
        with pytest.raises(DatabaseError), transaction.atomic():
            insert((1, minor), (2, -minor - 1), year=self.years[-1], number=self.count + number)

    @precondition(lambda self: self.entries)
    @rule(on=DAYS, data=st.data())
    def reverse(self, on, data):
        entry_id = data.draw(st.sampled_from(list(self.entries)))
        try:
            (posted,) = reverse_entries(
                reversals=[Reversal(entry_id=entry_id, on=on, text="Back")], actor=ACTOR, at=AT
            )
        except EntryRefused:
            return
        party, minor = self.entries.pop(entry_id)
        self.owed[party] -= minor
        self.count += 1
        assert posted.number > 0

    @precondition(lambda self: len(self.years) < 2)
    @rule()
    def open_another(self):
        self.years.append(open_year(actor=ACTOR, at=AT))

    @precondition(lambda self: len(self.years) == 2)
    @rule()
    def close_the_first(self):
        try:
            close_year(year_id=self.years[0], actor=ACTOR, at=NEXT_YEAR)
        except Refusal:
            assert list_years()[-1].closed_at is not None

    @invariant()
    def everything_holds(self):
        assert check_books() == BooksCheck(entries=self.count, unbalanced=0, gaps=0, sum_minor=0)
        assert {item.party: item.amount.minor for item in open_items()} == {
            party: minor for party, minor in self.owed.items() if minor
        }
        for year in list_years():
            assert sum(row.debits.minor - row.credits.minor for row in trial_balance(year=year)) == 0

    def _count(self, entry_id, party, minor):
        self.entries[entry_id] = (party, minor)
        self.owed[party] += minor
        self.count += 1


def test_the_books_hold_whatever_is_tried_on_them(association):
    class InATransaction(Books):
        """Each run of steps begins with empty books."""

        def __init__(self) -> None:
            self.block = transaction.atomic()
            self.block.__enter__()
            super().__init__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    run_state_machine_as_test(InATransaction, settings=settings(max_examples=30, stateful_step_count=20))


def test_a_trigger_on_a_table_of_ones_own_moves_no_number_either(association):
    books()
    post(an_entry())
    run("CREATE TEMP TABLE own (number int)")
    run(
        "CREATE FUNCTION pg_temp.move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " UPDATE public.ledger_fiscalyear SET last_number = last_number + 5; RETURN NULL; END $$"
    )
    run("CREATE TRIGGER move AFTER INSERT ON own FOR EACH ROW EXECUTE FUNCTION pg_temp.move()")
    with refused("ledger_numbers_go_on"):
        run("INSERT INTO own VALUES (1)")
    assert check_books() == BooksCheck(entries=1, unbalanced=0, gaps=0, sum_minor=0)

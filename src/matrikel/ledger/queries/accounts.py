"""Questions about accounts: the chart with its sums for a year, one account's statement, and what parties owe."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.kernel.errors import NotFound
from matrikel.kernel.money import Money
from matrikel.kernel.scope import current_association
from matrikel.ledger.models import Account
from matrikel.ledger.queries.years import YearRow
from matrikel.ledger.rules.charts import BALANCE_SHEET, Kind, Role

PAGE_ROWS = 50

Mark = tuple[date, int, UUID]
"""From where a statement goes on: a leg's day, number and id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account of the chart."""

    id: UUID
    number: str
    kind: Kind
    role: str
    name: str
    names: Mapping[str, str]

    def name_in(self, language: str) -> str:
        """Return what the account is called in a language, else in the association's own words."""
        return self.names.get(language) or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceRow:
    """An account's year: what stood at its beginning, what came on each side, and what stands at its end."""

    account: AccountRow
    opening: Money
    debits: Money
    credits: Money

    @property
    def closing(self) -> Money:
        """Return what stands at the end."""
        return self.opening + self.debits - self.credits


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """A leg in an account's statement, with what stands on the account after it."""

    leg_id: UUID
    entry_id: UUID
    number: int
    booked_on: date
    text: str
    amount: Money
    balance: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """One page of a statement, oldest first; `opening` is what stood before its first row."""

    rows: Sequence[StatementRow]
    opening: Money
    next_after: Mark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """What a party owes (above zero) or is owed on an account."""

    party: UUID
    amount: Money


def list_accounts() -> list[AccountRow]:
    """Return the chart of accounts in order of number."""
    accounts = Account.objects.filter(association_id=current_association()).order_by("number")
    return [_account(account) for account in accounts]


def get_account(*, account_id: UUID) -> AccountRow:
    """
    Return an account.

    :raises NotFound: there is none such in this association.
    """
    account = Account.objects.filter(association_id=current_association(), id=account_id).first()
    if account is None:
        raise NotFound
    return _account(account)


def _account(account: Account) -> AccountRow:
    return AccountRow(
        id=account.id,
        number=account.number,
        kind=Kind(account.kind),
        role=account.role,
        name=account.name,
        names=account.names,
    )


def trial_balance(*, year: YearRow) -> list[BalanceRow]:
    """
    Return every account with its sums for a fiscal year, in order of number; two queries.

    Income and expenses begin each year at nothing.
    """
    accounts = list_accounts()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT account_id, coalesce(sum(amount_minor) FILTER (WHERE booked_on < %(start)s), 0)::bigint,
              coalesce(sum(amount_minor) FILTER (WHERE booked_on >= %(start)s AND amount_minor > 0), 0)::bigint,
              coalesce(-sum(amount_minor) FILTER (WHERE booked_on >= %(start)s AND amount_minor < 0), 0)::bigint
            FROM ledger_leg WHERE association_id = %(association)s AND booked_on < %(end)s AND currency = %(currency)s
            GROUP BY account_id
            """,
            {
                "association": current_association(),
                "start": year.starts_on,
                "end": year.ends_on,
                "currency": year.currency,
            },
        )
        sums = {account_id: rest for account_id, *rest in cursor.fetchall()}
    rows = []
    for account in accounts:
        opening, debits, credits = sums.get(account.id, (0, 0, 0))
        rows.append(
            BalanceRow(
                account=account,
                opening=Money(opening if account.kind in BALANCE_SHEET else 0, year.currency),
                debits=Money(debits, year.currency),
                credits=Money(credits, year.currency),
            )
        )
    return rows


def account_statement(
    *, account: AccountRow, year: YearRow, after: Mark | None = None, rows: int = PAGE_ROWS
) -> StatementPage:
    """Return one page of an account's legs in a fiscal year, oldest first; two queries however many there are."""
    values: dict[str, Any] = {
        "association": current_association(),
        "account": account.id,
        "start": year.starts_on,
        "end": year.ends_on,
        "from": year.starts_on if account.kind not in BALANCE_SHEET else date.min,
        "currency": year.currency,
        "most": rows + 1,
    }
    of_account = (
        "l.association_id = %(association)s AND l.account_id = %(account)s AND l.currency = %(currency)s"
    )
    before, beyond = "l.booked_on < %(start)s", ""
    if after is not None:
        values |= {"day": after[0], "number": after[1], "leg": after[2]}
        mark = "(l.booked_on, l.number, l.id) {} (%(day)s, %(number)s, %(leg)s)"
        before, beyond = mark.format("<="), f" AND {mark.format('>')}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT coalesce(sum(l.amount_minor), 0)::bigint FROM ledger_leg l WHERE {of_account}"  # noqa: S608
            f" AND l.booked_on >= %(from)s AND {before}",
            values,
        )
        (opening,) = cursor.fetchone()
        cursor.execute(
            f"""
            SELECT l.id, l.entry_id, l.number, l.booked_on, e.text, l.amount_minor
            FROM ledger_leg l JOIN ledger_entry e ON e.association_id = l.association_id AND e.id = l.entry_id
            WHERE {of_account} AND l.booked_on >= %(start)s AND l.booked_on < %(end)s{beyond}
            ORDER BY l.booked_on, l.number, l.id LIMIT %(most)s
            """,  # noqa: S608 - our own words only
            values,
        )
        found = cursor.fetchall()
    more, found = len(found) > rows, found[:rows]
    balance = Money(opening, year.currency)
    shown = []
    for leg_id, entry_id, number, booked_on, text, minor in found:
        amount = Money(minor, year.currency)
        balance += amount
        shown.append(
            StatementRow(
                leg_id=leg_id,
                entry_id=entry_id,
                number=number,
                booked_on=booked_on,
                text=text,
                amount=amount,
                balance=balance,
            )
        )
    last = shown[-1] if more else None
    return StatementPage(
        rows=shown,
        opening=Money(opening, year.currency),
        next_after=(last.booked_on, last.number, last.leg_id) if last else None,
    )


def open_items(
    *,
    role: Role = Role.RECEIVABLES,
    parties: Sequence[UUID] | None = None,
    after: UUID | None = None,
    rows: int = PAGE_ROWS,
) -> list[OpenItem]:
    """
    Return what parties owe on the account for something, in order of party after a mark; settled ones are left out.

    One query; `parties` asks about these alone.
    """
    values: dict[str, Any] = {"association": current_association(), "role": role.value, "most": rows}
    which = ""
    if parties is not None:
        which += " AND l.party = ANY (%(parties)s)"
        values["parties"] = list(parties)
    if after is not None:
        which += " AND l.party > %(after)s"
        values["after"] = after
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT l.party, sum(l.amount_minor)::bigint, l.currency
            FROM ledger_leg l
            WHERE l.association_id = %(association)s AND l.party IS NOT NULL AND l.account_id = (
              SELECT a.id FROM ledger_account a WHERE a.association_id = %(association)s AND a.role = %(role)s){which}
            GROUP BY l.party, l.currency HAVING sum(l.amount_minor) <> 0 ORDER BY l.party, l.currency LIMIT %(most)s
            """,  # noqa: S608 - our own words only
            values,
        )
        return [
            OpenItem(party=party, amount=Money(minor, currency))
            for party, minor, currency in cursor.fetchall()
        ]

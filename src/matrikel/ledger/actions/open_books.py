"""Begin to keep books: the country's chart of accounts, and a first fiscal year."""

from datetime import date, datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.transactions import action
from matrikel.ledger.models import Account, FiscalYear
from matrikel.ledger.rules.charts import chart_of
from matrikel.ledger.rules.years import first_year
from matrikel.ledger.storage.years import begin_year
from matrikel.organisations.queries import get_association


@action
def open_books(
    *, actor: Actor, at: datetime, starts_on: date | None = None, ends_on: date | None = None
) -> UUID:
    """
    Give the association its country's accounts and a first fiscal year, and return the year's id.

    The year is the calendar year around `at` unless its days are given (`ends_on` is the day after the last). Where
    the books are open already nothing changes, and the last year is returned.

    :raises YearRefused: the year has a strange length.
    """
    one_at_a_time("ledger.open_books")
    association = get_association()
    years = FiscalYear.objects.filter(association_id=association.id).order_by("-starts_on")
    if (last := years.first()) is not None:
        return last.id
    usual = first_year(association.day_of(at))
    year_id = begin_year(starts_on or usual[0], ends_on or usual[1], currency=association.currency)
    Account.objects.bulk_create(
        Account(
            id=new_id(),
            association_id=association.id,
            number=account.number,
            kind=account.kind.value,
            role=account.role.value,
            name=account.names[association.language if association.language in account.names else "en"],
            names=account.names,
        )
        for account in chart_of(association.country)
    )
    record(acts=[Act(action="ledger.books_opened", header={"year": str(year_id)})], actor=actor, at=at)
    return year_id

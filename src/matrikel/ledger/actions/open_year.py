"""Begin the next fiscal year."""

from datetime import date, datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.ledger.models import FiscalYear
from matrikel.ledger.rules.years import months_later
from matrikel.ledger.storage.years import YearRefused as YearRefused
from matrikel.ledger.storage.years import begin_year, lock_years


@action
def open_year(*, actor: Actor, at: datetime, ends_on: date | None = None, after: UUID | None = None) -> UUID:
    """
    Begin the fiscal year after the last one and return its id; `ends_on`, the day after its last, ends twelve months.

    Where `after` is not the last year any more, somebody has begun the next one already: nothing changes, and the last
    year is returned.

    :raises NotFound: the books are not open yet.
    :raises YearRefused: the year has a strange length.
    """
    one_at_a_time("ledger.open_year")
    last = FiscalYear.objects.filter(association_id=current_association()).order_by("-starts_on").first()
    if last is None:
        raise NotFound
    if after is not None and last.id != after:
        return last.id
    year_id = begin_year(
        last.ends_on, ends_on or months_later(last.ends_on, 12), currency=last.currency, others=lock_years()
    )
    record(acts=[Act(action="ledger.year_opened", header={"year": str(year_id)})], actor=actor, at=at)
    return year_id

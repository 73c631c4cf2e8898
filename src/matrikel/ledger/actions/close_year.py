"""Close a fiscal year: nothing is posted into it any more, for good."""

from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.ledger.models import FiscalYear
from matrikel.ledger.rules.years import why_not_close
from matrikel.ledger.storage.years import YearRefused as YearRefused
from matrikel.ledger.storage.years import lock_years
from matrikel.ledger.wording import why_year_refused
from matrikel.organisations.queries import get_association


@action
def close_year(*, year_id: UUID, actor: Actor, at: datetime) -> None:
    """
    Lock a fiscal year.

    :raises NotFound: there is no such year.
    :raises YearRefused: it is closed, goes on, or one before it is still open.
    """
    years = lock_years()
    year = next((year for year in years if year.id == year_id), None)
    if year is None:
        raise NotFound
    if wrong := why_not_close(year, years, get_association().day_of(at)):
        raise YearRefused(why_year_refused(wrong))
    FiscalYear.objects.filter(association_id=current_association(), id=year_id).update(
        closed_at=at, closed_by=actor.id
    )
    record(acts=[Act(action="ledger.year_closed", header={"year": str(year_id)})], actor=actor, at=at)

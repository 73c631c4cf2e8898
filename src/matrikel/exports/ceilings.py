"""How much one officer takes out and opens within a day before somebody else is asked or told."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from matrikel.exports.models import Ceilings
from matrikel.exports.rules.limits import MOST_LOOKS_A_DAY, ceiling_a_day
from matrikel.kernel.actors import Viewer
from matrikel.kernel.scope import current_association
from matrikel.selections.queries.counts import count_people
from matrikel.selections.rules import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingsRow:
    """The ceilings as the association has set them: people within 24 hours, None where the usual ones hold."""

    taken: int | None = None
    is_taken_raised: bool = False
    opened: int | None = None
    version: int = 0


def get_ceilings() -> CeilingsRow:
    """Return the ceilings of the current association."""
    found = _mine().values("taken", "is_taken_raised", "opened", "version").first()
    return CeilingsRow(**found) if found else CeilingsRow()


def usual_ceilings(*, viewer: Viewer, on: date) -> dict[str, int]:
    """Return what holds where nothing is set: of people taken out, and of pages of persons opened."""
    people, _about = count_people(question=Question(), on=on, viewer=viewer)
    return {"taken": ceiling_a_day(people), "opened": MOST_LOOKS_A_DAY}


def most_opened() -> Coalesce:
    """Return, as a part of another question, how many pages of persons an officer opens before others are told."""
    return Coalesce(
        Subquery(_mine().filter(opened__isnull=False).values(most=F("opened"))[:1]), Value(MOST_LOOKS_A_DAY)
    )


def _mine() -> QuerySet[Ceilings]:
    return Ceilings.objects.filter(association_id=current_association())

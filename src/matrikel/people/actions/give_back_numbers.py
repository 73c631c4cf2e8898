"""Give member numbers back to the series after the people who had them are gone as if they had never come."""

from datetime import datetime

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people import storage
from matrikel.people.models import NumberSeries


@action
def give_back_numbers(*, first: int, actor: Actor, at: datetime) -> int:
    """
    Let numbering go on from `first`, or behind the highest number that somebody has; returns the next number.

    Only for numbers that were never used: what a person had who left the register is not given to another.
    """
    series = (
        NumberSeries.objects.select_for_update()
        .filter(association_id=current_association(), name=storage.MEMBER_NUMBERS)
        .first()
    )
    if series is None or series.next_number <= first:
        return series.next_number if series else 1
    following = max(first, storage.highest_member_number() + 1)
    if following < series.next_number:
        header = {"from": series.next_number, "to": following}
        series.next_number = following
        series.save(update_fields=["next_number"])
        record(acts=[Act(action="people.numbers_given_back", header=header)], actor=actor, at=at)
    return series.next_number

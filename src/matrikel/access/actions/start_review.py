"""Start the yearly round: every role is asked about, and ends with the round unless somebody confirms it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from psycopg.types.range import Range

from matrikel.access.models import Review, ReviewedTerm, Term
from matrikel.access.rules import MEMBER
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association

OPEN_FOR = timedelta(days=30)


@action
def start_review(*, actor: Actor, at: datetime) -> UUID:
    """
    Ask about every role that is held today, and return the round.

    What nobody confirms within thirty days lapses: the terms are shortened to the round's end now, and confirming one
    puts its end back, so that nothing has to run on the last day. Whoever starts the round confirms their own roles
    by that, since nobody could be left otherwise. A round that is open still goes on.
    """
    association = get_association()
    on = association.day_of(at)
    one_at_a_time("terms")
    running = Review.objects.filter(association_id=association.id, ends_on__gt=on).first()
    if running is not None:
        return running.id
    review = Review.objects.create(
        id=new_id(),
        association_id=association.id,
        started_at=at,
        started_by=actor.id,
        ends_on=on + OPEN_FOR,
    )
    terms = list(
        Term.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=on), association_id=association.id, starts_on__lte=on
        )
        .exclude(role__code=MEMBER)
        .order_by("id")
    )
    asked = [
        ReviewedTerm(
            id=new_id(),
            association_id=association.id,
            review=review,
            term=term,
            was_until=term.ends_on,
            answer=ReviewedTerm.Answer.KEPT if term.account_id == actor.id else "",
            answered_by=actor.id if term.account_id == actor.id else None,
            answered_at=at if term.account_id == actor.id else None,
        )
        for term in terms
    ]
    ReviewedTerm.objects.bulk_create(asked)
    shorter = [
        term
        for term in terms
        if term.account_id != actor.id and (term.ends_on is None or term.ends_on > review.ends_on)
    ]
    for term in shorter:
        term.during = Range(term.starts_on, review.ends_on, "[)")
    Term.objects.bulk_update(shorter, ["during"])
    header = {"review": str(review.id), "terms": len(asked), "ends_on": review.ends_on.isoformat()}
    record(acts=[Act(action="access.review_started", header=header)], actor=actor, at=at)
    return review.id

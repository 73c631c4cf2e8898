"""Say of a role in the yearly round whether it goes on."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from psycopg.types.range import Range

from matrikel.access.actions.end_terms import end_terms
from matrikel.access.models import ReviewedTerm, Term
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association


class AnswerRefused(Refusal):
    """The role cannot be confirmed by whoever answers."""


@action
def answer_review(*, reviewed_id: UUID, keeps: bool, actor: Actor, at: datetime) -> None:
    """
    Confirm a role, which then ends where it ended before the round, or end it today.

    :raises NotFound: the round does not ask about it, or is over.
    :raises AnswerRefused: somebody answers about a role of their own.
    :raises TermRefused: nobody would be left who may give roles.
    """
    on = get_association().day_of(at)
    one_at_a_time("terms")
    mine = {"association_id": current_association()}
    asked = (
        ReviewedTerm.objects.select_related("review", "term")
        .filter(**mine, id=reviewed_id, review__ends_on__gt=on)
        .first()
    )
    if asked is None:
        raise NotFound
    if asked.term.account_id == actor.id:
        raise AnswerRefused(_("Somebody else has to confirm your own roles."))
    if keeps:
        # Where somebody has given it another end in the meantime, that stands.
        if asked.term.ends_on == asked.review.ends_on:
            Term.objects.filter(**mine, id=asked.term_id).update(
                during=Range(asked.term.starts_on, asked.was_until, "[)")
            )
        answer = ReviewedTerm.Answer.KEPT
    else:
        end_terms(term_ids=[asked.term_id], ends_on=on, actor=actor, at=at)
        answer = ReviewedTerm.Answer.ENDED
    ReviewedTerm.objects.filter(**mine, id=reviewed_id).update(
        answer=answer, answered_by=actor.id, answered_at=at
    )
    header = {"review": str(asked.review_id), "term": str(asked.term_id), "answer": answer.value}
    record(acts=[Act(action="access.review_answered", header=header)], actor=actor, at=at)

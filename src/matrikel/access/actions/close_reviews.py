"""Write down how a round about access ended, and forget invitations whose time is long over."""

from datetime import datetime, timedelta

from matrikel.access.actions.withdraw_officer_invitations import call_off_acts_about
from matrikel.access.models import Review, ReviewedTerm, TermInvitation
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association

KEPT_INVITATION = timedelta(days=30)


@action
def close_reviews(*, actor: Actor, at: datetime) -> int:
    """
    Record the result of every round that is over and not recorded yet, and return how many.

    Nothing else depends on it: what nobody confirmed has lapsed by itself.
    """
    mine = {"association_id": current_association()}
    old = TermInvitation.objects.filter(**mine, expires_at__lt=at - KEPT_INVITATION)
    call_off_acts_about(list(old.filter(accepted_at=None).values_list("id", flat=True)), at=at)
    old.delete()
    over = list(Review.objects.filter(**mine, ends_on__lte=get_association().day_of(at), noted_at=None))
    for review in over:
        answers = list(ReviewedTerm.objects.filter(**mine, review=review).values_list("answer", flat=True))
        header = {
            "review": str(review.id),
            "kept": answers.count(ReviewedTerm.Answer.KEPT),
            "ended": answers.count(ReviewedTerm.Answer.ENDED),
            "lapsed": answers.count(""),
        }
        record(acts=[Act(action="access.review_over", header=header)], actor=actor, at=at)
    Review.objects.filter(**mine, id__in=[review.id for review in over]).update(noted_at=at)
    return len(over)

"""Say of texts on the list of those to look at that they are needed as they are."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.models import TextToReview


@action
def settle_texts(*, review_ids: Sequence[UUID], actor: Actor, at: datetime) -> int:
    """Take texts off the list and return how many were on it; the log keeps that somebody looked, and who."""
    found = TextToReview.objects.select_related("person").filter(
        association_id=current_association(), id__in=list(review_ids)
    )
    texts = list(found)
    if not texts:
        return 0
    TextToReview.objects.filter(
        association_id=current_association(), id__in=[text.id for text in texts]
    ).delete()
    subjects = dict.fromkeys(text.person.audit_subject for text in texts if text.person)
    act = Act(action="people.text_settled", subjects=list(subjects), header={"texts": len(texts)})
    record(acts=[act], actor=actor, at=at)
    return len(texts)

"""Stop letters that have not left yet."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.mail.models import DUE_LETTER, Letter


@action
def stop_letters(*, letter_ids: Sequence[UUID], actor: Actor, at: datetime) -> int:
    """Stop those of these letters that have not left, and return how many; one that is leaving is waited for."""
    letters = list(
        Letter.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(DUE_LETTER, association_id=current_association(), id__in=letter_ids)
        .order_by("id")
    )
    if not letters:
        return 0
    ids = [letter.id for letter in letters]
    Letter.objects.filter(association_id=current_association(), id__in=ids).update(
        stopped_at=at, claimed_until=None
    )
    act = Act(
        action="mail.letters_stopped",
        subjects=sorted({letter.person.audit_subject for letter in letters if letter.person}),
        header={"letters": [str(letter_id) for letter_id in ids]},
    )
    record(acts=[act], actor=actor, at=at)
    return len(letters)

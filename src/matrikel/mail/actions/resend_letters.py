"""Let letters try again that were stopped, held back, given up, or came back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_opaque_id
from matrikel.kernel.jobs import defer
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.mail.actions.queue_letters import CHUNK_LETTERS
from matrikel.mail.models import Letter


@action
def resend_letters(*, letter_ids: Sequence[UUID], actor: Actor, at: datetime) -> int:
    """
    Queue these letters anew and return how many; those that wait or have arrived are left alone.

    Each gets another message id, so that a late report about the first try is not taken for one about the second.
    Whether they may leave is asked again when they do.
    """
    over = Q(given_up_at__isnull=False) | Q(held_at__isnull=False) | Q(stopped_at__isnull=False)
    letters = list(
        Letter.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(over | Q(returned_at__isnull=False), association_id=current_association(), id__in=letter_ids)
        .exclude(sealed=None)
        .order_by("id")
    )
    if not letters:
        return 0
    for letter in letters:
        letter.message_id, letter.next_try_at, letter.attempts = new_opaque_id(), at, 0
        letter.sent_at = letter.given_up_at = letter.held_at = letter.stopped_at = letter.returned_at = None
        letter.went_by = letter.reason = letter.answer = ""
        letter.claimed_until = None
    Letter.objects.bulk_update(
        letters,
        [
            "message_id", "next_try_at", "attempts", "sent_at", "given_up_at", "held_at", "stopped_at",
            "returned_at", "went_by", "reason", "answer", "claimed_until",
        ],
    )  # fmt: skip
    for _chunk in range(0, len(letters), CHUNK_LETTERS):
        defer("mail.deliver_letters")
    act = Act(
        action="mail.letters_resent",
        subjects=sorted({letter.person.audit_subject for letter in letters if letter.person}),
        header={"letters": [str(letter.id) for letter in letters]},
    )
    record(acts=[act], actor=actor, at=at)
    return len(letters)

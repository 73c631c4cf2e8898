"""Write down which letters of the association came back."""

from collections.abc import Sequence
from datetime import datetime

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.mail.models import Letter
from matrikel.mail.rules import HARD, Reason
from matrikel.mail.rules.returns import Returned
from matrikel.mail.signals import addresses_failed


@action
def note_returned_letters(*, returned: Sequence[Returned], actor: Actor, at: datetime) -> int:
    """
    Note what came back and return how many letters are new among it; the same report twice changes nothing.

    Addresses that do not exist, and complaints, are announced (`addresses_failed`).
    """
    told = {each.message_id: each for each in returned}
    letters = list(
        Letter.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(association_id=current_association(), message_id__in=list(told), returned_at=None)
        .exclude(sent_at=None)
        .order_by("id")
    )
    if not letters:
        return 0
    for letter in letters:
        word = told[letter.message_id]
        letter.returned_at, letter.reason, letter.answer = at, word.reason.value, word.status[:16]
    Letter.objects.bulk_update(letters, ["returned_at", "reason", "answer"])
    failed = [
        (bytes(letter.address_key), Reason(letter.reason))
        for letter in letters
        if letter.reason in (*HARD, Reason.COMPLAINT)
    ]
    if failed:
        addresses_failed.send(sender=Letter, failed=failed, at=at)
    subjects = sorted({letter.person.audit_subject for letter in letters if letter.person})
    act = Act(
        action="mail.letters_returned",
        subjects=subjects,
        header={"letters": [str(letter.id) for letter in letters]},
    )
    record(acts=[act], actor=actor, at=at)
    return len(letters)

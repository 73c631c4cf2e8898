"""Take in what mail servers sent back, whichever association wrote the letter."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import association_scope
from matrikel.mail.actions.note_returned_letters import note_returned_letters
from matrikel.mail.models import Notice
from matrikel.mail.queries.due import find_associations_of_letters
from matrikel.mail.rules.returns import Returned


def take_in_returned(*, returned: Sequence[Returned], actor: Actor, at: datetime) -> int:
    """
    Note what came back and return how many letters and notices are new among it.

    Opens the scopes of the associations itself, one transaction each, and is therefore always outermost. What names
    no letter of ours is left alone.
    """
    told = {each.message_id: each for each in returned}
    with transaction.atomic():
        homes = find_associations_of_letters(message_ids=list(told))
        noted = 0
        for notice in Notice.objects.filter(message_id__in=list(told), returned_at=None).exclude(
            sent_at=None
        ):
            word = told[notice.message_id]
            notice.returned_at, notice.reason, notice.answer = at, word.reason.value, word.status[:16]
            notice.save(update_fields=["returned_at", "reason", "answer"])
            noted += 1
    by_home: dict[UUID, list[Returned]] = {}
    for message_id, association_id in homes.items():
        by_home.setdefault(association_id, []).append(told[message_id])
    for association_id in sorted(by_home):
        with association_scope(association_id):
            noted += note_returned_letters(returned=by_home[association_id], actor=actor, at=at)
    return noted

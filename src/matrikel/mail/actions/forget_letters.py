"""Forget what old letters said, and later that there were any."""

from datetime import datetime, timedelta

from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.mail.models import DUE_LETTER, Attachment, Letter

WORDS_KEPT = timedelta(days=365)
LETTERS_KEPT = timedelta(days=730)
MOST_AT_ONCE = 5_000


@action
def forget_letters(*, at: datetime) -> int:
    """
    Delete the words and files of the association's letters after a year, and the letters after two.

    Returns how many letters were touched, at most `MOST_AT_ONCE` of each; what still waits to leave is kept.
    """
    mine = Letter.objects.filter(association_id=current_association())
    gone = list(
        mine.filter(queued_at__lt=at - LETTERS_KEPT)
        .order_by("queued_at")
        .values_list("id", flat=True)[:MOST_AT_ONCE]
    )
    silent = list(
        mine.filter(queued_at__lt=at - WORDS_KEPT)
        .exclude(sealed=None)
        .exclude(DUE_LETTER)
        .order_by("queued_at")
        .values_list("id", flat=True)[:MOST_AT_ONCE]
    )
    Attachment.objects.filter(association_id=current_association(), letter_id__in=[*gone, *silent]).delete()
    mine.filter(id__in=gone).delete()
    mine.filter(id__in=silent).update(sealed=None)
    return len({*gone, *silent})

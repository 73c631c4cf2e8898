"""Keep a form that a page has answered, so that its author can go back to the answer."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.authentication.actions.keep_draft import KEPT_FOR
from matrikel.authentication.models import Draft
from matrikel.authentication.storage import seal_draft
from matrikel.kernel.transactions import action

MOST_ANSWERED = 20
"""How many answers somebody can go back over; what is older is forgotten."""


@action
def keep_answered(
    *, account_id: UUID, draft_id: UUID, path: str, fields: Sequence[tuple[str, str]], at: datetime
) -> None:
    """
    Seal a form that was answered by a page, under an id that the page already names, beside those of before.

    Of all that is kept for somebody the latest twenty remain.
    """
    mine = Draft.objects.filter(account_id=account_id)
    latest = list(mine.order_by("-expires_at").values_list("id", flat=True)[: MOST_ANSWERED - 1])
    mine.exclude(id__in=latest).delete()
    Draft.objects.create(
        id=draft_id,
        account_id=account_id,
        sealed=seal_draft(draft_id, path, fields, had_file=False),
        expires_at=at + KEPT_FOR,
    )

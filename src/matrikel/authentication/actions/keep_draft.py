"""Keep a filled-in form while its author proves who they are."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from matrikel.authentication.models import Draft
from matrikel.authentication.storage import seal_draft
from matrikel.kernel.ids import new_id
from matrikel.kernel.transactions import action

KEPT_FOR = timedelta(minutes=30)


@action
def keep_draft(
    *, account_id: UUID, path: str, fields: Sequence[tuple[str, str]], had_file: bool = False, at: datetime
) -> UUID:
    """
    Seal a form for its author alone and return its id; the one kept before, if any, is forgotten.

    Of a file only that there was one is kept.
    """
    Draft.objects.filter(account_id=account_id).delete()
    draft_id = new_id()
    Draft.objects.create(
        id=draft_id,
        account_id=account_id,
        sealed=seal_draft(draft_id, path, fields, had_file=had_file),
        expires_at=at + KEPT_FOR,
    )
    return draft_id

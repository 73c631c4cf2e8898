"""Take consents away with what brought them: an import that is undone, a person entered by mistake."""

from collections.abc import Sequence
from uuid import UUID

from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.privacy.models import ConsentEvent


@action
def forget_consents(*, person_ids: Sequence[UUID], source_run: UUID | None = None) -> int:
    """
    Delete what is written about consents of these people; with `source_run` only what that import brought.

    Returns how many rows went. Whoever calls records why.
    """
    rows = ConsentEvent.objects.filter(association_id=current_association(), person_id__in=person_ids)
    if source_run is not None:
        rows = rows.filter(source_run=source_run)
    deleted, _ = rows.delete()
    return deleted

"""Let what imports know of people follow a change of theirs that was made and taken back."""

from collections.abc import Mapping
from uuid import UUID

from matrikel.imports.models import Touched
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def follow_versions(*, versions: Mapping[UUID, tuple[int, int]]) -> None:
    """
    Take note that people are again what they were, under a later version.

    `versions` are, by person, the version before the change and the one after it was taken back. Whom somebody had
    changed since the import keeps the version that the import knows, and so stays when it is taken back.
    """
    rows = Touched.objects.select_for_update().filter(
        association_id=current_association(), person_id__in=list(versions)
    )
    followed = [row for row in rows.order_by("id") if row.version == versions[row.person_id][0]]
    for row in followed:
        before, after = versions[row.person_id]
        # An update that only admitted somebody found the same version as the import before it has left.
        if row.version_before == before:
            row.version_before = after
        row.version = after
    Touched.objects.bulk_update(followed, ["version", "version_before"])

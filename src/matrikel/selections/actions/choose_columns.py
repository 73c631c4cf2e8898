"""Remember which columns somebody wants to see in a list."""

from collections.abc import Sequence

from matrikel.kernel.actors import Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.selections.models import ListColumns


@action
def choose_columns(*, list_code: str, columns: Sequence[str] | None, viewer: Viewer) -> None:
    """
    Keep the columns of one list for the account that looks, in their order; None goes back to the usual ones.

    What somebody likes to look at is nobody's business: nothing is written into the log.
    """
    if viewer.account_id is None:
        raise NotFound
    mine = {"association_id": current_association(), "account": viewer.account_id, "list_code": list_code}
    if columns is None:
        ListColumns.objects.filter(**mine).delete()
        return
    ListColumns.objects.update_or_create(
        **mine,
        defaults={"columns": list(dict.fromkeys(columns))},
        create_defaults={"id": new_id(), "columns": list(dict.fromkeys(columns))},
    )

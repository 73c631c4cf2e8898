"""Saved selections, and the columns that somebody chose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.asking import Ask, Asking, Rows
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.selections.filters import filters_for
from matrikel.selections.models import Segment
from matrikel.selections.queries.chosen_people import count_chosen
from matrikel.selections.rules import Chosen, Question, Sort, read_saved_question, read_saved_sort


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSelection:
    """
    A saved selection that the viewer may use.

    A frozen one asks for its own people; `question` says so, and can be asked like any other.
    """

    id: UUID
    name: str
    question: Question
    sort: Sort
    is_shared: bool
    is_own: bool
    is_frozen: bool
    frozen_at: datetime | None
    may_change: bool
    version: int


def visible_segments(viewer: Viewer) -> QuerySet[Segment]:
    """Return the rows that are the viewer's own or shared."""
    mine = Q(is_shared=True)
    if viewer.account_id is not None:
        mine |= Q(owner=viewer.account_id)
    return Segment.objects.filter(mine, association_id=current_association())


def may_change(owner: UUID, *, is_shared: bool, viewer: Viewer) -> bool:
    """Say whether a viewer may rename or remove a selection: their own, and shared ones with the right to settings."""
    return owner == viewer.account_id or (is_shared and viewer.may(Right.SETTINGS_EDIT))


def list_selections(*, viewer: Viewer) -> list[SavedSelection]:
    """Return saved selections in order of name; those that ask what this viewer may not ask are left out."""
    return _ask_selections(viewer).answer()


def ask_selections_and_columns(
    *, list_code: str, viewer: Viewer
) -> Asking[tuple[list[SavedSelection], Sequence[str] | None]]:
    """Ask for what `list_selections` and `find_columns` return: every list wants both, along with its people."""
    selections, columns = yield [_ask_selections(viewer), _ask_columns(list_code, viewer)]
    return selections, columns


# Every list asks this. Django's loader leaves jsonb as text for its own fields to read; json comes as what it says.
_SELECTIONS = (
    "SELECT id, owner, name, question::json, is_shared, is_frozen, frozen_at, version FROM selections_segment"
    " WHERE association_id = %(association)s AND (is_shared OR owner = %(account)s) ORDER BY name_key, id"
)
_COLUMNS = (
    "SELECT columns::json FROM selections_listcolumns"
    " WHERE association_id = %(association)s AND account = %(account)s AND list_code = %(list)s"
)


def _ask_selections(viewer: Viewer) -> Ask[list[SavedSelection]]:
    names = ("id", "owner", "name", "question", "is_shared", "is_frozen", "frozen_at", "version")

    def read(rows: Rows) -> list[SavedSelection]:
        found = [Segment(**dict(zip(names, row, strict=True))) for row in rows]
        asked = {code for each in found for code in read_saved_question(each.question).asked}
        allowed = set(filters_for(viewer, asked)) if asked else set()
        selections = [_row(each, viewer) for each in found]
        return [each for each in selections if each.is_frozen or set(each.question.asked) <= allowed]

    values = {"association": current_association(), "account": viewer.account_id}
    return Ask(statement=_SELECTIONS, values=values, read=read)


def get_selection(*, selection_id: UUID, viewer: Viewer) -> SavedSelection:
    """
    Return one saved selection.

    :raises NotFound: there is none for this viewer.
    """
    for row in list_selections(viewer=viewer):
        if row.id == selection_id:
            return row
    raise NotFound


def count_shared_of(*, account_id: UUID) -> int:
    """Return how many selections of an account are shared with everybody."""
    return Segment.objects.filter(
        association_id=current_association(), owner=account_id, is_shared=True
    ).count()


def count_selection(*, selection_id: UUID, on: date, viewer: Viewer) -> int:
    """
    Return how many people a saved selection finds today, exactly.

    :raises NotFound: there is none for this viewer.
    """
    question = get_selection(selection_id=selection_id, viewer=viewer).question
    return count_chosen(chosen=Chosen(question=question), on=on, viewer=viewer)


def _row(segment: Segment, viewer: Viewer) -> SavedSelection:
    question = (
        Question(asked={"frozen": (str(segment.id),)})
        if segment.is_frozen
        else read_saved_question(segment.question)
    )
    return SavedSelection(
        id=segment.id,
        name=segment.name,
        question=question,
        sort=read_saved_sort(segment.question),
        is_shared=segment.is_shared,
        is_own=segment.owner == viewer.account_id,
        is_frozen=segment.is_frozen,
        frozen_at=segment.frozen_at,
        may_change=may_change(segment.owner, is_shared=segment.is_shared, viewer=viewer),
        version=segment.version,
    )


def find_columns(*, list_code: str, viewer: Viewer) -> Sequence[str] | None:
    """Return the columns that the viewer chose for a list; None for the usual ones."""
    return _ask_columns(list_code, viewer).answer()


def _ask_columns(list_code: str, viewer: Viewer) -> Ask[Sequence[str] | None]:
    values = {"association": current_association(), "account": viewer.account_id, "list": list_code}
    return Ask(statement=_COLUMNS, values=values, read=lambda rows: rows[0][0] if rows else None)

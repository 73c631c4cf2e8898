"""Rename a saved selection, share it or not, or let it ask something else."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor, Viewer
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.transactions import action
from matrikel.people.rules.names import fold
from matrikel.selections.actions.save_selections import NameTaken
from matrikel.selections.queries.saved import may_change, visible_segments
from matrikel.selections.rules import BY_NAME, LONGEST_NAME, Question, Sort, write_question


class ChangedMeanwhile(Refusal):
    """Somebody else changed the selection first."""


@action
def change_selection(
    *,
    selection_id: UUID,
    version: int,
    name: str,
    is_shared: bool,
    question: Question | None = None,
    sort: Sort = BY_NAME,
    viewer: Viewer,
    actor: Actor,
    at: datetime,
) -> None:
    """
    Change one saved selection; without `question` it goes on asking the same, in the same order.

    :raises NotFound: there is none that this viewer may change.
    :raises ChangedMeanwhile: it has another version by now.
    :raises NameTaken: its owner has another one of that name.
    """
    found = visible_segments(viewer).filter(id=selection_id).select_for_update().first()
    if found is None or not may_change(found.owner, is_shared=found.is_shared, viewer=viewer):
        raise NotFound
    if found.version != version:
        raise ChangedMeanwhile(_("Somebody else changed this selection meanwhile. Look at it again."))
    found.name = name.strip()[:LONGEST_NAME]
    found.name_key = fold(found.name)
    found.is_shared = is_shared
    if question is not None and not found.is_frozen:
        found.question = write_question(question, sort)
    found.version += 1
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as error:
        raise NameTaken(_("There is a saved selection of this name already.")) from error
    header = {"selection": str(found.id), "shared": is_shared, "question": question is not None}
    record(acts=[Act(action="selections.selection_changed", header=header)], actor=actor, at=at)

"""Save selections: questions to ask again, or the people whom they find now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor, Viewer
from matrikel.kernel.bulk import CHUNK_ROWS, insert_many
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.people.rules.names import fold
from matrikel.selections.models import Segment, SegmentPerson
from matrikel.selections.queries.chosen_people import list_chosen
from matrikel.selections.rules import (
    BY_NAME,
    LONGEST_NAME,
    MOST_FROZEN,
    Chosen,
    Question,
    Sort,
    write_question,
)


class NameTaken(Refusal):
    """The officer has a saved selection of that name already."""


class TooManyToFreeze(Refusal):
    """So many people are better asked for anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSelection:
    """
    A selection to save, in an order; `frozen` are the people to keep, else the question is asked anew each time.

    The words of a question's search are not kept.
    """

    name: str
    question: Question
    is_shared: bool = False
    frozen: Chosen | None = None
    sort: Sort = BY_NAME


@action
def save_selections(
    *, selections: Sequence[NewSelection], viewer: Viewer, actor: Actor, at: datetime
) -> list[UUID]:
    """
    Save selections of the account that looks, and return their ids.

    :raises NameTaken: the account has one of that name.
    :raises TooManyToFreeze: more than 100,000 people would have to be kept.
    :raises NotFound: a question names something that this viewer may not ask.
    """
    association_id, owner = current_association(), viewer.account_id
    if owner is None:
        raise ValueError("Only an account keeps selections.")
    ids = []
    for selection in selections:
        name = selection.name.strip()[:LONGEST_NAME]
        segment = Segment(
            id=new_id(),
            association_id=association_id,
            owner=owner,
            name=name,
            name_key=fold(name),
            question=write_question(selection.question, selection.sort),
            is_shared=selection.is_shared,
            is_frozen=selection.frozen is not None,
            frozen_at=at if selection.frozen is not None else None,
            created_at=at,
        )
        _insert(segment)
        ids.append(segment.id)
        people = 0
        if selection.frozen is not None:
            people = _freeze(segment.id, selection.frozen, viewer, at)
        header = {
            "selection": str(segment.id),
            "filters": sorted(selection.question.asked),
            "shared": selection.is_shared,
            "frozen": people if segment.is_frozen else None,
        }
        record(acts=[Act(action="selections.selection_saved", header=header)], actor=actor, at=at)
    return ids


def _insert(segment: Segment) -> None:
    try:
        with transaction.atomic():
            segment.save(force_insert=True)
    except IntegrityError as error:
        raise NameTaken(_("You have a saved selection of this name already.")) from error


def _freeze(segment_id: UUID, chosen: Chosen, viewer: Viewer, at: datetime) -> int:
    found = list_chosen(chosen=chosen, on=get_association().day_of(at), viewer=viewer, most=MOST_FROZEN + 1)
    if len(found) > MOST_FROZEN:
        raise TooManyToFreeze(_("These are too many people to keep as they are. Narrow the list first."))
    association_id = current_association()
    for first in range(0, len(found), CHUNK_ROWS):
        insert_many(
            SegmentPerson,
            ("id", "association_id", "segment_id", "person_id"),
            [
                (new_id(), association_id, segment_id, person_id)
                for person_id in found[first : first + CHUNK_ROWS]
            ],
        )
    return len(found)

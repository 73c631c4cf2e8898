"""Take chosen people out of the register as a list: a file, or a sheet of paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor, Viewer
from matrikel.kernel.bulk import CHUNK_ROWS
from matrikel.kernel.errors import Refusal
from matrikel.kernel.transactions import action
from matrikel.people.filters.offers import Column, Value
from matrikel.selections.filters import columns_for
from matrikel.selections.queries.chosen_people import list_chosen
from matrikel.selections.queries.people import PersonRow, list_rows
from matrikel.selections.rules import Chosen

MOST_TAKEN = 50_000


class TooManyAtOnce(Refusal):
    """So many people do not go into one list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """People in alphabetical order, with what stands in the columns that their rooms offer."""

    rows: Sequence[PersonRow]
    columns: Mapping[str, Column]
    values: Mapping[str, Mapping[UUID, Value]]


@action
def take_out_people(
    *,
    chosen: Chosen,
    columns: Sequence[str],
    purpose: str,
    form: str,
    on: date,
    viewer: Viewer,
    actor: Actor,
    at: datetime,
) -> TakenOut:
    """
    Return chosen people with the columns named, and record for each of them that they were taken out, and for what.

    `form` says in which form (`csv`, `xlsx`, `paper`). Columns that come with every line (number, type, branch,
    status, since) need not be offered by a room. What is hidden about protected people is not in it.

    :raises TooManyAtOnce: more than 50,000 people are chosen.
    :raises NotFound: the choice names something that this viewer may not ask.
    """
    day = (chosen.question.on if chosen.question else None) or on
    ids = list_chosen(chosen=chosen, on=on, viewer=viewer, most=MOST_TAKEN + 1)
    if len(ids) > MOST_TAKEN:
        raise TooManyAtOnce(_("These are too many people for one list. Narrow it first."))
    offered = columns_for(viewer, columns)
    rows: list[PersonRow] = []
    values: dict[str, dict[UUID, Value]] = {code: {} for code in offered}
    for first in range(0, len(ids), CHUNK_ROWS):
        some = ids[first : first + CHUNK_ROWS]
        lines = list_rows(person_ids=some, on=day, viewer=viewer)
        rows += lines
        for code, column in offered.items():
            values[code].update(column.values(some, viewer, day))
        header = {
            "function": "list",
            "purpose": purpose,
            "form": form,
            "fields": list(columns),
            "persons": len(some),
        }
        act = Act(action="people.exported", subjects=[line.audit_subject for line in lines], header=header)
        record(acts=[act], actor=actor, at=at)
    return TakenOut(rows=rows, columns=offered, values=values)

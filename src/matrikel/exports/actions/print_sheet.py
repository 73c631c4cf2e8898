"""Write down that a group's people were taken out on a sheet to print, as every list that leaves is."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.audit.queries import list_subjects
from matrikel.exports.errors import ExportRefused
from matrikel.exports.models import Export
from matrikel.kernel.actors import Actor, Viewer
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.privacy.queries import list_purposes

SHEET_COLUMNS = ("age", "phone", "email")
REPORT = "group_sheet"
SAME_SHEET = timedelta(minutes=1)
"""A page that is loaded again within so short a time is the same sheet."""


@action
def print_sheet(
    *,
    group_id: UUID,
    subjects: Sequence[UUID],
    hidden: int,
    purpose: str,
    language: str,
    viewer: Viewer,
    on: date,
    actor: Actor,
    at: datetime,
) -> UUID:
    """
    Record one print about everybody on the sheet, by their audit subjects, and return its export's id.

    `hidden` says how many protected people were left out. Whoever loads the same sheet again within a minute, for the
    same and with the same people, is not recorded twice.

    :raises ExportRefused: nobody is on it, or the association has no such purpose.
    """
    if purpose not in {each.code for each in list_purposes(on=on)}:
        raise ExportRefused(_("Choose a purpose."), "purpose")
    if not subjects:
        raise ExportRefused(_("Nobody is on this list."))
    # Two clicks at once would each find nothing recorded yet.
    one_at_a_time("sheets", actor.id)
    question = {"asked": {"group": [str(group_id)]}}
    if (same := _recorded_just_now(question, subjects, purpose, actor, at)) is not None:
        return same
    export_id = new_id()
    header = {
        "function": REPORT,
        "export": str(export_id),
        "report": REPORT,
        "purpose": purpose,
        "form": Export.Form.SHEET.value.lower(),
        "fields": list(SHEET_COLUMNS),
        "filters": sorted(question["asked"]),
        "persons": len(subjects),
    }
    act = Act(action="people.exported", subjects=list(subjects), header=header)
    (entry_id,) = record(acts=[act], actor=actor, at=at)
    Export.objects.create(
        id=export_id,
        association_id=current_association(),
        state=Export.State.PRINTED,
        report=REPORT,
        form=Export.Form.SHEET,
        purpose=purpose,
        columns=list(SHEET_COLUMNS),
        question=question,
        language=language,
        unit_ids=[str(unit) for unit in viewer.unit_ids or ()],
        people=len(subjects),
        done=len(subjects),
        rows=len(subjects),
        left_out={"PROTECTED": hidden} if hidden else {},
        entry_id=entry_id,
        account=actor.id,
        actor_kind=actor.kind.value,
        actor_name=actor.name,
        actor_role=actor.role,
        created_at=at,
        confirmed_at=at,
        finished_at=at,
    )
    return export_id


def _recorded_just_now(
    question: dict[str, dict[str, list[str]]],
    subjects: Sequence[UUID],
    purpose: str,
    actor: Actor,
    at: datetime,
) -> UUID | None:
    last = (
        Export.objects.filter(
            association_id=current_association(),
            account=actor.id,
            created_at__gt=at - SAME_SHEET,
            report=REPORT,
            purpose=purpose,
            question=question,
        )
        .order_by("-created_at", "-id")
        .first()
    )
    if last is None or last.entry_id is None:
        return None
    told = list_subjects(entry_id=last.entry_id, most=len(subjects) + 1)
    return last.id if set(told) == set(subjects) else None

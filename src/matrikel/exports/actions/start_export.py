"""Say what is to leave the register, for what and to whom; nothing leaves before it was seen and confirmed."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.exports.errors import ExportRefused
from matrikel.exports.held import held_of
from matrikel.exports.lines import OWN_COLUMNS, WITH_THE_LINE, shown_in
from matrikel.exports.models import Export
from matrikel.exports.outside import ask_outside
from matrikel.exports.rules.gate import needs_reason
from matrikel.exports.rules.limits import LONGEST_REASON, MOST_COLUMNS, most_of
from matrikel.exports.storage import Said, seal_said, write_question_of
from matrikel.kernel.actors import Actor, Viewer
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.privacy.queries import list_purposes
from matrikel.selections.filters import columns_for
from matrikel.selections.queries.chosen_people import count_chosen
from matrikel.selections.rules import Chosen


@action
def start_export(
    *,
    chosen: Chosen,
    columns: Sequence[str],
    purpose: str,
    form: str,
    report: str = "people",
    recipient_id: UUID | None = None,
    reason: str = "",
    language: str,
    viewer: Viewer,
    on: date,
    actor: Actor,
    at: datetime,
) -> UUID:
    """
    Keep what was asked for and return the export's id; it waits for a yes.

    :raises ExportRefused: nobody is chosen, or too many; the association has no such purpose; a reason is missing; or
        the recipient may not receive this.
    :raises NotFound: the choice or the recipient is none of this association's, or not for this viewer.
    """
    if purpose not in {each.code for each in list_purposes(on=on)}:
        raise ExportRefused(_("Choose a purpose."), "purpose")
    if form not in Export.Form.values or form == Export.Form.SHEET:
        raise ExportRefused(_("Choose a form."), "form")
    offered = columns_for(viewer, columns)
    wanted = [code for code in dict.fromkeys(columns) if code in offered or code in WITH_THE_LINE]
    wanted = [] if form in OWN_COLUMNS else wanted[:MOST_COLUMNS]
    held = held_of(shown_in(form, wanted))
    reason = reason.strip()[:LONGEST_REASON]
    if needs_reason(held) and not reason:
        raise ExportRefused(_("Something sensitive is to be in it. Write down why it is needed."), "reason")
    ask_outside(recipient_id=recipient_id, purpose=purpose, held=held, viewer=viewer, on=on)
    people = count_chosen(chosen=chosen, on=on, viewer=viewer)
    if not people:
        raise ExportRefused(_("Nobody is on this list."))
    if people > most_of(form):
        raise ExportRefused(
            _("So many people do not fit on paper. Narrow the list, or take a spreadsheet."), "form"
        )
    export_id = new_id()
    Export.objects.create(
        id=export_id,
        association_id=current_association(),
        report=report,
        form=form,
        purpose=purpose,
        recipient_id=recipient_id,
        columns=wanted,
        question=write_question_of(chosen),
        sealed_said=seal_said(export_id, Said(chosen=chosen, reason=reason)),
        language=language,
        unit_ids=[str(unit) for unit in viewer.unit_ids or ()],
        people=people,
        account=actor.id,
        actor_kind=actor.kind.value,
        actor_name=actor.name,
        actor_role=actor.role,
        created_at=at,
    )
    header = {"export": str(export_id), "purpose": purpose, "form": form.lower(), "people": people}
    record(acts=[Act(action="exports.asked", header=header)], actor=actor, at=at)
    return export_id

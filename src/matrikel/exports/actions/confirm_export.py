"""Say yes to an export that was seen."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.exports.ceilings import get_ceilings, usual_ceilings
from matrikel.exports.errors import ExportRefused
from matrikel.exports.held import held_of
from matrikel.exports.lines import shown_in
from matrikel.exports.making import hold_export, make_file
from matrikel.exports.models import Export
from matrikel.exports.outside import ask_outside
from matrikel.exports.rules.limits import AT_ONCE, most_taken
from matrikel.kernel.actors import Actor, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.jobs import defer
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association


@action
def confirm_export(*, export_id: UUID, viewer: Viewer, actor: Actor, at: datetime) -> None:
    """
    Let the file be made: at once for some hundred people, by a job for more.

    Whoever has taken out more within a day than the association lets one officer take out waits until somebody else
    lets the list go.

    :raises ExportRefused: it does not wait for a yes, or its recipient may not receive it any more.
    :raises NotFound: this viewer has asked for no such export.
    """
    export = hold_export(export_id)
    if export.account != viewer.account_id:
        raise NotFound
    if export.state != Export.State.REVIEW:
        raise ExportRefused(_("This list is not waiting for a confirmation."))
    on = get_association().day_of(at)
    ask_outside(
        recipient_id=export.recipient_id,
        purpose=export.purpose,
        held=held_of(shown_in(export.form, export.columns)),
        viewer=viewer,
        on=on,
    )
    if _is_too_much(export, viewer, on, at):
        export.state = Export.State.PAUSED
        export.save(update_fields=["state"])
        paused = {"export": str(export_id), "people": export.people}
        record(acts=[Act(action="exports.paused", header=paused)], actor=actor, at=at)
        return
    export.state, export.confirmed_at = Export.State.MAKING, at
    export.save(update_fields=["state", "confirmed_at"])
    header = {"export": str(export_id), "purpose": export.purpose, "people": export.people}
    record(acts=[Act(action="exports.confirmed", header=header)], actor=actor, at=at)
    if export.people <= AT_ONCE:
        make_file(export_id=export_id, viewer=viewer, at=at)
    else:
        defer("exports.make", export_id=export_id)


def _is_too_much(export: Export, viewer: Viewer, on: date, at: datetime) -> bool:
    # Two lists confirmed at once would each be counted without the other.
    one_at_a_time("exports of a day", export.account)
    taken = Export.objects.filter(
        association_id=export.association_id,
        account=export.account,
        confirmed_at__gt=at - timedelta(days=1),
    )
    before: int = taken.aggregate(found=Sum("people"))["found"] or 0
    usual, said = usual_ceilings(viewer=viewer, on=on)["taken"], get_ceilings()
    return before + export.people > most_taken(usual, said.taken, was_raised=said.is_taken_raised)

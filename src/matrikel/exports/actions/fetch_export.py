"""Hand over an export's file, and write down that it was handed over."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.exports.errors import ExportRefused
from matrikel.exports.making import hold_export
from matrikel.exports.models import Export
from matrikel.exports.storage import read_file
from matrikel.kernel.actors import Actor, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.transactions import action


@action
def fetch_export(*, export_id: UUID, viewer: Viewer, actor: Actor, at: datetime) -> bytes:
    """
    Return the file to whoever asked for it.

    :raises ExportRefused: it is not ready, or gone after its seven days.
    :raises NotFound: this viewer has asked for no such export.
    """
    export = hold_export(export_id)
    if export.account is None or export.account != viewer.account_id:
        raise NotFound
    if export.state != Export.State.READY or export.gone_at is None or export.gone_at <= at:
        raise ExportRefused(_("This file is gone. Take the list out again if you still need it."))
    export.fetched += 1
    export.save(update_fields=["fetched"])
    header = {"export": str(export_id), "purpose": export.purpose, "persons": export.rows}
    record(acts=[Act(action="exports.fetched", header=header)], actor=actor, at=at)
    return read_file(export_id)

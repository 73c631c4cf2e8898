"""Makes the file of an export: step by step in transactions of their own, with no more of it in memory than a step."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from matrikel.audit.actions.add_subjects import add_subjects
from matrikel.audit.actions.record import Act, record
from matrikel.exports.formats.csv import CsvWriter
from matrikel.exports.formats.files import About, Line, MakeWriter, Writer
from matrikel.exports.formats.pdf import LabelsWriter, PdfWriter, RollWriter
from matrikel.exports.formats.xlsx import XlsxWriter
from matrikel.exports.lines import Made, headings_of, leaving_of, lines_of
from matrikel.exports.models import Export
from matrikel.exports.rules.limits import KEPT
from matrikel.exports.storage import SealedFile, read_said, remove_files
from matrikel.exports.words import words
from matrikel.kernel.actors import Actor, ActorKind, Viewer
from matrikel.kernel.bulk import CHUNK_ROWS
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.organisations.queries import AssociationDetails, get_association
from matrikel.selections.queries.chosen_people import walk_chosen

STEP_ROWS = 2_000
WRITERS: dict[str, MakeWriter] = {
    "CSV": CsvWriter,
    "XLSX": XlsxWriter,
    "PDF": PdfWriter,
    "LABELS": LabelsWriter,
    "ROLL": RollWriter,
}
_ID_BYTES = 16


class Stopped(Exception):
    """Somebody cancelled the export, or took it back, while it was made."""


def hold_export(export_id: UUID) -> Export:
    """
    Return the export and hold it until the transaction ends.

    :raises NotFound: there is no such export in this association.
    """
    export = (
        Export.objects.select_for_update().filter(association_id=current_association(), id=export_id).first()
    )
    if export is None:
        raise NotFound
    return export


def maker_of(export: Export) -> Actor:
    """Who asked for the export: the job acts in that name."""
    return Actor(
        kind=ActorKind(export.actor_kind),
        id=export.account,
        name=export.actor_name,
        role=export.actor_role,
    )


def make_file(*, export_id: UUID, viewer: Viewer, at: datetime) -> None:
    """
    Make an export's file and write down, in one entry, what it holds and about whom.

    The file can be fetched once all of that is there. A maker that died begins again; whoever is told to stop stops.
    """
    with transaction.atomic():
        association = get_association()
        export = hold_export(export_id)
        if export.state != Export.State.MAKING:
            return
        remove_files([export_id])
        Export.objects.filter(association_id=association.id, id=export_id).update(done=0)
    zone = ZoneInfo(association.time_zone)
    with translation.override(export.language), timezone.override(zone):
        try:
            _make(export, association, viewer=viewer, at=at)
        except Stopped:
            with transaction.atomic():
                remove_files([export_id])


def _make(export: Export, association: AssociationDetails, *, viewer: Viewer, at: datetime) -> None:
    today = association.day_of(at)
    file, subjects, writer = SealedFile(export.id), bytearray(), None
    left_out: dict[str, int] = {}
    with transaction.atomic():
        chosen = read_said(export).chosen
    on = (chosen.question.on if chosen.question else None) or today
    pages = walk_chosen(chosen=chosen, on=today, viewer=viewer, rows=STEP_ROWS)
    rows = 0
    while True:
        with transaction.atomic():
            held = _still_making(export.id)
            ids = next(pages, None)
            if ids is None:
                writer = writer or _begin(export, association, viewer, file, [], at)
                writer.finish()
                _finish(held, file=file, rows=rows, left_out=left_out, subjects=subjects, at=at)
                return
            made = lines_of(ids, export=leaving_of(export), association=association, viewer=viewer, on=on)
            if writer is None:
                writer = _begin(export, association, viewer, file, made.lines[:200], at)
            writer.add(made.lines)
            _take(made, subjects, left_out)
            rows += len(made.subjects)
            held.done += len(ids)
            held.save(update_fields=["done"])


def _still_making(export_id: UUID) -> Export:
    export = hold_export(export_id)
    if export.state != Export.State.MAKING:
        raise Stopped
    return export


def _take(made: Made, subjects: bytearray, left_out: dict[str, int]) -> None:
    for subject in made.subjects:
        subjects += subject.bytes
    for reason, count in made.left_out.items():
        left_out[reason] = left_out.get(reason, 0) + count


def _begin(
    export: Export,
    association: AssociationDetails,
    viewer: Viewer,
    file: SealedFile,
    sample: Sequence[Line],
    at: datetime,
) -> Writer:
    return WRITERS[export.form](
        file,
        headings=headings_of(leaving_of(export), viewer),
        about=about_of(export, association, at),
        sample=sample,
    )


def about_of(export: Export, association: AssociationDetails, at: datetime) -> About:
    """Return what a file says about itself."""
    day = association.day_of(at).isoformat()
    purpose = words().purpose(export.purpose)
    facts = [(_("Taken out"), day), (_("For"), purpose)]
    if export.recipient is not None:
        facts.append((_("Goes to"), export.recipient.name))
    return About(
        title=association.name_in(export.language),
        foot=_("Export %(id)s of %(day)s, for %(purpose)s. Delete it when it has served.")
        % {"id": export.id, "day": day, "purpose": purpose},
        facts=[*facts, (_("Number of the export"), str(export.id))],
        sheet=_("About this list"),
        language=export.language,
    )


def _finish(
    export: Export,
    *,
    file: SealedFile,
    rows: int,
    left_out: dict[str, int],
    subjects: bytearray,
    at: datetime,
) -> None:
    """Write down what left: one entry, about everybody in the file, in the transaction that lets the file go."""
    export.sha256, export.size, export.rows, export.left_out = file.finish(), file.size, rows, left_out
    export.state, export.finished_at, export.gone_at = Export.State.READY, at, at + KEPT
    header: dict[str, object] = {
        "function": "list",
        "export": str(export.id),
        "report": export.report,
        "purpose": export.purpose,
        "form": export.form.lower(),
        "fields": export.columns,
        "filters": sorted((export.question or {}).get("asked", {})),
        "persons": rows,
        "sha256": export.sha256,
    }
    if export.recipient_id is not None:
        header["recipient"] = str(export.recipient_id)
    act = Act(action="people.exported", header=header)
    (export.entry_id,) = record(acts=[act], actor=maker_of(export), at=at)
    step = CHUNK_ROWS * _ID_BYTES
    for first in range(0, len(subjects), step):
        some = bytes(subjects[first : first + step])
        add_subjects(
            entry_id=export.entry_id,
            subjects=[
                UUID(bytes=some[place : place + _ID_BYTES]) for place in range(0, len(some), _ID_BYTES)
            ],
        )
    export.save()

"""Carries the rows of a file of several clubs to the clubs' associations, each in a transaction of its own."""

from collections.abc import Mapping as Lookup
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from matrikel.audit.actions.record import Act, record
from matrikel.imports.checking import mapping_of
from matrikel.imports.formats.table import Row
from matrikel.imports.models import Chunk, FilePart, Run
from matrikel.imports.places import club_column, withheld_fields
from matrikel.imports.rules.beside import club_key
from matrikel.imports.rules.fields import ColumnReason, ColumnState, Field, Mapping, column_as_json
from matrikel.imports.rules.text import clean
from matrikel.imports.runs import starter_of
from matrikel.imports.staging import keep_rows, rows_of
from matrikel.kernel.actors import Actor
from matrikel.kernel.jobs import defer
from matrikel.kernel.scope import association_scope, current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association


@dataclass(frozen=True, slots=True)
class Shares:
    """What goes on: from which run, in whose name, under which columns, and which club is which association."""

    run_id: UUID
    actor: Actor
    mapping: Mapping
    plain: dict[str, Any]
    clubs: dict[str, UUID]
    chunks: tuple[int, ...]


def hand_on(*, association_id: UUID, run_id: UUID, at: datetime) -> None:
    """
    Hand every row on to its club's association; may be repeated, and doubles nothing.

    Runs with no transaction open: each association's rows are a transaction of its own.
    """
    with association_scope(association_id), transaction.atomic():
        shares = _shares_of(run_id)
    if shares is None:
        return
    for number in shares.chunks:
        with association_scope(association_id), transaction.atomic():
            parts = _parted(shares, number)
        for club, rows in parts.items():
            with association_scope(club), transaction.atomic():
                receive_rows(shares=shares, number=number, rows=rows, at=at)
    for club in sorted(set(shares.clubs.values())):
        with association_scope(club), transaction.atomic():
            begin_check(shares=shares, at=at)
    with association_scope(association_id), transaction.atomic():
        _forget_rows(run_id)


def run_of(run_id: UUID, club: UUID) -> UUID:
    """The id of the run that a club has of a file; the same however often the rows are handed on."""
    return uuid5(run_id, str(club))


def _shares_of(run_id: UUID) -> Shares | None:
    run = Run.objects.select_for_update().filter(association_id=current_association(), id=run_id).first()
    if run is None or run.state != Run.State.HANDED_ON:
        return None
    numbers = Chunk.objects.filter(association_id=run.association_id, run_id=run.id).order_by("number")
    return Shares(
        run_id=run.id,
        actor=starter_of(run),
        mapping=mapping_of(run),
        plain={
            "file_name": run.file_name,
            "file_size": run.file_size,
            "sheet": run.sheet,
            "header_row": run.header_row,
            "on_match": run.on_match,
            "on_doubt": run.on_doubt,
            "on_couple": run.on_couple,
            "wants_households": run.wants_households,
        },
        clubs={club["key"]: UUID(club["association"]) for club in run.clubs if club.get("association")},
        chunks=tuple(numbers.values_list("number", flat=True)),
    )


def _parted(shares: Shares, number: int) -> Lookup[UUID, list[Row]]:
    chunk = Chunk.objects.get(association_id=current_association(), run_id=shares.run_id, number=number)
    place = club_column(shares.mapping)
    parts: dict[UUID, list[Row]] = {}
    for row, cells in rows_of(chunk):
        name = clean(cells[place]) if place is not None and place < len(cells) else ""
        club = shares.clubs.get(club_key(name))
        if club is not None:
            parts.setdefault(club, []).append((row, cells))
    return parts


@action
def receive_rows(*, shares: Shares, number: int, rows: list[Row], at: datetime) -> None:
    """Keep some rows for the current association, unless they are there already."""
    run = _run_here(shares, at)
    mine = Chunk.objects.filter(association_id=run.association_id, run_id=run.id)
    if run.state == Run.State.READING and not mine.filter(number=number).exists():
        keep_rows(run.id, number, rows)


@action
def begin_check(*, shares: Shares, at: datetime) -> None:
    """Let the rows be checked, now that all are there; chunks are numbered without gaps from here on."""
    run = (
        Run.objects.select_for_update()
        .filter(association_id=current_association(), id=run_of(shares.run_id, current_association()))
        .first()
    )
    if run is None or run.state != Run.State.READING:
        return
    chunks = list(Chunk.objects.filter(association_id=run.association_id, run_id=run.id).order_by("number"))
    for place, chunk in enumerate(chunks):
        chunk.number = place
        chunk.save(update_fields=["number"])
    run.state = Run.State.CHECKING
    run.save()
    defer("imports.check_rows", run_id=run.id)


def _run_here(shares: Shares, at: datetime) -> Run:
    association_id = current_association()
    run_id = run_of(shares.run_id, association_id)
    run = Run.objects.select_for_update().filter(association_id=association_id, id=run_id).first()
    if run is not None:
        return run
    association = get_association()
    withheld = withheld_fields(association, on=association.day_of(at)) | {Field.CLUB}
    columns = [
        replace(column, state=ColumnState.LEFT_OUT, reason=_why_out(column.field))
        if column.is_mapped and column.field in withheld
        else column
        for column in shares.mapping
    ]
    run = Run.objects.create(
        id=run_id,
        association_id=association_id,
        batch_id=shares.run_id,
        columns=[column_as_json(column) for column in columns],
        actor_kind=shares.actor.kind.value,
        actor_id=shares.actor.id,
        actor_name=shares.actor.name,
        actor_role=shares.actor.role,
        created_at=at,
        **shares.plain,
    )
    record(
        acts=[Act(action="imports.started", header={"run": str(run.id), "batch": str(shares.run_id)})],
        actor=shares.actor,
        at=at,
    )
    return run


def _why_out(field: Field) -> ColumnReason:
    if field is Field.NATIONAL_NUMBER:
        return ColumnReason.NUMBER_FORBIDDEN
    return ColumnReason.FOLLOWS_FROM_OTHERS if field is Field.CLUB else ColumnReason.NOT_NEEDED


def _forget_rows(run_id: UUID) -> None:
    """What has gone on is kept where it belongs; rows of clubs that were left out are kept nowhere."""
    mine = {"association_id": current_association(), "run_id": run_id}
    FilePart.objects.filter(**mine).delete()
    Chunk.objects.filter(**mine).delete()

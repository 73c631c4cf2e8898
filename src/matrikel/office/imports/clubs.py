"""A file of several clubs: which association each club is, and how the import stands in all of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matrikel.imports.actions.confirm_import import confirm_import
from matrikel.imports.actions.share_by_club import share_by_club
from matrikel.imports.actions.undo_import import undo_import
from matrikel.imports.queries import ClubShare, RunDetails, find_run_of_batch, get_run
from matrikel.imports.rules.beside import club_key
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import Refusal
from matrikel.kernel.scope import association_scope
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.imports import run as run_pages
from matrikel.office.imports import wording
from matrikel.office.imports.allowed import refuse_what_is_not_allowed
from matrikel.office.imports.reach import Club, clubs_reached
from matrikel.ui.formatting import number
from matrikel.ui.listing import Cell, Column, Row

MOST_SHOWN = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class ClubRow:
    """One club of the file with the choice of its association."""

    place: int
    key: str
    name: str
    rows: int
    chosen: str


@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def clubs(request: HttpRequest, association: str, run_id: UUID) -> HttpResponse:
    """
    Ask which association each club of the file is; afterwards tell how it stands there, and act on all at once.

    Every association is asked and changed in a transaction of its own.
    """
    with transaction.atomic():
        entered = _enter(request, association, run_id)
    if entered.status_code != ENTERED:
        return entered
    here: OfficeRequest = request  # type: ignore[assignment]
    details: RunDetails = request.details  # type: ignore[attr-defined]
    reached = clubs_reached(
        association_id=here.association.id,
        account_id=here.account.pk,
        reached=list(here.reached),
        at=here.now,
    )
    if request.method == "POST":
        if details.run.state == "REVIEW":
            answered = _share(request, association, run_id, details, reached)
        else:
            answered = _act_on_all(here, details, reached)
        if answered is not None:
            return answered
        return redirect(address(here, "import_clubs", run_id=run_id))
    with transaction.atomic():
        if details.run.state == "REVIEW":
            return _ask(request, association, details, reached)
    runs = _runs(here, details, reached)
    with transaction.atomic():
        return _tell(request, association, details, runs)


clubs.door = Right.PEOPLE_IMPORT.value  # type: ignore[attr-defined]
ENTERED = 204


@needs(Right.PEOPLE_IMPORT)
def _enter(request: OfficeRequest, run_id: UUID) -> HttpResponse:
    details = get_run(run_id=run_id, at=request.now)
    if not details.clubs or details.run.state not in ("REVIEW", "HANDED_ON"):
        return redirect(address(request, "import_run", run_id=run_id))
    request.details = details  # type: ignore[attr-defined]
    return HttpResponse(status=ENTERED)


# --- Which club is which association ----------------------------------------------------------------------


@needs(Right.PEOPLE_IMPORT)
def _ask(
    request: OfficeRequest, details: RunDetails, reached: Sequence[Club], *, status: int = 200
) -> HttpResponse:
    by_key = {club_key(club.name): str(club.id) for club in reached}
    by_key |= {club_key(club.slug): str(club.id) for club in reached}
    rows = [
        ClubRow(
            place=place,
            key=share.key,
            name=share.name or _("Rows without a club"),
            rows=share.rows,
            chosen=by_key.get(share.key, "") if share.key else "",
        )
        for place, share in enumerate(details.clubs[:MOST_SHOWN])
    ]
    context = run_pages.head(request, details) | {
        "details": details,
        "tabs": run_pages.tabs(request, details, "import_clubs"),
        "rows": rows,
        # What leads on from here is the form's own button.
        "asks_clubs": True,
        "known": sum(bool(row.chosen) for row in rows),
        "unknown": sum(not row.chosen for row in rows),
        "options": [(str(club.id), club.name) for club in reached],
        "clubs_url": address(request, "import_clubs", run_id=details.run.id),
        "more": max(0, len(details.clubs) - MOST_SHOWN),
    }
    return show(request, "office/imports/clubs.html", context, status=status)


def _share(
    request: HttpRequest, association: str, run_id: UUID, details: RunDetails, reached: Sequence[Club]
) -> HttpResponse | None:
    allowed = {str(club.id): club.id for club in reached}
    chosen = {
        share.key: allowed[said]
        for place, share in enumerate(details.clubs[:MOST_SHOWN])
        if (said := request.POST.get(f"club_{place}", "")) in allowed
    }
    here: OfficeRequest = request  # type: ignore[assignment]
    try:
        with transaction.atomic():
            share_by_club(run_id=run_id, clubs=chosen, actor=here.actor, at=here.now)
    except Refusal as refusal:
        with transaction.atomic():
            messages.warning(request, str(refusal))
            return _ask(request, association, details, reached, status=422)
    return None


# --- How it stands in all of them -------------------------------------------------------------------------


def _runs(
    request: OfficeRequest, details: RunDetails, reached: Sequence[Club]
) -> list[tuple[Club, RunDetails | None, int]]:
    """Each club that somebody may see with its run; a club without the right is not there."""
    rows: dict[str, int] = {}
    for share in details.clubs:
        rows[share.association] = rows.get(share.association, 0) + share.rows
    found = []
    for club in reached:
        if str(club.id) not in rows:
            continue
        with association_scope(club.id), transaction.atomic():
            run = find_run_of_batch(batch_id=details.run.id, at=request.now)
        found.append((club, run, rows[str(club.id)]))
    return found


@needs(Right.PEOPLE_IMPORT)
def _tell(
    request: OfficeRequest,
    details: RunDetails,
    runs: Sequence[tuple[Club, RunDetails | None, int]],
) -> HttpResponse:
    there = [run for _club, run, _rows in runs if run is not None]
    at_work = sum(run.run.state in run_pages.AT_WORK for run in there) + len(runs) - len(there)
    columns = (
        Column(label=_("Club"), primary=True),
        Column(label=_("State")),
        Column(label=_("Rows"), numeric=True),
        Column(label=_("New"), numeric=True),
        Column(label=_("Updated"), numeric=True),
        Column(label=_("Problems"), numeric=True),
        Column(label=_("Done"), numeric=True),
    )
    rows = [_told(club, run, count) for club, run, count in runs]
    context = run_pages.head(request, details) | {
        "details": details,
        "columns": columns,
        "pairs": [(row, tuple(zip(columns, row.cells, strict=True))) for row in rows],
        "clubs_url": address(request, "import_clubs", run_id=details.run.id),
        "waiting": sum(run.run.state == "REVIEW" for run in there),
        "undoable": sum(run.run.can_undo for run in there),
        "at_work": at_work,
        "left_out": _left_out(details.clubs),
    }
    return show(request, "office/imports/clubs_result.html", context)


def _told(club: Club, run: RunDetails | None, rows: int) -> Row:
    if run is None:
        cells = (Cell(text=club.name), Cell(text=_("being handed on")), Cell(text=number(rows)))
        return Row(id=str(club.id), label=club.name, cells=(*cells, *(Cell() for _place in range(4))))
    found = run.run
    url = reverse("office:import_run", kwargs={"association": club.slug, "run_id": found.id})
    is_over = bool(found.applied_rows)
    return Row(
        id=str(club.id),
        label=club.name,
        cells=(
            Cell(text=club.name, url=url),
            Cell(pills=(wording.state_pill(found.state),)),
            Cell(text=number(found.rows or rows)),
            Cell(text=number(found.added if is_over else found.add)),
            Cell(text=number(found.updated if is_over else found.update)),
            Cell(text=number(found.problems) if found.problems else ""),
            Cell(text=number(found.applied_rows) if found.applied_rows else ""),
        ),
    )


def _left_out(shares: Sequence[ClubShare]) -> str:
    out = [share for share in shares if not share.association]
    if not out:
        return ""
    rows = sum(share.rows for share in out)
    names = ", ".join(share.name or _("Rows without a club") for share in out[:10])
    said = ngettext("%(rows)s row was left out: %(names)s", "%(rows)s rows were left out: %(names)s", rows)
    return said % {"rows": number(rows), "names": names + (", …" if len(out) > 10 else "")}


def _act_on_all(request: OfficeRequest, details: RunDetails, reached: Sequence[Club]) -> HttpResponse | None:
    act = request.POST.get("act", "")
    if act not in ("confirm", "undo"):
        return None
    only = request.POST.getlist("club")
    done = 0
    for club, run, _rows in _runs(request, details, reached):
        if run is None or (only and str(club.id) not in only):
            continue
        wanted = run.run.state == "REVIEW" if act == "confirm" else run.run.can_undo
        if wanted and _done(request, club, run, _confirm if act == "confirm" else _undo):
            done += 1
    if done:
        said = (
            ngettext("%(count)s club is brought in.", "%(count)s clubs are brought in.", done)
            if act == "confirm"
            else ngettext("%(count)s club is taken back.", "%(count)s clubs are taken back.", done)
        )
        messages.success(request, said % {"count": number(done)})
    return None


def _done(
    request: OfficeRequest, club: Club, run: RunDetails, act: Callable[[OfficeRequest, UUID], bool]
) -> bool:
    try:
        with association_scope(club.id), transaction.atomic():
            if act(request, run.run.id):
                return True
            why = _("The register has changed since this list was checked. Look at the new numbers first.")
    except Refusal as refusal:
        why = str(refusal)
    messages.warning(request, _("%(club)s: %(why)s") % {"club": club.name, "why": why})
    return False


def _confirm(request: OfficeRequest, run_id: UUID) -> bool:
    refuse_what_is_not_allowed(request, get_run(run_id=run_id, at=request.now).columns)
    return confirm_import(run_id=run_id, actor=request.actor, at=request.now)


def _undo(request: OfficeRequest, run_id: UUID) -> bool:
    undo_import(run_id=run_id, actor=request.actor, at=request.now)
    return True

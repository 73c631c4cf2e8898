"""The rows of people who are there already, or may be: what is done with all of them, and with each."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matrikel.imports.actions.choose_rows import RowWish, choose_rows
from matrikel.imports.actions.set_mapping import set_mapping
from matrikel.imports.errors import ImportRefused
from matrikel.imports.queries import MatchedPerson, MatchedRow, RunDetails, get_run, list_matched
from matrikel.imports.rules.parts import BEYOND
from matrikel.imports.rules.plan import Action, Meets, OnDoubt, OnMatch
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.imports import run as run_pages
from matrikel.office.imports import wording
from matrikel.ui.formatting import number
from matrikel.ui.parts import Pill

PAGE_ROWS = 50
ASKED = "asked"
"""Of the rows of people who are there those that say otherwise than what is newer in the register."""
KINDS = {
    "import_rows": (Meets.KNOWN, Meets.PERHAPS_KNOWN),
    "import_doubles": (Meets.ROW, Meets.PERHAPS_ROW),
}
"""Which rows stand on which page: those of people of the register, and those of people who are in the file twice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DifferenceView:
    """One thing that the file says otherwise than the register, in words."""

    name: str
    old: str
    new: str
    # What stands stays, as the row is decided.
    is_kept: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class RowView:
    """One row as the page shows it: what stands in the file, whom it meets, and the choice."""

    row: int
    key: int
    title: str
    facts: tuple[str, ...]
    pill: Pill
    whom: tuple[tuple[str, str, str], ...]  # name, what tells the person apart, address
    line: str
    # What stands in the register and what would come instead: name, old, new, and what becomes of it.
    differences: tuple[DifferenceView, ...]
    options: tuple[tuple[str, str], ...]
    chosen: str


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_IMPORT)
def rows(request: OfficeRequest, run_id: UUID) -> HttpResponse:
    """Show the rows of people who are there already in pages; take a choice for all of them, or one for each."""
    return _answer(request, run_id, "import_rows")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_IMPORT)
def doubles(request: OfficeRequest, run_id: UUID) -> HttpResponse:
    """Show the rows of people who stand in the file twice; take a choice for each."""
    return _answer(request, run_id, "import_doubles")


def _answer(request: OfficeRequest, run_id: UUID, page: str) -> HttpResponse:
    details = get_run(run_id=run_id, at=request.now)
    if details.run.state != "REVIEW":
        return redirect(address(request, "import_run", run_id=run_id))
    state = _read_state(page, request.GET if request.method != "POST" else request.POST)
    if request.method == "POST":
        try:
            if "for_all" in request.POST and page == "import_rows":
                _choose_for_all(request, run_id)
            else:
                choose_rows(run_id=run_id, wishes=_wishes(request.POST), actor=request.actor, at=request.now)
                messages.success(request, _("Your choices are written down."))
        except ImportRefused as refusal:
            messages.warning(request, str(refusal))
        return redirect(_url(request, page, run_id, state))
    return show(request, "office/imports/rows.html", _page(request, page, details, state))


def _choose_for_all(request: OfficeRequest, run_id: UUID) -> None:
    set_mapping(
        run_id=run_id,
        on_match=request.POST.get("on_match", ""),
        on_doubt=request.POST.get("on_doubt", ""),
        forget_choices=True,
        actor=request.actor,
        at=request.now,
    )
    messages.success(request, _("All rows are checked under your choice."))


def _page(
    request: OfficeRequest, name: str, details: RunDetails, state: Mapping[str, str]
) -> dict[str, object]:
    run_id = details.run.id
    page = list_matched(
        run_id=run_id,
        viewer=request.viewer,
        after=state["after"],
        limit=PAGE_ROWS,
        meets=[state["meets"]] if state["meets"] not in ("", ASKED) else KINDS[name],
        only_asked=state["meets"] == ASKED,
    )
    is_about_register = name == "import_rows"
    trail = [mark for mark in state["trail"].split(",") if mark]
    return {
        **run_pages.head(request, details),
        "details": details,
        "tabs": run_pages.tabs(request, details, name),
        "rows_url": address(request, name, run_id=run_id),
        "part": run_pages.part_name(name),
        "asks_for_all": is_about_register,
        "state": run_pages.head(request, details)["state"],
        "kept": [(name, value) for name, value in state.items() if value],
        "count_line": _count_line(details, is_about_register=is_about_register),
        "kinds": [
            (wording.meets_name(kind), _url(request, name, run_id, {"meets": kind}), state["meets"] == kind)
            for kind in _kinds(name)
        ],
        "on_match": [(each.value, wording.on_match_name(each), each == details.on_match) for each in OnMatch],
        "on_doubt": [(each.value, wording.on_doubt_name(each), each == details.on_doubt) for each in OnDoubt],
        "row_views": [_view(request, row, details) for row in page.rows],
        "next_url": _url(
            request,
            name,
            run_id,
            {**state, "after": page.next, "trail": ",".join([*trail, *filter(None, [state["after"]])])},
        )
        if page.next
        else "",
        "previous_url": _url(
            request,
            name,
            run_id,
            {**state, "after": trail[-1] if trail else "", "trail": ",".join(trail[:-1])},
        )
        if state["after"]
        else "",
    }


def _kinds(page: str) -> tuple[str, ...]:
    kinds = ("", *(each.value for each in KINDS[page]))
    return (*kinds, ASKED) if page == "import_rows" else kinds


def _count_line(details: RunDetails, *, is_about_register: bool) -> str:
    if is_about_register:
        count = details.matched
        said = ngettext(
            "%(count)s row means, or may mean, somebody of the register",
            "%(count)s rows mean, or may mean, somebody of the register",
            count,
        )
    else:
        count = details.doubled
        said = ngettext(
            "%(count)s row means, or may mean, whom another row of the file means",
            "%(count)s rows mean, or may mean, whom another row of the file means",
            count,
        )
    return said % {"count": number(count)}


def _view(request: OfficeRequest, row: MatchedRow, details: RunDetails) -> RowView:
    born = wording.date_or_text(row.born)
    return RowView(
        row=row.row,
        key=row.key,
        title=row.name,
        facts=tuple(filter(None, (born, row.contact, row.address))),
        pill=wording.row_pill(row.action, is_same=row.is_same, is_laid=row.is_laid, asks=row.asks),
        whom=tuple(
            (known.name, _told_apart(known), address(request, "person", person_id=known.id))
            for known in row.people
            if not known.is_hidden
        ),
        line=wording.meets_line(row),
        differences=() if row.action == Action.ADD else _differences(request, row),
        options=_options(row, details),
        chosen=_chosen(row),
    )


def _differences(request: OfficeRequest, row: MatchedRow) -> tuple[DifferenceView, ...]:
    home = request.association.country
    return tuple(
        DifferenceView(
            name=capfirst(wording.difference_name(each.name)),
            old=wording.difference_value(each.name, each.old, home=home),
            new=wording.difference_value(each.name, each.new, home=home),
            is_kept=row.asks and each.is_newer,
        )
        for each in row.differences
    )


def _told_apart(known: MatchedPerson) -> str:
    parts = [wording.date_or_text(known.born)] if known.born else []
    if known.member_number:
        parts.append(_("No. %(number)s") % {"number": known.member_number})
    return " · ".join(parts)


def _options(row: MatchedRow, details: RunDetails) -> tuple[tuple[str, str], ...]:
    options = [("", _("As for all rows of this kind"))]
    names = {
        Action.UPDATE: _("Lay it together with row %(row)s") % {"row": number(row.other_row or 0)},
        Action.ADD: _("Add it as somebody else"),
        Action.SKIP: _("Leave it out"),
    }
    if row.meets == Meets.ROW:
        options = [("", names[Action.UPDATE])]
        return (*options, ("add", names[Action.ADD]), ("skip", names[Action.SKIP]))
    if row.meets == Meets.PERHAPS_ROW:
        return (("", names[Action.ADD]), ("update", names[Action.UPDATE]), ("skip", names[Action.SKIP]))
    if row.asks:
        options = [("", _("Keep what stands, take the rest"))]
    for choice in row.offered:
        if choice == Action.UPDATE and row.meets == Meets.PERHAPS_KNOWN:
            options += [
                (
                    f"update:{known.id}",
                    _("Update %(name)s")
                    % {"name": ", ".join(filter(None, (known.name, _told_apart(known)))) or _("that person")},
                )
                for known in row.people
            ]
        elif choice == Action.UPDATE and row.asks:
            options.append((choice, _("Take all that the list says")))
        else:
            options.append((choice, wording.row_choice(choice)))
    return tuple(options)


def _chosen(row: MatchedRow) -> str:
    if not row.is_chosen or (row.meets == Meets.ROW and row.action == Action.UPDATE):
        return ""
    if row.meets == Meets.PERHAPS_ROW:
        return "update" if row.is_laid else "" if row.action == Action.ADD else row.action
    if row.action == Action.UPDATE and row.meets == Meets.PERHAPS_KNOWN and row.people:
        return f"update:{row.people[0].id}"
    return row.action


def _wishes(posted: QueryDict) -> list[RowWish]:
    wishes = []
    for name, said in posted.items():
        place = name.removeprefix("row_")
        if name == place or not (place.isascii() and place.isdecimal() and len(place) <= len(str(BEYOND))):
            continue
        if int(place) >= BEYOND:
            continue
        choice, _colon, ref = str(said).partition(":")
        wishes.append(RowWish(row=int(place), choice=choice, person_id=_uuid(ref)))
    return wishes[: PAGE_ROWS * 2]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _read_state(page: str, query: Mapping[str, str]) -> dict[str, str]:
    meets = query.get("meets", "")
    return {
        "meets": meets if meets in _kinds(page) else "",
        "after": _mark(query.get("after", "")),
        "trail": ",".join(filter(None, map(_mark, query.get("trail", "").split(",")[-200:]))),
    }


def _mark(text: str) -> str:
    parts = text.split(".")
    is_mark = len(parts) == 2 and all(part.isascii() and part.isdecimal() and len(part) < 9 for part in parts)
    return text if is_mark else ""


def _url(request: OfficeRequest, page: str, run_id: UUID, state: Mapping[str, str]) -> str:
    path = address(request, page, run_id=run_id)
    query = urlencode({name: value for name, value in state.items() if value})
    return f"{path}?{query}" if query else path

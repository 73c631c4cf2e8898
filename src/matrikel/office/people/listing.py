"""The people list: searched as one types, filtered by chips, paged by place in the alphabet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.memberships.queries import MembershipTypeRow, list_membership_types
from matrikel.memberships.rules import Status
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people import wording
from matrikel.organisations.queries import UnitRow, list_units
from matrikel.selections.queries.people import PAGE_ROWS, PeoplePage, PersonRow, list_people
from matrikel.selections.rules import Question
from matrikel.ui.formatting import number
from matrikel.ui.listing import (
    Cell,
    Chip,
    Column,
    Filter,
    Listing,
    Option,
    Row,
    render_results,
    state_url,
    wants_results,
)

POSTCODES = re.compile(r"\s*([0-9A-Za-z ]{1,10}?)\s*(?:[-–]\s*([0-9A-Za-z ]{1,10}?)\s*)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """What the address says of the list, checked."""

    filters: Mapping[str, str]
    wanted: Question
    after: UUID | None
    before: UUID | None
    first_row: int | None


@require_safe
@needs(Right.PEOPLE_SEE)
def people(request: OfficeRequest) -> HttpResponse:
    """Show one page of the list."""
    types, units = list_membership_types(), list_units()
    state = read_state(request.GET, types, units)
    page = list_people(
        question=state.wanted, on=request.today, viewer=request.viewer, after=state.after, before=state.before
    )
    listing = _listing(request, state, page, types, units)
    if wants_results(request):
        return render_results(request, listing)
    return show(
        request,
        "office/people/list.html",
        {
            "listing": listing,
            "import_url": address(request, "imports") if request.viewer.may(Right.PEOPLE_IMPORT) else "",
            "new_url": address(request, "new_member") if request.viewer.may(Right.PEOPLE_EDIT) else "",
        },
    )


def read_state(query: Mapping[str, str], types: list[MembershipTypeRow], units: list[UnitRow]) -> State:
    """
    Read the list's state from its address; what is not understood asks for nothing.

    :raises NotFound: a type or branch is named that is not of this association.
    """
    status = query.get("status", "") if query.get("status") in set(Status) else ""
    type_id, unit_id = _id(query.get("type", "")), _id(query.get("unit", ""))
    if type_id is not None and type_id not in {found.id for found in types}:
        raise NotFound
    if unit_id is not None and unit_id not in {found.id for found in units}:
        raise NotFound
    postcodes = POSTCODES.fullmatch(query.get("postcode", ""))
    first, last = (postcodes[1] or "", postcodes[2] or "") if postcodes else ("", "")
    search = query.get("q", "").replace("\x00", "").strip()[:200]
    row = query.get("row", "")
    return State(
        filters={
            "q": search,
            "status": status,
            "type": str(type_id or ""),
            "unit": str(unit_id or ""),
            "postcode": f"{first}–{last}" if last else first,
        },
        wanted=Question(
            search=search,
            asked={
                code: (value,)
                for code, value in (
                    ("status", status),
                    ("type", str(type_id or "")),
                    ("unit", str(unit_id or "")),
                    ("postcode", f"{first}–{last}" if last else first),
                )
                if value
            },
        ),
        after=_id(query.get("after", "")),
        before=_id(query.get("before", "")),
        first_row=int(row) if row.isascii() and row.isdecimal() and len(row) < 9 else None,
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _bare(postcode: str) -> str:
    return postcode.replace(" ", "").upper()


def _with_branches_below(unit_id: UUID | None, units: list[UnitRow]) -> list[UUID]:
    if unit_id is None:
        return []
    wanted = {unit_id}
    for unit in units:  # parents come before their children
        if unit.parent_id in wanted:
            wanted.add(unit.id)
    return sorted(wanted)


_SOMEBODY = str(UUID(int=0))


def _listing(
    request: OfficeRequest,
    state: State,
    page: PeoplePage,
    types: list[MembershipTypeRow],
    units: list[UnitRow],
) -> Listing:
    path = address(request, "people")
    is_narrowed = any(state.filters.values())
    has_units = bool(units)
    may_import, may_add = request.viewer.may(Right.PEOPLE_IMPORT), request.viewer.may(Right.PEOPLE_EDIT)
    # Looked up once: an address per row took as long as the rows themselves.
    person_address = address(request, "person", person_id=_SOMEBODY)
    return Listing(
        title=_("People"),
        url=path,
        self_url=state_url(path, state.filters),
        count_line=_count_line(page, is_narrowed=is_narrowed),
        search_label=_("Filter by name, number, e-mail"),
        search_value=state.filters["q"],
        kept=tuple((name, value) for name, value in state.filters.items() if value and name != "q"),
        chips=_chips(path, state.filters, types, units),
        clear_url=path if is_narrowed else "",
        filters=_filters(path, state.filters, types, units),
        columns=(
            Column(label=_("Name"), primary=True),
            Column(label=_("No."), numeric=True, quiet=True),
            Column(label=_("Type")),
            *((Column(label=_("Branch")),) if has_units else ()),
            Column(label=_("Status")),
            Column(label=_("Since"), numeric=True, quiet=True),
        ),
        rows=tuple(_row(row, person_address, has_units=has_units) for row in page.rows),
        range_line=_range_line(state, page),
        next_url=_next_url(path, state, page),
        previous_url=_previous_url(path, state, page),
        empty_title=_("Nobody is here yet"),
        empty_text=_("Bring in the list that you have, or add the first member by hand."),
        empty_url=address(request, "imports" if may_import else "new_member")
        if may_import or may_add
        else "",
        empty_action=_("Import a list") if may_import else _("Add member"),
    )


def _row(row: PersonRow, person_address: str, *, has_units: bool) -> Row:
    name = wording.shown_name(row)
    return Row(
        id=str(row.id),
        label=name,
        cells=(
            Cell(
                text=name,
                url=person_address.replace(_SOMEBODY, str(row.id)),
                initials="••" if row.is_protected else row.initials,
                pills=(wording.protected_pill(),) if row.is_protected else (),
            ),
            Cell(text=row.member_number),
            Cell(text=row.type_names),
            *((Cell(text=row.unit_name),) if has_units else ()),
            Cell(pills=(wording.status_pill(row.status),)),
            Cell(text=_since(row)),
        ),
    )


def _since(row: PersonRow) -> str:
    if row.member_since is None:
        return ""
    return "?" if row.since_precision == "UNKNOWN" else str(row.member_since.year)


def _count_line(page: PeoplePage, *, is_narrowed: bool) -> str:
    count = number(page.count)
    if page.count_is_about:
        return (
            _("more than %(count)s people") % {"count": count}
            if page.count < 1_000
            else _("about %(count)s people") % {"count": count}
        )
    if is_narrowed:
        return ngettext("%(count)s person found", "%(count)s people found", page.count) % {"count": count}
    return ngettext("%(count)s person", "%(count)s people", page.count) % {"count": count}


def _first_row(state: State) -> int | None:
    return state.first_row if state.after or state.before else 1


def _range_line(state: State, page: PeoplePage) -> str:
    first = _first_row(state)
    if first is None or not page.rows:
        return ""
    last = min(first + len(page.rows) - 1, max(page.count, len(page.rows)))
    numbers = {"first": number(first), "last": number(max(first, last)), "count": number(page.count)}
    if page.count_is_about:
        return _("%(first)s–%(last)s of about %(count)s") % numbers
    return _("%(first)s–%(last)s of %(count)s") % numbers


def _next_url(path: str, state: State, page: PeoplePage) -> str:
    if page.next_after is None:
        return ""
    first = _first_row(state)
    row = str(first + len(page.rows)) if first is not None else ""
    return state_url(path, state.filters, after=str(page.next_after), row=row)


def _previous_url(path: str, state: State, page: PeoplePage) -> str:
    if page.previous_before is None:
        return ""
    first = _first_row(state)
    row = str(max(1, first - PAGE_ROWS)) if first is not None else ""
    return state_url(path, state.filters, before=str(page.previous_before), row=row)


def _chips(
    path: str, filters: Mapping[str, str], types: list[MembershipTypeRow], units: list[UnitRow]
) -> tuple[Chip, ...]:
    labels: dict[str, str] = {}
    if filters["status"]:
        labels["status"] = _("Status: %(name)s") % {"name": wording.status_name(Status(filters["status"]))}
    if filters["type"]:
        chosen = next(found.name for found in types if str(found.id) == filters["type"])
        labels["type"] = _("Type: %(name)s") % {"name": chosen}
    if filters["unit"]:
        chosen = next(found.name for found in units if str(found.id) == filters["unit"])
        labels["unit"] = _("Branch: %(name)s") % {"name": chosen}
    if filters["postcode"]:
        labels["postcode"] = _("Postcode %(name)s") % {"name": filters["postcode"]}
    return tuple(
        Chip(label=label, remove_url=state_url(path, {**filters, name: ""})) for name, label in labels.items()
    )


def _filters(
    path: str, filters: Mapping[str, str], types: list[MembershipTypeRow], units: list[UnitRow]
) -> tuple[Filter, ...]:
    def options(name: str, choices: list[tuple[str, str]]) -> tuple[Option, ...]:
        return tuple(
            Option(label=label, url=state_url(path, {**filters, name: value}), current=filters[name] == value)
            for value, label in choices
        )

    found = [
        Filter(
            label=_("Status"),
            options=options(
                "status", [(status.value, capfirst(wording.status_name(status))) for status in Status]
            ),
        )
    ]
    if types:
        found.append(
            Filter(label=_("Type"), options=options("type", [(str(each.id), each.name) for each in types]))
        )
    if units:
        branches = [(str(unit.id), "\u2003" * unit.depth + unit.name) for unit in units]
        found.append(Filter(label=_("Branch"), options=options("unit", branches)))
    found.append(
        Filter(
            label=_("Postcode begins with, or from–to"),
            name="postcode",
            value=filters["postcode"],
            hint="67–69",
        )
    )
    return tuple(found)

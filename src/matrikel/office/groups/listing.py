"""The list of groups: what there is, how many lead and how many take part."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from matrikel.groups.queries.groups import GroupFilter, GroupPage, GroupRow, list_groups, list_seasons
from matrikel.groups.rules import Kind
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.groups import wording
from matrikel.office.people.reach import units_in_reach
from matrikel.organisations.queries import UnitRow
from matrikel.organisations.rules.modules import Module
from matrikel.ui.formatting import current_language, number
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
from matrikel.ui.parts import Pill, Tone

STATES = ("alone", "over", "all")
"""What the address may say; nothing means the groups that are not over."""


@require_safe
@needs(Right.PEOPLE_SEE, module=Module.GROUPS)
def groups(request: OfficeRequest) -> HttpResponse:
    """Show one page of the list."""
    units = units_in_reach(request.viewer)
    state, wanted = _read_state(request.GET, units)
    page = list_groups(
        wanted=wanted,
        viewer=request.viewer,
        on=request.today,
        after=_id(request.GET.get("after", "")),
        before=_id(request.GET.get("before", "")),
    )
    listing = _listing(request, state, page, units)
    if wants_results(request):
        return render_results(request, listing)
    new_url = address(request, "new_group") if request.viewer.may(Right.PEOPLE_EDIT) else ""
    return show(request, "office/groups/list.html", {"listing": listing, "new_url": new_url})


def _read_state(query: Mapping[str, str], units: list[UnitRow]) -> tuple[dict[str, str], GroupFilter]:
    kind, state = query.get("kind", ""), query.get("state", "")
    unit_id = _id(query.get("unit", ""))
    if unit_id is not None and unit_id not in {unit.id for unit in units}:
        raise NotFound
    kept = {
        "q": query.get("q", "").replace("\x00", "").strip()[:200],
        "kind": kind if kind in set(Kind) else "",
        "state": state if state in STATES else "",
        "season": query.get("season", "").replace("\x00", "").strip()[:20],
        "unit": str(unit_id or ""),
    }
    return kept, GroupFilter(
        search=kept["q"],
        kind=kept["kind"],
        season=kept["season"],
        state={"alone": "alone", "over": "over", "all": ""}.get(kept["state"], "current"),
        unit_ids=_with_branches_below(unit_id, units),
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _with_branches_below(unit_id: UUID | None, units: list[UnitRow]) -> list[UUID]:
    wanted = {unit_id} if unit_id else set()
    for unit in units:  # parents come before their children
        if unit.parent_id in wanted:
            wanted.add(unit.id)
    return sorted(wanted)


def _listing(
    request: OfficeRequest, state: Mapping[str, str], page: GroupPage, units: list[UnitRow]
) -> Listing:
    path = address(request, "groups")
    is_narrowed = any(state.values())
    may_edit = request.viewer.may(Right.PEOPLE_EDIT)
    count_line = (
        ngettext("%(count)s group found", "%(count)s groups found", page.count)
        if is_narrowed
        else ngettext("%(count)s group", "%(count)s groups", page.count)
    )
    return Listing(
        title=_("Groups"),
        url=path,
        self_url=state_url(path, state),
        count_line=count_line % {"count": number(page.count)},
        search_label=_("Search by name"),
        search_value=state["q"],
        kept=tuple((name, value) for name, value in state.items() if value and name != "q"),
        chips=_chips(path, state, units),
        clear_url=path if is_narrowed else "",
        filters=_filters(request, path, state, units),
        columns=(
            Column(label=_("Group"), primary=True),
            Column(label=_("Kind"), quiet=True),
            Column(label=_("Season")),
            *((Column(label=_("Branch")),) if units else ()),
            Column(label=_("Leaders"), numeric=True),
            Column(label=_("Others"), numeric=True),
        ),
        rows=tuple(_row(request, row, has_units=bool(units)) for row in page.rows),
        range_line=ngettext("%(shown)s of %(count)s group", "%(shown)s of %(count)s groups", page.count)
        % {"shown": number(len(page.rows)), "count": number(page.count)},
        next_url=state_url(path, state, after=str(page.next_after)) if page.next_after else "",
        previous_url=state_url(path, state, before=str(page.previous_before)) if page.previous_before else "",
        empty_title=_("There are no groups yet"),
        empty_text=_(
            "A team, a course, a choir, a committee: begin with one, then add the people who are in it."
        ),
        empty_url=address(request, "new_group") if may_edit else "",
        empty_action=_("Add a group"),
    )


def _row(request: OfficeRequest, group: GroupRow, *, has_units: bool) -> Row:
    over = (Pill(tone=Tone.QUIET, text=_("over")),) if group.is_over(request.today) else ()
    # A group whose leader left is a group that nobody looks after: the nought says so in amber.
    alone = not group.leaders and group.others and not over
    leaders = Cell(pills=(Pill(tone=Tone.AMBER, text=_("nobody")),)) if alone else _number(group.leaders)
    return Row(
        id=str(group.id),
        label=wording.full_name(group),
        cells=(
            Cell(text=group.name, url=address(request, "group", group_id=group.id), pills=over),
            Cell(text=capfirst(wording.kind_name(group.kind))),
            Cell(text=group.season),
            *((Cell(text=group.unit_name),) if has_units else ()),
            leaders,
            _number(group.others),
        ),
    )


def _number(count: int) -> Cell:
    return Cell(text=number(count))


def _chips(path: str, state: Mapping[str, str], units: list[UnitRow]) -> tuple[Chip, ...]:
    labels = {}
    if state["kind"]:
        labels["kind"] = capfirst(wording.kind_name(Kind(state["kind"])))
    if state["season"]:
        labels["season"] = _("Season: %(name)s") % {"name": state["season"]}
    if state["state"]:
        labels["state"] = {
            "alone": _("Groups that nobody leads"),
            "over": _("Groups that are over"),
            "all": _("Also those over"),
        }[state["state"]]
    if state["unit"]:
        chosen = next(unit for unit in units if str(unit.id) == state["unit"])
        labels["unit"] = _("Branch: %(name)s") % {"name": chosen.name_in(current_language())}
    return tuple(
        Chip(label=label, remove_url=state_url(path, {**state, name: ""})) for name, label in labels.items()
    )


def _filters(
    request: OfficeRequest, path: str, state: Mapping[str, str], units: list[UnitRow]
) -> tuple[Filter, ...]:
    language = current_language()

    def options(name: str, choices: list[tuple[str, str]]) -> tuple[Option, ...]:
        return tuple(
            Option(label=label, url=state_url(path, {**state, name: value}), current=state[name] == value)
            for value, label in choices
        )

    found = [
        Filter(
            label=_("Kind"),
            options=options("kind", [(kind.value, capfirst(wording.kind_name(kind))) for kind in Kind]),
        ),
        Filter(
            label=_("Time"),
            options=options(
                "state",
                [
                    ("", _("Groups of today")),
                    ("alone", _("Groups that nobody leads")),
                    ("over", _("Groups that are over")),
                    ("all", _("All of them")),
                ],
            ),
        ),
    ]
    seasons = list_seasons(viewer=request.viewer)
    if seasons:
        found.append(Filter(label=_("Season"), options=options("season", [(name, name) for name in seasons])))
    if units:
        branches = [(str(unit.id), "\u2003" * unit.depth + unit.name_in(language)) for unit in units]
        found.append(Filter(label=_("Branch"), options=options("unit", branches)))
    return tuple(found)

"""The sheet on which one chooses filters: every filter that the rooms offer, in groups, found by typing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address
from matrikel.office.selections import wording
from matrikel.office.selections.searching import WORDS
from matrikel.office.selections.sheets import show_sheet
from matrikel.office.selections.state import SAVED, SORT, State, read_state
from matrikel.people.filters.offers import Filter, FilterKind, read_days, read_numbers
from matrikel.selections.filters import filters_for
from matrikel.selections.queries.questions import ON
from matrikel.ui.listing import state_url


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A box to tick."""

    value: str
    label: str
    depth: int
    is_on: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """One filter as the sheet asks for it: boxes, a text, or the two ends of a range."""

    code: str
    label: str
    kind: str
    hint: str
    choices: Sequence[Choice] = ()
    text: str = ""
    first: str = ""
    last: str = ""
    is_on: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Filters under one heading."""

    label: str
    filters: Sequence[Asking]


@require_safe
@needs(Right.PEOPLE_SEE)
def filters(request: OfficeRequest) -> HttpResponse:
    """Show every filter with what is on."""
    state = read_state(request)
    path = address(request, "people")
    kept = {WORDS: state.search.token, SAVED: str(state.saved or ""), SORT: state.sort.as_text()}
    return show_sheet(
        request,
        "office/selections/filters.html",
        {
            "groups": _groups(request, state),
            "list_url": path,
            "clear_url": state_url(path, {WORDS: state.search.token}),
            "kept": [(name, value) for name, value in kept.items() if value],
            "on_name": ON,
            "on": state.question.on,
        },
    )


def _groups(request: OfficeRequest, state: State) -> list[Group]:
    offered = {
        code: each
        for code, each in filters_for(request.viewer).items()
        if (module := wording.module_of(code)) is None or request.association.has(module)
    }
    groups: list[Group] = []
    seen: set[str] = set()
    for label, codes in wording.GROUPS:
        found = [_asking(offered[code], request, state) for code in codes if code in offered]
        seen.update(codes)
        if kept := [each for each in found if each.kind != "choice" or each.choices]:
            groups.append(Group(label=str(label), filters=kept))
    own = [each for code, each in offered.items() if code.startswith(wording.FIELD)]
    others = [each for code, each in offered.items() if code not in seen and each not in own]
    for label, rest in ((_("Your own fields"), own), (_("More"), others)):
        if rest:
            groups.append(Group(label=label, filters=[_asking(each, request, state) for each in rest]))
    return groups


def _asking(of: Filter, request: OfficeRequest, state: State) -> Asking:
    values = state.question.asked.get(of.code, ())
    first = last = ""
    if values and of.kind is FilterKind.DAYS:
        first, last = (day.isoformat() if day else "" for day in read_days(values[0]))
    if values and of.kind is FilterKind.NUMBERS:
        first, last = ("" if each is None else str(each) for each in read_numbers(values[0]))
    return Asking(
        code=of.code,
        label=wording.filter_name(of),
        kind=of.kind.value,
        hint=wording.filter_hint(of),
        choices=tuple(
            Choice(
                value=option.value,
                label=wording.option_name(of, option),
                depth=min(option.depth, 4),
                is_on=option.value in values,
            )
            for option in (of.options(request.viewer) if of.options else ())
        ),
        text=values[0] if values and of.kind is FilterKind.TEXT else "",
        first=first,
        last=last,
        is_on=bool(values),
    )

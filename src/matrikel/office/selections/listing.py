"""The people list: searched as one types, filtered by chips, paged by place in the alphabet."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import Right
from matrikel.kernel.asking import Asking, run_together
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people import wording as people_wording
from matrikel.office.people.portrait import portrait_urls
from matrikel.office.selections import wording
from matrikel.office.selections.actions import actions_for
from matrikel.office.selections.columns import PEOPLE, Cells, or_usual
from matrikel.office.selections.saved import tools
from matrikel.office.selections.searching import WORDS, after_search, seal_words
from matrikel.office.selections.sorting import Sorting
from matrikel.office.selections.state import SORT, State, query_of, read_state
from matrikel.people.actions.note_looks import note_looks
from matrikel.people.queries.similar import suggest_searches
from matrikel.selections.queries.people import PAGE_ROWS, PeoplePage, PersonRow, ask_people
from matrikel.selections.queries.questions import ON
from matrikel.selections.queries.saved import SavedSelection, ask_selections_and_columns
from matrikel.selections.rules import BY_NAME
from matrikel.ui import formatting
from matrikel.ui.formatting import number
from matrikel.ui.listing import (
    Cell,
    Chip,
    Listing,
    Option,
    Row,
    render_results,
    state_url,
    wants_results,
)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_SEE)
def people(request: OfficeRequest) -> HttpResponse:
    """Show one page of the list; words that are searched come by POST, and sensitive questions are written down."""
    state = read_state(request)
    path = address(request, "people")
    if answer := after_search(request, path, state.values()):
        return answer
    if request.method != "POST" and not all(request.GET.values()):
        # A form sends what was left empty, too; the address shall say only what is asked.
        return redirect(state_url(path, state.values()))
    asking: list[Asking[Any]] = [
        ask_people(
            question=state.question,
            on=request.today,
            viewer=request.viewer,
            after=state.after,
            before=state.before,
            sort=state.sort,
            language=formatting.current_language(),
        ),
        ask_selections_and_columns(list_code=PEOPLE, viewer=request.viewer),
    ]
    page, (saved, columns) = run_together(asking)
    cells = Cells(request, or_usual(request, columns), page.rows, state.question.on or request.today)
    if page.rows and (
        cells.tell_sensitive_details
        or any(each.filter.right and each.filter.is_on_record for each in state.read.filters)
    ):
        # Whoever is found by what few may ask for was looked at, as much as by opening the page.
        subjects = [row.audit_subject for row in page.rows]
        note_looks(subjects=subjects, function="sensitive_list", actor=request.actor, at=request.now)
    listing = _listing(request, path, state, page, cells, saved)
    if wants_results(request):
        return render_results(request, listing)
    return show(
        request,
        "office/selections/people.html",
        {
            "listing": listing,
            "import_url": address(request, "imports") if request.viewer.may(Right.PEOPLE_IMPORT) else "",
            "new_url": address(request, "new_member") if request.viewer.may(Right.PEOPLE_EDIT) else "",
        },
    )


_SOMEBODY = str(UUID(int=0))


def _listing(
    request: OfficeRequest,
    path: str,
    state: State,
    page: PeoplePage,
    cells: Cells,
    saved: Sequence[SavedSelection],
) -> Listing:
    may_import, may_add = request.viewer.may(Right.PEOPLE_IMPORT), request.viewer.may(Right.PEOPLE_EDIT)
    # Looked up once: an address per row took as long as the rows themselves.
    person_address = address(request, "person", person_id=_SOMEBODY)
    pictures = portrait_urls(request, {row.id: row.portrait for row in page.rows if row.portrait})
    self_url = state_url(path, state.values())
    sorting = Sorting(path, state, page.sort)
    return Listing(
        title=_("People"),
        url=path,
        self_url=self_url,
        count_line=_count_line(state, page),
        search_label=_("Filter by name, number, e-mail"),
        search_value=state.question.search,
        search_posts=True,
        chips=_chips(path, state),
        clear_url=path if state.is_narrowed else "",
        filter_url=state_url(address(request, "people_filters"), state.values()),
        tools_template="office/selections/tools.html",
        tools=tools(request, state, page, saved, self_url=self_url),
        columns=cells.headings(sorting),
        sort_options=sorting.options() if page.rows else (),
        sort_kept=sorting.kept(),
        rows=tuple(_row(row, cells, person_address, pictures.get(row.id, "")) for row in page.rows),
        actions=actions_for(request),
        ticks_kept_as=f"{path} {request.account.pk}",
        selection_fields=_everybody(state) if page.rows else (),
        all_label=_all_label(page),
        selection_note=_("Exports ask for a purpose and are shown to each member concerned")
        if request.viewer.may(Right.PEOPLE_EXPORT)
        else "",
        range_line=_range_line(state, page),
        next_url=_next_url(path, state, page),
        previous_url=_previous_url(path, state, page),
        suggestions=_suggestions(request, path, state) if not page.rows else (),
        empty_title=_("Nobody is here yet"),
        empty_text=_("Bring in the list that you have, or add the first member by hand."),
        empty_url=address(request, "imports" if may_import else "new_member")
        if may_import or may_add
        else "",
        empty_action=_("Import a list") if may_import else _("Add member"),
    )


def _suggestions(request: OfficeRequest, path: str, state: State) -> tuple[Option, ...]:
    """Return what may have been meant by words that nobody is called."""
    words = state.question.search
    found = suggest_searches(search=words, viewer=request.viewer) if words else []
    return tuple(
        Option(label=each, url=state_url(path, state.values(**{WORDS: seal_words(request, each)})))
        for each in found
    )


def _row(row: PersonRow, cells: Cells, person_address: str, picture: str) -> Row:
    name = people_wording.shown_name(row)
    return Row(
        id=str(row.id),
        label=name,
        cells=(
            Cell(
                text=name,
                url=person_address.replace(_SOMEBODY, str(row.id)),
                initials="••" if row.is_protected else row.initials,
                picture=picture,
                pills=(people_wording.protected_pill(),) if row.is_protected else (),
            ),
            *cells.of(row),
        ),
    )


def _everybody(state: State) -> tuple[tuple[str, str], ...]:
    """Return how a form says whom the whole list shows; the page never sends it unless `all` is ticked."""
    fields = [("question", query_of(state.question))]
    if state.question.search:
        fields.append(("search", state.question.search))
    if state.sort != BY_NAME:
        fields.append((SORT, state.sort.as_text()))
    return tuple(fields)


def _all_label(page: PeoplePage) -> str:
    if page.next_after is None and page.previous_before is None:
        return ""
    count = {"count": number(page.count)}
    return (
        _("all of about %(count)s") % count if page.count_is_about else _("all %(count)s that match") % count
    )


def _count_line(state: State, page: PeoplePage) -> str:
    count = number(page.count)
    if page.count_is_about:
        line = (
            _("more than %(count)s people") % {"count": count}
            if page.count < 1_000
            else _("about %(count)s people") % {"count": count}
        )
    elif state.is_narrowed:
        line = ngettext("%(count)s person found", "%(count)s people found", page.count) % {"count": count}
    else:
        line = wording.people_count(page.count)
    if state.question.on is not None:
        line = _("%(people)s, as of %(day)s") % {
            "people": line,
            "day": formatting.date(state.question.on),
        }
    if page.rows and page.sort != state.sort:
        line = _("%(people)s – too many to sort, so they stand by name") % {"people": line}
    return line


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
    return state_url(path, state.values(), after=str(page.next_after), row=row)


def _previous_url(path: str, state: State, page: PeoplePage) -> str:
    if page.previous_before is None:
        return ""
    first = _first_row(state)
    row = str(max(1, first - PAGE_ROWS)) if first is not None else ""
    return state_url(path, state.values(), before=str(page.previous_before), row=row)


def _chips(path: str, state: State) -> tuple[Chip, ...]:
    chips = [
        Chip(label=wording.chip(each), remove_url=state_url(path, state.values(**{each.filter.code: ""})))
        for each in state.read.filters
    ]
    if state.question.on is not None:
        label = _("As of %(day)s") % {"day": formatting.date(state.question.on)}
        chips.append(Chip(label=label, remove_url=state_url(path, state.values(**{ON: ""}))))
    # With the last filter goes the name of the selection with which one began.
    if len(chips) == 1:
        values = {name: value for name, value in state.values().items() if name in (WORDS, SORT)}
        return (Chip(label=chips[0].label, remove_url=state_url(path, values)),)
    return tuple(chips)

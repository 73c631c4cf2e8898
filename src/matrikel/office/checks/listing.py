"""Who needs a check: missing, run out or running out first, everybody on demand."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matrikel.checks.queries import (
    CheckKindRow,
    NeedFilter,
    NeedPage,
    NeedRow,
    list_check_kinds,
    list_needed,
)
from matrikel.checks.rules import OPEN, Standing
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.office.checks import wording
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people.wording import DOTS, protected_pill
from matrikel.office.selections.searching import answer_search, sealed_words
from matrikel.organisations.rules.modules import Module
from matrikel.people.actions.note_looks import note_looks
from matrikel.ui.formatting import number
from matrikel.ui.listing import (
    Cell,
    Chip,
    Column,
    Filter,
    Listing,
    Option,
    Row,
    SelectionAction,
    state_url,
)

EVERYBODY = "all"
"""What the address says for those too whose check is in order; nothing means those who need somebody to act."""


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.CHECKS_SEE, module=Module.CHECKS)
def needed(request: OfficeRequest) -> HttpResponse:
    """Show one page of those who need a check; that somebody looked is written down."""
    kinds = list_check_kinds(asked_only=True)
    state, wanted = _read_state(request.GET, sealed_words(request), kinds)
    page = list_needed(
        wanted=wanted,
        viewer=request.viewer,
        on=request.today,
        after=_mark(request.GET.get("after", "")),
        before=_mark(request.GET.get("before", "")),
    )
    if page.rows:
        subjects = list(dict.fromkeys(row.audit_subject for row in page.rows))
        note_looks(subjects=subjects, function="checks_list", actor=request.actor, at=request.now)
    listing = _listing(request, state, page, kinds)
    if answer := answer_search(request, listing):
        return answer
    return show(
        request,
        "office/checks/list.html",
        {
            "listing": listing,
            "kinds_url": address(request, "check_kinds"),
            "export_url": state_url(address(request, "new_export"), {"check": ["missing", "expired"]})
            if request.viewer.may(Right.PEOPLE_EXPORT)
            else "",
        },
    )


def mark_of(person_id: UUID, kind_id: UUID) -> str:
    """Return a person and a kind of check as one word of an address or form."""
    return f"{person_id}.{kind_id}"


def _mark(text: str) -> tuple[UUID, UUID] | None:
    person, _dot, kind = text.partition(".")
    try:
        return UUID(person), UUID(kind)
    except ValueError:
        return None


def read_marks(texts: list[str]) -> list[tuple[UUID, UUID]]:
    """Return what was chosen in the list; what is no choice is left out."""
    return [mark for text in texts if (mark := _mark(text)) is not None]


def _read_state(
    query: Mapping[str, str], words: str, kinds: list[CheckKindRow]
) -> tuple[dict[str, str], NeedFilter]:
    state = query.get("state", "")
    state = state if state in {EVERYBODY, *Standing} else ""
    try:
        kind_id: UUID | None = UUID(query.get("kind", ""))
    except ValueError:
        kind_id = None
    if kind_id is not None and kind_id not in {kind.id for kind in kinds}:
        raise NotFound
    kept = {
        "q": words,
        "state": state,
        "kind": str(kind_id or ""),
    }
    standings = () if state == EVERYBODY else (Standing(state),) if state else OPEN
    return kept, NeedFilter(search=kept["q"], standings=standings, kind_id=kind_id)


def _listing(
    request: OfficeRequest,
    state: Mapping[str, str],
    page: NeedPage,
    kinds: list[CheckKindRow],
) -> Listing:
    path = address(request, "checks")
    is_anybody_asked = any(page.counts.values())
    return Listing(
        title=_("Who needs a check"),
        url=path,
        self_url=state_url(path, state),
        count_line=_count_line(page.counts),
        search_label=_("Filter by name, number, e-mail"),
        search_value=state["q"],
        search_posts=True,
        kept=tuple((name, value) for name, value in state.items() if value and name != "q"),
        chips=_chips(path, state, kinds),
        clear_url=path if any(state.values()) else "",
        filters=_filters(path, state, kinds),
        columns=(
            Column(label=_("Name"), primary=True),
            Column(label=_("Check")),
            Column(label=_("Because"), quiet=True),
            Column(label=_("State")),
            Column(label=_("Valid until"), numeric=True),
        ),
        rows=tuple(_row(request, row) for row in page.rows),
        actions=(
            (
                SelectionAction(
                    label=_("Note as seen"), url=address(request, "note_checks"), icon="shield-check"
                ),
            )
            if request.viewer.may(Right.CHECKS_EDIT)
            else ()
        ),
        selection_note=_("Only that it was seen is kept, never the paper"),
        range_line=_("%(shown)s of %(count)s")
        % {"shown": number(len(page.rows)), "count": number(page.count)},
        next_url=state_url(path, state, after=mark_of(*page.next_after)) if page.next_after else "",
        previous_url=state_url(path, state, before=mark_of(*page.previous_before))
        if page.previous_before
        else "",
        empty_title=_("Everything is in order") if is_anybody_asked else _("Nobody needs a check"),
        empty_text=_("Everybody who needs a check has shown one that still holds.")
        if is_anybody_asked
        else _("Whoever leads a group with children shows up here, as soon as there is such a group."),
        empty_url=state_url(path, {"state": EVERYBODY})
        if is_anybody_asked
        else address(request, "check_kinds"),
        empty_action=_("Show everybody who needs one")
        if is_anybody_asked
        else _("See what is asked of whom"),
    )


def _row(request: OfficeRequest, row: NeedRow) -> Row:
    name = DOTS if row.is_protected else row.display_name
    return Row(
        id=mark_of(row.person_id, row.kind_id),
        label=f"{name}, {row.kind_name}",
        cells=(
            Cell(
                text=name,
                url=address(request, "person_checks", person_id=row.person_id),
                initials="••" if row.is_protected else row.initials,
                pills=(protected_pill(),) if row.is_protected else (),
            ),
            Cell(text=row.kind_name),
            Cell(text=wording.why(row)),
            Cell(pills=(wording.standing_pill(row.standing),)),
            Cell(text=wording.until(row.valid_until, is_seen=row.seen_on is not None)),
        ),
    )


def _count_line(counts: Mapping[Standing, int]) -> str:
    return " · ".join(
        wording.standing_count(standing, counts[standing]) for standing in Standing if counts[standing]
    )


def _chips(path: str, state: Mapping[str, str], kinds: list[CheckKindRow]) -> tuple[Chip, ...]:
    labels = {}
    if state["state"]:
        labels["state"] = (
            _("Everybody who needs one")
            if state["state"] == EVERYBODY
            else _("State: %(name)s") % {"name": wording.standing_name(Standing(state["state"]))}
        )
    if state["kind"]:
        labels["kind"] = next(kind.name for kind in kinds if str(kind.id) == state["kind"])
    return tuple(
        Chip(label=label, remove_url=state_url(path, {**state, name: ""})) for name, label in labels.items()
    )


def _filters(path: str, state: Mapping[str, str], kinds: list[CheckKindRow]) -> tuple[Filter, ...]:
    def options(name: str, choices: list[tuple[str, str]]) -> tuple[Option, ...]:
        return tuple(
            Option(label=label, url=state_url(path, {**state, name: value}), current=state[name] == value)
            for value, label in choices
        )

    standings = [(standing.value, capfirst(wording.standing_name(standing))) for standing in Standing]
    found = [
        Filter(
            label=_("State"),
            options=options(
                "state",
                [("", _("Missing or running out")), *standings, (EVERYBODY, _("Everybody who needs one"))],
            ),
        )
    ]
    if len(kinds) > 1:
        found.append(
            Filter(label=_("Check"), options=options("kind", [(str(kind.id), kind.name) for kind in kinds]))
        )
    return tuple(found)

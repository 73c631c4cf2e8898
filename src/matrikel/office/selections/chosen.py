"""Whom somebody chose on a list, as forms carry it from page to page."""

from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from matrikel.kernel.errors import NotFound, Refusal
from matrikel.office.doors import OfficeRequest
from matrikel.office.selections.state import SORT, read_id, read_state, said_in
from matrikel.selections.queries.questions import read_question
from matrikel.selections.rules import Chosen, read_sort
from matrikel.ui.formatting import number

MOST_TICKED = 5_000


def read_chosen(request: OfficeRequest) -> Chosen | None:
    """
    Return whom a form means: `selected=<id>` for each, or `all=1` with `question`, `search` and `unselected=<id>`.

    `sort` says how the list stood. Several ids may stand in one value, separated by spaces. Nothing where nobody was
    chosen.

    :raises NotFound: an id or a filter is none of this association's, or not for this viewer.
    :raises Refusal: more are ticked one by one than a form carries.
    """
    form = request.POST
    sort = read_sort(form.get(SORT, ""))
    if form.get("all") != "1":
        chosen = Chosen(ids=_ids(form.getlist("selected")), sort=sort)
        return None if chosen.is_empty else chosen
    said = said_in(QueryDict(form.get("question", "")))
    read = read_question(said, viewer=request.viewer, search=form.get("search", ""))
    return Chosen(ids=_ids(form.getlist("unselected")), question=read.question, sort=sort)


def chosen_by_address(request: OfficeRequest) -> Chosen:
    """Return all whom a list of the request's address shows, as it stands there."""
    state = read_state(request)
    return Chosen(question=state.question, sort=state.sort)


def _ids(texts: list[str]) -> tuple[UUID, ...]:
    ids = dict.fromkeys(read_id(text) for text in " ".join(texts).split())
    if None in ids:
        raise NotFound
    if len(ids) > MOST_TICKED:
        raise Refusal(
            _(
                "Up to %(most)s rows can be ticked one by one. For more, narrow the list with a filter and "
                "choose all that match."
            )
            % {"most": number(MOST_TICKED)}
        )
    return tuple(each for each in ids if each is not None)

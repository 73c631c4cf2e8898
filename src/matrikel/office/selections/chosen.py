"""Whom somebody chose on a list, as forms carry it from page to page."""

from uuid import UUID

from django.http import QueryDict

from matrikel.kernel.errors import NotFound
from matrikel.office.doors import OfficeRequest
from matrikel.office.selections.state import read_id, said_in
from matrikel.selections.queries.questions import read_question
from matrikel.selections.rules import Chosen

MOST_TICKED = 1_000


def read_chosen(request: OfficeRequest) -> Chosen | None:
    """
    Return whom a form means: `selected=<id>` for each, or `all=1` with `question`, `search` and `unselected=<id>`.

    Nothing where nobody was chosen.

    :raises NotFound: an id or a filter is none of this association's, or not for this viewer.
    """
    form = request.POST
    if form.get("all") != "1":
        chosen = Chosen(ids=_ids(form.getlist("selected")))
        return None if chosen.is_empty else chosen
    said = said_in(QueryDict(form.get("question", "")))
    read = read_question(said, viewer=request.viewer, search=form.get("search", ""))
    return Chosen(ids=_ids(form.getlist("unselected")), question=read.question)


def _ids(texts: list[str]) -> tuple[UUID, ...]:
    ids = [read_id(text) for text in texts[:MOST_TICKED]]
    found = [each for each in ids if each is not None]
    if len(found) < len(ids):
        raise NotFound
    return tuple(dict.fromkeys(found))

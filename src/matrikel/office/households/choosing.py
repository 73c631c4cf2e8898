"""Finding people by name and choosing among them, with or without a script; names never stand in an address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from matrikel.office.doors import OfficeRequest
from matrikel.office.households import wording
from matrikel.relations.queries.homes import find_people, list_related_people
from matrikel.relations.queries.seeing import RelatedPerson


@dataclass(kw_only=True, slots=True)
class Choosing:
    """
    Who was chosen, who was found, and who is offered without a search.

    A form posts `person` once for each who is ticked, `find` with the words, and `step=find` when it only searches.
    """

    words: str
    chosen: Sequence[RelatedPerson]
    hits: Sequence[RelatedPerson]
    offered: Sequence[RelatedPerson]
    is_search: bool
    several: bool

    def found(self, request: OfficeRequest) -> HttpResponse:
        """Answer a search as one types with the choices alone."""
        return render(request, "office/households/choices.html", {"choosing": self.for_page(request)})

    def for_page(self, request: OfficeRequest) -> dict[str, Any]:
        """Return what the page shows: those chosen first, then those found, then those offered."""
        chosen = {person.id for person in self.chosen}
        rows, seen = [], set()
        for person in [*self.chosen, *self.hits, *self.offered]:
            if person.id not in seen:
                seen.add(person.id)
                rows.append(
                    {
                        "id": str(person.id),
                        "name": wording.shown_name(person),
                        "initials": wording.shown_initials(person),
                        "line": wording.age_line(person, request.today),
                        "is_chosen": person.id in chosen,
                    }
                )
        return {
            "rows": rows,
            "words": self.words,
            "several": self.several,
            "found_nobody": bool(self.words) and not self.hits,
        }


def read_choosing(
    request: OfficeRequest,
    *,
    several: bool,
    offered: Sequence[RelatedPerson] = (),
    with_companies: bool = False,
) -> Choosing:
    """Read who was chosen and what is searched; ids of nobody whom the viewer may see are left out."""
    data = request.POST if request.method == "POST" else request.GET
    ids = list(dict.fromkeys(found for text in data.getlist("person") if (found := _id(text)) is not None))
    ids = ids[:50] if several else ids[:1]
    words = request.POST.get("find", "").replace("\x00", "").strip()[:200]
    return Choosing(
        words=words,
        chosen=list_related_people(person_ids=ids, viewer=request.viewer) if ids else [],
        hits=find_people(words=words, viewer=request.viewer, with_companies=with_companies) if words else [],
        offered=offered,
        is_search=request.POST.get("step") == "find",
        several=several,
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

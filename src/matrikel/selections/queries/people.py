"""The people list: one page of those whom a question finds, by alphabet or in another order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.asking import Ask, Asking, run_together
from matrikel.memberships import rules
from matrikel.memberships.queries import MembershipRow, facts_of, list_memberships, memberships_of
from matrikel.people.rules import names
from matrikel.people.rules.records import search_patterns
from matrikel.selections.queries.conditions import conditions_of
from matrikel.selections.queries.counts import ask_count
from matrikel.selections.queries.order import find_mark
from matrikel.selections.queries.pages import ask_page_of_everybody, find_page, people_of
from matrikel.selections.queries.ways import ask_expected, find_way, way_to_everybody
from matrikel.selections.queries.words import search_page
from matrikel.selections.rules import BY_NAME, Question, Sort

PAGE_ROWS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """
    One line of the people list; `portrait` is the id of the picture, where there is one.

    `joined_on` is None too where nobody knows the day: what is stored in its place means nothing.
    """

    id: UUID
    audit_subject: UUID
    display_name: str
    given_name: str
    family_name: str
    member_number: str
    is_protected: bool
    status: rules.Status
    type_names: str
    unit_name: str
    member_since: date | None
    since_precision: str
    joined_on: date | None
    left_on: date | None
    portrait: UUID | None

    @property
    def initials(self) -> str:
        """Return two letters for the place where a picture would be."""
        return names.initials(self.given_name, self.family_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """
    One page of the list; the marks are person ids, from which the next or previous page goes on.

    `sort` is the order in which it stands: that of the names where so many are found by words that they are not put
    in another one.
    """

    rows: Sequence[PersonRow]
    next_after: UUID | None
    previous_before: UUID | None
    count: int
    count_is_about: bool
    sort: Sort = BY_NAME


def list_people(
    *,
    question: Question,
    on: date,
    viewer: Viewer,
    after: UUID | None = None,
    before: UUID | None = None,
    rows: int = PAGE_ROWS,
    sort: Sort = BY_NAME,
    language: str = "",
) -> PeoplePage:
    """
    Return one page of people in an order; more than a thousand found by words stand in the alphabetical one.

    Types and branches are named in a language where they have a name in it.

    The cost does not grow with the association: keyset paging, counts to a limit, a constant number of queries.

    :raises NotFound: the question names a filter that this viewer does not have, or a value that says nothing.
    """
    (page,) = run_together(
        [
            ask_people(
                question=question,
                on=on,
                viewer=viewer,
                after=after,
                before=before,
                rows=rows,
                sort=sort,
                language=language,
            )
        ]
    )
    return page


def ask_people(
    *,
    question: Question,
    on: date,
    viewer: Viewer,
    after: UUID | None = None,
    before: UUID | None = None,
    rows: int = PAGE_ROWS,
    sort: Sort = BY_NAME,
    language: str = "",
) -> Asking[PeoplePage]:
    """Ask for what `list_people` returns, in two journeys where no filter is on, so that other questions can go along."""
    backwards, mark_id = before is not None, before or after
    asked = conditions_of(question, on=on, viewer=viewer)
    mark = find_mark(sort, mark_id, asked.values) if mark_id is not None else None
    stands = sort
    way, known = None, None
    if mark_id is not None and mark is None:
        people, more = [], False
    elif patterns := search_patterns(question.search):
        keep = find_way(asked) if question.is_narrowed else None
        hits = search_page(patterns, keep, asked.values, viewer, sort, mark, backwards=backwards, rows=rows)
        people, more, known = people_of(hits.ids, language), hits.more, (hits.count, hits.count_is_about)
        stands = hits.sort
    elif asked.parts:
        way = find_way(asked)
        people, more, known = find_page(way, sort, mark, backwards=backwards, rows=rows, language=language)
    else:
        page = ask_page_of_everybody(asked, sort, mark, backwards=backwards, rows=rows, language=language)
        (people, more), expected = yield [page, ask_expected(asked.values)]
        way = way_to_everybody(asked, expected)
    if not people and mark_id is not None:
        # Whoever was the mark is gone, or was the last one: begin again rather than show an empty page.
        return (
            yield from ask_people(
                question=question, on=on, viewer=viewer, rows=rows, sort=sort, language=language
            )
        )
    if backwards:
        people.reverse()
    ids = [person[0] for person in people]
    known = known or (way.count if way else (0, False))
    asks: list[Ask[Any]] = [memberships_of(person_ids=ids, language=language)] if people else []
    asks += [ask_count(way)] if way and not known else []
    answers = list((yield asks))
    memberships = answers.pop(0) if people else {}
    count, about = known or answers.pop()
    found = _rows(people, memberships, on=question.on or on, viewer=viewer)
    has_previous = more if backwards else mark_id is not None
    has_next = True if backwards else more
    return PeoplePage(
        rows=found,
        next_after=ids[-1] if ids and has_next else None,
        previous_before=ids[0] if ids and has_previous else None,
        count=count,
        count_is_about=about,
        sort=stands,
    )


def list_rows(*, person_ids: Sequence[UUID], on: date, viewer: Viewer, language: str = "") -> list[PersonRow]:
    """Return lines for people, in the order given; whoever is gone is left out."""
    people = people_of(person_ids, language)
    ids = [person[0] for person in people]
    memberships = list_memberships(person_ids=ids, language=language) if people else {}
    return _rows(people, memberships, on=on, viewer=viewer)


def _rows(
    people: Sequence[tuple[Any, ...]],
    memberships: Mapping[UUID, Sequence[MembershipRow]],
    *,
    on: date,
    viewer: Viewer,
) -> list[PersonRow]:
    may_reveal = viewer.may(Right.PROTECTED_SEE)
    rows = []
    for person in people:
        person_id, given, prefix, family, preferred, number, protection, is_deceased, died_on, unit = person[
            :10
        ]
        own = memberships.get(person_id, [])
        facts = facts_of(own)
        stretches = rules.stretches_of(facts)
        joined, over = stretches[-1] if stretches else (None, None)
        is_known = any(row.starts_on == joined and row.starts_precision != "UNKNOWN" for row in own)
        current = [row for row, fact in zip(own, facts, strict=True) if fact.holds_on(on)]
        oldest = min(current, key=lambda row: row.starts_on) if current else None
        rows.append(
            PersonRow(
                id=person_id,
                audit_subject=person[10],
                display_name=names.display_name(given, prefix, family, preferred),
                given_name=given,
                family_name=family,
                member_number=number,
                is_protected=may_reveal and protection != "NONE",
                status=rules.status_on(on, facts, deceased_on=(died_on or date.min) if is_deceased else None),
                type_names=", ".join(dict.fromkeys(row.type_name for row in current)),
                unit_name=unit,
                member_since=rules.holding_since(stretches, on),
                since_precision=oldest.starts_precision if oldest else "",
                joined_on=joined if is_known else None,
                left_on=over - timedelta(1) if over else None,
                portrait=person[11],
            )
        )
    return rows

"""Whom a run means: who is there already, who comes, whom undoing takes back and whom it left alone."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from matrikel.imports.admitting import Types
from matrikel.imports.changing import Difference, Stored, change_of, differences_of, stored_people
from matrikel.imports.models import Chunk, Run, Touched
from matrikel.imports.rules.parts import in_file_order, row_of
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.rules.plan import OFFERED, Action, Meets, RowPlan, without_dropped
from matrikel.imports.runs import find_run
from matrikel.imports.staging import chunks_of, review_of
from matrikel.imports.standing import made_with, newer_than_list
from matrikel.imports.types import words_for_types
from matrikel.imports.undoing import judge
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import current_association
from matrikel.organisations.queries import get_association
from matrikel.people.models import Person
from matrikel.people.rules import names as people_names
from matrikel.people.rules.addresses import PostalAddress, display_postcode
from matrikel.people.rules.names import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedPerson:
    """Somebody of the register whom a row means or may mean, as far as the viewer may see."""

    id: UUID
    name: str
    born: str
    member_number: str
    # Whoever is out of the viewer's scope, or protected, has nothing shown but that there is somebody.
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedRow:
    """One row that meets somebody: what stands in it, whom it meets, what is done and what else could be."""

    row: int
    # By what a choice for it is written down: a key of `rules.parts`.
    key: int
    name: str
    born: str
    contact: str
    address: str
    meets: str
    action: str
    is_same: bool
    is_chosen: bool
    # Laid together with the other row.
    is_laid: bool
    people: tuple[MatchedPerson, ...]
    other_row: int | None
    # What the row says otherwise than the register, old beside new; nothing of whom the viewer may not see.
    differences: tuple[Difference, ...]
    # What is newer in the register stays, until somebody has looked.
    asks: bool
    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedPage:
    """Some of the rows that meet somebody, in the order of the file, and where the next ones begin."""

    rows: tuple[MatchedRow, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """One row as it will be understood."""

    row: int
    # Two people of one row have a key each.
    key: int
    action: str
    name: str
    born: str
    contact: str
    address: str
    membership_type: str
    joined: date | None
    joined_precision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaysOn:
    """Somebody whom undoing leaves alone, and why (a code of `rules.staying.Why`; empty where nobody wrote it down)."""

    person_id: UUID
    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPreview:
    """What undoing would do now."""

    removed: int
    restored: int
    stays: tuple[StaysOn, ...]


def list_matched(
    *,
    run_id: UUID,
    viewer: Viewer,
    after: str = "",
    limit: int = 50,
    meets: Collection[str] = (),
    only_asked: bool = False,
) -> MatchedPage:
    """
    Return the rows that mean or may mean somebody; `after` is the mark of the page before.

    `meets` narrows to some kinds (`known`, `perhaps`, `row`, `perhaps_row`), `only_asked` to rows that say otherwise
    than what is newer in the register.

    :raises NotFound: there is no such run in this association.
    """
    run = find_run(run_id)
    chunk_from, _, place = after.partition(".")
    first, skip = (int(chunk_from), int(place)) if chunk_from.isdigit() and place.isdigit() else (0, 0)
    found: list[tuple[ImportedPerson, RowPlan, int | None]] = []
    mark = ""
    for chunk in Chunk.objects.filter(
        association_id=run.association_id, run_id=run.id, number__gte=first
    ).order_by("number"):
        review = review_of(chunk)
        wanted = [
            plan
            for plan in sorted(review.plans.values(), key=lambda plan: in_file_order(plan.row))
            if plan.meets is not Meets.NOBODY
            and (not meets or plan.meets.value in meets)
            and (plan.asks or not only_asked)
        ]
        start = skip if chunk.number == first else 0
        taken = wanted[start : start + limit - len(found)]
        if taken:
            people = {person.row: person for person in review_of(chunk, with_people=True).people}
            others = {problem.row: problem.other_row for problem in review.problems if problem.other_row}
            found += [(people[plan.row], plan, others.get(plan.row)) for plan in taken]
        if len(found) == limit:
            mark = f"{chunk.number}.{start + len(taken)}"
            break
    return MatchedPage(rows=tuple(_matched(run, found, viewer)), next=mark)


def list_preview(*, run_id: UUID, limit: int = 20) -> list[PreviewRow]:
    """
    Return the first rows as they will be understood.

    :raises NotFound: there is no such run in this association.
    """
    run = find_run(run_id)
    rows: list[PreviewRow] = []
    names = {each.key: each.type_name or each.like for each in words_for_types(run)}
    types = Types(run, today=get_association().day_of(run.checked_at or run.created_at))
    for chunk in chunks_of(run):
        review = review_of(chunk, with_people=True)
        for person in review.people[: limit - len(rows)]:
            plan = review.plans[person.row]
            row = _preview(without_dropped(person, plan.drops), plan.action)
            wanted = names.get(fold(row.membership_type), "")
            rows.append(
                replace(row, membership_type=wanted or row.membership_type or types.usual_name(person))
            )
        if len(rows) >= limit:
            break
    return rows


def get_undo_preview(*, run_id: UUID) -> UndoPreview:
    """
    Return what undoing would take back and whom it would leave alone.

    :raises NotFound: there is no such run in this association.
    """
    run = find_run(run_id)
    removed = restored = 0
    stays: dict[UUID, str] = {}
    numbers = Chunk.objects.filter(
        association_id=run.association_id, run_id=run.id, state=Chunk.State.APPLIED
    ).values_list("number", flat=True)
    for number in numbers.order_by("number"):
        touched = list(
            Touched.objects.filter(association_id=run.association_id, run_id=run.id, chunk_number=number)
        )
        verdict = judge(touched)
        added = sum(1 for each in verdict.free if each.how == Touched.How.ADDED)
        removed, restored = removed + added, restored + len(verdict.free) - added
        stays |= {each.person_id: verdict.why[each.id].value for each in verdict.stays}
    return UndoPreview(removed=removed, restored=restored, stays=_named(stays))


def list_kept(*, run_id: UUID) -> tuple[StaysOn, ...]:
    """Return the people whom undoing left alone, and why."""
    run = find_run(run_id)
    kept = Touched.objects.filter(association_id=run.association_id, run_id=run.id, is_kept=True)
    return _named(dict(kept.values_list("person_id", "kept_why")))


def _matched(
    run: Run, found: Sequence[tuple[ImportedPerson, RowPlan, int | None]], viewer: Viewer
) -> Iterator[MatchedRow]:
    ids = {UUID(ref) for _person, plan, _other in found for ref in plan.means}
    stored = stored_people(list(ids))
    newer = newer_than_list(stored.values(), since=made_with(run))
    country = get_association().country
    for person, plan, other in found:
        means = [stored[UUID(ref)] for ref in plan.means if UUID(ref) in stored]
        kept = without_dropped(person, plan.drops)
        shown = _preview(kept, plan.action)
        change = change_of(means[0], kept, country, only_empty=False) if len(means) == 1 else None
        yield MatchedRow(
            row=shown.row,
            key=person.row,
            name=shown.name,
            born=shown.born,
            contact=shown.contact,
            address=shown.address,
            meets=plan.meets.value,
            action=plan.action.value,
            is_same=plan.is_same,
            is_chosen=plan.is_chosen,
            is_laid=plan.action is Action.SKIP and plan.into_row is not None,
            people=tuple(_known(each, viewer) for each in means),
            other_row=None if other is None else row_of(other),
            differences=differences_of(means[0], change, newer=newer.get(means[0].person.id, ()))
            if change and not _is_hidden(means[0], viewer)
            else (),
            asks=plan.asks,
            offered=tuple(choice.value for choice in OFFERED[plan.meets]),
        )


def _is_out(known: Stored, viewer: Viewer) -> bool:
    return viewer.unit_ids is not None and known.person.unit_id not in viewer.unit_ids


def _is_hidden(known: Stored, viewer: Viewer) -> bool:
    is_protected = known.person.protection != "NONE" and not viewer.may(Right.PROTECTED_SEE)
    return _is_out(known, viewer) or is_protected


def _known(known: Stored, viewer: Viewer) -> MatchedPerson:
    person = known.person
    is_out, is_hidden = _is_out(known, viewer), _is_hidden(known, viewer)
    name = people_names.display_name(
        person.given_name, person.family_name_prefix, person.family_name, person.preferred_name
    )
    born = person.birth_date.isoformat() if person.birth_date else str(person.birth_year or "")
    return MatchedPerson(
        id=person.id,
        name="" if is_out else name,
        born="" if is_hidden else born,
        member_number="" if is_hidden else person.member_number or "",
        is_hidden=is_out,
    )


def _preview(person: ImportedPerson, action: Action) -> PreviewRow:
    address = person.addresses[0].address if person.addresses else None
    return PreviewRow(
        row=row_of(person.row),
        key=person.row,
        action=action.value,
        name=people_names.display_name(person.given_name, person.name_prefix, person.family_name, ""),
        born=person.birth_date.isoformat() if person.birth_date else str(person.birth_year or ""),
        contact=", ".join(point.written or point.value for point in person.contact_points),
        address=_written(address) if address else "",
        membership_type=person.membership_type,
        joined=person.joined.on if person.joined else None,
        joined_precision=person.joined.precision.value if person.joined else "",
    )


def _written(address: PostalAddress) -> str:
    postcode = display_postcode(address.postcode, address.country)
    return f"{address.street}, {postcode} {address.place}".strip(", ")


def _named(why: Mapping[UUID, str]) -> tuple[StaysOn, ...]:
    people = Person.objects.filter(association_id=current_association(), id__in=list(why)).order_by(
        "sort_key", "id"
    )
    return tuple(
        StaysOn(
            person_id=person.id,
            name=people_names.display_name(
                person.given_name, person.family_name_prefix, person.family_name, person.preferred_name
            ),
            why=why[person.id],
        )
        for person in people
    )

"""Goes through a run's rows before anything is changed: what will be added, what updated, what is wrong."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from matrikel.imports.admitting import Types
from matrikel.imports.analysis import LONGEST_SHEET, open_file
from matrikel.imports.changing import change_of, stored_people, with_gaps, without_membership
from matrikel.imports.formats.errors import FileReason, FileRefused
from matrikel.imports.formats.table import Row
from matrikel.imports.gathering import group_key, ungathered
from matrikel.imports.layouts import as_in, recognise
from matrikel.imports.matching import find_matches, taken_member_numbers
from matrikel.imports.mending import as_they_were, find_mended, people_meant, without_our_columns
from matrikel.imports.models import Chunk, RowChoice, Run
from matrikel.imports.places import (
    club_column,
    consent_column,
    own_field_names,
    own_fields,
    withheld_fields,
)
from matrikel.imports.rules.beside import (
    club_key,
    home_key,
    is_child_on,
    may_share_home,
    with_club,
    with_families,
    with_own_fields,
)
from matrikel.imports.rules.couples import OnCouple
from matrikel.imports.rules.fields import Field, Mapping, column_as_json, column_from_json
from matrikel.imports.rules.parts import in_file_order, is_second, row_of, second_of
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.rules.plan import (
    DROP_MEMBER_NUMBER,
    DROP_NATIONAL_NUMBER,
    Action,
    Choice,
    Found,
    Meets,
    OnDoubt,
    OnMatch,
    RowPlan,
    decided,
    takes_all,
    without_dropped,
)
from matrikel.imports.rules.problems import Effect, Problem, Reason, shown
from matrikel.imports.rules.repeats import SameInFile
from matrikel.imports.rules.rows import RowReader
from matrikel.imports.rules.text import clean
from matrikel.imports.runs import numbers_of, stop, was_stopped
from matrikel.imports.sampling import sample_cells
from matrikel.imports.staging import (
    CHUNK_ROWS,
    Review,
    chunks_of,
    keep_review,
    keep_rows,
    opened_file,
    rows_of,
)
from matrikel.imports.standing import Cells, made_with, newer_than_list
from matrikel.imports.types import settle_types
from matrikel.kernel.scope import current_association
from matrikel.organisations.queries import AssociationDetails, get_association, list_member_associations
from matrikel.people.models import Tag
from matrikel.people.rules.free_text import find_concerns
from matrikel.people.rules.names import fold

MOST_CLUBS, LONGEST_CLUB = 5_000, 120
MOST_NAMES = 200
"""A column of more different values names no groups and no tags: it says something of each person."""


def mapping_of(run: Run) -> Mapping:
    """What was decided about the run's columns."""
    return tuple(column_from_json(kept) for kept in run.columns)


def reader_of(run: Run, association: AssociationDetails, today: date) -> RowReader:
    """A reader for the run's rows."""
    return RowReader(
        mapping_of(run),
        country=association.country,
        language=association.language,
        today=today,
        own=own_fields(),
        on_couple=OnCouple(run.on_couple),
    )


def read_file(run: Run, *, at: datetime) -> None:
    """Open the run's file, keep its rows and check them; a file that cannot be read is refused with its reason."""
    association = get_association()
    today = association.day_of(at)
    try:
        with opened_file(run.id) as path:
            opened = open_file(path, country=association.country, today=today, wanted_sheet=run.wanted_sheet)
            table = opened.table
            run.sheets = [
                {"name": sample.name[:LONGEST_SHEET], "rows": len(sample.rows)}
                for sample in opened.source.samples
            ]
            run.sheet, run.header_row = table.sheet[:120], table.header_row
            run.columns = [column_as_json(column) for column in table.mapping]
            count, cells = 0, Cells()
            run.mends_id = find_mended(table.mapping)
            for number, rows in enumerate(_in_chunks(opened.rows())):
                if run.mends_id is not None:
                    rows = as_they_were(rows)
                keep_rows(run.id, number, rows)
                cells.add(rows)
                count += len(rows)
                if was_stopped(run):
                    break
            if not count:
                raise FileRefused(FileReason.NO_PEOPLE_FOUND)
            run.fingerprint = cells.fingerprint()
    except FileRefused as refused:
        Chunk.objects.filter(association_id=run.association_id, run_id=run.id).delete()
        run.state, run.refused_reason = Run.State.REFUSED, refused.reason.value
        run.refused_params, run.finished_at = dict(refused.params), at
        run.save()
        return
    mapping = _as_before(run, association)
    run.columns = [column_as_json(column) for column in mapping]
    check_rows(run, at=at)


def _as_before(run: Run, association: AssociationDetails) -> Mapping:
    """The mapping as it was the last time that such a file came."""
    mapping, sample = with_families(mapping_of(run)), sample_cells(run)
    mapping = with_own_fields(mapping, own_field_names())
    if list_member_associations(on=association.day_of(run.created_at)):
        mapping = with_club(mapping)
    withheld = withheld_fields(association, on=association.day_of(run.created_at))
    if run.mends_id is not None:
        first = Run.objects.get(association_id=run.association_id, id=run.mends_id)
        mapping, run.on_couple = without_our_columns(mapping), first.on_couple
        return as_in(
            mapping, mapping_of(first), sample=sample, country=association.country, withheld=withheld
        )
    mapping, run.recognised_on, on_couple = recognise(
        mapping, sample=sample, country=association.country, withheld=withheld
    )
    run.on_couple = on_couple or run.on_couple
    return mapping


def check_rows(run: Run, *, at: datetime) -> None:
    """Read every row under the run's mapping and write down plan, problems and counts."""
    association = get_association()
    reader = reader_of(run, association, association.day_of(at))
    mapping = mapping_of(run)
    wishes = _wishes_of(run)
    same = SameInFile()
    tally = _Tally(
        on=association.day_of(at),
        country=association.country,
        default_types=Types(run, today=association.day_of(at)),
        there=_tags_there(mapping),
        by_mark=any(column.field is Field.HOUSEHOLD and column.is_mapped for column in mapping),
        asks_consent=consent_column(mapping) is not None,
        is_child=is_child_on(association.day_of(at)),
        club=club_column(mapping),
        since=made_with(run),
    )
    for chunk in chunks_of(run):
        raw = rows_of(chunk)
        tally.rows += len(raw)
        if was_stopped(run):
            stop(run, at)
            return
        meant = people_meant(run.mends_id, mapping, raw) if run.mends_id else {}
        review = _review(raw, meant, reader, same, wishes, association, tally)
        keep_review(chunk, review)
        tally.count(review)
    run.rows = tally.rows
    run.to_add, run.to_update = tally.actions[Action.ADD], tally.actions[Action.UPDATE] - tally.same
    run.to_skip = run.rows + tally.second - run.to_add - run.to_update
    run.to_keep = tally.same - tally.only_asked
    run.matched, run.doubled = tally.matched, tally.doubled
    run.households, run.guardians = len(tally.homes), tally.guardians
    run.problems, run.effects = dict(tally.reasons), dict(tally.effects)
    settle_types(run, tally.types)
    run.beside = tally.beside()
    run.clubs = [
        {"key": key, "name": name[:LONGEST_CLUB], "rows": count}
        for key, (name, count) in sorted(tally.clubs.items(), key=lambda pair: (-pair[1][1], pair[0]))
    ][:MOST_CLUBS]
    if run.numbers_before == numbers_of(run):
        run.numbers_before = {}
    run.state, run.checked_at = Run.State.REVIEW, at
    run.save()


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What somebody wants done with rows that meet others: for all of a kind, and for single rows."""

    on_match: OnMatch
    on_doubt: OnDoubt
    choices: dict[int, Choice]


@dataclass(slots=True)
class _Tally:
    """What a file comes to, on the day on which it is checked."""

    on: date
    country: str
    default_types: Types
    # The run with which the list was made, for what is newer than it.
    since: UUID
    # The tags of the association, by their names as they are compared, where a column names tags.
    there: Set[str]
    rows: int = 0
    # Second people of rows that name two.
    second: int = 0
    same: int = 0
    # Updates of which nothing is left but what somebody is asked about.
    only_asked: int = 0
    matched: int = 0
    doubled: int = 0
    actions: Counter[Action] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    effects: Counter[str] = field(default_factory=Counter)
    types: dict[str, tuple[str, int]] = field(default_factory=dict)
    by_mark: bool = False
    asks_consent: bool = False
    is_child: Callable[[ImportedPerson], bool] = lambda person: False
    guardians: int = 0
    # The marks of homes met once, and of those met again, as numbers.
    seen: set[int] = field(default_factory=set)
    homes: set[int] = field(default_factory=set)
    # In a file of several clubs: the column that names them, and the rows of each by the name as it is compared.
    club: int | None = None
    clubs: dict[str, list[Any]] = field(default_factory=dict)
    # Groups and tags that columns name, with their rows, by the name as it is compared.
    groups: dict[str, list[Any]] = field(default_factory=dict)
    tags: dict[str, list[Any]] = field(default_factory=dict)
    notes: int = 0

    def gathered(self, person: ImportedPerson) -> tuple[ImportedPerson, list[Problem]]:
        """Take note of the groups and tags of a row; too many of them make no group or tag, and that is said."""
        problems: list[Problem] = []
        groups = _known_names(self.groups, person, person.groups, group_key, problems)
        tags = _known_names(self.tags, person, self._harmless(person, problems), fold, problems)
        return replace(person, groups=groups, tags=tags), problems

    def _harmless(self, person: ImportedPerson, problems: list[Problem]) -> list[str]:
        """The tags of a row without new ones whose words need not be kept: somebody makes those by hand, or nobody."""
        kept = []
        for name in person.tags:
            if fold(name) not in self.there and find_concerns(name, self.country, on=self.on):
                problem = _about(person, Reason.NOT_FOR_A_NOTE, Effect.VALUE_LEFT_OUT)
                problems.append(replace(problem, value=shown(name)))
            else:
                kept.append(name)
        return kept

    def count_gathered(self, person: ImportedPerson) -> None:
        """Count a row that is brought in for its groups, tags and notes."""
        for known, names, key in ((self.groups, person.groups, group_key), (self.tags, person.tags, fold)):
            for name in names:
                known[key(name)][1] += 1
        self.notes += bool(person.notes)

    def beside(self) -> dict[str, Any]:
        """What the columns bring beside people, for keeping: the most frequent first."""
        found: dict[str, Any] = {"notes": self.notes} if self.notes else {}
        for code, names in (("groups", self.groups), ("tags", self.tags)):
            if used := [share for share in names.values() if share[1]]:
                found[code] = sorted(used, key=lambda share: (-share[1], share[0]))
        return found

    def note_type(self, name: str) -> None:
        """Count a row for its type, under the name as it was met first."""
        key = fold(name)
        first, count = self.types.get(key, (name, 0))
        self.types[key] = (first, count + 1)

    def note_club(self, cells: Sequence[str]) -> None:
        """Count a row for its club."""
        if self.club is None:
            return
        name = clean(cells[self.club]) if self.club < len(cells) else ""
        share = self.clubs.setdefault(club_key(name), [name, 0])
        share[1] += 1

    def home_of(self, person: ImportedPerson) -> int:
        """The number of the home that the row speaks of; 0 for none."""
        key = home_key(person, by_mark=self.by_mark)
        if not key:
            return 0
        number = hash(key) or 1
        (self.homes if number in self.seen else self.seen).add(number)
        return number

    def home_of_row(self, row: int) -> int:
        """The number of the home of a row's two people, of which the list says nothing else."""
        return hash(("row", row)) or 1

    def count(self, review: Review) -> None:
        self.actions.update(plan.action for plan in review.plans.values())
        self.same += sum(plan.is_same for plan in review.plans.values())
        self.only_asked += sum(plan.is_same and plan.asks for plan in review.plans.values())
        meets = Counter(plan.meets for plan in review.plans.values())
        self.matched += meets[Meets.KNOWN] + meets[Meets.PERHAPS_KNOWN]
        self.doubled += meets[Meets.ROW] + meets[Meets.PERHAPS_ROW]
        self.reasons.update(problem.reason.value for problem in review.problems)
        self.effects.update(problem.effect.value for problem in review.problems)


def _tags_there(mapping: Mapping) -> Set[str]:
    if not any(column.field is Field.TAGS and column.is_mapped for column in mapping):
        return frozenset()
    return set(Tag.objects.filter(association_id=current_association()).values_list("name_key", flat=True))


def _known_names(
    known: dict[str, list[Any]],
    person: ImportedPerson,
    names: Sequence[str],
    key_of: Callable[[str], str],
    problems: list[Problem],
) -> tuple[str, ...]:
    """Take the names of a row in among the known ones, until there are too many for groups or tags."""
    taken = []
    for name in names:
        if (key := key_of(name)) not in known:
            if len(known) >= MOST_NAMES:
                problem = _about(person, Reason.TOO_MANY_NAMES, Effect.VALUE_LEFT_OUT)
                problems.append(replace(problem, value=shown(name)))
                continue
            known[key] = [name, 0]
        taken.append(name)
    return tuple(taken)


def _wishes_of(run: Run) -> _Wishes:
    chosen = RowChoice.objects.filter(association_id=run.association_id, run_id=run.id)
    return _Wishes(
        OnMatch(run.on_match),
        OnDoubt(run.on_doubt),
        {
            row: Choice(Action(choice), str(person_id) if person_id else "")
            for row, choice, person_id in chosen.values_list("row", "choice", "person_id")
        },
    )


def _review(
    raw: Sequence[Row],
    meant: dict[int, UUID],
    reader: RowReader,
    same: SameInFile,
    wishes: _Wishes,
    association: AssociationDetails,
    tally: _Tally,
) -> Review:
    plans: dict[int, RowPlan] = {}
    problems: list[Problem] = []
    people: list[ImportedPerson] = []
    kept: list[ImportedPerson] = []
    for person in _read(raw, reader, tally, problems):
        if tally.asks_consent and person.consents is not True:
            problems.append(_about(person, Reason.NO_CONSENT, Effect.ROW_SKIPPED))
            continue
        if tally.club is not None:
            # Whoever stands under two clubs is a member of both; each club looks for its own.
            plans[person.row] = RowPlan(person.row, Action.ADD)
            kept.append(person)
            continue
        if person.groups or person.tags:
            person, found = tally.gathered(person)
            problems += found
        person, plan, more = same.decide(person)
        if plan.meets is not Meets.NOBODY:
            plan = _with_choice(plan, wishes)
            more = [_as_decided(problem, plan) for problem in more]
        problems += more
        plans[person.row] = plan
        kept.append(person)
        if plan.action is Action.ADD:
            people.append(person)
        if person.membership_type:
            tally.note_type(person.membership_type)
    matches = find_matches(people, country=association.country, language=association.sorting_language)
    matches |= {
        row: Found((str(person_id),)) for row, person_id in meant.items() if _means(row, meant, plans)
    }
    taken = taken_member_numbers([person.member_number for person in people if person.member_number])
    claimed: dict[str, int] = {}
    for person in people:
        plan = plans[person.row]
        # A row that somebody took apart from another one of the file is not laid together with anybody again.
        match = None if plan.is_chosen and plan.meets is Meets.ROW else matches.get(person.row)
        if match is not None:
            plan, more = _planned_match(person, match, plan, wishes, claimed)
            problems += more
        if plan.action is Action.ADD and person.member_number in taken:
            problems.append(_about(person, Reason.MEMBER_NUMBER_TWICE, Effect.VALUE_LEFT_OUT))
            plan = replace(plan, drops=plan.drops + DROP_MEMBER_NUMBER)
        if plan.action is Action.ADD and tally.default_types.fits_none(person):
            problems.append(_about(person, Reason.NO_TYPE_FITS, Effect.WITHOUT_MEMBERSHIP))
        plans[person.row] = plan
    problems += _compare(plans, people, wishes, association, tally)
    for person in people:
        plan = plans[person.row]
        if plan.action is Action.SKIP:
            continue
        if person.groups or person.tags or person.notes:
            tally.count_gathered(person)
        if person.guardians and tally.is_child(person):
            tally.guardians += len(person.guardians)
        if home := tally.home_of(person):
            plans[person.row] = replace(plan, home=home)
    _lay_couples_together(people, plans, tally)
    problems.sort(key=lambda problem: in_file_order(problem.row))
    return Review(kept, plans, problems)


def _read(
    raw: Sequence[Row], reader: RowReader, tally: _Tally, problems: list[Problem]
) -> Iterator[ImportedPerson]:
    """The people of the rows in turn, two of a row that names two; what is to be looked at comes into `problems`."""
    for number, cells in raw:
        people, found = reader.read_people(number, cells)
        problems += found
        if people:
            tally.note_club(cells)
            tally.second += len(people) - 1
        yield from people


def _means(key: int, meant: Lookup[int, UUID], plans: Lookup[int, RowPlan]) -> bool:
    """Whether who came of a row the first time is meant by it still: not where the two that it named are one now."""
    row = row_of(key)
    return second_of(row) not in meant or second_of(row) in plans


def _lay_couples_together(people: Sequence[ImportedPerson], plans: dict[int, RowPlan], tally: _Tally) -> None:
    """The two of one row share a home, also where they are called differently or the list names no street."""
    by_row = {person.row: person for person in people if plans[person.row].action is not Action.SKIP}
    for key, second in by_row.items():
        first = by_row.get(row_of(key)) if is_second(key) else None
        if first is None or not (may_share_home(first) and may_share_home(second)):
            continue
        home = plans[first.row].home or plans[key].home or tally.home_of_row(first.row)
        tally.homes.add(home)
        for each in (first.row, key):
            plans[each] = replace(plans[each], home=home)


def _with_choice(plan: RowPlan, wishes: _Wishes) -> RowPlan:
    plan = decided(
        plan, on_match=wishes.on_match, on_doubt=wishes.on_doubt, choice=wishes.choices.get(plan.row)
    )
    if plan.is_chosen and plan.meets is Meets.ROW and plan.action is Action.ADD:
        # Somebody of their own after all; the numbers stay with the earlier row.
        return replace(plan, drops=DROP_NATIONAL_NUMBER + DROP_MEMBER_NUMBER)
    return plan


def _as_decided(problem: Problem, plan: RowPlan) -> Problem:
    """The problem with what is done after somebody has decided on the row."""
    if not plan.is_chosen or problem.effect not in (Effect.MERGED_INTO_ROW, Effect.DOUBT):
        return problem
    if plan.action is not Action.SKIP:
        return replace(problem, effect=Effect.AS_CHOSEN)
    return replace(problem, effect=Effect.ROW_SKIPPED if plan.into_row is None else Effect.MERGED_INTO_ROW)


def _planned_match(
    person: ImportedPerson, match: Found, plan: RowPlan, wishes: _Wishes, claimed: dict[str, int]
) -> tuple[RowPlan, list[Problem]]:
    plan = decided(
        replace(
            plan,
            meets=Meets.PERHAPS_KNOWN if match.is_unsure else Meets.KNOWN,
            means=match.refs,
            into_row=None,
        ),
        on_match=wishes.on_match,
        on_doubt=wishes.on_doubt,
        choice=wishes.choices.get(person.row),
    )
    problems: list[Problem] = []
    if match.is_unsure:
        effect = Effect.ROW_SKIPPED if plan.action is Action.SKIP else Effect.AS_CHOSEN
        problems = [_about(person, Reason.PERHAPS_KNOWN, effect)]
    if plan.action is Action.ADD and match.by_number:
        problems.append(_about(person, Reason.NATIONAL_NUMBER_TWICE, Effect.VALUE_LEFT_OUT))
        plan = replace(plan, drops=plan.drops + DROP_NATIONAL_NUMBER)
    if plan.action is Action.UPDATE:
        first = claimed.setdefault(plan.means[0], person.row)
        if first != person.row:
            # Two rows of the file mean the same person of the register: the second fills what the first leaves open.
            return (
                replace(plan, action=Action.SKIP, into_row=first),
                [_about(person, Reason.SAME_AS_ROW, Effect.MERGED_INTO_ROW, first)],
            )
    return plan, problems


def _compare(
    plans: dict[int, RowPlan],
    people: Sequence[ImportedPerson],
    wishes: _Wishes,
    association: AssociationDetails,
    tally: _Tally,
) -> list[Problem]:
    """
    Mark the updates that would change nothing, so that nobody is told of three hundred where there are two.

    Mark also those that would put back what is older than the register; of these somebody is told.
    """
    updates = [(person, plans[person.row]) for person in people if plans[person.row].action is Action.UPDATE]
    if not updates:
        return []
    ids = [UUID(plan.means[0]) for _person, plan in updates]
    stored, new_members = stored_people(ids), without_membership(ids)
    newer = newer_than_list(stored.values(), since=tally.since)
    said = [(person_id, person) for person_id, (person, _plan) in zip(ids, updates, strict=True)]
    fills = with_gaps(said) | ungathered(said, on=tally.on)
    problems = []
    for person_id, (person, plan) in zip(ids, updates, strict=True):
        known = stored.get(person_id)
        if known is None:
            continue
        kept, country = without_dropped(person, plan.drops), association.country
        change = change_of(known, kept, country, only_empty=False)
        keeping = frozenset() if takes_all(plan, wishes.on_match) else newer.get(person_id, frozenset())
        left = change and keeping and change_of(known, kept, country, only_empty=False, keeping=keeping)
        asks = bool(keeping) and left != change
        if asks:
            problems.append(_about(person, Reason.NEWER_IN_REGISTER, Effect.OLD_KEPT))
        is_moved = person_id in new_members or person_id in fills
        is_same = (left if asks else change) is None and not is_moved
        plans[plan.row] = replace(plan, is_same=is_same, asks=asks)
    return problems


def _about(person: ImportedPerson, reason: Reason, effect: Effect, other_row: int | None = None) -> Problem:
    return Problem(
        row=person.row,
        column="",
        value=f"{person.given_name} {person.family_name}".strip(),
        reason=reason,
        effect=effect,
        other_row=other_row,
    )


def _in_chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) >= CHUNK_ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk

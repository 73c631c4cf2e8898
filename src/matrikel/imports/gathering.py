"""Gathers people into groups and under tags and writes their notes, as somebody chose for the columns that say so."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from matrikel.fields.actions.remove_unused_fields import remove_unused_fields
from matrikel.fields.models import Field as OwnField
from matrikel.fields.rules.definitions import in_language
from matrikel.groups.actions.add_to_group import Addition, add_to_group
from matrikel.groups.actions.forget_participations import forget_participations
from matrikel.groups.actions.remove_unused_groups import remove_unused_groups
from matrikel.groups.actions.save_groups import LONGEST_KEY, GroupEdit, save_groups
from matrikel.groups.models import Group, Participation
from matrikel.groups.rules import USUAL_PART, Kind
from matrikel.imports.models import Chunk, Made, Run, Touched
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.sorting import Work
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, unseal
from matrikel.organisations.queries import get_association
from matrikel.people.actions.forget_what_came_along import forget_what_came_along
from matrikel.people.actions.give_tags import give_tags
from matrikel.people.actions.remove_unused_tags import remove_unused_tags
from matrikel.people.actions.save_tags import TagEdit, save_tags
from matrikel.people.actions.write_notes import NewNote, write_notes
from matrikel.people.models import Note, PersonTag, Tag
from matrikel.people.rules.names import fold
from matrikel.people.signals import names_going
from matrikel.people.storage import NOTE_COLUMN

Said = Sequence[tuple[UUID, ImportedPerson]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameInFile:
    """A group or tag that a column names: in how many rows, and whether it is made for it."""

    name: str
    rows: int
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What columns bring beside people: groups and tags, and in how many rows a note."""

    groups: tuple[NameInFile, ...] = ()
    tags: tuple[NameInFile, ...] = ()
    notes: int = 0


def gathered_in(run: Run, *, on: date) -> Gathered:
    """What the columns of a run name, beside what there is now."""
    groups, tags = run.beside.get("groups", ()), run.beside.get("tags", ())
    known_groups = _groups_of([name for name, _rows in groups], on)
    known_tags = _tags_of([name for name, _rows in tags])
    return Gathered(
        groups=tuple(
            NameInFile(name=name, rows=rows, is_new=group_key(name) not in known_groups)
            for name, rows in groups
        ),
        tags=tuple(
            NameInFile(name=name, rows=rows, is_new=fold(name) not in known_tags) for name, rows in tags
        ),
        notes=run.beside.get("notes", 0),
    )


def group_key(name: str) -> str:
    """A group's name as it is compared."""
    return fold(name)[:LONGEST_KEY]


def _groups_of(names: Collection[str], on: date) -> dict[str, Group]:
    """Key → the group of that name that is not over on a day; of several seasons the one that began last."""
    if not names:
        return {}
    found: dict[str, Group] = {}
    keys = {group_key(name) for name in names}
    for group in Group.objects.filter(association_id=current_association(), name_key__in=keys):
        if group.ends_on is not None and group.ends_on <= on:
            continue
        other = found.get(group.name_key)
        if other is None or _began(other) < _began(group):
            found[group.name_key] = group
    return found


def _began(group: Group) -> tuple[date, str, str]:
    return group.starts_on or date.min, group.season, str(group.id)


def _tags_of(names: Collection[str]) -> dict[str, UUID]:
    if not names:
        return {}
    keys = {fold(name) for name in names}
    tags = Tag.objects.filter(association_id=current_association(), name_key__in=keys)
    return dict(tags.values_list("name_key", "id"))


# --- Bringing in ------------------------------------------------------------------------------------------


def gather(run: Run, chunk: Chunk, work: Work, *, actor: Actor, at: datetime) -> None:
    """Let people into the groups that their rows name, give them the tags, and write the notes."""
    said = _said(run, chunk, work)
    if not said:
        return
    run.grouped += _into_groups(run, said, actor=actor, at=at)
    run.tagged += _under_tags(run, said, actor=actor, at=at)
    run.noted += _with_notes(run, said, actor=actor, at=at)


def _says(person: ImportedPerson) -> bool:
    return bool(person.groups or person.tags or person.notes)


def _said(run: Run, chunk: Chunk, work: Work) -> list[tuple[UUID, ImportedPerson]]:
    rows = {row: person for row, person in work.add.items() if _says(person)}
    said = [pair for pair in (*work.update.values(), *work.fill.values()) if _says(pair[1])]
    if not rows:
        return said
    added = Touched.objects.filter(
        association_id=run.association_id, run_id=run.id, chunk_number=chunk.number, row__in=list(rows)
    )
    return [(person_id, rows[row]) for row, person_id in added.values_list("row", "person_id")] + said


def _into_groups(run: Run, said: Said, *, actor: Actor, at: datetime) -> int:
    names = _distinct(name for _person_id, person in said for name in person.groups)
    if not names:
        return 0
    today = get_association().day_of(at)
    groups = _groups_of(names, today)
    if lacking := _lacking(run, "groups", names, groups, group_key):
        ids = save_groups(
            groups=[
                GroupEdit(name=name, kind=Kind.GROUP.value, season=season)
                for name, season in _with_seasons(lacking, today.year)
            ],
            actor=actor,
            at=at,
        )
        _remember(run, Made.Kind.GROUP, ids)
        groups = _groups_of(names, today)
    additions = []
    for person_id, person in said:
        for key in dict.fromkeys(map(group_key, person.groups)):
            group = groups[key]
            additions.append(
                Addition(
                    group_id=group.id,
                    person_id=person_id,
                    part=USUAL_PART[Kind(group.kind)].value,
                    starts_on=max(today, group.starts_on or today),
                )
            )
    return add_to_group(additions=additions, source_run=run.id, actor=actor, at=at)


def _lacking(
    run: Run, code: str, names: Sequence[str], there: Collection[str], key_of: Callable[[str], str]
) -> dict[str, str]:
    """Key → name of what is not there yet, spelled as somebody was shown it."""
    spelled = {key_of(name): name for name, _rows in run.beside.get(code, ())}
    return {key: spelled.get(key, name) for name in reversed(names) if (key := key_of(name)) not in there}


def _with_seasons(lacking: dict[str, str], year: int) -> list[tuple[str, str]]:
    """The names of new groups, each with a season that no closed group of that name has."""
    taken = set(
        Group.objects.filter(association_id=current_association(), name_key__in=lacking).values_list(
            "name_key", "season"
        )
    )
    found = []
    for key, name in lacking.items():
        seasons = ["", str(year), *(f"{year} {number}" for number in range(2, len(taken) + 3))]
        found.append((name, next(season for season in seasons if (key, season) not in taken)))
    return found


def _under_tags(run: Run, said: Said, *, actor: Actor, at: datetime) -> int:
    names = _distinct(name for _person_id, person in said for name in person.tags)
    if not names:
        return 0
    tags = _tags_of(names)
    if lacking := _lacking(run, "tags", names, tags, fold):
        ids = save_tags(tags=[TagEdit(name=name) for name in lacking.values()], actor=actor, at=at)
        _remember(run, Made.Kind.TAG, ids)
        tags |= dict(zip(lacking, ids, strict=True))
    gifts = [(person_id, tags[fold(name)]) for person_id, person in said for name in person.tags]
    return len(give_tags(gifts=gifts, source_run=run.id, actor=actor, at=at))


def _with_notes(run: Run, said: Said, *, actor: Actor, at: datetime) -> int:
    held = _notes_of([person_id for person_id, person in said if person.notes])
    # What had to be asked about stayed out when the rows were read.
    notes = [
        NewNote(person_id=person_id, text=text, is_kept_knowingly=True)
        for person_id, person in said
        for text in person.notes
        if text not in held.get(person_id, ())
    ]
    return len(write_notes(notes=notes, source_run=run.id, actor=actor, at=at))


def _notes_of(person_ids: Sequence[UUID]) -> dict[UUID, set[str]]:
    """Whose notes say what: a list that comes twice writes nothing twice."""
    if not person_ids:
        return {}
    rows = list(
        Note.objects.filter(association_id=current_association(), person_id__in=person_ids)
        .order_by("id")
        .values_list("id", "person_id", "person__audit_subject", "sealed")
    )
    texts = unseal(
        [
            (Place(column=NOTE_COLUMN, row=row, subject=subject), bytes(sealed))
            for row, _p, subject, sealed in rows
        ]
    )
    held: dict[UUID, set[str]] = {}
    for (_row, person_id, _subject, _sealed), text in zip(rows, texts, strict=True):
        held.setdefault(person_id, set()).add(text.decode())
    return held


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _remember(run: Run, kind: str, ids: Sequence[UUID]) -> None:
    Made.objects.bulk_create(
        Made(id=new_id(), association_id=run.association_id, run_id=run.id, kind=kind, target=found)
        for found in ids
    )


def ungathered(people: Said, *, on: date) -> set[UUID]:
    """Those of the people of whom a row names a group, a tag or a note that they do not have on a day."""
    said = [(person_id, person) for person_id, person in people if _says(person)]
    if not said:
        return set()
    mine = {"association_id": current_association(), "person_id__in": [person_id for person_id, _p in said]}
    groups = _groups_of(_distinct(name for _id, person in said for name in person.groups), on)
    tags = _tags_of(_distinct(name for _id, person in said for name in person.tags))
    takes_part, carries = set[tuple[UUID, UUID]](), set[tuple[UUID, UUID]]()
    if groups:
        stands = Participation.objects.filter(**mine, group_id__in=[group.id for group in groups.values()])
        takes_part = {
            (person_id, group_id)
            for person_id, group_id, ends_on in stands.values_list("person_id", "group_id", "ends_on")
            if ends_on is None or ends_on > on
        }
    if tags:
        held = PersonTag.objects.filter(**mine, tag_id__in=tags.values())
        carries = set(held.values_list("person_id", "tag_id"))
    notes = _notes_of([person_id for person_id, person in said if person.notes])
    return {
        person_id
        for person_id, person in said
        if any(
            (group := groups.get(group_key(name))) is None or (person_id, group.id) not in takes_part
            for name in person.groups
        )
        or any((person_id, tags.get(fold(name))) not in carries for name in person.tags)
        or any(text not in notes.get(person_id, ()) for text in person.notes)
    }


# --- Taking back ------------------------------------------------------------------------------------------


def take_back_gathered(run: Run, person_ids: Sequence[UUID], *, actor: Actor, at: datetime) -> None:
    """Let people out of what the run let them into, and take its tags and notes from them."""
    forget_participations(person_ids=person_ids, source_run=run.id, actor=actor, at=at)
    forget_what_came_along(person_ids=person_ids, source_run=run.id, actor=actor, at=at)


def take_back_names(run: Run, *, actor: Actor, at: datetime) -> None:
    """
    Remove the groups, tags and own fields that the run made, as far as nobody uses, asks for or has changed them.

    What stays is remembered, so that the run can say so.
    """
    targets = _made(run)
    mine = {"association_id": run.association_id}
    asked = _asked_for([target for ids in targets.values() for target in ids])
    going = {kind: [target for target in ids if target not in asked] for kind, ids in targets.items()}
    groups = Group.objects.filter(**mine, id__in=going.get(Made.Kind.GROUP, ()))
    # A group that somebody has given another name or place is the association's own.
    fresh = set(groups.filter(version=1).values_list("id", flat=True))
    remove_unused_groups(group_ids=sorted(fresh), actor=actor, at=at)
    gone = sorted(fresh - set(groups.values_list("id", flat=True)))
    gone += remove_unused_fields(field_ids=going.get(Made.Kind.FIELD, ()), actor=actor, at=at)
    gone += remove_unused_tags(tag_ids=going.get(Made.Kind.TAG, ()), actor=actor, at=at)
    Made.objects.filter(**mine, run_id=run.id, target__in=gone).delete()


def _asked_for(ids: Sequence[UUID]) -> set[UUID]:
    """Those of the groups, tags and own fields that somebody asks for elsewhere, as in a saved selection."""
    if not ids:
        return set()
    answers: list[tuple[Any, Any]] = names_going.send(sender=Run, ids=ids)
    return {found for _receiver, answer in answers for found in answer or ()}


def names_left(run: Run) -> dict[str, tuple[str, ...]]:
    """What stays of the groups, tags and own fields that the run made, by kind."""
    targets, mine = _made(run), {"association_id": run.association_id}
    languages = (get_association().language,)
    groups = Group.objects.filter(**mine, id__in=targets.get(Made.Kind.GROUP, ())).order_by("sort_key", "id")
    tags = Tag.objects.filter(**mine, id__in=targets.get(Made.Kind.TAG, ())).order_by("name_key")
    fields = OwnField.objects.filter(**mine, id__in=targets.get(Made.Kind.FIELD, ())).order_by("position")
    return {
        Made.Kind.GROUP.value: tuple(groups.values_list("name", flat=True)),
        Made.Kind.TAG.value: tuple(tags.values_list("name", flat=True)),
        Made.Kind.FIELD.value: tuple(
            in_language(labels, *languages) for labels in fields.values_list("labels", flat=True)
        ),
    }


def _made(run: Run) -> dict[str, list[UUID]]:
    made: dict[str, list[UUID]] = {}
    kinds = (Made.Kind.GROUP, Made.Kind.TAG, Made.Kind.FIELD)
    rows = Made.objects.filter(association_id=run.association_id, run_id=run.id, kind__in=kinds)
    for kind, target in rows.values_list("kind", "target"):
        made.setdefault(kind, []).append(target)
    return made

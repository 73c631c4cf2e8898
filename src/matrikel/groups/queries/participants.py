"""Who takes part in a group, how old they are, and in which groups somebody is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.groups import rules
from matrikel.groups.queries.groups import CURRENT, IN_REACH, SEEN, scoped_values
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.asking import Ask
from matrikel.people.rules import names
from matrikel.people.rules.ages import age_on
from matrikel.people.rules.records import search_patterns

PAGE_PEOPLE = 100
MOST_ON_SHEET = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRow:
    """
    Somebody's part in a group.

    `age` is None where the birth date is not known or sealed; `email` and `phone` are the preferred ones, and of a
    protected person empty.
    """

    id: UUID
    person_id: UUID
    audit_subject: UUID
    display_name: str
    initials: str
    member_number: str
    is_protected: bool
    part: rules.Part
    starts_on: date
    ends_on: date | None
    age: int | None
    birth_year: int | None
    email: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantPage:
    """One page of a group's people, leaders first; the marks are ids of participations."""

    rows: Sequence[ParticipantRow]
    next_after: UUID | None
    previous_before: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnParticipation:
    """A group in which somebody takes or took part."""

    id: UUID
    group_id: UUID
    group_name: str
    season: str
    kind: rules.Kind
    part: rules.Part
    starts_on: date
    ends_on: date | None

    def holds_on(self, on: date) -> bool:
        """Say whether it runs on a day, or is still to begin."""
        return self.ends_on is None or on < self.ends_on


PART_ORDER = "array_position(ARRAY['LEADER', 'PLAYER', 'PARTICIPANT'], t.part::text)"
REACHED = (
    "(SELECT c.{column} FROM people_contactpoint c WHERE c.association_id = p.association_id"
    " AND c.person_id = p.id AND c.kind = '{kind}' AND (c.valid_to IS NULL OR c.valid_to > %(on)s)"
    " ORDER BY c.is_preferred DESC, c.id LIMIT 1)"
)
PARTICIPANT = f"""
SELECT t.id, p.id, p.audit_subject, p.given_name, p.family_name_prefix, p.family_name, p.preferred_name,
  coalesce(p.member_number, ''), p.protection, t.part, t.starts_on, t.ends_on, p.birth_date, p.birth_year,
  coalesce({REACHED.format(column="value", kind="EMAIL")}, ''),
  coalesce({REACHED.format(column="normalised", kind="PHONE")}, '')
FROM groups_participation t
JOIN people_person p ON p.association_id = t.association_id AND p.id = t.person_id
WHERE t.association_id = %(association)s AND t.group_id = %(group)s AND {SEEN}
"""  # noqa: S608 - our own words only
PLACE = f"{PART_ORDER}, p.sort_key, t.id"
MARK_PLACE = PLACE.replace("t.", "m.").replace("p.", "q.")


def list_participants(
    *,
    group_id: UUID,
    viewer: Viewer,
    on: date,
    former: bool = False,
    search: str = "",
    after: UUID | None = None,
    before: UUID | None = None,
    rows: int = PAGE_PEOPLE,
) -> ParticipantPage:
    """
    Return one page of those who take part in a group on a day or will, leaders first; `former` asks for the others.

    The group itself is asked for first (`get_group`): whether the viewer may see it is not asked here again.
    """
    backwards, mark = before is not None, before or after
    values = scoped_values(viewer, on, group=group_id, mark=mark, most=rows + 1)
    over = "(t.ends_on <= %(on)s OR p.is_deceased)"
    where = f" AND {over}" if former else f" AND NOT coalesce({over}, false)"
    for number, pattern in enumerate(search_patterns(search)):
        where += f" AND p.search_text LIKE %(pattern{number})s"
        values[f"pattern{number}"] = pattern
    if mark is not None:
        where += (
            f" AND ({PLACE}) {'<' if backwards else '>'} (SELECT {MARK_PLACE}"  # noqa: S608
            " FROM groups_participation m JOIN people_person q ON q.association_id = m.association_id"
            " AND q.id = m.person_id WHERE m.association_id = %(association)s AND m.id = %(mark)s)"
        )
    way = "DESC" if backwards else "ASC"
    with connection.cursor() as cursor:
        cursor.execute(
            f"{PARTICIPANT}{where} ORDER BY {PART_ORDER} {way}, p.sort_key {way}, t.id {way} LIMIT %(most)s",
            values,
        )
        found = cursor.fetchall()
    if not found and mark is not None:
        return list_participants(
            group_id=group_id, viewer=viewer, on=on, former=former, search=search, rows=rows
        )
    more, found = len(found) > rows, found[:rows]
    if backwards:
        found.reverse()
    shown = [_participant(each, viewer, on) for each in found]
    has_previous, has_next = (more, True) if backwards else (mark is not None, more)
    return ParticipantPage(
        rows=shown,
        next_after=shown[-1].id if shown and has_next else None,
        previous_before=shown[0].id if shown and has_previous else None,
    )


def find_participants(
    *, participation_ids: Sequence[UUID], group_id: UUID, viewer: Viewer, on: date
) -> list[ParticipantRow]:
    """Return those of a group's participations that were chosen and may be seen, leaders first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{PARTICIPANT} AND t.id = ANY (%(chosen)s) ORDER BY {PART_ORDER}, p.sort_key, t.id",
            scoped_values(viewer, on, group=group_id, chosen=list(participation_ids)),
        )
        return [_participant(each, viewer, on) for each in cursor.fetchall()]


def _participant(found: Sequence[Any], viewer: Viewer, on: date) -> ParticipantRow:
    given, prefix, family, preferred = found[3:7]
    born = found[12]
    is_protected = found[8] != "NONE"
    return ParticipantRow(
        id=found[0],
        person_id=found[1],
        audit_subject=found[2],
        display_name=names.display_name(given, prefix, family, preferred),
        initials=names.initials(given, family),
        member_number=found[7],
        is_protected=is_protected and viewer.may(Right.PROTECTED_SEE),
        part=rules.Part(found[9]),
        starts_on=found[10],
        ends_on=found[11],
        age=age_on(on, born) if born else None,
        birth_year=found[13] if not is_protected else None,
        email=found[14],
        phone=found[15],
    )


def count_ages(*, group_id: UUID, viewer: Viewer, on: date) -> dict[int, int]:
    """Return how many of a group's people, leaders left out, are how old on a day; unknown ages are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(year FROM age(%(on)s::date, p.birth_date))::int, count(*)"  # noqa: S608
            " FROM groups_participation t"
            " JOIN people_person p ON p.association_id = t.association_id AND p.id = t.person_id"
            " WHERE t.association_id = %(association)s AND t.group_id = %(group)s AND t.part <> 'LEADER'"
            f" AND p.birth_date <= %(on)s AND {CURRENT} AND {SEEN} GROUP BY 1",
            scoped_values(viewer, on, group=group_id),
        )
        return dict(cursor.fetchall())


def participations_of(*, person_id: UUID, viewer: Viewer) -> Ask[list[OwnParticipation]]:
    """
    Ask for the groups of a person within the viewer's branches, those that run first, then the newest.

    The person is asked for first (`get_person`); whoever may not know that a person is protected gets none.
    """
    return Ask(
        statement=(
            "SELECT t.id, g.id, g.name, g.season, g.kind, t.part, t.starts_on, t.ends_on"  # noqa: S608
            " FROM groups_participation t"
            " JOIN groups_group g ON g.association_id = t.association_id AND g.id = t.group_id"
            " JOIN people_person p ON p.association_id = t.association_id AND p.id = t.person_id"
            f" WHERE t.association_id = %(association)s AND t.person_id = %(person)s AND {IN_REACH} AND {SEEN}"
            " ORDER BY t.ends_on DESC NULLS FIRST, g.sort_key, t.id LIMIT 100"
        ),
        values=scoped_values(viewer, date.min, person=person_id),
        read=lambda rows: [
            OwnParticipation(
                id=found[0],
                group_id=found[1],
                group_name=found[2],
                season=found[3],
                kind=rules.Kind(found[4]),
                part=rules.Part(found[5]),
                starts_on=found[6],
                ends_on=found[7],
            )
            for found in rows
        ],
    )


def list_participations_of(*, person_id: UUID, viewer: Viewer) -> list[OwnParticipation]:
    """Return what `participations_of` asks for."""
    return participations_of(person_id=person_id, viewer=viewer).answer()

"""Questions about groups: the list with its counts, who takes part, how old they are, and in which groups somebody is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.groups import rules
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.asking import Ask
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.people.rules import names
from matrikel.people.rules.ages import age_on
from matrikel.people.rules.names import fold
from matrikel.people.rules.records import search_patterns

PAGE_ROWS = 25
PAGE_PEOPLE = 100
MOST_ON_SHEET = 500
MOST_LINES = 60
CANDIDATES_OF_LINE = 5
MOST_CHOICES = 500
MOST_CHOSEN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFilter:
    """
    What the list of groups is asked for; empty parts ask for nothing.

    `state` is current (also what begins later), alone (current, with people whom nobody leads), over, or empty
    for all; `unit_ids` are a branch with all below it.
    """

    search: str = ""
    kind: str = ""
    state: str = ""
    season: str = ""
    unit_ids: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A group with how many lead it and how many take part otherwise, as far as the viewer may see them."""

    id: UUID
    name: str
    kind: rules.Kind
    season: str
    unit_id: UUID | None
    unit_name: str
    starts_on: date | None
    ends_on: date | None
    version: int
    leaders: int
    others: int

    def is_over(self, on: date) -> bool:
        """Say whether the group is over on a day."""
        return self.ends_on is not None and self.ends_on <= on


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage:
    """One page of the list; the marks are group ids, from which the next or previous page goes on."""

    rows: Sequence[GroupRow]
    next_after: UUID | None
    previous_before: UUID | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChoice:
    """A group to choose from."""

    id: UUID
    name: str
    season: str
    kind: rules.Kind
    unit_id: UUID | None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who may be meant by a line that was typed."""

    person_id: UUID
    display_name: str
    member_number: str
    birth_year: int | None
    is_protected: bool
    is_in_group: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenPerson:
    """Somebody with whom something is to be done."""

    id: UUID
    audit_subject: UUID
    display_name: str
    is_protected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLine:
    """A line as it was typed, and who may be meant; nobody, where nothing is found, and not all, where many are."""

    text: str
    candidates: Sequence[Candidate]
    has_more: bool = False


# A group tells where somebody can be found. Whoever may not know that a person is protected sees the person in
# no group at all; whoever may, sees a name without whereabouts.
SEEN = (
    "(p.protection = 'NONE' OR %(may_reveal)s) AND (%(scope)s::uuid[] IS NULL OR p.unit_id = ANY (%(scope)s))"
)
CURRENT = "t.starts_on <= %(on)s AND (t.ends_on IS NULL OR t.ends_on > %(on)s) AND NOT p.is_deceased"
IN_REACH = "(%(scope)s::uuid[] IS NULL OR g.unit_id = ANY (%(scope)s))"
GROUP = f"""
SELECT g.id, g.name, g.kind, g.season, g.unit_id, coalesce(u.name, ''), g.starts_on, g.ends_on, g.version,
  coalesce(c.leaders, 0), coalesce(c.others, 0)
FROM groups_group g
LEFT JOIN organisations_unit u ON u.association_id = g.association_id AND u.id = g.unit_id
LEFT JOIN LATERAL (
  SELECT count(*) FILTER (WHERE t.part = 'LEADER') AS leaders, count(*) FILTER (WHERE t.part <> 'LEADER') AS others
  FROM groups_participation t
  JOIN people_person p ON p.association_id = t.association_id AND p.id = t.person_id
  WHERE t.association_id = g.association_id AND t.group_id = g.id AND {CURRENT} AND {SEEN}
) c ON true
WHERE g.association_id = %(association)s AND {IN_REACH}
"""  # noqa: S608 - our own words only


OF_GROUP = (
    "SELECT 1 FROM groups_participation t"  # noqa: S608 - our own words only
    " JOIN people_person p ON p.association_id = t.association_id AND p.id = t.person_id"
    f" WHERE t.association_id = g.association_id AND t.group_id = g.id AND {CURRENT}"
    " AND (p.protection = 'NONE' OR %(may_reveal)s)"
)
ALONE = (
    "(g.ends_on IS NULL OR g.ends_on > %(on)s)"
    f" AND EXISTS ({OF_GROUP} AND t.part <> 'LEADER') AND NOT EXISTS ({OF_GROUP} AND t.part = 'LEADER')"
)


def _values(viewer: Viewer, on: date, **more: object) -> dict[str, Any]:
    return {
        "association": current_association(),
        "on": on,
        "may_reveal": viewer.may(Right.PROTECTED_SEE),
        "scope": list(viewer.unit_ids) if viewer.unit_ids is not None else None,
        **more,
    }


def _group(found: Sequence[Any]) -> GroupRow:
    return GroupRow(
        id=found[0],
        name=found[1],
        kind=rules.Kind(found[2]),
        season=found[3],
        unit_id=found[4],
        unit_name=found[5],
        starts_on=found[6],
        ends_on=found[7],
        version=found[8],
        leaders=found[9],
        others=found[10],
    )


def get_group(*, group_id: UUID, viewer: Viewer, on: date) -> GroupRow:
    """
    Return one group.

    :raises NotFound: there is no such group in this association, or not within the viewer's branches.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"{GROUP} AND g.id = %(group)s", _values(viewer, on, group=group_id))
        found = cursor.fetchone()
    if found is None:
        raise NotFound
    return _group(found)


def list_groups(
    *,
    wanted: GroupFilter,
    viewer: Viewer,
    on: date,
    after: UUID | None = None,
    before: UUID | None = None,
    rows: int = PAGE_ROWS,
) -> GroupPage:
    """Return one page of groups in order of name, counted in the same query; two queries however many there are."""
    backwards, mark = before is not None, before or after
    values = _values(viewer, on, most=rows + 1, mark=mark)
    where = _wanted(wanted, values)
    beyond = ""
    if mark is not None:
        beyond = (
            f" AND (g.sort_key, g.id) {'<' if backwards else '>'} ((SELECT k.sort_key FROM groups_group k"  # noqa: S608
            " WHERE k.association_id = %(association)s AND k.id = %(mark)s), %(mark)s)"
        )
    order = "g.sort_key DESC, g.id DESC" if backwards else "g.sort_key, g.id"
    with connection.cursor() as cursor:
        cursor.execute(f"{GROUP}{where}{beyond} ORDER BY {order} LIMIT %(most)s", values)
        found = cursor.fetchall()
        cursor.execute(
            "SELECT count(*) FROM groups_group g"  # noqa: S608 - our own words only
            f" WHERE g.association_id = %(association)s AND {IN_REACH}{where}",
            values,
        )
        count: int = cursor.fetchone()[0]
    if not found and mark is not None:
        return list_groups(wanted=wanted, viewer=viewer, on=on, rows=rows)
    more, found = len(found) > rows, found[:rows]
    if backwards:
        found.reverse()
    shown = [_group(each) for each in found]
    has_previous, has_next = (more, True) if backwards else (mark is not None, more)
    return GroupPage(
        rows=shown,
        next_after=shown[-1].id if shown and has_next else None,
        previous_before=shown[0].id if shown and has_previous else None,
        count=count,
    )


def _wanted(wanted: GroupFilter, values: dict[str, Any]) -> str:
    parts = []
    if search := fold(wanted.search):
        parts.append("g.name_key LIKE %(needle)s")
        values["needle"] = "%" + search.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
    if wanted.kind:
        parts.append("g.kind = %(kind)s")
        values["kind"] = wanted.kind
    if wanted.season:
        parts.append("g.season = %(season)s")
        values["season"] = wanted.season
    if wanted.unit_ids:
        parts.append("g.unit_id = ANY (%(units)s)")
        values["units"] = list(wanted.unit_ids)
    if wanted.state == "current":
        parts.append("(g.ends_on IS NULL OR g.ends_on > %(on)s)")
    elif wanted.state == "alone":
        parts.append(ALONE)
    elif wanted.state == "over":
        parts.append("g.ends_on <= %(on)s")
    return "".join(f" AND {part}" for part in parts)


def count_groups_alone(*, viewer: Viewer, on: date) -> int:
    """Return how many groups have people in them whom nobody leads."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM groups_group g WHERE g.association_id = %(association)s AND {IN_REACH} AND {ALONE}",  # noqa: S608
            _values(viewer, on),
        )
        return int(cursor.fetchone()[0])


def list_seasons(*, viewer: Viewer) -> list[str]:
    """Return the names of the seasons that groups have, the last one in the alphabet first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT g.season FROM groups_group g WHERE g.association_id = %(association)s"  # noqa: S608
            f" AND g.season <> '' AND {IN_REACH} ORDER BY g.season DESC LIMIT 30",
            _values(viewer, date.min),
        )
        return [row[0] for row in cursor.fetchall()]


def list_group_choices(*, viewer: Viewer, on: date) -> list[GroupChoice]:
    """Return the groups that are not over, in order of name, at most five hundred."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT g.id, g.name, g.season, g.kind, g.unit_id FROM groups_group g"  # noqa: S608
            f" WHERE g.association_id = %(association)s AND {IN_REACH}"
            " AND (g.ends_on IS NULL OR g.ends_on > %(on)s) ORDER BY g.sort_key, g.id LIMIT %(most)s",
            _values(viewer, on, most=MOST_CHOICES),
        )
        return [
            GroupChoice(id=found, name=name, season=season, kind=rules.Kind(kind), unit_id=unit_id)
            for found, name, season, kind, unit_id in cursor.fetchall()
        ]


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
    values = _values(viewer, on, group=group_id, mark=mark, most=rows + 1)
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
            _values(viewer, on, group=group_id, chosen=list(participation_ids)),
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
            _values(viewer, on, group=group_id),
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
        values=_values(viewer, date.min, person=person_id),
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


def find_people_typed(*, lines: Sequence[str], group_id: UUID, viewer: Viewer, on: date) -> list[TypedLine]:
    """
    Return who may be meant by each line (a name, a part of one, a member number, an e-mail address), in one query.

    At most sixty lines are read and five people found for each; empty lines and repetitions are left out.
    """
    typed = list(dict.fromkeys(text for line in lines if (text := " ".join(line.split()))))[:MOST_LINES]
    patterns = [search_patterns(text) for text in typed]
    asked = [found for found in patterns if found]
    if not asked:
        return [TypedLine(text=text, candidates=()) for text in typed]
    values = _values(viewer, on, group=group_id, lines=json.dumps(patterns), most=CANDIDATES_OF_LINE + 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.number - 1, p.id, p.given_name, p.family_name_prefix, p.family_name, p.preferred_name,"  # noqa: S608
            " coalesce(p.member_number, ''), p.birth_year, p.protection,"
            " EXISTS (SELECT 1 FROM groups_participation t WHERE t.association_id = p.association_id"
            "  AND t.group_id = %(group)s AND t.person_id = p.id AND (t.ends_on IS NULL OR t.ends_on > %(on)s))"
            " FROM jsonb_array_elements(%(lines)s::jsonb) WITH ORDINALITY AS l(patterns, number)"
            " CROSS JOIN LATERAL app.search_people("
            "  ARRAY(SELECT jsonb_array_elements_text(l.patterns)), %(scope)s, NULL, NULL, false, %(most)s) s"
            " JOIN people_person p ON p.association_id = %(association)s AND p.id = s.person_id"
            f" WHERE jsonb_array_length(l.patterns) > 0 AND p.kind = 'NATURAL' AND NOT p.is_deceased AND {SEEN}"
            " ORDER BY l.number, p.sort_key, p.id",
            values,
        )
        found: dict[int, list[Candidate]] = {}
        for number, person_id, given, prefix, family, preferred, member, year, protection, is_in in cursor:
            found.setdefault(number, []).append(
                Candidate(
                    person_id=person_id,
                    display_name=names.display_name(given, prefix, family, preferred),
                    member_number=member,
                    birth_year=year if protection == "NONE" else None,
                    is_protected=protection != "NONE",
                    is_in_group=is_in,
                )
            )
    return [
        TypedLine(
            text=text,
            candidates=found.get(number, [])[:CANDIDATES_OF_LINE],
            has_more=len(found.get(number, [])) > CANDIDATES_OF_LINE,
        )
        for number, text in enumerate(typed)
    ]


def find_people_chosen(*, person_ids: Sequence[UUID], viewer: Viewer) -> list[ChosenPerson]:
    """Return those of the persons who may be seen, in order of name, at most two hundred."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, p.audit_subject, p.given_name, p.family_name_prefix, p.family_name, p.preferred_name,"  # noqa: S608
            " p.protection FROM people_person p WHERE p.association_id = %(association)s AND p.id = ANY (%(people)s)"
            f" AND {SEEN} ORDER BY p.sort_key, p.id LIMIT %(most)s",
            _values(viewer, date.min, people=list(person_ids), most=MOST_CHOSEN),
        )
        return [
            ChosenPerson(
                id=found[0],
                audit_subject=found[1],
                display_name=names.display_name(*found[2:6]),
                is_protected=found[6] != "NONE",
            )
            for found in cursor.fetchall()
        ]

"""Groups and teams: the list with its counts, one of them, and those to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.groups import rules
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.people.rules.names import fold

PAGE_ROWS = 25
MOST_CHOICES = 500


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


def scoped_values(viewer: Viewer, on: date, **more: object) -> dict[str, Any]:
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
        cursor.execute(f"{GROUP} AND g.id = %(group)s", scoped_values(viewer, on, group=group_id))
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
    values = scoped_values(viewer, on, most=rows + 1, mark=mark)
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
            scoped_values(viewer, on),
        )
        return int(cursor.fetchone()[0])


def list_seasons(*, viewer: Viewer) -> list[str]:
    """Return the names of the seasons that groups have, the last one in the alphabet first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT g.season FROM groups_group g WHERE g.association_id = %(association)s"  # noqa: S608
            f" AND g.season <> '' AND {IN_REACH} ORDER BY g.season DESC LIMIT 30",
            scoped_values(viewer, date.min),
        )
        return [row[0] for row in cursor.fetchall()]


def list_group_choices(*, viewer: Viewer, on: date) -> list[GroupChoice]:
    """Return the groups that are not over, in order of name, at most five hundred."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT g.id, g.name, g.season, g.kind, g.unit_id FROM groups_group g"  # noqa: S608
            f" WHERE g.association_id = %(association)s AND {IN_REACH}"
            " AND (g.ends_on IS NULL OR g.ends_on > %(on)s) ORDER BY g.sort_key, g.id LIMIT %(most)s",
            scoped_values(viewer, on, most=MOST_CHOICES),
        )
        return [
            GroupChoice(id=found, name=name, season=season, kind=rules.Kind(kind), unit_id=unit_id)
            for found, name, season, kind, unit_id in cursor.fetchall()
        ]

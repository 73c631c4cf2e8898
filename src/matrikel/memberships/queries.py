"""Who is a member of what since when, and of what one can be a member."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from uuid import UUID

from django.db import connection

from matrikel.kernel.actors import Viewer
from matrikel.kernel.asking import Ask, Rows
from matrikel.kernel.scope import current_association
from matrikel.memberships import rules
from matrikel.memberships.models import Membership
from matrikel.organisations.rules import name_in


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipTypeRow:
    """A membership type to choose from."""

    id: UUID
    name: str
    kind: str
    from_age: int | None
    to_age: int | None
    is_offered: bool
    may_vote: bool = True
    counted_upward: bool = True
    version: int = 1
    names: Mapping[str, str] = field(default_factory=dict)

    def name_in(self, language: str) -> str:
        """Return the type's name in a language, else the one that it mainly has."""
        return name_in(language, self.name, self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipRow:
    """One membership of a person."""

    id: UUID
    type_id: UUID
    type_name: str
    unit_id: UUID | None
    unit_name: str
    starts_on: date
    ends_on: date | None
    starts_precision: str
    end_reason: str
    decision: str
    channel: str


_TYPE_COLUMNS = tuple(column.name for column in fields(MembershipTypeRow))
_MEMBERSHIP_COLUMNS = tuple(column.name for column in fields(MembershipRow))


def list_membership_types(*, offered_only: bool = False) -> list[MembershipTypeRow]:
    """Return the association's membership types in the order that it gave them, new ones last by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, name, kind, from_age, to_age, is_offered, may_vote, counted_upward, version, names::json"
            " FROM memberships_membershiptype"
            " WHERE association_id = %s AND (is_offered OR NOT %s) ORDER BY position, name_key, id",
            [current_association(), offered_only],
        )
        return [
            MembershipTypeRow(**dict(zip(_TYPE_COLUMNS, values, strict=True))) for values in cursor.fetchall()
        ]


def memberships_of(*, person_ids: Sequence[UUID], language: str = "") -> Ask[dict[UUID, list[MembershipRow]]]:
    """Ask for the memberships of persons, newest first, by person; names are in a language where they have one."""

    def read(found: Rows) -> dict[UUID, list[MembershipRow]]:
        rows: dict[UUID, list[MembershipRow]] = {}
        for person_id, *values in found:
            row = MembershipRow(**dict(zip(_MEMBERSHIP_COLUMNS, values, strict=True)))
            rows.setdefault(person_id, []).append(row)
        return rows

    # By hand, as every page of the list asks this; names by subselect, because the planner, which knows little of
    # small tables that many associations share, would join them first and look for each type's members.
    return Ask(
        statement=(
            "SELECT m.person_id, m.id, m.type_id, "
            " (SELECT coalesce(t.names->>%s, t.name) FROM memberships_membershiptype t"
            " WHERE t.association_id = m.association_id AND t.id = m.type_id), m.unit_id,"
            " coalesce((SELECT coalesce(u.names->>%s, u.name) FROM organisations_unit u"
            " WHERE u.association_id = m.association_id AND u.id = m.unit_id), ''), m.starts_on, m.ends_on,"
            " m.starts_precision, m.end_reason, m.decision, m.channel"
            " FROM memberships_membership m WHERE m.association_id = %s AND m.person_id = ANY (%s)"
            " ORDER BY m.person_id, m.starts_on DESC, m.id"
        ),
        values=[language, language, current_association(), list(person_ids)],
        read=read,
    )


def list_memberships(*, person_ids: Sequence[UUID], language: str = "") -> dict[UUID, list[MembershipRow]]:
    """Return what `memberships_of` asks for."""
    return memberships_of(person_ids=person_ids, language=language).answer()


def facts_of(memberships: Sequence[MembershipRow]) -> list[rules.MembershipFacts]:
    """Return what the rules need to know of memberships."""
    return [
        rules.MembershipFacts(
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            is_mistake=row.end_reason == Membership.EndReason.MISTAKE,
        )
        for row in memberships
    ]


def find_statuses(*, person_ids: Sequence[UUID], on: date) -> dict[UUID, rules.Status]:
    """Return what persons are to the association on a day; who is not of it is left out."""
    own = list_memberships(person_ids=person_ids)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, is_deceased, deceased_on FROM people_person WHERE association_id = %s AND id = ANY (%s)",
            [current_association(), list(person_ids)],
        )
        return {
            person_id: rules.status_on(
                on,
                facts_of(own.get(person_id, [])),
                deceased_on=(died_on or date.min) if is_deceased else None,
            )
            for person_id, is_deceased, died_on in cursor.fetchall()
        }


def count_memberships_by_type(*, on: date) -> dict[UUID, tuple[int, int]]:
    """Return for each type that somebody has or had: memberships that hold on the day, and all there ever were."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type_id, count(*) FILTER (WHERE starts_on <= %s AND (ends_on IS NULL OR ends_on > %s)"
            " AND end_reason <> 'MISTAKE'), count(*)"
            " FROM memberships_membership WHERE association_id = %s GROUP BY type_id",
            [on, on, current_association()],
        )
        return {type_id: (held, ever) for type_id, held, ever in cursor.fetchall()}


def count_members_by_unit(*, on: date, viewer: Viewer) -> dict[UUID, int]:
    """Return how many members there are on a day whose branch is the very one, without those below it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.unit_id, count(*) FROM people_person p"
            " WHERE p.association_id = %(here)s AND p.unit_id IS NOT NULL"
            " AND (%(units)s::uuid[] IS NULL OR p.unit_id = ANY (%(units)s::uuid[])) AND NOT p.is_deceased"
            " AND p.id IN (SELECT m.person_id FROM memberships_membership m WHERE m.association_id = %(here)s"
            " AND m.starts_on <= %(on)s AND (m.ends_on IS NULL OR m.ends_on > %(on)s)"
            " AND m.end_reason <> 'MISTAKE') GROUP BY p.unit_id",
            {
                "here": current_association(),
                "on": on,
                "units": None if viewer.unit_ids is None else list(viewer.unit_ids),
            },
        )
        return dict(cursor.fetchall())

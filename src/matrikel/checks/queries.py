"""Questions about checks: what is asked for, who needs one and how they stand, and what somebody has shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.checks import rules
from matrikel.checks.filters import STANDS, STANDS_OF_PERSON
from matrikel.checks.models import CheckKind
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.asking import Ask
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.people.rules import names
from matrikel.people.rules.records import search_patterns

PAGE_ROWS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckKindRow:
    """A kind of check, of whom it is asked, and how long one that was seen holds."""

    id: UUID
    name: str
    nature: rules.Nature
    validity_months: int | None
    from_age: int | None
    minor_age: int
    needed_for_parts: Sequence[str]
    needed_for_roles: Sequence[str]
    only_with_minors: bool
    is_asked: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFilter:
    """Whom the list of those who need a check is asked for; no standings and no kind ask for everybody."""

    search: str = ""
    standings: Sequence[rules.Standing] = ()
    kind_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """Somebody of whom a check is asked, why, and how the person stands; `valid_until` is its last day."""

    person_id: UUID
    kind_id: UUID
    audit_subject: UUID
    display_name: str
    initials: str
    member_number: str
    is_protected: bool
    kind_name: str
    group_names: Sequence[str]
    roles: Sequence[str]
    seen_on: date | None
    valid_until: date | None
    standing: rules.Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedPage:
    """
    One page of the list; a mark is a person and a kind, from which the next or previous page goes on.

    `count` is of those whom the filter keeps, `counts` of everybody of whom a check is asked.
    """

    rows: Sequence[NeedRow]
    next_after: tuple[UUID, UUID] | None
    previous_before: tuple[UUID, UUID] | None
    count: int
    counts: Mapping[rules.Standing, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """A paper that somebody showed."""

    id: UUID
    kind_id: UUID
    kind_name: str
    seen_on: date
    seen_by_name: str
    valid_until: date | None
    withdrawn_on: date | None

    @property
    def facts(self) -> rules.CheckFacts:
        """Return what the rules need to know."""
        return rules.CheckFacts(
            seen_on=self.seen_on, valid_until=self.valid_until, is_withdrawn=self.withdrawn_on is not None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCheck:
    """A kind of check that is asked of a person, and how the person stands with it."""

    kind_name: str
    standing: rules.Standing


def list_check_kinds(*, asked_only: bool = False) -> list[CheckKindRow]:
    """Return the kinds of check in order of name."""
    kinds = CheckKind.objects.filter(association_id=current_association())
    if asked_only:
        kinds = kinds.filter(is_asked=True)
    return [_kind(kind) for kind in kinds.order_by("name_key", "id")]


def get_check_kind(*, kind_id: UUID) -> CheckKindRow:
    """
    Return one kind of check.

    :raises NotFound: there is none such in this association.
    """
    kind = CheckKind.objects.filter(association_id=current_association(), id=kind_id).first()
    if kind is None:
        raise NotFound
    return _kind(kind)


def _kind(kind: CheckKind) -> CheckKindRow:
    values = {name: getattr(kind, name) for name in CheckKindRow.__dataclass_fields__}
    return CheckKindRow(**{**values, "nature": rules.Nature(kind.nature)})


# Whoever may not know that a person is protected sees the person lead no group, and so need no check.
SEEN = (
    "(p.protection = 'NONE' OR %(may_reveal)s) AND (%(scope)s::uuid[] IS NULL OR p.unit_id = ANY (%(scope)s))"
)
_STANDING_PEOPLE = f"""
FROM ({{stands}}) s
JOIN people_person p ON p.association_id = s.association_id AND p.id = s.person_id
JOIN checks_checkkind k ON k.association_id = s.association_id AND k.id = s.kind_id
WHERE {SEEN}
"""
STANDING_PEOPLE = _STANDING_PEOPLE.format(stands=STANDS)
STANDING_PERSON = _STANDING_PEOPLE.format(stands=STANDS_OF_PERSON)
GROUP_NAMES = (
    "ARRAY(SELECT g.name FROM groups_group g WHERE g.association_id = s.association_id AND g.id = ANY (s.group_ids)"
    " AND (%(scope)s::uuid[] IS NULL OR g.unit_id = ANY (%(scope)s)) ORDER BY g.sort_key)"
)


def _values(viewer: Viewer, on: date, **more: object) -> dict[str, Any]:
    return {
        "association": current_association(),
        "on": on,
        "may_reveal": viewer.may(Right.PROTECTED_SEE),
        "scope": list(viewer.unit_ids) if viewer.unit_ids is not None else None,
        **more,
    }


def list_needed(
    *,
    wanted: NeedFilter,
    viewer: Viewer,
    on: date,
    after: tuple[UUID, UUID] | None = None,
    before: tuple[UUID, UUID] | None = None,
    rows: int = PAGE_ROWS,
) -> NeedPage:
    """Return one page of those of whom a check is asked, in order of name; two queries however many there are."""
    backwards, mark = before is not None, before or after
    values = _values(viewer, on, most=rows + 1)
    where = ""
    if wanted.standings:
        where += " AND s.standing = ANY (%(standings)s)"
        values["standings"] = [standing.value for standing in wanted.standings]
    if wanted.kind_id is not None:
        where += " AND s.kind_id = %(kind)s"
        values["kind"] = wanted.kind_id
    for number, pattern in enumerate(search_patterns(wanted.search)):
        where += f" AND p.search_text LIKE %(pattern{number})s"
        values[f"pattern{number}"] = pattern
    beyond = ""
    if mark is not None:
        beyond = (
            f" AND (p.sort_key, p.id, k.id) {'<' if backwards else '>'} ((SELECT m.sort_key FROM people_person m"  # noqa: S608
            " WHERE m.association_id = %(association)s AND m.id = %(person)s), %(person)s, %(mark_kind)s)"
        )
        values |= {"person": mark[0], "mark_kind": mark[1]}
    way = "DESC" if backwards else "ASC"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, k.id, p.audit_subject, p.given_name, p.family_name_prefix, p.family_name,"
            f" p.preferred_name, coalesce(p.member_number, ''), p.protection, k.name, {GROUP_NAMES},"
            f" coalesce(s.roles, ARRAY[]::text[]), s.seen_on, s.valid_until, s.standing {STANDING_PEOPLE}{where}{beyond}"
            f" ORDER BY p.sort_key {way}, p.id {way}, k.id {way} LIMIT %(most)s",
            values,
        )
        found = cursor.fetchall()
        cursor.execute(
            f"SELECT s.standing, count(*), count(*) FILTER (WHERE true{where}) {STANDING_PEOPLE} GROUP BY s.standing",
            values,
        )
        counted = cursor.fetchall()
    if not found and mark is not None:
        return list_needed(wanted=wanted, viewer=viewer, on=on, rows=rows)
    more, found = len(found) > rows, found[:rows]
    if backwards:
        found.reverse()
    shown = [_need(each, viewer) for each in found]
    marks = [(row.person_id, row.kind_id) for row in shown]
    has_previous, has_next = (more, True) if backwards else (mark is not None, more)
    return NeedPage(
        rows=shown,
        next_after=marks[-1] if marks and has_next else None,
        previous_before=marks[0] if marks and has_previous else None,
        count=sum(kept for _standing, _all, kept in counted),
        counts=dict.fromkeys(rules.Standing, 0)
        | {rules.Standing(standing): count for standing, count, _kept in counted},
    )


def _need(found: Sequence[Any], viewer: Viewer) -> NeedRow:
    given, prefix, family, preferred = found[3:7]
    return NeedRow(
        person_id=found[0],
        kind_id=found[1],
        audit_subject=found[2],
        display_name=names.display_name(given, prefix, family, preferred),
        initials=names.initials(given, family),
        member_number=found[7],
        is_protected=found[8] != "NONE" and viewer.may(Right.PROTECTED_SEE),
        kind_name=found[9],
        group_names=tuple(found[10]),
        roles=tuple(found[11]),
        seen_on=found[12],
        valid_until=found[13],
        standing=rules.Standing(found[14]),
    )


def count_needed(*, viewer: Viewer, on: date) -> dict[rules.Standing, int]:
    """Return how many stand how, counted once for each check that is asked of them."""
    counts = dict.fromkeys(rules.Standing, 0)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.standing, count(*) {STANDING_PEOPLE} GROUP BY s.standing",
            _values(viewer, on),
        )
        return counts | {rules.Standing(standing): count for standing, count in cursor.fetchall()}


def asked_of(*, person_id: UUID, viewer: Viewer, on: date) -> Ask[dict[UUID, AskedCheck]]:
    """Ask which kinds of check are asked of a person, and how the person stands; the person is asked for first."""
    return Ask(
        statement=(
            "SELECT s.kind_id, (SELECT k.name FROM checks_checkkind k"  # noqa: S608 - our own words only
            " WHERE k.association_id = s.association_id AND k.id = s.kind_id),"
            f" s.standing {STANDING_PERSON} AND p.id = %(person)s"
        ),
        values=_values(viewer, on, person=person_id),
        read=lambda rows: {
            kind_id: AskedCheck(kind_name=name, standing=rules.Standing(standing))
            for kind_id, name, standing in rows
        },
    )


def list_asked_of(*, person_id: UUID, viewer: Viewer, on: date) -> dict[UUID, rules.Standing]:
    """Return how a person stands with each kind of check that is asked of the person; the person is asked for first."""
    found = asked_of(person_id=person_id, viewer=viewer, on=on).answer()
    return {kind_id: asked.standing for kind_id, asked in found.items()}


def checks_of(*, person_id: UUID) -> Ask[list[CheckRow]]:
    """Ask what a person has shown, newest first; the person is asked for first (`get_person`)."""
    return Ask(
        statement=(
            "SELECT c.id, c.kind_id, k.name, c.seen_on, c.seen_by_name, c.valid_until, c.withdrawn_on"
            " FROM checks_check c JOIN checks_checkkind k ON k.association_id = c.association_id AND k.id = c.kind_id"
            " WHERE c.association_id = %s AND c.person_id = %s ORDER BY c.seen_on DESC, c.id DESC LIMIT 100"
        ),
        values=[current_association(), person_id],
        read=lambda rows: [
            CheckRow(
                id=found[0],
                kind_id=found[1],
                kind_name=found[2],
                seen_on=found[3],
                seen_by_name=found[4],
                valid_until=found[5],
                withdrawn_on=found[6],
            )
            for found in rows
        ],
    )


def list_checks_of(*, person_id: UUID) -> list[CheckRow]:
    """Return what `checks_of` asks for."""
    return checks_of(person_id=person_id).answer()

"""Who is a member of what, since when: filters and columns for lists of people."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import get_language

from matrikel.kernel.actors import Viewer
from matrikel.kernel.scope import current_association
from matrikel.memberships.rules import Status
from matrikel.people.filters.offers import (
    Asked,
    Column,
    Condition,
    Filter,
    FilterKind,
    Offer,
    Option,
    Order,
    Run,
    Value,
)

CURRENT = (
    "SELECT 1 FROM memberships_membership m WHERE m.association_id = p.association_id AND m.person_id = p.id"
    " AND m.starts_on <= %(on)s AND (m.ends_on IS NULL OR m.ends_on > %(on)s) AND m.end_reason <> 'MISTAKE'"
)
EVER = (
    "SELECT 1 FROM memberships_membership m WHERE m.association_id = p.association_id AND m.person_id = p.id"
    " AND m.starts_on <= %(on)s AND m.end_reason <> 'MISTAKE' AND (m.ends_on IS NULL OR m.ends_on > m.starts_on)"
)
COMING = (
    "SELECT 1 FROM memberships_membership m WHERE m.association_id = p.association_id AND m.person_id = p.id"
    " AND m.starts_on > %(on)s AND m.end_reason <> 'MISTAKE'"
)
OF_TYPE = (
    "SELECT w.person_id FROM memberships_membership w WHERE w.association_id = %(association)s"
    " AND w.type_id = ANY (%(types)s) AND w.starts_on <= %(on)s"
    " AND (w.ends_on IS NULL OR w.ends_on > %(on)s) AND w.end_reason <> 'MISTAKE'"
)
# As rules.Course counts: a change from one type to another is neither joining nor leaving.
JOINED = (
    "SELECT w.person_id FROM memberships_membership w WHERE w.association_id = %(association)s"
    " AND w.starts_on >= %(first)s AND w.starts_on <= %(last)s AND w.end_reason <> 'MISTAKE'"
    " AND (w.ends_on IS NULL OR w.ends_on > w.starts_on)"
    " AND NOT EXISTS (SELECT 1 FROM memberships_membership e WHERE e.association_id = w.association_id"
    " AND e.person_id = w.person_id AND e.starts_on < w.starts_on AND e.end_reason <> 'MISTAKE'"
    " AND (e.ends_on IS NULL OR e.ends_on >= w.starts_on AND e.ends_on > e.starts_on))"
)
LEFT = (
    "SELECT w.person_id FROM memberships_membership w WHERE w.association_id = %(association)s"
    " AND w.ends_on >= %(first)s AND w.ends_on <= %(last)s AND w.end_reason <> 'MISTAKE'"
    " AND w.ends_on > w.starts_on"
    " AND NOT EXISTS (SELECT 1 FROM memberships_membership e WHERE e.association_id = w.association_id"
    " AND e.person_id = w.person_id AND e.starts_on <= w.ends_on AND e.end_reason <> 'MISTAKE'"
    " AND (e.ends_on IS NULL OR e.ends_on > w.ends_on))"
)
LACKS_MEMBERSHIP = "MEMBERSHIP"
"""Under which word people_lack knows who may never have been a member, nor become one."""
DEAD = "p.is_deceased AND (p.deceased_on IS NULL OR p.deceased_on <= %(on)s)"
VOTES = f"""NOT ({DEAD}) AND EXISTS ({CURRENT} AND EXISTS (SELECT FROM memberships_membershiptype t
 WHERE t.association_id = m.association_id AND t.id = m.type_id AND t.may_vote))"""
"""As a condition on a row `p` of people_person: somebody may vote at a meeting on the day `on`."""
# Mirrors rules.status_on; a test compares the two over generated facts.
STATUS_CONDITION = {
    Status.MEMBER: f"NOT ({DEAD}) AND EXISTS ({CURRENT})",
    Status.COMING: f"NOT ({DEAD}) AND NOT EXISTS ({CURRENT}) AND EXISTS ({COMING})",
    Status.FORMER: (f"NOT ({DEAD}) AND NOT EXISTS ({CURRENT}) AND NOT EXISTS ({COMING}) AND EXISTS ({EVER})"),
    Status.CONTACT: f"NOT ({DEAD}) AND NOT EXISTS ({EVER}) AND NOT EXISTS ({COMING})",
    Status.DECEASED: DEAD,
}
# Who could have a status, found by an index: where few have it, the list would walk along the whole alphabet.
STATUS_AMONG = {
    Status.MEMBER: (
        "SELECT m.association_id, m.person_id FROM memberships_membership m"
        " WHERE m.starts_on <= %(on)s AND (m.ends_on IS NULL OR m.ends_on > %(on)s)"
    ),
    Status.COMING: "SELECT m.association_id, m.person_id FROM memberships_membership m WHERE m.starts_on > %(on)s",
    Status.FORMER: "SELECT m.association_id, m.person_id FROM memberships_membership m WHERE m.ends_on <= %(on)s",
    Status.CONTACT: f"SELECT l.association_id, l.person_id FROM people_lack l WHERE l.what = '{LACKS_MEMBERSHIP}'",  # noqa: S608
    Status.DECEASED: ("SELECT q.association_id, q.id AS person_id FROM people_person q WHERE q.is_deceased"),
}


def _of_status(asked: Asked) -> Condition:
    statuses = [Status(value) for value in asked.values]
    among = " UNION ALL ".join(STATUS_AMONG[status] for status in statuses)
    return Condition(
        people=f"SELECT w.person_id FROM ({among}) w WHERE w.association_id = %(association)s",  # noqa: S608
        where=" OR ".join(STATUS_CONDITION[status] for status in statuses).join("()"),
    )


def _types(_viewer: Viewer) -> Sequence[Option]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, coalesce(names->>%s, name) FROM memberships_membershiptype"
            " WHERE association_id = %s ORDER BY name_key, id",
            [(get_language() or "").split("-")[0], current_association()],
        )
        return [Option(value=str(type_id), label=name) for type_id, name in cursor.fetchall()]


def _of_type(asked: Asked) -> Condition:
    return Condition(people=OF_TYPE, values={"types": asked.ids})


def _joined(asked: Asked) -> Condition:
    first, last = asked.first_day or date.min, asked.last_day or date.max
    return Condition(people=JOINED, values={"first": first, "last": last})


def _left(asked: Asked) -> Condition:
    # `ends_on` is the day after the last one.
    day = timedelta(1)
    first = date.min if asked.first_day is None else min(asked.first_day, date.max - day) + day
    last = asked.on if asked.last_day is None else min(asked.last_day, date.max - day) + day
    return Condition(people=LEFT, values={"first": first, "last": last})


FILTERS = (
    Filter(
        code="status",
        kind=FilterKind.CHOICE,
        options=lambda _viewer: [Option(value=status.value) for status in Status],
        condition=_of_status,
    ),
    Filter(code="type", kind=FilterKind.CHOICE, options=_types, condition=_of_type),
    Filter(code="joined", kind=FilterKind.DAYS, condition=_joined),
    Filter(code="left", kind=FilterKind.DAYS, condition=_left),
)


def _ended(person_ids: Sequence[UUID], viewer: Viewer, on: date) -> Mapping[UUID, Value]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.person_id, max(m.ends_on) FROM memberships_membership m WHERE m.association_id = %s"
            " AND m.person_id = ANY (%s) AND m.end_reason <> 'MISTAKE' GROUP BY m.person_id"
            " HAVING bool_and(m.ends_on IS NOT NULL)",
            [current_association(), list(person_ids)],
        )
        return {person_id: ends_on - timedelta(1) for person_id, ends_on in cursor.fetchall()}


# Status, type and since come with every line of a list, as they are computed from the same facts.
COLUMNS = (Column(code="ended", values=_ended, is_numeric=True),)

_JOININGS = (
    "memberships_joining j JOIN people_person p ON p.association_id = j.association_id AND p.id = j.person_id"
)
# The last joining, whatever day is asked for: what holds on a day alone is no order of an index.
JOINED_ORDER = Order(
    code="joined",
    runs=(
        Run(
            source=_JOININGS,
            where="j.association_id = %(association)s AND j.joined_on IS NOT NULL",
            key="j.joined_on",
            id="j.person_id",
        ),
        Run(
            source=_JOININGS,
            where="j.association_id = %(association)s AND j.joined_on IS NULL",
            id="j.person_id",
            held="j.joined_on",
        ),
        Run(
            source=(
                "people_lack l JOIN people_person p ON p.association_id = l.association_id AND p.id = l.person_id"
            ),
            where=(
                f"l.association_id = %(association)s AND l.what = '{LACKS_MEMBERSHIP}' AND NOT EXISTS"  # noqa: S608
                " (SELECT 1 FROM memberships_joining j WHERE j.association_id = l.association_id"
                " AND j.person_id = l.person_id OFFSET 0)"
            ),
            id="l.person_id",
        ),
    ),
)

OFFER = Offer(filters=FILTERS, columns=COLUMNS, orders=(JOINED_ORDER,))

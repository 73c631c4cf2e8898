"""Who needs a check and how they stand with it, in SQL; and the filter and column of lists of people."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from matrikel.checks.rules import WARN_DAYS, Standing
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import current_association
from matrikel.people.filters.offers import Asked, Column, Condition, Filter, FilterKind, Offer, Option, Value

# A row for each reason why a kind is asked of a person: because of a part in a group, which runs or is to come, or
# because of a role held through a term. Mirrors nothing: who needs what is decided here alone.
_NEEDED = """
WITH asking AS MATERIALIZED (
  -- Which kinds ask which groups: looked up once for each group, as one may have many leaders.
  SELECT k.association_id, k.id AS kind_id, k.from_age, k.needed_for_parts::text[] AS parts, g.id AS group_id
  FROM checks_checkkind k
  JOIN groups_group g ON g.association_id = k.association_id AND (g.ends_on IS NULL OR g.ends_on > %(on)s) {narrow}
  WHERE k.association_id = %(association)s AND k.is_asked AND cardinality(k.needed_for_parts) > 0
    AND (NOT k.only_with_minors OR EXISTS (
      SELECT 1 FROM groups_participation m
      JOIN people_person q ON q.association_id = m.association_id AND q.id = m.person_id
      WHERE m.association_id = g.association_id AND m.group_id = g.id AND m.part <> 'LEADER'
        AND (m.ends_on IS NULL OR m.ends_on > %(on)s) AND NOT q.is_deceased
        AND (q.birth_date > %(on)s::date - make_interval(years => k.minor_age)
          OR q.birth_date IS NULL AND q.birth_year >= extract(year FROM %(on)s::date) - k.minor_age)))
)
SELECT n.association_id, n.kind_id, n.person_id, n.group_id, n.role
FROM (
  SELECT k.association_id, k.kind_id, k.from_age, t.person_id, t.group_id, NULL::text AS role
  FROM asking k
  JOIN groups_participation t ON t.association_id = k.association_id AND t.group_id = k.group_id
    AND t.part::text = ANY (k.parts) AND (t.ends_on IS NULL OR t.ends_on > %(on)s)
  UNION ALL
  SELECT k.association_id, k.id, k.from_age, t.person_id, NULL, r.code::text
  FROM checks_checkkind k
  JOIN access_role r ON r.association_id = k.association_id AND r.code::text = ANY (k.needed_for_roles::text[])
  JOIN access_term t ON t.association_id = r.association_id AND t.role_id = r.id AND t.person_id IS NOT NULL
    AND (t.ends_on IS NULL OR t.ends_on > %(on)s)
  WHERE k.association_id = %(association)s AND k.is_asked
) n
JOIN people_person a ON a.association_id = n.association_id AND a.id = n.person_id AND NOT a.is_deceased
  AND (n.from_age IS NULL OR a.birth_date IS NULL
    OR a.birth_date <= %(on)s::date - make_interval(years => n.from_age))
"""
NEEDED = _NEEDED.format(narrow="")
# For one person only that person's groups are looked at.
_OF_PERSON = """AND g.id = ANY (ARRAY(SELECT o.group_id FROM groups_participation o
    WHERE o.association_id = %(association)s AND o.person_id = %(person)s))"""
# As rules.standing_on says; a test compares the two over generated facts.
STANDING = f"""
CASE WHEN max(u.seen_on) IS NULL THEN 'missing' WHEN max(u.until) < %(on)s THEN 'expired'
  WHEN max(u.until) <= %(on)s::date + {WARN_DAYS} THEN 'expiring' ELSE 'valid' END
"""
# Needs and checks are put below one another and grouped, never joined: a planner that does not know yet how many there
# are would compare each with each. A check without a last day holds to infinity.
_STANDS = """
SELECT u.association_id, u.kind_id, u.person_id,
  array_agg(DISTINCT u.group_id) FILTER (WHERE u.group_id IS NOT NULL) AS group_ids,
  array_agg(DISTINCT u.role) FILTER (WHERE u.role IS NOT NULL) AS roles,
  max(u.seen_on) AS seen_on, nullif(max(u.until), 'infinity') AS valid_until, {standing} AS standing
FROM (
  SELECT n.association_id, n.kind_id, n.person_id, n.group_id, n.role, true AS is_needed,
    NULL::date AS seen_on, NULL::date AS until
  FROM ({needed}) n
  UNION ALL
  SELECT c.association_id, c.kind_id, c.person_id, NULL, NULL, false, c.seen_on, coalesce(c.valid_until, 'infinity')
  FROM checks_check c
  WHERE c.association_id = %(association)s AND c.withdrawn_on IS NULL AND c.seen_on <= %(on)s
) u
GROUP BY u.association_id, u.kind_id, u.person_id HAVING bool_or(u.is_needed)
"""
STANDS = _STANDS.format(standing=STANDING, needed=NEEDED)
STANDS_OF_PERSON = _STANDS.format(standing=STANDING, needed=_NEEDED.format(narrow=_OF_PERSON))


def _stands(asked: Asked) -> Condition:
    return Condition(
        people=(
            f"SELECT w.person_id FROM ({STANDS}) w WHERE w.association_id = %(association)s"  # noqa: S608
            " AND w.standing = ANY (%(standings)s) AND (%(may_reveal)s OR NOT EXISTS (SELECT 1 FROM people_person h"
            " WHERE h.association_id = w.association_id AND h.id = w.person_id AND h.protection <> 'NONE'))"
        ),
        is_whole=True,
        values={
            "standings": [value for value in asked.values if value in set(Standing)],
            "may_reveal": asked.viewer.may(Right.PROTECTED_SEE),
        },
    )


FILTERS = (
    Filter(
        code="check",
        kind=FilterKind.CHOICE,
        options=lambda _viewer: [Option(value=standing.value) for standing in Standing],
        condition=_stands,
        right=Right.CHECKS_SEE,
    ),
)


def _worst(person_ids: Sequence[UUID], viewer: Viewer, on: date) -> Mapping[UUID, Value]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT w.person_id, array_agg(w.standing) FROM ({STANDS}) w"  # noqa: S608
            " JOIN people_person p ON p.association_id = w.association_id AND p.id = w.person_id"
            " WHERE w.person_id = ANY (%(people)s) AND (%(may_reveal)s OR p.protection = 'NONE')"
            " GROUP BY w.person_id",
            {
                "association": current_association(),
                "on": on,
                "people": list(person_ids),
                "may_reveal": viewer.may(Right.PROTECTED_SEE),
            },
        )
        return {
            person_id: next(standing.value for standing in Standing if standing.value in found)
            for person_id, found in cursor.fetchall()
        }


COLUMNS = (Column(code="checks", values=_worst, right=Right.CHECKS_SEE),)

OFFER = Offer(filters=FILTERS, columns=COLUMNS)

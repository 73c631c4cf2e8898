"""Who may be one household: found along the postcodes, a few thousand people at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.kernel.actors import Viewer
from matrikel.kernel.scope import current_association
from matrikel.people.filters.contacts import CONTACT_HOLDS
from matrikel.relations.queries.homes import HouseholdDetails, get_households, list_related_people
from matrikel.relations.queries.seeing import RelatedPerson, seen_by
from matrikel.relations.rules.likely import LikelyHousehold, Lodger, likely_households
from matrikel.relations.rules.records import HomeAddress

PAGE_ROWS = 25
STRIDE = 2_000
MOST_STRIDES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """People of one address and family name; `household` is one that is there and that they may join."""

    people: Sequence[RelatedPerson]
    address: HomeAddress
    household: HouseholdDetails | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """Some suggestions, and the person after whom the next ones are looked for; None at the end."""

    rows: Sequence[Suggestion]
    next_after: UUID | None


def list_suggestions(
    *, on: date, viewer: Viewer, after: UUID | None = None, most: int = PAGE_ROWS
) -> Suggestions:
    """
    Return people who share address and family name and are in no household, along the postcodes.

    Reads at most 20,000 addresses, however large the association; `next_after` goes on from there.
    """
    found, next_after = _walk(on=on, viewer=viewer, after=after, most=most, strides=MOST_STRIDES)
    people = {
        person.id: person
        for person in list_related_people(
            person_ids=[person_id for each in found for person_id in each.person_ids], viewer=viewer
        )
    }
    named = list({each.household_id for each in found if each.household_id is not None})
    homes = get_households(named, on=on, viewer=viewer) if named else {}
    return Suggestions(
        rows=[
            Suggestion(
                people=[people[person_id] for person_id in each.person_ids],
                address=each.address,
                household=homes.get(each.household_id) if each.household_id else None,
            )
            for each in found
        ],
        next_after=next_after,
    )


def count_suggestions(*, on: date, viewer: Viewer, most: int = 100) -> int:
    """Return how many suggestions there are among the first 10,000 addresses, counting no further than `most`."""
    found, _next_after = _walk(on=on, viewer=viewer, after=None, most=most, strides=5)
    return len(found)


def _walk(
    *, on: date, viewer: Viewer, after: UUID | None, most: int, strides: int
) -> tuple[list[LikelyHousehold], UUID | None]:
    mark = _mark_of(after) if after is not None else ("", UUID(int=0))
    found: list[LikelyHousehold] = []
    if mark is None:
        return found, None
    last: UUID | None = None
    for _stride in range(strides):
        rows = _stride_from(mark, on=on, viewer=viewer)
        is_end = len(rows) < STRIDE
        if not is_end:
            # A postcode that the stride cuts in two is left to the next one, unless it fills it alone.
            whole = [row for row in rows if row[0] != rows[-1][0]]
            rows = whole or rows
        lodgers: list[Lodger] = []
        for at, (postcode, point_id, person_id, family, household_id, *address) in enumerate(rows):
            lodgers.append(
                Lodger(
                    person_id=person_id,
                    family_name=family,
                    address=HomeAddress(
                        care_of=address[0],
                        street=address[1],
                        postcode=postcode,
                        place=address[2],
                        country=address[3],
                    ),
                    household_id=household_id,
                )
            )
            is_last_of_postcode = at + 1 == len(rows) or rows[at + 1][0] != postcode
            if is_last_of_postcode:
                found += likely_households(lodgers)
                lodgers, mark, last = [], (postcode, point_id), person_id
                if len(found) >= most:
                    at_end = is_end and at + 1 == len(rows)
                    return found, None if at_end else last
        if is_end:
            return found, None
    return found, last


def _stride_from(mark: tuple[str, UUID], *, on: date, viewer: Viewer) -> list[Any]:
    seen, values = seen_by(viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.postcode, c.id, c.person_id,"  # noqa: S608 - our own words only
            " CASE WHEN p.family_name_prefix = '' THEN p.family_name"
            "   ELSE p.family_name_prefix || ' ' || p.family_name END,"
            " (SELECT m.household_id FROM relations_householdmember m WHERE m.association_id = p.association_id"
            "   AND m.person_id = p.id AND (m.ends_on IS NULL OR m.ends_on > %(on)s) ORDER BY m.id LIMIT 1),"
            " c.care_of, c.street, c.place, c.country"
            " FROM people_contactpoint c"
            " JOIN people_person p ON p.association_id = c.association_id AND p.id = c.person_id"
            " WHERE c.association_id = %(association)s AND c.kind = 'POSTAL' AND c.postcode <> ''"
            f" AND {CONTACT_HOLDS}"
            " AND (c.postcode, c.id) > (%(postcode)s, %(point)s)"
            f" AND {seen} AND p.kind = 'NATURAL' AND NOT p.is_deceased AND p.protection = 'NONE'"
            " AND NOT EXISTS (SELECT 1 FROM relations_leftapart a"
            "   WHERE a.association_id = p.association_id AND a.person_id = p.id)"
            " ORDER BY c.postcode, c.id LIMIT %(most)s",
            {
                **values,
                "association": current_association(),
                "on": on,
                "postcode": mark[0],
                "point": mark[1],
                "most": STRIDE,
            },
        )
        rows: list[Any] = cursor.fetchall()
    return rows


def _mark_of(person_id: UUID) -> tuple[str, UUID] | None:
    """Return the place along the postcodes at which a person stands: the last of that postcode."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(postcode) FROM people_contactpoint WHERE association_id = %s AND person_id = %s"
            " AND kind = 'POSTAL'",
            [current_association(), person_id],
        )
        found = cursor.fetchone()
    # Marks stand after whole postcodes, so the greatest id ends this one.
    return (found[0], UUID(int=2**128 - 1)) if found and found[0] else None

"""Finds who of a chunk's people is in the register already, with a handful of questions for all of them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from matrikel.imports.rules.parts import is_second, row_of, second_of
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.rules.plan import Found, Known, match_known, name_key
from matrikel.kernel.scope import current_association
from matrikel.people.models import ContactPoint
from matrikel.people.rules.addresses import PostalAddress, place_key
from matrikel.people.rules.names import fold, sort_key
from matrikel.people.rules.records import NewIdentityNumber
from matrikel.people.storage import identity_hashes
from matrikel.relations.models import HouseholdMember


def find_matches(people: Sequence[ImportedPerson], *, country: str, language: str) -> dict[int, Found]:
    """Row → whom of the register it means or may mean; rows that mean nobody are left out."""
    by_number = _by_number(people, country)
    by_member_number = _by_member_number(people)
    by_email = _by_email(people)
    by_birth, by_name = _by_name(people, language)
    found = {}
    for person in people:
        key = name_key(person)
        known = match_known(
            person,
            by_number=by_number.get(person.national_number, ()) if person.national_number else (),
            by_member_number=by_member_number.get((person.member_number, key), ())
            if person.member_number
            else (),
            by_email=[known for email in person.emails for known in by_email.get((email, key), ())],
            by_birth=by_birth.get((key, person.birth_date), ()) if person.birth_date else (),
            by_name=by_name.get(key, ()),
        )
        if known is not None:
            found[person.row] = known
    return found | _by_the_other_of_the_row(people, found)


def _by_the_other_of_the_row(people: Sequence[ImportedPerson], found: dict[int, Found]) -> dict[int, Found]:
    """
    Whom of the register the one of a couple means of whom the row says nothing but the name.

    That is certain where the other one of the row is known, and lives with exactly one person of that name.
    """
    asked: dict[int, tuple[tuple[str, ...], str]] = {}
    for person in people:
        perhaps = found.get(person.row)
        if perhaps is None or not perhaps.is_unsure:
            continue
        if person.emails or person.birth_date or person.national_number:
            continue
        other = found.get(row_of(person.row) if is_second(person.row) else second_of(person.row))
        if other is not None and not other.is_unsure:
            asked[person.row] = (perhaps.refs, other.refs[0])
    if not asked:
        return {}
    ids = {UUID(ref) for refs, known in asked.values() for ref in (*refs, known)}
    homes = _homes_of(ids)
    certain = {}
    for row, (refs, known) in asked.items():
        here = homes.get(UUID(known), frozenset())
        fitting = [ref for ref in refs if ref != known and here & homes.get(UUID(ref), frozenset())]
        if len(fitting) == 1:
            certain[row] = Found((fitting[0],))
    return certain


def _homes_of(ids: Collection[UUID]) -> dict[UUID, frozenset[object]]:
    """Person → where they live: their households, and the addresses that they gave, each as it is compared."""
    mine = {"association_id": current_association(), "person_id__in": list(ids)}
    homes: dict[UUID, set[object]] = defaultdict(set)
    stays = HouseholdMember.objects.filter(**mine, ends_on=None)
    for person_id, household_id in stays.values_list("person_id", "household_id"):
        homes[person_id].add(household_id)
    parts = ("care_of", "street", "postcode", "place", "country")
    for person_id, *said in ContactPoint.objects.filter(**mine, kind="POSTAL").values_list(
        "person_id", *parts
    ):
        if key := place_key(PostalAddress(**dict(zip(parts, said, strict=True)))):
            homes[person_id].add(key)
    return {person_id: frozenset(found) for person_id, found in homes.items()}


def taken_member_numbers(numbers: Sequence[str]) -> set[str]:
    """Those of the numbers that somebody in the register has."""
    if not numbers:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT member_number FROM people_person WHERE association_id = %s AND member_number = ANY (%s)",
            [current_association(), list(numbers)],
        )
        return {row[0] for row in cursor.fetchall()}


def _by_number(people: Sequence[ImportedPerson], country: str) -> dict[str, list[Known]]:
    numbers = [person.national_number for person in people if person.national_number]
    if not numbers:
        return {}
    hashes = identity_hashes(
        [NewIdentityNumber(country=country, kind="", normalised=number) for number in numbers]
    )
    number_of = dict(zip(hashes, numbers, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.blind_index, p.id, p.birth_date, p.birth_year FROM people_identitynumber i"
            " JOIN people_person p ON p.association_id = i.association_id AND p.id = i.person_id"
            " WHERE i.association_id = %s AND i.blind_index = ANY (%s)",
            [current_association(), hashes],
        )
        found: dict[str, list[Known]] = defaultdict(list)
        for index, person_id, birth_date, birth_year in cursor.fetchall():
            found[number_of[bytes(index)]].append(Known(str(person_id), birth_date, birth_year))
    return found


def _by_member_number(people: Sequence[ImportedPerson]) -> dict[tuple[str, str], list[Known]]:
    numbers = [person.member_number for person in people if person.member_number]
    found: dict[tuple[str, str], list[Known]] = defaultdict(list)
    if not numbers:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT member_number, id, given_name, family_name_prefix, family_name, birth_date, birth_year"
            " FROM people_person WHERE association_id = %s AND member_number = ANY (%s)",
            [current_association(), numbers],
        )
        for number, person_id, given, prefix, family, birth_date, birth_year in cursor.fetchall():
            key = fold(f"{given} {prefix} {family}")
            found[number, key].append(Known(str(person_id), birth_date, birth_year))
    return found


def _by_email(people: Sequence[ImportedPerson]) -> dict[tuple[str, str], list[Known]]:
    emails = list({email for person in people for email in person.emails})
    if not emails:
        return {}
    found: dict[tuple[str, str], list[Known]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.normalised, p.id, p.given_name, p.family_name_prefix, p.family_name, p.birth_date,"
            " p.birth_year FROM people_contactpoint c"
            " JOIN people_person p ON p.association_id = c.association_id AND p.id = c.person_id"
            " WHERE c.association_id = %s AND c.kind = 'EMAIL' AND c.normalised = ANY (%s)",
            [current_association(), emails],
        )
        for email, person_id, given, prefix, family, birth_date, birth_year in cursor.fetchall():
            key = fold(f"{given} {prefix} {family}")
            found[email, key].append(Known(str(person_id), birth_date, birth_year))
    return found


def _by_name(
    people: Sequence[ImportedPerson], language: str
) -> tuple[dict[tuple[str, date], list[Known]], dict[str, list[Known]]]:
    """
    Whoever is called as one of the people: by name and day of birth, and by name alone.

    By name alone stand those of whom neither a birth date nor an e-mail is known; whoever is protected stands in the
    open as one of these, and is found like them.
    """
    by_birth: dict[tuple[str, date], list[Known]] = defaultdict(list)
    by_name: dict[str, list[Known]] = defaultdict(list)
    keys = {
        sort_key(person.family_name, person.given_name, language, person.name_prefix) for person in people
    }
    if not keys:
        return by_birth, by_name
    births = {person.birth_date for person in people if person.birth_date}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, p.given_name, p.family_name_prefix, p.family_name, p.birth_date, p.birth_year,"
            " p.member_number, EXISTS ("
            "SELECT FROM people_identitynumber i WHERE i.association_id = p.association_id AND i.person_id = p.id)"
            " FROM people_person p WHERE p.association_id = %s AND p.sort_key = ANY (%s)"
            " AND (p.birth_date = ANY (%s) OR p.birth_date IS NULL AND NOT EXISTS ("
            "SELECT FROM people_contactpoint c WHERE c.association_id = p.association_id AND c.person_id = p.id"
            " AND c.kind = 'EMAIL')) ORDER BY p.id",
            [current_association(), list(keys), list(births)],
        )
        for person_id, given, prefix, family, born, year, member_number, has_number in cursor.fetchall():
            key = fold(f"{given} {prefix} {family}")
            if born:
                by_birth[key, born].append(Known(str(person_id), born, year, has_number))
            else:
                by_name[key].append(Known(str(person_id), None, year, has_number, member_number or ""))
    return by_birth, by_name

"""The demonstration loads once, whole, and through the same actions as everything else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from matrikel.access.models import Term
from matrikel.audit.models import Entry
from matrikel.checks.queries import count_needed
from matrikel.checks.rules import Standing
from matrikel.fields.queries import count_values, list_fields, list_texts
from matrikel.groups.queries.groups import GroupFilter, list_groups
from matrikel.kernel.actors import Right, Viewer, command
from matrikel.kernel.scope import association_scope
from matrikel.memberships.models import Membership
from matrikel.organisations.actions.create_association import create_association
from matrikel.organisations.queries import find_association_id, get_association, list_units
from matrikel.people.models import ContactPoint, IdentityNumber, Person, ProtectedRecord
from matrikel.sandbox.actions.load_demo import load_demo
from matrikel.sandbox.actions.seed_association import seed_association
from matrikel.sandbox.board import OFFICES
from matrikel.sandbox.federation import CLUBS, FEDERATION, PERSONAS
from matrikel.sandbox.own_fields import FIELDS_OF

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_the_demo_fills_a_federation_with_its_clubs_once() -> None:
    assert load_demo(at=AT) == 1 + len(CLUBS)
    assert load_demo(at=AT) == 0
    for club in (FEDERATION, *CLUBS):
        personas = [persona for persona in PERSONAS if persona.association == club.slug]
        association_id = find_association_id(slug=club.slug)
        assert association_id is not None
        with association_scope(association_id):
            association = get_association()
            assert (association.name, association.colour, association.is_demo) == (
                club.name,
                club.colour,
                True,
            )
            assert {unit.name for unit in list_units()} == set(club.units)
            natural, legal = (Person.objects.filter(kind=kind).count() for kind in ("NATURAL", "LEGAL"))
            assert (natural, legal) == (club.size + len(personas), 2)
            terms = set(Term.objects.values_list("account__email", "role__code"))
            signing_in = {(persona.email, persona.role) for persona in personas}
            board = {role for email, role in terms - signing_in}
            assert signing_in - terms == set()
            assert board == (set() if club is FEDERATION else {role for role, _left in OFFICES})
            assert IdentityNumber.objects.exists() == (club.country in ("SE", "NO", "FI"))
            assert Entry.objects.filter(action="people.registered").exists()


@pytest.mark.django_db
def test_a_protected_person_of_the_demo_shows_no_whereabouts() -> None:
    load_demo(at=AT)
    found = 0
    for club in CLUBS:
        association_id = find_association_id(slug=club.slug)
        assert association_id is not None
        with association_scope(association_id):
            protected = Person.objects.exclude(protection="NONE")
            found += len(protected)
            assert not ContactPoint.objects.filter(person__in=protected).exists()
            assert ProtectedRecord.objects.filter(person__in=protected).count() == len(protected)
    assert found > 0


@pytest.mark.django_db
@pytest.mark.parametrize("country", ["SE", "NO", "FI", "DK", "NL", "BE"])
def test_seeding_adds_as_many_as_asked_to_whoever_is_there(country: str) -> None:
    actor = command("seed")
    association_id = create_association(
        slug="seeded", name="Seeded", country=country, kind="CLUB", actor=actor, at=AT
    )
    with association_scope(association_id):
        assert seed_association(people_count=40, seed=1, actor=actor, at=AT) == 40
        assert seed_association(people_count=60, seed=2, actor=actor, at=AT) == 60
        assert Person.objects.count() == 100
        assert Membership.objects.count() >= 80
        numbers = list(Person.objects.exclude(member_number=None).values_list("member_number", flat=True))
        assert len(set(numbers)) == len(numbers)


@pytest.mark.django_db
def test_every_club_of_the_demo_has_own_fields_with_answers_and_own_words() -> None:
    load_demo(at=AT)
    for club in CLUBS:
        association_id = find_association_id(slug=club.slug)
        assert association_id is not None
        with association_scope(association_id):
            fields, held = list_fields(), count_values()
            assert [field.code for field in fields] == list(FIELDS_OF[club.slug])
            assert {field.id for field in fields} == set(held)
            languages = get_association().written_languages
            assert set(list_texts()) == {("portal_welcome", language) for language in languages}


@pytest.mark.django_db
def test_a_club_of_the_demo_has_groups_and_checks_of_every_standing() -> None:
    load_demo(at=AT)
    for club in CLUBS:
        association_id = find_association_id(slug=club.slug)
        assert association_id is not None
        viewer = Viewer(association_id=association_id, account_id=None, rights=frozenset(Right))
        with association_scope(association_id):
            groups = list_groups(wanted=GroupFilter(), viewer=viewer, on=AT.date()).rows
            assert [
                group.name for group in groups if not group.is_over(AT.date()) and not group.leaders
            ] == []
            assert {
                standing for standing, count in count_needed(viewer=viewer, on=AT.date()).items() if count
            } == set(Standing)

"""Fill an installation with the demonstration: a federation, its clubs, their people, and who signs in."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.kernel.actors import Actor, command
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action
from matrikel.keys.keyring import keyring
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.queries import list_membership_types
from matrikel.organisations.actions.affiliate_association import affiliate_association
from matrikel.organisations.actions.change_logo import change_logo
from matrikel.organisations.actions.change_settings import change_settings
from matrikel.organisations.actions.create_association import create_association
from matrikel.organisations.actions.mark_demonstration import mark_demonstration
from matrikel.organisations.actions.save_units import UnitEdit, save_units
from matrikel.organisations.queries import find_association_id, get_association
from matrikel.people.actions.register_people import register_people
from matrikel.people.models import Person
from matrikel.people.rules.records import NewContactPoint, NewPerson, PersonCore
from matrikel.sandbox.actions.save_questions import save_questions
from matrikel.sandbox.actions.seed_association import add_people
from matrikel.sandbox.board import add_board
from matrikel.sandbox.dress import UNIT_NAMES, draw_logo, dressed
from matrikel.sandbox.families import GeneratedFamily, add_families, plan_families
from matrikel.sandbox.federation import (
    CLUBS,
    FEDERATION,
    PERSONAS,
    SHARED,
    GeneratedClub,
    Persona,
    people_of,
)
from matrikel.sandbox.groups import add_groups
from matrikel.sandbox.letters import add_letters
from matrikel.sandbox.own_fields import add_own_fields
from matrikel.sandbox.remarks import add_remarks


def load_demo(*, at: datetime) -> int:
    """
    Load what is not there yet and return how many associations were filled now.

    Every association is filled in one go or not at all, so a load that was interrupted goes on at the next start.
    """
    keyring().create()
    mark_demonstration()
    actor = command("demo")
    filled = 0
    upper = None
    for club in (FEDERATION, *CLUBS):
        association_id = find_association_id(slug=club.slug) or _create(club, actor, at)
        upper = upper or association_id
        with association_scope(association_id):
            if _is_filled(association_id):
                continue
            _fill(club, upper if upper != association_id else None, actor, at)
        filled += 1
    return filled


def _create(club: GeneratedClub, actor: Actor, at: datetime) -> UUID:
    return create_association(
        slug=club.slug,
        name=club.name,
        country=club.country,
        kind=club.kind,
        language=club.language,
        is_demo=True,
        actor=actor,
        at=at,
    )


def _is_filled(association_id: UUID) -> bool:
    with transaction.atomic():
        return Person.objects.filter(association_id=association_id).exists()


@action
def _fill(club: GeneratedClub, upper: UUID | None, actor: Actor, at: datetime) -> None:
    association = get_association()
    change_settings(
        settings=dressed(association.settings(), club), version=association.version, actor=actor, at=at
    )
    change_logo(picture=draw_logo(club), actor=actor, at=at)
    if club.units:
        names = UNIT_NAMES.get(club.slug, {})
        units = [UnitEdit(name=name, names=names.get(name, {})) for name in club.units]
        save_units(units=units, actor=actor, at=at)
    if upper is not None:
        affiliate_association(upper_association_id=upper, starts_on=date(2019, 1, 1), actor=actor, at=at)
    crowd = list(people_of(club, on=timezone.localdate(at)))
    families: list[GeneratedFamily] = []
    if club.kind == "CLUB":
        # Whoever is in the sister club as well stays as there.
        crowd, families = plan_families(crowd, on=timezone.localdate(at), first=SHARED)
    add_people(crowd=crowd, actor=actor, at=at)
    if families:
        # Ids rise in the order in which people were registered.
        ids = list(Person.objects.order_by("id").values_list("id", flat=True))
        add_families(crowd=crowd, families=families, ids=ids, actor=actor, at=at)
    for persona in PERSONAS:
        if persona.association == club.slug:
            _let_in(persona, actor, at)
    add_own_fields(slug=club.slug, actor=actor, at=at)
    add_remarks(actor=actor, at=at)
    add_letters(language=club.language, actor=actor, at=at)
    if club.kind == "CLUB":
        add_board(actor=actor, at=at, on=timezone.localdate(at))
        add_groups(actor=actor, at=at, on=timezone.localdate(at))


def _let_in(persona: Persona, actor: Actor, at: datetime) -> None:
    """Register the persona as a person and an adult member, and give the role."""
    given, family = persona.display_name.split(" ", 1)
    person_id = new_id()
    on = timezone.localdate(at)
    register_people(
        people=[
            NewPerson(
                id=person_id,
                core=PersonCore(
                    given_name=given, family_name=family, birth_year=1978, language=persona.language
                ),
                contact_points=[
                    NewContactPoint(
                        kind="EMAIL",
                        value=persona.email,
                        normalised=persona.email,
                        is_preferred=True,
                        source="MEMBER",
                    )
                ],
                wants_number=True,
            )
        ],
        actor=actor,
        at=at,
    )
    adult = next(found.id for found in list_membership_types() if found.kind == "ADULT")
    joined_on = on - timedelta(days=4_000)
    admit_members(
        admissions=[Admission(person_id=person_id, type_id=adult, starts_on=joined_on)], actor=actor, at=at
    )
    (account_id,) = grant_terms(
        terms=[
            NewTerm(
                email=persona.email,
                role=persona.role,
                starts_on=on.replace(month=1, day=1),
                person_id=person_id,
                display_name=persona.display_name,
                language=persona.language,
            )
        ],
        actor=actor,
        at=at,
    )
    if persona.role in ("secretary", "federation_officer"):
        save_questions(owner=account_id, language=persona.language, on=on, actor=actor, at=at)

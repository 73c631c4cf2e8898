"""Questions about persons: one with everything, and whoever looks like the one being typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.people.models import ContactPoint, ExternalNumber, IdentityNumber, Person
from matrikel.people.rules import names
from matrikel.people.rules.records import PersonCore
from matrikel.people.storage import core_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPointRow:
    """A contact point with where it comes from and when it was last verified."""

    id: UUID
    kind: str
    label: str
    value: str
    normalised: str
    care_of: str
    street: str
    postcode: str
    place: str
    country: str
    is_preferred: bool
    source: str
    verified_at: datetime | None
    verified_by: str
    verified_how: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """
    One person with everything that the viewer may see.

    Of a protected person the whereabouts are empty, as of somebody who gave none; `is_protected` is told
    only to a viewer who may reveal them, and only to them that there is an identity number, which holds the
    birth date. `has_identity_number` never tells the number.
    """

    id: UUID
    audit_subject: UUID
    core: PersonCore
    display_name: str
    contact_points: Sequence[ContactPointRow]
    external_numbers: Sequence[tuple[str, str]]
    has_identity_number: bool
    is_protected: bool
    version: int
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarPerson:
    """Somebody already there who may be the one being typed; `because` is email, name_and_birth or name."""

    id: UUID
    display_name: str
    birth_year: int | None
    because: str


def get_person(*, person_id: UUID, viewer: Viewer) -> PersonDetails:
    """
    Return one person.

    :raises NotFound: there is no such person in this association, or not within the viewer's branches.
    """
    association_id = current_association()
    parts = {"association_id": association_id, "person_id": OuterRef("id")}
    numbers = ExternalNumber.objects.filter(**parts).order_by("system", "number")
    people = Person.objects.filter(association_id=association_id, id=person_id).annotate(
        external=ArraySubquery(numbers.values_list(JSONObject(system="system", number="number"))),
        has_identity_number=Exists(IdentityNumber.objects.filter(**parts)),
    )
    if viewer.unit_ids is not None:
        people = people.filter(unit_id__in=viewer.unit_ids)
    person = people.first()
    if person is None:
        raise NotFound
    core = core_of(person)
    is_hidden = core.protection != "NONE" and not viewer.may(Right.PROTECTED_SEE)
    points = ContactPoint.objects.filter(association_id=association_id, person_id=person_id)
    return PersonDetails(
        id=person.id,
        audit_subject=person.audit_subject,
        core=core,
        display_name=name_of(core),
        contact_points=[
            ContactPointRow(**{name: getattr(point, name) for name in ContactPointRow.__dataclass_fields__})
            for point in points.order_by("kind", "-is_preferred", "id")
        ],
        external_numbers=[(number["system"], number["number"]) for number in person.external],
        has_identity_number=person.has_identity_number and not is_hidden,
        is_protected=core.protection != "NONE" and not is_hidden,
        version=person.version,
        created_at=person.created_at,
        changed_at=person.changed_at,
    )


def is_anybody_here(*, viewer: Viewer) -> bool:
    """Say whether there is any person at all within what the viewer sees."""
    people = Person.objects.filter(association_id=current_association())
    if viewer.unit_ids is not None:
        people = people.filter(unit_id__in=viewer.unit_ids)
    return people.exists()


def name_of(core: PersonCore) -> str:
    """Return a person's name as it is shown."""
    return names.display_name(core.given_name, core.family_name_prefix, core.family_name, core.preferred_name)


def list_similar_people(
    *,
    given_name: str,
    family_name: str,
    birth_date: date | None,
    email: str,
    viewer: Viewer,
    language: str,
    family_name_prefix: str = "",
    limit: int = 5,
) -> list[SimilarPerson]:
    """Return people who may be the one being typed: the same e-mail address, or the same name and birth date or year."""
    association_id = current_association()
    people = Person.objects.filter(association_id=association_id)
    if viewer.unit_ids is not None:
        people = people.filter(unit_id__in=viewer.unit_ids)
    found: dict[UUID, SimilarPerson] = {}
    if email:
        same = ContactPoint.objects.filter(
            association_id=association_id, kind="EMAIL", normalised=email.strip().lower()
        )
        for person in people.filter(id__in=same.values("person_id")).order_by("id")[:limit]:
            found[person.id] = _similar(person, "email")
    if given_name and family_name:
        key = names.sort_key(family_name, given_name, language, family_name_prefix)
        named = people.filter(sort_key=key)
        if birth_date is not None:
            named = named.filter(Q(birth_date=birth_date) | Q(birth_date=None))
        for person in named.order_by("id")[:limit]:
            because = (
                "name_and_birth" if birth_date is not None and person.birth_date == birth_date else "name"
            )
            found.setdefault(person.id, _similar(person, because))
    return list(found.values())[:limit]


def _similar(person: Person, because: str) -> SimilarPerson:
    core = core_of(person)
    year = core.birth_date.year if core.birth_date else core.birth_year
    return SimilarPerson(id=person.id, display_name=name_of(core), birth_year=year, because=because)

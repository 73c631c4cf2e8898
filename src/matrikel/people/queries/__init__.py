"""Questions about persons: one with everything; beside it, about tags, notes, and whoever looks alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import JSONObject

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.people.models import BankAccount, ContactPoint, ExternalNumber, IdentityNumber, Person
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
    birth date. `has_identity_number` never tells the number, `bank_ending` no more than the last four characters of
    an account, and only to a viewer who may see accounts.
    """

    id: UUID
    audit_subject: UUID
    core: PersonCore
    display_name: str
    contact_points: Sequence[ContactPointRow]
    external_numbers: Sequence[tuple[str, str]]
    has_identity_number: bool
    has_bank_account: bool
    bank_ending: str
    is_protected: bool
    version: int
    created_at: datetime
    changed_at: datetime


def is_anybody_protected() -> bool:
    """Say whether the association has anybody whose identity is protected."""
    people = Person.objects.filter(association_id=current_association())
    return people.exclude(protection="NONE").exists()


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
        bank_ending=Subquery(BankAccount.objects.filter(**parts).values("ending")[:1]),
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
        has_bank_account=person.bank_ending is not None,
        bank_ending=(person.bank_ending or "") if viewer.may(Right.BANK_ACCOUNT_SEE) else "",
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

"""What crosses the room's threshold: homes and relations as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeAddress:
    """Where a household lives; the parts are those of a person's postal address."""

    care_of: str = ""
    street: str = ""
    postcode: str = ""
    place: str = ""
    country: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing but perhaps a country is known."""
        return not (self.care_of or self.street or self.postcode or self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHouseholdMember:
    """
    Somebody who lives in a household; `ends_on` is the first day on which the person does not.

    A start of None is one that is not known. `is_primary` of None means the primary home if there is no other.
    """

    person_id: UUID
    starts_on: date | None = None
    ends_on: date | None = None
    is_primary: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHousehold:
    """A household to be formed; an address of None means the one that most of its members gave as theirs."""

    members: Sequence[NewHouseholdMember]
    address: HomeAddress | None = None
    name: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Somebody moves into a household that is there; the parts are those of `NewHouseholdMember`."""

    household_id: UUID
    person_id: UUID
    starts_on: date | None = None
    ends_on: date | None = None
    is_primary: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Somebody leaves a household; `ends_on` of None takes the person out as if never there (a mistake)."""

    household_id: UUID
    person_id: UUID
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdChange:
    """A household's name or address put right, where nobody moved; `version` is the one that the editor saw."""

    household_id: UUID
    version: int
    name: str | None = None
    address: HomeAddress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """
    A household, or some of it, moves to an address on a day.

    `person_ids` move and `both_ids` live in both homes from then on; None for `person_ids` means everybody.
    When somebody stays or lives in both, those who move form a household of their own. `primary_at_new` are
    those of `both_ids` whose primary home is the new one.
    """

    household_id: UUID
    version: int
    moved_on: date
    address: HomeAddress
    person_ids: Sequence[UUID] | None = None
    both_ids: Sequence[UUID] = ()
    primary_at_new: Sequence[UUID] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGuardian:
    """`guardian_id` answers for `person_id`; `kind` is PARENT, GUARDIAN, FOSTER, or LEGAL for help to an adult."""

    person_id: UUID
    guardian_id: UUID
    kind: str = "PARENT"
    starts_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPayer:
    """`payer_id` pays for `person_id` from a day on, in the place of whoever did; None: the person pays."""

    person_id: UUID
    payer_id: UUID | None
    starts_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """Whom to ask about `person_id`: `contact_id` of the register, or a name with a number."""

    person_id: UUID
    contact_id: UUID | None = None
    name: str = ""
    phone: str = ""
    label: str = ""
    is_emergency: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRepresentative:
    """The natural person `person_id` acts for the legal person `represents_id`."""

    person_id: UUID
    represents_id: UUID
    function: str = ""
    starts_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationEnding:
    """
    A relation that is over on `ends_on`; None removes it as a mistake.

    `relation` is GUARDIAN, PAYER, CONTACT or REPRESENTATIVE; contacts have no dates and are always removed.
    """

    relation: str
    relation_id: UUID
    ends_on: date | None = None

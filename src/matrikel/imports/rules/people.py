"""The person that a row describes, as plain values for the database part of the room."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from matrikel.imports.rules.dates import Precision
from matrikel.people.rules.addresses import PostalAddress
from matrikel.people.rules.genders import Gender


class ContactKind(StrEnum):
    """How somebody is reached."""

    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """An e-mail address or telephone number in its normalised form."""

    kind: ContactKind
    value: str
    label: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A date with how much of it was known."""

    on: date
    precision: Precision = Precision.DAY


@dataclass(frozen=True, slots=True)
class LabelledAddress:
    """An address and which of the person's addresses it is: postal, registered, holiday, work."""

    label: str
    address: PostalAddress


@dataclass(frozen=True, slots=True)
class ExternalNumber:
    """A number in somebody else's register: the federation's, the sports register's, the old system's."""

    register: str
    value: str


@dataclass(frozen=True, slots=True)
class GuardianHint:
    """A parent or guardian as the child's row names them: a name, and ways to reach them in normalised form."""

    given_name: str = ""
    family_name: str = ""
    email: str = ""
    phone: str = ""
    phone_written: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportedPerson:
    """Everything that one row says about a person and that can be used; `row` is a key of `rules.parts`."""

    row: int
    given_name: str = ""
    name_prefix: str = ""
    family_name: str = ""
    preferred_name: str = ""
    initials: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    gender: Gender | None = None
    national_number: str = ""
    national_number_kind: str = ""
    contact_points: tuple[ContactPoint, ...] = ()
    addresses: tuple[LabelledAddress, ...] = ()
    municipality: str = ""
    language: str = ""
    member_number: str = ""
    external_numbers: tuple[ExternalNumber, ...] = ()
    membership_type: str = ""
    joined: DatedFact | None = None
    has_left: bool = False
    left: DatedFact | None = None
    is_deceased: bool = False
    died: DatedFact | None = None
    is_protected: bool = False
    iban: str = ""
    household: str = ""
    groups: tuple[str, ...] = ()
    guardians: tuple[GuardianHint, ...] = ()
    # What a column of consents says, and since when; None where it says nothing.
    consents: bool | None = None
    consented: DatedFact | None = None
    # What the association's own fields hold, in their kept form, by the field's id.
    own: tuple[tuple[str, tuple[str, ...]], ...] = ()
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def emails(self) -> tuple[str, ...]:
        return tuple(point.value for point in self.contact_points if point.kind is ContactKind.EMAIL)

    @property
    def phones(self) -> tuple[str, ...]:
        return tuple(point.value for point in self.contact_points if point.kind is ContactKind.PHONE)

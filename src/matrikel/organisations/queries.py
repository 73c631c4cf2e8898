"""Questions about associations, branches and countries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.organisations.models import Affiliation, Association, Country, Host


@dataclass(frozen=True, slots=True, kw_only=True)
class AssociationDetails:
    """An association as doors and rooms above see it."""

    id: UUID
    slug: str
    name: str
    kind: str
    profile: str
    country: str
    language: str
    currency: str
    time_zone: str
    colour: str
    calls_itself: str
    help_contact: str
    is_demo: bool
    version: int
    languages: Sequence[str] = ()

    def day_of(self, at: datetime) -> date:
        """Return the civil date of an instant where the association is."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def written_languages(self) -> tuple[str, ...]:
        """Return the languages in which the association writes its own texts, the main one first."""
        return tuple(dict.fromkeys([self.language, *self.languages]))

    @property
    def sorting_language(self) -> str:
        """Return the language by whose custom names are sorted: Belgium looks for Van den Berghe under V."""
        return f"{self.language}-be" if self.country == "BE" else self.language


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryRules:
    """A country's rules on a date."""

    code: str
    currency: str
    default_language: str
    time_zone: str
    national_number: str
    child_consent_age: int
    voucher_years: int
    book_years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A branch with its depth in the tree, 0 at the top."""

    id: UUID
    name: str
    parent_id: UUID | None
    depth: int


def find_association_id(*, slug: str) -> UUID | None:
    """Return the association to which an address leads, without opening it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT leads_to FROM organisations_host WHERE slug = %s", [slug])
        found = cursor.fetchone()
    return found[0] if found else None


def get_association() -> AssociationDetails:
    """
    Return the current association.

    :raises NotFound: the scope names an association that does not exist.
    """
    row = Association.objects.filter(id=current_association()).first()
    if row is None:
        raise NotFound
    return AssociationDetails(
        id=row.id,
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        profile=row.profile,
        country=row.country,
        language=row.language,
        currency=row.currency,
        time_zone=row.time_zone,
        colour=row.colour,
        calls_itself=row.calls_itself,
        help_contact=row.help_contact,
        is_demo=row.is_demo,
        version=row.version,
        languages=row.languages,
    )


def find_country(*, code: str, on: date) -> CountryRules | None:
    """Return a country's rules on a date, if Matrikel knows the country."""
    row = (
        Country.objects.filter(code=code, valid_from__lte=on)
        .exclude(valid_to__lte=on)
        .order_by("-valid_from")
        .first()
    )
    if row is None:
        return None
    return CountryRules(
        code=row.code,
        currency=row.currency,
        default_language=row.default_language,
        time_zone=row.time_zone,
        national_number=row.national_number,
        child_consent_age=row.child_consent_age,
        voucher_years=row.voucher_years,
        book_years=row.book_years,
    )


def list_slugs() -> list[tuple[str, UUID]]:
    """Return every address of the installation with the association to which it leads."""
    return list(Host.objects.order_by("slug").values_list("slug", "leads_to"))


def list_units() -> list[UnitRow]:
    """Return all branches of the association, each under its parent, in order of name."""
    children: dict[UUID | None, list[tuple[UUID, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, name, parent_id FROM organisations_unit WHERE association_id = %s ORDER BY sort_key, id",
            [current_association()],
        )
        for unit_id, name, parent_id in cursor.fetchall():
            children.setdefault(parent_id, []).append((unit_id, name))
    rows: list[UnitRow] = []
    waiting: list[tuple[UUID, str, UUID | None, int]] = [
        (unit_id, name, None, 0) for unit_id, name in reversed(children.get(None, []))
    ]
    while waiting:
        unit_id, name, parent_id, depth = waiting.pop()
        rows.append(UnitRow(id=unit_id, name=name, parent_id=parent_id, depth=depth))
        below = reversed(children.get(unit_id, []))
        waiting += [(child_id, child, unit_id, depth + 1) for child_id, child in below]
    return rows


def list_upper_associations(*, on: date) -> list[UUID]:
    """Return the associations of which the current one is a member association on a date."""
    return list(
        Affiliation.objects.filter(association_id=current_association(), starts_on__lte=on)
        .exclude(ends_on__lte=on)
        .values_list("upper_association_id", flat=True)
    )


def list_member_associations(*, on: date) -> list[UUID]:
    """Return the member associations of the current one on a date."""
    return list(
        Affiliation.objects.filter(upper_association_id=current_association(), starts_on__lte=on)
        .exclude(ends_on__lte=on)
        .values_list("association_id", flat=True)
    )

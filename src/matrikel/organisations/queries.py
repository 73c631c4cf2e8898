"""Questions about associations, branches and countries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.organisations import rules
from matrikel.organisations.models import Affiliation, Association, Country, Host, Logo
from matrikel.organisations.rules.modules import Module


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
    help_name: str
    help_email: str
    help_phone: str
    help_url: str
    is_demo: bool
    version: int
    languages: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    modules: Sequence[str] = ()
    logo_digest: str = ""
    set_up_steps: Sequence[str] = ()
    set_up_at: datetime | None = None

    def has(self, module: Module) -> bool:
        """Say whether the association has a module switched on."""
        return module.value in self.modules

    def settings(self) -> rules.Settings:
        """Return what the association has decided about itself, as `change_settings` takes it."""
        return rules.Settings(
            name=self.name,
            language=self.language,
            time_zone=self.time_zone,
            colour=self.colour,
            calls_itself=self.calls_itself,
            help_name=self.help_name,
            help_email=self.help_email,
            help_phone=self.help_phone,
            help_url=self.help_url,
            languages=tuple(self.languages),
            names=self.names,
            modules=tuple(self.modules),
        )

    def name_in(self, language: str) -> str:
        """Return the association's name in a language, else in the one in which it mainly writes."""
        return rules.name_in(language, self.name, self.names)

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
    """A branch with its depth in the tree, 0 at the top; one that is closed takes nobody in any more."""

    id: UUID
    name: str
    parent_id: UUID | None
    depth: int
    names: Mapping[str, str] = field(default_factory=dict)
    closed_on: date | None = None
    version: int = 1

    def name_in(self, language: str) -> str:
        """Return the branch's name in a language, else the one that it mainly has."""
        return rules.name_in(language, self.name, self.names)


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
    return AssociationDetails(**{each.name: getattr(row, each.name) for each in fields(AssociationDetails)})


def is_demo_database() -> bool:
    """Say whether this database is marked as a demonstration, in whatever scope one asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.is_demonstration()")
        return bool(cursor.fetchone()[0])


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


def list_units(*, open_only: bool = False) -> list[UnitRow]:
    """Return all branches of the association, each under its parent, in order of name; perhaps only open ones."""
    children: dict[UUID | None, list[UnitRow]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, name, parent_id, names::json, closed_on, version FROM organisations_unit"
            " WHERE association_id = %s AND (closed_on IS NULL OR NOT %s) ORDER BY sort_key, id",
            [current_association(), open_only],
        )
        for unit_id, name, parent_id, names, closed_on, version in cursor.fetchall():
            row = UnitRow(
                id=unit_id,
                name=name,
                parent_id=parent_id,
                depth=0,
                names=names,
                closed_on=closed_on,
                version=version,
            )
            children.setdefault(parent_id, []).append(row)
    rows: list[UnitRow] = []
    waiting = [(row, 0) for row in reversed(children.get(None, []))]
    while waiting:
        row, depth = waiting.pop()
        rows.append(replace(row, depth=depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(row.id, []))]
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoFile:
    """A logo as it is served: a PNG, and the digest that its address carries."""

    png: bytes
    digest: str


def find_logo() -> LogoFile | None:
    """Return the current association's logo, if it has one."""
    row = Logo.objects.filter(association_id=current_association()).first()
    return LogoFile(png=bytes(row.image), digest=row.digest) if row else None


def list_countries(*, on: date) -> list[str]:
    """Return the codes of the countries whose rules are known on a date."""
    known = Country.objects.filter(valid_from__lte=on).exclude(valid_to__lte=on)
    return sorted(set(known.values_list("code", flat=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class AffiliatedAssociation:
    """An association that belongs to the current one (`is_upper` False), or to which the current one belongs."""

    id: UUID
    slug: str
    name: str
    since: date
    is_upper: bool


def list_affiliated_associations(*, on: date) -> list[AffiliatedAssociation]:
    """Return those that hold on a day: first those above, then the member associations, each in order of name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app.affiliated_associations(%s)", [on])
        return [
            AffiliatedAssociation(id=found, slug=slug, name=name, since=since, is_upper=is_upper)
            for found, slug, name, since, is_upper in cursor.fetchall()
        ]


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

"""Who somebody is in an association today, and which associations an account reaches."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from matrikel.access import rules
from matrikel.access.models import Account as Account
from matrikel.access.models import Invitation, Operator, Role, Term
from matrikel.access.rules.links import hash_of
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.asking import Ask, asked_by
from matrikel.kernel.scope import association_scope, current_association
from matrikel.organisations.queries import AssociationDetails, get_association, list_units
from matrikel.people.rules import emails


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term that somebody holds today."""

    role: str
    ends_on: date | None
    unit_id: UUID | None
    person_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedAssociation:
    """An association that an account reaches today; `ends_on` is the first day on which it no longer does."""

    id: UUID
    slug: str
    name: str
    ends_on: date | None = None

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it does."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """
    Somebody in an association: the terms, and what they give together.

    Every answer about a right comes from `rules`, which is handed the terms as grants and the branches as places.
    """

    association_id: UUID
    account_id: UUID
    terms: Sequence[TermRow]
    grants: Sequence[rules.Grant]
    places: Mapping[UUID, rules.Place]

    @property
    def viewer(self) -> Viewer:
        """Return who looks at a list of people."""
        return self.viewer_for(Right.PEOPLE_SEE)

    @property
    def sees_others(self) -> bool:
        """Say whether any term gives more than one's own pages."""
        return any(grant.rights - {Right.OWN_PAGES} for grant in self.grants)

    def viewer_for(self, right: Right) -> Viewer:
        """Return who looks at a page that needs a right: whom it shows, and what holds for all of them alike."""
        reach = rules.reach_of(self.grants, self.places, right=right)
        return Viewer(
            association_id=self.association_id,
            account_id=self.account_id,
            rights=reach.rights,
            unit_ids=reach.unit_ids,
        )

    def may(self, right: Right) -> bool:
        """Say whether a page that needs a right opens, whomever it then shows."""
        return rules.reaches(self.grants, self.places, right)

    def viewer_at(self, unit_id: UUID | None, *, right: Right = Right.PEOPLE_SEE) -> Viewer:
        """Return who looks at one person of a branch: the same people in view, and every right that holds there."""
        place = self.place_of(unit_id)
        here = {each for each in Right if rules.holds(self.grants, each, at=place)}
        viewer = self.viewer_for(right)
        return replace(viewer, rights=viewer.rights | here)

    def place_of(self, unit_id: UUID | None) -> rules.Place:
        """Return a branch with all above it."""
        return self.places.get(unit_id, (unit_id,)) if unit_id is not None else ()

    def terms_giving(self, right: Right, *, unit_id: UUID | None) -> list[TermRow]:
        """Return the terms through which a right over whoever belongs to a branch is held."""
        place = self.place_of(unit_id)
        return [
            term for term, grant in zip(self.terms, self.grants, strict=True) if grant.gives(right, at=place)
        ]

    @property
    def role_codes(self) -> tuple[str, ...]:
        """Return the codes of the roles held, each once."""
        return tuple(dict.fromkeys(term.role for term in self.terms))

    @property
    def ends_on(self) -> date | None:
        """Return the first day on which the earliest of the terms is over."""
        return min((term.ends_on for term in self.terms if term.ends_on), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """What a door needs to know: where one is, which day it is there, who one is, and where else one can go."""

    association: AssociationDetails
    today: date
    presence: Presence | None
    reached: Sequence[ReachedAssociation]


# The day is the association's own: a term ends at midnight in its zone.
ENTRANCE = """
SELECT {columns}, d.today,
  coalesce((SELECT json_agg(json_build_object('code', r.code, 'rights', r.rights, 'ends_on', t.ends_on,
      'unit_id', t.unit_id, 'person_id', t.person_id) ORDER BY t.id)
    FROM access_term t JOIN access_role r ON r.association_id = t.association_id AND r.id = t.role_id
    WHERE t.association_id = a.id AND t.account_id = %(account)s
      AND t.starts_on <= d.today AND (t.ends_on IS NULL OR t.ends_on > d.today)), '[]'),
  coalesce((SELECT json_agg(reached) FROM app.associations_of_account(%(account)s, d.today) AS reached), '[]')
FROM organisations_association a
CROSS JOIN LATERAL (SELECT (%(at)s AT TIME ZONE a.time_zone)::date AS today) d
WHERE a.id = %(association)s
"""


def find_account(*, account_id: UUID) -> Account | None:
    """Return an active account."""
    return Account.objects.filter(id=account_id, is_active=True).first()


def find_accounts(*, addresses: Collection[str]) -> list[Account]:
    """Return the active accounts that sign in with these addresses, however they are written."""
    written = [emails.normalise(address) for address in addresses]
    return list(Account.objects.filter(email__in=[each for each in written if each], is_active=True))


def name_accounts(*, account_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what sign-ins call themselves, else their address; for those whom the association's own log names."""
    found = Account.objects.filter(id__in=list(account_ids)).values_list("id", "display_name", "email")
    return {account_id: name or email for account_id, name, email in found}


def find_entrance(*, account_id: UUID, at: datetime) -> Entrance | None:
    """
    Answer everything that a door asks, in one query: the association, the day there, and who the account is.

    Returns None where the current scope names no association.
    """
    columns = [field.name for field in fields(AssociationDetails)]
    # Django's loader leaves jsonb as text for its own fields to read; json comes as what it says.
    casts = {"names": "::json"}
    statement = ENTRANCE.format(columns=", ".join(f"a.{name}{casts.get(name, '')}" for name in columns))
    with connection.cursor() as cursor:
        cursor.execute(statement, {"account": account_id, "at": at, "association": current_association()})
        found = cursor.fetchone()
    if found is None:
        return None
    *values, today, terms, reached = found
    return Entrance(
        association=AssociationDetails(**dict(zip(columns, values, strict=True))),
        today=today,
        presence=_presence(account_id, terms),
        reached=[
            ReachedAssociation(
                id=UUID(row["association"]),
                slug=row["slug"],
                name=row["name"],
                ends_on=date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
            )
            for row in reached
        ],
    )


def _presence(account_id: UUID, rows: Sequence[dict[str, Any]]) -> Presence | None:
    if not rows:
        return None
    terms = [
        TermRow(
            role=row["code"],
            ends_on=date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
            unit_id=UUID(row["unit_id"]) if row["unit_id"] else None,
            person_id=UUID(row["person_id"]) if row["person_id"] else None,
        )
        for row in rows
    ]
    grants = [
        rules.Grant(
            rights=rules.rights_in(row["rights"], is_in_branch=term.unit_id is not None), unit_id=term.unit_id
        )
        for term, row in zip(terms, rows, strict=True)
    ]
    return Presence(
        association_id=current_association(),
        account_id=account_id,
        terms=terms,
        grants=grants,
        places=branch_places() if any(term.unit_id for term in terms) else {},
    )


def branch_places() -> dict[UUID, rules.Place]:
    """Return each branch of the association with all above it."""
    return rules.places_of((unit.id, unit.parent_id) for unit in list_units())


def list_associations_of(*, account_id: UUID, on: date) -> list[ReachedAssociation]:
    """Return the associations in which the account holds a term, in order of name; needs no scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app.associations_of_account(%s, %s)", [account_id, on])
        return [
            ReachedAssociation(id=found, slug=slug, name=name, ends_on=ends_on)
            for found, slug, name, ends_on in cursor.fetchall()
        ]


def language_of_associations(*, account_id: UUID, on: date) -> str:
    """
    Return in which language to write to somebody who has chosen none: that of the first association; English with none.

    Opens its scope itself, in no transaction.
    """
    for found in list_associations_of(account_id=account_id, on=on):
        with association_scope(found.id), transaction.atomic():
            return get_association().language
    return "en"


def looks_after_others(*, account_id: UUID, on: date) -> bool:
    """Say whether an account holds, or will hold, a role anywhere that shows others, or runs the installation."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.account_looks_after_others(%s, %s)", [account_id, on])
        return bool(cursor.fetchone()[0]) or is_host(account_id=account_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTerm:
    """A role that somebody holds or will hold; `account_id` is who signs in."""

    id: UUID
    account_id: UUID
    email: str
    display_name: str
    role: str
    rights: frozenset[Right]
    unit_id: UUID | None
    person_id: UUID | None
    starts_on: date
    ends_on: date | None


def list_terms(*, on: date, account_id: UUID | None = None, only: Q | None = None) -> list[HeldTerm]:
    """
    Return the roles held on a day or later in the association, without those of plain members, by address.

    With `account_id` only those of one account, with `only` those that a condition finds.
    """
    whose = (only or Q()) & (Q() if account_id is None else Q(account=account_id))
    found = (
        Term.objects.filter(whose, Q(ends_on=None) | Q(ends_on__gt=on), association_id=current_association())
        .exclude(role__code=rules.MEMBER)
        .select_related("account", "role")
        .order_by("account__email", "starts_on", "id")
    )
    return [
        HeldTerm(
            id=term.id,
            account_id=term.account_id,
            email=term.account.email,
            display_name=term.account.display_name,
            role=term.role.code,
            rights=rules.rights_in(term.role.rights, is_in_branch=term.unit_id is not None),
            unit_id=term.unit_id,
            person_id=term.person_id,
            starts_on=term.starts_on,
            ends_on=term.ends_on,
        )
        for term in found
    ]


def terms_of_person(*, person_id: UUID, on: date) -> Ask[list[HeldTerm]]:
    """Return the question which roles a person holds on a day or later, that of a plain member included."""
    found = Term.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=on), association_id=current_association(), person_id=person_id
    ).order_by("starts_on", "id")
    columns = ("id", "account_id", "account__email", "account__display_name", "role__code", "role__rights",
               "unit_id", "person_id", "starts_on", "ends_on")  # fmt: skip
    return asked_by(found.values_list(*columns), lambda rows: [_held(*row) for row in rows])


def find_member_of(*, account_id: UUID, on: date) -> UUID | None:
    """Return the person as whom an account sees its own pages today, through the role of plain members."""
    found = Term.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=on),
        association_id=current_association(),
        account_id=account_id,
        role__code=rules.MEMBER,
        starts_on__lte=on,
    )
    return found.order_by("id").values_list("person_id", flat=True).first()


def _held(
    id: UUID,
    account_id: UUID,
    email: str,
    display_name: str,
    role: str,
    rights: Sequence[str],
    unit_id: UUID | None,
    person_id: UUID | None,
    starts_on: date,
    ends_on: date | None,
) -> HeldTerm:
    return HeldTerm(
        id=id,
        account_id=account_id,
        email=email,
        display_name=display_name,
        role=role,
        rights=rules.rights_in(rights, is_in_branch=unit_id is not None),
        unit_id=unit_id,
        person_id=person_id,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def list_roles() -> dict[str, frozenset[Right]]:
    """Return the association's roles with the rights that each gives in the whole of it."""
    found = Role.objects.filter(association_id=current_association()).values_list("code", "rights")
    return {code: rules.rights_in(rights, is_in_branch=False) for code, rights in found}


# --- The installation -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledAssociation:
    """An association as the host sees it: `people` is counted to 10,000, `bytes` is its rough share of storage."""

    id: UUID
    slug: str
    name: str
    country: str
    created_at: datetime
    set_up_at: datetime | None
    people: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingInvitation:
    """An invitation that nobody has used yet."""

    id: UUID
    email: str
    language: str
    country: str
    invited_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInvitation:
    """What an invitation's link tells whoever holds it."""

    email: str
    language: str
    country: str


def is_host(*, account_id: UUID) -> bool:
    """Say whether an account runs this installation."""
    return Operator.objects.filter(account_id=account_id, account__is_active=True).exists()


def list_installed_associations(
    *, account_id: UUID, search: str = "", after: str = "", most: int = 100
) -> list[InstalledAssociation]:
    """Return associations in order of address, from behind `after`; none for whoever is no host."""
    columns = [column.name for column in fields(InstalledAssociation)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM app.associations_of_installation(%s, %s, %s, %s)",
            [account_id, search, after, most],
        )
        return [InstalledAssociation(**dict(zip(columns, row, strict=True))) for row in cursor.fetchall()]


def list_waiting_invitations(*, at: datetime) -> list[WaitingInvitation]:
    """Return the invitations that can still be accepted, the newest first."""
    columns = [column.name for column in fields(WaitingInvitation)]
    found = Invitation.objects.filter(used_at=None, expires_at__gt=at).order_by("-invited_at", "-id")
    return [WaitingInvitation(**row) for row in found.values(*columns)]


def find_invitation(*, secret: str, at: datetime) -> OpenInvitation | None:
    """Return what an invitation's link tells, or None where it is unknown, used or too old."""
    row = Invitation.objects.filter(secret_hash=hash_of(secret), used_at=None, expires_at__gt=at).first()
    return OpenInvitation(email=row.email, language=row.language, country=row.country) if row else None

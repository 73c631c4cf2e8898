"""Who somebody is in an association today, and which associations an account reaches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from matrikel.access.models import Account as Account
from matrikel.access.models import Term
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import current_association
from matrikel.organisations.queries import list_units


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term that somebody holds today."""

    role: str
    ends_on: date | None
    unit_id: UUID | None
    person_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedAssociation:
    """An association that an account reaches today."""

    id: UUID
    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Somebody in an association: the viewer, and the terms from which the rights come."""

    viewer: Viewer
    terms: Sequence[TermRow]

    @property
    def role_codes(self) -> tuple[str, ...]:
        """Return the codes of the roles held, each once."""
        return tuple(dict.fromkeys(term.role for term in self.terms))

    @property
    def last_day(self) -> date | None:
        """Return the first day on which the earliest of the terms is over."""
        return min((term.ends_on for term in self.terms if term.ends_on), default=None)


def find_account(*, account_id: UUID) -> Account | None:
    """Return an active account."""
    return Account.objects.filter(id=account_id, is_active=True).first()


def find_presence(*, account_id: UUID, on: date) -> Presence | None:
    """Return who the account is in the current association on a date; None if it holds no term."""
    terms = list(
        Term.objects.filter(association_id=current_association(), account_id=account_id, during__contains=on)
        .select_related("role")
        .order_by("id")
    )
    if not terms:
        return None
    known = {right.value for right in Right}
    rights = frozenset(Right(right) for term in terms for right in term.role.rights if right in known)
    return Presence(
        viewer=Viewer(
            association_id=current_association(),
            account_id=account_id,
            rights=rights,
            unit_ids=_scope_of(terms),
        ),
        terms=[
            TermRow(role=term.role.code, ends_on=term.ends_on, unit_id=term.unit_id, person_id=term.person_id)
            for term in terms
        ],
    )


def list_associations_of(*, account_id: UUID, on: date) -> list[ReachedAssociation]:
    """Return the associations in which the account holds a term, in order of name; needs no scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app.associations_of_account(%s, %s)", [account_id, on])
        return [ReachedAssociation(id=found, slug=slug, name=name) for found, slug, name in cursor.fetchall()]


def _scope_of(terms: Sequence[Term]) -> tuple[UUID, ...] | None:
    seeing = [term for term in terms if Right.PEOPLE_SEE.value in term.role.rights]
    if any(term.unit_id is None for term in seeing):
        return None
    below: set[UUID] = {term.unit_id for term in seeing if term.unit_id}
    # Parents come before their children in list_units.
    for unit in list_units():
        if unit.parent_id in below:
            below.add(unit.id)
    return tuple(sorted(below))

"""Who holds which rights where, asked the other way round: by right, and by whom it concerns."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Min, Q

from matrikel.access import rules
from matrikel.access.models import RightUse, Term
from matrikel.access.queries import HeldTerm, branch_places, list_terms
from matrikel.kernel.actors import Right
from matrikel.kernel.scope import current_association


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody with roles: `terms` are held today or begin later, `used` says when each right was used last."""

    account_id: UUID
    email: str
    display_name: str
    terms: Sequence[HeldTerm]
    used: Mapping[Right, date]

    def grants_on(self, on: date) -> list[rules.Grant]:
        """Return what the terms give on a day."""
        return [
            rules.Grant(rights=term.rights, unit_id=term.unit_id)
            for term in self.terms
            if term.starts_on <= on
        ]

    def last_use_of(self, rights: Collection[Right]) -> date | None:
        """Return the last day on which any of these rights was used, own pages aside."""
        return max((self.used[right] for right in rights if right in self.used), default=None)


def list_holders(*, on: date) -> Sequence[Holder]:
    """Return everybody with a role other than that of plain members, by address."""
    by_account: dict[UUID, list[HeldTerm]] = {}
    for term in list_terms(on=on):
        by_account.setdefault(term.account_id, []).append(term)
    used: dict[UUID, dict[Right, date]] = {}
    known = {right.value: right for right in Right}
    # Of those alone: whoever held a role once, and every member who reads their own pages, has used rights too.
    noted = RightUse.objects.filter(association_id=current_association(), account__in=list(by_account))
    for account, code, last_on in noted.values_list("account", "right", "last_on"):
        if code in known:
            used.setdefault(account, {})[known[code]] = last_on
    return [
        Holder(
            account_id=account_id,
            email=terms[0].email,
            display_name=terms[0].display_name,
            terms=terms,
            used=used.get(account_id, {}),
        )
        for account_id, terms in by_account.items()
    ]


def who_may(*, right: Right, unit_id: UUID | None, on: date) -> list[HeldTerm]:
    """Return the terms that give a right over whoever belongs to a branch, as the doors decide it."""
    place = branch_places().get(unit_id, ()) if unit_id is not None else ()
    # The database leaves out whom the rule would; what is left is asked of the rule itself.
    return [
        term
        for term in list_terms(on=on, only=Q(role__rights__contains=[right.value]) & _at(place))
        if term.starts_on <= on
        and rules.Grant(rights=term.rights, unit_id=term.unit_id).gives(right, at=place)
    ]


def _at(place: rules.Place) -> Q:
    return Q(unit=None) | Q(unit_id__in=place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What the association's terms say together: how many hold a role, and since when there is anybody."""

    holders: int
    first_on: date | None
    last_until: date | None


def span_of_terms(*, on: date) -> Span:
    """Return how many hold roles today, since when anybody has, and when the last of their terms ends."""
    found = (
        Term.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=on), association_id=current_association(), starts_on__lte=on
        )
        .exclude(role__code=rules.MEMBER)
        .aggregate(holders=Count("account", distinct=True), first=Min("starts_on"), last=Max("ends_on"))
    )
    return Span(holders=found["holders"], first_on=found["first"], last_until=found["last"])

"""Give somebody a role from a date until a date; access ends with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from psycopg.types.range import Range

from matrikel.access.models import Account, Role, SignInLink, Term
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.models import Person
from matrikel.people.rules import emails


class TermRefused(Refusal):
    """The role cannot be given as asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTerm:
    """Who (by e-mail address), which role, from when until before when; a sign-in made for it gets `language`."""

    email: str
    role: str
    starts_on: date
    ends_on: date | None = None
    person_id: UUID | None = None
    unit_id: UUID | None = None
    display_name: str = ""
    decided_by: str = ""
    language: str = ""


@action
def grant_terms(*, terms: Sequence[NewTerm], actor: Actor, at: datetime) -> list[UUID]:
    """
    Give roles, making sign-ins for addresses that have none, and return the account of each term.

    Somebody who holds the role there already on the first day keeps the term as it is.

    :raises TermRefused: the address is not one, or there is no such role.
    """
    association_id = current_association()
    # Two grants at once would each find that the role is not held yet.
    one_at_a_time("terms")
    roles = dict(Role.objects.filter(association_id=association_id).values_list("code", "id"))
    accounts: list[UUID] = []
    granted = []
    for term in terms:
        email = emails.normalise(term.email)
        if email is None:
            raise TermRefused(_("That is not an e-mail address."))
        if term.role not in roles:
            raise TermRefused(
                _("There is no such role. The roles are: %(roles)s") % {"roles": ", ".join(sorted(roles))}
            )
        account, _created = Account.objects.get_or_create(
            email=email,
            defaults={"id": new_id(), "display_name": term.display_name, "language": term.language},
        )
        accounts.append(account.id)
        held = Term.objects.filter(
            Q(unit_id=term.unit_id),
            Q(ends_on=None) | Q(ends_on__gt=term.starts_on),
            association_id=association_id,
            account=account,
            role_id=roles[term.role],
            starts_on__lte=term.starts_on,
        )
        if held.exists():
            continue
        granted.append(
            Term(
                id=new_id(),
                association_id=association_id,
                account=account,
                person_id=term.person_id,
                role_id=roles[term.role],
                unit_id=term.unit_id,
                during=Range(term.starts_on, term.ends_on, "[)"),
                decided_by=term.decided_by,
            )
        )
    Term.objects.bulk_create(granted)
    if granted:
        # Links that were made before let in whoever holds them; what is granted now was not meant for those.
        SignInLink.objects.filter(account_id__in={term.account_id for term in granted}, used_at=None).delete()
        header = {"terms": [str(term.id) for term in granted]}
        act = Act(action="access.terms_granted", subjects=_subjects_of(granted), header=header)
        record(acts=[act], actor=actor, at=at)
    return accounts


def _subjects_of(terms: Sequence[Term]) -> list[UUID]:
    ids = [term.person_id for term in terms if term.person_id]
    people = Person.objects.filter(association_id=current_association(), id__in=ids)
    return list(people.values_list("audit_subject", flat=True)) if ids else []

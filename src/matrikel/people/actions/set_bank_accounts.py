"""Keep, replace or forget the bank accounts into which persons are paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.keys.sealing import Place, seal
from matrikel.people.models import BankAccount, Person
from matrikel.people.rules import ibans
from matrikel.people.storage import BANK_COLUMN, PersonRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBankAccount:
    """A person's account as an IBAN; an empty one forgets the account that there was."""

    person_id: UUID
    iban: str


@action
def set_bank_accounts(*, accounts: Sequence[NewBankAccount], actor: Actor, at: datetime) -> None:
    """
    Put accounts in the place of those that there were.

    :raises PersonRefused: a number is not an IBAN.
    :raises NotFound: a person does not exist in this association.
    """
    if not accounts:
        return
    association_id = current_association()
    people = [account.person_id for account in accounts]
    subjects = dict(
        Person.objects.filter(association_id=association_id, id__in=people).values_list("id", "audit_subject")
    )
    if len(subjects) != len(set(people)):
        raise NotFound
    kept: list[tuple[UUID, UUID, str]] = []
    for account in accounts:
        if account.iban:
            iban = ibans.normalise(account.iban)
            if iban is None:
                raise PersonRefused(_("That is not an account number (IBAN)."))
            kept.append((new_id(), account.person_id, iban))
    BankAccount.objects.filter(association_id=association_id, person_id__in=people).delete()
    sealed = seal(
        [
            (Place(column=BANK_COLUMN, row=row, subject=subjects[person_id]), iban.encode())
            for row, person_id, iban in kept
        ]
    )
    insert_many(
        BankAccount,
        ["id", "association_id", "person_id", "ending", "sealed"],
        [
            (row, association_id, person_id, iban[-4:], value)
            for (row, person_id, iban), value in zip(kept, sealed, strict=True)
        ],
    )
    act = Act(
        action="people.bank_account_changed",
        subjects=list(subjects.values()),
        header={"kept": len(kept), "forgotten": len(accounts) - len(kept)},
    )
    record(acts=[act], actor=actor, at=at)

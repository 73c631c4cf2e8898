"""Open the account into which a person is paid, for a reason that goes into the log."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.keys.sealing import Place, unseal
from matrikel.people.actions.reveal_protected import RevealRefused
from matrikel.people.models import BankAccount
from matrikel.people.storage import BANK_COLUMN

REASONS = ("PAYMENT", "PERSON_ASKED", "AUTHORITY", "CORRECTION")
"""Why somebody may see a whole account number: codes, so that the log's header holds no free text."""


@action
def reveal_bank_account(*, person_id: UUID, reason: str, actor: Actor, at: datetime) -> str:
    """
    Return a person's IBAN, and record that it was seen, and why.

    :raises RevealRefused: the reason is not one of `REASONS`.
    :raises NotFound: there is no such person, or no account.
    """
    if reason not in REASONS:
        raise RevealRefused(_("Say why you need to see this."))
    account = (
        BankAccount.objects.select_related("person")
        .filter(association_id=current_association(), person_id=person_id)
        .first()
    )
    if account is None:
        raise NotFound
    subject = account.person.audit_subject
    place = Place(column=BANK_COLUMN, row=account.id, subject=subject)
    iban = unseal([(place, bytes(account.sealed))])[0].decode()
    act = Act(action="people.bank_account_revealed", subjects=[subject], header={"reason": reason})
    record(acts=[act], actor=actor, at=at)
    return iban

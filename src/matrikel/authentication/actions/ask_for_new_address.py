"""Ask at both addresses whether a sign-in shall move from the one to the other."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.access.models import Account
from matrikel.authentication.actions.ask_for_code import VALID_FOR
from matrikel.authentication.actions.send_code import new_code
from matrikel.authentication.actions.spend_try import spend_try
from matrikel.authentication.errors import AddressRefused
from matrikel.authentication.letters import address_letter
from matrikel.authentication.models import Challenge
from matrikel.authentication.rules.limits import Try
from matrikel.authentication.storage import hash_of_code, seal_about
from matrikel.kernel.ids import INSTALLATION, new_id
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action
from matrikel.mail.actions.queue_notices import queue_notices
from matrikel.people.rules import emails


def ask_for_new_address(
    *, account_id: UUID, email: str, neighbourhood: str, language: str, at: datetime
) -> UUID:
    """
    Return the challenge that is answered by both codes together. Opens the installation's scope itself.

    Whether somebody else signs in with the new address is not told: then no code goes there.

    :raises TooManyTries: somebody has to wait.
    :raises AddressRefused: that is not an address, or it is the one from before.
    """
    address = emails.normalise(email)
    if address is None:
        raise AddressRefused(_("That is not an e-mail address."))
    spend_try(kind=Try.NEW_ADDRESS, name=str(account_id), neighbourhood=neighbourhood, at=at)
    with association_scope(INSTALLATION):
        return _ask(account_id, address, language, at)


@action
def _ask(account_id: UUID, address: str, language: str, at: datetime) -> UUID:
    account = Account.objects.select_for_update().get(id=account_id)
    if account.email == address:
        raise AddressRefused(_("That is the address with which you sign in today."))
    Challenge.objects.filter(account=account, kind=Challenge.Kind.NEW_ADDRESS, answered_at=None).delete()
    old, new, challenge_id = new_code(), new_code(), new_id()
    is_taken = Account.objects.filter(email=address).exists()
    Challenge.objects.create(
        id=challenge_id,
        kind=Challenge.Kind.NEW_ADDRESS,
        account=account,
        language=language,
        answer_hash=hash_of_code(challenge_id, f"{old}|{new}"),
        sealed=seal_about(challenge_id, address),
        asked_at=at,
        expires_at=at + VALID_FOR,
    )
    sent = [(account.email, old)] if is_taken else [(account.email, old), (address, new)]
    queue_notices(
        notices=[
            address_letter(account=account, to=to, code=code, language=language, expires_at=at + VALID_FOR)
            for to, code in sent
        ],
        at=at,
    )
    return challenge_id

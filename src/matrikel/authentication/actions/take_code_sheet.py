"""Take a sheet of codes as the second step, once a code typed from it has shown that it lies on paper."""

import re
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from matrikel.access.models import Account
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.actions.spend_try import spend_try
from matrikel.authentication.adapter import factors_of
from matrikel.authentication.errors import ProofRefused
from matrikel.authentication.letters import news_letter
from matrikel.authentication.rules.limits import Try
from matrikel.authentication.storage import KEPT, NEW, SHEET
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action
from matrikel.mail.actions.queue_notices import queue_notices


def take_code_sheet(*, account_id: UUID, code: str, neighbourhood: str, language: str, at: datetime) -> None:
    """
    Let the new sheet count from now on; the code that was typed is used up. Opens the installation's scope itself.

    :raises TooManyTries: somebody has to wait.
    :raises ProofRefused: the code does not stand on the sheet.
    """
    spend_try(kind=Try.FACTOR, name=str(account_id), neighbourhood=neighbourhood, at=at)
    with association_scope(INSTALLATION):
        is_taken = _take(account_id, re.sub(r"\D", "", code), language, at)
    if not is_taken:
        raise ProofRefused(_("That code does not stand on your sheet. Type the first one, all eight digits."))


@action
def _take(account_id: UUID, digits: str, language: str, at: datetime) -> bool:
    account = Account.objects.select_for_update().get(id=account_id)
    new = Authenticator.objects.filter(
        user_id=account_id, type=Authenticator.Type.RECOVERY_CODES, data__sheet=NEW
    )
    row = new.first()
    if row is None:
        return False
    with factors_of(account_id):
        codes = row.wrap()
        if not codes.validate_code(digits):
            return False
    taken = codes.instance
    taken.data[SHEET] = KEPT
    taken.last_used_at = at
    taken.save(update_fields=["data", "last_used_at"])
    queue_notices(notices=[news_letter(account=account, news="sheet_added", language=language, at=at)], at=at)
    actor = Actor(kind=ActorKind.ACCOUNT, id=account_id)
    record(acts=[Act(action="authentication.factor_added", header={"kind": "sheet"})], actor=actor, at=at)
    return True

"""Take a sheet of codes as the second step, once a code typed from it has shown that it lies on paper."""

import re
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from matrikel.access.models import Account
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.actions.spend_try import spend_try
from matrikel.authentication.actions.tell_owners import News, tell_owners
from matrikel.authentication.adapter import factors_of
from matrikel.authentication.errors import ProofRefused
from matrikel.authentication.queries import has_factor
from matrikel.authentication.rules.limits import Try
from matrikel.authentication.storage import KEPT, NEW, SHEET, codes_of, seed_of_new_sheet
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action


def take_code_sheet(*, account_id: UUID, code: str, neighbourhood: str, language: str, at: datetime) -> None:
    """
    Let the new sheet count from now on; the code that was typed is used up. Opens the installation's scope itself.

    A sheet from before is worth nothing then, and holds until then.

    :raises TooManyTries: somebody has to wait.
    :raises ProofRefused: the code does not stand on the sheet, or there is another second step by now.
    """
    spend_try(kind=Try.FACTOR, name=str(account_id), neighbourhood=neighbourhood, at=at)
    with association_scope(INSTALLATION):
        is_taken = _take(account_id, re.sub(r"\D", "", code), language, at)
    if not is_taken:
        raise ProofRefused(_("That code does not stand on your sheet. Type one of them, all eight digits."))


@action
def _take(account_id: UUID, digits: str, language: str, at: datetime) -> bool:
    Account.objects.select_for_update().get(id=account_id)
    rows = Authenticator.objects.select_for_update().filter(
        user_id=account_id, type=Authenticator.Type.RECOVERY_CODES
    )
    row = rows.first()
    # Whoever has another second step by now has shown nothing of it here: nobody goes around it with an old sheet.
    if row is None or (row.data.get(SHEET) == NEW and has_factor(account_id=account_id)):
        return False
    return take_if_typed(row, digits, language=language, at=at)


def take_if_typed(row: Authenticator, digits: str, *, language: str, at: datetime) -> bool:
    """Let the new sheet of a locked row count if the code stands on it; in the installation's scope."""
    account_id = row.user_id
    seed = seed_of_new_sheet(row)
    if seed is None:
        return False
    with factors_of(account_id):
        places = [place for place, code in enumerate(codes_of(seed)) if constant_time_compare(code, digits)]
    if not places:
        return False
    news = "recovery_codes" if row.data.get(SHEET) == KEPT else "sheet_added"
    row.data = {"seed": seed, "used_mask": 1 << places[0], SHEET: KEPT}
    row.last_used_at = at
    row.save(update_fields=["data", "last_used_at"])
    account = Account.objects.get(id=account_id)
    tell_owners(news=[News(account=account, news=news, language=language)], at=at)
    actor = Actor(kind=ActorKind.ACCOUNT, id=account_id)
    record(acts=[Act(action="authentication.factor_added", header={"kind": "sheet"})], actor=actor, at=at)
    return True

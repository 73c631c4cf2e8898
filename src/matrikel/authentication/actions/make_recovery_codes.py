"""Make recovery codes: for the day when the telephone lies in the lake."""

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from matrikel.access.models import Account
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.adapter import factors_of
from matrikel.authentication.letters import news_letter
from matrikel.authentication.storage import KEPT, SHEET
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action
from matrikel.mail.actions.queue_notices import queue_notices


def make_recovery_codes(*, account_id: UUID, language: str, at: datetime) -> list[str]:
    """
    Return ten new codes, each of which works once; those from before are worth nothing.

    Opens the installation's scope itself.
    """
    with association_scope(INSTALLATION):
        return _make(account_id, language, at)


@action
def _make(account_id: UUID, language: str, at: datetime) -> list[str]:
    account = Account.objects.select_for_update().get(id=account_id)
    before = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.RECOVERY_CODES)
    is_sheet = before.filter(data__sheet=KEPT).exists()
    replaced = bool(before.delete()[0])
    with factors_of(account_id):
        codes = RecoveryCodes.activate(account)
        made = codes.generate_codes()
    if is_sheet:
        # Whoever signs in by a sheet goes on doing so by the new one.
        codes.instance.data[SHEET] = KEPT
        codes.instance.save(update_fields=["data"])
    if replaced:
        letter = news_letter(account=account, news="recovery_codes", language=language, at=at)
        queue_notices(notices=[letter], at=at)
    actor = Actor(kind=ActorKind.ACCOUNT, id=account_id)
    record(acts=[Act(action="authentication.recovery_codes_made")], actor=actor, at=at)
    return list(made)

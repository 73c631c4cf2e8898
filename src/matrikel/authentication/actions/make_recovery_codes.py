"""Make recovery codes: for the day when the telephone lies in the lake."""

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.utils.translation import gettext as _

from matrikel.access.models import Account
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.actions.tell_owners import News, tell_owners
from matrikel.authentication.adapter import factors_of
from matrikel.authentication.errors import ProofRefused
from matrikel.authentication.storage import KEPT
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action


def make_recovery_codes(*, account_id: UUID, language: str, at: datetime) -> list[str]:
    """
    Return ten new codes, each of which works once; those from before are worth nothing.

    Opens the installation's scope itself.

    :raises ProofRefused: there is a code sheet, which `make_code_sheet` replaces.
    """
    with association_scope(INSTALLATION):
        return _make(account_id, language, at)


@action
def _make(account_id: UUID, language: str, at: datetime) -> list[str]:
    account = Account.objects.select_for_update().get(id=account_id)
    before = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.RECOVERY_CODES)
    if before.filter(data__sheet=KEPT).exists():
        # The sheet is a second step: one that follows counts once a code was typed from it, and no sooner.
        raise ProofRefused(
            _("You sign in by a code sheet, which is the spare as well. Make a new one there.")
        )
    replaced = bool(before.delete()[0])
    with factors_of(account_id):
        codes = RecoveryCodes.activate(account)
        made = codes.generate_codes()
    if replaced:
        tell_owners(news=[News(account=account, news="recovery_codes", language=language)], at=at)
    actor = Actor(kind=ActorKind.ACCOUNT, id=account_id)
    record(acts=[Act(action="authentication.recovery_codes_made")], actor=actor, at=at)
    return list(made)

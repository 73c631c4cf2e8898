"""Make a sheet of codes for whoever has no other second step, or signs in by one: for the drawer."""

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import encrypt
from django.utils.translation import gettext as _

from matrikel.access.models import Account
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.adapter import factors_of
from matrikel.authentication.errors import ProofRefused
from matrikel.authentication.queries import has_factor
from matrikel.authentication.storage import KEPT, NEW, NEXT, SHEET
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action


def make_code_sheet(*, account_id: UUID, at: datetime) -> None:
    """
    Draw ten codes, which count once one of them was typed (`take_code_sheet`); opens the installation's scope itself.

    Where there is a sheet already it holds until then.

    :raises ProofRefused: there is another second step already, whose recovery codes are the sheet.
    """
    with association_scope(INSTALLATION):
        _make(account_id, at)


@action
def _make(account_id: UUID, at: datetime) -> None:
    account = Account.objects.select_for_update().get(id=account_id)
    codes_rows = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.RECOVERY_CODES)
    # Whoever signs in by it at the same moment uses a code up in the same row.
    kept = codes_rows.select_for_update().filter(data__sheet=KEPT).first()
    if kept is not None:
        with factors_of(account_id):
            kept.data[NEXT] = encrypt(RecoveryCodes.generate_seed())
        kept.save(update_fields=["data"])
        _note(account_id, at)
        return
    if has_factor(account_id=account_id):
        raise ProofRefused(_("You have a second step already. Make recovery codes for it."))
    codes_rows.delete()
    with factors_of(account_id):
        codes = RecoveryCodes.activate(account)
    codes.instance.data[SHEET] = NEW
    codes.instance.save(update_fields=["data"])
    _note(account_id, at)


def _note(account_id: UUID, at: datetime) -> None:
    actor = Actor(kind=ActorKind.ACCOUNT, id=account_id)
    record(acts=[Act(action="authentication.recovery_codes_made")], actor=actor, at=at)

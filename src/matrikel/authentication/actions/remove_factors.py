"""Remove second steps of one's own."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator

from matrikel.access.models import Account
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.actions.tell_owners import News, tell_owners
from matrikel.authentication.models import KnownBrowser
from matrikel.authentication.queries import has_strong_eid
from matrikel.authentication.session_store import forget_factors
from matrikel.authentication.storage import second_steps_of
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action


def remove_factors(*, account_id: UUID, factor_ids: Sequence[int], language: str, at: datetime) -> int:
    """
    Remove passkeys, the app or the code sheet, and return how many second steps are left.

    With the last one go the recovery codes, the browsers that stood in for it, and that sessions passed it. Opens the
    installation's scope itself.

    :raises NotFound: one of them is not the account's.
    """
    with association_scope(INSTALLATION):
        return _remove(account_id, factor_ids, language, at)


@action
def _remove(account_id: UUID, factor_ids: Sequence[int], language: str, at: datetime) -> int:
    account = Account.objects.select_for_update().get(id=account_id)
    own = second_steps_of(account_id)
    removed, _by_table = own.filter(id__in=list(factor_ids)).delete()
    if removed != len(set(factor_ids)):
        raise NotFound
    left: int = own.count() + has_strong_eid(account_id=account_id)
    if not left:
        forget_what_stood_in(account_id)
    tell_owners(news=[News(account=account, news="factor_removed", language=language)], at=at)
    actor = Actor(kind=ActorKind.ACCOUNT, id=account_id)
    header = {"removed": removed, "left": left}
    record(acts=[Act(action="authentication.factors_removed", header=header)], actor=actor, at=at)
    return left


def forget_what_stood_in(account_id: UUID) -> None:
    """With the last second step, let go of everything that stood in for it or remembers it."""
    Authenticator.objects.filter(user_id=account_id).delete()
    KnownBrowser.objects.filter(account_id=account_id).update(remembered_until=None)
    forget_factors(account_ids=[account_id])

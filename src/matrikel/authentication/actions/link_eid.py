"""Let an eID that was shown sign in to the account of whoever has shown it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.access.models import Account
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.actions.take_eid_answer import ShownEid
from matrikel.authentication.actions.tell_owners import News, tell_owners
from matrikel.authentication.errors import ProofRefused
from matrikel.authentication.models import EidLink
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION, new_id
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action

MOST = 20


def link_eid(*, account_id: UUID, shown: ShownEid, language: str, at: datetime) -> None:
    """
    Link an eID with one account and no other; a letter tells its owner. Opens the installation's scope itself.

    :raises ProofRefused: it signs in to another account, or this one has very many.
    """
    with association_scope(INSTALLATION):
        _link(account_id, shown, language, at)


@action
def _link(account_id: UUID, shown: ShownEid, language: str, at: datetime) -> None:
    account = Account.objects.select_for_update().get(id=account_id)
    own = EidLink.objects.filter(account_id=account_id)
    if own.filter(subject_hash=shown.subject_hash).exists():
        return
    if own.count() >= MOST:
        raise ProofRefused(_("You have very many eIDs already. Remove one first."))
    link = EidLink(
        id=new_id(),
        account=account,
        eid=shown.key,
        subject_hash=shown.subject_hash,
        acr=shown.acr,
        linked_at=at,
    )
    # Of two accounts that link it at the same moment one comes first.
    EidLink.objects.bulk_create([link], ignore_conflicts=True)
    if not EidLink.objects.filter(id=link.id).exists():
        raise ProofRefused(
            _("This %(eid)s is linked with another sign-in here. Remove it there first.")
            % {"eid": shown.name}
        )
    news = News(account=account, news="eid_linked", detail=shown.name, language=language)
    tell_owners(news=[news], at=at)
    actor = Actor(kind=ActorKind.ACCOUNT, id=account_id)
    header = {"eid": shown.key, "acr": shown.acr}
    record(acts=[Act(action="authentication.eid_linked", header=header)], actor=actor, at=at)

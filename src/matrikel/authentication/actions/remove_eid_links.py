"""Let an eID sign in to one's own account no more."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings

from matrikel.access.models import Account
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.actions.remove_factors import forget_what_stood_in
from matrikel.authentication.actions.tell_owners import News, tell_owners
from matrikel.authentication.models import EidLink
from matrikel.authentication.queries import has_factor
from matrikel.authentication.rules.brokers import find_eid
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action


def remove_eid_links(*, account_id: UUID, link_ids: Sequence[UUID], language: str, at: datetime) -> bool:
    """
    Remove eIDs, and say whether there still is a second step; a letter for each tells the owner.

    With the last second step go the recovery codes, the browsers that stood in for it, and that sessions passed it.
    Opens the installation's scope itself.

    :raises NotFound: one of them is not the account's.
    """
    with association_scope(INSTALLATION):
        return _remove(account_id, link_ids, language, at)


@action
def _remove(account_id: UUID, link_ids: Sequence[UUID], language: str, at: datetime) -> bool:
    account = Account.objects.select_for_update().get(id=account_id)
    links = EidLink.objects.filter(account_id=account_id, id__in=list(link_ids))
    keys = list(links.order_by("id").values_list("eid", flat=True))
    if len(keys) != len(set(link_ids)):
        raise NotFound
    links.delete()
    is_left = has_factor(account_id=account_id)
    if not is_left:
        forget_what_stood_in(account_id)
    names = [found[1].name if (found := find_eid(settings.EID_BROKERS, key)) else "" for key in keys]
    news = [News(account=account, news="eid_removed", detail=name, language=language) for name in names]
    tell_owners(news=news, at=at)
    actor = Actor(kind=ActorKind.ACCOUNT, id=account_id)
    record(acts=[Act(action="authentication.eid_removed", header={"eids": keys})], actor=actor, at=at)
    return is_left

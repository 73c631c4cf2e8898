"""Tell the owners of sign-ins by letter what has become of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from matrikel.access.models import Account
from matrikel.authentication.letters import news_letter
from matrikel.authentication.storage import addresses_that_hear
from matrikel.kernel.transactions import action
from matrikel.mail.actions.queue_notices import queue_notices


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """
    What has become of a sign-in: `news` is its code, `detail` what it is about.

    `language` is for an account that has none of its own. `also_to` are more addresses of its owner.
    """

    account: Account
    news: str
    detail: str = ""
    language: str
    also_to: Sequence[str] = ()


@action
def tell_owners(*, news: Sequence[News], at: datetime) -> int:
    """
    Write to each owner, and return how many letters leave: to every address that should hear of it, each once.

    Those are the address of the sign-in and the one that it had until lately, so that whoever has just moved a sign-in
    to an own mailbox does not thereby keep its owner from hearing what follows. In any scope.
    """
    hears = addresses_that_hear([each.account for each in news], at=at)
    letters = []
    for each in news:
        heard = {to.lower(): to for to in (*hears[each.account.pk], *each.also_to)}.values()
        letters += [
            news_letter(
                account=each.account,
                news=each.news,
                detail=each.detail,
                to=to,
                language=each.language,
                at=at,
            )
            for to in heard
        ]
    queue_notices(notices=letters, at=at)
    return len(letters)

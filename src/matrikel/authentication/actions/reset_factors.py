"""Take lost second steps away: a day after one officer has asked for it, at once when a second one agrees."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime

from matrikel.access.models import Account
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.actions.tell_owners import News, tell_owners
from matrikel.authentication.letters import language_of
from matrikel.authentication.models import EidLink, FactorReset, KnownBrowser, Session
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_id
from matrikel.kernel.jobs import defer_for_installation
from matrikel.kernel.transactions import action

WAITS = timedelta(hours=24)


@action
def reset_factors(
    *,
    account_ids: Sequence[UUID],
    actor: Actor,
    language: str = "en",
    also_to: Mapping[UUID, Sequence[str]] | None = None,
    at: datetime,
) -> dict[UUID, datetime]:
    """
    Return when each account's passkeys, app and recovery codes are taken away.

    That is a day from now, and a letter says so: whoever has lost nothing signs in and stops it. Where another officer
    asked before, the second one makes it happen now. Nobody's asking twice counts as two, nor does asking on the
    server and then here. In any scope; whether
    `actor` may help this account at all is the door's question. `language` is the association's, for an account that
    has none of its own. `also_to` are other addresses of an account's owner: whoever reads the mail of the sign-in's
    address by stealth does not keep the owner from hearing of it.
    """
    due: dict[UUID, datetime] = {}
    news = []
    # Of two who ask at once the second waits here, and then finds what the first has asked for.
    accounts = list(Account.objects.select_for_update().filter(id__in=list(account_ids)).order_by("id"))
    waiting = {
        row.account_id: row
        for row in FactorReset.objects.select_for_update().filter(account_id__in=list(account_ids))
    }
    for account in accounts:
        before = waiting.get(account.pk)
        if before is not None and _is_second(actor.id, before.asked_by, account.pk):
            due[account.pk] = at
            FactorReset.objects.filter(id=before.id).update(due_at=at)
        elif before is not None:
            due[account.pk] = before.due_at
            if before.asked_by is None and actor.id != account.pk:
                # Asked on the server: this officer is the first who can be told from a second one.
                FactorReset.objects.filter(id=before.id).update(asked_by=actor.id)
        else:
            due[account.pk] = at + WAITS
            FactorReset.objects.create(
                id=new_id(),
                account=account,
                asked_by=actor.id,
                asked_at=at,
                due_at=at + WAITS,
                language=language,
            )
            with translation.override(language_of(account, language)):
                when = date_format(localtime(at + WAITS), "DATETIME_FORMAT")
            others = (also_to or {}).get(account.pk, ())
            news.append(
                News(account=account, news="reset_asked", detail=when, language=language, also_to=others)
            )
    tell_owners(news=news, at=at)
    header = {"accounts": [str(each) for each in due], "at_once": sum(when == at for when in due.values())}
    record(acts=[Act(action="authentication.factor_reset_asked", header=header)], actor=actor, at=at)
    if any(when == at for when in due.values()):
        defer_for_installation("authentication.take_away_factors")
    return due


def _is_second(asks: UUID | None, asked_before: UUID | None, account_id: UUID) -> bool:
    """Say whether somebody else asks now; on the server nobody signs in, so it may be the same person each time."""
    return asks is not None and asked_before is not None and asks not in (asked_before, account_id)


def take_away(account_ids: Sequence[UUID]) -> None:
    """Delete second steps with everything that stood in for them; sessions end too."""
    whose = list(account_ids)
    Authenticator.objects.filter(user_id__in=whose).delete()
    EidLink.objects.filter(account_id__in=whose).delete()
    KnownBrowser.objects.filter(account_id__in=whose).update(remembered_until=None)
    Session.objects.filter(account_id__in=whose).delete()
    FactorReset.objects.filter(account_id__in=whose).delete()

"""Carry out what was asked for: second steps that are lost are taken away when their day has come."""

from datetime import datetime

from matrikel.access.models import Account
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.actions.reset_factors import take_away
from matrikel.authentication.actions.tell_owners import News, tell_owners
from matrikel.authentication.models import FactorReset
from matrikel.kernel.actors import automatic
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action


def carry_out_resets(*, at: datetime) -> int:
    """Take away what is due, tell each owner, and return of how many accounts. Opens the installation's scope itself."""
    with association_scope(INSTALLATION):
        return _carry_out(at)


@action
def _carry_out(at: datetime) -> int:
    due = list(FactorReset.objects.select_for_update(skip_locked=True).filter(due_at__lte=at))
    languages = {row.account_id: row.language for row in due}
    ids = list(languages)
    if not ids:
        return 0
    take_away(ids)
    news = [
        News(account=account, news="reset", language=languages[account.pk])
        for account in Account.objects.filter(id__in=ids)
    ]
    tell_owners(news=news, at=at)
    header = {"accounts": [str(each) for each in ids]}
    record(
        acts=[Act(action="authentication.factors_reset", header=header)], actor=automatic("sign_in"), at=at
    )
    return len(ids)

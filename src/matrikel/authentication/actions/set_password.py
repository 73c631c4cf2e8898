"""Set or change a password; the account is signed out everywhere else."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from matrikel.access.models import Account
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.actions.forget_browsers import forget_other_browsers
from matrikel.authentication.actions.tell_owners import News, tell_owners
from matrikel.authentication.errors import PasswordRefused
from matrikel.authentication.models import Challenge
from matrikel.authentication.rules.passwords import LONGEST, SHORTEST, Weakness, normalise, weakness_of
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action


def set_password(
    *, account_id: UUID, password: str, language: str, browser_secret: str = "", at: datetime
) -> Account:
    """
    Return the account with its new password: what is worked out from the old one (sessions) is worth nothing now.

    Nor do other browsers than the one with `browser_secret` stand in for the second step any more.
    Opens the installation's scope itself.

    :raises PasswordRefused: it is too short, leaked, plain, or follows from who one is.
    """
    account = Account.objects.get(id=account_id)
    weakness = weakness_of(password, own_words=[account.email, account.display_name])
    if weakness is not None:
        raise PasswordRefused(_said(weakness))
    with association_scope(INSTALLATION):
        return _set(account_id, make_password(normalise(password)), language, browser_secret, at)


@action
def _set(account_id: UUID, hashed: str, language: str, browser_secret: str, at: datetime) -> Account:
    account = Account.objects.select_for_update().get(id=account_id)
    account.password = hashed
    account.save(update_fields=["password"])
    Challenge.objects.filter(account_id=account_id, answered_at=None).delete()
    forget_other_browsers(account_id=account_id, browser_secret=browser_secret, at=at)
    tell_owners(news=[News(account=account, news="password", language=language)], at=at)
    actor = Actor(kind=ActorKind.ACCOUNT, id=account_id)
    record(acts=[Act(action="authentication.password_set")], actor=actor, at=at)
    return account


def _said(weakness: Weakness) -> str:
    if weakness is Weakness.SHORT:
        return _("Take at least %(count)s signs: three or four words are easy to remember.") % {
            "count": SHORTEST
        }
    if weakness is Weakness.LONG:
        return _("Take at most %(count)s signs.") % {"count": LONGEST}
    if weakness is Weakness.LEAKED:
        return _(
            "This password is on lists of passwords that leaked elsewhere, which whoever breaks in tries first. "
            "Take another one."
        )
    if weakness is Weakness.OWN:
        return _("This password is made of your name or address. Take another one.")
    return _("This password is a plain row of keys or a repetition. Take another one.")

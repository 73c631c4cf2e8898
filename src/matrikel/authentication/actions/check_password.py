"""Find out whose password somebody has typed."""

from datetime import datetime
from functools import cache

from django.contrib.auth.hashers import check_password as is_right
from django.contrib.auth.hashers import is_password_usable, make_password
from django.utils.translation import gettext as _

from matrikel.access.models import Account
from matrikel.authentication.actions.spend_try import spend_try
from matrikel.authentication.errors import ProofRefused
from matrikel.authentication.rules.limits import Try
from matrikel.authentication.rules.passwords import LONGEST, normalise
from matrikel.people.rules import emails


@cache
def _nobodys() -> str:
    return make_password("a password that nobody has, checked where there is none")


def check_password(
    *, email: str, password: str, neighbourhood: str, browser_secret: str = "", at: datetime
) -> Account:
    """
    Return the account that an address and a password belong to.

    Whether there is such an account, whether it has a password and whether it is the right one: always one password
    is checked, so that all take equally long.

    :raises TooManyTries: somebody has to wait.
    :raises ProofRefused: one of the two is wrong, and nobody learns which.
    """
    address = emails.normalise(email) or ""
    spend_try(
        kind=Try.PASSWORD,
        name=address or email[:320].lower(),
        neighbourhood=neighbourhood,
        browser_secret=browser_secret,
        at=at,
    )
    account = Account.objects.filter(email=address, is_active=True).first()
    has_one = account is not None and bool(account.password) and is_password_usable(account.password)
    stored = account.password if account is not None and has_one else _nobodys()
    right = is_right(normalise(password[: 4 * LONGEST]), stored)
    if account is None or not has_one or not right:
        raise ProofRefused(_("The address or the password is wrong."))
    return account

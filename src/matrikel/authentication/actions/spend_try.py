"""Count a try before it is made, and refuse it where there were too many."""

from datetime import datetime

from django.db import connection
from django.utils.translation import ngettext

from matrikel.authentication.errors import TooManyTries
from matrikel.authentication.models import KnownBrowser
from matrikel.authentication.rules.limits import (
    BY_NAME,
    BY_NAME_EVERYWHERE,
    BY_NEIGHBOURHOOD,
    TYPED,
    Limit,
    Try,
)
from matrikel.authentication.storage import hash_of, hash_of_name
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action

# One statement, so that of many tries at once each is counted, and none twice.
SPEND = """
INSERT INTO authentication_ratecounter AS c (name_hash, tries, since, until) VALUES (%(name)s, 1, %(at)s, %(until)s)
ON CONFLICT (name_hash) DO UPDATE SET
  tries = CASE WHEN c.until <= %(at)s THEN 1 ELSE c.tries + 1 END,
  since = CASE WHEN c.until <= %(at)s THEN %(at)s ELSE c.since END,
  until = CASE WHEN c.until <= %(at)s THEN %(until)s ELSE c.until END
RETURNING tries, until
"""


def spend_try(*, kind: Try, name: str, neighbourhood: str, browser_secret: str = "", at: datetime) -> None:
    """
    Count a try of one name (an address, an account, a link) from one neighbourhood of addresses.

    Commits by itself, before the try is made: whatever happens to that, it counts. Known and unknown names are
    counted alike. An address that anybody may type is counted in each neighbourhood apart, and apart again in a browser
    in which its owner has signed in before (`browser_secret`): no stranger uses that up. Opens the installation's scope
    itself.

    :raises TooManyTries: says how long to wait.
    """
    with association_scope(INSTALLATION):
        waits = _count(kind, name, neighbourhood, browser_secret, at)
    if waits:
        minutes = max(1, -(-int(waits) // 60))
        raise TooManyTries(
            ngettext(
                "Too many tries. Wait %(minutes)s minute, then go on.",
                "Too many tries. Wait %(minutes)s minutes, then go on.",
                minutes,
            )
            % {"minutes": minutes}
        )


@action
def _count(kind: Try, name: str, neighbourhood: str, browser_secret: str, at: datetime) -> float:
    counted: list[tuple[str, Limit]] = [(f"from|{neighbourhood}", BY_NEIGHBOURHOOD[kind])]
    if kind in TYPED:
        if browser_secret and name in _addresses_of(browser_secret):
            counted = [(f"browser|{browser_secret}|{name}", BY_NAME[kind])]
        else:
            counted.append((f"name|{name}|from|{neighbourhood}", BY_NAME[kind]))
            counted.append((f"name|{name}", BY_NAME_EVERYWHERE[kind]))
    elif name:
        counted.append((f"name|{name}", BY_NAME[kind]))
    waits = 0.0
    # Always in the same order, so that two tries wait for each other and never in a circle.
    for who, limit in counted:
        if waits and limit is BY_NAME_EVERYWHERE.get(kind):
            # What was refused in one network uses up nothing in the others.
            break
        with connection.cursor() as cursor:
            cursor.execute(
                SPEND,
                {"name": hash_of_name(kind.value, who), "at": at, "until": at + limit.within},
            )
            tries, until = cursor.fetchone()
        if tries > limit.most:
            waits = max(waits, (until - at).total_seconds())
    return waits


def _addresses_of(browser_secret: str) -> set[str]:
    """
    Return with which addresses somebody has signed in in a browser.

    Asked by what the browser holds and not by what was typed: the time tells nothing of an address.
    """
    known = KnownBrowser.objects.filter(secret_hash=hash_of(browser_secret))
    return set(known.values_list("account__email", flat=True))

"""Ask for a code by letter; whether anybody signs in with the address is not even looked up here."""

from datetime import datetime, timedelta
from uuid import UUID

from matrikel.authentication.actions.spend_try import spend_try
from matrikel.authentication.models import Challenge
from matrikel.authentication.rules.limits import Try
from matrikel.authentication.storage import seal_about
from matrikel.kernel.ids import INSTALLATION, new_id
from matrikel.kernel.jobs import defer_for_installation
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action
from matrikel.people.rules import emails

VALID_FOR = timedelta(minutes=15)


def ask_for_code(
    *, email: str, language: str, neighbourhood: str, browser_secret: str = "", at: datetime
) -> UUID:
    """
    Return the challenge that the code will answer, in this browser alone.

    A row with the sealed address and a job are made for every address; the job finds who it is and writes the letter,
    or finds that there is nobody to write to. So neither the answer nor its time tells whether somebody signs in with
    it: nothing that PostgreSQL does until then, down to the check of a foreign key, depends on it. Opens the
    installation's scope itself.

    :raises TooManyTries: somebody has to wait.
    """
    address = emails.normalise(email) or ""
    spend_try(
        kind=Try.CODE_SENT,
        name=address or email[:320].lower(),
        neighbourhood=neighbourhood,
        browser_secret=browser_secret,
        at=at,
    )
    with association_scope(INSTALLATION):
        return _ask(address, language, at)


@action
def _ask(address: str, language: str, at: datetime) -> UUID:
    challenge_id = new_id()
    Challenge.objects.create(
        id=challenge_id,
        kind=Challenge.Kind.CODE,
        language=language,
        sealed=seal_about(challenge_id, address),
        asked_at=at,
        expires_at=at + VALID_FOR,
    )
    defer_for_installation("authentication.send_code", challenge_id=challenge_id)
    return challenge_id

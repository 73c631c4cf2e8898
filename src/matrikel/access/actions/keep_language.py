"""Keep the language in which somebody is written to."""

from uuid import UUID

from matrikel.access.models import Account
from matrikel.kernel.transactions import action
from matrikel.organisations.rules import LANGUAGES


@action
def keep_language(*, account_id: UUID, language: str, is_chosen: bool) -> None:
    """
    Keep what was chosen; what a browser merely asks for counts only until there is something better.

    A language that Matrikel does not speak changes nothing. In any scope; like the look of pages it is nobody's
    concern but its owner's, and so no log tells of it.
    """
    if language not in LANGUAGES:
        return
    whose = Account.objects.filter(id=account_id)
    (whose if is_chosen else whose.filter(language="")).exclude(language=language).update(language=language)

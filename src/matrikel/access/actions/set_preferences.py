"""Remember how somebody wants to see Matrikel."""

from uuid import UUID

from matrikel.access.models import Account
from matrikel.kernel.transactions import action


@action
def set_preferences(*, account_id: UUID, language: str | None = None, theme: str | None = None) -> None:
    """Set an account's language and theme; None leaves one as it is, an empty text follows the browser."""
    values = {key: value for key, value in (("language", language), ("theme", theme)) if value is not None}
    if values:
        Account.objects.filter(id=account_id).update(**values)

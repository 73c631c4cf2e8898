"""Who acts, who looks, and which rights there are."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Right(StrEnum):
    """What a role may allow: an action and the level of data that it touches."""

    PEOPLE_SEE = "people.see"
    PEOPLE_EDIT = "people.edit"
    PEOPLE_IMPORT = "people.import"
    PEOPLE_EXPORT = "people.export"
    PROTECTED_SEE = "protected.see"
    SENSITIVE_SEE = "sensitive.see"
    CHECKS_SEE = "checks.see"
    CHECKS_EDIT = "checks.edit"
    IDENTITY_NUMBER_SEE = "identity_number.see"
    BANK_ACCOUNT_SEE = "bank_account.see"
    NOTES_EDIT = "notes.edit"
    TAGS_EDIT = "tags.edit"
    UNITS_EDIT = "units.edit"
    BOOKS_SEE = "books.see"
    BOOKS_POST = "books.post"
    LETTERS_SEE = "letters.see"
    LETTERS_SEND = "letters.send"
    LISTS_SHARE = "lists.share"
    LOG_SEE = "log.see"
    LOG_OPEN = "log.open"
    PROOFS_SEE = "proofs.see"
    ACCESS_SEE = "access.see"
    ROLES_EDIT = "roles.edit"
    SETTINGS_EDIT = "settings.edit"
    JOBS_SEE = "jobs.see"
    OWN_PAGES = "own_pages"


class ActorKind(StrEnum):
    """What kind of actor did something; automatic ones have a name in the log."""

    ACCOUNT = "account"
    COMMAND = "command"
    AUTOMATIC = "automatic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who did it, as the audit log keeps it: never a name, always an id or the name of a command."""

    kind: ActorKind
    id: UUID | None = None
    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who asks, and what that person may see; `unit_ids` of None means the whole association."""

    association_id: UUID
    account_id: UUID | None
    rights: frozenset[Right] = field(default_factory=frozenset)
    unit_ids: tuple[UUID, ...] | None = None

    def may(self, right: Right) -> bool:
        """Say whether the viewer holds a right."""
        return right in self.rights


def command(name: str) -> Actor:
    """Return the actor for a command typed on the server."""
    return Actor(kind=ActorKind.COMMAND, name=name)


def automatic(name: str) -> Actor:
    """Return the actor for something that happens by itself."""
    return Actor(kind=ActorKind.AUTOMATIC, name=name)

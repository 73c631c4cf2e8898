"""Which kinds of letters there are: every room that sends some says so when it starts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterKind:
    """
    A kind of letter under its code, `room.what_it_is`.

    `purpose` is why it is sent. A mailing (`is_mailing`) is what somebody may want no longer: it carries a way to
    unsubscribe, and is not sent to whoever asked for none. What one that `lets_in` has to be pressed is for its reader
    alone: whoever looks after the letters of an association sees the words and no address to press.
    """

    code: str
    purpose: str = "contact"
    is_mailing: bool = False
    lets_in: bool = False


_kinds: dict[str, LetterKind] = {}


def register_kinds(*kinds: LetterKind) -> None:
    """Make kinds of letters known."""
    _kinds.update({kind.code: kind for kind in kinds})


def kind_named(code: str) -> LetterKind:
    """Return a kind; one that no room has registered is a mistake of the program (KeyError)."""
    return _kinds[code]


def is_mailing(code: str) -> bool:
    """Say whether letters of a kind are mailings; a kind that is no longer known counts as one."""
    return code not in _kinds or _kinds[code].is_mailing


def lets_in(code: str) -> bool:
    """Say whether letters of a kind let whoever holds them in; a kind that is no longer known counts as one."""
    return code not in _kinds or _kinds[code].lets_in


def kinds_that_let_in() -> list[str]:
    """Return the codes of the letters that let whoever holds them in, in a fixed order."""
    return sorted(kind.code for kind in _kinds.values() if kind.lets_in)


def purposes_of_mailings() -> list[str]:
    """Return for which purposes there are mailings, in a fixed order."""
    return sorted({kind.purpose for kind in _kinds.values() if kind.is_mailing})


def purpose_of(code: str) -> str:
    """Return why letters of a kind are sent."""
    return _kinds[code].purpose if code in _kinds else ""


register_kinds(LetterKind(code="mail.test"))

"""What rights are called in plain words, and which belong together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matrikel.kernel.actors import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class RightGroup:
    """Rights over one level of data, the most harmless first."""

    code: str
    title: Promise
    line: Promise
    rights: Sequence[Right]


GROUPS: Sequence[RightGroup] = (
    RightGroup(
        code="people",
        title=_("People"),
        line=_("Names, contact details, memberships: what every member gave to be a member."),
        rights=(
            Right.PEOPLE_SEE,
            Right.PEOPLE_EDIT,
            Right.TAGS_EDIT,
            Right.NOTES_EDIT,
            Right.PEOPLE_IMPORT,
            Right.PEOPLE_EXPORT,
            Right.LISTS_SHARE,
        ),
    ),
    RightGroup(
        code="care",
        title=_("What needs more care"),
        line=_("Details that could hurt somebody: as few as can do the work."),
        rights=(
            Right.SENSITIVE_SEE,
            Right.CHECKS_SEE,
            Right.CHECKS_EDIT,
            Right.BANK_ACCOUNT_SEE,
            Right.IDENTITY_NUMBER_SEE,
            Right.PROTECTED_SEE,
        ),
    ),
    RightGroup(
        code="money",
        title=_("Money"),
        line=_("What comes in and goes out; the books name nobody."),
        rights=(Right.BOOKS_SEE, Right.BOOKS_POST),
    ),
    RightGroup(
        code="letters",
        title=_("Letters"),
        line=_("What the association writes to people."),
        rights=(Right.LETTERS_SEE, Right.LETTERS_SEND),
    ),
    RightGroup(
        code="oversight",
        title=_("Oversight"),
        line=_("Looking at how the work is done."),
        rights=(Right.LOG_SEE, Right.LOG_OPEN, Right.PROOFS_SEE, Right.ACCESS_SEE, Right.JOBS_SEE),
    ),
    RightGroup(
        code="association",
        title=_("The association"),
        line=_("What concerns everybody at once."),
        rights=(Right.UNITS_EDIT, Right.SETTINGS_EDIT, Right.ROLES_EDIT),
    ),
    RightGroup(
        code="own",
        title=_("Oneself"),
        line=_("What everybody may do who is in the register."),
        rights=(Right.OWN_PAGES,),
    ),
)
WORDS: dict[Right, Promise] = {
    Right.PEOPLE_SEE: _("see people"),
    Right.PEOPLE_EDIT: _("add and change people"),
    Right.TAGS_EDIT: _("make and change tags"),
    Right.NOTES_EDIT: _("read and write notes about people"),
    Right.PEOPLE_IMPORT: _("bring in lists"),
    Right.PEOPLE_EXPORT: _("take out lists"),
    Right.LISTS_SHARE: _("share a list with somebody without a role"),
    Right.SENSITIVE_SEE: _("see and change sensitive details, such as health or diet"),
    Right.CHECKS_SEE: _("see who has shown which check"),
    Right.CHECKS_EDIT: _("note down checks that were shown"),
    Right.BANK_ACCOUNT_SEE: _("open bank account numbers"),
    Right.IDENTITY_NUMBER_SEE: _("open national identity numbers"),
    Right.PROTECTED_SEE: _("open protected identities"),
    Right.BOOKS_SEE: _("see the books"),
    Right.BOOKS_POST: _("keep the books"),
    Right.LETTERS_SEE: _("see which letters went out"),
    Right.LETTERS_SEND: _("send letters"),
    Right.LOG_SEE: _("read the activity log"),
    Right.LOG_OPEN: _("open what the activity log keeps sealed"),
    Right.PROOFS_SEE: _("check that somebody was a member in a year"),
    Right.ACCESS_SEE: _("see who has access"),
    Right.JOBS_SEE: _("see background work"),
    Right.UNITS_EDIT: _("change branches"),
    Right.SETTINGS_EDIT: _("change settings"),
    Right.ROLES_EDIT: _("give and end roles, and say what they allow"),
    Right.OWN_PAGES: _("see their own pages"),
}


def words(rights: Collection[Right]) -> list[str]:
    """Return what rights allow, in plain words and in the order of the groups."""
    return [str(WORDS[right]) for group in GROUPS for right in group.rights if right in rights]

"""The roles that every association starts with, and what may not be given together or for ever."""

from datetime import timedelta

from matrikel.kernel.actors import Right

SEE = (Right.PEOPLE_SEE, Right.OWN_PAGES)
# Who has shown a criminal record touches GDPR Art. 10: as few as can do the work.
CHECKS = (Right.CHECKS_SEE, Right.CHECKS_EDIT)
# Who keeps the books, and who looks at them.
BOOKS = (Right.BOOKS_SEE, Right.BOOKS_POST)
# The log tells of everybody, whoever works in it; what stood in a field before and after is for fewer still.
OVERSIGHT = (Right.LOG_SEE, Right.LOG_OPEN, Right.PROOFS_SEE)
CHAIR = (
    *SEE,
    *CHECKS,
    Right.PROTECTED_SEE,
    Right.JOBS_SEE,
    Right.SETTINGS_EDIT,
    Right.UNITS_EDIT,
    Right.NOTES_EDIT,
    Right.LETTERS_SEE,
    Right.LETTERS_SEND,
    Right.BOOKS_SEE,
    Right.LOG_SEE,
    Right.LOG_OPEN,
    Right.ACCESS_SEE,
    Right.ROLES_EDIT,
)
STARTING_ROLES: dict[str, tuple[Right, ...]] = {
    "chair": CHAIR,
    "deputy_chair": CHAIR,
    "secretary": tuple(Right),
    "membership_secretary": tuple(
        right
        for right in Right
        if right
        not in (
            *CHECKS,
            *OVERSIGHT,
            *BOOKS,
            Right.SETTINGS_EDIT,
            Right.UNITS_EDIT,
            Right.BANK_ACCOUNT_SEE,
            Right.ACCESS_SEE,
            Right.ROLES_EDIT,
        )
    ),
    "treasurer": (*SEE, Right.PEOPLE_EXPORT, Right.BANK_ACCOUNT_SEE, *BOOKS),
    "board_member": SEE,
    # Proves that members existed, without who: what the work needs is counted, sampled and read in the log.
    "auditor": (Right.OWN_PAGES, Right.BOOKS_SEE, Right.LOG_SEE, Right.PROOFS_SEE, Right.ACCESS_SEE),
    "event_organiser": SEE,
    "group_leader": SEE,
    "data_protection_contact": (
        *SEE,
        Right.PROTECTED_SEE,
        Right.JOBS_SEE,
        Right.NOTES_EDIT,
        *OVERSIGHT,
        Right.ACCESS_SEE,
    ),
    # Of Art. 37: independent, sees how the work is done, and does none of it.
    "data_protection_officer": (*SEE, Right.JOBS_SEE, *OVERSIGHT, Right.ACCESS_SEE),
    "staff": tuple(right for right in Right if right not in CHECKS),
    "federation_officer": tuple(right for right in Right if right not in CHECKS),
    "read_only": SEE,
    "member": (Right.OWN_PAGES,),
}
"""Role codes with their rights, in the order in which pages show them; an association may change the rights."""

MEMBER = "member"
"""The role that gives somebody their own pages and nothing of anybody else."""

BOARD = frozenset({"chair", "deputy_chair", "secretary", "membership_secretary", "treasurer", "board_member"})
"""Who is told by letter what happens with access."""

USUAL_LENGTH = {"auditor": timedelta(weeks=8)}
"""Roles that are needed for a while only, and for how long one is offered."""

OWN = "own:"
"""How the codes of roles begin that an association has made itself; what follows is the name."""

WHOLE_ASSOCIATION = frozenset(
    {
        *OVERSIGHT,
        *BOOKS,
        Right.LISTS_SHARE,
        Right.SETTINGS_EDIT,
        Right.UNITS_EDIT,
        Right.JOBS_SEE,
        Right.PEOPLE_IMPORT,
        Right.TAGS_EDIT,
    }
)
"""What concerns everybody at once and is therefore never in the gift of a branch."""

NEEDS_TWO = frozenset({Right.PROTECTED_SEE})
"""Rights that one officer alone gives to nobody, once there is somebody whom they protect."""


def in_order(code: str) -> tuple[int, str]:
    """Return the place of a role among others: the usual ones first, as they stand above, then own ones by name."""
    known = list(STARTING_ROLES)
    return (known.index(code) if code in STARTING_ROLES else len(known), code)

"""The roles that every association starts with, and their rights."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from matrikel.kernel.actors import Right

SEE = (Right.PEOPLE_SEE, Right.OWN_PAGES)
# Who has shown a criminal record touches GDPR Art. 10: as few as can do the work.
CHECKS = (Right.CHECKS_SEE, Right.CHECKS_EDIT)
# The log tells of everybody, whoever works in it; what stood in a field before and after is for fewer still.
OVERSIGHT = (Right.LOG_SEE, Right.LOG_OPEN, Right.PROOFS_SEE)
STARTING_ROLES: dict[str, tuple[Right, ...]] = {
    "chair": (
        *SEE,
        *CHECKS,
        Right.PROTECTED_SEE,
        Right.JOBS_SEE,
        Right.SETTINGS_EDIT,
        Right.UNITS_EDIT,
        Right.NOTES_EDIT,
        Right.LETTERS_SEE,
        Right.LETTERS_SEND,
        Right.LOG_SEE,
        Right.LOG_OPEN,
    ),
    "secretary": tuple(Right),
    "membership_secretary": tuple(
        right
        for right in Right
        if right not in (*CHECKS, *OVERSIGHT, Right.SETTINGS_EDIT, Right.UNITS_EDIT, Right.BANK_ACCOUNT_SEE)
    ),
    "treasurer": (*SEE, Right.PEOPLE_EXPORT, Right.BANK_ACCOUNT_SEE),
    "auditor": (*SEE, Right.LOG_SEE, Right.PROOFS_SEE),
    "data_protection_contact": (*SEE, Right.PROTECTED_SEE, Right.JOBS_SEE, Right.NOTES_EDIT, *OVERSIGHT),
    "staff": tuple(right for right in Right if right not in CHECKS),
    "federation_officer": tuple(right for right in Right if right not in CHECKS),
    "member": (Right.OWN_PAGES,),
}
"""Role codes with their rights; an association may change them later."""

MEMBER = "member"
"""The role that gives somebody their own pages and nothing of anybody else."""

BOARD = ("chair", "secretary", "membership_secretary", "treasurer")
"""Who is told by letter what happens with access."""

WHOLE_ASSOCIATION = frozenset(
    {
        *OVERSIGHT,
        Right.LISTS_SHARE,
        Right.SETTINGS_EDIT,
        Right.UNITS_EDIT,
        Right.JOBS_SEE,
        Right.PEOPLE_IMPORT,
        Right.TAGS_EDIT,
    }
)
"""What concerns everybody at once and is therefore never in the gift of a branch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What one term gives: the rights of its role, for everybody or for a branch with all below it."""

    rights: frozenset[Right]
    unit_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whom somebody sees (`unit_ids` of None: everybody) and what may be done, with each of them alike."""

    unit_ids: tuple[UUID, ...] | None
    rights: frozenset[Right]


def rights_in(codes: Iterable[str], *, is_in_branch: bool) -> frozenset[Right]:
    """Return the rights that a term gives: those of its role, in a branch without the whole association's."""
    known = {right.value for right in Right}
    rights = frozenset(Right(code) for code in codes if code in known)
    return rights - WHOLE_ASSOCIATION if is_in_branch else rights


def reaches_branches_only(grants: Sequence[Grant]) -> bool:
    """Say whether somebody sees people, and only those of branches."""
    units = {grant.unit_id for grant in grants if Right.PEOPLE_SEE in grant.rights}
    return bool(units) and None not in units


def reach_of(grants: Sequence[Grant], tree: Iterable[tuple[UUID, UUID | None]] = ()) -> Reach:
    """
    Return how far terms reach together; `tree` is each branch with its parent, parents first.

    A right holds for everybody whom one sees or not at all. So whoever sees the whole association has there
    only what was given for the whole of it, and whoever has different rights in two branches only what holds
    in both: too little can be asked for, too much cannot be taken back.
    """
    everywhere = frozenset[Right]().union(*(grant.rights for grant in grants if grant.unit_id is None))
    if Right.PEOPLE_SEE in everywhere:
        return Reach(unit_ids=None, rights=everywhere)
    here: dict[UUID, frozenset[Right]] = {}
    for grant in grants:
        if grant.unit_id is not None and Right.PEOPLE_SEE in grant.rights:
            here[grant.unit_id] = here.get(grant.unit_id, frozenset()) | grant.rights
    for unit, parent in tree:
        if parent in here:
            here[unit] = here.get(unit, frozenset()) | here[parent]
    beside = everywhere & (WHOLE_ASSOCIATION | {Right.OWN_PAGES})
    shared = frozenset.intersection(*here.values()) if here else frozenset[Right]()
    return Reach(unit_ids=tuple(sorted(here)), rights=shared | beside)

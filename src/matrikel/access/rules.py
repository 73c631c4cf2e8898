"""The roles that every association starts with, and their rights."""

from collections.abc import Iterable

from matrikel.kernel.actors import Right

SEE = (Right.PEOPLE_SEE, Right.OWN_PAGES)
STARTING_ROLES: dict[str, tuple[Right, ...]] = {
    "chair": (*SEE, Right.PROTECTED_SEE, Right.JOBS_SEE, Right.SETTINGS_EDIT, Right.UNITS_EDIT),
    "secretary": tuple(Right),
    "membership_secretary": tuple(
        right for right in Right if right not in (Right.SETTINGS_EDIT, Right.UNITS_EDIT)
    ),
    "treasurer": (*SEE, Right.PEOPLE_EXPORT),
    "auditor": SEE,
    "data_protection_contact": (*SEE, Right.PROTECTED_SEE, Right.JOBS_SEE),
    "staff": tuple(Right),
    "federation_officer": tuple(Right),
    "member": (Right.OWN_PAGES,),
}
"""Role codes with their rights; an association may change them later."""

WHOLE_ASSOCIATION = frozenset({Right.SETTINGS_EDIT, Right.UNITS_EDIT, Right.JOBS_SEE, Right.PEOPLE_IMPORT})
"""What concerns everybody at once and is therefore never in the gift of a branch."""


def rights_in(codes: Iterable[str], *, is_in_branch: bool) -> frozenset[Right]:
    """Return the rights that a term gives: those of its role, in a branch without the whole association's."""
    known = {right.value for right in Right}
    rights = frozenset(Right(code) for code in codes if code in known)
    return rights - WHOLE_ASSOCIATION if is_in_branch else rights

"""The roles that every association starts with, and their rights."""

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

"""The fields that every association has, and what each may decide about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from matrikel.fields.rules.definitions import Use


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltIn:
    """
    A built-in field: what it stands for on the personal-data map, and how it is used where nobody said otherwise.

    `columns` are `app.Model.column` of the map; the first one's purposes, level and retention are shown.
    `officers` may be NONE: the association does not use the field, and forms leave it out. Of a `fixed` field
    only the help text can be changed; of one for `officers_only`, whether it is used at all.
    """

    code: str
    columns: tuple[str, ...]
    officers: str = Use.EDIT
    member: str = Use.SEE
    joining: str = Use.NONE
    fixed: bool = False
    officers_only: bool = False


BUILT_IN = (
    BuiltIn(
        code="given_name",
        columns=("people.Person.given_name",),
        member=Use.EDIT,
        joining=Use.REQUIRED,
        fixed=True,
    ),
    BuiltIn(
        code="family_name",
        columns=("people.Person.family_name",),
        member=Use.EDIT,
        joining=Use.REQUIRED,
        fixed=True,
    ),
    BuiltIn(code="preferred_name", columns=("people.Person.preferred_name",), member=Use.EDIT),
    BuiltIn(code="birth_date", columns=("people.Person.birth_date",), joining=Use.EDIT),
    BuiltIn(code="gender", columns=("people.Person.gender",)),
    BuiltIn(code="language", columns=("people.Person.language",), member=Use.EDIT, joining=Use.EDIT),
    BuiltIn(code="email", columns=("people.ContactPoint.value",), member=Use.EDIT, joining=Use.REQUIRED),
    BuiltIn(code="phone", columns=("people.ContactPoint.value",), member=Use.EDIT, joining=Use.EDIT),
    BuiltIn(code="address", columns=("people.ContactPoint.street",), member=Use.EDIT, joining=Use.EDIT),
    BuiltIn(code="home_municipality", columns=("people.Person.home_municipality",)),
    BuiltIn(code="member_number", columns=("people.Person.member_number",), fixed=True),
    BuiltIn(code="unit", columns=("people.Person.unit",)),
    BuiltIn(code="identity_number", columns=("people.IdentityNumber.sealed",)),
    BuiltIn(
        code="portrait",
        columns=("people.Portrait.sealed",),
        officers=Use.NONE,
        member=Use.NONE,
        officers_only=True,
    ),
    BuiltIn(code="protection", columns=("people.Person.protection",), member=Use.NONE, fixed=True),
    BuiltIn(code="is_deceased", columns=("people.Person.is_deceased",), member=Use.NONE, fixed=True),
)
CODES = frozenset(each.code for each in BUILT_IN)
OFFICERS_USES = (Use.NONE, Use.EDIT, Use.REQUIRED)
MEMBERS_USES = (Use.NONE, Use.SEE, Use.EDIT)
JOINING_USES = (Use.NONE, Use.EDIT, Use.REQUIRED)
REQUIRED_NEVER = frozenset({"is_deceased", "protection", "identity_number", "preferred_name", "portrait"})
"""What nobody can be made to have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltInUse:
    """How an association uses a built-in field, and its own words about why it asks."""

    code: str
    officers: str
    member: str
    joining: str
    helps: Mapping[str, str] = field(default_factory=dict)


def default_uses() -> list[BuiltInUse]:
    """Return how built-in fields are used where an association decided nothing."""
    return [
        BuiltInUse(code=each.code, officers=each.officers, member=each.member, joining=each.joining)
        for each in BUILT_IN
    ]


def is_possible(use: BuiltInUse) -> bool:
    """Say whether a built-in field may be used so."""
    if use.code not in CODES:
        return False
    known = next(each for each in BUILT_IN if each.code == use.code)
    if known.fixed:
        return (use.officers, use.member, use.joining) == (known.officers, known.member, known.joining)
    if known.officers_only and (use.member, use.joining) != (known.member, known.joining):
        return False
    if use.officers == Use.NONE:
        return use.member in (Use.NONE, Use.SEE) and use.joining == Use.NONE
    return (
        use.officers in OFFICERS_USES
        and use.member in MEMBERS_USES
        and use.joining in JOINING_USES
        and not (use.code in REQUIRED_NEVER and Use.REQUIRED in (use.officers, use.joining))
    )

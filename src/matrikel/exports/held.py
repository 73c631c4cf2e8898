"""What the personal-data map says about the columns of lists: how much care each needs, and for what it is held."""

from collections.abc import Iterable, Mapping

from matrikel.exports.rules.gate import Held
from matrikel.fields.queries import list_fields
from matrikel.kernel.personal_data_map import Level, pages

FIELD = "field."
HELD_IN: Mapping[str, tuple[str, str]] = {
    "name": ("people.Person", "family_name"),
    "number": ("people.Person", "member_number"),
    "unit": ("people.Person", "unit"),
    "born": ("people.Person", "birth_date"),
    "age": ("people.Person", "birth_date"),
    "gender": ("people.Person", "gender"),
    "language": ("people.Person", "language"),
    "kind": ("people.Person", "kind"),
    "changed": ("people.Person", "changed_at"),
    "external": ("people.ExternalNumber", "number"),
    "email": ("people.ContactPoint", "value"),
    "phone": ("people.ContactPoint", "value"),
    "street": ("people.ContactPoint", "street"),
    "postcode": ("people.ContactPoint", "postcode"),
    "place": ("people.ContactPoint", "place"),
    "tags": ("people.PersonTag", "tag"),
    "type": ("memberships.Membership", "type"),
    "status": ("memberships.Membership", "during"),
    "since": ("memberships.Membership", "during"),
    "ended": ("memberships.Membership", "during"),
    "groups": ("groups.Participation", "group"),
    "housemates": ("relations.HouseholdMember", "household"),
    "household_size": ("relations.HouseholdMember", "household"),
    "guardians": ("relations.Guardian", "guardian"),
    "payer": ("relations.Payer", "payer"),
    "checks": ("checks.Check", "valid_until"),
}
"""Column of a list → the table and column of the map in which it is held."""


def held_of(codes: Iterable[str]) -> dict[str, Held]:
    """Return what is held in columns; own fields say it themselves."""
    codes, mapped = list(codes), pages()
    held = {}
    own = {}
    if any(code.startswith(FIELD) for code in codes):
        own = {f"{FIELD}{field.id}": field for field in list_fields(with_retired=True)}
    for code in codes:
        if code in own:
            held[code] = Held(level=Level[own[code].level], purposes=frozenset({own[code].purpose}))
        elif code in HELD_IN:
            label, column = HELD_IN[code]
            entry = mapped[label].fields[column]
            held[code] = Held(level=entry.level, purposes=frozenset(entry.purposes))
    return held

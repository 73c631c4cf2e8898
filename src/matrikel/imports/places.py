"""For which columns an association has a place: it depends on its country, its profile and its clubs."""

from datetime import date

from matrikel.imports.rules.fields import Field, Mapping
from matrikel.organisations.queries import AssociationDetails, list_member_associations
from matrikel.people.rules import national_numbers
from matrikel.privacy.rules import GROUNDS


def withheld_fields(association: AssociationDetails, *, on: date) -> set[Field]:
    """What no column of this association's files can hold."""
    withheld = set()
    if not national_numbers.storable(association.country):
        withheld.add(Field.NATIONAL_NUMBER)
    if not GROUNDS.get(association.profile):
        withheld.add(Field.CONSENT)
    if not list_member_associations(on=on):
        withheld.add(Field.CLUB)
    return withheld


def consent_column(mapping: Mapping) -> int | None:
    """The place of the column that says who has agreed."""
    return next((c.index for c in mapping if c.field is Field.CONSENT and c.is_mapped), None)


def club_column(mapping: Mapping) -> int | None:
    """The place of the column that names each row's club."""
    return next((c.index for c in mapping if c.field is Field.CLUB and c.is_mapped), None)

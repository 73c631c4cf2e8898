"""For which columns an association has a place: it depends on its country, its profile and its clubs."""

from datetime import date

from matrikel.fields.queries import list_fields
from matrikel.fields.rules.rows import FieldRow
from matrikel.fields.rules.values import folded
from matrikel.imports.rules.fields import Field, Mapping
from matrikel.organisations.queries import AssociationDetails, get_association, list_member_associations
from matrikel.organisations.rules.modules import Module
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
    if not association.has(Module.GROUPS):
        withheld.add(Field.GROUPS)
    if not association.has(Module.NOTES):
        withheld.add(Field.NOTE_TEXT)
    if not own_fields():
        withheld.add(Field.OWN)
    return withheld


def own_fields() -> dict[str, FieldRow]:
    """The association's own fields that a list may fill, by the label that their columns carry: the field's id."""
    if not get_association().has(Module.FIELDS):
        return {}
    return {str(field.id): field for field in list_fields()}


def own_field_names() -> dict[str, str]:
    """Folded name → label of the own fields, in each language; a name that two fields share leads to neither."""
    found: dict[str, set[str]] = {}
    for label, field in own_fields().items():
        for name in (*field.labels.values(), field.code):
            found.setdefault(folded(name), set()).add(label)
    return {name: next(iter(labels)) for name, labels in found.items() if len(labels) == 1}


def consent_column(mapping: Mapping) -> int | None:
    """The place of the column that says who has agreed."""
    return next((c.index for c in mapping if c.field is Field.CONSENT and c.is_mapped), None)


def club_column(mapping: Mapping) -> int | None:
    """The place of the column that names each row's club."""
    return next((c.index for c in mapping if c.field is Field.CLUB and c.is_mapped), None)

"""How files word what stands in lists: as the list on the screen does."""

from datetime import date

from matrikel.exports.rules.cells import Cell
from matrikel.office.people import wording as people_wording
from matrikel.office.selections import wording
from matrikel.office.selections.columns import since
from matrikel.people.filters.offers import Value
from matrikel.selections.queries.people import PersonRow
from matrikel.ui.purposes import purpose_name


class ListWords:
    """The words of the people list."""

    def heading(self, code: str, label: str) -> str:
        """Return what a column is called."""
        return label or wording.column_name(code)

    def cell(self, code: str, value: Value, *, home: str) -> Cell:
        """Return a number or a date as it is, and everything else as the list shows it."""
        if isinstance(value, date) or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        return wording.shown(code, value, home=home)

    def own(self, code: str, row: PersonRow) -> Cell:
        """Return what comes with every line."""
        match code:
            case "name":
                return people_wording.shown_name(row)
            case "number":
                return row.member_number
            case "type":
                return row.type_names
            case "unit":
                return row.unit_name
            case "status":
                return wording.value_name("status", row.status)
        return since(row)

    def purpose(self, code: str) -> str:
        """Return for what a list is taken out."""
        return purpose_name(code)

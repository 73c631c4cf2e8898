"""How files word what stands in lists: as the list on the screen does."""

from collections.abc import Callable
from datetime import date
from operator import attrgetter

from matrikel.exports.rules.cells import Cell
from matrikel.memberships.rules import Status
from matrikel.office.people import wording as people_wording
from matrikel.office.selections import wording
from matrikel.office.selections.columns import since
from matrikel.people.filters.offers import Value
from matrikel.people.rules import phones
from matrikel.selections.queries.people import PersonRow
from matrikel.ui.purposes import purpose_name


class ListWords:
    """The words of the people list."""

    def heading(self, code: str, label: str) -> str:
        """Return what a column is called."""
        return label or wording.column_name(code)

    def cell(self, code: str, *, home: str) -> Callable[[Value], Cell]:
        """Return what leaves a number or a date as it is, and words everything else as the list does."""
        if code == "phone":
            return lambda value: phones.display(str(value), home)
        # There are few codes, and a word for one is looked up among the translations each time.
        has_words, words = wording.has_words(code), dict[str, str]()

        def read(value: Value) -> Cell:
            if isinstance(value, str):
                if not has_words:
                    return value
                if value not in words:
                    words[value] = wording.value_name(code, value)
                return words[value]
            if isinstance(value, date) or (isinstance(value, int) and not isinstance(value, bool)):
                return value
            return wording.shown(code, value, home=home)

        return read

    def own(self, code: str) -> Callable[[PersonRow], Cell]:
        """Return what words a column that comes with every line."""
        match code:
            case "name":
                return people_wording.shown_name
            case "number":
                return attrgetter("member_number")
            case "type":
                return attrgetter("type_names")
            case "unit":
                return attrgetter("unit_name")
            case "status":
                names = {status: wording.value_name("status", status) for status in Status}
                return lambda row: names[row.status]
        return since

    def purpose(self, code: str) -> str:
        """Return for what a list is taken out."""
        return purpose_name(code)

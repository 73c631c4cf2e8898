"""Where somebody can go who does not see the register: every page that the role opens, and what it is for."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address, menu
from matrikel.ui.parts import RowItem

LINES: dict[str, Promise] = {
    "books": _("Every entry, every account, and what stands at the end."),
    "proofs": _("How many members there were in a year, and a sample that names nobody."),
    "log": _("What happened here, who did it and when."),
    "board": _("Who holds which role, and until when."),
    "jobs": _("What the program does by itself, and whether it went well."),
    "settings": _("What the association is called, and what it uses."),
}
"""What a page is for, by the name of its address."""


def places_to_go(request: OfficeRequest) -> list[RowItem]:
    """Return a row for each page of the menu but the first, which is where one is."""
    lines = {address(request, name): str(line) for name, line in LINES.items()}
    here = address(request, "today")
    return [
        RowItem(icon=item.icon, title=item.label, line=lines.get(item.url, ""), url=item.url)
        for group in menu(request)
        for item in group.items
        if item.url != here
    ]

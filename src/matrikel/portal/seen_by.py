"""Who may see a member, and why: the answer of the rule that opens the pages."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from matrikel.access.queries.holders import who_may
from matrikel.access.wording import role_name
from matrikel.kernel.actors import Right
from matrikel.organisations.queries import list_units
from matrikel.people.queries import PersonDetails
from matrikel.portal.doors import PortalRequest
from matrikel.ui.formatting import current_language
from matrikel.ui.parts import RowItem


def seen_by(request: PortalRequest, person: PersonDetails) -> list[RowItem]:
    """Return each office that may see the member, with who holds it and for what part of the association."""
    terms = who_may(right=Right.PEOPLE_SEE, unit_id=person.core.unit_id, on=request.today)
    units = {unit.id: unit.name_in(current_language()) for unit in list_units()} if terms else {}
    offices: dict[tuple[str, str], list[str]] = {}
    changes: set[tuple[str, str]] = set()
    for term in terms:
        place = units.get(term.unit_id, "") if term.unit_id else ""
        office = (str(capfirst(role_name(term.role))), place)
        offices.setdefault(office, []).append(term.display_name)
        if Right.PEOPLE_EDIT in term.rights:
            changes.add(office)
    return [
        RowItem(
            icon="user",
            title=f"{role} · {place}" if place else role,
            line=" · ".join(
                part
                for part in (
                    ", ".join(dict.fromkeys(name for name in names if name)),
                    _("sees and changes what is held about you")
                    if (role, place) in changes
                    else _("sees what is held about you"),
                    "" if place else pgettext("role", "for the whole association"),
                )
                if part
            ),
        )
        for (role, place), names in offices.items()
    ]

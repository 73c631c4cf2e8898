"""What of the people waits for a person."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.office.selections.state import address_values
from matrikel.selections.queries.chosen_people import count_chosen
from matrikel.selections.rules import MEMBERS_WITHOUT_CONTACT, Chosen
from matrikel.ui.formatting import number
from matrikel.ui.listing import state_url
from matrikel.ui.parts import RowItem


def waiting(request: OfficeRequest, *, is_small: bool) -> list[RowItem]:
    """Return one row for the members who cannot be reached; where they are too many to be read, none."""
    if not is_small or not request.viewer.may(Right.PEOPLE_EDIT):
        return []
    chosen = Chosen(question=MEMBERS_WITHOUT_CONTACT)
    missing = count_chosen(chosen=chosen, on=request.today, viewer=request.viewer)
    if not missing:
        return []
    title = ngettext("%(count)s member cannot be reached", "%(count)s members cannot be reached", missing) % {
        "count": number(missing)
    }
    return [
        RowItem(
            icon="user-question",
            title=title,
            line=_("no e-mail, no phone, no address"),
            url=state_url(address(request, "people"), address_values(MEMBERS_WITHOUT_CONTACT)),
            action_label=_("Complete"),
        )
    ]

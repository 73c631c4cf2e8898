"""What of the families waits for a person."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.organisations.rules.modules import Module
from matrikel.relations.queries.likely import count_suggestions
from matrikel.ui.formatting import number
from matrikel.ui.parts import RowItem

MOST_COUNTED = 100


def waiting(request: OfficeRequest, *, is_small: bool) -> list[RowItem]:
    """Return one row where people share address and family name; where they are too many to be read, none."""
    if not is_small or not request.viewer.may(Right.PEOPLE_EDIT):
        return []
    if not request.association.has(Module.RELATIONS):
        return []
    count = count_suggestions(on=request.today, viewer=request.viewer, most=MOST_COUNTED)
    if not count:
        return []
    if count >= MOST_COUNTED:
        title = _("More than %(count)s families may be households") % {"count": number(MOST_COUNTED - 1)}
    else:
        title = ngettext(
            "%(count)s family may be one household", "%(count)s families may be households", count
        ) % {"count": number(count)}
    return [
        RowItem(
            icon="home-heart",
            title=title,
            line=_("the same address and family name"),
            url=address(request, "household_suggestions"),
            action_label=_("Look"),
        )
    ]

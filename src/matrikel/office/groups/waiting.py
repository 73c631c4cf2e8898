"""What of the groups waits for a person."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matrikel.groups.queries.groups import count_groups_alone
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.organisations.rules.modules import Module
from matrikel.ui.formatting import number
from matrikel.ui.listing import state_url
from matrikel.ui.parts import RowItem


def waiting(request: OfficeRequest, *, is_small: bool) -> list[RowItem]:
    """Return one row for the groups that nobody leads."""
    if not request.association.has(Module.GROUPS) or not request.viewer.may(Right.PEOPLE_EDIT):
        return []
    alone = count_groups_alone(viewer=request.viewer, on=request.today)
    if not alone:
        return []
    title = ngettext(
        "%(count)s group has nobody who leads it", "%(count)s groups have nobody who leads them", alone
    )
    return [
        RowItem(
            icon="users-group",
            title=title % {"count": number(alone)},
            line=_("say who does, or close it"),
            url=state_url(address(request, "groups"), {"state": "alone"}),
            action_label=_("See which"),
        )
    ]

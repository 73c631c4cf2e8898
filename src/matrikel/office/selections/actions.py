"""What can be done with people chosen on a list, in the order of the buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.organisations.rules.modules import Module
from matrikel.ui.listing import SelectionAction


@dataclass(frozen=True, kw_only=True, slots=True)
class PeopleAction:
    """A button of the selection bar: it posts the choice to a page (see `chosen.read_chosen`)."""

    code: str
    label: str | Promise
    icon: str
    url_name: str
    right: Right
    module: Module | None = None


ACTIONS: Sequence[PeopleAction] = (
    PeopleAction(
        code="change",
        label=_("Change…"),
        icon="pencil",
        url_name="new_bulk_edit",
        right=Right.PEOPLE_EDIT,
    ),
    PeopleAction(
        code="household",
        label=_("New household…"),
        icon="home-heart",
        url_name="new_household",
        right=Right.PEOPLE_EDIT,
        module=Module.RELATIONS,
    ),
    PeopleAction(
        code="take_out",
        label=_("Export or print…"),
        icon="download",
        url_name="new_export",
        right=Right.PEOPLE_EXPORT,
    ),
    PeopleAction(
        code="share",
        label=_("Share…"),
        icon="link",
        url_name="share_list",
        right=Right.LISTS_SHARE,
    ),
    PeopleAction(
        code="freeze",
        label=_("Keep as a selection…"),
        icon="device-floppy",
        url_name="new_selection",
        right=Right.PEOPLE_SEE,
    ),
)


def actions_for(request: OfficeRequest) -> tuple[SelectionAction, ...]:
    """Return the buttons for whoever looks."""
    return tuple(
        SelectionAction(label=str(each.label), url=address(request, each.url_name), icon=each.icon)
        for each in ACTIONS
        if request.viewer.may(each.right) and (each.module is None or request.association.has(each.module))
    )

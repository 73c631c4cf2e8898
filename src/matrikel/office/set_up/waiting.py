"""What waits while an association is being set up: the way back into the assistant."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.organisations.rules.set_up import FIRST, SetUpStep
from matrikel.people.queries import is_anybody_here
from matrikel.ui.formatting import number
from matrikel.ui.parts import RowItem


def answered_steps(request: OfficeRequest) -> frozenset[str]:
    """Return the codes of the steps that are answered: where members come from is, as soon as there is anybody."""
    steps = frozenset(request.association.set_up_steps)
    if SetUpStep.MEMBERS in steps or not is_anybody_here(viewer=request.viewer):
        return steps
    return steps | {SetUpStep.MEMBERS.value}


def waiting(request: OfficeRequest, /, *, is_small: bool) -> Sequence[RowItem]:
    """Return one row for whoever may change the settings, as long as the association is being set up."""
    if request.association.set_up_at is not None or not request.viewer.may(Right.SETTINGS_EDIT):
        return ()
    done = len(answered_steps(request).intersection(FIRST))
    line = _("%(done)s of %(total)s questions answered")
    return (
        RowItem(
            icon="list-check",
            title=_("Set up your association"),
            line=line % {"done": number(done), "total": number(len(FIRST))},
            url=address(request, "set_up"),
            action_label=_("Go on") if done else _("Begin"),
        ),
    )

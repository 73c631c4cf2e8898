"""What of the checks waits for a person."""

from django.utils.translation import gettext as _

from matrikel.checks.queries import count_needed
from matrikel.checks.rules import Standing
from matrikel.kernel.actors import Right
from matrikel.office.checks.wording import standing_count
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.organisations.rules.modules import Module
from matrikel.ui.listing import state_url
from matrikel.ui.parts import RowItem


def waiting(request: OfficeRequest, *, is_small: bool) -> list[RowItem]:
    """Return a row for the checks that are missing, one for those that ran out, one for those that soon will."""
    if not request.association.has(Module.CHECKS) or not request.viewer.may(Right.CHECKS_EDIT):
        return []
    counts = count_needed(viewer=request.viewer, on=request.today)
    lines = {
        Standing.MISSING: _("asked for, and nobody has seen one yet"),
        Standing.EXPIRED: _("ask to be shown a new one"),
        Standing.EXPIRING: _("a new one takes weeks to get"),
    }
    return [
        _row(request, standing_count(standing, counts[standing]), line, standing)
        for standing, line in lines.items()
        if counts[standing]
    ]


def _row(request: OfficeRequest, title: str, line: str, standing: Standing) -> RowItem:
    return RowItem(
        icon="shield-check",
        title=title,
        line=line,
        url=state_url(address(request, "checks"), {"state": standing.value}),
        action_label=_("See who"),
    )

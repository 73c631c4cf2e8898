"""What of the checks waits for a person."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matrikel.checks.queries import count_needed
from matrikel.checks.rules import WARN_DAYS, Standing
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.organisations.rules.modules import Module
from matrikel.ui.formatting import number
from matrikel.ui.listing import state_url
from matrikel.ui.parts import RowItem


def waiting(request: OfficeRequest, *, is_small: bool) -> list[RowItem]:
    """Return a row for the checks that are missing, one for those that ran out, one for those that soon will."""
    if not request.association.has(Module.CHECKS) or not request.viewer.may(Right.CHECKS_EDIT):
        return []
    counts = count_needed(viewer=request.viewer, on=request.today)
    missing, expired, expiring = (
        counts[standing] for standing in (Standing.MISSING, Standing.EXPIRED, Standing.EXPIRING)
    )
    rows = []
    if missing:
        title = ngettext("%(count)s check is missing", "%(count)s checks are missing", missing) % {
            "count": number(missing)
        }
        rows.append(_row(request, title, _("asked for, and nobody has seen one yet"), Standing.MISSING))
    if expired:
        title = ngettext("%(count)s check has run out", "%(count)s checks have run out", expired) % {
            "count": number(expired)
        }
        rows.append(_row(request, title, _("ask to be shown a new one"), Standing.EXPIRED))
    if expiring:
        title = ngettext(
            "%(count)s check runs out within %(days)s days",
            "%(count)s checks run out within %(days)s days",
            expiring,
        ) % {"count": number(expiring), "days": number(WARN_DAYS)}
        rows.append(_row(request, title, _("a new one takes weeks to get"), Standing.EXPIRING))
    return rows


def _row(request: OfficeRequest, title: str, line: str, standing: Standing) -> RowItem:
    return RowItem(
        icon="shield-check",
        title=title,
        line=line,
        url=state_url(address(request, "checks"), {"state": standing.value}),
        action_label=_("See who"),
    )

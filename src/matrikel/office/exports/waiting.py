"""What of the exports waits for whoever oversees them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matrikel.access.queries import name_accounts
from matrikel.exports.queries import Busy, count_paused, list_busy_lookers
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.ui.formatting import number
from matrikel.ui.listing import state_url
from matrikel.ui.parts import RowItem


def waiting(request: OfficeRequest, *, is_small: bool) -> list[RowItem]:
    """Return lists that wait for a second officer, and who has looked at more than anybody usually does."""
    if not request.viewer.may(Right.LOG_SEE):
        return []
    rows = []
    # Who reads the log sees it in the history; who may let it go is told that it waits.
    if request.viewer.may(Right.LOG_OPEN) and (paused := count_paused()):
        title = ngettext(
            "%(count)s large list waits for another officer",
            "%(count)s large lists wait for another officer",
            paused,
        )
        rows.append(
            RowItem(
                icon="download",
                title=title % {"count": number(paused)},
                line=_("Its officer has taken out more people within a day than is usual."),
                url=address(request, "exports"),
                action_label=_("Look"),
            )
        )
    busy = [
        each for each in list_busy_lookers(at=request.now) if each.account_id != request.viewer.account_id
    ]
    names = name_accounts(account_ids={each.account_id for each in busy}) if busy else {}
    rows += [
        RowItem(
            icon="eye",
            title=said % {"name": names.get(each.account_id, "—"), "count": number(most)},
            line=_("Perhaps there is a reason. The log shows which."),
            url=state_url(address(request, "log"), {"officer": str(each.account_id), "act": "looks"}),
            action_label=_("Look"),
        )
        for each in busy
        for said, most in _told(each)
    ]
    return rows


def _told(busy: Busy) -> list[tuple[str, int]]:
    said = (
        (_("%(name)s has opened more than %(count)s people within a day"), busy.looks),
        (_("%(name)s has searched for more than %(count)s identity numbers within a day"), busy.searches),
        (
            _("%(name)s has opened more than %(count)s protected or sealed details within a day"),
            busy.reveals,
        ),
    )
    return [(text, most) for text, most in said if most is not None]

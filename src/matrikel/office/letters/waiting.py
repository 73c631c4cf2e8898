"""What of the letters waits for a person."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matrikel.kernel.actors import Right
from matrikel.mail.queries.letters import count_letters
from matrikel.mail.rules import LetterState
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.ui.formatting import number
from matrikel.ui.listing import state_url
from matrikel.ui.parts import RowItem


def waiting(request: OfficeRequest, *, is_small: bool) -> list[RowItem]:
    """Return one row each for letters that came back, that did not arrive, and that nobody can deliver."""
    if not request.viewer.may(Right.LETTERS_SEE):
        return []
    rows = [
        _row(request, state, count_letters(state=state, viewer=request.viewer))
        for state in (LetterState.RETURNED, LetterState.GIVEN_UP)
    ]
    if settings.MAIL_SERVER is None and not settings.IS_DEMO and not request.association.is_demo:
        stuck = count_letters(state=LetterState.WAITING, viewer=request.viewer)
        rows.append(_row(request, LetterState.WAITING, stuck))
    return [row for row in rows if row is not None]


def _row(request: OfficeRequest, state: LetterState, count: int) -> RowItem | None:
    if not count:
        return None
    said = {
        LetterState.RETURNED: ngettext("%(count)s letter came back", "%(count)s letters came back", count),
        LetterState.GIVEN_UP: ngettext(
            "%(count)s letter did not arrive", "%(count)s letters did not arrive", count
        ),
        LetterState.WAITING: ngettext(
            "%(count)s letter cannot leave", "%(count)s letters cannot leave", count
        ),
    }
    lines: Mapping[LetterState, str] = {
        LetterState.RETURNED: _("Ask these people for an address that works."),
        LetterState.GIVEN_UP: _("Each says why, and can be sent again."),
        LetterState.WAITING: _("No mail server is set up here. Whoever runs Matrikel for you can do that."),
    }
    asked = {} if state is LetterState.WAITING else {"state": state.value}
    return RowItem(
        icon="mail",
        title=said[state] % {"count": number(count)},
        line=lines[state],
        url=state_url(address(request, "letters"), asked),
        action_label=_("Look"),
    )

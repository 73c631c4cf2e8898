"""What of the letters waits for a person."""

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
    path, rows = address(request, "letters"), []
    returned = count_letters(state=LetterState.RETURNED, viewer=request.viewer)
    lost = count_letters(state=LetterState.GIVEN_UP, viewer=request.viewer)
    if returned:
        said = ngettext("%(count)s letter came back", "%(count)s letters came back", returned)
        rows.append(
            RowItem(
                icon="mail",
                title=said % {"count": number(returned)},
                line=_("Ask these people for an address that works."),
                url=state_url(path, {"state": LetterState.RETURNED.value}),
                action_label=_("Look"),
            )
        )
    if lost:
        said = ngettext("%(count)s letter did not arrive", "%(count)s letters did not arrive", lost)
        rows.append(
            RowItem(
                icon="mail",
                title=said % {"count": number(lost)},
                line=_("Each says why, and can be sent again."),
                url=state_url(path, {"state": LetterState.GIVEN_UP.value}),
                action_label=_("Look"),
            )
        )
    if settings.MAIL_SERVER is None and not settings.IS_DEMO and not request.association.is_demo:
        stuck = count_letters(state=LetterState.WAITING, viewer=request.viewer)
        if stuck:
            said = ngettext("%(count)s letter cannot leave", "%(count)s letters cannot leave", stuck)
            rows.append(
                RowItem(
                    icon="mail",
                    title=said % {"count": number(stuck)},
                    line=_("No mail server is set up here. Whoever runs Matrikel for you can do that."),
                    url=path,
                    action_label=_("Look"),
                )
            )
    return rows

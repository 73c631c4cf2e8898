"""What letters, their states and their troubles are called."""

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matrikel.mail.queries.letters import LetterRow
from matrikel.mail.rules import LetterState, Reason
from matrikel.ui.formatting import moment
from matrikel.ui.parts import Pill, Tone

KINDS: dict[str, str | Promise] = {
    "mail.test": gettext_lazy("A letter to try things out"),
    "access.access_ended": gettext_lazy("News about access"),
    "exports.list_shared": gettext_lazy("A shared list"),
    "access.given_on_server": gettext_lazy("A role given on the server"),
    "access.role_offered": gettext_lazy("Invitation to a role"),
    "access.second_needed": gettext_lazy("An act that needs two"),
    "sandbox.welcome": gettext_lazy("Welcome"),
}
STATES: dict[LetterState, str | Promise] = {
    LetterState.WAITING: gettext_lazy("waits to leave"),
    LetterState.TRYING: gettext_lazy("is tried again"),
    LetterState.SENT: gettext_lazy("sent"),
    LetterState.IN_BOX: gettext_lazy("in the letter box"),
    LetterState.RETURNED: gettext_lazy("came back"),
    LetterState.HELD: gettext_lazy("held back"),
    LetterState.GIVEN_UP: gettext_lazy("did not arrive"),
    LetterState.STOPPED: gettext_lazy("stopped"),
}
_TONES = {
    LetterState.WAITING: Tone.QUIET,
    LetterState.TRYING: Tone.AMBER,
    LetterState.SENT: Tone.GOOD,
    LetterState.IN_BOX: Tone.GOOD,
    LetterState.RETURNED: Tone.BAD,
    LetterState.HELD: Tone.AMBER,
    LetterState.GIVEN_UP: Tone.BAD,
    LetterState.STOPPED: Tone.QUIET,
}
REASONS: dict[Reason, str | Promise] = {
    Reason.NO_ANSWER: gettext_lazy("The mail server does not answer."),
    Reason.SERVER_REFUSES_US: gettext_lazy("The mail server does not let us in."),
    Reason.PUT_OFF: gettext_lazy("The receiving side asks us to come back later."),
    Reason.REFUSED: gettext_lazy("The receiving side does not take the letter."),
    Reason.NO_SUCH_ADDRESS: gettext_lazy("There is no such e-mail address any more."),
    Reason.UNREADABLE: gettext_lazy("The letter cannot be opened any more."),
    Reason.EXPIRED: gettext_lazy("Its time was over before it could leave."),
    Reason.DECEASED: gettext_lazy("The person has died."),
    Reason.SUPPRESSED: gettext_lazy("Letters to this address came back, or the person wants none."),
    Reason.NO_CONSENT: gettext_lazy("The person has not agreed to letters of this kind."),
    Reason.FULL: gettext_lazy("The mailbox is full."),
    Reason.POLICY: gettext_lazy(
        "The receiving side does not trust our letters; it is not the person's fault."
    ),
    Reason.COMPLAINT: gettext_lazy("The person called the letter unwanted."),
}


def kind_name(code: str) -> str:
    """Return what a kind of letter is called."""
    return str(KINDS.get(code) or _("Letter"))


def state_name(state: LetterState) -> str:
    """Return how a letter stands, as a heading says it."""
    return capfirst(str(STATES[state]))


def state_pill(state: LetterState) -> Pill:
    """Return how a letter stands, as a pill."""
    return Pill(tone=_TONES[state], text=state_name(state))


def reason_line(row: LetterRow) -> str:
    """Return why a letter has not arrived, and when it is tried again."""
    said = str(REASONS[Reason(row.reason)]) if row.reason else ""
    if row.state is LetterState.TRYING:
        again = _("Next try %(when)s.") % {"when": moment(row.next_try_at)}
        return f"{said} {again}".strip()
    return said

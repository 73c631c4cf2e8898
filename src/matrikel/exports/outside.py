"""Asks the gate to everybody outside before a list is asked for, and again before it leaves."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.exports.errors import ExportRefused
from matrikel.exports.queries import get_recipient
from matrikel.exports.rules.gate import Held, Refused, ask_gate, held_for_something_else
from matrikel.exports.words import words
from matrikel.kernel.actors import Viewer
from matrikel.selections.filters import columns_for

_FIELD = {Refused.NO_AGREEMENT: "recipient", Refused.OTHER_PURPOSE: "purpose", Refused.COLUMNS: "columns"}


def ask_outside(
    *, recipient_id: UUID | None, purpose: str, held: Mapping[str, Held], viewer: Viewer, on: date
) -> None:
    """
    Let pass what stays inside, and what a recipient may receive on a day.

    :raises ExportRefused: the recipient may not receive this, and why.
    :raises NotFound: there is no such recipient in this association.
    """
    if recipient_id is None:
        return
    recipient = get_recipient(recipient_id=recipient_id)
    refused, outside = ask_gate(recipient=recipient, purpose=purpose, columns=held, on=on)
    if refused is not None:
        names = _headings(outside, viewer)
        raise ExportRefused(_why(refused, names, words().purpose(recipient.purpose)), _FIELD[refused])


def ask_for_reader(*, purpose: str, held: Mapping[str, Held], viewer: Viewer) -> None:
    """
    Let pass what somebody without a role may read, with whom a list is shared: what the purpose covers.

    :raises ExportRefused: some of it is held for something else, and which.
    """
    outside = held_for_something_else(purpose, held)
    if outside:
        raise ExportRefused(_why(Refused.COLUMNS, _headings(outside, viewer), ""), _FIELD[Refused.COLUMNS])


def _headings(codes: Sequence[str], viewer: Viewer) -> list[str]:
    offered = columns_for(viewer, codes)
    return [words().heading(code, offered[code].label if code in offered else "") for code in codes]


def _why(refused: Refused, columns: Sequence[str], purpose: str) -> str:
    match refused:
        case Refused.NO_AGREEMENT:
            return _("There is no agreement with this recipient today.")
        case Refused.OTHER_PURPOSE:
            return _("This recipient may receive lists for another purpose only: %(purpose)s.") % {
                "purpose": purpose
            }
    return _("These details are held for something else and may not go there: %(columns)s.") % {
        "columns": ", ".join(columns)
    }

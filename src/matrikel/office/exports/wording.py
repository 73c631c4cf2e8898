"""Exports in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matrikel.exports.actions.reveal_sampled import PROOF_REASONS
from matrikel.exports.rules.gate import LeftOut
from matrikel.ui.formatting import number
from matrikel.ui.parts import Pill, Tone
from matrikel.ui.purposes import purpose_name

FORMS = (
    ("XLSX", gettext_lazy("A spreadsheet (Excel, LibreOffice, Numbers)")),
    ("CSV", gettext_lazy("A plain list (CSV)")),
    ("PDF", gettext_lazy("Paper: a list to print (PDF)")),
    ("ROLL", gettext_lazy("Paper: an attendance list to tick and sign, with who may vote (PDF)")),
    ("LABELS", gettext_lazy("Paper: address labels, one for each household, 24 on a page (PDF)")),
)
SHORT_FORMS = {
    "XLSX": gettext_lazy("Spreadsheet"),
    "CSV": gettext_lazy("Plain list"),
    "PDF": gettext_lazy("List on paper"),
    "ROLL": gettext_lazy("Attendance list"),
    "LABELS": gettext_lazy("Address labels"),
    "SHEET": gettext_lazy("Team sheet"),
}
KINDS = (
    ("PROCESSOR", gettext_lazy("A firm that works for us: a printer, a mailing house")),
    ("ORGANISATION", gettext_lazy("Another organisation: a federation, a partner, a newspaper")),
    ("AUTHORITY", gettext_lazy("An authority that may ask for it by law")),
)


def form_name(code: str) -> str:
    """Return a form in a word or two."""
    return str(SHORT_FORMS[code])


def state_pill(state: str) -> Pill:
    """Return where an export stands."""
    tones = {
        "REVIEW": Tone.AMBER,
        "PAUSED": Tone.AMBER,
        "MAKING": Tone.AMBER,
        "READY": Tone.GOOD,
        "WITHDRAWN": Tone.BAD,
    }
    names = {
        "REVIEW": _("waits for a yes"),
        "PAUSED": _("waits for another officer"),
        "MAKING": _("is being made"),
        "READY": _("can be fetched"),
        "GONE": _("deleted after seven days"),
        "CANCELLED": _("thrown away"),
        "WITHDRAWN": _("withdrawn"),
        "PRINTED": _("printed"),
    }
    return Pill(tone=tones.get(state, Tone.QUIET), text=names[state])


def purpose_with(code: str, recipient: str) -> str:
    """Return for what a list is, and to whom it goes if it leaves the association."""
    purpose = purpose_name(code)
    return (
        _("%(purpose)s, for %(recipient)s") % {"purpose": purpose, "recipient": recipient}
        if recipient
        else purpose
    )


def left_out_lines(left_out: Mapping[str, int], *, may_know: bool) -> list[str]:
    """Return who is not in it and why; that somebody is protected is told only to whoever may know."""
    counts = dict(left_out)
    lines = []
    silent = counts.pop(LeftOut.NO_LETTERS.value, 0)
    if not may_know and (hidden := counts.pop(LeftOut.PROTECTED.value, 0)):
        counts[""] = hidden + sum(counts.values())
        counts = {"": counts[""]}
    for reason, count in counts.items():
        if not count:
            continue
        people = ngettext("%(count)s person", "%(count)s people", count) % {"count": number(count)}
        lines.append(f"{people}: {_reason(reason)}")
    if silent:
        addresses = ngettext("%(count)s e-mail address", "%(count)s e-mail addresses", silent)
        why = _("no letters may go there; the field is left empty")
        lines.append(f"{addresses % {'count': number(silent)}}: {why}")
    return lines


def _reason(code: str) -> str:
    return {
        LeftOut.PROTECTED.value: _("protected, and not told to anybody outside"),
        LeftOut.NO_CONSENT.value: _("has not agreed that anybody outside is told"),
        LeftOut.NO_ADDRESS.value: _("no postal address is known"),
    }.get(code, _("may not be told to anybody outside, or has no address"))


def proof_reasons() -> list[tuple[str, str]]:
    """Return why an auditor may see a name."""
    names = {
        "PAPERS": _("To compare with papers or payments"),
        "DOUBT": _("Something about this member is doubtful"),
        "ASKED": _("To ask the member"),
    }
    return [(code, names[code]) for code in PROOF_REASONS]

"""What background work is called, in words for people who do not run servers."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matrikel.kernel.queries import JobState
from matrikel.ui.parts import Pill, Tone

JOB_NAMES: dict[str, str | Promise] = {
    "imports.read_file": gettext_lazy("Import: reading the file"),
    "imports.check_rows": gettext_lazy("Import: checking the rows"),
    "imports.apply_chunk": gettext_lazy("Import: bringing in rows"),
    "imports.undo_chunk": gettext_lazy("Import: taking rows back"),
    "imports.forget_raw_rows": gettext_lazy("Import: deleting the rows of old files"),
}
_TONES = {
    JobState.WAITING: Tone.QUIET,
    JobState.RUNNING: Tone.AMBER,
    JobState.FAILED: Tone.BAD,
    JobState.DONE: Tone.GOOD,
    JobState.CANCELLED: Tone.QUIET,
}
STATE_NAMES: dict[JobState, str | Promise] = {
    JobState.WAITING: gettext_lazy("waiting"),
    JobState.RUNNING: gettext_lazy("running"),
    JobState.FAILED: gettext_lazy("failed"),
    JobState.DONE: gettext_lazy("done"),
    JobState.CANCELLED: gettext_lazy("cancelled"),
}


def job_name(code: str) -> str:
    """Return what a kind of work is called; one without a name of its own is told by its code."""
    name = JOB_NAMES.get(code)
    return str(name) if name else _("Background work (%(code)s)") % {"code": code}


def codes_named(search: str) -> Sequence[str]:
    """Return the kinds of work whose name or code contains the words."""
    wanted = search.casefold()
    return [code for code, name in JOB_NAMES.items() if wanted in str(name).casefold() or wanted in code]


def state_pill(state: JobState) -> Pill:
    """Return how a job stands, as a pill."""
    return Pill(tone=_TONES[state], text=capfirst(str(STATE_NAMES[state])))

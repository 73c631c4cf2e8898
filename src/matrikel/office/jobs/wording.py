"""What background work is called, in words for people who do not run servers."""

import datetime as dt
from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matrikel.kernel.queries import JobState, RegularJob
from matrikel.ui.formatting import moment, recent
from matrikel.ui.parts import Pill, RowItem, Tone

JOB_NAMES: dict[str, str | Promise] = {
    "mail.deliver_letters": gettext_lazy("Letters: sending them"),
    "mail.deliver_notices": gettext_lazy("Letters: sending codes and invitations"),
    "mail.deliver_what_is_due": gettext_lazy("Letters: trying again what did not leave"),
    "mail.forget_letters": gettext_lazy("Letters: deleting what old ones said"),
    "authentication.send_code": gettext_lazy("Signing in: writing the letter with a code"),
    "authentication.take_away_factors": gettext_lazy("Signing in: taking away lost second steps"),
    "imports.read_file": gettext_lazy("Import: reading the file"),
    "imports.check_rows": gettext_lazy("Import: checking the rows"),
    "imports.apply_chunk": gettext_lazy("Import: bringing in rows"),
    "imports.undo_chunk": gettext_lazy("Import: taking rows back"),
    "imports.hand_on": gettext_lazy("Import: carrying rows to the clubs"),
    "imports.forget_raw_rows": gettext_lazy("Import: deleting the rows of old files"),
    "bulkedits.check": gettext_lazy("Changing many: preparing the preview"),
    "bulkedits.apply": gettext_lazy("Changing many: changing people"),
    "bulkedits.undo": gettext_lazy("Changing many: taking changes back"),
    "bulkedits.forget": gettext_lazy("Changing many: deleting what was kept for taking back"),
    "exports.make": gettext_lazy("Exports: making the file"),
    "exports.forget": gettext_lazy("Exports: deleting files whose time is over"),
    "access.close_reviews": gettext_lazy("Board and roles: closing the yearly round"),
    "access.note_lapsed_host_acts": gettext_lazy("Hosts: writing down what two did not settle in time"),
    "relations.forget_moves": gettext_lazy("Families: deleting what was kept for taking moves back"),
    "checks.forget_old": gettext_lazy("Checks: deleting those that serve nobody any more"),
    "fields.forget_expired_values": gettext_lazy("Own fields: deleting what is kept no longer"),
    "people.forget_all_notes": gettext_lazy("Notes: deleting all, as none are kept any more"),
    "people.forget_notes": gettext_lazy("Notes: deleting those whose time is over"),
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


def regular_row(job: RegularJob, *, today: dt.date) -> RowItem:
    """Return work that comes by itself: how it went the last time, and when it comes next."""
    if job.state is None or job.last_at is None:
        last = _("has not run yet")
    else:
        said = _("last time %(when)s: %(state)s")
        last = said % {"when": recent(job.last_at, today), "state": STATE_NAMES[job.state]}
    following = _("next %(when)s") % {"when": moment(job.next_at)}
    return RowItem(icon="refresh", title=job_name(job.name), line=f"{last} · {following}")


def codes_named(search: str) -> Sequence[str]:
    """Return the kinds of work whose name or code contains the words."""
    wanted = search.casefold()
    return [code for code, name in JOB_NAMES.items() if wanted in str(name).casefold() or wanted in code]


def state_pill(state: JobState) -> Pill:
    """Return how a job stands, as a pill."""
    return Pill(tone=_TONES[state], text=capfirst(str(STATE_NAMES[state])))

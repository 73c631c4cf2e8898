"""How terms and whoever holds them are told on screen."""

import datetime as dt
from datetime import timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matrikel.access.queries import HeldTerm
from matrikel.access.wording import role_name
from matrikel.ui.formatting import date
from matrikel.ui.parts import Pill, Tone


def called(term: HeldTerm) -> str:
    """Return what whoever holds a term is called."""
    return term.display_name or term.email


def period_line(term: HeldTerm) -> str:
    """Return since when and until when a term is held."""
    since = _("since %(day)s") % {"day": date(term.starts_on)}
    until = _("until %(day)s") % {"day": date(term.ends_on - timedelta(days=1))} if term.ends_on else ""
    return " · ".join(part for part in (since, until) if part)


def term_line(term: HeldTerm) -> str:
    """Return a role with its period in one line."""
    return f"{capfirst(role_name(term.role))} · {period_line(term)}"


SOON, A_YEAR = timedelta(days=30), timedelta(days=365)
IDLE = timedelta(days=90)
"""After so long a right counts as not used."""


def until_pill(ends_on: dt.date | None, today: dt.date) -> Pill:
    """Return the last day of a term as a pill; it turns amber when the end is near."""
    if ends_on is None:
        return Pill(tone=Tone.QUIET, text=_("no end set"))
    days = (ends_on - today).days
    if days <= 1:
        return Pill(tone=Tone.AMBER, text=_("ends today"))
    if days <= SOON.days:
        text = ngettext("ends in %(count)s day", "ends in %(count)s days", days - 1)
        return Pill(tone=Tone.AMBER, text=text % {"count": days - 1})
    return Pill(tone=Tone.GOOD, text=_("until %(day)s") % {"day": date(ends_on - timedelta(days=1))})


def lift_reasons() -> list[tuple[str, str]]:
    """Return why a protection may be lowered: codes, so that the log holds no free text."""
    return [
        ("WISH", _("The person wishes it")),
        ("ENDED", _("The authority has ended it")),
        ("MISTAKE", _("It was set by mistake")),
    ]

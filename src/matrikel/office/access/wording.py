"""How terms and whoever holds them are told on screen."""

from datetime import timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from matrikel.access.queries import HeldTerm
from matrikel.access.wording import role_name
from matrikel.ui.formatting import date


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

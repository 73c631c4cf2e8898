"""How somebody stands with a check, and of whom one is asked, in words."""

import datetime as dt

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from matrikel.access.wording import role_name
from matrikel.checks.queries import CheckKindRow, NeedRow
from matrikel.checks.rules import WARN_DAYS, Nature, Standing
from matrikel.groups.rules import Part
from matrikel.office.groups.wording import part_name
from matrikel.ui.formatting import date, number
from matrikel.ui.parts import Pill, Tone

_TONES = {
    Standing.MISSING: Tone.BAD,
    Standing.EXPIRED: Tone.BAD,
    Standing.EXPIRING: Tone.AMBER,
    Standing.VALID: Tone.GOOD,
}


def standing_name(standing: Standing) -> str:
    """Return how somebody stands with a check."""
    return {
        Standing.MISSING: pgettext("standing of a check", "none seen"),
        Standing.EXPIRED: pgettext("standing of a check", "run out"),
        Standing.EXPIRING: pgettext("standing of a check", "runs out soon"),
        Standing.VALID: pgettext("standing of a check", "in order"),
    }[standing]


def standing_count(standing: Standing, count: int) -> str:
    """Return how many checks stand so, in the same words on the first page and above the list."""
    said = {
        Standing.MISSING: ngettext("%(count)s check is missing", "%(count)s checks are missing", count),
        Standing.EXPIRED: ngettext("%(count)s check has run out", "%(count)s checks have run out", count),
        Standing.EXPIRING: ngettext(
            "%(count)s check runs out within %(days)s days",
            "%(count)s checks run out within %(days)s days",
            count,
        ),
        Standing.VALID: ngettext("%(count)s check is in order", "%(count)s checks are in order", count),
    }
    return said[standing] % {"count": number(count), "days": number(WARN_DAYS)}


def standing_pill(standing: Standing) -> Pill:
    """Return how somebody stands, as a pill."""
    return Pill(tone=_TONES[standing], text=capfirst(standing_name(standing)))


def nature_name(nature: Nature) -> str:
    """Return what a check is about."""
    return {Nature.POLICE: _("criminal record"), Nature.QUALIFICATION: _("qualification")}[nature]


def until(day: dt.date | None, *, is_seen: bool = True) -> str:
    """Return the last day of a check; one without a last day does not run out."""
    if day is not None:
        return date(day)
    return _("does not run out") if is_seen else ""


def why(row: NeedRow) -> str:
    """Return because of what a check is asked of somebody."""
    parts = [_("leads %(groups)s") % {"groups": ", ".join(row.group_names)}] if row.group_names else []
    parts += [capfirst(role_name(code)) for code in row.roles]
    return " · ".join(parts)


def asked_of(kind: CheckKindRow) -> str:
    """Return of whom a kind of check is asked."""
    if not kind.is_asked:
        return _("asked for no longer")
    parts = ", ".join(part_name(Part(code)) for code in kind.needed_for_parts if code in set(Part))
    said = []
    if parts and kind.only_with_minors:
        said.append(
            _("%(parts)s in groups with somebody under %(age)s")
            % {"parts": capfirst(parts), "age": number(kind.minor_age)}
        )
    elif parts:
        said.append(_("%(parts)s in any group") % {"parts": capfirst(parts)})
    said += [capfirst(role_name(code)) for code in kind.needed_for_roles]
    return " · ".join(said) or _("nobody in particular")


def validity(kind: CheckKindRow) -> str:
    """Return how long a check that was seen holds."""
    if kind.validity_months is None:
        return _("does not run out")
    if kind.validity_months % 12 == 0:
        years = kind.validity_months // 12
        return ngettext("%(count)s year", "%(count)s years", years) % {"count": number(years)}
    return ngettext("%(count)s month", "%(count)s months", kind.validity_months) % {
        "count": number(kind.validity_months)
    }

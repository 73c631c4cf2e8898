"""Numbers, money, dates and times as each of our languages writes them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_time
from django.utils import timezone
from django.utils.translation import get_language, gettext

from matrikel.kernel.money import LOCALES as LOCALES
from matrikel.kernel.money import NO_BREAK as NO_BREAK
from matrikel.kernel.money import Money, written_number


def current_language() -> str:
    language = (get_language() or "en").split("-")[0]
    return language if language in LOCALES else "en"


def _locale() -> Locale:
    return Locale.parse(LOCALES[current_language()])


def number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """`1 284` or `1.284`, with at most (or exactly) the wanted decimals."""
    pattern = "#,##0" if decimals == 0 else f"#,##0.{'0' * decimals}" if decimals else "#,##0.###"
    return written_number(value, pattern, current_language())


def money(minor_units: int, currency: str) -> str:
    """An amount in øre, öre or cents with its currency where the language puts it: `kr 350`, `350 kr`."""
    return Money(minor_units, currency).written(current_language())


def date(value: dt.date) -> str:
    """`14 May 1979`, as the language writes it."""
    return format_date(
        _local_date(value), format="d MMM y" if current_language() == "en" else "medium", locale=_locale()
    )


def month(value: dt.date) -> str:
    """`May 1979`: for a day of which only the month is known."""
    return format_date(value, format="LLLL y", locale=_locale())


def long_date(value: dt.date) -> str:
    """`Saturday 21 November`: for headings, where the year is plain."""
    patterns = {"en": "EEEE d MMMM", "fi": "EEEE d. MMMM", "nl": "EEEE d MMMM", "sv": "EEEE d MMMM"}
    return format_date(
        _local_date(value), format=patterns.get(current_language(), "EEEE d. MMMM"), locale=_locale()
    )


def moment(value: dt.datetime) -> str:
    """Day and minute in the zone that is active."""
    local = timezone.localtime(value)
    return f"{date(local.date())} {_clock(local)}"


def recent(value: dt.datetime, today: dt.date) -> str:
    """`today 08:41`, else the date: for what happened lately."""
    local = timezone.localtime(value)
    if local.date() == today:
        return gettext("today %(time)s") % {"time": _clock(local)}
    if local.date() == today - dt.timedelta(days=1):
        return gettext("yesterday")
    return date(local.date())


def _clock(local: dt.datetime) -> str:
    """`14:05`, or `14.05` where the language writes it so."""
    return format_time(local.time(), format="short", locale=_locale())


def _local_date(value: dt.date) -> dt.date:
    return timezone.localtime(value).date() if isinstance(value, dt.datetime) else value

"""Numbers, money, dates and times as each of our languages writes them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.translation import get_language, gettext

NO_BREAK = "\u00a0"

# English readers here are Nordic and Benelux residents: day before month, and no comma that reads as a decimal.
LOCALES = {"en": "en_GB", "sv": "sv_SE", "nb": "nb_NO", "fi": "fi_FI", "da": "da_DK", "nl": "nl_NL"}
AMOUNT_FIRST = {"sv", "fi", "da"}
OWN_SYMBOL = {
    ("sv", "SEK"): "kr",
    ("nb", "NOK"): "kr",
    ("da", "DKK"): "kr.",
    ("fi", "EUR"): "€",
    ("nl", "EUR"): "€",
}


def current_language() -> str:
    language = (get_language() or "en").split("-")[0]
    return language if language in LOCALES else "en"


def _locale() -> Locale:
    return Locale.parse(LOCALES[current_language()])


def number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """`1 284` or `1.284`, with at most (or exactly) the wanted decimals."""
    pattern = "#,##0" if decimals == 0 else f"#,##0.{'0' * decimals}" if decimals else "#,##0.###"
    return _written(value, pattern, current_language())


@lru_cache(maxsize=2_000)
def _written(value: int | float | Decimal, pattern: str, language: str) -> str:
    text = format_decimal(value, format=pattern, locale=Locale.parse(LOCALES[language]))
    if language == "en":
        text = text.replace(",", NO_BREAK)
    return text.replace("\u202f", NO_BREAK)


def money(minor_units: int, currency: str) -> str:
    """An amount in øre, öre or cents with its currency where the language puts it: `kr 350`, `350 kr`."""
    amount = Decimal(minor_units) / 100
    digits = number(amount, 0 if minor_units % 100 == 0 else 2)
    symbol = OWN_SYMBOL.get((current_language(), currency), currency)
    parts = (digits, symbol) if current_language() in AMOUNT_FIRST else (symbol, digits)
    return NO_BREAK.join(parts)


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

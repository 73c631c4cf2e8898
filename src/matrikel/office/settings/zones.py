"""Time zones as places that people know: the country's own first, then by part of the world."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location
from django.utils.translation import gettext as _

from matrikel.ui.formatting import LOCALES, current_language

OF_COUNTRY = {
    "SE": "Europe/Stockholm",
    "NO": "Europe/Oslo",
    "FI": "Europe/Helsinki",
    "DK": "Europe/Copenhagen",
    "NL": "Europe/Amsterdam",
    "BE": "Europe/Brussels",
}
LEFT_OUT = ("Etc/", "SystemV/", "US/", "posix/", "right/", "Brazil/", "Canada/", "Chile/", "Mexico/")


def zone_choices(at: datetime, *, chosen: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return groups of (zone, `Stockholm (UTC+1)`) as they are at an instant, each place once; `chosen` is among them."""
    language, hour = current_language(), at.replace(minute=0, second=0, microsecond=0)
    groups = _choices(language, hour)
    if any(chosen == zone for _name, zones in groups for zone, _label_of_it in zones):
        return groups
    # An older name of a place, chosen before: nobody changes it by saving something else.
    (title, near), *others = groups
    return [(title, [*near, (chosen, _label(chosen, language, hour))]), *others]


@lru_cache(maxsize=16)
def _choices(language: str, at: datetime) -> list[tuple[str, list[tuple[str, str]]]]:
    near = [(zone, _label(zone, language, at)) for zone in OF_COUNTRY.values()]
    parts: dict[str, list[tuple[str, str]]] = {}
    for zone in available_timezones():
        if "/" not in zone or zone.startswith(LEFT_OUT) or zone in OF_COUNTRY.values():
            continue
        if zone not in get_global("zone_aliases"):
            parts.setdefault(zone.split("/", 1)[0], []).append((zone, _label(zone, language, at)))
    names = {
        "Europe": _("Europe"),
        "Atlantic": _("Atlantic"),
        "Arctic": _("Arctic"),
        "Africa": _("Africa"),
        "America": _("America"),
        "Asia": _("Asia"),
        "Australia": _("Australia"),
        "Indian": _("Indian Ocean"),
        "Pacific": _("Pacific"),
        "Antarctica": _("Antarctica"),
    }
    order = [part for part in names if part in parts]
    return [
        (_("Nearby"), sorted(near, key=lambda pair: pair[1])),
        *((names[part], sorted(parts[part], key=lambda pair: pair[1])) for part in order),
    ]


def _label(zone: str, language: str, at: datetime) -> str:
    city = get_timezone_location(zone, locale=LOCALES[language], return_city=True)
    offset = at.astimezone(ZoneInfo(zone)).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset is not None else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"{city} (UTC{sign}{hours}{f':{rest:02}' if rest else ''})"

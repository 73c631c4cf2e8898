"""What holds for checks, on plain values: how somebody stands on a day, last days, what countries ask for."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LONGEST_NAME = 80
LONGEST_SEEN_BY = 80
MOST_MONTHS = 240
WARN_DAYS = 60
"""So many days before a check runs out somebody is told: a new one takes weeks to get."""
KEPT_DAYS = 365
"""So long after it ran out, was withdrawn, or is asked for no longer, a check is forgotten."""


class Nature(StrEnum):
    """What a check is about: a criminal record (GDPR Art. 10), or what somebody has learnt."""

    POLICE = "POLICE"
    QUALIFICATION = "QUALIFICATION"


class Standing(StrEnum):
    """How somebody stands with a check that is asked for."""

    MISSING = "missing"
    EXPIRED = "expired"
    EXPIRING = "expiring"
    VALID = "valid"


OPEN = (Standing.MISSING, Standing.EXPIRED, Standing.EXPIRING)
"""The standings that need a person."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckFacts:
    """One check as far as time is concerned; `valid_until` is its last day, None where it does not run out."""

    seen_on: date
    valid_until: date | None = None
    is_withdrawn: bool = False


def standing_on(on: date, checks: Iterable[CheckFacts]) -> Standing:
    """Return how somebody stands on a day: what counts is the check that holds longest."""
    counted = [check for check in checks if not check.is_withdrawn and check.seen_on <= on]
    if not counted:
        return Standing.MISSING
    last = max(check.valid_until or date.max for check in counted)
    if last < on:
        return Standing.EXPIRED
    return Standing.EXPIRING if last <= on + timedelta(WARN_DAYS) else Standing.VALID


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later; where the month is shorter, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def valid_until(seen_on: date, validity_months: int | None) -> date | None:
    """Return the last day on which a check seen on a day holds; None where it does not run out."""
    return months_later(seen_on, validity_months) if validity_months else None


# --- What countries ask for ---------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class DefaultKind:
    """
    A kind of check as it is proposed to a new association.

    `validity_months` of None: the law asks once, at the start. `from_age` is the age from which somebody can be
    asked, `minor_age` the age under which those whom one leads count as children. `source` says where that stands.
    """

    nature: Nature
    names: dict[str, str]
    validity_months: int | None
    from_age: int | None
    minor_age: int
    source: str


_POLICE: dict[str, DefaultKind] = {
    "SE": DefaultKind(
        nature=Nature.POLICE,
        names={
            "sv": "Utdrag ur belastningsregistret",
            "fi": "Ote belastningsregisteristä",
            "en": "Criminal record extract",
        },
        validity_months=24,
        from_age=15,
        minor_age=18,
        source="lag (2013:852); Riksidrottsförbundet: shown, handed back, nothing archived, every second year",
    ),
    "NO": DefaultKind(
        nature=Nature.POLICE,
        names={"nb": "Politiattest", "en": "Police certificate"},
        validity_months=36,
        from_age=15,
        minor_age=18,
        source="politiregisterforskriften §§ 34-1, 37-2; Norges idrettsforbund: shown only, kept by the person",
    ),
    "FI": DefaultKind(
        nature=Nature.POLICE,
        names={
            "fi": "Rikosrekisteriote",
            "sv": "Straffregisterutdrag",
            "en": "Criminal record extract",
        },
        validity_months=None,
        from_age=15,
        minor_age=18,
        source="laki 148/2014: no copies; only the day of issue and about whom it was",
    ),
    "DK": DefaultKind(
        nature=Nature.POLICE,
        names={"da": "Børneattest", "en": "Child certificate"},
        validity_months=None,
        from_age=15,
        minor_age=15,
        source="børneattestloven (nr. 520 of 2005): before somebody works with children under 15",
    ),
    "NL": DefaultKind(
        nature=Nature.POLICE,
        names={"nl": "Verklaring Omtrent het Gedrag (VOG)", "en": "Certificate of conduct (VOG)"},
        validity_months=36,
        from_age=16,
        minor_age=18,
        source="Wet justitiële en strafvorderlijke gegevens art. 28; NOC*NSF: again after three years",
    ),
    "BE": DefaultKind(
        nature=Nature.POLICE,
        names={
            "nl": "Uittreksel uit het strafregister (model 2)",
            "en": "Criminal record extract (model 2)",
        },
        validity_months=None,
        from_age=18,
        minor_age=18,
        source="Wetboek van strafvordering art. 596, second paragraph: for work with minors",
    ),
}
_FIRST_AID = DefaultKind(
    nature=Nature.QUALIFICATION,
    names={
        "en": "First aid course",
        "sv": "Första hjälpen-kurs",
        "nb": "Førstehjelpskurs",
        "fi": "Ensiapukurssi",
        "da": "Førstehjælpskursus",
        "nl": "EHBO-cursus",
    },
    validity_months=36,
    from_age=None,
    minor_age=18,
    source="the Red Cross: certificates hold three years in most countries",
)


def default_kinds(country: str) -> tuple[DefaultKind, ...]:
    """Return the kinds of check that a new association of a country is offered."""
    police = _POLICE.get(country)
    return (police, _FIRST_AID) if police else (_FIRST_AID,)


def default_name(kind: DefaultKind, language: str) -> str:
    """Return what a kind is called in a language, else as the law of its country says."""
    return kind.names.get(language) or next(iter(kind.names.values()))

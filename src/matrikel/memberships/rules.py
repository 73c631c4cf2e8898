"""Answers from dated facts what a membership means on any day: status, seniority, earliest end, usual types.

Nothing here is stored. A period is half-open: `ends_on` is the first day on which the membership is over, the
upper bound of the `during` range in the database.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from matrikel.kernel.texts import is_line
from matrikel.people.rules.ages import age_on


class Status(StrEnum):
    """What somebody is to the association on a day."""

    MEMBER = "member"
    COMING = "coming"
    FORMER = "former"
    CONTACT = "contact"
    DECEASED = "deceased"


@dataclass(frozen=True, kw_only=True, slots=True)
class MembershipFacts:
    """One membership as far as time is concerned; one entered by mistake counts for nothing."""

    starts_on: date
    ends_on: date | None = None
    is_mistake: bool = False

    def holds_on(self, on: date) -> bool:
        """Whether the membership runs on the day."""
        return not self.is_mistake and self.starts_on <= on and (self.ends_on is None or on < self.ends_on)

    def is_empty(self) -> bool:
        """Whether it never runs: ended on or before the day it began."""
        return self.is_mistake or (self.ends_on is not None and self.ends_on <= self.starts_on)


def status_on(on: date, memberships: Iterable[MembershipFacts], *, deceased_on: date | None = None) -> Status:
    """The status on a day; a death whose day is not known is passed as `date.min`."""
    if deceased_on is not None and deceased_on <= on:
        return Status.DECEASED
    was_member = will_be_member = False
    for membership in memberships:
        if membership.is_empty():
            continue
        if membership.holds_on(on):
            return Status.MEMBER
        if membership.starts_on > on:
            will_be_member = True
        else:
            was_member = True
    if will_be_member:
        return Status.COMING
    return Status.FORMER if was_member else Status.CONTACT


Stretch = tuple[date, date | None]
"""An unbroken membership: its first day, and the first on which it is over."""


def stretches_of(memberships: Iterable[MembershipFacts], *, gap_days: int = 0) -> list[Stretch]:
    """The memberships of all types laid over one another: unbroken ones, past, present and to come, in order of time.

    `gap_days` forgives a pause, for associations that count a late renewal as unbroken.
    """
    runs: list[Stretch] = []
    gap = timedelta(days=gap_days)
    counting = [facts for facts in memberships if not facts.is_empty()]
    # Most people have one, and a list is made of many people.
    if len(counting) > 1:
        counting.sort(key=lambda facts: facts.starts_on)
    for membership in counting:
        if runs:
            begun_on, over_on = runs[-1]
            if over_on is None:
                break
            if membership.starts_on <= over_on + gap:
                longer = membership.ends_on is None or membership.ends_on > over_on
                runs[-1] = (begun_on, membership.ends_on if longer else over_on)
                continue
        runs.append((membership.starts_on, membership.ends_on))
    return runs


def member_since(memberships: Iterable[MembershipFacts], on: date, *, gap_days: int = 0) -> date | None:
    """The first day of the unbroken membership that holds on the day; a change of type does not break it."""
    return holding_since(stretches_of(memberships, gap_days=gap_days), on)


def holding_since(stretches: Iterable[Stretch], on: date) -> date | None:
    """The first day of that of a person's stretches that holds on the day."""
    for begun_on, over_on in stretches:
        if begun_on <= on and (over_on is None or on < over_on):
            return begun_on
    return None


def first_joined_on(memberships: Iterable[MembershipFacts]) -> date | None:
    """The first day of the first membership ever."""
    return min((facts.starts_on for facts in memberships if not facts.is_empty()), default=None)


def years_of_membership(memberships: Iterable[MembershipFacts], on: date) -> int:
    """Full years of membership up to the day, pauses left out, as badges for long membership count them."""
    days = 0
    for begun_on, over_on in stretches_of(memberships):
        until = on if over_on is None else min(over_on, on)
        days += max((until - begun_on).days, 0)
    return age_on(on, on - timedelta(days=days))


# --- How many ---------------------------------------------------------------------------------------------


class Course:
    """How many were members when: the unbroken memberships of many persons, asked by day."""

    def __init__(self, memberships_of_persons: Iterable[Iterable[MembershipFacts]]) -> None:
        runs = [run for own in memberships_of_persons for run in stretches_of(own)]
        self._begun = sorted(begun_on for begun_on, _over_on in runs)
        self._over = sorted(over_on for _begun_on, over_on in runs if over_on is not None)

    def members_on(self, on: date) -> int:
        """How many were members on the day."""
        return bisect_right(self._begun, on) - bisect_right(self._over, on)

    def joined(self, first: date, last: date) -> int:
        """How many became members from the first day to the last; a change of type is no joining."""
        return bisect_right(self._begun, last) - bisect_left(self._begun, first)

    def left(self, first: date, last: date) -> int:
        """How many had their last day as members from the first day to the last."""
        day = timedelta(1)
        return bisect_right(self._over, last + day) - bisect_left(self._over, first + day)


# --- Ending -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeRule:
    """How soon a member may leave: after the notice, and, if so ruled, only when the fiscal year ends."""

    notice_days: int = 0
    only_at_year_end: bool = False


# Only the Netherlands have a default in law that binds to the year (Civil Code 2:36): four weeks' notice to
# the end of the fiscal year. Elsewhere leaving takes effect at once unless the statutes say otherwise.
_NOTICE_BY_COUNTRY = {"NL": NoticeRule(notice_days=28, only_at_year_end=True)}


def notice_rule_of(country: str) -> NoticeRule:
    """What holds in the country when the statutes are silent."""
    return _NOTICE_BY_COUNTRY.get(country, NoticeRule())


def earliest_end_on(notified_on: date, rule: NoticeRule, *, year_starts_on: tuple[int, int] = (1, 1)) -> date:
    """The first day on which the membership may be over, told on `notified_on`.

    `year_starts_on` is the (month, day) on which the association's fiscal year begins.
    """
    earliest = notified_on + timedelta(days=rule.notice_days)
    if not rule.only_at_year_end:
        return earliest
    month, day = year_starts_on
    for year in (earliest.year, earliest.year + 1):
        new_year = date(year, month, day)
        if new_year >= earliest:
            return new_year
    raise ValueError(year_starts_on)


# --- Usual types ------------------------------------------------------------------------------------------


class TypeKey(StrEnum):
    """The kinds of membership that most associations begin with."""

    ADULT = "ADULT"
    YOUTH = "YOUTH"
    SENIOR = "SENIOR"
    FAMILY = "FAMILY"
    HONORARY = "HONORARY"
    SUPPORTING = "SUPPORTING"


@dataclass(frozen=True, kw_only=True, slots=True)
class DefaultType:
    """A membership type as it is proposed to a new association; ages are inclusive."""

    key: TypeKey
    names: dict[str, str]
    from_age: int | None
    to_age: int | None
    may_vote: bool
    is_counted_above: bool


_TYPE_NAMES: dict[TypeKey, dict[str, str]] = {
    TypeKey.ADULT: {
        "en": "Adult member",
        "sv": "Vuxen medlem",
        "nb": "Voksenmedlem",
        "fi": "Varsinainen jäsen",
        "da": "Voksenmedlem",
        "nl": "Volwassen lid",
    },
    TypeKey.YOUTH: {
        "en": "Youth member",
        "sv": "Ungdomsmedlem",
        "nb": "Ungdomsmedlem",
        "fi": "Nuorisojäsen",
        "da": "Ungdomsmedlem",
        "nl": "Jeugdlid",
    },
    TypeKey.SENIOR: {
        "en": "Senior member",
        "sv": "Seniormedlem",
        "nb": "Seniormedlem",
        "fi": "Seniorijäsen",
        "da": "Seniormedlem",
        "nl": "Seniorlid",
    },
    TypeKey.FAMILY: {
        "en": "Family member",
        "sv": "Familjemedlem",
        "nb": "Familiemedlem",
        "fi": "Perhejäsen",
        "da": "Familiemedlem",
        "nl": "Gezinslid",
    },
    TypeKey.HONORARY: {
        "en": "Honorary member",
        "sv": "Hedersmedlem",
        "nb": "Æresmedlem",
        "fi": "Kunniajäsen",
        "da": "Æresmedlem",
        "nl": "Erelid",
    },
    TypeKey.SUPPORTING: {
        "en": "Supporting member",
        "sv": "Stödmedlem",
        "nb": "Støttemedlem",
        "fi": "Kannatusjäsen",
        "da": "Støttemedlem",
        "nl": "Donateur",
    },
}
# The last age at which a member counts as young in the public grants of the country: SE state grants to youth
# organisations (6-25), NO Frifond (under 26), FI nuorisolaki 1285/2016 section 3 (under 29), DK folkeoplysningsloven
# (under 25). In NL and BE municipalities and sports federations choose; most say under 18.
_LAST_YOUTH_AGE = {"SE": 25, "NO": 25, "FI": 28, "DK": 24, "NL": 17, "BE": 17}
_FLEMISH = {TypeKey.SUPPORTING: "Steunend lid"}


# What the members of a kind are, where that differs from an ordinary club.
_TYPES_OF_KIND: dict[str, tuple[TypeKey, ...]] = {
    "SPORT": (
        TypeKey.ADULT, TypeKey.YOUTH, TypeKey.SENIOR, TypeKey.FAMILY, TypeKey.HONORARY, TypeKey.SUPPORTING,
    ),
    "UNION": (TypeKey.ADULT, TypeKey.YOUTH, TypeKey.SENIOR, TypeKey.HONORARY),
    "PATIENT": (TypeKey.ADULT, TypeKey.FAMILY, TypeKey.SUPPORTING),
    "LOCAL": (TypeKey.ADULT, TypeKey.FAMILY, TypeKey.SUPPORTING),
    "FEDERATION": (TypeKey.ADULT, TypeKey.HONORARY, TypeKey.SUPPORTING),
}  # fmt: skip
_CLUB_TYPES = (TypeKey.ADULT, TypeKey.YOUTH, TypeKey.FAMILY, TypeKey.HONORARY, TypeKey.SUPPORTING)
_FIRST_SENIOR_AGE = 65
_KIND_NAMES: dict[tuple[str, TypeKey], dict[str, str]] = {
    # In these nobody is a member for being grown up.
    **{
        (kind, TypeKey.ADULT): {
            "en": "Member",
            "sv": "Medlem",
            "nb": "Medlem",
            "fi": "Varsinainen jäsen",
            "da": "Medlem",
            "nl": "Lid",
        }
        for kind in ("PATIENT", "UNION", "LOCAL")
    },
    ("FEDERATION", TypeKey.ADULT): {
        "en": "Direct member",
        "sv": "Direktansluten medlem",
        "nb": "Direktemedlem",
        "fi": "Henkilöjäsen",
        "da": "Direkte medlem",
        "nl": "Persoonlijk lid",
    },
    ("PATIENT", TypeKey.FAMILY): {
        "en": "Relative",
        "sv": "Anhörigmedlem",
        "nb": "Pårørendemedlem",
        "fi": "Läheisjäsen",
        "da": "Pårørendemedlem",
        "nl": "Naaste",
    },
    ("UNION", TypeKey.YOUTH): {
        "en": "Student member",
        "sv": "Studentmedlem",
        "nb": "Studentmedlem",
        "fi": "Opiskelijajäsen",
        "da": "Studentermedlem",
        "nl": "Studentlid",
    },
    ("UNION", TypeKey.SENIOR): {
        "en": "Retired member",
        "sv": "Pensionärsmedlem",
        "nb": "Pensjonistmedlem",
        "fi": "Eläkeläisjäsen",
        "da": "Pensionistmedlem",
        "nl": "Gepensioneerd lid",
    },
}


def default_types(country: str, kind: str = "CLUB") -> tuple[DefaultType, ...]:
    """The membership types that a new association of the country and the kind (`SPORT`, `UNION`, …) is offered."""
    keys = _TYPES_OF_KIND.get(kind, _CLUB_TYPES)
    # Studying and being retired are no ages; a club's youth ends where the country's grants say.
    by_age = kind != "UNION"
    last_youth_age = _LAST_YOUTH_AGE.get(country, 17)
    has_youth = by_age and TypeKey.YOUTH in keys
    ages: dict[TypeKey, tuple[int | None, int | None]] = {
        TypeKey.ADULT: (
            last_youth_age + 1 if has_youth else None,
            _FIRST_SENIOR_AGE - 1 if by_age and TypeKey.SENIOR in keys else None,
        ),
        TypeKey.YOUTH: (None, last_youth_age if by_age else None),
        TypeKey.SENIOR: (_FIRST_SENIOR_AGE if by_age else None, None),
    }
    return tuple(
        DefaultType(
            key=key,
            names=_names_of(key, country, kind),
            from_age=ages.get(key, (None, None))[0],
            to_age=ages.get(key, (None, None))[1],
            may_vote=key is not TypeKey.SUPPORTING,
            is_counted_above=key is not TypeKey.SUPPORTING,
        )
        for key in keys
    )


def _names_of(key: TypeKey, country: str, kind: str) -> dict[str, str]:
    names = dict(_KIND_NAMES.get((kind, key), _TYPE_NAMES[key]))
    if country == "BE" and key in _FLEMISH:
        names["nl"] = _FLEMISH[key]
    return names


# --- Types that an association makes ------------------------------------------------------------------------

LONGEST_TYPE_NAME = 80
HIGHEST_AGE = 130


class TypeReason(StrEnum):
    """Why a membership type cannot be as asked."""

    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    UNKNOWN_KIND = "unknown_kind"
    AGE_TOO_HIGH = "age_too_high"
    AGES_CROSSED = "ages_crossed"


def type_problem(
    *, name: str, kind: str, from_age: int | None, to_age: int | None, kinds: Iterable[str]
) -> TypeReason | None:
    """Return what is wrong with a type; ages are inclusive, and None leaves that end open."""
    if not name.strip():
        return TypeReason.NO_NAME
    if not is_line(name.strip(), LONGEST_TYPE_NAME):
        return TypeReason.LONG_NAME
    if kind not in kinds:
        return TypeReason.UNKNOWN_KIND
    if any(age is not None and not 0 <= age <= HIGHEST_AGE for age in (from_age, to_age)):
        return TypeReason.AGE_TOO_HIGH
    if from_age is not None and to_age is not None and from_age > to_age:
        return TypeReason.AGES_CROSSED
    return None


# --- The type that an age asks for ------------------------------------------------------------------------

_OLDEST = 150
_NEVER_BY_AGE = (TypeKey.HONORARY, TypeKey.SUPPORTING)


class ForAges(Protocol):
    """A membership type as far as its kind and its ages (inclusive, None where open) are concerned."""

    @property
    def kind(self) -> str: ...
    @property
    def from_age(self) -> int | None: ...
    @property
    def to_age(self) -> int | None: ...


_Type = TypeVar("_Type", bound=ForAges)


def type_for_age(types: Iterable[_Type], age: int) -> _Type | None:
    """
    Return the type that is meant for an age: of those that say ages and hold it, the one with the fewest years.

    Where none says so, the ordinary type without ages; nobody becomes an honorary or supporting member by age.
    """
    offered = [each for each in types if each.kind not in _NEVER_BY_AGE]
    fitting = [each for each in offered if (each.from_age or 0) <= age <= _last_age(each)]
    aged = [each for each in fitting if each.from_age is not None or each.to_age is not None]
    if aged:
        return min(aged, key=lambda each: _last_age(each) - (each.from_age or 0))
    return next((each for each in fitting if each.kind == TypeKey.ADULT), None)


def _last_age(each: ForAges) -> int:
    return _OLDEST if each.to_age is None else each.to_age

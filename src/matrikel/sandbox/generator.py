"""Makes invented people, as many as asked and always the same for the same seed, one after another.

The stream feeds the demonstration's 3,000 as well as a benchmark's 1,000,000, so it keeps little more than
counters. E-mail addresses are at `example` domains; Swedish identity numbers come from the series that the
Tax Agency keeps for tests, Norwegian ones carry the mark of synthetic persons (month + 80), Finnish ones the
serials 900-999; there are none for the other countries. Swedish telephone numbers come first from the ranges
that the regulator keeps for fiction; where those end, and in countries that keep none, from unused series.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from matrikel.memberships.rules import default_types
from matrikel.people.rules.national_numbers import luhn_digit
from matrikel.sandbox.name_lists import BY_COUNTRY, Words


@dataclass(frozen=True, kw_only=True, slots=True)
class GeneratedMembership:
    """One membership; `ends_on` is the first day on which it is over."""

    kind: str
    starts_on: date
    ends_on: date | None
    end_reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GeneratedPerson:
    """Somebody invented; `number` counts from one and is unique in the stream, so is the member number."""

    number: int
    country: str
    language: str
    given_name: str
    family_name_prefix: str
    family_name: str
    preferred_name: str
    gender: str
    birth_date: date | None
    birth_year: int | None
    national_number: str | None
    email: str | None
    phone: str | None
    care_of: str
    street: str
    postcode: str
    place: str
    address_country: str
    member_number: str
    federation_number: str | None
    protection: str
    deceased_on: date | None
    memberships: tuple[GeneratedMembership, ...]


_ABROAD = (
    ("DE", "10115", "Berlin", "Lindenstraße"),
    ("GB", "SW1A 1AA", "London", "High Street"),
    ("ES", "29601", "Marbella", "Calle Mayor"),
    ("FR", "75001", "Paris", "Rue de la Paix"),
    ("US", "55401", "Minneapolis", "Nicollet Avenue"),
    ("SE", "11320", "Stockholm", "Storgatan"),
    ("DK", "2100", "København Ø", "Strandvej"),
)
# Ages of a photo club, as shares of a hundred: few children, many between fifty and eighty.
_AGES = (
    [(8, 15)] * 6
    + [(16, 25)] * 9
    + [(26, 40)] * 16
    + [(41, 55)] * 22
    + [(56, 70)] * 27
    + [(71, 85)] * 17
    + [(86, 97)] * 3
)
_YEAR = 365.2425
# From here on a running number keeps e-mail addresses apart, so that nothing need be remembered.
_MANY = 20_000


def people(seed: int, country: str, n: int, *, on: date) -> Iterator[GeneratedPerson]:
    """`n` people of one country as they are on the day `on`."""
    words = BY_COUNTRY[country]
    maker = _Maker(random.Random(f"{seed}:{country}"), words, country, on)  # noqa: S311 - invented people, not secrets
    for number in range(1, n + 1):
        yield maker.person(number)


class _Maker:
    def __init__(self, source: random.Random, words: Words, country: str, on: date) -> None:
        self.random = source.random
        self.words = words
        self.country = country
        self.on = on
        self.last_youth_age = next(
            usual.to_age or 0 for usual in default_types(country) if usual.key == "YOUTH"
        )
        self.numbers_given: dict[tuple[int, bool], int] = {}
        self.addresses_given: dict[str, int] = {}
        self.mail_names: dict[str, str] = {}

    def pick(self, choices: tuple[str, ...]) -> str:
        return choices[int(self.random() * len(choices))]

    def person(self, number: int) -> GeneratedPerson:
        random, words = self.random, self.words
        draw = random()
        gender = "F" if draw < 0.47 else "M" if draw < 0.985 else "X" if draw < 0.99 else ""
        given = self.pick(words.women if gender == "F" else words.men)
        prefix, family = self.family_name()
        born = self.birth_date()
        age = (self.on - born).days / _YEAR
        deceased_on = None
        if age > 60 and random() < 0.03:
            deceased_on = self.on - timedelta(days=int(random() * 1500))
        memberships = self.memberships(born, deceased_on)
        protection = "NONE"
        if (draw := random()) < 0.004:
            protection = "STRICT" if draw < 0.0005 else "PROTECTED" if draw < 0.002 else "HIDDEN"
        has_email = random() < (0.35 if age < 13 else 0.93 if age < 75 else 0.68)
        only_year = random() < 0.02
        address_country, street, postcode, place = self.address()
        return GeneratedPerson(
            number=number,
            country=self.country,
            language=words.language if random() < 0.97 else "en",
            given_name=given,
            family_name_prefix=prefix,
            family_name=family,
            preferred_name=given.split("-")[0] if "-" in given and random() < 0.5 else "",
            gender=gender,
            birth_date=None if only_year else born,
            birth_year=born.year,
            national_number=None
            if only_year or random() > 0.75
            else self.national_number(born, gender == "F"),
            email=self.email(number, given, prefix, family) if has_email else None,
            phone=phone(self.country, number) if random() < 0.88 else None,
            care_of=f"{self.pick(words.men)} {self.pick(words.families)}" if random() < 0.01 else "",
            street=street,
            postcode=postcode,
            place=place,
            address_country=address_country,
            member_number=str(1000 + number),
            federation_number=f"F{number:06d}" if memberships and random() < 0.6 else None,
            protection=protection,
            deceased_on=deceased_on,
            memberships=memberships,
        )

    def family_name(self) -> tuple[str, str]:
        words = self.words
        if self.random() < 0.55:
            family = self.pick(words.families)
        else:
            first, second = self.pick(words.halves[0]), self.pick(words.halves[1])
            family = first + (second[1:] if first[-1].lower() == second[0] else second)
        draw = self.random()
        if draw < 0.03:
            other = self.pick(words.families)
            return "", family if other == family else f"{family}-{other}"
        if words.prefixes and draw < (0.35 if len(words.prefixes) > 1 else 0.04):
            return self.pick(words.prefixes), family
        return "", family

    def birth_date(self) -> date:
        youngest, oldest = _AGES[int(self.random() * len(_AGES))]
        days = (youngest + self.random() * (oldest + 1 - youngest)) * _YEAR
        return self.on - timedelta(days=int(days))

    def memberships(self, born: date, deceased_on: date | None) -> tuple[GeneratedMembership, ...]:
        random = self.random
        draw = random()
        if draw < 0.045:
            return ()  # a contact: a guest, somebody's parent, the printer of the yearbook
        if draw < 0.055:
            starts_on = self.on + timedelta(days=1 + int(random() * 60))
            return (_membership("ADULT" if self.grown_on(born) <= starts_on else "YOUTH", starts_on),)
        oldest_start = max(born + timedelta(days=int(8 * _YEAR)), date(1962, 1, 1))
        until = self.on if deceased_on is None else deceased_on
        days = max((until - oldest_start).days, 1)
        starts_on = until - timedelta(days=min(int(days * random() ** 1.8), days))
        ends_on, reason = None, ""
        if deceased_on is not None:
            ends_on, reason = max(deceased_on, starts_on + timedelta(days=1)), "DIED"
        elif draw < 0.20:
            ends_on = starts_on + timedelta(days=1 + int((self.on - starts_on).days * random()))
            reason = "RESIGNED" if draw < 0.12 else "LAPSED" if draw < 0.18 else "TRANSFERRED"
        return self.by_kind(born, starts_on, ends_on, reason)

    def by_kind(
        self, born: date, starts_on: date, ends_on: date | None, reason: str
    ) -> tuple[GeneratedMembership, ...]:
        draw = self.random()
        if draw < 0.05:
            return (_membership("SUPPORTING", starts_on, ends_on, reason),)
        if draw < 0.13:
            return (_membership("FAMILY", starts_on, ends_on, reason),)
        grown_on = self.grown_on(born)
        if starts_on >= grown_on:
            if (self.on - starts_on).days > 25 * _YEAR and draw < 0.28:
                honoured_on = starts_on + timedelta(days=int(24 * _YEAR))
                if ends_on is None or honoured_on < ends_on:
                    return (
                        _membership("ADULT", starts_on, honoured_on),
                        _membership("HONORARY", honoured_on, ends_on, reason),
                    )
            return (_membership("ADULT", starts_on, ends_on, reason),)
        if grown_on > self.on or (ends_on is not None and ends_on <= grown_on):
            return (_membership("YOUTH", starts_on, ends_on, reason),)
        return (_membership("YOUTH", starts_on, grown_on), _membership("ADULT", grown_on, ends_on, reason))

    def grown_on(self, born: date) -> date:
        return date(born.year + self.last_youth_age + 1, 1, 1)

    def address(self) -> tuple[str, str, str, str]:
        random = self.random
        house = str(1 + int(random() * random() * 120))
        if random() < 0.012:
            country, postcode, place, street = _ABROAD[int(random() * len(_ABROAD))]
            if country != self.country:
                return country, f"{street} {house}", postcode, place
        words = self.words
        street = self.pick(words.streets[0]) + self.pick(words.streets[1])
        if random() < 0.25:
            house += self.pick(("A", "B", "C", "D"))
        start, place = words.places[int(random() * len(words.places))]
        return self.country, f"{street} {house}", self.postcode(start), place

    def postcode(self, start: str) -> str:
        last = str(10 + int(self.random() * 90))
        if self.country == "NL":
            letters = "ABCDEFGHJKLMNPRTVWXZ"
            pair = letters[int(self.random() * 20)] + letters[int(self.random() * 20)]
            return f"{start}{last[0]}{pair}"
        return start + last

    def email(self, number: int, given: str, prefix: str, family: str) -> str:
        name = ".".join(self.mail_name(part) for part in (given, prefix, family) if part)
        if number > _MANY:
            return f"{name}{number}@{self.pick(self.words.domains)}"
        address = f"{name}@{self.pick(self.words.domains)}"
        taken = self.addresses_given.get(address, 0)
        self.addresses_given[address] = taken + 1
        return address if taken == 0 else address.replace("@", f"{taken + 1}@")

    def mail_name(self, part: str) -> str:
        known = self.mail_names.get(part)
        if known is None:
            plain = unicodedata.normalize(
                "NFKD", part.lower().replace("ø", "o").replace("æ", "ae").replace("ı", "i")
            )
            known = "".join(char for char in plain if char.isascii() and char not in " '")
            if len(self.mail_names) < 50_000:
                self.mail_names[part] = known
        return known

    def national_number(self, born: date, is_woman: bool) -> str | None:
        day = (born.toordinal(), is_woman)
        taken = self.numbers_given.get(day, 0)
        match self.country:
            case "SE":
                number, used = _swedish_number(born, is_woman, taken)
            case "NO":
                number, used = _norwegian_number(born, is_woman, taken)
            case "FI":
                number, used = _finnish_number(born, is_woman, taken)
            case _:
                return None
        self.numbers_given[day] = taken + used
        return number


def _membership(
    kind: str, starts_on: date, ends_on: date | None = None, end_reason: str = ""
) -> GeneratedMembership:
    return GeneratedMembership(kind=kind, starts_on=starts_on, ends_on=ends_on, end_reason=end_reason)


def _swedish_number(born: date, is_woman: bool, taken: int) -> tuple[str | None, int]:
    if taken >= 10:
        return None, 0
    serial = 980 + 2 * taken + (0 if is_woman else 1)
    digits = f"{born:%y%m%d}{serial}"
    return f"{born.year:04d}{digits[2:]}{luhn_digit(digits)}", 1


_NO_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_NO_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def _norwegian_number(born: date, is_woman: bool, taken: int) -> tuple[str | None, int]:
    """A synthetic number and how many serials it used up: one in six has no check digits."""
    lowest = 500 if born.year >= 2000 else 0
    for used in range(1, 20):
        serial = lowest + 2 * (taken + used - 1) + (0 if is_woman else 1)
        if serial >= lowest + 500:
            return None, 0
        digits = f"{born.day:02d}{born.month + 80}{born:%y}{serial:03d}"
        values = [ord(char) - 48 for char in digits]
        first = -sum(weight * value for weight, value in zip(_NO_FIRST, values, strict=True)) % 11
        second = (
            -(sum(weight * value for weight, value in zip(_NO_SECOND, values, strict=False)) + 2 * first) % 11
        )
        if first < 10 and second < 10:
            return f"{digits}{first}{second}", used
    return None, 0


_FI_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def _finnish_number(born: date, is_woman: bool, taken: int) -> tuple[str | None, int]:
    if taken >= 50:
        return None, 0
    serial = 900 + 2 * taken + (0 if is_woman else 1)
    mark = "A" if born.year >= 2000 else "-"
    check = _FI_CHECK[int(f"{born:%d%m%y}{serial}") % 31]
    return f"{born:%d%m%y}{mark}{serial}{check}", 1


# Kept for fiction by the Swedish regulator: first number and how many.
_SWEDISH_FICTION = (
    (46701740605, 95),
    (46313900600, 100),
    (46406280400, 100),
    (46846500400, 100),
    (46980319200, 100),
)
# Series that are not in use: their lengths are right, nobody answers.
_UNUSED = {"SE": (46710000000, 10**7), "NO": (4754000000, 10**6), "DK": (4584000000, 10**6)}
_UNUSED |= {"FI": (358490000000, 10**6), "NL": (31690000000, 10**7)}


def phone(country: str, number: int) -> str:
    """The telephone number, in international form, of the person with this number in the stream."""
    left = number - 1
    if country == "SE":
        for first, size in _SWEDISH_FICTION:
            if left < size:
                return f"+{first + left}"
            left -= size
    first, size = _UNUSED[country]
    # A step that shares no factor with the size visits every number once, in no visible order.
    return f"+{first + left * 7_919 % size}"

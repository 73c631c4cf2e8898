"""What the values of one column look like, counted over a sample; the column's own words are not used."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from matrikel.imports.rules import dates
from matrikel.imports.rules.cells import split_phones
from matrikel.imports.rules.fields import DateOrder
from matrikel.imports.rules.text import clean, fold, is_empty_word, unwrapped
from matrikel.imports.rules.titles import is_declined, read_gender
from matrikel.imports.rules.vocabulary import GIVEN_NAMES, PARTICLES, says_membership
from matrikel.people.rules import addresses, ibans, national_numbers

_EMAIL = re.compile(r"[^@\s;,<>]+@[^@\s;,<>]+\.[A-Za-z]{2,}")
_BAD_EMAIL = re.compile(r"[\w.]+(?: at | ?\(at\) ?|\[at\])[\w.]+", re.I)
_PHONE = re.compile(r"[+(\d][\d\s().\-/]{4,22}(?: ?\(?[a-zåäö .]{2,12}\)?)?")
# "056 40 88 37 - 0477 57 95 65"
_SEVERAL_PHONES = re.compile(
    r"[+(\d](?:[\d().\-–/;,|+]|\s(?:och|og|ja|tai|eller|of|and|or|en|et|ou)\s|\s){12,70}", re.I
)
_FIGURES_OF_TWO_PHONES = 14
_STREET = re.compile(r"(?=.*[^\W\d]{3})(?:[^\d@]{3,40} \d{1,4} ?[A-Za-z]?\b.*|\d{1,4}[A-Za-z]? [^\d@]{4,40})")
_POSTCODE_PLACE = re.compile(
    r"(?:(?:[A-Za-z]{1,3}) ?- ?)?(?:\d{3} ?\d{2}|\d{4} ?[A-Z]{2}|\d{4,5})[ ,]+(?=['’]?[^\W\d])[^\d]{2,40}"
)
_FULL_ADDRESS = re.compile(
    r".*[^\W\d]{3}.*[ ,;\n]+(?:[A-Z]{1,3}-)?(?:\d{3} ?\d{2}|\d{4} ?[A-Z]{2}|\d{4,5})[ ,]+['’]?[^\W\d].*", re.S
)
# Of the United Kingdom, Ireland and Canada, or figures alone.
_FOREIGN_POSTCODE = re.compile(
    r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[\dW] ?[A-Z\d]{4}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4,6}"
)
_HOUSE_NUMBER = re.compile(r"\d{1,4} ?[A-Za-z]?(?:[-/ ]\w{1,4})?")
_HALF_NUMBER = re.compile(r"\d{6,8}[-+ ]?(?:[xX*]{4}|[0T]{2}\w\w)?")
_ANSWER_WORDS = "ja nej nei nee kylla ei yes no oui non x ok true false sant falskt usant ✓ ✔"
_ANSWERS = frozenset(_ANSWER_WORDS.split())
# "Lillbyn 1:12" is a property and not where letters go.
_PROPERTY = re.compile(r"[^\d@]{2,40} \d{1,4}:\d{1,4}(?:[ /].*)?")
_TIME_OF_DAY = re.compile(r"\d[T ,]+(?:kl\.? ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\b")
_CURRENCY = r"(?:€|EUR|kr\.?|SEK|NOK|DKK|£|\$)"
_AMOUNT = r"-?\d{1,3}(?:[ .’]?\d{3})*"
_MONEY = re.compile(
    rf"{_AMOUNT}[.,](?:\d{{2}}|-)(?: ?{_CURRENCY})?|{_CURRENCY} ?{_AMOUNT}(?:[.,](?:\d{{2}}|-))?|{_AMOUNT} ?{_CURRENCY}",
    re.I,
)
# "Våren 2012", "Team 4": a word before a figure is a street only where other words stand before other figures.
_WORD_AND_YEARS = re.compile(r"\D+ (?:19|20)\d\d(?:[-–/](?:\d\d|\d{4}))?")
_LETTERS = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?:[^\W\d_][a-z]?\.? ?){1,5}")
_WORDS = re.compile(r"[^\W\d_][^\d_@]*")
_SHAPES = {
    "SE": re.compile(r"(?:19|20|18)?\d{6}[-+ ]?\d{4}"),
    "NO": re.compile(r"\d{6}[ -]?\d{5}"),
    "FI": re.compile(r"\d{6}[-+A-FU-Ya-fu-y]\d{3}[0-9A-Ya-y]"),
    "DK": re.compile(r"\d{6}[ -]?\d{4}"),
    "NL": re.compile(r"\d{9}|\d{4}\.\d{2}\.\d{3}"),
    "BE": re.compile(r"\d{2}[. ]?\d{2}[. ]?\d{2}[-‐–. ]?\d{3}[. -]?\d{2}"),
}
LANGUAGE_OF = {"SE": "sv", "NO": "nb", "FI": "fi", "DK": "da", "NL": "nl", "BE": "nl"}
SAMPLE = 300
_FEWEST_STREETS = 8


@dataclass(slots=True)
class Profile:
    """Counts over the values that say something."""

    filled: int = 0
    seen: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    values: list[str] = field(default_factory=list)
    distinct: int = 0
    sequential: bool = False
    longest: int = 0

    def share(self, *kinds: str) -> float:
        """The share of filled values that are of one of the kinds."""
        return sum(self.counts.get(kind, 0) for kind in kinds) / self.filled if self.filled else 0.0

    @property
    def is_empty(self) -> bool:
        return self.filled == 0

    @property
    def few_distinct(self) -> bool:
        """Whether values come again and again; in a short list those that are all different do not."""
        return self.distinct <= min(12, 0.9 * self.filled) or self.distinct <= 0.15 * self.filled


def profile_of(cells: Sequence[str], country: str, today: date) -> Profile:
    """Looks at up to some hundred filled values; each value counts for every kind that it could be."""
    found = Profile(seen=len(cells))
    counts = found.counts
    for cell in cells:
        text = clean(unwrapped(cell)) if cell else ""
        if not text or is_empty_word(text):
            continue
        found.values.append(text)
        if len(found.values) <= SAMPLE:
            found.longest = max(found.longest, len(text))
            for kind in kinds_of(text, cell, country, today):
                counts[kind] = counts.get(kind, 0) + 1
    found.filled = min(len(found.values), SAMPLE)
    found.distinct = len(set(found.values[:SAMPLE]))
    found.sequential = _is_sequential(found.values)
    _without_numbered_things(found)
    return found


def _without_numbered_things(found: Profile) -> None:
    """`Plass 1`, `Plass 2` and `Contributie 2025` are no streets: always the same words, and nothing like a street's."""
    streets = found.counts.get("street", 0)
    if streets < _FEWEST_STREETS:
        return
    words = {" ".join(_LETTERS.findall(fold(value))) for value in found.values[:SAMPLE]}
    if len(words) <= max(1, 0.1 * found.filled):
        del found.counts["street"]
        found.counts["numbered"] = streets


def kinds_of(text: str, raw: str, country: str, today: date) -> list[str]:
    """Everything that one value could be."""
    if text[0] in "=@" and len(text) > 3:
        # Says nothing about the column; it counts as filled so that a column of formulas is doubted.
        return ["formula"]
    kinds = []
    if "@" in text:
        found = _EMAIL.search(text)
        if found is None:
            return ["text"]
        # A number beside the address: the column holds whatever reaches somebody.
        beside = text[: found.start()] + text[found.end() :]
        return ["email", "both"] if sum(map(str.isdigit, beside)) >= 7 else ["email"]
    if _BAD_EMAIL.fullmatch(text):
        return ["email"]
    has_digit = any(map(str.isdigit, text))
    if not has_digit:
        return _kinds_without_digits(text, country)
    digits = sum(map(str.isdigit, text))
    shape = _SHAPES.get(country)
    if shape and shape.fullmatch(text):
        kinds.append("number_shape")
        if isinstance(national_numbers.parse(country, text, on=today), national_numbers.NationalNumber):
            kinds.append("number")
    if country == "BE" and _SHAPES["NL"].fullmatch(text):
        kinds.append("number_shape_nl")
    read = dates.parse(text)
    if (
        read is not None
        or dates.parse(text, DateOrder.YEAR_FIRST) is not None
        or dates.parse(text, DateOrder.MONTH_FIRST) is not None
    ):
        if text.isdigit() and len(text) == 4:
            kinds.append("year")
        elif text.isdigit() and len(text) in (5, 6):
            kinds.append("date_figures")
        else:
            kinds.append("date")
    if 7 <= digits <= 15 and _PHONE.fullmatch(text):
        kinds.append("phone")
        if text[0] in "+0(" or (len(text.replace(" ", "")) == 8 and country in {"NO", "DK"}):
            kinds.append("phone_marked")
    elif digits >= _FIGURES_OF_TWO_PHONES and _SEVERAL_PHONES.fullmatch(text):
        found_phones = [number for _, number in split_phones(text, country)]
        if len(found_phones) > 1 and all(found_phones):
            kinds += ["phone", "phone_marked"]
    if _is_postcode(text, country):
        kinds.append("postcode")
    if "postcode" not in kinds and "date" not in kinds:
        kinds += _kinds_of_address(text, raw)
    if _HOUSE_NUMBER.fullmatch(text) and digits <= 4:
        kinds.append("house_number")
    if text.isascii() and text.isdigit():
        kinds.append("integer")
    if digits > 10 and ibans.normalise(text):
        kinds.append("iban")
    if _TIME_OF_DAY.search(text):
        kinds.append("time")
    if _MONEY.fullmatch(text):
        kinds.append("money")
    if text in ("0", "1", "2"):
        kinds.append("code")
    if _HALF_NUMBER.fullmatch(text):
        kinds.append("half_number")
    if says_membership(fold(text).split()):
        kinds.append("membership")
    return kinds or ["mixed"]


def _is_postcode(text: str, country: str) -> bool:
    if not addresses.has_form(country):
        return _FOREIGN_POSTCODE.fullmatch(text.upper()) is not None
    return bool(addresses.clean_postcode(text, country) or addresses.postcode_with_lost_zeros(text, country))


def _kinds_of_address(text: str, raw: str) -> list[str]:
    if _POSTCODE_PLACE.fullmatch(text):
        return ["postcode_place"]
    if _FULL_ADDRESS.fullmatch(raw):
        return ["full_address"]
    is_street = (
        _STREET.fullmatch(text) and not _PROPERTY.fullmatch(text) and not _WORD_AND_YEARS.fullmatch(text)
    )
    return ["street"] if is_street else []


def _kinds_without_digits(text: str, country: str) -> list[str]:
    kinds = ["words"] if _WORDS.fullmatch(text) else ["signs"]
    if fold(text).strip(" .") in _ANSWERS:
        kinds.append("answer")
    if _INITIALS.fullmatch(text):
        kinds.append("initials")
        if "." in text:
            kinds.append("dotted")
    if read_gender(text, LANGUAGE_OF.get(country, "en")) or is_declined(text):
        kinds.append("gender")
    words = fold(text).replace(",", " ").split()
    if len(words) == 1:
        kinds.append("one_word")
    elif "," in text and text.count(",") == 1:
        kinds.append("comma_name")
    elif 2 <= len(words) <= 6:
        kinds.append("some_words")
    if words and words[0].split("-")[0] in GIVEN_NAMES:
        kinds.append("given_first")
    if len(words) > 1 and words[-1].split("-")[0] in GIVEN_NAMES:
        kinds.append("given_last")
    if words and all(word in PARTICLES for word in words):
        kinds.append("particle")
    if says_membership(words):
        kinds.append("membership")
    if any(part in fold(text) for part in ("familj", "familie", "perhe", "gezin", "family")):
        kinds.append("family_word")
    return kinds


def _is_sequential(values: list[str]) -> bool:
    if len(values) < 3 or not all(value.isascii() and value.isdigit() and len(value) < 8 for value in values):
        return False
    start = int(values[0])
    return start <= 1 and all(int(value) == start + place for place, value in enumerate(values))

"""Reads single cells: names, contact points, addresses, identity numbers; never raises on any text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from matrikel.imports.rules import dates
from matrikel.imports.rules.fields import DateOrder, NameOrder
from matrikel.imports.rules.problems import Reason
from matrikel.imports.rules.text import fold
from matrikel.imports.rules.vocabulary import PARTICLES, has_family_ending, is_given
from matrikel.people.rules import addresses, emails, national_numbers, phones
from matrikel.people.rules.countries import country_names

# --- Names ------------------------------------------------------------------------------------------------

SEVERAL = re.compile(r" (?:&|\+|och|og|ja|en|and|et|samt|u\.|/) |&|(?<=\w)/(?=\w)", re.I)
_NOT_IN_NAMES = re.compile(
    r"[\d@=<>{}\[\]|\\_#%*\"]|\(|https?:|"
    # The ends of names that companies and associations have.
    r" (?:AB|HB|ASA|Oyj?|ry|ApS|A/S|B\.?V\.|N\.V\.|[Vv][Zz][Ww]|Ltd|GmbH|Inc\.?|[Ff]örening(?:en)?|[Ff]orening(?:en)?|"
    r"[Yy]hdistys|[Ss]eura|[Ss]tiftelsen?|[Ss]tichting)$"
)


@dataclass(frozen=True, slots=True)
class SplitName:
    """A whole name in its parts; `reason` says why somebody should look at it."""

    given: str
    family: str
    reason: Reason | None = None


def is_odd_name(name: str) -> bool:
    """Whether the text holds what no name holds."""
    return _NOT_IN_NAMES.search(name) is not None


_COMPANY = re.compile(
    r" (?:AB|HB|KB|ASA|AS|ANS|Oyj?|Ab|r\.?[fy]\.?|ry|ApS|A/S|I/S|"
    r"B\.?V\.?|N\.V\.|[Vv][Zz][Ww]|[Aa][Ss][Bb][Ll]|Ltd|GmbH|Inc\.?)$|"
    r"\w{3}(?:f[öo]rening(?:en)?|stiftelse[nr]?|yhdistys|seura|vereniging|stichting|bolaget|kommun)$"
)


def is_company(name: str) -> bool:
    """Whether the name is one of a company or an association, and of no person."""
    return _COMPANY.search(name) is not None


def names_several(name: str) -> bool:
    """Whether the cell names more than one person."""
    return SEVERAL.search(name) is not None


def split_name(name: str, order: NameOrder) -> SplitName:
    """`Ek, Anna Maria`, `Anna Maria Ek` and `Ek Anna Maria` in their parts."""
    if "," in name:
        family, _, given = (part.strip() for part in name.partition(","))
        prefix, _, first = (part.strip() for part in given.partition(","))
        if first and "," not in first and all(fold(word) in PARTICLES for word in prefix.split()):
            # "Berg, van den, J."
            return SplitName(first, f"{prefix} {family}")
        if "," in given:
            return SplitName(given, family, Reason.NAME_SPLIT_UNSURE)
        if given and all(fold(word) in PARTICLES for word in given.split()):
            # "Noor Berg, van den": the whole name, with the prefix behind it.
            first, _, last = family.rpartition(" ")
            return SplitName(first, f"{given} {last}", Reason.NAME_SPLIT_UNSURE)
        return _behind_comma(given, family)
    words = name.split()
    if len(words) == 1:
        return SplitName(words[0], "", Reason.NAME_SPLIT_UNSURE)
    if order is NameOrder.FAMILY_FIRST:
        return _family_first(words)
    return _given_first(words)


def _behind_comma(given: str, family: str) -> SplitName:
    # "Berg, Jan van den": the prefix is written behind the given name so that lists sort under B.
    words = given.split()
    cut = len(words)
    while cut and fold(words[cut - 1]) in PARTICLES:
        cut -= 1
    if 0 < cut < len(words):
        return SplitName(" ".join(words[:cut]), f"{' '.join(words[cut:])} {family}")
    return SplitName(given, family)


def _given_first(words: list[str]) -> SplitName:
    is_shouted = all(word.isupper() for word in words)
    for place in range(1, len(words) - 1):
        if "-" in words[place] and fold(words[place].rpartition("-")[2]) in PARTICLES:
            # "Joop Jansen-de Boer"
            return SplitName(" ".join(words[:place]), " ".join(words[place:]))
        # A lone capital letter is an initial: the particle's small letter decides for "de", "la", "af".
        if fold(words[place]) in PARTICLES and (
            not words[place].isupper() or (is_shouted and len(words[place]) > 1)
        ):
            return SplitName(
                " ".join(words[:place]),
                " ".join(words[place:]),
                None if _are_given(words[1:place]) else Reason.NAME_SPLIT_UNSURE,
            )
    given, family = " ".join(words[:-1]), words[-1]
    return SplitName(given, family, None if _are_given(words[1:-1]) else Reason.NAME_SPLIT_UNSURE)


def _family_first(words: list[str]) -> SplitName:
    place = 0
    while place < len(words) - 2 and fold(words[place]) in PARTICLES:
        place += 1
    family, given = " ".join(words[: place + 1]), " ".join(words[place + 1 :])
    middle = words[place + 1 : -1]
    sure = _are_given(middle) and not (middle and has_family_ending(middle[0]))
    return SplitName(given, family, None if sure else Reason.NAME_SPLIT_UNSURE)


def _are_given(words: list[str]) -> bool:
    return all(_is_initial(word) or is_given(word.split("-")[0]) for word in words)


def _is_initial(word: str) -> bool:
    return len(word.strip(".")) <= 2 and word[:1].isupper()


def prefix_behind(family: str) -> tuple[str, str]:
    """`Berg, van den` and `Berg (van den)` as (prefix, family); other names as ("", name)."""
    match = re.fullmatch(r"(.+?)(?:, | \()([^,()]+)\)?", family)
    if match and all(fold(word) in PARTICLES for word in match[2].split()):
        return match[2], match[1]
    return "", family


# --- Contact points ---------------------------------------------------------------------------------------

_EMAIL_BREAKS = re.compile(r"[;,/\s|]+(?:(?:och|og|ja|tai|eller|of|and|or|en|samt|el\.?|&|\+)\s+)?", re.I)
_IN_BRACKETS = re.compile(r"<([^<>\s]+@[^<>\s]+)>")
_PHONE_BREAKS = re.compile(
    r"[;,\n|]| (?:och|og|ja|tai|eller|of|and|or|en|et|ou|el\.?|alt\.?) | {2,}|(?<=[^\W\d_.]\)) ?(?=[+\d])",
    re.I,
)
_BETWEEN_NUMBERS = (re.compile(r"\s[-–—]\s|\s[-–—](?=0|\+)"), re.compile("/"))
_FEWEST_FIGURES = 6
_PHONE_WORDS = re.compile(
    r"\(?\b(?:hem|hemma|bostad|mob|mobil|mobiltelefon|arb|arbete|jobb|tel|tele|telefon|tfn|tlf|puh|puhelin|"
    r"gsm|matkap|koti|ty[oö]|home|work|"
    r"mobile|cell|phone|privat|arbeid|arbejde|hjem|thuis|werk|priv[eé]|mobiel|telefoon|m|h|a|t|p|nr)\b[.:]*\)?[.:]?",
    re.I,
)
# When and how to call: what is said of a number and changes nothing of it.
_WHEN_TO_CALL = re.compile(
    r"\b(?:efter|etter|na|vanaf|after|from|j[aä]lkeen|alkaen|fr[aå]n|fra|klo?|u|uur|h|timmar|kv[aä]ll(?:ar|"
    r"stid)?|kveld(?:er|stid)?|aften(?:er)?|avond(?:en|s)?|s|"
    r"dag(?:ar|er|tid|en)?|vardag(?:ar)?|hverdag(?:er|e)?|helg(?:er|ar)?|weekend(?:s|er)?|iltaisin|"
    r"p[aä]ivisin|overdag|evenings?|daytime|"
    r"helst|endast|bara|kun|bare|alleen|enkel|vain|only|preferably|ring|ringa|soita|bel|bellen|call|sms|"
    r"tekstari|whatsapp|app|text|"
    r"b[aä]st|best|l[aä]ttast|lettest|om|p[aå]|i|till|til|tot|before|innan|f[oö]r|ennen|voor|mellan|mellom|"
    r"mellem|tussen|between|och|og|en|ja)\b|\d+ ?(?:uur|u|h)?\b",
    re.I,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_REMARK = re.compile(r"\([^()]{0,200}[^\W\d_][^()]{0,200}\)|(?<=\d)[\s,;:–-]+[^\W\d_].*|\*+")

# "41 94 74 97 (arb. 86 10 22 45)"
# No longer than that: where the bracket never ends, every digit would be tried as the last one of a number.
_NUMBER_IN_BRACKETS = re.compile(r"(?<=\d) ?\(([^()]{0,40}\d[\d .\-/]{5,30}\d)\)")
_BEFORE_NUMBER = re.compile(r"^[^\d+(]+(?=[+(\d])")


def remark(text: str) -> str:
    """The words beside a number that may say whose it is: `mamma` of `070-123 45 67 (mamma)`."""
    if not any(map(str.isalpha, text)):
        return ""
    rest = _WHEN_TO_CALL.sub(" ", _PHONE_WORDS.sub(" ", text))
    return " ".join(_LETTERS.findall(rest))


def split_emails(text: str) -> Iterator[tuple[str, str | None]]:
    """Each address of a cell with its normalised form, or None for what is none."""
    whole = emails.normalise(text)
    if whole is not None:
        yield text, whole
        return
    bracketed = _IN_BRACKETS.findall(text)
    if bracketed:
        for piece in bracketed:
            yield piece, emails.normalise(piece)
        return
    if text.count("@") < 2 and not (text.count("@") == 1 and text[-1] in ",;./>"):
        yield text, None
        return
    for piece in _EMAIL_BREAKS.split(text):
        piece = piece.strip(".,;<>()\"' ")
        if piece:
            yield piece, emails.normalise(piece)


def split_phones(text: str, country: str) -> Iterator[tuple[str, str | None]]:
    """Each number of a cell in E.164, or None for what is none."""
    whole = phones.normalise(text, country)
    if whole is not None:
        yield text, whole
        return
    text = _NUMBER_IN_BRACKETS.sub(r"; \1", text)
    pieces = [piece for part in _PHONE_BREAKS.split(text) for piece in _at_slash(part) if piece.strip()]
    for piece in pieces:
        number = phones.normalise(piece, country)
        if number is None and any(map(str.isalpha, piece)):
            number = phones.normalise(_PHONE_WORDS.sub("", piece).strip(" :.-"), country)
        if number is None:
            plain = _REMARK.sub("", _BEFORE_NUMBER.sub("", _PHONE_WORDS.sub("", piece)))
            number = phones.normalise(plain.strip(" :.-"), country)
        if number is None and (two := _at_blank(piece, country)):
            yield from two
        else:
            yield piece.strip(), number


def _at_blank(text: str, country: str) -> list[tuple[str, str | None]]:
    """Two numbers with nothing but a blank between them; none where that is not plain."""
    found: list[list[tuple[str, str | None]]] = []
    for place in (place for place, char in enumerate(text) if char == " "):
        one, other = text[:place].strip(), text[place + 1 :].strip()
        first, second = phones.normalise(one, country), phones.normalise(other, country)
        if first and second and other[:1] in ("0", "+"):
            found.append([(one, first), (other, second)])
    return found[0] if len(found) == 1 else []


def _at_slash(text: str) -> list[str]:
    # In Belgium and Sweden a slash or a dash also divides the area code from the number.
    for divider in _BETWEEN_NUMBERS:
        parts = divider.split(text)
        if len(parts) > 1 and all(sum(map(str.isdigit, part)) >= _FEWEST_FIGURES for part in parts):
            return parts
    return [text]


# --- Addresses --------------------------------------------------------------------------------------------

_POSTCODE = r"(?:[A-Za-z]{1,3} ?- ?)?(?:\d{3} \d{2}|\d{4} ?[A-Za-z]{2}(?![A-Za-z])|\d{4,5})"
_POSTCODE_PLACE = re.compile(rf"({_POSTCODE})[ ,]+(['’]?[^\W\d].*)")
_PLACE_POSTCODE = re.compile(rf"([^\W\d][^\d]*?)[ ,]+({_POSTCODE})")
_TAIL = re.compile(rf"(.*?)[ ,;]+({_POSTCODE})[ ,]+(['’]?[^\W\d][^\d]*)")
_TAIL_WITHOUT_PLACE = re.compile(rf"(.*\d.*?)[,;]+ ?({_POSTCODE})")
_CARE_OF = re.compile(
    r"(?:c/o|co/|p/a|att(?:[:.]|(?= ))|t\.a\.v\.|v/) ?([^,;\n]+)(?:[,;\n] *(.+))?", re.I | re.S
)
_COUNTRY_LETTERS = {
    "S": "SE", "SE": "SE", "N": "NO", "NO": "NO", "DK": "DK", "FI": "FI", "FIN": "FI", "SF": "FI", "NL": "NL", "B": "BE",
    "BE": "BE", "D": "DE", "DE": "DE", "F": "FR", "FR": "FR", "L": "LU", "LU": "LU", "A": "AT", "AT": "AT", "CH": "CH",
    "IS": "IS", "EE": "EE", "LV": "LV", "LT": "LT", "PL": "PL", "AX": "FI", "ES": "ES", "E": "ES", "I": "IT", "IT": "IT",
}  # fmt: skip
_LETTERS_FIRST = re.compile(r"([A-Za-z]{1,3}) ?-? ?(?=\d)")


@dataclass(frozen=True, slots=True)
class PostalLine:
    """Postcode and place, in the country that the letters before the postcode name."""

    postcode: str
    place: str
    country: str
    is_postcode_wrong: bool = False


@lru_cache(maxsize=5_000)
def read_postcode(text: str, country: str) -> PostalLine:
    """A postcode cell, which may carry country letters, lost zeros or the place as well."""
    # Where postcodes begin with letters themselves, letters name no country.
    match = _LETTERS_FIRST.match(text) if addresses.has_form(country) else None
    if match and match[1].upper() in _COUNTRY_LETTERS and match[1].upper() != "":
        named = _COUNTRY_LETTERS[match[1].upper()]
        if named != country:
            country, text = named, text[match.end() :]
    found = addresses.clean_postcode(text, country) or addresses.postcode_with_lost_zeros(text, country)
    if found:
        return PostalLine(found, "", country)
    both = _POSTCODE_PLACE.fullmatch(text)
    if both:
        found = addresses.clean_postcode(both[1], country)
        if found:
            return PostalLine(found, both[2].strip(), country)
    return PostalLine("", "", country, is_postcode_wrong=True)


@lru_cache(maxsize=5_000)
def read_postcode_place(text: str, country: str) -> PostalLine:
    """`113 20 Stockholm`, `1012AB Amsterdam`, `00100 Helsinki` or `Stockholm 113 20`."""
    if addresses.clean_postcode(text, country):
        return read_postcode(text, country)
    match = _POSTCODE_PLACE.fullmatch(text)
    code, place = (match[1], match[2]) if match else ("", "")
    if not match and (turned := _PLACE_POSTCODE.fullmatch(text)):
        code, place = turned[2], turned[1]
    if not place:
        if not any(map(str.isdigit, text)):
            return PostalLine("", text, country)
        return read_postcode(text, country)
    code, place = _at_home(code, place, country)
    line = read_postcode(code, country)
    return PostalLine(line.postcode, place.strip(" ,"), line.country, line.is_postcode_wrong)


def _at_home(code: str, place: str, country: str) -> tuple[str, str]:
    """`8622 Mo i Rana` is Norwegian: two letters belong to the postcode only where the digits alone do not do."""
    digits, letters = code[:4], code[4:].strip()
    if letters.isalpha() and addresses.clean_postcode(digits, country):
        return digits, f"{letters} {place}"
    return code, place


_BEHIND_PLACE = re.compile(r"([^\W\d].*?)(?: ?\(([^()]+)\)|[,/] ?([^,/()]{3,}))")


def place_and_country(text: str) -> tuple[str, str]:
    """`Leuven (België)` and `Haparanda, Sverige` as (place, country's letters); other places as (text, "")."""
    if text[-1:] != ")" and "," not in text and "/" not in text:
        return text, ""
    match = _BEHIND_PLACE.fullmatch(text)
    if match is None:
        return text, ""
    named = (match[2] or match[3]).strip()
    # "Bergen (NH)" is in a province: letters alone name no country.
    country = read_country(named) if len(named) > 3 else None
    return (match[1], country) if country else (text, "")


@dataclass(frozen=True, slots=True)
class WholeAddress:
    """A cell with everything in it, taken apart."""

    care_of: str
    street: str
    line: PostalLine | None


def read_address(lines: list[str], country: str) -> WholeAddress:
    """`Storgatan 1, 113 20 Stockholm`, on one line or several."""
    care_of = ""
    if lines and (match := _CARE_OF.match(lines[0])):
        care_of = match[1].strip()
        lines = [match[2].strip(), *lines[1:]] if match[2] else lines[1:]
    if len(lines) > 1:
        last = read_postcode_place(lines[-1], country)
        if last.postcode:
            return WholeAddress(care_of, ", ".join(lines[:-1]), last)
    text = ", ".join(lines)
    match = _TAIL.fullmatch(text)
    if match:
        code, place = _at_home(match[2], match[3], country)
        line = read_postcode(code, country)
        if not line.is_postcode_wrong:
            return WholeAddress(
                care_of, match[1].strip(" ,"), PostalLine(line.postcode, place.strip(" ,"), line.country)
            )
    match = _TAIL_WITHOUT_PLACE.fullmatch(text)
    if match and not (line := read_postcode(match[2], country)).is_postcode_wrong:
        return WholeAddress(care_of, match[1].strip(" ,"), line)
    return WholeAddress(care_of, text, None)


def joined_house(number: str, addition: str) -> str:
    """House number and addition as they stand on an envelope: 12A, 12-2, 12 bus 3."""
    if not addition or not number:
        return number or addition
    if len(addition) == 1 and addition.isalpha():
        return number + addition
    if addition[0].isdigit():
        return f"{number}-{addition}"
    return f"{number} {addition}"


# --- Births and identity numbers --------------------------------------------------------------------------

_NUMBER_SHAPES = {
    "SE": re.compile(r"(?:\d\d)?\d{6}[-+‐–— ]?[\dA-Za-z]\d{3}"),
    "NO": re.compile(r"\d{6}[ -]?\d{5}"),
    "FI": re.compile(r"\d{6}[-+‐–A-FU-Ya-fu-y]\d{3}[0-9A-Ya-y]"),
    "DK": re.compile(r"\d{6}[ ‐–-]?\d{4}"),
    "BE": re.compile(r"\d{2}[. ]?\d{2}[. ]?\d{2}[-‐–. ]?\d{3}[. -]?\d{2}"),
}
_LOST_ZERO = {"NO": (10,), "DK": (9,), "BE": (9, 10)}
_HALF = re.compile(r"((?:19|20|18)?\d{6})[-+‐– ]?(?:[xX*?]{3,5}|0000|00000|TF\d\d|[A-Z]{4}|)")
_DASHED_BODY = re.compile(r"\d{4}-\d{2}-\d{2}[- ]\d{4}")


@dataclass(frozen=True, slots=True)
class Birth:
    """What a cell for birth date or identity number gives."""

    read: dates.ReadDate | None = None
    number: str = ""
    kind: str = ""
    reason: Reason | None = None


def read_birth(text: str, country: str, order: DateOrder, today: date) -> Birth:
    """A birth date, half a number, or a whole identity number of the country."""
    if len(text) == 10 and text[4] == "-":
        read = dates.parse(text, order)
        if read is not None:
            return Birth(read)
    if _DASHED_BODY.fullmatch(text):
        text = text.replace("-", "", 2)
    half = _HALF.fullmatch(text)
    if half:
        figures = half[1]
        if len(figures) == 6 and len(text) > 6:
            order = DateOrder.YEAR_FIRST if country == "SE" else DateOrder.DAY_FIRST
        read = dates.parse(figures, order)
        return Birth(read) if read else Birth(reason=Reason.NOT_A_DATE)
    shape = _NUMBER_SHAPES.get(country)
    if shape and shape.fullmatch(text):
        return _read_number(text, country, today)
    if text.isascii() and text.isdigit() and len(text) in (lost := _LOST_ZERO.get(country, ())):
        return _read_number(text.zfill(lost[-1] + 1), country, today)
    read = dates.parse(text, order)
    return Birth(read) if read else Birth(reason=Reason.NOT_A_DATE)


def _read_number(text: str, country: str, today: date) -> Birth:
    result = national_numbers.parse(country, text.replace(" ", ""), on=today)
    if (
        isinstance(result, national_numbers.NationalNumberProblem)
        and result.reason is national_numbers.NumberProblemReason.LOWER_CASE
    ):
        result = national_numbers.parse(country, text.upper(), on=today)
    born = dates.ReadDate(on=result.birth_date) if result.birth_date else None
    if isinstance(result, national_numbers.NationalNumber):
        if not national_numbers.storable(country):
            # The day is the member's own; the number itself is no association's.
            return Birth(born or dates.parse(result.normalised[:6], DateOrder.YEAR_FIRST))
        return Birth(born, result.normalised, result.kind.value)
    wrong_digit = result.reason is national_numbers.NumberProblemReason.WRONG_CHECK_DIGIT
    return Birth(born, "", "", Reason.WRONG_CHECK_DIGIT if wrong_digit else Reason.NOT_A_NATIONAL_NUMBER)


# --- Countries and languages ------------------------------------------------------------------------------

_SCREEN_LANGUAGES = ("en", "sv", "nb", "fi", "da", "nl", "fr", "de")
_COUNTRY_ALIASES = {
    "uk": "GB", "england": "GB", "scotland": "GB", "skottland": "GB", "usa": "US", "holland": "NL",
    "the netherlands": "NL",
    "aland": "FI", "czech republic": "CZ", "sver": "SE", "swe": "SE", "nor": "NO", "fin": "FI", "dnk": "DK", "nld": "NL",
    "bel": "BE", "deu": "DE", "gbr": "GB", "suomi finland": "FI", "nederland nl": "NL", "sverige se": "SE",
}  # fmt: skip


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    names: dict[str, str] = dict(_COUNTRY_ALIASES)
    for language in _SCREEN_LANGUAGES:
        for code, name in country_names(language).items():
            names.setdefault(fold(name), code)
            names.setdefault(code.lower(), code)
    return names


@lru_cache(maxsize=2_000)
def read_country(text: str) -> str | None:
    """The two letters of the country that the cell names in one of the languages."""
    return _countries().get(fold(text).strip(" ."))


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415

    kept = {"sv", "nb", "nn", "no", "fi", "da", "nl", "en", "fr", "de"}
    names = {
        "svenska": "sv",
        "ruotsi": "sv",
        "bokmal": "nb",
        "norsk": "nb",
        "nynorsk": "nn",
        "vlaams": "nl",
        "swe": "sv",
        "fin": "fi",
    }
    for language in _SCREEN_LANGUAGES:
        for code, name in Locale(language).languages.items():
            if code in kept:
                names.setdefault(fold(name), "nb" if code == "no" else code)
                names.setdefault(code, "nb" if code == "no" else code)
    return names


_SEVERAL_LANGUAGES = re.compile(r"[/,;+&]")
# Letters that name languages beside each other: F is French beside N, and Finnish beside S.
_LANGUAGE_LETTERS: tuple[dict[str, str], ...] = (
    {"n": "nl", "f": "fr", "d": "de", "e": "en"},
    {"s": "fi", "r": "sv", "e": "en"},
    {"f": "fi", "s": "sv", "e": "en"},
    {"b": "nb", "n": "nn"},
)


def languages_of(values: Iterable[str], country: str = "") -> str:
    """The letters by which a column names languages, where it names them by letters that need each other."""
    letters = {part.strip(" .").lower() for value in values for part in _SEVERAL_LANGUAGES.split(value)}
    if letters and letters <= {"b", "n"} and country in ("", "NO"):
        return "bn"
    plain = letters - {"e", "d"}
    if plain == {"n"}:
        return "n"
    if len(plain) == len("".join(plain)) == 2 and any(letters <= table.keys() for table in _LANGUAGE_LETTERS):
        return "".join(sorted(plain))
    return ""


@lru_cache(maxsize=500)
def read_language(text: str, letters: str = "") -> str | None:
    """The code of the language that the cell names; of several the first."""
    first = _SEVERAL_LANGUAGES.split(text, maxsplit=1)[0]
    if letters:
        table = next(table for table in _LANGUAGE_LETTERS if set(letters) <= table.keys())
        if (named := table.get(first.strip(" .").lower())) is not None:
            return named
    return _languages().get(fold(first).strip(" ."))

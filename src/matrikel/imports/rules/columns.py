"""Recognises what every column holds, by its header in six languages and by its content; doubts rather than guesses."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from matrikel.imports.rules import dates, headers
from matrikel.imports.rules.fields import (
    ADDRESS_FIELDS,
    REPEATABLE,
    WITHOUT_PLACE,
    Column,
    ColumnReason,
    ColumnState,
    DateOrder,
    Field,
    Mapping,
    NameOrder,
)
from matrikel.imports.rules.profiles import Profile, profile_of
from matrikel.imports.rules.text import clean, fold
from matrikel.imports.rules.vocabulary import has_family_ending, is_given
from matrikel.people.rules import national_numbers

# Below this a column is shown as doubted and nothing of it is imported.
THRESHOLD = 0.75

_MAPPED, _LEFT_OUT, _DOUBTED = ColumnState.MAPPED, ColumnState.LEFT_OUT, ColumnState.DOUBTED
_R = ColumnReason


@dataclass(frozen=True, slots=True)
class HeaderMeaning:
    """What the words of a header say, before the content is asked."""

    field: Field
    label: str
    confidence: float
    reason: ColumnReason = ColumnReason.HEADER


_UNSAID = frozenset(
    {
        "",
        "nr",
        "no",
        "number",
        "nummer",
        "id",
        "numero",
        "nro",
        "num",
        "kod",
        "code",
        "koodi",
        "kode",
        "nummeret",
    }
)
_DATE_UNSAID = frozenset({"datum", "date", "dato", "pvm", "paivamara", "paivays"})
_OWNER = re.compile(
    r"^(?:medlemmens|medlemmets|medlems|medlem|members?|jasenen|lids?|personens|person|barnets?|childs?|lapsen|"
    r"spelarens?|utovers?)[ .:_-]+"
)
_HALVES = re.compile(r"\s+[-–—]\s+|: ")
_SEGMENTS = re.compile(r"\s+[-–—]\s+|[:/()\[\]|>]|\s{2,}|\n|(?<=\w)\.\s|, ")
_TRAILING_NUMBER = re.compile(r"[ _.]?(\d)$")
_TRAILING_YEAR = re.compile(r"[ _(-]*(?:19|20)\d\d(?:[-/]\d{2,4})?\)?$")
_CAMEL = re.compile(r"(?<=[a-zåäöæø])(?=[A-ZÅÄÖÆØ])")
_WEAKER: dict[str, tuple[re.Pattern[str], Field]] = {
    "email": (re.compile(r"mail|epost|e-post|mejl|posti"), Field.EMAIL),
    "phone": (re.compile(r"tel|tlf|mobil|phone|puh|gsm|tfn|mobiel"), Field.PHONE),
}
_BIRTH_WORDS = re.compile(r"fod|fdt|birth|synt|geb|born|dob")
_JOIN_WORDS = re.compile(
    r"sedan|since|liit|inschr|innm|indm|join|intrad|siden|sinds|alka|start|ingang|begin|vanaf|fran\b"
)


@lru_cache(maxsize=5_000)
def meaning_of(header: str, *, by_likeness: bool = True) -> HeaderMeaning | None:
    """What the header says; None when it says nothing that we know. Misspelt words are found when asked for."""
    header = clean(header)
    whole = headers.key(header)
    if not whole:
        return None
    folded = fold(_CAMEL.sub(" ", header)).replace("_", " ")
    if headers.SOMEBODY_ELSE.search(folded) and whole not in headers.MEANINGS:
        return HeaderMeaning(Field.LEAVE_OUT, "", 0.95, _R.ABOUT_SOMEBODY_ELSE)
    if headers.GUARDIAN.search(folded) and whole not in headers.LEFT_OUT:
        return _guardian(folded)
    if found := _look_up(whole, 0.98):
        return found
    return _by_parts(header, folded) or (_by_likeness(whole) if by_likeness else None)


def _look_up(key: str, confidence: float) -> HeaderMeaning | None:
    if key in headers.MEANINGS:
        field, label = headers.MEANINGS[key]
        return HeaderMeaning(field, label, confidence)
    if key in headers.LEFT_OUT:
        return HeaderMeaning(Field.LEAVE_OUT, "", confidence, headers.LEFT_OUT[key])
    return None


def _guardian(folded: str) -> HeaderMeaning:
    for kind, (words, _) in _WEAKER.items():
        if words.search(folded):
            field = Field.GUARDIAN_EMAIL if kind == "email" else Field.GUARDIAN_PHONE
            return HeaderMeaning(field, "", 0.95, _R.ABOUT_SOMEBODY_ELSE)
    return HeaderMeaning(Field.GUARDIAN_NAME, "", 0.95, _R.ABOUT_SOMEBODY_ELSE)


def _by_parts(header: str, folded: str) -> HeaderMeaning | None:
    owned = _OWNER.sub("", folded)
    if owned != folded and (found := _look_up(headers.key(owned), 0.93)):
        return found
    for cut in (_HALVES, _SEGMENTS):
        parts = [part for part in cut.split(header) if part and part.strip()]
        if len(parts) < 2:
            continue
        context, last = headers.key(parts[0]), headers.key(parts[-1])
        label = headers.ADDRESS_LABELS.get(context, "")
        for part, confidence in ((last, 0.95), (context, 0.9)):
            found = _look_up(part, confidence)
            if found is None:
                continue
            if part == last and label and found.field in ADDRESS_FIELDS | {Field.MUNICIPALITY}:
                return replace(found, label=label)
            other = _look_up(context if part == last else last, confidence)
            # "Telefon (hem)" and "E-post - privat": the other half names the kind.
            if other and other.field is found.field:
                return replace(found, label=found.label or other.label)
            if found.field is Field.LEAVE_OUT and other and other.field is not Field.LEAVE_OUT:
                continue
            return found
    without_year = _TRAILING_YEAR.sub("", folded)
    if without_year != folded and (found := _look_up(headers.key(without_year), 0.92)):
        return found
    number = _TRAILING_NUMBER.search(folded)
    if number and (found := _look_up(headers.key(_TRAILING_NUMBER.sub("", folded)), 0.92)):
        return replace(found, label=found.label or ("other" if number[1] != "1" else ""))
    return None


def _by_likeness(key: str) -> HeaderMeaning | None:
    if len(key) < 6:
        return None
    close = difflib.get_close_matches(key, headers.MEANINGS, n=1, cutoff=0.87)
    if not close:
        return None
    field, label = headers.MEANINGS[close[0]]
    return HeaderMeaning(field, label, 0.8)


# --- Content against header -------------------------------------------------------------------------------

_NAME_FIELDS = frozenset(
    {Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME, Field.PREFERRED_NAME, Field.MIDDLE_NAME}
)
_ADDRESS_FAMILY = frozenset(
    {Field.STREET, Field.POSTCODE, Field.PLACE, Field.POSTCODE_PLACE, Field.FULL_ADDRESS, Field.ADDRESS_EXTRA}
)


def _settled(said: HeaderMeaning, profile: Profile) -> tuple[Field, bool]:
    """The field after looking at the content, and whether header and content agree."""
    field = said.field
    if profile.is_empty:
        return field, True
    share = profile.share
    if field in _ADDRESS_FAMILY:
        return _settled_address(field, profile)
    match field:
        case Field.EMAIL | Field.PHONE | Field.CONTACT if share("both") >= 0.3:
            return Field.CONTACT, True
        case Field.EMAIL:
            if share("email") >= 0.5:
                return field, True
            return (
                (Field.CONTACT, True)
                if share("email") >= 0.2 and share("email", "phone") >= 0.8
                else (field, False)
            )
        case Field.PHONE:
            if share("phone") >= 0.5:
                return field, True
            return (
                (Field.CONTACT, True)
                if share("email") >= 0.1 and share("email", "phone") >= 0.8
                else (field, False)
            )
        case Field.CONTACT:
            if share("email") >= 0.9:
                return Field.EMAIL, True
            if share("phone") >= 0.9:
                return Field.PHONE, True
            return field, share("email", "phone") >= 0.6
        case Field.BIRTH | Field.NATIONAL_NUMBER:
            return field, share("date", "year", "date_figures") >= 0.5 or share(
                "number_shape", "half_number"
            ) >= 0.4
        case Field.BIRTH_YEAR:
            return field, share("year", "date", "code", "integer") >= 0.5
        case Field.JOINED:
            return field, share("date", "year", "date_figures") >= 0.5
        case Field.LEFT | Field.DECEASED:
            return field, share("date", "year", "date_figures") >= 0.3 or profile.few_distinct
        case Field.GENDER:
            return field, share("gender") >= 0.5
        case Field.IBAN:
            return field, share("iban") >= 0.5
        case Field.HOUSE_NUMBER:
            return field, share("house_number", "integer") >= 0.5
        case Field.MEMBER_NUMBER:
            return field, profile.longest <= 20 and share("email", "date", "words", "some_words") < 0.5
        case Field.MEMBERSHIP_TYPE:
            return field, share("date", "email", "phone") < 0.3 and (
                profile.few_distinct or profile.filled < 20 or share("membership") >= 0.5
            )
        case Field.NAME_PREFIX:
            return field, share("particle") >= 0.5
    if field in _NAME_FIELDS:
        return field, share("words") >= 0.6
    return field, True


def _settled_address(field: Field, profile: Profile) -> tuple[Field, bool]:
    share = profile.share
    if share("full_address") >= 0.4 and field is not Field.POSTCODE:
        return Field.FULL_ADDRESS, True
    if share("postcode_place") >= 0.5:
        return Field.POSTCODE_PLACE, True
    match field:
        case Field.POSTCODE:
            return field, share("postcode") >= 0.5 or (share("words") < 0.3 and profile.longest <= 12)
        case Field.PLACE:
            if share("postcode") >= 0.9:
                return Field.POSTCODE, False
            return field, share("integer", "date", "email") < 0.2
        case Field.FULL_ADDRESS | Field.POSTCODE_PLACE:
            if share("street") >= 0.7:
                return Field.STREET, True
            return field, share("full_address", "postcode_place", "street") >= 0.3
        case Field.STREET:
            return field, share("email", "date", "postcode") < 0.5
    return field, True


# --- Content alone ----------------------------------------------------------------------------------------


def _by_content(profile: Profile, header: str, country: str) -> tuple[Field, float] | None:
    """What values say where the header says nothing."""
    share = profile.share
    folded = fold(header)
    if profile.filled < 3:
        return None
    if share("email") >= 0.8:
        return Field.EMAIL, 0.95
    if share("iban") >= 0.8:
        return Field.IBAN, 0.9
    if share("number") >= 0.6:
        return Field.NATIONAL_NUMBER, 0.95
    if country in {"NL", "BE"} and share("number_shape") >= 0.9 and share("phone_marked") < 0.5:
        return Field.NATIONAL_NUMBER, 0.6
    if share("phone") >= 0.8 and share("phone_marked") >= 0.6 and share("date") < 0.2:
        return Field.PHONE, 0.85 if not header or _WEAKER["phone"][0].search(folded) else 0.8
    if share("number") >= 0.15 and share("number_shape") + share("date") >= 0.8:
        return Field.BIRTH, 0.85
    if share("postcode_place") >= 0.8:
        return Field.POSTCODE_PLACE, 0.9
    if share("full_address") >= 0.7:
        return Field.FULL_ADDRESS, 0.9
    if share("street") >= 0.7:
        return Field.STREET, 0.85
    if share("gender") >= 0.95 and profile.distinct <= 4:
        return Field.GENDER, 0.85
    if share("date", "date_figures") >= 0.8:
        if _BIRTH_WORDS.search(folded):
            return Field.BIRTH, 0.85
        if _JOIN_WORDS.search(folded):
            return Field.JOINED, 0.85
        return Field.BIRTH, 0.5
    if share("comma_name") >= 0.7 and share("given_last") >= 0.3:
        return Field.FULL_NAME, 0.9
    if share("membership") >= 0.7 and profile.distinct <= 12:
        return Field.MEMBERSHIP_TYPE, 0.8
    if share("words") >= 0.9 and not profile.few_distinct:
        return _names_by_content(profile)
    return None


def _names_by_content(profile: Profile) -> tuple[Field, float] | None:
    share = profile.share
    if share("some_words") >= 0.6 and max(share("given_first"), share("given_last")) >= 0.4:
        return Field.FULL_NAME, 0.85
    if share("one_word", "some_words") >= 0.7 and share("given_first") >= 0.4:
        return Field.GIVEN_NAME, 0.85
    endings = sum(map(has_family_ending, profile.values[:300])) / profile.filled
    if share("one_word") >= 0.7 and endings >= 0.3:
        return Field.FAMILY_NAME, 0.8
    return None


# --- The whole table --------------------------------------------------------------------------------------


def recognise_columns(
    header_row: Sequence[str] | None, sample: Sequence[Sequence[str]], *, country: str, today: date
) -> Mapping:
    """Every column of the table, each mapped, proposed to be left out, or doubted."""
    width = max([len(header_row or ()), *map(len, sample)], default=0)
    titles = [clean(title) for title in (header_row or ())]
    titles += [""] * (width - len(titles))
    by_column = [[row[index] if index < len(row) else "" for row in sample] for index in range(width)]
    profiles = [profile_of(cells, country, today) for cells in by_column]
    columns = [_first_view(index, titles[index], profiles[index], country) for index in range(width)]
    columns = _settle_unsaid(columns, profiles)
    columns = _settle_names(columns, profiles, by_column)
    if header_row is None:
        columns = _settle_without_headers(columns, profiles, by_column)
    columns = _settle_once_only(columns, profiles)
    columns = _place_for_municipality(columns)
    columns = _settle_numbers(columns, profiles, country)
    columns = [_placed(column) for column in columns]
    return tuple(
        _with_orders(column, profiles[column.index], by_column, columns, country) for column in columns
    )


def _first_view(index: int, header: str, profile: Profile, country: str) -> Column:
    def column(
        field: Field, state: ColumnState, reason: ColumnReason, confidence: float, label: str = ""
    ) -> Column:
        return Column(
            index=index,
            header=header,
            field=field,
            state=state,
            reason=reason,
            confidence=confidence,
            label=label,
        )

    said = meaning_of(header)
    if said is not None:
        if said.field is Field.LEAVE_OUT or said.reason is _R.ABOUT_SOMEBODY_ELSE:
            return column(said.field, _LEFT_OUT, said.reason, said.confidence)
        field, agrees = _settled(said, profile)
        # A header that is only like one we know must be borne out by a content that can be checked.
        if not agrees:
            return column(field, _DOUBTED, _R.HEADER_AND_CONTENT_DIFFER, 0.4, said.label)
        return column(field, _MAPPED, _R.HEADER, said.confidence, said.label)
    if profile.is_empty:
        return column(Field.LEAVE_OUT, _LEFT_OUT, _R.EMPTY_COLUMN, 1.0)
    if headers.key(header) in _DATE_UNSAID:
        return column(Field.JOINED, _DOUBTED, _R.WEAK_EVIDENCE, 0.4)
    guess = _by_content(profile, header, country)
    if guess is None:
        return column(Field.LEAVE_OUT, _DOUBTED, _R.UNKNOWN_COLUMN, 0.0)
    field, confidence = guess
    if confidence < THRESHOLD:
        return column(field, _DOUBTED, _R.WEAK_EVIDENCE, confidence)
    return column(field, _MAPPED, _R.CONTENT, confidence)


def _has(columns: Sequence[Column], field: Field) -> bool:
    return any(column.field is field and column.is_mapped for column in columns)


def _settle_unsaid(columns: list[Column], profiles: list[Profile]) -> list[Column]:
    """Columns headed *Nr* or *ID*: a house number, a member number, or a count of the rows."""
    settled = list(columns)
    for place, column in enumerate(columns):
        if headers.key(column.header) not in _UNSAID or column.reason is _R.EMPTY_COLUMN or column.is_mapped:
            continue
        profile = profiles[column.index]
        before = settled[place - 1] if place else None
        if (
            before
            and before.field is Field.STREET
            and profile.share("house_number") >= 0.8
            and not (profiles[before.index].share("street") >= 0.5)
        ):
            settled[place] = _mapped(column, Field.HOUSE_NUMBER, 0.9)
        elif profile.sequential:
            if _has(columns, Field.MEMBER_NUMBER):
                settled[place] = replace(
                    column, field=Field.LEAVE_OUT, state=_LEFT_OUT, reason=_R.COUNTS_ROWS, confidence=0.9
                )
            else:
                settled[place] = replace(
                    column, field=Field.MEMBER_NUMBER, reason=_R.WEAK_EVIDENCE, confidence=0.5
                )
        elif column.header and profile.distinct == profile.filled and profile.longest <= 12:
            confidence = (
                0.8 if profile.share("integer") >= 0.9 and not _has(columns, Field.MEMBER_NUMBER) else 0.5
            )
            settled[place] = (
                _mapped(column, Field.MEMBER_NUMBER, confidence)
                if confidence >= THRESHOLD
                else replace(
                    column, field=Field.MEMBER_NUMBER, reason=_R.WEAK_EVIDENCE, confidence=confidence
                )
            )
    return settled


def _mapped(
    column: Column, field: Field, confidence: float, reason: ColumnReason = ColumnReason.CONTENT
) -> Column:
    return replace(column, field=field, state=_MAPPED, reason=reason, confidence=confidence)


def _settle_names(columns: list[Column], profiles: list[Profile], cells: list[list[str]]) -> list[Column]:
    """*Naam* beside *Voornaam* is the family name; *Navn* beside *Etternavn* is the given one."""
    settled = list(columns)
    given = next((c for c in columns if c.field is Field.GIVEN_NAME and c.is_mapped), None)
    family = next((c for c in columns if c.field is Field.FAMILY_NAME and c.is_mapped), None)
    for place, column in enumerate(columns):
        if column.field is not Field.FULL_NAME or not column.is_mapped:
            continue
        other = given or family
        if other is None:
            continue
        profile = profiles[column.index]
        if profile.is_empty:
            settled[place] = replace(column, field=Field.LEAVE_OUT, state=_LEFT_OUT, reason=_R.EMPTY_COLUMN)
            continue
        if _contains(cells[column.index], cells[other.index]) >= 0.6:
            if given and family:
                settled[place] = replace(
                    column,
                    field=Field.LEAVE_OUT,
                    state=_LEFT_OUT,
                    reason=_R.FOLLOWS_FROM_OTHERS,
                    confidence=0.95,
                )
            continue
        if given and family:
            settled[place] = replace(column, state=_DOUBTED, reason=_R.SECOND_OF_ITS_KIND, confidence=0.4)
        else:
            settled[place] = _mapped(column, Field.FAMILY_NAME if given else Field.GIVEN_NAME, 0.9, _R.HEADER)
    # Where a whole name stands beside one of its halves, the half follows from the whole.
    if _has(settled, Field.FULL_NAME):
        for place, column in enumerate(settled):
            if (
                column.field in (Field.GIVEN_NAME, Field.FAMILY_NAME)
                and column.is_mapped
                and not (given and family)
            ):
                settled[place] = replace(column, state=_LEFT_OUT, reason=_R.FOLLOWS_FROM_OTHERS)
    return settled


def _contains(whole: list[str], part: list[str]) -> float:
    pairs = [
        (fold(clean(a)), fold(clean(b))) for a, b in zip(whole, part, strict=True) if a.strip() and b.strip()
    ]
    return sum(b in a and a != b for a, b in pairs) / len(pairs) if pairs else 0.0


def _settle_without_headers(
    columns: list[Column], profiles: list[Profile], cells: list[list[str]]
) -> list[Column]:
    """Places after postcodes, family names beside given ones, and birth before joining."""
    settled = list(columns)
    emails = next((c.index for c in columns if c.field is Field.EMAIL and c.is_mapped), None)
    for place, column in enumerate(settled):
        profile = profiles[column.index]
        if column.is_mapped or profile.is_empty:
            continue
        before = settled[place - 1] if place else None
        after = profiles[place + 1] if place + 1 < len(profiles) else None
        if (
            profile.share("postcode") >= 0.9
            and after
            and after.share("words") >= 0.8
            and not (profile.share("date", "date_figures") >= 0.9 and profile.distinct < 20)
        ):
            settled[place] = _mapped(column, Field.POSTCODE, 0.85)
        elif before and before.field is Field.POSTCODE and before.is_mapped and profile.share("words") >= 0.8:
            settled[place] = _mapped(column, Field.PLACE, 0.85)
        elif profile.share("words") >= 0.8 and emails is not None:
            first, last = _in_addresses(cells[column.index], cells[emails])
            if last >= 0.5 and last > 2 * first:
                settled[place] = _mapped(column, Field.FAMILY_NAME, 0.85)
            elif first >= 0.5 and first > 2 * last:
                settled[place] = _mapped(column, Field.GIVEN_NAME, 0.85)
    settled = _family_beside_given(settled, profiles)
    return _birth_before_joining(settled, cells)


def _family_beside_given(columns: list[Column], profiles: list[Profile]) -> list[Column]:
    given = next((c.index for c in columns if c.field is Field.GIVEN_NAME and c.is_mapped), None)
    if given is None or _has(columns, Field.FAMILY_NAME):
        return columns
    settled = list(columns)
    for place in (given + 1, given - 1):
        if 0 <= place < len(columns) and not columns[place].is_mapped:
            profile = profiles[place]
            if (
                profile.share("words") >= 0.9
                and profile.share("given_first") < 0.2
                and not profile.few_distinct
            ):
                settled[place] = _mapped(columns[place], Field.FAMILY_NAME, 0.8)
                break
    return settled


def _birth_before_joining(columns: list[Column], cells: list[list[str]]) -> list[Column]:
    undecided = [c for c in columns if c.field is Field.BIRTH and c.state is _DOUBTED]
    settled_birth = next((c for c in columns if c.field is Field.BIRTH and c.is_mapped), None)
    candidates = ([settled_birth] if settled_birth else []) + undecided
    if len(candidates) != 2:
        return columns
    first, second = candidates
    pairs = [
        (a.on, b.on)
        for x, y in zip(cells[first.index], cells[second.index], strict=True)
        if (a := dates.parse(clean(x)))
        and (b := dates.parse(clean(y)))
        and not (a.short_year or b.short_year)
    ]
    if len(pairs) < 5:
        return columns
    earlier = sum(a <= b for a, b in pairs) / len(pairs)
    if 0.03 < earlier < 0.97:
        return columns
    birth, joined = (first, second) if earlier >= 0.97 else (second, first)
    settled = list(columns)
    settled[birth.index] = _mapped(birth, Field.BIRTH, 0.85)
    settled[joined.index] = _mapped(joined, Field.JOINED, 0.85)
    return settled


def _in_addresses(names: list[str], addresses: list[str]) -> tuple[float, float]:
    """How often the column's value is the first and the last part of what stands before the @."""
    first = last = seen = 0
    for name, address in zip(names, addresses, strict=True):
        local = re.split(r"[._-]", re.sub(r"\d+", "", fold(address).partition("@")[0]))
        word = re.sub(r"[^a-z]", "", fold(name))
        if len(local) < 2 or not word:
            continue
        seen += 1
        first += local[0] == word
        last += local[-1] == word
    return (first / seen, last / seen) if seen >= 5 else (0.0, 0.0)


def _settle_once_only(columns: list[Column], profiles: list[Profile]) -> list[Column]:
    """Of two columns with the same meaning the surer one counts; the other is doubted, unless both may stand."""
    settled = list(columns)
    best: dict[tuple[Field, str], int] = {}
    for place, column in enumerate(columns):
        if not column.is_mapped or column.field in REPEATABLE:
            continue
        label = (
            column.label
            if column.field in ADDRESS_FIELDS | {Field.EXTERNAL_NUMBER, Field.MUNICIPALITY}
            else ""
        )
        earlier = best.setdefault((column.field, label), place)
        if earlier == place:
            continue
        empty_first = profiles[columns[earlier].index].is_empty
        if profiles[column.index].is_empty:
            loser = place
        elif empty_first or column.confidence > columns[earlier].confidence:
            loser, best[column.field, label] = earlier, place
        else:
            loser = place
        settled[loser] = _loser(settled[loser], profiles[columns[loser].index])
    return _birth_and_number(settled)


def _loser(column: Column, profile: Profile) -> Column:
    if profile.is_empty:
        return replace(column, field=Field.LEAVE_OUT, state=_LEFT_OUT, reason=_R.EMPTY_COLUMN, confidence=1.0)
    if column.field in (Field.MEMBER_NUMBER,):
        return replace(
            column, field=Field.EXTERNAL_NUMBER, state=_DOUBTED, reason=_R.SECOND_OF_ITS_KIND, confidence=0.4
        )
    return replace(column, state=_DOUBTED, reason=_R.SECOND_OF_ITS_KIND, confidence=0.4)


def _birth_and_number(columns: list[Column]) -> list[Column]:
    # A birth year beside a birth date adds nothing; a day, month and year in three columns make one date.
    whole = _has(columns, Field.BIRTH) or _has(columns, Field.NATIONAL_NUMBER)
    parts = (Field.BIRTH_DAY, Field.BIRTH_MONTH, Field.BIRTH_YEAR)
    return [
        replace(column, state=_LEFT_OUT, reason=_R.FOLLOWS_FROM_OTHERS)
        if whole and column.is_mapped and column.field in parts
        else column
        for column in columns
    ]


def _settle_numbers(columns: list[Column], profiles: list[Profile], country: str) -> list[Column]:
    """National numbers where the country lets associations keep them; elsewhere the column stays behind."""
    if national_numbers.storable(country):
        return columns
    settled = []
    for column in columns:
        profile = profiles[column.index]
        holds_numbers = column.field is Field.NATIONAL_NUMBER or (
            column.field is Field.BIRTH
            and profile.share("number_shape") >= 0.5
            and profile.share("date") < 0.5
        )
        # A column headed as a number that holds dates is a column of dates.
        if holds_numbers and profile.share("date", "year") >= 0.5 > profile.share("number_shape"):
            settled.append(replace(column, field=Field.BIRTH))
        elif holds_numbers and not profile.is_empty:
            settled.append(replace(column, state=_LEFT_OUT, reason=_R.NUMBER_FORBIDDEN))
        else:
            settled.append(column)
    return settled


def _place_for_municipality(columns: list[Column]) -> list[Column]:
    """*Gemeente* right behind the postcode is where letters go, when no other column is."""
    if _has(columns, Field.PLACE) or _has(columns, Field.POSTCODE_PLACE):
        return columns
    return [
        replace(column, field=Field.PLACE)
        if column.field is Field.MUNICIPALITY
        and column.is_mapped
        and place
        and columns[place - 1].field is Field.POSTCODE
        else column
        for place, column in enumerate(columns)
    ]


def _placed(column: Column) -> Column:
    if column.is_mapped and column.field in WITHOUT_PLACE:
        return replace(column, state=_LEFT_OUT, reason=_R.NO_PLACE_YET)
    # Read for deaths and protection; the text itself is not taken over.
    return replace(column, reason=_R.FREE_TEXT) if column.is_mapped and column.field is Field.NOTE else column


def _with_orders(
    column: Column, profile: Profile, cells: list[list[str]], columns: Sequence[Column], country: str
) -> Column:
    if not column.is_mapped:
        return column
    if column.field in (Field.BIRTH, Field.NATIONAL_NUMBER, Field.JOINED, Field.LEFT, Field.DECEASED):
        return replace(column, date_order=dates.order_of(profile.values, country))
    if column.field is Field.FULL_NAME:
        emails = next((c.index for c in columns if c.field is Field.EMAIL and c.is_mapped), None)
        order, sure = _name_order(
            column, profile, cells[column.index], cells[emails] if emails is not None else None, country
        )
        column = replace(column, name_order=order, label="")
        # Every name of such a column is shown with a doubt.
        return column if sure else replace(column, reason=_R.WEAK_EVIDENCE, confidence=0.76)
    return column


def ordered(
    column: Column, columns: Sequence[Column], sample: Sequence[Sequence[str]], country: str
) -> Column:
    """A column chosen by hand with its order of dates and of names, as its values show them."""
    if not column.is_mapped or column.reason is not _R.CHOSEN:
        return column
    width = max(map(len, sample), default=0)
    by_column = [[row[index] if index < len(row) else "" for row in sample] for index in range(width)]
    cells = by_column[column.index] if column.index < width else []
    profile = Profile(values=[clean(cell) for cell in cells if cell.strip()])
    profile.filled = len(profile.values)
    for value in profile.values:
        if "," in value:
            profile.counts["comma_name"] = profile.counts.get("comma_name", 0) + 1
    return _with_orders(column, profile, by_column, columns, country)


def _name_order(
    column: Column, profile: Profile, names: list[str], emails: list[str] | None, country: str
) -> tuple[NameOrder, bool]:
    if profile.share("comma_name") >= 0.5:
        return NameOrder.FAMILY_FIRST, True
    given_first = family_first = 0.0
    for name in profile.values[:300]:
        words = name.replace(",", " ").split()
        if len(words) < 2:
            continue
        first, last = is_given(words[0].split("-")[0]), is_given(words[-1].split("-")[0])
        given_first += (first and not last) + 0.5 * (
            has_family_ending(words[-1]) and not has_family_ending(words[0])
        )
        family_first += (last and not first) + 0.5 * (
            has_family_ending(words[0]) and not has_family_ending(words[-1])
        )
    if emails is not None:
        for name, email in zip(names, emails, strict=True):
            words = [re.sub(r"[^a-z]", "", word) for word in fold(name).split()]
            local = re.split(r"[._]", re.sub(r"\d+", "", fold(email).partition("@")[0]))
            if len(words) >= 2 and len(local) == 2 and local[0] and words[0] != words[-1]:
                given_first += local[0] == words[0] or local[1] == words[-1]
                family_first += local[0] == words[-1] or local[1] == words[0]
    if column.label == "family_first":
        family_first += 0.2 * (profile.filled + 1)
    total = given_first + family_first
    order = NameOrder.FAMILY_FIRST if family_first > given_first else NameOrder.GIVEN_FIRST
    # Finnish lists are written either way round; elsewhere a column of names without a comma begins with the given.
    if not total:
        return order, country != "FI"
    return order, max(given_first, family_first) >= 0.8 * total


def date_order(column: Column) -> DateOrder:
    """The order of the column's dates, day first where nothing was said."""
    return column.date_order or DateOrder.DAY_FIRST

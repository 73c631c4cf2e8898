"""Recognises what every column holds, by its header in seven languages and by its content; doubts rather than guesses."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from matrikel.imports.rules.agreement import holds_numbers, is_borne_out, is_of_phones, says_itself, settled
from matrikel.imports.rules.dates import is_day_of_year
from matrikel.imports.rules.fields import (
    WITHOUT_PLACE,
    Column,
    ColumnReason,
    ColumnState,
    Field,
    Mapping,
)
from matrikel.imports.rules.guessing import by_content
from matrikel.imports.rules.headings import abbreviations
from matrikel.imports.rules.headings.meaning import HeaderMeaning, meaning_of
from matrikel.imports.rules.headings.phrases import key
from matrikel.imports.rules.orders import with_orders
from matrikel.imports.rules.profiles import SAMPLE, Profile, profile_of
from matrikel.imports.rules.settling.addresses import (
    join_addresses,
    place_for_municipality,
    settle_additions,
    settle_addresses,
    settle_house_numbers,
    settle_streets,
)
from matrikel.imports.rules.settling.claims import settle_claims
from matrikel.imports.rules.settling.dates import settle_contradictions, settle_dates, settle_vintages
from matrikel.imports.rules.settling.merged import settle_merged
from matrikel.imports.rules.settling.names import settle_names
from matrikel.imports.rules.settling.neighbours import settle_neighbours
from matrikel.imports.rules.settling.numbers import settle_customers, settle_national_numbers, settle_unsaid
from matrikel.imports.rules.settling.once import settle_once_only
from matrikel.imports.rules.settling.others import settle_billing, settle_others
from matrikel.imports.rules.settling.parents import settle_parents
from matrikel.imports.rules.settling.periods import settle_periods
from matrikel.imports.rules.settling.titles import settle_titles
from matrikel.imports.rules.settling.unknown import settle_unknown
from matrikel.imports.rules.text import clean

_R = ColumnReason
# Below this a column is shown as doubted and nothing of it is imported.
THRESHOLD = 0.75
# Reasons for leaving out that are about the heading alone: an identity number below it is still one.
_MILD = frozenset({_R.NOT_NEEDED, _R.FOLLOWS_FROM_OTHERS, _R.NO_PLACE_YET, _R.COUNTS_ROWS})
# Contents that can be mistaken for nothing else outvote a heading that says otherwise.
_UNMISTAKABLE = frozenset(
    {Field.EMAIL, Field.POSTCODE_PLACE, Field.FULL_ADDRESS, Field.NATIONAL_NUMBER, Field.IBAN}
)
_HALVES = frozenset({Field.GIVEN_NAME, Field.FAMILY_NAME})
_NAMES = _HALVES | {Field.FULL_NAME}
_OF_THE_PARENT = re.compile(
    r"^(?:förälder(?:ns|n|s)?|vårdnadshavare(?:ns|n|s)?|målsman(?:nens|s)?|foresatt(?:es|e)?|forelder(?:ens|s)?|"
    r"forælder(?:ens|s)?|huoltaja(?:n)?|vanhemman|vanhempi|ouder(?:s)?|parent(?:'?s)?)(?:\s*[-–:/.]\s*|\s+)",
    re.I,
)
_OF_THE_CHILD = re.compile(
    r"^(?:barn(?:et|ets|a)?|lapsi|lapsen|kind|kindje|child(?:'?s)?|elev(?:en|ens)?|oppilas|oppilaan|leerling|ungdom|junior)(?:\s*[-–:/.]\s*|\s+)",
    re.I,
)
_CHILD = re.compile(
    r"(?:barn|lapsi|lapsen|lapset|kind|kindje|kinderen|child|elev|oppilas|oppilaan|leerling|enfant)"
    r"(?:s|et|ets|en|ens|ets|ren|'s)?\b",
    re.I,
)
# What a list says of its members alone, and never of the parent of one.
_OF_ONE = frozenset({Field.BIRTH, Field.BIRTH_YEAR, Field.NATIONAL_NUMBER, Field.GENDER, Field.MEMBER_NUMBER})
_LOOKS_LIKE = {Field.PHONE: "phone", Field.EMAIL: "email"}
_MOST = 0.7
# Fewer values bear out nothing.
_FEWEST = 3
_MIDNIGHT = "00:00"
_DATE_UNSAID = frozenset({"datum", "date", "dato", "pvm", "paivamara", "paivays", "dat"})


def recognise_columns(
    header_row: Sequence[str] | None, sample: Sequence[Sequence[str]], *, country: str, today: date
) -> Mapping:
    """Every column of the table, each mapped, proposed to be left out, or doubted."""
    width = max([len(header_row or ()), *map(len, sample)], default=0)
    titles = list(header_row or ())
    titles += [""] * (width - len(titles))
    cells = [[row[index] if index < len(row) else "" for row in sample] for index in range(width)]
    profiles = [profile_of(values, country, today) for values in cells]
    columns = _first_views(titles, profiles, country)
    columns = settle_vintages(columns, profiles)
    columns = settle_claims(columns, profiles)
    columns = settle_others(columns)
    columns = settle_billing(columns, profiles)
    columns = join_addresses(columns)
    columns = settle_house_numbers(columns, profiles)
    columns = settle_unsaid(columns, profiles, cells)
    columns = settle_names(columns, profiles, cells)
    columns = settle_additions(columns, profiles)
    columns = settle_addresses(columns, profiles)
    columns = settle_neighbours(columns, profiles, cells)
    columns = place_for_municipality(columns)
    columns = settle_parents(columns)
    columns = settle_streets(columns, profiles)
    columns = settle_dates(columns, profiles, cells, today)
    columns = settle_claims(columns, profiles)
    columns = settle_periods(columns, cells, today)
    columns = settle_once_only(columns, profiles, cells)
    columns = settle_contradictions(columns, cells)
    columns = settle_customers(columns, profiles)
    columns = settle_titles(columns, profiles)
    columns = settle_national_numbers(columns, profiles, cells, country)
    columns = settle_unknown(columns, profiles, today)
    columns = settle_merged(columns, cells)
    columns = [_placed(column) for column in columns]
    return tuple(with_orders(column, profiles[column.index], cells, columns, country) for column in columns)


def _first_views(titles: Sequence[str], profiles: Sequence[Profile], country: str) -> list[Column]:
    """*Barn - etternavn* is somebody else's beside the member's own names, and the member's where there are no others."""
    columns = [_first_view(index, title, profiles[index], country) for index, title in enumerate(titles)]
    if (parent := _parent_listed(columns, titles, profiles, country)) is not None:
        return [
            parent
            if column.index == parent.index
            else replace(column, state=ColumnState.LEFT_OUT, reason=_R.ABOUT_SOMEBODY_ELSE, confidence=0.85)
            if column.field in _NAMES and column.state is not ColumnState.LEFT_OUT
            else column
            for column in columns
        ]
    if any(c.field in _NAMES and c.state is not ColumnState.LEFT_OUT for c in columns):
        return columns
    for whose in (_OF_THE_CHILD, _OF_THE_PARENT):
        plain = [whose.sub("", title) or title for title in titles]
        again = [
            replace(_first_view(index, title, profiles[index], country), header=columns[index].header)
            for index, title in enumerate(plain)
        ]
        named = {c.field for c in again if c.is_mapped}
        # Of parents both names, for a child's is seldom in two columns and its parent's in none.
        if named >= _HALVES or (whose is _OF_THE_CHILD and named & _NAMES):
            return again
    return columns


def _parent_listed(
    columns: Sequence[Column], titles: Sequence[str], profiles: Sequence[Profile], country: str
) -> Column | None:
    """
    The name of the one parent who is the member: whole, of everybody, and in front of a child's given name alone.

    Nothing else is said of the child, and how somebody is reached is said of nobody in particular.
    """
    named = [c for c in columns if c.field in _NAMES and c.state is not ColumnState.LEFT_OUT]
    parents = [c for c in columns if c.field is Field.GUARDIAN_NAME and _OF_THE_PARENT.match(c.header)]
    if len(parents) != 1 or not named or any(not _CHILD.match(c.header) for c in named):
        return None
    parent = parents[0]
    has_only_given = all(
        profiles[c.index].share("one_word") >= _MOST and c.index > parent.index for c in named
    )
    fields = {c.field for c in columns if c.is_mapped}
    profile = profiles[parent.index]
    if (
        not has_only_given
        or fields & _OF_ONE
        or fields.isdisjoint({Field.EMAIL, Field.PHONE})
        or profile.filled < max(_FEWEST, 0.9 * min(profile.seen, SAMPLE))
        or profile.share("some_words", "comma_name") < 0.8
    ):
        return None
    title = _OF_THE_PARENT.sub("", titles[parent.index])
    found = replace(_first_view(parent.index, title, profile, country), header=parent.header)
    return found if found.is_mapped and found.field is Field.FULL_NAME else None


def _by_abbreviation(column: Column, profile: Profile) -> Column | None:
    """What a few letters stand for, where the contents bear out one thing that they may stand for."""
    candidates = abbreviations.CANDIDATES.get(key(column.header), ())
    found = [
        (field, label)
        for field, label in candidates
        if is_borne_out(field, profile)
        and profile.share(_LOOKS_LIKE.get(field, "")) >= _MOST * (field in _LOOKS_LIKE)
        and settled(HeaderMeaning(field, label, 0.8, is_weak=True), profile) == (field, True)
    ]
    if len(found) != 1 or (profile.filled < _FEWEST and found[0][0] is not Field.LEFT):
        return None
    field, label = found[0]
    return replace(
        column, field=field, label=label, state=ColumnState.MAPPED, reason=_R.HEADER, confidence=0.8
    )


def _first_view(index: int, header: str, profile: Profile, country: str) -> Column:
    said = meaning_of(header)
    column = Column(
        index=index,
        header=clean(header),
        field=Field.LEAVE_OUT,
        state=ColumnState.DOUBTED,
        reason=_R.UNKNOWN_COLUMN,
        confidence=0.0,
    )
    if said is not None and said.field is Field.MEMBERSHIP_TYPE and says_itself(header, profile):
        said = replace(said, has_rests=False)
    if profile.is_empty and said is None:
        return replace(column, state=ColumnState.LEFT_OUT, reason=_R.EMPTY_COLUMN, confidence=1.0)
    if said is None and (found := _by_abbreviation(column, profile)):
        return found
    if said is not None and not (
        said.has_rests and not profile.is_empty and not is_borne_out(said.field, profile)
    ):
        return _as_said(column, said, profile, country)
    return _as_seen(column, profile, country)


def _as_seen(column: Column, profile: Profile, country: str) -> Column:
    header = column.header
    if header and profile.filled >= 3 and profile.share("answer") >= 0.95:
        # Ticks under a word that nobody knows: nothing that a register keeps is said by them alone.
        return replace(column, state=ColumnState.LEFT_OUT, reason=_R.NOT_NEEDED, confidence=0.8)
    if header and profile.share("money") >= 0.9:
        return replace(column, state=ColumnState.LEFT_OUT, reason=_R.ABOUT_MONEY, confidence=0.85)
    # Nobody is born or joins at seven minutes past three: the program wrote down when it was told.
    if (
        header
        and profile.share("time") >= 0.9
        and profile.share("date") >= 0.9
        and _MIDNIGHT not in profile.values[0]
    ):
        return replace(column, state=ColumnState.LEFT_OUT, reason=_R.NOT_NEEDED, confidence=0.85)
    if key(header) in _DATE_UNSAID:
        return replace(column, field=Field.JOINED, reason=_R.WEAK_EVIDENCE, confidence=0.4)
    guess = by_content(profile, column.header, country)
    if guess is None:
        return column
    field, confidence = guess
    if confidence < THRESHOLD:
        return replace(column, field=field, reason=_R.WEAK_EVIDENCE, confidence=confidence)
    return replace(column, field=field, state=ColumnState.MAPPED, reason=_R.CONTENT, confidence=confidence)


def _as_said(column: Column, said: HeaderMeaning, profile: Profile, country: str) -> Column:
    if said.reason is _R.FOLLOWS_FROM_OTHERS and profile.share("year") >= 0.9 and profile.distinct > 5:
        # "Medlemsår" above years of the calendar says since when, not for how long.
        return replace(
            column, field=Field.JOINED, state=ColumnState.MAPPED, reason=_R.CONTENT, confidence=0.78
        )
    if said.reason is _R.FOLLOWS_FROM_OTHERS and profile.share("date") >= 0.9 and profile.distinct > 5:
        # "Fyller år" above whole dates is the birth; whatever else the dates are is settled by them.
        return replace(column, field=Field.BIRTH, reason=_R.WEAK_EVIDENCE, confidence=0.5)
    if said.field is Field.LEAVE_OUT or said.reason is _R.ABOUT_SOMEBODY_ELSE:
        guess = by_content(profile, "", country) if said.reason in _MILD else None
        if guess is not None and guess[0] in _UNMISTAKABLE and guess[1] >= 0.9:
            return replace(
                column, field=guess[0], state=ColumnState.MAPPED, reason=_R.CONTENT, confidence=0.8
            )
        if said.reason is _R.COUNTS_ROWS and not profile.sequential and not profile.is_empty:
            return column
        looks_like_postcodes = profile.share("postcode") >= 0.95 and profile.share("year") < 0.9
        if said.reason in _MILD and looks_like_postcodes and profile.longest > 3:
            # Its neighbours will tell.
            return column
        return replace(
            column,
            field=said.field,
            state=ColumnState.LEFT_OUT,
            reason=said.reason,
            confidence=said.confidence,
        )
    if said.field is Field.EXTERNAL_NUMBER and said.is_weak and is_of_phones(profile):
        # "Eget nr.", "Vakt-nr.": a number that is called, of whom the heading may tell somebody else.
        return replace(column, field=Field.PHONE, reason=_R.WEAK_EVIDENCE, confidence=0.5)
    if said.field is Field.EXTERNAL_NUMBER and not profile.is_empty and not holds_numbers(profile):
        # "Licens" above kinds of licences, "Fortnox-ID" above ticks.
        return replace(column, state=ColumnState.LEFT_OUT, reason=_R.NOT_NEEDED, confidence=0.85)
    field, agrees = settled(said, profile)
    if agrees:
        return replace(
            column,
            field=field,
            state=ColumnState.MAPPED,
            reason=_R.HEADER if field is said.field else _R.CONTENT,
            confidence=said.confidence if field is said.field else 0.85,
            label=said.label,
        )
    guess = by_content(profile, "", country)
    if guess is not None and guess[0] in _UNMISTAKABLE and guess[1] >= 0.9:
        return replace(column, field=guess[0], state=ColumnState.MAPPED, reason=_R.CONTENT, confidence=0.8)
    if field is Field.BIRTH and sum(map(is_day_of_year, profile.values)) >= 0.8 * len(profile.values):
        # Birthdays to be congratulated on, without the year.
        return replace(column, state=ColumnState.LEFT_OUT, reason=_R.UNLIKE_ANYTHING, confidence=0.8)
    if field in WITHOUT_PLACE or (field is Field.EXTERNAL_NUMBER and said.is_weak):
        # It has no place in the register, whatever it holds.
        return column
    return replace(column, field=field, reason=_R.HEADER_AND_CONTENT_DIFFER, confidence=0.4, label=said.label)


def _placed(column: Column) -> Column:
    if column.is_mapped and column.field in WITHOUT_PLACE:
        return replace(column, state=ColumnState.LEFT_OUT, reason=_R.NO_PLACE_YET)
    # Read for deaths and protection; the text itself is not taken over.
    return replace(column, reason=_R.FREE_TEXT) if column.is_mapped and column.field is Field.NOTE else column

"""Which column of an address is which, where headings call two of them the same."""

import re
from collections.abc import Sequence
from dataclasses import replace

from matrikel.imports.rules.fields import ADDRESS_FIELDS, Column, ColumnReason, ColumnState, Field
from matrikel.imports.rules.headings.meaning import meaning_of
from matrikel.imports.rules.headings.phrases import key
from matrikel.imports.rules.headings.stems import Part, parts_of
from matrikel.imports.rules.profiles import Profile
from matrikel.imports.rules.settling.helpers import mapped
from matrikel.imports.rules.text import fold

# An addition's heading says little: `Bus`, `Toev.`, `Bokst.`
_SHORT = 7
# What letters in the Low Countries are addressed to; in the north the municipality is another thing.
_IS_PLACE = re.compile(r"gemeente|commune|localit")
_STREETS = (Field.STREET, Field.FULL_ADDRESS)
_PLACES = (Field.PLACE, Field.POSTCODE_PLACE, Field.FULL_ADDRESS)


_BESIDE_A_STREET = re.compile(
    r"(?:lgh|lag\.?|leil|bostad|bolig|app|apt|as\.|rappu|bus|bte|boite|toev|huis|box|postbo|pb|pl|etg|etage|sal|van|trapp|"
    r"port|uppg|oppg|opp?gang|stua|kld|kl|st|mf|t[hv]|h0|u0|c/o|co/|v/|att|p\.?o)\b|"
    r"(?:lgh|as|bus|h|u|k|l|box|pb|pl) ?\d|[a-d]? ?\d{1,3}[a-z]?$|\d+\. ?(?:sal|th|tv|etg|van|tr|krs)"
)


def settle_additions(columns: Sequence[Column], profiles: Sequence[Profile]) -> list[Column]:
    """*Adress 2* that looks like streets: beside another street it may hold flats and names on doors after all."""
    settled = list(columns)
    for place, column in enumerate(columns):
        said = meaning_of(column.header)
        if (
            said is None
            or said.field not in (Field.ADDRESS_EXTRA, Field.HOUSE_ADDITION)
            or column.field is not Field.STREET
            or not any(
                c.is_mapped
                and c.field is Field.STREET
                and c.label == column.label
                and c.index != column.index
                for c in columns
            )
        ):
            continue
        values = profiles[column.index].values
        if sum(_BESIDE_A_STREET.match(fold(value)) is not None for value in values) >= 0.8 * len(values):
            settled[place] = mapped(column, said.field, 0.9, ColumnReason.HEADER)
    return settled


def settle_addresses(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """*Postadress* that holds only places is the place; *Sted* beside *Bosted* is where the street is not."""
    settled = list(columns)
    for place, column in enumerate(settled):
        if column.field is not Field.STREET or not column.is_mapped:
            continue
        profile = profiles[column.index]
        if profile.is_empty or profile.share("words") < 0.85 or profile.share("street") >= 0.2:
            continue
        others = [c for c in settled if c.is_mapped and c.label == column.label and c.index != column.index]
        has_street = any(c.field is Field.STREET and profiles[c.index].share("street") >= 0.3 for c in others)
        has_place = any(c.field in _PLACES for c in others)
        behind_postcode = place > 0 and settled[place - 1].field is Field.POSTCODE
        if not has_place and (has_street or (behind_postcode and profile.distinct < 0.7 * profile.filled)):
            settled[place] = mapped(column, Field.PLACE, 0.85)
    return settled


def join_addresses(columns: list[Column]) -> list[Column]:
    """*Gata* and *Adress - Postnr* are parts of one address, unless there are two of a part."""
    unlabelled = {c.field for c in columns if c.is_mapped and c.field in ADDRESS_FIELDS and not c.label}
    postal = {c.field for c in columns if c.is_mapped and c.field in ADDRESS_FIELDS and c.label == "postal"}
    if not unlabelled or not postal or unlabelled & postal:
        return columns
    return [
        replace(column, label="") if column.field in ADDRESS_FIELDS and column.label == "postal" else column
        for column in columns
    ]


def place_for_municipality(columns: list[Column]) -> list[Column]:
    """*Gemeente* beside the postcode is where letters go, when no other column is."""
    if any(c.is_mapped and c.field in _PLACES and c.label not in ("work", "holiday") for c in columns):
        return columns
    around = {
        place + step: column.label
        for place, column in enumerate(columns)
        if column.field is Field.POSTCODE and column.is_mapped
        for step in (-1, 1)
    }
    municipalities = [c for c in columns if c.field is Field.MUNICIPALITY and c.is_mapped]
    return [
        replace(column, field=Field.PLACE, label=around.get(place, min(around.values())))
        if column in municipalities
        and (
            place in around or (around and len(municipalities) == 1 and _IS_PLACE.search(fold(column.header)))
        )
        else column
        for place, column in enumerate(columns)
    ]


def _before(columns: list[Column], place: int, profiles: Sequence[Profile]) -> Column | None:
    """The column in front that may lack numbers: an empty one, or one that is none of an address, may stand between."""
    if len(key(columns[place].header)) <= _SHORT and columns[place].header:
        for column in reversed(columns[:place]):
            if column.is_mapped and column.field in (Field.STREET, Field.HOUSE_NUMBER):
                return column
    return next((c for c in reversed(columns[:place]) if not profiles[c.index].is_empty), None)


def _is_behind(columns: list[Column], before: Column, place: int, profiles: Sequence[Profile]) -> bool:
    """Whether nothing but empty columns stands between."""
    return all(profiles[c.index].is_empty for c in columns[before.index + 1 : place])


def _may_be_house(header: str) -> bool:
    """`Nr`, `No.`, `#` and nothing: a share of the road stands behind streets as well."""
    return len(key(header)) <= 2 or not {Part.NUMBER, Part.HOUSE}.isdisjoint(parts_of(fold(header)))


def settle_streets(columns: Sequence[Column], profiles: Sequence[Profile]) -> list[Column]:
    """House numbers stand behind streets: the words in front of them are some, and without any they are no address."""
    settled = list(columns)
    for place, column in enumerate(columns):
        if (
            not column.is_mapped
            or column.field not in (Field.HOUSE_NUMBER, Field.HOUSE_ADDITION)
            or profiles[column.index].is_empty
            or any(c.is_mapped and c.label == column.label and c.field in _STREETS for c in settled)
        ):
            continue
        before = settled[place - 1] if place else None
        if (
            before is not None
            and not before.is_mapped
            and before.state is not ColumnState.LEFT_OUT
            and profiles[before.index].share("words") >= 0.8
            and profiles[before.index].distinct > 1
        ):
            settled[place - 1] = replace(mapped(before, Field.STREET, 0.8), label=column.label)
        else:
            settled[place] = replace(
                column, state=ColumnState.DOUBTED, reason=ColumnReason.WEAK_EVIDENCE, confidence=0.4
            )
    return settled


def settle_house_numbers(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """A column *Nr* behind streets without numbers holds the house, and the one behind it what is added."""
    settled = list(columns)
    for place in range(1, len(settled)):
        column = settled[place]
        profile = profiles[column.index]
        if column.is_mapped or column.reason is ColumnReason.EMPTY_COLUMN or profile.is_empty:
            continue
        before = _before(settled, place, profiles)
        if before is None or not before.is_mapped:
            continue
        if before.field is Field.STREET:
            has_numbers = profiles[before.index].share("street", "numbered") >= 0.5
            if (
                profile.share("house_number") >= 0.8 > profile.share("postcode")
                and not has_numbers
                and _may_be_house(column.header)
            ):
                settled[place] = mapped(column, Field.HOUSE_NUMBER, 0.9)
        elif (
            _is_behind(settled, before, place, profiles)
            and before.field is Field.HOUSE_NUMBER
            and column.state is ColumnState.DOUBTED
            and column.reason in (ColumnReason.UNKNOWN_COLUMN, ColumnReason.WEAK_EVIDENCE)
            and profile.longest <= 4
            and profile.share("postcode", "year") < 0.5
            and len(column.header) <= _SHORT
        ):
            settled[place] = mapped(column, Field.HOUSE_ADDITION, 0.8)
    return settled

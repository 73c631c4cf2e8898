"""What a list says beside the person of a row: families, parents, and the club; where the register has room for it."""

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import replace
from datetime import date

from matrikel.fields.rules.values import folded
from matrikel.imports.rules.fields import GUARDIANS, Column, ColumnReason, ColumnState, Field, Mapping
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.rules.signals import yes_or_no
from matrikel.people.rules.ages import age_on
from matrikel.people.rules.names import fold

FULL_AGE = 18
"""Of age everywhere where Matrikel knows the law; guardianship ends in steps before, which the relations know."""
LARGEST_HOUSEHOLD = 14
"""More people than that under one mark do not live together: the column says something else."""

_PARENTS = {
    "mother": re.compile(
        r"mamm?an?s?\b|\bmoe?der|\bmor(?:s|en|ens)?(?=\b|mobil|tel|tlf|e?-?post|e?-?mail|na[mv]n)|mother|\bmum|\bmom|"
        r"\b[äa]i(?:ti|din)|\bmere\b|mutter"
    ),
    "father": re.compile(
        r"papp?an?s?\b|\bvader|\bfar(?:s|en|ens)?(?=\b|mobil|tel|tlf|e?-?post|e?-?mail|na[mv]n)|\bfader|father|\bdad|"
        r"\bisan?\b|\bis[äa]n?\b|\bpere\b|vater"
    ),
}
_NUMBER = re.compile(r"(?<![0-9])([1-4])(?![0-9])")
_CLUB_NAMES = frozenset(
    {
        "klubb", "klubbnamn", "klubben", "forening", "foreningsnamn", "foreningen", "seura", "seuran nimi", "yhdistys",
        "yhdistyksen nimi", "club", "club name", "clubnaam", "vereniging", "verenigingsnaam", "klubbnavn", "klub",
        "foreningsnavn", "lag", "lagnavn", "idrettslag", "organisasjon", "organisation", "organisationsnamn",
        "association", "association name",
    }
)  # fmt: skip
_CLUB_NUMBERS = frozenset(
    {
        "klubbnr", "klubbnummer", "klubb id", "klubbid", "foreningsnr", "foreningsnummer", "forenings id", "foreningsid",
        "seuranumero", "seuran numero", "seura id", "yhdistysnumero", "club number", "club no", "club nr", "club id",
        "clubnummer", "clubnr", "verenigingsnummer", "klubnummer", "klubnr", "lagnummer", "organisasjonsnummer",
        "organisationsnummer", "association number",
    }
)  # fmt: skip
_SIGNS = re.compile(r"[^\w ]+|_")


def with_families(mapping: Mapping) -> Mapping:
    """The columns of families and of parents taken in, where they were understood and had no place before."""
    return tuple(
        replace(column, state=ColumnState.MAPPED, reason=ColumnReason.HEADER)
        if column.state is ColumnState.LEFT_OUT
        and column.reason is not ColumnReason.CHOSEN
        and column.field in (*GUARDIANS, Field.HOUSEHOLD)
        else column
        for column in mapping
    )


def with_own_fields(mapping: Mapping, names: Lookup[str, str]) -> Mapping:
    """
    The columns whose heading is the name of one of the association's own fields (folded name → label), taken in.

    A heading that was understood as something else stays so: an own field is never guessed against the file.
    """
    taken = {column.label for column in mapping if column.field is Field.OWN}
    columns = []
    for column in mapping:
        label = names.get(folded(column.header), "")
        is_free = not (column.is_mapped and column.reason in (ColumnReason.HEADER, ColumnReason.CHOSEN))
        if label and label not in taken and is_free and column.reason is not ColumnReason.EMPTY_COLUMN:
            taken.add(label)
            column = replace(
                column, field=Field.OWN, label=label, state=ColumnState.MAPPED, reason=ColumnReason.HEADER,
                confidence=0.95,
            )  # fmt: skip
        columns.append(column)
    return tuple(columns)


def with_club(mapping: Mapping) -> Mapping:
    """The column that names the club of each row; a number goes before a name."""
    if any(column.field is Field.CLUB and column.is_mapped for column in mapping):
        return mapping
    for words in (_CLUB_NUMBERS, _CLUB_NAMES):
        for column in mapping:
            heading = " ".join(fold(_SIGNS.sub(" ", column.header)).split())
            if heading in words and column.reason is not ColumnReason.EMPTY_COLUMN:
                chosen = replace(
                    column, field=Field.CLUB, label="", state=ColumnState.MAPPED, reason=ColumnReason.HEADER,
                    confidence=0.95,
                )  # fmt: skip
                return tuple(chosen if each.index == column.index else each for each in mapping)
    return mapping


def guardian_numbers(mapping: Sequence[Column]) -> dict[int, int]:
    """
    Column → which of the guardians it tells of: by the figure in its heading, by mother and father, else by the order.

    A father's mail is never the mother's because it comes first.
    """
    numbers: dict[int, int] = {}
    seen: dict[Field, int] = {}
    parents: list[str] = []
    for column in mapping:
        if column.field not in GUARDIANS or not column.is_mapped:
            continue
        seen[column.field] = seen.get(column.field, 0) + 1
        figure = _NUMBER.search(column.header)
        parent = _parent_of(column.header)
        if parent and parent not in parents:
            parents.append(parent)
        if figure:
            numbers[column.index] = int(figure[1])
        elif parent:
            numbers[column.index] = parents.index(parent) + 1
        else:
            numbers[column.index] = seen[column.field]
    return numbers


def _parent_of(header: str) -> str:
    """`mother` or `father` where the heading names one and not both."""
    folded = fold(header)
    named = [parent for parent, word in _PARENTS.items() if word.search(folded)]
    return named[0] if len(named) == 1 else ""


def may_share_home(person: ImportedPerson) -> bool:
    """Whether a list may lay somebody together with others: not who is protected, has died or has left."""
    return not (person.is_protected or person.is_deceased or person.has_left)


def home_key(person: ImportedPerson, *, by_mark: bool) -> str:
    """
    What people of one household share: the family's mark where the list has such a column, else name and address.

    Empty where nothing tells; nobody who is protected is laid together with others by a list.
    """
    if not may_share_home(person):
        return ""
    if by_mark:
        mark = fold(person.household)
        return "" if not mark or yes_or_no(person.household) is not None else f"m|{mark}"
    if not person.family_name or not person.addresses:
        return ""
    address = person.addresses[0].address
    if not address.street or not any(map(str.isdigit, address.street)):
        return ""
    place = address.postcode or fold(address.place)
    return f"a|{fold(person.family_name)}|{fold(address.street)}|{place}" if place else ""


def club_key(cell: str) -> str:
    """A club's name or number as it is compared."""
    text = " ".join(fold(_SIGNS.sub(" ", cell)).split())
    return text.removesuffix(" 0") if re.fullmatch(r"[0-9]+ 0", text) else text


def is_child_on(today: date) -> Callable[[ImportedPerson], bool]:
    """Whether the row says that the person is under age; whoever may be grown up has no guardian by a list."""

    def is_child(person: ImportedPerson) -> bool:
        if person.birth_date is not None:
            return age_on(today, person.birth_date) < FULL_AGE
        return person.birth_year is not None and today.year - person.birth_year < FULL_AGE

    return is_child

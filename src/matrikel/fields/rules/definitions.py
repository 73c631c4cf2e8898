"""What an own field is, and what must be true of one before it may hold anything about anybody."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from matrikel.fields.rules.retention import KEEPS, KEEPS_OF_SPECIAL
from matrikel.fields.rules.shapes import is_shape

LONGEST_LABEL = 80
LONGEST_HELP = 300
LONGEST_CODE = 40
LONGEST_SHAPE = 60
MOST_OPTIONS = 60
MOST_FIELDS = 60
MOST_DECIMALS = 3


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "TEXT"
    LONG_TEXT = "LONG_TEXT"
    NUMBER = "NUMBER"
    DATE = "DATE"
    YES_NO = "YES_NO"
    CHOICE = "CHOICE"
    CHOICES = "CHOICES"
    LINK = "LINK"


CHOOSING = frozenset({Kind.CHOICE, Kind.CHOICES})
FEW_ANSWERS = frozenset({Kind.YES_NO, *CHOOSING})
"""Kinds whose values can be found by a keyed hash, and so even where they are sealed."""


class Level(StrEnum):
    """How much care a value needs; what is SENSITIVE or SPECIAL (GDPR Art. 9 and 10) is sealed."""

    PERSONAL = "PERSONAL"
    SENSITIVE = "SENSITIVE"
    SPECIAL = "SPECIAL"


SEALED_LEVELS = frozenset({Level.SENSITIVE, Level.SPECIAL})


class Use(StrEnum):
    """What somebody does with a field; each includes the ones before it."""

    NONE = "NONE"
    SEE = "SEE"
    EDIT = "EDIT"
    REQUIRED = "REQUIRED"


USES = tuple(Use)
OFFICERS_USES = (Use.SEE, Use.EDIT, Use.REQUIRED)
MEMBERS_USES = (Use.NONE, Use.SEE, Use.EDIT, Use.REQUIRED)
JOINING_USES = (Use.NONE, Use.EDIT, Use.REQUIRED)


class ForWhom(StrEnum):
    """About whom a field is asked."""

    EVERYBODY = "EVERYBODY"
    PERSONS = "PERSONS"
    ORGANISATIONS = "ORGANISATIONS"
    TYPES = "TYPES"


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionDefinition:
    """One answer to choose: a code that stays, its words by language, and whether it is still offered."""

    labels: Mapping[str, str]
    code: str = ""
    is_offered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDefinition:
    """
    An own field as an association wants it.

    `labels` and `helps` are by language; `purpose` is a code of the privacy room; `keep` one of `KEEPS`;
    `officers`, `member` and `joining` say what each does with it; `tells_where` marks what says where somebody
    is. `shape` shows how a text looks (`shapes.py`). Numbers have `decimals` digits behind the comma, and
    `smallest` and `largest` count in the last of them; `earliest` and `latest` are the bounds of a date.
    """

    kind: str
    labels: Mapping[str, str]
    purpose: str
    level: str
    keep: str
    helps: Mapping[str, str] = field(default_factory=dict)
    for_whom: str = ForWhom.EVERYBODY
    type_ids: Sequence[UUID] = ()
    officers: str = Use.EDIT
    member: str = Use.NONE
    joining: str = Use.NONE
    tells_where: bool = False
    shape: str = ""
    decimals: int = 0
    smallest: int | None = None
    largest: int | None = None
    earliest: date | None = None
    latest: date | None = None
    options: Sequence[OptionDefinition] = ()
    code: str = ""


class FieldProblem(StrEnum):
    """Why a field cannot be as it is asked for."""

    NO_KIND = "NO_KIND"
    NO_LABEL = "NO_LABEL"
    LABEL_TOO_LONG = "LABEL_TOO_LONG"
    HELP_TOO_LONG = "HELP_TOO_LONG"
    NO_PURPOSE = "NO_PURPOSE"
    NO_LEVEL = "NO_LEVEL"
    NO_KEEP = "NO_KEEP"
    KEEP_TOO_LONG = "KEEP_TOO_LONG"
    WRONG_USE = "WRONG_USE"
    MEMBER_BUT_OFFICERS_ONLY_SEE = "MEMBER_BUT_OFFICERS_ONLY_SEE"
    NO_TYPES = "NO_TYPES"
    NO_OPTIONS = "NO_OPTIONS"
    TOO_MANY_OPTIONS = "TOO_MANY_OPTIONS"
    OPTION_TWICE = "OPTION_TWICE"
    OPTION_WITHOUT_LABEL = "OPTION_WITHOUT_LABEL"
    WRONG_SHAPE = "WRONG_SHAPE"
    WRONG_DECIMALS = "WRONG_DECIMALS"
    BOUNDS_CROSSED = "BOUNDS_CROSSED"


def problems_of(
    wanted: FieldDefinition, *, purposes: Collection[str], language: str
) -> list[tuple[str, FieldProblem]]:
    """Return what is wrong with a field, each with the name of the part; without purpose, level and keep none is."""
    found: list[tuple[str, FieldProblem]] = []
    why = FieldProblem
    if wanted.kind not in set(Kind):
        found.append(("kind", why.NO_KIND))
    if not wanted.labels.get(language, "").strip():
        found.append(("labels", why.NO_LABEL))
    if not all(_fits(label, LONGEST_LABEL) for label in wanted.labels.values()):
        found.append(("labels", why.LABEL_TOO_LONG))
    if not all(_fits(text, LONGEST_HELP) for text in wanted.helps.values()):
        found.append(("helps", why.HELP_TOO_LONG))
    if wanted.purpose not in purposes:
        found.append(("purpose", why.NO_PURPOSE))
    if wanted.level not in set(Level):
        found.append(("level", why.NO_LEVEL))
    if wanted.keep not in KEEPS:
        found.append(("keep", why.NO_KEEP))
    elif wanted.level == Level.SPECIAL and wanted.keep not in KEEPS_OF_SPECIAL:
        found.append(("keep", why.KEEP_TOO_LONG))
    return [*found, *_problems_of_use(wanted), *_problems_of_kind(wanted)]


def _problems_of_use(wanted: FieldDefinition) -> list[tuple[str, FieldProblem]]:
    found: list[tuple[str, FieldProblem]] = []
    for name, allowed in (("officers", OFFICERS_USES), ("member", MEMBERS_USES), ("joining", JOINING_USES)):
        if getattr(wanted, name) not in allowed:
            found.append((name, FieldProblem.WRONG_USE))
    if wanted.for_whom not in set(ForWhom):
        found.append(("for_whom", FieldProblem.WRONG_USE))
    if wanted.officers == Use.SEE and not may_edit(wanted.member) and not may_edit(wanted.joining):
        # Nobody could ever fill it in.
        found.append(("officers", FieldProblem.MEMBER_BUT_OFFICERS_ONLY_SEE))
    if wanted.for_whom == ForWhom.TYPES and not wanted.type_ids:
        found.append(("type_ids", FieldProblem.NO_TYPES))
    return found


def _problems_of_kind(wanted: FieldDefinition) -> list[tuple[str, FieldProblem]]:
    found: list[tuple[str, FieldProblem]] = []
    if wanted.kind in CHOOSING:
        codes = [code for option in wanted.options if (code := option.code)]
        if not any(option.is_offered for option in wanted.options):
            found.append(("options", FieldProblem.NO_OPTIONS))
        if len(wanted.options) > MOST_OPTIONS:
            found.append(("options", FieldProblem.TOO_MANY_OPTIONS))
        if len(set(codes)) != len(codes):
            found.append(("options", FieldProblem.OPTION_TWICE))
        for option in wanted.options:
            texts = [text.strip() for text in option.labels.values()]
            if not any(texts) or not all(_fits(text, LONGEST_LABEL) for text in texts):
                found.append(("options", FieldProblem.OPTION_WITHOUT_LABEL))
                break
    if wanted.shape and (
        wanted.kind != Kind.TEXT or len(wanted.shape) > LONGEST_SHAPE or not is_shape(wanted.shape)
    ):
        found.append(("shape", FieldProblem.WRONG_SHAPE))
    if not 0 <= wanted.decimals <= MOST_DECIMALS:
        found.append(("decimals", FieldProblem.WRONG_DECIMALS))
    if wanted.smallest is not None and wanted.largest is not None and wanted.smallest > wanted.largest:
        found.append(("largest", FieldProblem.BOUNDS_CROSSED))
    if wanted.earliest and wanted.latest and wanted.earliest > wanted.latest:
        found.append(("latest", FieldProblem.BOUNDS_CROSSED))
    return found


def may_see(use: str) -> bool:
    """Say whether a use lets somebody see the field."""
    return use in (Use.SEE, Use.EDIT, Use.REQUIRED)


def may_edit(use: str) -> bool:
    """Say whether a use lets somebody write into the field."""
    return use in (Use.EDIT, Use.REQUIRED)


def applies_to(
    for_whom: str, type_ids: Collection[UUID], *, is_organisation: bool, types_held: Collection[UUID]
) -> bool:
    """Say whether a field is asked about somebody who is what is told here."""
    if for_whom == ForWhom.PERSONS:
        return not is_organisation
    if for_whom == ForWhom.ORGANISATIONS:
        return is_organisation
    if for_whom == ForWhom.TYPES:
        return bool(set(type_ids) & set(types_held))
    return True


def in_language(texts: Mapping[str, str], *languages: str) -> str:
    """Return a text in the first of the languages that has one, else in any."""
    for language in languages:
        if text := texts.get(language, ""):
            return text
    return next((text for text in texts.values() if text), "")


def code_from(label: str, taken: Collection[str] = ()) -> str:
    """Return a code made from a label that none of `taken` is: small letters, digits and underlines."""
    plain = unicodedata.normalize("NFKD", label.translate(_LETTERS).lower())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    code = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[: LONGEST_CODE - 3].strip("_") or "field"
    found, number = code, 2
    while found in taken:
        found, number = f"{code}_{number}", number + 1
    return found


_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "ß": "ss", "đ": "d", "ł": "l"})


def _fits(text: str, longest: int) -> bool:
    return len(text) <= longest and all(unicodedata.category(char) not in ("Cc", "Cs") for char in text)

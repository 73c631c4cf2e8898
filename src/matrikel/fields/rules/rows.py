"""An own field as it stands, with its answers: what doors and rooms above are handed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from matrikel.fields.rules.definitions import (
    CHOOSING,
    FEW_ANSWERS,
    SEALED_LEVELS,
    FieldDefinition,
    Kind,
    OptionDefinition,
    applies_to,
    in_language,
)
from matrikel.fields.rules.values import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionRow:
    """One answer of a choosing field."""

    code: str
    labels: Mapping[str, str]
    is_offered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """An own field; `retired_on` once it is no longer asked, `erase_on` when what it holds is then erased."""

    id: UUID
    code: str
    kind: str
    labels: Mapping[str, str]
    helps: Mapping[str, str]
    purpose: str
    level: str
    keep: str
    for_whom: str
    type_ids: Sequence[UUID]
    officers: str
    member: str
    joining: str
    tells_where: bool
    shape: str
    decimals: int
    smallest: int | None
    largest: int | None
    earliest: date | None
    latest: date | None
    position: int
    retired_on: date | None
    erase_on: date | None
    version: int
    options: Sequence[OptionRow] = ()

    @property
    def is_sealed(self) -> bool:
        """Say whether its values are sealed under each person's key."""
        return self.level in SEALED_LEVELS

    @property
    def is_filterable(self) -> bool:
        """Say whether people can be found by it: what is sealed only where there are few answers."""
        return self.kind != Kind.LONG_TEXT and (not self.is_sealed or self.kind in FEW_ANSWERS)

    @property
    def is_choosing(self) -> bool:
        """Say whether one chooses among its answers."""
        return self.kind in CHOOSING

    @property
    def answers(self) -> dict[str, str]:
        """Return every word for an answer, folded, with the answer's code; codes are words too."""
        found = {folded(option.code): option.code for option in self.options}
        for option in self.options:
            for label in option.labels.values():
                found.setdefault(folded(label), option.code)
        return found

    def label(self, *languages: str) -> str:
        """Return what the field is called, in the first of the languages that has a word."""
        return in_language(self.labels, *languages)

    def help(self, *languages: str) -> str:
        """Return why it is asked, in the association's own words."""
        return in_language(self.helps, *languages)

    def option_label(self, code: str, *languages: str) -> str:
        """Return the words of an answer."""
        found = next((option for option in self.options if option.code == code), None)
        return (in_language(found.labels, *languages) if found else "") or code

    def applies_to(self, *, is_organisation: bool, types_held: Collection[UUID]) -> bool:
        """Say whether it is asked about somebody."""
        return applies_to(
            self.for_whom, self.type_ids, is_organisation=is_organisation, types_held=types_held
        )

    def as_definition(self) -> FieldDefinition:
        """Return the field as it would be asked for."""
        return FieldDefinition(
            kind=self.kind,
            labels=self.labels,
            helps=self.helps,
            purpose=self.purpose,
            level=self.level,
            keep=self.keep,
            for_whom=self.for_whom,
            type_ids=self.type_ids,
            officers=self.officers,
            member=self.member,
            joining=self.joining,
            tells_where=self.tells_where,
            shape=self.shape,
            decimals=self.decimals,
            smallest=self.smallest,
            largest=self.largest,
            earliest=self.earliest,
            latest=self.latest,
            options=tuple(
                OptionDefinition(code=each.code, labels=each.labels, is_offered=each.is_offered)
                for each in self.options
            ),
            code=self.code,
        )

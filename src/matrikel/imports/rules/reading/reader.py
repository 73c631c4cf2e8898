"""What the readers of all cells share."""

import re
from collections.abc import Mapping as Lookup
from datetime import date

from matrikel.fields.rules.values import Definition
from matrikel.imports.rules import signals
from matrikel.imports.rules.beside import guardian_numbers
from matrikel.imports.rules.dates import ReadDate
from matrikel.imports.rules.fields import Column, Field, Mapping
from matrikel.imports.rules.profiles import LANGUAGE_OF
from matrikel.people.rules.genders import Gender

IS_SECOND = re.compile(r"(?<![0-9])2(?![0-9])")

CACHE = 5_000
"""So many different texts of a kind are remembered with what they were read as."""


class Reader:
    """What all readers of cells share: the association's country and language, the day, and what was read before."""

    def __init__(
        self,
        mapping: Mapping,
        *,
        country: str,
        language: str,
        today: date,
        own: Lookup[str, Definition],
    ) -> None:
        self._own_fields = own
        self._country = country
        self._language = language or LANGUAGE_OF.get(country, "en")
        if country == "BE":
            self._language = f"{self._language[:2]}-be"
        self._today = today
        self._guardian_of = guardian_numbers(mapping)
        self._guardian_ways: dict[int, list[Column]] = {}
        for column in mapping:
            if column.index in self._guardian_of and column.field is not Field.GUARDIAN_NAME:
                self._guardian_ways.setdefault(self._guardian_of[column.index], []).append(column)
        # How many more guardians' names began with the child's family name than ended with it.
        self._guardian_votes = 0
        # "Navn 2": where it holds a name, "Tlf. 2" and "Mail 2" are not the first person's.
        self._second_names = [
            column.index
            for column in mapping
            if column.field in (Field.FULL_NAME, Field.GIVEN_NAME)
            and not column.is_mapped
            and IS_SECOND.search(column.header)
        ]
        self._names: dict[str, str] = {}
        self._dates: dict[tuple[int, str], ReadDate | None] = {}
        self._notes: dict[str, signals.Signals] = {}
        self._genders: dict[str, Gender | None] = {}
        self._protections: dict[str, bool] = {}

"""What every kind of bulk edit answers."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from matrikel.bulkedits.rules import Planned
from matrikel.kernel.actors import Actor

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Somebody who was changed: what undoing needs to know, as JSON."""

    person_id: UUID
    before: Mapping[str, Any]


NEW = "new"
"""Stands for the id of what does not exist before the bulk edit is confirmed."""


def is_to_be_made(values: Values) -> bool:
    """Say whether the bulk edit makes a tag or a group of its own."""
    return bool(values.get("new_name"))


class Kind(ABC):
    """
    One kind of change. `values` are what was typed, as texts by name.

    Every method takes many persons and asks a constant number of questions.
    """

    code: str

    guards_version = True
    """Whether undoing leaves everybody alone who was changed in any way since; else the kind itself looks."""

    tells_where = False
    """Whether it changes what is hidden of the protected: they stay as they are unless somebody means them."""

    @abstractmethod
    def plan(self, person_ids: Sequence[UUID], values: Values, *, on: date) -> dict[UUID, Planned]:
        """
        Return what would become of each person.

        :raises NotFound: the values name something that is not of this association.
        """

    def make(self, values: Values, *, actor: Actor, at: datetime) -> Values:
        """
        Make what the values name as new, and return them with its id; most kinds make nothing.

        :raises Refusal: it cannot be called so.
        """
        return values

    def unmake(self, values: Values, *, actor: Actor, at: datetime) -> None:  # noqa: B027
        """Take away again what `make` made, where nothing else uses it; most kinds made nothing."""

    @abstractmethod
    def apply(
        self, person_ids: Sequence[UUID], values: Values, *, on: date, actor: Actor, at: datetime
    ) -> list[Done]:
        """Change the persons, all of whom the plan would change."""

    @abstractmethod
    def undo(self, done: Sequence[Done], values: Values, *, actor: Actor, at: datetime) -> set[UUID]:
        """Take the change back for whom it still stands as it was made; return whom."""

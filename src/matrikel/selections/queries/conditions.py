"""A question about people as SQL, by the filters of all rooms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.db import connection

from matrikel.kernel.actors import Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.people.filters.offers import (
    Asked,
    Condition,
    Filter,
    FilterKind,
    read_days,
    read_numbers,
)
from matrikel.selections.filters import filters_for
from matrikel.selections.rules import Question

EXACT_TO = 10_000
_PARAMETER = re.compile(r"%\((?!association\)|on\))(\w+)\)s")
WITHIN = "p.association_id = %(association)s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    One thing that is asked: `where` decides it for a row `p` of people_person.

    `among` is a statement that an index answers: the ids of all who could be meant. With `decides` nobody else is
    among them, so that whoever was gathered need not be asked again. `is_among` says of one row `p` whether it is.
    `both` are the two of which this is what they have in common.
    """

    where: str
    among: str = ""
    is_among: str = ""
    decides: bool = False
    both: tuple[Part, ...] = ()

    @property
    def is_met(self) -> str:
        """Return what says of one row `p` whether it is among those whom the index answers."""
        return self.is_among or self.where

    @property
    def asks_elsewhere(self) -> bool:
        """Say whether one looks further than at the person's own columns."""
        return "SELECT" in self.where


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """All that a question asks, with the parameters; an association's people are meant where nothing is asked."""

    parts: tuple[Part, ...]
    values: Mapping[str, Any]

    def where(self, gathered: Part | None = None) -> str:
        """Return the condition on `people_person p`; what is `gathered` is looked up first, by its index."""
        found: list[str] = [WITHIN]
        decided: tuple[Part, ...] = ()
        if gathered is not None:
            found.append(f"p.id = ANY (ARRAY({gathered.among}))")
            decided = gathered.both or (gathered,)
        found += [part.where for part in self.parts if not (part in decided and part.decides)]
        return " AND ".join(found)

    def one_by_one(self) -> str:
        """Return the condition for people who are met one after the other: what stands beside their name comes first."""
        return " AND ".join(
            [
                WITHIN,
                *(one_by_one(part.where) for part in sorted(self.parts, key=attrgetter("asks_elsewhere"))),
            ]
        )


NOBODY = Part(where="false", among="SELECT NULL::uuid WHERE false", decides=True)


def in_common(one: Part, other: Part) -> Part:
    """Return whom two parts have in common: both are read from their indexes before anybody is looked up."""
    return Part(
        where=f"{one.is_met} AND {other.is_met}",
        among=f"SELECT c.id FROM ({one.among}) AS c(id) INTERSECT SELECT d.id FROM ({other.among}) AS d(id)",  # noqa: S608
        both=(one, other),
    )


def one_by_one(where: str) -> str:
    """
    Return a condition whose EXISTS are answered for one person at a time.

    Expecting many people, the planner would rather read every membership once and keep them in memory: seconds,
    where a page asks about a few hundred people. It cannot where there is an OFFSET.
    """
    pieces, kept = where.split("EXISTS ("), ""
    for piece in reversed(pieces[1:]):
        rest, depth = piece + kept, 1
        for place, letter in enumerate(rest):
            depth += {"(": 1, ")": -1}.get(letter, 0)
            if depth == 0:
                kept = f"EXISTS ({rest[:place]} OFFSET 0{rest[place:]}"
                break
    return pieces[0] + kept


def conditions_of(question: Question, *, on: date, viewer: Viewer, prefix: str = "f") -> Conditions:
    """
    Return what a question asks; two in one statement need two prefixes.

    A filter that the viewer may not use, or a value that says nothing, never widens the answer.

    :raises NotFound: there is no such filter for this viewer, or its value cannot be read.
    """
    day = question.on or on
    values: dict[str, Any] = {"association": current_association(), "on": day}
    parts = []
    takes: set[str] = set()
    shuns: set[str] = set()
    if viewer.unit_ids is not None:
        values["scope"] = list(viewer.unit_ids)
        parts.append(_of_persons("p.unit_id = ANY (%(scope)s)"))
    asked = {code: found for code, found in question.asked.items() if found}
    filters = filters_for(viewer, asked) if asked else {}
    for place, (code, wanted) in enumerate(asked.items()):
        if code not in filters or not (read := filters[code].read(wanted)):
            raise NotFound
        try:
            condition = filters[code].condition(_asked(filters[code], read, on=day, viewer=viewer))
        except ValueError as error:  # a code or an id that is none
            raise NotFound from error
        parts.append(_part(condition, f"{prefix}{place}_", values))
        takes.add(condition.takes)
        shuns.add(condition.shuns)
    if takes & shuns - {""}:
        parts = [NOBODY]
    return Conditions(parts=tuple(parts), values=values)


def _asked(of: Filter, read: tuple[str, ...], *, on: date, viewer: Viewer) -> Asked:
    first_day, last_day = read_days(read[0]) if of.kind is FilterKind.DAYS else (None, None)
    first, last = read_numbers(read[0]) if of.kind is FilterKind.NUMBERS else (None, None)
    return Asked(
        values=read, on=on, viewer=viewer, first_day=first_day, last_day=last_day, first=first, last=last
    )


def _part(condition: Condition, prefix: str, values: dict[str, Any]) -> Part:
    # Two filters may use the same name for a parameter.
    values |= {prefix + name: value for name, value in condition.values.items()}
    people, where = (_PARAMETER.sub(rf"%({prefix}\1)s", text) for text in (condition.people, condition.where))
    if condition.is_whole and not where:
        # It computes long, and would be asked for the sample, for the page and for the count.
        with connection.cursor() as cursor:
            cursor.execute(people, values)
            values[f"{prefix}whole"] = [row[0] for row in cursor.fetchall()]
        ids = f"%({prefix}whole)s::uuid[]"
        return Part(where=f"p.id = ANY ({ids})", among=f"SELECT unnest({ids})", decides=True)
    if condition.is_whole:
        return Part(where=f"({where})", among=people)
    if not where:
        return Part(where=f"EXISTS ({people} AND w.person_id = p.id)", among=people, decides=True)
    if condition.is_indexed:
        return _of_persons(where)
    is_among = f"EXISTS (SELECT 1 FROM ({people}) AS g WHERE g.person_id = p.id)" if people else ""  # noqa: S608
    return Part(where=f"({where})", among=people, is_among=is_among)


def _of_persons(where: str) -> Part:
    persons = f"SELECT p.id FROM people_person p WHERE {WITHIN} AND ({where})"  # noqa: S608 - our own words only
    return Part(where=f"({where})", among=persons, decides=True)

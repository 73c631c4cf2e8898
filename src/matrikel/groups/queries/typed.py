"""People who are named to come into a group: typed line by line, or chosen on a list."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from matrikel.groups.queries.groups import SEEN, scoped_values
from matrikel.kernel.actors import Viewer
from matrikel.people.rules import names
from matrikel.people.rules.records import search_patterns

MOST_LINES = 60
CANDIDATES_OF_LINE = 5
MOST_CHOSEN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who may be meant by a line that was typed."""

    person_id: UUID
    display_name: str
    member_number: str
    birth_year: int | None
    is_protected: bool
    is_in_group: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenPerson:
    """Somebody with whom something is to be done."""

    id: UUID
    audit_subject: UUID
    display_name: str
    is_protected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLine:
    """A line as it was typed, and who may be meant; nobody, where nothing is found, and not all, where many are."""

    text: str
    candidates: Sequence[Candidate]
    has_more: bool = False


def find_people_typed(*, lines: Sequence[str], group_id: UUID, viewer: Viewer, on: date) -> list[TypedLine]:
    """
    Return who may be meant by each line (a name, a part of one, a member number, an e-mail address), in one query.

    At most sixty lines are read and five people found for each; empty lines and repetitions are left out.
    """
    typed = list(dict.fromkeys(text for line in lines if (text := " ".join(line.split()))))[:MOST_LINES]
    patterns = [search_patterns(text) for text in typed]
    asked = [found for found in patterns if found]
    if not asked:
        return [TypedLine(text=text, candidates=()) for text in typed]
    values = scoped_values(
        viewer, on, group=group_id, lines=json.dumps(patterns), most=CANDIDATES_OF_LINE + 1
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.number - 1, p.id, p.given_name, p.family_name_prefix, p.family_name, p.preferred_name,"  # noqa: S608
            " coalesce(p.member_number, ''), p.birth_year, p.protection,"
            " EXISTS (SELECT 1 FROM groups_participation t WHERE t.association_id = p.association_id"
            "  AND t.group_id = %(group)s AND t.person_id = p.id AND (t.ends_on IS NULL OR t.ends_on > %(on)s))"
            " FROM jsonb_array_elements(%(lines)s::jsonb) WITH ORDINALITY AS l(patterns, number)"
            " CROSS JOIN LATERAL app.search_people("
            "  ARRAY(SELECT jsonb_array_elements_text(l.patterns)), %(scope)s, NULL, NULL, false, %(most)s) s"
            " JOIN people_person p ON p.association_id = %(association)s AND p.id = s.person_id"
            f" WHERE jsonb_array_length(l.patterns) > 0 AND p.kind = 'NATURAL' AND NOT p.is_deceased AND {SEEN}"
            " ORDER BY l.number, p.sort_key, p.id",
            values,
        )
        found: dict[int, list[Candidate]] = {}
        for number, person_id, given, prefix, family, preferred, member, year, protection, is_in in cursor:
            found.setdefault(number, []).append(
                Candidate(
                    person_id=person_id,
                    display_name=names.display_name(given, prefix, family, preferred),
                    member_number=member,
                    birth_year=year if protection == "NONE" else None,
                    is_protected=protection != "NONE",
                    is_in_group=is_in,
                )
            )
    return [
        TypedLine(
            text=text,
            candidates=found.get(number, [])[:CANDIDATES_OF_LINE],
            has_more=len(found.get(number, [])) > CANDIDATES_OF_LINE,
        )
        for number, text in enumerate(typed)
    ]


def find_people_chosen(*, person_ids: Sequence[UUID], viewer: Viewer) -> list[ChosenPerson]:
    """Return those of the persons who may be seen, in order of name, at most two hundred."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, p.audit_subject, p.given_name, p.family_name_prefix, p.family_name, p.preferred_name,"  # noqa: S608
            " p.protection FROM people_person p WHERE p.association_id = %(association)s AND p.id = ANY (%(people)s)"
            f" AND {SEEN} ORDER BY p.sort_key, p.id LIMIT %(most)s",
            scoped_values(viewer, date.min, people=list(person_ids), most=MOST_CHOSEN),
        )
        return [
            ChosenPerson(
                id=found[0],
                audit_subject=found[1],
                display_name=names.display_name(*found[2:6]),
                is_protected=found[6] != "NONE",
            )
            for found in cursor.fetchall()
        ]

"""Whom a viewer sees through a relation: whoever is protected is not found by those around them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from matrikel.kernel.actors import Right, Viewer
from matrikel.people.rules import names

PERSON_COLUMNS = (
    "p.id, p.given_name, p.family_name_prefix, p.family_name, p.preferred_name,"
    " p.birth_date, p.birth_year, p.protection, p.is_deceased, p.kind, p.audit_subject"
)
"""In the order in which `read_person` takes them, of a row `p` of people_person."""

PERSON_WIDTH = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedPerson:
    """
    Somebody whom one meets through a relation.

    Of a protected person only a viewer who may reveal protected details hears at all; doors show the name as dots.
    """

    id: UUID
    display_name: str
    initials: str
    family_name: str
    birth_date: date | None
    birth_year: int | None
    is_protected: bool
    is_deceased: bool
    is_legal: bool
    audit_subject: UUID


def read_person(values: tuple[Any, ...]) -> RelatedPerson:
    """Return a person from the values of `PERSON_COLUMNS`."""
    person_id, given, prefix, family, preferred, born, year, protection, is_deceased, kind, subject = values
    return RelatedPerson(
        id=person_id,
        display_name=names.display_name(given, prefix, family, preferred),
        initials=names.initials(preferred or given, family),
        family_name=" ".join(part for part in (prefix, family) if part),
        birth_date=born,
        birth_year=year,
        is_protected=protection != "NONE",
        is_deceased=is_deceased,
        is_legal=kind == "LEGAL",
        audit_subject=subject,
    )


def seen_by(viewer: Viewer) -> tuple[str, dict[str, Any]]:
    """Return the condition on `p` of whom a viewer sees through relations, and its values."""
    parts, values = ["p.association_id = %(association)s"], {}
    if not viewer.may(Right.PROTECTED_SEE):
        parts.append("p.protection = 'NONE'")
    if viewer.unit_ids is not None:
        parts.append("p.unit_id = ANY (%(scope)s)")
        values["scope"] = list(viewer.unit_ids)
    return " AND ".join(parts), values

"""The lines of a list that leaves: what stands in each column for some people, in words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from matrikel.exports.formats.files import Line
from matrikel.exports.leaving import leave_out, reasons_for, without_suppressed
from matrikel.exports.models import Export
from matrikel.exports.rules.cells import Cell, Heading, Kind
from matrikel.exports.rules.gate import LeftOut
from matrikel.exports.words import words
from matrikel.kernel.actors import Viewer
from matrikel.kernel.scope import current_association
from matrikel.memberships.filters import VOTES
from matrikel.organisations.queries import AssociationDetails
from matrikel.people.filters.contacts import CONTACT_HOLDS
from matrikel.people.filters.offers import Value
from matrikel.people.rules.addresses import PostalAddress
from matrikel.people.rules.addresses import lines as address_lines
from matrikel.selections.filters import columns_for, read_columns
from matrikel.selections.queries.people import PersonRow, list_rows

NAME = "name"
OWN_COLUMNS: Mapping[str, Sequence[str]] = {
    Export.Form.LABELS.value: ("street", "postcode", "place"),
    # Whether somebody may vote follows from the type of the membership.
    Export.Form.ROLL.value: ("number", "type"),
}
"""Forms that have their own columns beside the name."""
WITH_THE_LINE = (NAME, "number", "type", "unit", "status", "since")
"""Columns that come with every line of a list; the others are asked of their rooms."""


def shown_in(form: str, columns: Sequence[str]) -> list[str]:
    """Return what stands in an export of a form; some have their own, whatever columns were chosen."""
    return [NAME, *OWN_COLUMNS.get(form, columns)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Some lines, whom they are about, and how many were left out for which reason."""

    lines: Sequence[Line]
    subjects: Sequence[UUID]
    person_ids: Sequence[UUID]
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What leaves, as far as its lines depend on it."""

    form: str
    purpose: str
    columns: Sequence[str]
    goes_outside: bool


def leaving_of(export: Export) -> Leaving:
    """Return what an export's lines depend on."""
    return Leaving(
        form=export.form,
        purpose=export.purpose,
        columns=export.columns,
        goes_outside=export.recipient_id is not None,
    )


def headings_of(export: Leaving, viewer: Viewer) -> list[Heading]:
    """Return the columns of an export, the name first but on paper to sign; none where it is a sheet of labels."""
    if export.form == Export.Form.ROLL:
        numbered = [Heading(name=words().heading(code, "")) for code in ("number", NAME)]
        return [*numbered, Heading(name=_("Vote"))]
    offered = columns_for(viewer, export.columns)
    return [
        Heading(
            name=words().heading(code, offered[code].label if code in offered else ""),
            kind=Kind.PHONE if code == "phone" else Kind.TEXT,
        )
        for code in [NAME, *export.columns]
    ]


def lines_of(
    person_ids: Sequence[UUID], *, export: Leaving, association: AssociationDetails, viewer: Viewer, on: date
) -> Made:
    """Return the lines for some people, in their order: a constant number of questions for each column."""
    reasons = reasons_for(goes_outside=export.goes_outside, form=export.form, profile=association.profile)
    ids, left_out = leave_out(person_ids, reasons, purpose=export.purpose, on=on)
    rows = list_rows(person_ids=ids, on=on, viewer=viewer)
    say, home = words(), association.country
    if export.form == Export.Form.LABELS:
        return Made(
            lines=_labels(rows, home, on),
            subjects=[row.audit_subject for row in rows],
            person_ids=[row.id for row in rows],
            left_out=left_out,
        )
    if export.form == Export.Form.ROLL:
        return Made(
            lines=_roll(rows, on),
            subjects=[row.audit_subject for row in rows],
            person_ids=[row.id for row in rows],
            left_out=left_out,
        )
    offered = columns_for(viewer, export.columns)
    asked = {code: column for code, column in offered.items() if code not in WITH_THE_LINE}
    values = read_columns(asked, ids, viewer, on) if ids else {}
    if export.purpose == "contact" and "email" in values:
        values["email"], silent = without_suppressed(values["email"], purpose=export.purpose)
        left_out[LeftOut.NO_LETTERS] += silent
    # Column by column: what is the same for a whole one is asked once, not for each of a million cells.
    listed = [row.id for row in rows]
    cells = [
        list(map(say.own(code), rows))
        if code in WITH_THE_LINE
        else _cells(listed, values.get(code, {}), say.cell(code, home=home))
        for code in (NAME, *export.columns)
    ]
    return Made(
        lines=list(zip(*cells, strict=True)),
        subjects=[row.audit_subject for row in rows],
        person_ids=listed,
        left_out=+left_out,
    )


def list_phones(person_ids: Sequence[UUID], *, on: date) -> dict[UUID, list[str]]:
    """Return the numbers (E.164) under which people can be called on a day, the preferred one first; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.person_id,"  # noqa: S608
            " array_agg(coalesce(nullif(c.normalised, ''), c.value) ORDER BY c.is_preferred DESC, c.id)"
            " FROM people_contactpoint c WHERE c.association_id = %(association)s"
            f" AND c.person_id = ANY (%(ids)s) AND c.kind = 'PHONE' AND c.value <> '' AND {CONTACT_HOLDS}"
            " GROUP BY c.person_id",
            {"association": current_association(), "ids": list(person_ids), "on": on},
        )
        return {person_id: list(dict.fromkeys(values)) for person_id, values in cursor.fetchall()}


def _labels(rows: Sequence[PersonRow], home: str, on: date) -> list[Line]:
    addresses = _addresses([row.id for row in rows], home, on)
    homes = _homes([row.id for row in rows], on)
    name_of = words().own(NAME)
    return [[name_of(row), *homes[row.id], *addresses.get(row.id, ())] for row in rows]


def _roll(rows: Sequence[PersonRow], on: date) -> list[Line]:
    """Whoever is protected has a line to sign as the list shows it: with the number, without the name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id FROM people_person p WHERE p.association_id = %(association)s"  # noqa: S608
            f" AND p.id = ANY (%(ids)s) AND {VOTES}",
            {"association": current_association(), "ids": [row.id for row in rows], "on": on},
        )
        voters = {person_id for (person_id,) in cursor.fetchall()}
    number_of, name_of, vote = words().own("number"), words().own(NAME), _("may vote")
    return [[number_of(row), name_of(row), vote if row.id in voters else ""] for row in rows]


def _homes(person_ids: Sequence[UUID], on: date) -> dict[UUID, tuple[str, str]]:
    """Return people's family names and the households where their post goes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, trim(p.family_name_prefix || ' ' || p.family_name), coalesce(min(w.household_id::text), '')"
            " FROM people_person p LEFT JOIN relations_householdmember w ON w.association_id = p.association_id"
            " AND w.person_id = p.id AND w.is_primary AND (w.starts_on IS NULL OR w.starts_on <= %(on)s)"
            " AND (w.ends_on IS NULL OR w.ends_on > %(on)s)"
            " WHERE p.association_id = %(association)s AND p.id = ANY (%(ids)s) GROUP BY p.id, p.association_id",
            {"association": current_association(), "ids": list(person_ids), "on": on},
        )
        return {person_id: (family, home) for person_id, family, home in cursor.fetchall()}


def _cells(ids: Sequence[UUID], values: Mapping[UUID, Value], worded: Callable[[Value], Cell]) -> list[Cell]:
    return ["" if value is None else worded(value) for value in map(values.get, ids)]


def _addresses(person_ids: Sequence[UUID], home: str, on: date) -> dict[UUID, tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (c.person_id) c.person_id, c.country, c.care_of, c.street, c.postcode, c.place"  # noqa: S608
            " FROM people_contactpoint c WHERE c.association_id = %(association)s"
            f" AND c.person_id = ANY (%(ids)s) AND c.kind = 'POSTAL' AND {CONTACT_HOLDS}"
            " ORDER BY c.person_id, c.is_preferred DESC, c.id",
            {"association": current_association(), "ids": list(person_ids), "on": on},
        )
        found = cursor.fetchall()
    return {
        person_id: address_lines(
            PostalAddress(
                country=country or home, care_of=care_of, street=street, postcode=postcode, place=place
            )
        )
        for person_id, country, care_of, street, postcode, place in found
    }

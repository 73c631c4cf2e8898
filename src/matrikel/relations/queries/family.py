"""Who stands in which relation to a person, in both directions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from matrikel.kernel.actors import Viewer
from matrikel.kernel.asking import Ask, Rows
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.relations.queries.seeing import (
    PERSON_COLUMNS,
    PERSON_WIDTH,
    RelatedPerson,
    read_person,
    seen_by,
)
from matrikel.relations.rules.guardianship import Guardianship, Kind, holds_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """
    One relation of a person.

    `relation` is GUARDIAN, PAYER, CONTACT or REPRESENTATIVE. With `is_of_person` the other answers, pays, is the
    contact of the person, or acts for it; without, the person does so for the other. `person` is None where
    a contact is a name and a number. `kind` is a guardian's, `label` a contact's label or a function.
    """

    id: UUID
    relation: str
    is_of_person: bool
    person: RelatedPerson | None
    kind: str = ""
    label: str = ""
    name: str = ""
    phone: str = ""
    is_emergency: bool = False
    starts_on: date | None = None
    ends_on: date | None = None


_OF_BOTH = """
SELECT 'GUARDIAN', {forward}, r.id, {other_guardian} AS other, r.kind::text, '', '', '', false, r.starts_on, r.ends_on
  FROM relations_guardian r
  WHERE r.association_id = %(association)s AND {guardian_of} = %(person)s AND (r.ends_on IS NULL OR r.ends_on > %(on)s)
UNION ALL
SELECT 'PAYER', {forward}, r.id, {other_payer}, '', '', '', '', false, r.starts_on, r.ends_on
  FROM relations_payer r
  WHERE r.association_id = %(association)s AND {payer_of} = %(person)s AND (r.ends_on IS NULL OR r.ends_on > %(on)s)
UNION ALL
SELECT 'CONTACT', {forward}, r.id, {other_contact}, '', r.label, r.name, r.phone, r.is_emergency, NULL::date, NULL::date
  FROM relations_contact r
  WHERE r.association_id = %(association)s AND {contact_of} = %(person)s
UNION ALL
SELECT 'REPRESENTATIVE', {forward}, r.id, {other_represents}, '', r.function, '', '', false, r.starts_on, r.ends_on
  FROM relations_representative r
  WHERE r.association_id = %(association)s AND {represents_of} = %(person)s
    AND (r.ends_on IS NULL OR r.ends_on > %(on)s)
"""
_TOWARDS = _OF_BOTH.format(
    forward="true",
    other_guardian="r.guardian_id",
    guardian_of="r.person_id",
    other_payer="r.payer_id",
    payer_of="r.person_id",
    other_contact="r.contact_id",
    contact_of="r.person_id",
    other_represents="r.person_id",
    represents_of="r.represents_id",
)
_AWAY = _OF_BOTH.format(
    forward="false",
    other_guardian="r.person_id",
    guardian_of="r.guardian_id",
    other_payer="r.person_id",
    payer_of="r.payer_id",
    other_contact="r.person_id",
    contact_of="r.contact_id",
    other_represents="r.represents_id",
    represents_of="r.person_id",
)


def relatives_of(*, person_id: UUID, on: date, viewer: Viewer) -> Ask[list[Relative]]:
    """
    Ask for the relations of a person that hold on a day or will.

    A guardian of a child holds until the child is of age. Of a protected person, and through one, only a
    viewer who may reveal protected details hears anything.
    """

    def read(rows: Rows) -> list[Relative]:
        relatives = []
        for row in rows:
            relation, forward, found_id, other, kind, label, name, phone, is_emergency, starts_on, ends_on = (
                row[:11]
            )
            born_on, birth_year = row[11:13]
            if relation == "GUARDIAN":
                guardianship = Guardianship(guardian_id=other, kind=Kind(kind), ends_on=ends_on)
                if not holds_on(on, guardianship, born_on=born_on, birth_year=birth_year):
                    continue
            relatives.append(
                Relative(
                    id=found_id,
                    relation=relation,
                    is_of_person=forward,
                    person=read_person(row[-PERSON_WIDTH:]) if other else None,
                    kind=kind,
                    label=label,
                    name=name,
                    phone=phone,
                    is_emergency=is_emergency,
                    starts_on=starts_on,
                    ends_on=ends_on,
                )
            )
        return relatives

    where, values = seen_by(viewer)
    return Ask(
        statement=(
            f"SELECT r.*, c.birth_date, c.birth_year, {PERSON_COLUMNS}"  # noqa: S608 - our own words only
            f" FROM ({_TOWARDS} UNION ALL {_AWAY}) AS r"
            "(relation, forward, id, other, kind, label, name, phone, is_emergency, starts_on, ends_on)"
            " JOIN people_person me ON me.association_id = %(association)s AND me.id = %(person)s"
            f" AND {where.replace('p.', 'me.')}"
            f" LEFT JOIN people_person p ON p.id = r.other AND {where}"
            " LEFT JOIN people_person c ON c.association_id = %(association)s"
            " AND c.id = CASE WHEN r.forward THEN me.id ELSE r.other END"
            " WHERE r.other IS NULL OR p.id IS NOT NULL"
            " ORDER BY p.birth_year, p.sort_key, r.id"
        ),
        values={**values, "association": current_association(), "person": person_id, "on": on},
        read=read,
    )


def list_relatives(*, person_id: UUID, on: date, viewer: Viewer) -> list[Relative]:
    """Return what `relatives_of` asks for."""
    return relatives_of(person_id=person_id, on=on, viewer=viewer).answer()


def get_relative(*, person_id: UUID, relation_id: UUID, on: date, viewer: Viewer) -> Relative:
    """
    Return one relation of a person.

    :raises NotFound: there is no such relation of this person, or not for this viewer.
    """
    for relative in list_relatives(person_id=person_id, on=on, viewer=viewer):
        if relative.id == relation_id:
            return relative
    raise NotFound


def guardianships_of(relatives: Sequence[Relative]) -> list[Guardianship]:
    """Return who answers for the person, as the rules know it; whoever has died answers no more."""
    return [
        Guardianship(
            guardian_id=relative.person.id,
            kind=Kind(relative.kind),
            starts_on=relative.starts_on,
            ends_on=relative.ends_on,
        )
        for relative in relatives
        if relative.relation == "GUARDIAN"
        and relative.is_of_person
        and relative.person is not None
        and not relative.person.is_deceased
    ]

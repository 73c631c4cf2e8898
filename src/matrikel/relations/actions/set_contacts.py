"""Write down whom to ask or to call about somebody."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.texts import is_line
from matrikel.kernel.transactions import action
from matrikel.relations import storage
from matrikel.relations.models import Contact
from matrikel.relations.rules.records import NewContact

LONGEST = {"name": 120, "phone": 40, "label": 60}


class ContactRefused(Refusal):
    """Somebody cannot be a contact as asked."""


@action
def set_contacts(*, contacts: Sequence[NewContact], actor: Actor, at: datetime) -> list[UUID]:
    """
    Write contacts and return their ids, in the same order; one that stands already gets the new label.

    :raises ContactRefused: a contact is neither in the register nor named, or somebody is the own contact.
    :raises NotFound: a person is not of this association.
    """
    if not contacts:
        return []
    association_id = current_association()
    for each in contacts:
        if each.contact_id is None and not each.name.strip():
            raise ContactRefused(_("Write the name of the contact."))
        if each.contact_id == each.person_id:
            raise ContactRefused(_("Nobody is their own contact."))
        if not all(is_line(getattr(each, part), longest) for part, longest in LONGEST.items()):
            raise ContactRefused(_("Name, number and label are one short line each."))
    people = storage.load_people(
        {found for each in contacts for found in (each.person_id, each.contact_id) if found is not None}
    )
    standing = {
        _key(row.person_id, row.contact_id, row.name, is_emergency=row.is_emergency): row
        for row in Contact.objects.select_for_update().filter(
            association_id=association_id, person_id__in=[each.person_id for each in contacts]
        )
    }
    ids: list[UUID] = []
    made: dict[tuple[object, ...], UUID] = {}
    changed, rows = [], []
    for each in contacts:
        key = _key(each.person_id, each.contact_id, each.name, is_emergency=each.is_emergency)
        row = standing.get(key)
        if row is not None:
            row.label, row.phone = each.label.strip() or row.label, each.phone.strip() or row.phone
            changed.append(row)
            ids.append(row.id)
            continue
        if key not in made:
            made[key] = new_id()
            # Of somebody in the register, name and number stand there, and only there.
            name, phone = ("", "") if each.contact_id else (each.name.strip(), each.phone.strip())
            rows.append(
                (
                    made[key],
                    association_id,
                    each.person_id,
                    each.contact_id,
                    name,
                    phone,
                    each.label.strip(),
                    each.is_emergency,
                )
            )
        ids.append(made[key])
    Contact.objects.bulk_update(changed, ["label", "phone"])
    insert_many(
        Contact,
        ["id", "association_id", "person_id", "contact_id", "name", "phone", "label", "is_emergency"],
        rows,
    )
    record(
        acts=[
            Act(
                action="relations.contacts_set",
                subjects=[person.subject for person in people.values()],
                header={"contacts": len(contacts)},
            )
        ],
        actor=actor,
        at=at,
    )
    return ids


def _key(person_id: UUID, contact_id: UUID | None, name: str, *, is_emergency: bool) -> tuple[object, ...]:
    return (person_id, contact_id or name.strip().casefold(), is_emergency)

"""Portraits: whether there is one, and the picture itself, opened."""

from base64 import b64decode
from uuid import UUID

from matrikel.kernel.actors import Viewer
from matrikel.kernel.asking import Ask, Rows
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, unseal
from matrikel.people.models import Portrait
from matrikel.people.storage import PORTRAIT_COLUMN


def portrait_of(*, person_id: UUID) -> Ask[UUID | None]:
    """Ask for the id of a person's portrait; a new picture is a new portrait."""

    def read(found: Rows) -> UUID | None:
        return next((portrait_id for (portrait_id,) in found), None)

    return Ask(
        statement="SELECT r.id FROM people_portrait r WHERE r.association_id = %s AND r.person_id = %s",
        values=[current_association(), person_id],
        read=read,
    )


def open_portrait(*, person_id: UUID, viewer: Viewer) -> bytes:
    """
    Return a person's portrait as a JPEG; whoever is protected looks like somebody who gave none.

    :raises NotFound: there is none, or not for this viewer.
    """
    portraits = Portrait.objects.select_related("person").filter(
        association_id=current_association(), person_id=person_id, person__protection="NONE"
    )
    if viewer.unit_ids is not None:
        portraits = portraits.filter(person__unit_id__in=viewer.unit_ids)
    found = portraits.first()
    if found is None:
        raise NotFound
    place = Place(column=PORTRAIT_COLUMN, row=found.id, subject=found.person.audit_subject)
    return b64decode(unseal([(place, bytes(found.sealed))])[0])

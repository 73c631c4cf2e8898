"""Find a person by the national identity number, and write down that somebody searched by one."""

from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor, Viewer
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.models import IdentityNumber
from matrikel.people.rules.records import NewIdentityNumber
from matrikel.people.storage import identity_hashes


@action
def search_identity_number(
    *, number: NewIdentityNumber, viewer: Viewer, actor: Actor, at: datetime
) -> UUID | None:
    """Return the person of a number whom the viewer sees; the search is recorded whether somebody was found or not."""
    (hashed,) = identity_hashes([number])
    found = IdentityNumber.objects.select_related("person").filter(
        association_id=current_association(), blind_index=hashed
    )
    if viewer.unit_ids is not None:
        found = found.filter(person__unit_id__in=viewer.unit_ids)
    row = found.first()
    subjects = [row.person.audit_subject] if row else []
    header = {"function": "number_search", "persons": len(subjects)}
    record(acts=[Act(action="people.number_searched", subjects=subjects, header=header)], actor=actor, at=at)
    return row.person_id if row else None

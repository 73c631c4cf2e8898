"""Show one member of a sample by name, once a second officer has agreed, for a reason that goes into the log."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.access.queries.pending import list_agreed_acts
from matrikel.audit.actions.record import Act, record
from matrikel.exports.errors import ExportRefused
from matrikel.exports.proving import draw, find_proof
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.models import Person

PROOF_REASONS = ("PAPERS", "DOUBT", "ASKED")
"""Why an auditor may see a name: codes, so that the log's header holds no free text."""


@action
def reveal_sampled(*, proof_id: UUID, pseudonym: str, actor: Actor, at: datetime) -> UUID:
    """
    Return the person behind a pseudonym of a sample, and record that it was seen, and why.

    :raises ExportRefused: no second officer has agreed to it, or too long ago.
    :raises NotFound: there is no such sample, or nobody of that pseudonym in it any more.
    """
    agreed = list_agreed_acts(kind="REVEAL", asked_by=actor.id, at=at) if actor.id else []
    wanted = {"proof": str(proof_id), "pseudonym": pseudonym}
    reason = next((each["reason"] for each in agreed if wanted.items() <= each.items()), None)
    if reason is None:
        raise ExportRefused(_("A second officer has to agree first."), "reason")
    person_id = next(
        (each.person_id for each in draw(find_proof(proof_id)) if each.pseudonym == pseudonym), None
    )
    if person_id is None:
        raise NotFound
    subject = Person.objects.values_list("audit_subject", flat=True).get(
        association_id=current_association(), id=person_id
    )
    header = {"function": "proof", "proof": str(proof_id), "reason": reason}
    act = Act(action="exports.proof_revealed", subjects=[subject], header=header)
    record(acts=[act], actor=actor, at=at)
    return person_id

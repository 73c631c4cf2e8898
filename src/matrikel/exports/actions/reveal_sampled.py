"""Show one member of a sample by name, for a reason that goes into the log."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

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
def reveal_sampled(*, proof_id: UUID, pseudonym: str, reason: str, actor: Actor, at: datetime) -> UUID:
    """
    Return the person behind a pseudonym of a sample, and record that it was seen, and why.

    :raises ExportRefused: the reason is not one of `PROOF_REASONS`.
    :raises NotFound: there is no such sample, or nobody of that pseudonym in it.
    """
    if reason not in PROOF_REASONS:
        raise ExportRefused(_("Say why you need to see this."), "reason")
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

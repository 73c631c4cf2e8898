"""Ask for a second officer before somebody of a sample is shown by name."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.access.actions.ask_second import ask_second
from matrikel.exports.actions.reveal_sampled import PROOF_REASONS
from matrikel.exports.errors import ExportRefused
from matrikel.exports.proving import draw, find_proof
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.transactions import action


@action
def ask_name(
    *, proof_id: UUID, pseudonym: str, reason: str, has_others: bool, actor: Actor, at: datetime
) -> UUID:
    """
    Let the wish for the name behind a pseudonym wait for a second officer, and return the id of the act.

    :raises ExportRefused: the reason is not one of `PROOF_REASONS`.
    :raises NotFound: there is no such sample, or nobody of that pseudonym in it.
    """
    if reason not in PROOF_REASONS:
        raise ExportRefused(_("Say why you need to see this."), "reason")
    if pseudonym not in {each.pseudonym for each in draw(find_proof(proof_id))}:
        raise NotFound
    concerns = {"proof": str(proof_id), "pseudonym": pseudonym, "reason": reason}
    return ask_second(kind="REVEAL", concerns=concerns, has_others=has_others, actor=actor, at=at)

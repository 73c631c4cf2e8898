"""Say on which ground of GDPR Art. 9(2) an association may keep the people of a list."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.imports.errors import ImportRefused
from matrikel.imports.models import Run
from matrikel.imports.runs import hold_run
from matrikel.kernel.actors import Actor
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.privacy.models import ConsentEvent
from matrikel.privacy.rules import EXPLICIT_CONSENT, GROUNDS


@action
def set_ground(
    *,
    run_id: UUID,
    ground: str,
    how: str = "",
    on: date | None = None,
    evidence: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """
    Write down the ground; for explicit consent also in which form it was given, when, and where that is kept.

    Each person's own day in a column of consents goes before `on`.

    :raises ImportRefused: the run is past its review, or something is missing.
    :raises NotFound: there is no such run in this association.
    """
    run = hold_run(run_id)
    if run.state != Run.State.REVIEW:
        raise ImportRefused(_("The ground can be said only before the import is confirmed."))
    association = get_association()
    if ground not in GROUNDS.get(association.profile, ()):
        raise ImportRefused(_("Choose on which ground these people are kept."))
    if ground == EXPLICIT_CONSENT:
        if how not in ConsentEvent.How.values:
            raise ImportRefused(_("Say in which form people agreed."))
        if on is None or on > association.day_of(at):
            raise ImportRefused(_("Say when people agreed; it cannot lie in the future."))
        if not evidence.strip():
            raise ImportRefused(_("Say where what shows it is kept."))
    else:
        how, on, evidence = "", None, ""
    run.ground, run.consent_how, run.consent_on, run.consent_evidence = (
        ground,
        how,
        on,
        evidence.strip()[:200],
    )
    run.save()
    header = {"run": str(run.id), "ground": ground, "how": how}
    record(acts=[Act(action="imports.ground_set", header=header)], actor=actor, at=at)

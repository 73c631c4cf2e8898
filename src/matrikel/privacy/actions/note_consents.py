"""Write down that people consented to something, or took it back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.models import Person
from matrikel.privacy.models import ConsentEvent
from matrikel.privacy.rules import NewConsent

_COLUMNS = (
    "id", "association_id", "person_id", "purpose", "kind", "condition", "happened_on", "how", "evidence",
    "source_run", "recorded_at",
)  # fmt: skip


@action
def note_consents(
    *, consents: Sequence[NewConsent], source_run: UUID | None = None, actor: Actor, at: datetime
) -> int:
    """
    Add one row for each consent, given or withdrawn; earlier rows stay as they are. Returns how many were added.

    `source_run` is the import that brought them, where one did.
    """
    if not consents:
        return 0
    association_id = current_association()
    insert_many(
        ConsentEvent,
        _COLUMNS,
        [
            (
                new_id(), association_id, each.person_id, each.purpose, "GIVEN" if each.is_given else "WITHDRAWN",
                each.condition, each.happened_on, each.how, each.evidence[:200], source_run, at,
            )
            for each in consents
        ],
    )  # fmt: skip
    subjects = Person.objects.filter(
        association_id=association_id, id__in={each.person_id for each in consents}
    ).values_list("audit_subject", flat=True)
    header = {
        "given": sum(each.is_given for each in consents),
        "withdrawn": sum(not each.is_given for each in consents),
        **({"run": str(source_run)} if source_run else {}),
    }
    record(
        acts=[Act(action="privacy.consents_noted", subjects=list(subjects), header=header)],
        actor=actor,
        at=at,
    )
    return len(consents)

"""Admit persons as members; one is a list of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.utils import IntegrityError
from django.utils.translation import gettext as _
from psycopg.types.range import Range

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_ids
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.memberships.models import Membership
from matrikel.people.models import Person

COLUMNS = (
    "id",
    "association_id",
    "person_id",
    "type_id",
    "unit_id",
    "during",
    "starts_precision",
    "admitted_by",
    "admitted_at",
    "decision",
    "channel",
    "end_reason",
)


class AdmissionRefused(Refusal):
    """Somebody cannot be admitted as asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """
    A person, a type, and from when.

    `ends_on` is the first day on which the membership is over; `precision` (DAY, MONTH, YEAR, UNKNOWN) says
    how well the start is known; `channel` is OFFICE, IMPORT, FORM or LETTER.
    """

    person_id: UUID
    type_id: UUID
    starts_on: date
    ends_on: date | None = None
    unit_id: UUID | None = None
    precision: str = "DAY"
    channel: str = "OFFICE"
    decision: str = ""
    end_reason: str = ""


@action
def admit_members(*, admissions: Sequence[Admission], actor: Actor, at: datetime) -> list[UUID]:
    """
    Record memberships and return their ids in the same order; a protected person's stay without a branch.

    :raises AdmissionRefused: somebody has a membership of that type at that time already, or it would end
        before it begins.
    :raises NotFound: a person, type or branch is not of this association.
    """
    if not admissions:
        return []
    if any(
        admission.ends_on is not None and admission.ends_on <= admission.starts_on for admission in admissions
    ):
        raise AdmissionRefused(_("A membership ends after it begins."))
    association_id = current_association()
    # Two who admit the same people at once take turns: each would wait for the other at the exclusion constraint.
    found = (
        Person.objects.select_for_update(no_key=True)
        .filter(association_id=association_id, id__in={admission.person_id for admission in admissions})
        .order_by("id")
        .values_list("id", "audit_subject", "protection")
    )
    subjects = {person_id: subject for person_id, subject, _protection in found}
    protected = {person_id for person_id, _subject, protection in found if protection != "NONE"}
    if any(admission.person_id not in subjects for admission in admissions):
        raise NotFound
    ids = new_ids(len(admissions))
    rows = [
        (
            membership_id,
            association_id,
            admission.person_id,
            admission.type_id,
            None if admission.person_id in protected else admission.unit_id,
            Range(admission.starts_on, admission.ends_on, "[)"),
            admission.precision,
            actor.id,
            at,
            admission.decision,
            admission.channel,
            admission.end_reason,
        )
        for membership_id, admission in zip(ids, admissions, strict=True)
    ]
    try:
        insert_many(Membership, COLUMNS, rows)
    except IntegrityError as error:
        if "memberships_no_overlap_of_type" in str(error):
            raise AdmissionRefused(_("There is a membership of that type at that time already.")) from error
        if "memberships_membership_type_id_fk" in str(error) or "memberships_membership_unit_id_fk" in str(
            error
        ):
            raise NotFound from error
        raise
    record(
        acts=[
            Act(
                action="memberships.admitted",
                subjects=list(dict.fromkeys(subjects[admission.person_id] for admission in admissions)),
                header={"memberships": len(ids)},
            )
        ],
        actor=actor,
        at=at,
    )
    return ids

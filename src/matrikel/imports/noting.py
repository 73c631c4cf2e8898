"""Writes down what rows say beside people and memberships: values of own fields, and consents."""

from datetime import datetime
from uuid import UUID

from matrikel.fields.actions.set_values import NewValue, set_values
from matrikel.fields.queries import held_fields, list_fields
from matrikel.imports.models import Chunk, Run, Touched
from matrikel.imports.sorting import Work
from matrikel.kernel.actors import Actor
from matrikel.privacy.actions.note_consents import note_consents as keep_consents
from matrikel.privacy.models import ConsentEvent
from matrikel.privacy.rules import EXPLICIT_CONSENT, NewConsent

MEMBERSHIP = "membership"


def fill_own_fields(run: Run, chunk: Chunk, work: Work, *, actor: Actor, at: datetime) -> None:
    """What rows say of the association's own fields, where nothing stands yet: a list replaces nothing there."""
    rows = {row: person for row, person in work.add.items() if person.own}
    added = Touched.objects.filter(
        association_id=run.association_id, run_id=run.id, chunk_number=chunk.number, row__in=list(rows)
    ).values_list("row", "person_id")
    said = [(person_id, rows[row]) for row, person_id in added]
    said += [(person_id, person) for person_id, person in work.update.values() if person.own]
    said += [(person_id, person) for person_id, person in work.fill.values() if person.own]
    if not said:
        return
    asked = {field.id for field in list_fields()}
    held = held_fields(person_ids=[person_id for person_id, _person in said])
    values = [
        NewValue(person_id=person_id, field_id=UUID(label), texts=texts)
        for person_id, person in said
        for label, texts in person.own
        if UUID(label) in asked and (person_id, UUID(label)) not in held
    ]
    set_values(values=values, source="IMPORT", source_run=run.id, actor=actor, at=at)


def note_consents(run: Run, chunk: Chunk, work: Work, *, actor: Actor, at: datetime) -> None:
    """Where the ground is explicit consent: one row for each person of whom none is written yet."""
    if run.ground != EXPLICIT_CONSENT or run.consent_on is None:
        return
    added = Touched.objects.filter(
        association_id=run.association_id, run_id=run.id, chunk_number=chunk.number, row__in=list(work.add)
    ).values_list("row", "person_id")
    people = {person_id: work.add[row] for row, person_id in added}
    people |= dict(work.update.values())
    written = ConsentEvent.objects.filter(
        association_id=run.association_id, person_id__in=people, purpose=MEMBERSHIP, kind="GIVEN"
    )
    known = set(written.values_list("person_id", flat=True))
    keep_consents(
        consents=[
            NewConsent(
                person_id=person_id,
                purpose=MEMBERSHIP,
                happened_on=person.consented.on if person.consented else run.consent_on,
                how=run.consent_how,
                evidence=run.consent_evidence,
                condition=EXPLICIT_CONSENT,
            )
            for person_id, person in people.items()
            if person_id not in known
        ],
        source_run=run.id,
        actor=actor,
        at=at,
    )

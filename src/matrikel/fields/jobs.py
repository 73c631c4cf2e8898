"""Nightly work: what own fields may no longer hold is forgotten, some thousand persons at a time."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from matrikel.fields.actions.forget_expired_values import forget_expired_values
from matrikel.kernel.actors import automatic
from matrikel.kernel.jobs import defer, job
from matrikel.kernel.scope import association_scope
from matrikel.organisations.queries import list_slugs


@job("fields.forget_expired_values")
def forget_values_of_association(person_id: str = "") -> None:
    """Forget what is due about the next persons after `person_id`, and ask for the ones after them."""
    after = UUID(person_id) if person_id else None
    last = forget_expired_values(
        after=after, actor=automatic("fields.forget_expired_values"), at=timezone.now()
    )
    if last is not None:
        defer("fields.forget_expired_values", person_id=last)


@app.periodic(cron="29 3 * * *")
@app.task(
    name="fields.forget_expired_values_everywhere",
    queue="default",
    queueing_lock="fields.forget_expired_values",
)
def forget_values_everywhere(timestamp: int) -> None:
    """Ask for it in every association."""
    for _slug, association_id in list_slugs():
        with association_scope(association_id):
            defer("fields.forget_expired_values")

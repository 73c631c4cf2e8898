"""Who looks after the invented clubs beside those who sign in: a board with terms that end, one of them soon."""

from datetime import date, datetime, timedelta

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.kernel.actors import Actor
from matrikel.organisations.queries import get_association
from matrikel.people.models import ContactPoint
from matrikel.people.rules.names import display_name

OFFICES = (
    ("chair", timedelta(days=12)),
    ("deputy_chair", timedelta(days=377)),
    ("board_member", timedelta(days=377)),
    ("auditor", timedelta(days=40)),
)
"""Roles with how long from today they are still held."""


def add_board(*, actor: Actor, at: datetime, on: date) -> None:
    """Give offices of the current association to grown-up members who have an e-mail address."""
    reached = (
        ContactPoint.objects.filter(
            association_id=get_association().id,
            kind="EMAIL",
            person__kind="NATURAL",
            person__protection="NONE",
            person__is_deceased=False,
            person__birth_date__lt=on - timedelta(days=365 * 30),
        )
        .select_related("person")
        .order_by("person_id", "id")
    )
    addresses: dict[str, ContactPoint] = {}
    for point in reached[: 5 * len(OFFICES)]:
        addresses.setdefault(point.normalised, point)
    terms = []
    for (role, left), point in zip(OFFICES, list(addresses.values())[2:], strict=False):
        person = point.person
        terms.append(
            NewTerm(
                email=point.normalised,
                role=role,
                starts_on=on - timedelta(days=353),
                ends_on=on + left,
                person_id=person.id,
                display_name=display_name(
                    person.given_name, person.family_name_prefix, person.family_name, person.preferred_name
                ),
            )
        )
    grant_terms(terms=terms, actor=actor, at=at)

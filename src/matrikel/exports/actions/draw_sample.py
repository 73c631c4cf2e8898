"""Draw a sample of the members of some days for an audit."""

import secrets
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.exports.errors import ExportRefused
from matrikel.exports.models import Proof
from matrikel.exports.proving import count_members_between
from matrikel.exports.rules.points import draws_in_cells
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.models import Person

MOST_SAMPLED = 100
LONGEST_SEED = 32


@action
def draw_sample(
    *, first_day: date, last_day: date, size: int, seed: str = "", actor: Actor, at: datetime
) -> UUID:
    """
    Count who was a member on at least one of the days, and return the id of a sample of them.

    Without a `seed` one is thrown; the log notes it, so that anybody can have the same sample drawn again.

    :raises ExportRefused: the days are the wrong way round, the sample is too large, or the seed too long.
    """
    if last_day < first_day:
        raise ExportRefused(_("The last day is before the first."), "last_day")
    if not 1 <= size <= MOST_SAMPLED:
        raise ExportRefused(_("A sample has one to a hundred members."), "size")
    seed = seed.strip() or secrets.token_hex(4)
    # The log keeps it for ever: a word or two of a seed are no place for somebody's name.
    if len(seed) > LONGEST_SEED or not (seed.isascii() and seed.isalnum()):
        raise ExportRefused(_("A seed has up to 32 letters or digits."), "seed")
    proof_id = new_id()
    members = count_members_between(first_day, last_day)
    people = Person.objects.filter(association_id=current_association()).count()
    in_cells = draws_in_cells(members=members, people=people)
    Proof.objects.create(
        id=proof_id,
        association_id=current_association(),
        first_day=first_day,
        last_day=last_day,
        seed=seed,
        size=size,
        members=members,
        method=Proof.Method.CELLS if in_cells else Proof.Method.SORTED,
        account=actor.id,
        actor_role=actor.role,
        created_at=at,
    )
    header = {
        "proof": str(proof_id),
        "seed": seed,
        "from": first_day.isoformat(),
        "to": last_day.isoformat(),
        "size": size,
        "people": members,
    }
    record(acts=[Act(action="exports.proof_drawn", header=header)], actor=actor, at=at)
    return proof_id

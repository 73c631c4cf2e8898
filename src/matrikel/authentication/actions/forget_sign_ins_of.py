"""Put accounts out of every browser, and make everything worthless with which they could come back in."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.access.models import SignInLink
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.models import Challenge, Draft, FactorReset, KnownBrowser, Session
from matrikel.kernel.actors import Actor
from matrikel.kernel.transactions import action


@action
def forget_sign_ins_of(*, account_ids: Sequence[UUID], actor: Actor, at: datetime) -> int:
    """
    Delete sessions with their proofs, codes, links and resets that wait, remembered browsers and forms; return how many.

    Their passwords and second steps stay: they go on as whoever they are elsewhere. In any scope.
    """
    whose = {"account_id__in": list(account_ids)}
    gone = sum(
        table.objects.filter(**whose).delete()[0]
        for table in (Session, Challenge, KnownBrowser, Draft, SignInLink, FactorReset)
    )
    header = {"accounts": [str(each) for each in account_ids]}
    record(acts=[Act(action="authentication.sign_ins_forgotten", header=header)], actor=actor, at=at)
    return gone

"""Take the answer with which somebody comes back from a broker; it works once, and in the browser that asked."""

import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from matrikel.authentication.actions.spend_try import spend_try
from matrikel.authentication.actions.start_eid import unreachable
from matrikel.authentication.errors import ProofRefused
from matrikel.authentication.models import Challenge
from matrikel.authentication.oidc import Asking, Unreachable, fetch_claims, names_itself
from matrikel.authentication.rules.brokers import Broker, Eid, find_eid
from matrikel.authentication.rules.id_tokens import Identified, NotBelieved, identified_by
from matrikel.authentication.rules.limits import Try
from matrikel.authentication.storage import hash_of_subject, use_up
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action

ANSWERED_WITHIN = timedelta(minutes=15)
LONGEST_CODE = 4096
NOT_THERE = frozenset({"server_error", "temporarily_unavailable"})
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEid:
    """An eID that was shown just now: which, how sure, and whose, as a keyed hash."""

    key: str
    name: str
    is_strong: bool
    acr: str
    subject_hash: bytes


def take_eid_answer(*, asking: Asking, told: Mapping[str, str], neighbourhood: str, at: datetime) -> ShownEid:
    """
    Return which eID was shown. `told` is what the broker has put into the address: code, or error; iss.

    The question is used up first, whatever comes of it: of twenty answers at once one is looked at. Opens the
    installation's scope itself, and no transaction is open while the broker is asked.

    :raises TooManyTries: somebody has to wait.
    :raises ProofRefused: it proves nothing, and says what to do.
    """
    spend_try(kind=Try.EID, name="", neighbourhood=neighbourhood, at=at)
    found = find_eid(settings.EID_BROKERS, asking.eid)
    late = not timedelta() <= at - asking.asked_at <= ANSWERED_WITHIN
    with association_scope(INSTALLATION):
        is_first = not late and _use_up(asking, at)
    if found is None or not is_first:
        raise ProofRefused(_("That took too long, or was answered already. Begin once more."))
    broker, eid = found
    try:
        shown = _identify(broker, eid, asking, told, at)
    except NotBelieved as error:
        log.warning("Broker %s: an answer was not believed, for its %s.", broker.code, error)
        raise ProofRefused(
            _("%(eid)s has not shown who you are. Try again, or take another way.") % {"eid": eid.name}
        ) from error
    except Unreachable as error:
        log.warning("Broker %s: %s.", broker.code, error)
        raise ProofRefused(unreachable(eid.name)) from error
    with association_scope(INSTALLATION):
        subject_hash = hash_of_subject(broker.issuer, eid.key, broker.subject_claim, shown.subject)
    return ShownEid(
        key=eid.key, name=eid.name, is_strong=eid.is_strong, acr=shown.acr, subject_hash=subject_hash
    )


@action
def _use_up(asking: Asking, at: datetime) -> bool:
    expires_at = asking.asked_at + ANSWERED_WITHIN
    return use_up(asking.state, kind=Challenge.Kind.EID, account_id=None, at=at, expires_at=expires_at)


def _identify(broker: Broker, eid: Eid, asking: Asking, told: Mapping[str, str], at: datetime) -> Identified:
    # Another broker's answer that was led here would hand that broker's code to this one (RFC 9207).
    named = told.get("iss", "")
    if (named or names_itself(broker, at=at)) and not hmac.compare_digest(
        named.encode(), broker.issuer.encode()
    ):
        raise NotBelieved("issuer in the address")
    if error := told.get("error", ""):
        if error == "access_denied":
            raise ProofRefused(
                _("You stopped at %(eid)s, so nothing has happened. Try again, or take another way.")
                % {"eid": eid.name}
            )
        if error in NOT_THERE:
            raise Unreachable("it says that it cannot answer")
        raise NotBelieved("error")
    code = told.get("code", "")
    if not code or len(code) > LONGEST_CODE:
        raise NotBelieved("code")
    claims = fetch_claims(broker, asking, code=code, at=at)
    return identified_by(claims, broker=broker, eid=eid, nonce=asking.nonce, asked_at=asking.asked_at, at=at)

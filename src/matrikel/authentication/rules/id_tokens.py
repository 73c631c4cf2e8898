"""What an ID token must say before anybody is believed to be somebody (OpenID Connect Core 1.0, 3.1.3.7)."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from matrikel.authentication.rules.brokers import Broker, Eid

SKEW = timedelta(seconds=60)
"""How far the broker's clock may be from ours."""
LONGEST_SUBJECT = 255


class NotBelieved(Exception):
    """An answer proves nothing; the message names the check that failed, and nothing of anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """Who a broker says that somebody is, as far as we look; never written down as it is."""

    subject: str
    acr: str


def identified_by(
    claims: Mapping[str, Any], *, broker: Broker, eid: Eid, nonce: str, asked_at: datetime, at: datetime
) -> Identified:
    """
    Return who it is and how sure that is, by an ID token whose signature is right.

    :raises NotBelieved: it is for somebody else, of another time, not an answer to what we asked, or less sure than
        what we asked for.
    """
    if claims.get("iss") != broker.issuer:
        raise NotBelieved("issuer")
    # Of several, the others would be believed to hand it on to us.
    if claims.get("aud") not in (broker.client_id, [broker.client_id]):
        raise NotBelieved("audience")
    if claims.get("azp", broker.client_id) != broker.client_id:
        raise NotBelieved("authorized party")
    told = claims.get("nonce")
    if not nonce or not isinstance(told, str) or not hmac.compare_digest(told.encode(), nonce.encode()):
        raise NotBelieved("nonce")
    _check_times(claims, broker=broker, asked_at=asked_at, at=at)
    acr = claims.get(broker.acr_claim)
    if not isinstance(acr, str) or acr not in eid.accepts:
        raise NotBelieved("level")
    subject = claims.get(broker.subject_claim)
    if not isinstance(subject, str) or not subject.strip() or len(subject) > LONGEST_SUBJECT:
        raise NotBelieved("subject")
    return Identified(subject=subject, acr=acr)


def _check_times(claims: Mapping[str, Any], *, broker: Broker, asked_at: datetime, at: datetime) -> None:
    now, asked, skew = at.timestamp(), asked_at.timestamp(), SKEW.total_seconds()
    if _moment(claims, "exp") <= now - skew:
        raise NotBelieved("expired")
    if not asked - skew <= _moment(claims, "iat") <= now + skew:
        raise NotBelieved("issued at")
    if "nbf" in claims and _moment(claims, "nbf") > now + skew:
        raise NotBelieved("not before")
    # Somebody must have shown it now, and not an hour ago in a session that the broker keeps.
    if (broker.auth_time or "auth_time" in claims) and not asked - skew <= _moment(
        claims, "auth_time"
    ) <= now + skew:
        raise NotBelieved("authenticated at")


def _moment(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    # `true` is a number in Python, and no comparison with NaN holds, so that such a token would last for ever.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 2**40:
        raise NotBelieved(name)
    return value

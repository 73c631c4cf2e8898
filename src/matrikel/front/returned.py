"""Where a mail service tells what came back: a door that opens to a signature, and to nothing else."""

import hashlib
import hmac
import json
import time
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from matrikel.kernel.actors import automatic
from matrikel.kernel.errors import NotFound
from matrikel.mail.actions.take_in_returned import take_in_returned
from matrikel.mail.rules import Reason, reason_of_status
from matrikel.mail.rules.returns import MOST_BYTES, Returned, read_returned
from matrikel.ui.doors import open_to_everyone
from matrikel.ui.requests import Request

LASTS_SECONDS = 300
MOST_AT_ONCE = 1_000


@csrf_exempt  # nosemgrep: no-way-round-the-csrf-check - it opens to a signature; mail services have no token
@transaction.non_atomic_requests
@require_POST
@open_to_everyone
def returned(request: Request) -> HttpResponse:
    """
    Take in what came back: a raw message (`message/rfc822`), or JSON, a list of `{"message_id", "status"}`.

    `X-Matrikel-Signature: t=<Unix seconds>,v1=<hex>` is the HMAC-SHA-256 of `<t>.<body>` under
    MATRIKEL_BOUNCE_SECRET, no older than five minutes. Without that secret, or without a signature that fits it,
    there is no such page. `"status": "complaint"` says that somebody called a letter unwanted.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not settings.BOUNCE_SECRET or not length.isdecimal() or int(length) > MOST_BYTES:
        raise NotFound
    body = request.body
    if not is_signed(request.headers.get("X-Matrikel-Signature", ""), body, at=time.time()):
        raise NotFound
    if request.content_type == "message/rfc822":
        found = read_returned(body)
        told = [found] if found else []
    else:
        told = _read_json(body)
    noted = take_in_returned(returned=told, actor=automatic("mail.returned"), at=timezone.now())
    return HttpResponse(f"{noted}\n", content_type="text/plain", status=200)


def is_signed(signature: str, body: bytes, *, at: float) -> bool:
    """Say whether a signature fits what was sent, and is fresh."""
    parts = dict(part.partition("=")[::2] for part in signature.split(","))
    stamp = parts.get("t", "")
    if (
        not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 12)
        or abs(at - int(stamp)) > LASTS_SECONDS
    ):
        return False
    wanted = hmac.new(
        settings.BOUNCE_SECRET.encode(), f"{stamp}.".encode() + body, hashlib.sha256
    ).hexdigest()
    return hmac.compare_digest(wanted.encode(), parts.get("v1", "").encode())


def _read_json(body: bytes) -> list[Returned]:
    try:
        rows = json.loads(body)
    except (ValueError, RecursionError):
        return []
    told = []
    for row in rows[:MOST_AT_ONCE] if isinstance(rows, list) else ():
        named = str(row.get("message_id", "")) if isinstance(row, dict) else ""
        status = str(row.get("status", ""))[:16] if isinstance(row, dict) else ""
        try:
            message_id = UUID(named.strip("<> ").partition("@")[0])
        except ValueError:
            continue
        if status == "complaint":
            told.append(Returned(message_id=message_id, reason=Reason.COMPLAINT))
        elif status.startswith(("4.", "5.")):
            told.append(Returned(message_id=message_id, reason=reason_of_status(status), status=status))
    return told

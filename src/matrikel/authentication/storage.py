"""How secrets and forms lie in this room's tables: hashed where they are only compared, sealed where they come back."""

import hashlib
import json
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db.models import Q, QuerySet

from matrikel.access.models import Account
from matrikel.authentication.models import Challenge, Draft
from matrikel.kernel.ids import new_id
from matrikel.keys.sealing import Place, blind_index, seal_for_installation, unseal_for_installation

DRAFT_COLUMN = "authentication_draft.sealed"
CHALLENGE_COLUMN = "authentication_challenge.sealed"
SHEET = "sheet"
"""What a row of recovery codes says of itself when they are a second step of their own, and no spare to another."""
NEW, KEPT = "new", "kept"
"""A sheet counts as soon as a code was typed from it: then it lies on paper."""
NEXT = "next"
"""The sealed seed of the sheet that follows a kept one; the old one holds until a code was typed from it."""


def second_steps_of(account_id: UUID) -> "QuerySet[Authenticator]":
    """Return the rows that are a second step by themselves: passkeys, the app, and a code sheet that was taken."""
    types = Authenticator.Type
    alone = Q(type__in=[types.TOTP, types.WEBAUTHN]) | Q(type=types.RECOVERY_CODES, data__sheet=KEPT)
    found: QuerySet[Authenticator] = Authenticator.objects.filter(alone, user_id=account_id)
    return found


def seed_of_new_sheet(row: Authenticator) -> str | None:
    """Return the sealed seed of a sheet that nobody has typed from yet: of the first one, or of the one that follows."""
    seed = row.data["seed"] if row.data.get(SHEET) == NEW else row.data.get(NEXT)
    return None if seed is None else str(seed)


def codes_of(seed: str) -> list[str]:
    """Return the ten codes of a sealed seed; whose it is, `factors_of` has said."""
    return list(RecoveryCodes(Authenticator(data={"seed": seed})).generate_codes())


def hash_of(secret: str) -> bytes:
    """Return what is stored of a long random secret; 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).digest()


def hash_of_code(challenge_id: UUID, code: str) -> bytes:
    """Return what is stored of a short code: without the keyring it cannot be guessed, nor used elsewhere."""
    (found,) = blind_index("authentication.code", [f"{challenge_id}|{code}"])
    return found


def hash_of_name(kind: str, name: str) -> bytes:
    """Return what is stored of whoever tries something, and of where from."""
    (found,) = blind_index("authentication.limit", [f"{kind}|{name}"])
    return found


def hash_of_subject(issuer: str, eid: str, claim: str, subject: str) -> bytes:
    """Return what is stored of whose eID it is; without the keyring nobody finds a number in it by trying them all."""
    (found,) = blind_index("authentication.eid", [json.dumps([issuer, eid, claim, subject])])
    return found


def use_up(
    secret: str, *, kind: Challenge.Kind, account_id: UUID | None, at: datetime, expires_at: datetime
) -> bool:
    """Say whether nobody has answered a question of ours before, and let nobody answer it again."""
    found = Challenge(
        id=new_id(),
        kind=kind,
        account_id=account_id,
        answer_hash=hash_of(secret),
        asked_at=at,
        expires_at=expires_at,
        answered_at=at,
    )
    Challenge.objects.bulk_create([found], ignore_conflicts=True)
    return Challenge.objects.filter(id=found.id).exists()


def seal_draft(draft_id: UUID, path: str, fields: Sequence[tuple[str, str]], *, had_file: bool) -> bytes:
    """Seal a form."""
    value = json.dumps([path, list(fields), had_file]).encode()
    (sealed,) = seal_for_installation([(Place(column=DRAFT_COLUMN, row=draft_id), value)])
    return sealed


def open_draft(draft: Draft) -> tuple[str, list[tuple[str, str]], bool]:
    """Open a form again: where it goes, its fields, and whether a file went with it."""
    (value,) = unseal_for_installation([(Place(column=DRAFT_COLUMN, row=draft.id), bytes(draft.sealed))])
    path, fields, *had_file = json.loads(value)
    return path, [(name, text) for name, text in fields], had_file == [True]


def seal_about(challenge_id: UUID, text: str) -> bytes:
    """Seal what the answer to a challenge is about."""
    (sealed,) = seal_for_installation([(Place(column=CHALLENGE_COLUMN, row=challenge_id), text.encode())])
    return sealed


def open_about(challenge: Challenge) -> str:
    """Open what the answer to a challenge is about."""
    place = Place(column=CHALLENGE_COLUMN, row=challenge.id)
    (value,) = unseal_for_installation([(place, bytes(challenge.sealed or b""))])
    return value.decode()


def addresses_that_hear(accounts: Collection[Account], *, at: datetime) -> dict[UUID, list[str]]:
    """Return where each owner is told of news: at the account's address, and at the one that it had until lately."""
    heard = {account.pk: [account.email] for account in accounts}
    changed = Challenge.objects.filter(
        account__in=list(heard), kind=Challenge.Kind.NEW_ADDRESS, answered_at__isnull=False, expires_at__gt=at
    ).order_by("-answered_at")
    for row in changed:
        if row.account_id is not None:
            heard[row.account_id].append(open_about(row))
    return {account_id: list(dict.fromkeys(addresses)) for account_id, addresses in heard.items()}

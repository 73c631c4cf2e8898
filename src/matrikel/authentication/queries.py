"""What doors and pages ask: is a proof missing, which factors, browsers and sessions has somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from fido2.webauthn import (
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from matrikel.access.models import Account
from matrikel.authentication import passkeys
from matrikel.authentication.adapter import factors_of
from matrikel.authentication.errors import ProofNeeded
from matrikel.authentication.models import Draft, EidLink, FactorReset, KnownBrowser, Session
from matrikel.authentication.oidc import public_keys
from matrikel.authentication.passkeys import Asked
from matrikel.authentication.rules.brokers import find_eid, strong_eids
from matrikel.authentication.rules.proofs import what_is_missing
from matrikel.authentication.rules.sheets import is_low
from matrikel.authentication.session_store import SessionStore
from matrikel.authentication.storage import (
    KEPT,
    NEW,
    SHEET,
    codes_of,
    hash_of,
    open_draft,
    second_steps_of,
    seed_of_new_sheet,
)

Type = Authenticator.Type


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorRow:
    """A second step: `kind` is `webauthn`, `totp` or `recovery_codes` (a code sheet), `name` what its owner calls it."""

    id: int
    kind: str
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A code sheet: how many codes are left, and whether that is so few that a new one is due."""

    id: int
    left: int
    is_low: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EidRow:
    """An eID that is offered: known here by `key`, to people by `name`; `is_strong`: it is both steps in one."""

    key: str
    name: str
    is_strong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EidLinkRow:
    """An eID that signs in to an account; without a name it is offered here no more."""

    id: UUID
    key: str
    name: str
    is_strong: bool
    linked_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A browser that is signed in."""

    id: UUID
    device: str
    signed_in_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserRow:
    """A browser that is not asked for the second step until a day."""

    id: UUID
    device: str
    first_seen_at: datetime
    last_seen_at: datetime
    remembered_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A form that waits to be sent again: where it goes, its fields in order, and whether a file went with it."""

    path: str
    fields: Sequence[tuple[str, str]]
    had_file: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetRow:
    """Second steps that are to be taken away: when, and by whose asking."""

    due_at: datetime
    asked_by: UUID | None


def require_proof(session: object, *, sees_others: bool, fresh: bool = False, at: datetime) -> None:
    """
    Let a browser pass that has proven enough, and remember that it was here, and whether it saw others.

    :raises ProofNeeded: with what is missing.
    """
    proof = session.proof if isinstance(session, SessionStore) else None
    missing = what_is_missing(proof, sees_others=sees_others, fresh=fresh, at=at)
    if missing is not None:
        raise ProofNeeded(missing)
    if isinstance(session, SessionStore):
        session.passed_at = at
        if proof is not None and sees_others and not proof.is_officers:
            session.note_officer()


def has_factor(*, account_id: UUID) -> bool:
    """Say whether an account has a second step of its own; an eID that is offered here and sure enough is one."""
    return bool(second_steps_of(account_id).exists()) or has_strong_eid(account_id=account_id)


def has_strong_eid(*, account_id: UUID) -> bool:
    """Say whether an eID that stands for both steps signs in to an account."""
    strong = strong_eids(settings.EID_BROKERS)
    return bool(strong) and EidLink.objects.filter(account_id=account_id, eid__in=strong).exists()


def list_eid_links(*, account_id: UUID) -> list[EidLinkRow]:
    """Return the eIDs that sign in to an account, the oldest link first; also those that are offered here no more."""
    rows = EidLink.objects.filter(account_id=account_id).order_by("linked_at", "id")
    return [_eid_link(row) for row in rows]


def _eid_link(row: EidLink) -> EidLinkRow:
    found = find_eid(settings.EID_BROKERS, row.eid)
    return EidLinkRow(
        id=row.id,
        key=row.eid,
        name=found[1].name if found else "",
        is_strong=bool(found and found[1].is_strong),
        linked_at=row.linked_at,
        used_at=row.last_used_at,
    )


def list_eids(*, of_account: UUID | None = None) -> list[EidRow]:
    """Return the eIDs that the installation offers; of an account, the linked ones that stand for its second step."""
    offered = [eid for broker in settings.EID_BROKERS for eid in broker.eids]
    if of_account is not None and offered:
        linked = {row.key for row in list_eid_links(account_id=of_account)}
        offered = [eid for eid in offered if eid.is_strong and eid.key in linked]
    return [EidRow(key=eid.key, name=eid.name, is_strong=eid.is_strong) for eid in offered]


def find_broker_keys(*, code: str) -> dict[str, list[dict[str, Any]]] | None:
    """Return our public keys for a broker, as a JWK set, where the installation has that broker."""
    broker = next((broker for broker in settings.EID_BROKERS if broker.code == code), None)
    return public_keys(broker) if broker else None


def list_factors(*, account_id: UUID) -> list[FactorRow]:
    """Return the second steps of an account, the oldest first."""
    found = second_steps_of(account_id).order_by("created_at", "id")
    return [
        FactorRow(
            id=row.id,
            kind=row.type,
            name=str(row.data.get("name", "")),
            made_at=row.created_at,
            used_at=row.last_used_at,
        )
        for row in found
    ]


def count_recovery_codes(*, account_id: UUID) -> int | None:
    """Return how many recovery codes are left, or None where none were ever made or taken."""
    row = Authenticator.objects.filter(user_id=account_id, type=Type.RECOVERY_CODES).first()
    if row is None or row.data.get(SHEET) == NEW:
        return None
    with factors_of(account_id):
        return len(row.wrap().get_unused_codes())


def find_sheet(*, account_id: UUID) -> SheetRow | None:
    """Return the code sheet by which an account makes its second step, if it does."""
    row = Authenticator.objects.filter(user_id=account_id, type=Type.RECOVERY_CODES, data__sheet=KEPT).first()
    if row is None:
        return None
    left = count_recovery_codes(account_id=account_id) or 0
    return SheetRow(id=row.id, left=left, is_low=is_low(left))


def list_codes_of_new_sheet(*, account_id: UUID) -> list[str]:
    """Return the codes of a sheet that is not taken yet; once it is, nobody reads them here again."""
    row = Authenticator.objects.filter(user_id=account_id, type=Type.RECOVERY_CODES).first()
    seed = seed_of_new_sheet(row) if row else None
    if seed is None:
        return []
    with factors_of(account_id):
        return codes_of(seed)


def list_sessions(*, account_id: UUID, at: datetime) -> list[SessionRow]:
    """Return the browsers in which somebody is signed in, the one seen last first."""
    found = Session.objects.filter(
        account_id=account_id, expire_date__gt=at, signed_in_at__isnull=False
    ).order_by("-used_at", "id")
    return [
        SessionRow(
            id=row.id,
            device=row.device,
            signed_in_at=row.signed_in_at,
            seen_at=row.used_at or row.signed_in_at,
        )
        for row in found
        if row.signed_in_at is not None
    ]


def list_remembered_browsers(*, account_id: UUID, at: datetime) -> list[BrowserRow]:
    """Return the browsers that are not asked for the second step, the one seen last first."""
    found = KnownBrowser.objects.filter(account_id=account_id, remembered_until__gt=at).order_by(
        "-last_seen_at", "id"
    )
    return [
        BrowserRow(
            id=row.id,
            device=row.device,
            first_seen_at=row.first_seen_at,
            last_seen_at=row.last_seen_at,
            remembered_until=row.remembered_until,
        )
        for row in found
        if row.remembered_until is not None
    ]


def is_remembered(*, account_id: UUID, secret: str, at: datetime) -> bool:
    """Say whether a browser stands in for the second step of an account."""
    from_browser = KnownBrowser.objects.filter(
        account_id=account_id, secret_hash=hash_of(secret), remembered_until__gt=at
    )
    return bool(secret) and from_browser.exists()


def find_draft(*, draft_id: UUID, account_id: UUID, at: datetime) -> DraftRow | None:
    """Return a form that its author may send again."""
    row = Draft.objects.filter(id=draft_id, account_id=account_id, expires_at__gt=at).first()
    if row is None:
        return None
    path, fields, had_file = open_draft(row)
    return DraftRow(path=path, fields=fields, had_file=had_file)


def find_reset(*, account_id: UUID) -> ResetRow | None:
    """Return when somebody's second steps are taken away, and who has asked for it, where somebody has."""
    row = FactorReset.objects.filter(account_id=account_id).first()
    return ResetRow(due_at=row.due_at, asked_by=row.asked_by) if row else None


def ask_for_passkey(*, origin: str, at: datetime) -> Asked:
    """Return what the browser is asked so that somebody signs in with a passkey, whoever it is."""
    challenge = passkeys.new_challenge()
    options, _state = passkeys.server_at(origin).authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED, challenge=challenge
    )
    token = passkeys.token_of(challenge, purpose=passkeys.SIGNING_IN, at=at)
    return Asked(options_json=passkeys.to_json(dict(options)["publicKey"]), token=token)


def ask_to_make_passkey(*, account: Account, origin: str, at: datetime) -> Asked:
    """Return what the browser is asked so that it makes a passkey for an account; devices that have one are left out."""
    challenge = passkeys.new_challenge()
    rows = Authenticator.objects.filter(user_id=account.pk, type=Type.WEBAUTHN)
    held = [row.wrap().authenticator_data.credential_data for row in rows]
    options, _state = passkeys.server_at(origin).register_begin(
        PublicKeyCredentialUserEntity(
            id=account.pk.bytes, name=account.email, display_name=account.display_name or account.email
        ),
        credentials=[each for each in held if each is not None],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=challenge,
    )
    token = passkeys.token_of(challenge, purpose=passkeys.registering(account.pk), at=at)
    return Asked(options_json=passkeys.to_json(dict(options)["publicKey"]), token=token)

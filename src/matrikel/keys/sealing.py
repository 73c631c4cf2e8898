"""Sealing: AES-256-GCM bound to association, subject, column and row, so a moved value does not open."""

import hashlib
import hmac
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id, new_ids
from matrikel.kernel.scope import current_association
from matrikel.keys.keyring import keyring
from matrikel.keys.models import AssociationKey, SubjectKey

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32
SUBJECT_KEY_COLUMNS = ("id", "association_id", "subject", "association_key_id", "wrapped")


class CannotOpen(Exception):
    """The value was moved or changed, or its key is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a sealed value lives: `column` is `table.column`; a `subject` of None is sealed for the association."""

    column: str
    row: UUID
    subject: UUID | None = None


def seal(values: Sequence[tuple[Place, bytes]]) -> list[bytes]:
    """Seal many values, making keys for subjects that have none yet, and return them in the same order."""
    keys = _keys_of({place.subject for place, _ in values}, create=True)
    return [_encrypt(keys[place.subject], value, _associated_data(place)) for place, value in values]


def unseal(values: Sequence[tuple[Place, bytes]]) -> list[bytes]:
    """
    Open many sealed values, in the same order.

    :raises CannotOpen: a value was moved or changed, or its key has been deleted.
    """
    keys = _keys_of({place.subject for place, _ in values}, create=False)
    opened = []
    for place, sealed in values:
        key = keys.get(place.subject)
        if key is None:
            raise CannotOpen("The key is gone.")
        opened.append(_decrypt(key, bytes(sealed), _associated_data(place)))
    return opened


def seal_for_installation(values: Sequence[tuple[Place, bytes]]) -> list[bytes]:
    """
    Seal what belongs to no association, under a key that comes from the newest installation key.

    Such a value opens as long as that installation key is in the keyring: it is for what is kept for days.
    """
    newest = keyring().current()
    key = _key_of_installation(newest.secret)
    name = newest.id.encode("ascii")
    return [
        bytes([len(name)]) + name + _encrypt(key, value, _installation_data(place)) for place, value in values
    ]


def unseal_for_installation(values: Sequence[tuple[Place, bytes]]) -> list[bytes]:
    """
    Open what `seal_for_installation` sealed, in the same order.

    :raises CannotOpen: a value was moved or changed.
    """
    keys: dict[str, bytes] = {}
    opened = []
    for place, sealed in values:
        end = 1 + sealed[0] if sealed else 0
        name = sealed[1:end].decode("ascii", "replace")
        if name not in keys:
            found = keyring().find(name)
            if found is None:
                raise CannotOpen("The key is gone.")
            keys[name] = _key_of_installation(found.secret)
        opened.append(_decrypt(keys[name], bytes(sealed[end:]), _installation_data(place)))
    return opened


def blind_index(column: str, values: Iterable[str]) -> list[bytes]:
    """
    Return a keyed hash of each normalised value, for finding equal ones without reading them.

    The key comes from the keyring and differs by association, so two associations' hashes of one
    number have nothing in common.
    """
    key = hmac.digest(keyring().index_secret(), b"index|" + current_association().bytes, "sha256")
    return [hmac.digest(key, f"{column}|{value}".encode(), hashlib.sha256) for value in values]


def forget_subjects(subjects: Sequence[UUID]) -> int:
    """Delete the keys of persons, so that nothing sealed under them opens again."""
    deleted, _ = SubjectKey.objects.filter(
        association_id=current_association(), subject__in=subjects
    ).delete()
    return deleted


def rewrap_association_key() -> bool:
    """Wrap the current association's key with the newest installation key; say whether anything changed."""
    stored = AssociationKey.objects.filter(association_id=current_association()).select_for_update().first()
    newest = keyring().current()
    if stored is None or stored.installation_key == newest.id:
        return False
    secret = _unwrap_association_key(stored)
    stored.wrapped = _encrypt(newest.secret, secret, _association_key_data(stored.id))
    stored.installation_key = newest.id
    stored.save(update_fields=["wrapped", "installation_key"])
    return True


def _keys_of(subjects: set[UUID | None], *, create: bool) -> dict[UUID | None, bytes]:
    if not subjects:
        return {}
    stored, secret = _association_key(create=create)
    if stored is None:
        return {}
    persons = {subject for subject in subjects if subject is not None}
    found: dict[UUID | None, bytes] = {None: secret}
    found |= _open_subject_keys(stored, secret, persons)
    missing = persons - set(found)
    if create and missing:
        fresh: dict[UUID | None, bytes] = {subject: os.urandom(KEY_BYTES) for subject in missing}
        # Sorted, so that two transactions that make the same keys wait for each other and never in a circle.
        rows = [
            (
                row,
                stored.association_id,
                subject,
                stored.id,
                _encrypt(secret, fresh[subject], _subject_key_data(subject)),
            )
            for row, subject in zip(new_ids(len(missing)), sorted(missing), strict=True)
        ]
        written = insert_many(SubjectKey, SUBJECT_KEY_COLUMNS, rows, on_conflict="ON CONFLICT DO NOTHING")
        if written < len(rows):
            # Somebody else made some of them meanwhile: theirs hold.
            found |= _open_subject_keys(stored, secret, missing)
        else:
            found |= fresh
    return found


def _open_subject_keys(
    stored: AssociationKey, secret: bytes, subjects: set[UUID]
) -> dict[UUID | None, bytes]:
    keys = SubjectKey.objects.filter(association_id=stored.association_id, subject__in=subjects)
    return {
        subject: _decrypt(secret, bytes(wrapped), _subject_key_data(subject))
        for subject, wrapped in keys.values_list("subject", "wrapped")
    }


def _association_key(*, create: bool) -> tuple[AssociationKey | None, bytes]:
    stored = AssociationKey.objects.filter(association_id=current_association()).first()
    if stored is not None:
        return stored, _unwrap_association_key(stored)
    if not create:
        return None, b""
    newest, secret, row = keyring().current(), os.urandom(KEY_BYTES), new_id()
    # Two first seals at once: the second keeps the first one's key.
    AssociationKey.objects.bulk_create(
        [
            AssociationKey(
                id=row,
                association_id=current_association(),
                installation_key=newest.id,
                wrapped=_encrypt(newest.secret, secret, _association_key_data(row)),
            )
        ],
        ignore_conflicts=True,
    )
    stored = AssociationKey.objects.get(association_id=current_association())
    return stored, _unwrap_association_key(stored)


def _unwrap_association_key(stored: AssociationKey) -> bytes:
    wrapping = keyring().get(stored.installation_key)
    return _decrypt(wrapping.secret, bytes(stored.wrapped), _association_key_data(stored.id))


def _associated_data(place: Place) -> bytes:
    return f"v1|{current_association()}|{place.subject or ''}|{place.column}|{place.row}".encode()


def _key_of_installation(secret: bytes) -> bytes:
    # Not the secret itself: that one only wraps associations' keys.
    return hmac.digest(secret, b"installation|sealed", "sha256")


def _installation_data(place: Place) -> bytes:
    return f"v1|installation|{place.column}|{place.row}".encode()


def _association_key_data(row: UUID) -> bytes:
    return f"v1|{current_association()}|association-key|{row}".encode()


def _subject_key_data(subject: UUID) -> bytes:
    return f"v1|{current_association()}|subject-key|{subject}".encode()


def _encrypt(key: bytes, value: bytes, associated: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, value, associated)


def _decrypt(key: bytes, sealed: bytes, associated: bytes) -> bytes:
    if sealed[:1] != VERSION:
        raise CannotOpen("The sealed value has an unknown version.")
    nonce, ciphertext = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, associated)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("The sealed value was moved or changed.") from error

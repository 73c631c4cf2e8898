"""Sessions as rows: found by a hash of what the browser holds, sealed, and known by account and device."""

import base64
import functools
import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import connection, models
from django.utils.crypto import constant_time_compare

from matrikel.access.queries import Account
from matrikel.authentication.models import Session
from matrikel.authentication.rules.proofs import Proof, is_awake, read_proof
from matrikel.kernel.ids import new_id
from matrikel.keys.keyring import KeyringUnusable
from matrikel.keys.sealing import CannotOpen, Place, seal_for_installation, unseal_for_installation

PROOF, DEVICE = "proof", "device"
NOTED_EVERY = timedelta(minutes=1)
COLUMN = "authentication_session.session_data"


def hash_of_key(session_key: str) -> str:
    """Return what is stored in place of what the browser holds; 160 random bits need no slow hash."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    """Keeps sessions as `Session` rows."""

    row: Session | None = None
    passed_at: datetime | None = None
    """When a door has let this browser in during this request."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table."""
        return Session

    @property
    def proof(self) -> Proof | None:
        """Return what this browser has proven."""
        return read_proof(self.get(PROOF), seen_at=self.seen_at)

    @property
    def seen_at(self) -> datetime | None:
        """Return when a door last let this browser in."""
        self._get_session()  # type: ignore[attr-defined]
        return self.row.seen_at if self.row else None

    def account(self, *, backends: Sequence[str]) -> Account | None:
        """
        Return who is signed in here beyond doubt, as Django would find it with a query more.

        None says nothing: it may be nobody, or somebody whom Django has to look at (`django.contrib.auth.get_user`).
        What counts is what the sealed session says; the column only says whom to bring along.
        """
        signed_in, verifier = self.get(SESSION_KEY), self.get(HASH_SESSION_KEY)
        account = self.row.account if self.row else None
        if account is None or not account.is_active or str(account.pk) != signed_in:
            return None
        if self.get(BACKEND_SESSION_KEY) not in backends or not verifier:
            return None
        return account if constant_time_compare(verifier, account.get_session_auth_hash()) else None

    @property
    def row_id(self) -> UUID | None:
        """Return the id under which the session is listed."""
        self._get_session()  # type: ignore[attr-defined]
        return self.row.id if self.row else None

    def keep_proof(self, proof: Proof) -> None:
        """Keep what was proven; being seen now is part of it."""
        self[PROOF] = proof.to_json()
        if self.row is not None:
            self.row.seen_at = self.row.used_at = proof.seen_at

    def note_officer(self) -> None:
        """Keep that others were seen in this browser: from now on no page of it stays open for long."""
        self[PROOF] = {**self[PROOF], "is_officers": "yes"}

    def note_use(self) -> None:
        """
        Write down that a door has let this browser in, about once a minute.

        By itself and after the answer, so that nothing else that changes the session is overwritten or held up.
        """
        at, row, proof = self.passed_at, self.row, self.proof
        if at is None or row is None or proof is None:
            return
        if row.used_at is not None and at - row.used_at < NOTED_EVERY:
            return
        seen = {"seen_at": at} if is_awake(proof, at=at) else {}
        Session.objects.filter(session_key=row.session_key).update(used_at=at, **seen)

    def exists(self, session_key: str) -> bool:
        """Say whether there is such a session."""
        return Session.objects.filter(session_key=hash_of_key(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row as it is to be written."""
        key = hash_of_key(self._get_or_create_session_key())  # type: ignore[attr-defined]
        proof = read_proof(data.get(PROOF), seen_at=self.row.seen_at if self.row else None)
        self.row = Session(
            session_key=key,
            session_data=_seal(key, data),
            expire_date=self.get_expiry_date(),
            id=self.row.id if self.row else new_id(),
            account_id=UUID(data[SESSION_KEY]) if SESSION_KEY in data else None,
            device=str(data.get(DEVICE, ""))[:60],
            signed_in_at=proof.signed_in_at if proof else None,
            seen_at=proof.seen_at if proof else None,
            used_at=(self.row.used_at if self.row else None) or (proof.fresh_at if proof else None),
        )
        return self.row

    def load(self) -> dict[str, Any]:
        """Return what the session holds; one that was moved or changed holds nothing."""
        self.row = self._get_session_from_db()
        return _open(self.row) if self.row else {}

    def _get_session_from_db(self) -> Session | None:
        with connection.cursor() as cursor:
            cursor.execute(_session_and_account(), [hash_of_key(str(self.session_key))])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return None
        names = _columns(Session)
        row: Session = Session.from_db(connection.alias, names, found[: len(names)])
        if row.account_id is not None:
            row.account = Account.from_db(connection.alias, _columns(Account), found[len(names) :])
        return row

    def delete(self, session_key: str | None = None) -> None:
        """Delete the session of this browser, or another one."""
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(session_key=hash_of_key(key)).delete()

    def create(self) -> None:
        """Begin a new row under a new key."""
        if self.row is not None:
            self.row = Session(id=new_id(), seen_at=self.row.seen_at, used_at=self.row.used_at)
        super().create()

    def flush(self) -> None:
        """Forget everything."""
        super().flush()
        self.row = None


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


@functools.cache
def _session_and_account() -> str:
    """Return one query for what every page of whoever is signed in begins with; written out, as each asks it."""
    wanted = [f"s.{name}" for name in _columns(Session)] + [f"a.{name}" for name in _columns(Account)]
    return (
        f"SELECT {', '.join(wanted)} FROM authentication_session s"  # noqa: S608 - our own names only
        " LEFT JOIN access_account a ON a.id = s.account_id"
        " WHERE s.session_key = %s AND s.expire_date > statement_timestamp()"
    )


def forget_factors(*, account_ids: Sequence[UUID]) -> None:
    """Let no session count as having passed a second step that is no more."""
    rows = list(Session.objects.select_for_update().filter(account_id__in=list(account_ids)).order_by("id"))
    for row in rows:
        data = _open(row)
        if "factor_at" in data.get(PROOF, {}):
            del data[PROOF]["factor_at"]
            row.session_data = _seal(row.session_key, data)
    Session.objects.bulk_update(rows, ["session_data"], batch_size=1_000)


def _place(key: str) -> Place:
    return Place(column=COLUMN, row=UUID(key[:32]))


def _seal(key: str, data: dict[str, Any]) -> str:
    (sealed,) = seal_for_installation([(_place(key), json.dumps(data, default=str).encode())])
    return base64.b64encode(sealed).decode()


def _open(row: Session) -> dict[str, Any]:
    try:
        (opened,) = unseal_for_installation([(_place(row.session_key), base64.b64decode(row.session_data))])
        found = json.loads(opened)
    except (CannotOpen, KeyringUnusable, ValueError):
        return {}
    return found if isinstance(found, dict) else {}

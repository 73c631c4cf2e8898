"""How shared lists lie in their table, who they are for, and with whose rights they are read."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from matrikel.access.queries import find_entrance
from matrikel.exports.models import SharedList
from matrikel.exports.rules.sharing import is_token
from matrikel.exports.storage import Said, open_said, seal_as
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, blind_index, seal, unseal

_READER = "exports_sharedlist.sealed_reader"
_SAID = "exports_sharedlist.sealed_said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads a shared list."""

    name: str = field(repr=False)
    email: str = field(repr=False)


def hash_secret(secret: str) -> bytes:
    """Return what is stored of a link's secret."""
    return hashlib.sha256(secret.encode()).digest()


def hash_code(list_id: UUID, code: str) -> bytes:
    """Return what is stored of a code: few digits, and therefore under a key that is not in the database."""
    return blind_index("exports.code", [f"{list_id}|{code}"])[0]


def seal_reader(list_id: UUID, reader: Reader) -> bytes:
    """Seal who reads it."""
    plain = json.dumps({"name": reader.name, "email": reader.email}, ensure_ascii=False).encode()
    return seal([(Place(column=_READER, row=list_id), plain)])[0]


def read_reader(shared: SharedList) -> Reader:
    """Return who reads it."""
    return read_readers([shared])[0]


def read_readers(lists: Sequence[SharedList]) -> list[Reader]:
    """Return who reads each of some lists."""
    opened = unseal([(Place(column=_READER, row=each.id), bytes(each.sealed_reader)) for each in lists])
    return [Reader(**json.loads(each)) for each in opened]


def seal_said_of(list_id: UUID, said: Said) -> bytes:
    """Seal whom it means and why."""
    return seal_as(Place(column=_SAID, row=list_id), said)


def read_said_of(shared: SharedList) -> Said:
    """Return whom it means and why."""
    return open_said(Place(column=_SAID, row=shared.id), bytes(shared.sealed_said), shared.question)


def find_shared(*, secret: str, at: datetime, hold: bool = False) -> SharedList:
    """
    Return the shared list of a link, if it still works.

    :raises NotFound: there is none, or it is over.
    """
    if not is_token(secret):
        raise NotFound
    rows = SharedList.objects.select_for_update() if hold else SharedList.objects
    shared = rows.filter(association_id=current_association(), secret_hash=hash_secret(secret)).first()
    if shared is None or shared.ended_at is not None or shared.expires_at <= at:
        raise NotFound
    return shared


def viewer_of(shared: SharedList, at: datetime) -> Viewer:
    """
    Return with whose eyes it is read: its officer's, as they are today, without what is hidden or sensitive.

    :raises NotFound: the officer may not share lists any more.
    """
    entrance = find_entrance(account_id=shared.account, at=at)
    presence = entrance.presence if entrance else None
    if presence is None or not presence.viewer.may(Right.LISTS_SHARE):
        raise NotFound
    viewer = presence.viewer
    return Viewer(
        association_id=viewer.association_id,
        account_id=viewer.account_id,
        rights=viewer.rights - {Right.PROTECTED_SEE},
        unit_ids=viewer.unit_ids,
    )

"""Ends every sign-in of whoever has no access any more."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.dispatch import receiver

from matrikel.access.signals import access_ended
from matrikel.authentication.actions.forget_sign_ins_of import forget_sign_ins_of
from matrikel.kernel.actors import Actor


@receiver(access_ended)
def put_out(
    sender: object, account_ids: Sequence[UUID], actor: Actor, at: datetime, **kwargs: object
) -> None:
    """Delete sessions, codes, remembered browsers and forms in the transaction that ended the access."""
    forget_sign_ins_of(account_ids=account_ids, actor=actor, at=at)

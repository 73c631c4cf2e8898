"""Asking for a second officer: whether there is one, and what whoever asked is told."""

from collections.abc import Collection
from uuid import UUID

from django.contrib import messages
from django.utils.translation import gettext as _

from matrikel.access.actions.ask_second import ask_second
from matrikel.access.queries.pending import who_may_agree
from matrikel.kernel.actors import Right
from matrikel.mail.queries.notices import letters_leave
from matrikel.office.doors import OfficeRequest


def has_others(
    request: OfficeRequest, kind: str, *, rights: Collection[Right] = (), unit_id: UUID | None = None
) -> bool:
    """Say whether anybody else could agree to an act today."""
    able = who_may_agree(kind=kind, rights=rights, unit_id=unit_id, on=request.today)
    return any(holder.account_id != request.account.pk for holder in able)


def ask_to_give(
    request: OfficeRequest,
    kind: str,
    concerns: dict[str, str],
    *,
    rights: Collection[Right] = (),
    unit_id: UUID | None = None,
) -> None:
    """Let an act wait for a second officer, and say so; `rights` in a branch are what it gives."""
    others = has_others(request, kind, rights=rights, unit_id=unit_id)
    ask_second(
        kind=kind, concerns=concerns, has_others=others, unit_id=unit_id, actor=request.actor, at=request.now
    )
    tell_that_it_waits(request, others=others)


def tell_that_it_waits(request: OfficeRequest, *, others: bool) -> None:
    """Say that an act waits, and for what, and who tells the board of it."""
    if letters_leave():
        said = (
            _("This needs two officers. It waits until somebody else agrees; the board is told by letter.")
            if others
            else _(
                "Nobody else could agree to this. You can do it after 24 hours; the board is told by letter."
            )
        )
    else:
        said = (
            _(
                "This needs two officers. It waits until somebody else agrees. No letters leave from here: tell them."
            )
            if others
            else _(
                "Nobody else could agree to this. You can do it after 24 hours. No letters leave from here: "
                "tell the board yourself."
            )
        )
    messages.success(request, said)

"""Ask for a second officer before an act that one alone may not do."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from matrikel.access.actions.tell_board import tell_board
from matrikel.access.models import PendingAct
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_id
from matrikel.kernel.transactions import action
from matrikel.mail.rules.content import Content, Paragraph
from matrikel.organisations.queries import get_association

WAIT = timedelta(hours=24)


@action
def ask_second(
    *,
    kind: str,
    concerns: Mapping[str, str],
    has_others: bool,
    unit_id: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> UUID:
    """
    Note down an act that waits, tell the whole board by letter, and return its id.

    `concerns` holds ids and codes. Where there is nobody else who could agree (`has_others`), it can be done after
    twenty-four hours by whoever asked: long enough for the board to read its letters.
    """
    if actor.id is None:
        raise ValueError("Only an account asks for a second one.")
    association = get_association()
    act = PendingAct.objects.create(
        id=new_id(),
        association_id=association.id,
        kind=kind,
        concerns=dict(concerns),
        asked_by=actor.id,
        asked_at=at,
        waits_until=None if has_others else at + WAIT,
    )
    with translation.override(association.language):
        content = Content(
            subject=_("An act that needs two officers was asked for"),
            blocks=[
                Paragraph(
                    _(
                        "Somebody who gives roles in %(association)s asked for something that one alone may not do."
                    )
                    % {"association": association.name}
                ),
                Paragraph(
                    _("It waits under Board and roles until a second officer agrees.")
                    if has_others
                    else _(
                        "Nobody else could agree to it, so it waits for twenty-four hours. "
                        "Whoever gives roles can call it off under Board and roles."
                    )
                ),
            ],
        )
    tell_board(content=content, kind="access.second_needed", units=[unit_id], actor=actor, at=at)
    header = {"act": str(act.id), "kind": kind, "concerns": dict(concerns), "alone": not has_others}
    record(acts=[Act(action="access.second_asked", header=header)], actor=actor, at=at)
    return act.id

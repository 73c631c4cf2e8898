"""Ask for a second officer before an act that one alone may not do."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matrikel.access.actions.tell_board import tell_board
from matrikel.access.models import Account, PendingAct
from matrikel.access.queries.pending import describe_acts, still_waiting
from matrikel.access.rules.acts import header_of, runs_out
from matrikel.access.wording import act_name
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.mail.rules.content import Content, Facts, Paragraph, Small
from matrikel.organisations.queries import AssociationDetails, get_association

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
    Note down an act that waits, tell the whole board by letter, and return its id; of the same act one waits.

    `concerns` holds ids and codes. Where there is nobody else who could agree (`has_others`), it can be done after
    twenty-four hours by whoever asked: long enough for the board to read its letters.
    """
    if actor.id is None:
        raise ValueError("Only an account asks for a second one.")
    association = get_association()
    # A button may be pressed twice, and two officers may have the same thought: one act waits.
    one_at_a_time("acts")
    waiting = _waiting(kind, concerns, on=association.day_of(at), at=at)
    if waiting is not None:
        return waiting
    act = PendingAct.objects.create(
        id=new_id(),
        association_id=association.id,
        kind=kind,
        concerns=dict(concerns),
        person_id=concerns.get("person"),
        asked_by=actor.id,
        asked_at=at,
        waits_until=None if has_others else at + WAIT,
    )
    content = _letter(kind, actor.id, association, has_others=has_others, at=at)
    tell_board(content=content, kind="access.second_needed", units=[unit_id], actor=actor, at=at)
    header = header_of(act.id, act.kind, act.concerns, alone=not has_others)
    record(acts=[Act(action="access.second_asked", header=header)], actor=actor, at=at)
    return act.id


def _waiting(kind: str, concerns: Mapping[str, str], *, on: date, at: datetime) -> UUID | None:
    """Return the same act, where it waits and can still be agreed to: one whose asker has left holds up nobody."""
    found = PendingAct.objects.filter(
        still_waiting(at),
        association_id=current_association(),
        kind=kind,
        concerns__contains={name: value for name, value in concerns.items() if name != "reason"},
    )
    described = describe_acts(found.order_by("asked_at", "id"), on=on)
    return next((act.id for act in described if not act.is_stale), None)


def _letter(
    kind: str, asked_by: UUID, association: AssociationDetails, *, has_others: bool, at: datetime
) -> Content:
    who = Account.objects.get(id=asked_by)
    last = runs_out(at).astimezone(ZoneInfo(association.time_zone))
    with translation.override(association.language):
        return Content(
            subject=_("An act that needs two officers was asked for"),
            blocks=[
                Paragraph(
                    _("An officer of %(association)s asked for something that one alone may not do.")
                    % {"association": association.name}
                ),
                Facts(((_("What"), act_name(kind)), (_("By"), who.display_name or who.email))),
                Paragraph(
                    _("It waits on the page What needs two until a second officer agrees.")
                    if has_others
                    else _(
                        "Nobody else could agree to it, so it waits for twenty-four hours. "
                        "Whoever gives roles can call it off on the page What needs two."
                    )
                ),
                Small(
                    _("What nobody has settled by %(when)s runs out, and has to be asked for anew.")
                    % {"when": date_format(last, "DATETIME_FORMAT")}
                ),
            ],
        )

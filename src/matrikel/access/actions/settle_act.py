"""Agree to an act that needs two, do it alone once its day has passed, or call it off."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.access.actions.invite_officers import send_invitations
from matrikel.access.actions.save_roles import RoleEdit, save_roles
from matrikel.access.actions.withdraw_officer_invitations import withdraw_officer_invitations
from matrikel.access.models import PendingAct, Role, TermInvitation
from matrikel.access.queries.pending import describe_acts, still_waiting
from matrikel.access.rules import rights_in
from matrikel.access.rules.acts import header_of
from matrikel.access.signals import act_agreed
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.people.actions.change_people import PersonOvertaken
from matrikel.people.actions.lift_protections import Lift, lift_protections


class ActRefused(Refusal):
    """The act cannot be done, or not yet."""


@action
def settle_act(*, act_id: UUID, agrees: bool, link_start: str = "", actor: Actor, at: datetime) -> None:
    """
    Do an act that waits, or call it off.

    Who may agree is the door's question. That it is a second, and that whoever asked could still ask, are this one's.
    To be told a name (REVEAL) is then done by whoever asked.

    :raises NotFound: there is none, or it was settled already or has run out.
    :raises ActRefused: whoever asked agrees alone before the day has passed, may not ask any more, or what it was
        about is gone or has changed.
    """
    act = (
        PendingAct.objects.select_for_update(of=("self",))
        .filter(still_waiting(at), association_id=current_association(), id=act_id)
        .first()
    )
    if act is None:
        raise NotFound
    if not agrees:
        act.cancelled_at = at
        act.save(update_fields=["cancelled_at"])
        _forget(act, actor, at)
        header = header_of(act.id, act.kind, act.concerns)
        record(acts=[Act(action="access.second_refused", header=header)], actor=actor, at=at)
        return
    (described,) = describe_acts([act], on=get_association().day_of(at))
    if described.is_stale:
        raise ActRefused(_("Whoever asked for this may not do it any more, or what it was about is gone."))
    if actor.id == act.asked_by:
        if act.waits_until is None:
            raise ActRefused(_("Somebody else has to agree to this."))
        if at < act.waits_until:
            raise ActRefused(_("This waits for twenty-four hours, so that the board can read its letters."))
    act.done_at, act.done_by = at, actor.id
    act.save(update_fields=["done_at", "done_by"])
    header = header_of(act.id, act.kind, act.concerns)
    record(acts=[Act(action="access.second_given", header=header)], actor=actor, at=at)
    if act.kind == PendingAct.Kind.INVITE:
        send_invitations(
            invitation_ids=[UUID(act.concerns["invitation"])], link_start=link_start, actor=actor, at=at
        )
    elif act.kind == PendingAct.Kind.ROLE:
        _give_right(act, actor, at)
    elif act.kind == PendingAct.Kind.LIFT:
        _lift(act, actor, at)
    act_agreed.send(sender=PendingAct, kind=act.kind, concerns=act.concerns, actor=actor, at=at)


def _lift(act: PendingAct, actor: Actor, at: datetime) -> None:
    about = act.concerns
    lift = Lift(person_id=UUID(about["person"]), held=about["held"], level=about["level"])
    try:
        lift_protections(lifts=[lift], actor=actor, at=at)
    except (NotFound, PersonOvertaken) as overtaken:
        raise ActRefused(
            _("The protection is another one by now than when this was asked for. Call it off and ask anew.")
        ) from overtaken


def _give_right(act: PendingAct, actor: Actor, at: datetime) -> None:
    role = Role.objects.filter(association_id=current_association(), id=act.concerns["role"]).first()
    if role is None:
        raise ActRefused(_("There is no such role."))
    rights = rights_in([*role.rights, *act.concerns["rights"].split()], is_in_branch=False)
    edit = RoleEdit(role_id=role.id, rights=rights, version=role.version)
    save_roles(roles=[edit], actor=actor, at=at)


def _forget(act: PendingAct, actor: Actor, at: datetime) -> None:
    if act.kind != PendingAct.Kind.INVITE:
        return
    waiting = TermInvitation.objects.filter(
        association_id=current_association(), id=act.concerns["invitation"], accepted_at=None
    )
    if waiting.exists():
        withdraw_officer_invitations(invitation_ids=[UUID(act.concerns["invitation"])], actor=actor, at=at)

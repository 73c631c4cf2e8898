"""End everything that somebody may do here, at once and on every device; being a member goes on."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from matrikel.access.actions.end_terms import end_terms
from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.actions.tell_board import tell_board
from matrikel.access.actions.withdraw_officer_invitations import call_off_acts_about
from matrikel.access.models import Account, PendingAct, SignInLink, Term, TermInvitation
from matrikel.access.queries.invitations import still_open_of
from matrikel.access.rules import MEMBER
from matrikel.access.signals import access_ended
from matrikel.access.wording import role_name
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.transactions import action
from matrikel.mail.actions.withdraw_notices import withdraw_notices
from matrikel.mail.rules.content import Content, Facts, Paragraph, Small, one_line
from matrikel.organisations.queries import AssociationDetails, get_association


@action
def end_access(
    *,
    account_ids: Sequence[UUID],
    term_ids: Collection[UUID] | None = None,
    actor: Actor,
    at: datetime,
) -> int:
    """
    End the roles of accounts in this association from this moment, and return how many roles that were.

    In the same transaction every session of theirs becomes worthless, here and elsewhere; links, letters
    with secrets and invitations that are still on their way are withdrawn;
    rooms above are told (`access_ended`), and so is the board.
    Whoever is in the register keeps the pages of a plain member, behind a new sign-in. Where a role has run out by
    itself, the rest is done all the same: what was sent or asked for with it does not outlive this.

    With `term_ids` only these of the roles end, because another has to end the rest. Sessions, links and letters with
    secrets are withdrawn just so; lists, selections and acts stay with whoever goes on holding a role.

    :raises NotFound: one of them holds no role here, and has nothing open from one held before; or none of `term_ids`.
    :raises TermRefused: nobody would be left who may give roles.
    """
    association = get_association()
    on = association.day_of(at)
    one_at_a_time("terms")
    accounts = sorted(set(account_ids))
    held = list(
        Term.objects.filter(association_id=association.id, account_id__in=accounts)
        .exclude(role__code=MEMBER)
        .select_related("account", "role")
        .order_by("account_id", "-starts_on", "id")
    )
    running = [term for term in held if term.ends_on is None or term.ends_on > on]
    holds = {term.account_id for term in running}
    over = {term.account_id: term for term in reversed(held) if term.account_id not in holds}
    if holds | (over.keys() & still_open_of(accounts)) != set(accounts):
        raise NotFound
    terms = running if term_ids is None else [term for term in running if term.id in term_ids]
    if term_ids is not None and not terms:
        raise NotFound
    is_whole = len(terms) == len(running)
    # Of whoever holds none any more, the board reads which it was.
    told = [*terms, *over.values()]
    people = {term.account_id: term for term in terms if term.person_id}
    end_terms(term_ids=[term.id for term in terms], ends_on=on, actor=actor, at=at)
    as_members = [
        NewTerm(email=term.account.email, role=MEMBER, starts_on=on, person_id=term.person_id)
        for term in people.values()
    ]
    grant_terms(terms=as_members, actor=actor, at=at)
    Account.objects.filter(id__in=accounts).update(auth_epoch=F("auth_epoch") + 1)
    links, _by_table = SignInLink.objects.filter(account_id__in=accounts, used_at=None).delete()
    _call_off(accounts, told, association.id, is_whole=is_whole, at=at)
    withdrawn = withdraw_notices(account_ids=accounts)
    tell_board(
        content=_letter(told, association, actor, at, is_whole=is_whole),
        kind="access.access_ended",
        units={term.unit_id for term in told},
        leaving_out=accounts,
        actor=actor,
        at=at,
    )
    if is_whole:
        access_ended.send(
            sender=None, account_ids=accounts, association_id=association.id, actor=actor, at=at
        )
    header = {
        "accounts": [str(account) for account in accounts],
        "terms": len(terms),
        "links": links,
        "notices": withdrawn,
    }
    if not is_whole:
        header["stay"] = len(running) - len(terms)
    record(acts=[Act(action="access.access_ended", header=header)], actor=actor, at=at)
    return len(terms)


def _call_off(
    accounts: Sequence[UUID], told: Sequence[Term], association_id: UUID, *, is_whole: bool, at: datetime
) -> None:
    """Let no invitation bring them back or outlive them, and nobody agree to what they asked for."""
    offers = Q(email__in=sorted({term.account.email for term in told}))
    units = {term.unit_id for term in told}
    if is_whole:
        offers |= Q(invited_by__in=accounts)
    elif None not in units:
        offers &= Q(unit_id__in=units)
    offered = TermInvitation.objects.filter(offers, association_id=association_id, accepted_at=None)
    call_off_acts_about(list(offered.values_list("id", flat=True)), at=at)
    offered.delete()
    if is_whole:
        PendingAct.objects.filter(
            association_id=association_id, asked_by__in=accounts, done_at=None, cancelled_at=None
        ).update(cancelled_at=at)


def _letter(
    terms: Sequence[Term], association: AssociationDetails, actor: Actor, at: datetime, *, is_whole: bool
) -> Content:
    who = Account.objects.filter(id=actor.id).first() if actor.id else None
    with translation.override(association.language):
        rows = tuple((_called(term.account), _role(term, association.day_of(at))) for term in terms)
        names = ", ".join(dict.fromkeys(name for name, _role in rows))
        when = date_format(at.astimezone(ZoneInfo(association.time_zone)), "DATETIME_FORMAT")
        return Content(
            subject=one_line(_("Access has ended: %(names)s") % {"names": names}),
            blocks=[
                Paragraph(
                    _(
                        "These roles ended at once, on every device. Links and exports that were still open "
                        "do not work any more."
                    )
                    if is_whole
                    else _(
                        "These roles ended at once, on every device. Other roles of the same person go on until "
                        "somebody who may ends them."
                    )
                ),
                Facts(rows),
                Facts(((_("When"), when), (_("By"), _called(who) if who else "Matrikel"))),
                Small(_("If you did not expect this, ask each other today.")),
            ],
        )


def _role(term: Term, on: date) -> str:
    name = str(capfirst(role_name(term.role.code)))
    if term.ends_on is None or term.ends_on > on:
        return name
    last = date_format(term.ends_on - timedelta(days=1), "DATE_FORMAT")
    return f"{name} · {_('until %(day)s') % {'day': last}}"


def _called(account: Account) -> str:
    return account.display_name or account.email

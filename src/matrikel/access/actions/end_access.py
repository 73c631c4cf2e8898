"""End everything that somebody may do here, at once and on every device; being a member goes on."""

from collections.abc import Sequence
from datetime import datetime
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
def end_access(*, account_ids: Sequence[UUID], actor: Actor, at: datetime) -> int:
    """
    End the roles of accounts in this association from this moment, and return how many roles that were.

    In the same transaction every session of theirs becomes worthless, here and elsewhere; links, letters
    with secrets and invitations that are still on their way are withdrawn;
    rooms above are told (`access_ended`), and so is the board.
    Whoever is in the register keeps the pages of a plain member, behind a new sign-in.

    :raises NotFound: one of them holds no role here, now or later.
    :raises TermRefused: nobody would be left who may give roles.
    """
    association = get_association()
    on = association.day_of(at)
    one_at_a_time("terms")
    accounts = sorted(set(account_ids))
    terms = list(
        Term.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=on),
            association_id=association.id,
            account_id__in=accounts,
        )
        .exclude(role__code=MEMBER)
        .select_related("account", "role")
        .order_by("account_id", "id")
    )
    if {term.account_id for term in terms} != set(accounts):
        raise NotFound
    people = {term.account_id: term for term in terms if term.person_id}
    end_terms(term_ids=[term.id for term in terms], ends_on=on, actor=actor, at=at)
    as_members = [
        NewTerm(email=term.account.email, role=MEMBER, starts_on=on, person_id=term.person_id)
        for term in people.values()
    ]
    grant_terms(terms=as_members, actor=actor, at=at)
    Account.objects.filter(id__in=accounts).update(auth_epoch=F("auth_epoch") + 1)
    links, _by_table = SignInLink.objects.filter(account_id__in=accounts, used_at=None).delete()
    to_them = Q(email__in=sorted({term.account.email for term in terms}))
    offered = TermInvitation.objects.filter(
        to_them | Q(invited_by__in=accounts), association_id=association.id, accepted_at=None
    )
    call_off_acts_about(list(offered.values_list("id", flat=True)), at=at)
    offered.delete()
    PendingAct.objects.filter(
        association_id=association.id, asked_by__in=accounts, done_at=None, cancelled_at=None
    ).update(cancelled_at=at)
    withdrawn = withdraw_notices(account_ids=accounts)
    tell_board(
        content=_letter(terms, association, actor, at),
        kind="access.access_ended",
        units={term.unit_id for term in terms},
        leaving_out=accounts,
        actor=actor,
        at=at,
    )
    access_ended.send(sender=None, account_ids=accounts, association_id=association.id, actor=actor, at=at)
    header = {
        "accounts": [str(account) for account in accounts],
        "terms": len(terms),
        "links": links,
        "notices": withdrawn,
    }
    record(acts=[Act(action="access.access_ended", header=header)], actor=actor, at=at)
    return len(terms)


def _letter(terms: Sequence[Term], association: AssociationDetails, actor: Actor, at: datetime) -> Content:
    who = Account.objects.filter(id=actor.id).first() if actor.id else None
    with translation.override(association.language):
        rows = tuple((_called(term.account), str(capfirst(role_name(term.role.code)))) for term in terms)
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
                ),
                Facts(rows),
                Facts(((_("When"), when), (_("By"), _called(who) if who else "Matrikel"))),
                Small(_("If you did not expect this, ask each other today.")),
            ],
        )


def _called(account: Account) -> str:
    return account.display_name or account.email

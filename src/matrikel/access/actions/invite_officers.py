"""Invite people to roles: a letter with a link that works once, within seven days."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from matrikel.access.models import Account, Role, TermInvitation
from matrikel.access.rules.links import OFFERED_FOR, hash_of
from matrikel.access.wording import role_name
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.mail.actions.queue_letters import queue_letters
from matrikel.mail.rules.content import Button, Content, Facts, NewLetter, Paragraph, Small, one_line
from matrikel.organisations.queries import get_association, list_units
from matrikel.organisations.rules import LANGUAGES
from matrikel.people.rules import emails


class OfficerRefused(Refusal):
    """Somebody cannot be invited as asked; `field` names the part that is wrong."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOfficer:
    """
    Who (by e-mail address) is to hold which role, from when until before when, and in which language to write.

    With `is_held` the letter does not leave yet: a second officer has to agree first.
    """

    email: str
    display_name: str
    role: str
    starts_on: date
    ends_on: date | None = None
    unit_id: UUID | None = None
    person_id: UUID | None = None
    decided_by: str = ""
    language: str = ""
    is_held: bool = False


@action
def invite_officers(
    *, officers: Sequence[NewOfficer], link_start: str, actor: Actor, at: datetime
) -> list[tuple[UUID, str]]:
    """
    Invite people by letter; return the id of each invitation with its link, which is known only now.

    `link_start` is the absolute address to which the secret is added. A held invitation has no link yet.

    :raises OfficerRefused: an address is not one, a role or branch is not known, or the days are in the wrong order.
    """
    association = get_association()
    on = association.day_of(at)
    roles = dict(Role.objects.filter(association_id=association.id).values_list("code", "id"))
    units = {unit.id for unit in list_units()} if any(each.unit_id for each in officers) else set()
    made = []
    for officer in officers:
        email = emails.normalise(officer.email)
        if email is None:
            raise OfficerRefused(_("That is not an e-mail address."), field="email")
        if officer.role not in roles:
            raise OfficerRefused(_("There is no such role."), field="role")
        if officer.unit_id is not None and officer.unit_id not in units:
            raise OfficerRefused(_("There is no such branch."), field="unit")
        if officer.ends_on is not None and officer.ends_on <= max(officer.starts_on, on):
            raise OfficerRefused(_("The last day cannot be before the first."), field="ends_on")
        made.append(
            TermInvitation(
                id=new_id(),
                association_id=association.id,
                email=email,
                display_name=" ".join(officer.display_name.split())[:120],
                language=officer.language if officer.language in LANGUAGES else association.language,
                role_id=roles[officer.role],
                unit_id=officer.unit_id,
                person=officer.person_id,
                starts_on=officer.starts_on,
                ends_on=officer.ends_on,
                decided_by=officer.decided_by,
                invited_by=actor.id,
                invited_at=at,
                expires_at=at + OFFERED_FOR,
            )
        )
    TermInvitation.objects.bulk_create(made)
    header = {"invitations": [str(each.id) for each in made], "roles": sorted({o.role for o in officers})}
    record(acts=[Act(action="access.officers_invited", header=header)], actor=actor, at=at)
    ready = [each for each, officer in zip(made, officers, strict=True) if not officer.is_held]
    links = send_invitations(
        invitation_ids=[each.id for each in ready], link_start=link_start, actor=actor, at=at
    )
    return [(each.id, links.get(each.id, "")) for each in made]


@action
def send_invitations(
    *, invitation_ids: Sequence[UUID], link_start: str, actor: Actor, at: datetime
) -> dict[UUID, str]:
    """
    Write the letters, each with a new link that makes an older one worthless, and return the links.

    Whoever sends one vouches for it: once they could not give the role any more, the link gives nothing.

    :raises NotFound: one of them was accepted or withdrawn.
    """
    waiting = TermInvitation.objects.select_for_update(of=("self",)).select_related("role")
    found = list(
        waiting.filter(
            association_id=current_association(), id__in=list(invitation_ids), accepted_at=None
        ).order_by("id")
    )
    if len(found) != len(set(invitation_ids)):
        raise NotFound
    links = {}
    for invitation in found:
        secret = secrets.token_urlsafe(32)
        invitation.secret_hash, invitation.expires_at = hash_of(secret), at + OFFERED_FOR
        invitation.invited_by = actor.id
        links[invitation.id] = f"{link_start}{secret}/"
    TermInvitation.objects.bulk_update(found, ["secret_hash", "expires_at", "invited_by"])
    by = Account.objects.filter(id=actor.id).first() if actor.id else None
    emails_of = {each.email for each in found}
    spoken = dict(Account.objects.filter(email__in=emails_of).values_list("email", "language"))
    letters = [
        _letter(each, links[each.id], by, language=spoken.get(each.email) or each.language) for each in found
    ]
    queue_letters(letters=letters, actor=actor, at=at)
    return links


def _letter(invitation: TermInvitation, link: str, by: Account | None, *, language: str) -> NewLetter:
    association = get_association()
    with translation.override(language):
        name = association.name_in(language)
        role = str(capfirst(role_name(invitation.role.code)))
        facts = [(_("Role"), role), (_("From"), date_format(invitation.starts_on, "DATE_FORMAT"))]
        if invitation.ends_on:
            last = invitation.ends_on - timedelta(days=1)
            facts.append((_("Until and with"), date_format(last, "DATE_FORMAT")))
        who = (by.display_name or by.email) if by else name
        content = Content(
            subject=one_line(
                _("%(association)s: your role as %(role)s")
                % {"association": name, "role": role_name(invitation.role.code)}
            ),
            blocks=[
                Paragraph(
                    _("%(who)s asks you to look after something in %(association)s.")
                    % {"who": who, "association": name}
                ),
                Facts(tuple(facts)),
                Button(_("Accept the role"), link),
                Small(
                    _(
                        "The link works once, within seven days. If you were not asked, leave this letter; "
                        "nothing happens without your press."
                    )
                ),
            ],
        )
    return NewLetter(
        kind="access.role_offered",
        to=invitation.email,
        name=invitation.display_name,
        language=language,
        content=content,
        person_id=invitation.person,
    )

"""Share a list with one person without a role, for some days."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.exports.errors import ExportRefused
from matrikel.exports.held import held_of
from matrikel.exports.leaving import leave_out, reasons_for
from matrikel.exports.lines import NAME, WITH_THE_LINE
from matrikel.exports.models import SharedList
from matrikel.exports.outside import ask_for_reader
from matrikel.exports.rules.gate import needs_reason
from matrikel.exports.rules.limits import LONGEST_REASON, MOST_COLUMNS
from matrikel.exports.rules.sharing import LONGEST_DAYS, LONGEST_NAME, MOST_SHARED, PREFIX
from matrikel.exports.sharing import Reader, hash_secret, seal_reader, seal_said_of
from matrikel.exports.storage import Said, write_question_of
from matrikel.exports.words import words
from matrikel.kernel.actors import Actor, Viewer
from matrikel.kernel.errors import Forbidden
from matrikel.kernel.ids import new_id
from matrikel.kernel.transactions import action
from matrikel.mail.actions.queue_letters import queue_letters
from matrikel.mail.rules.content import Button, Content, Facts, NewLetter, Paragraph, Small
from matrikel.organisations.queries import AssociationDetails, get_association
from matrikel.people.queries.languages import find_language
from matrikel.people.rules import emails
from matrikel.privacy.queries import list_purposes
from matrikel.selections.filters import columns_for
from matrikel.selections.queries.chosen_people import count_chosen, list_chosen
from matrikel.selections.rules import Chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSharedList:
    """What is shared with whom, as somebody typed it."""

    name: str
    reader_name: str = field(repr=False)
    reader_email: str = field(repr=False)
    purpose: str
    columns: Sequence[str]
    days: int
    # In which language the letters to the reader are; empty: the reader's own if the register knows it.
    language: str = ""
    reason: str = field(default="", repr=False)


@action
def share_list(
    *,
    chosen: Chosen,
    shared: NewSharedList,
    address_of: Callable[[str], str],
    viewer: Viewer,
    on: date,
    actor: Actor,
    at: datetime,
) -> UUID:
    """
    Share a list, write the link to whoever may read it, and return the list's id.

    `address_of` makes the absolute address of a link's secret. The link is in the letter and nowhere else.

    :raises ExportRefused: a name, a purpose, an address or a reason is missing, the language is none of ours, it
        would last too long or hold too many people, or nobody.
    """
    name, email = " ".join(shared.name.split())[:LONGEST_NAME], emails.normalise(shared.reader_email)
    if not name:
        raise ExportRefused(_("Give the list a name."), "name")
    if email is None:
        raise ExportRefused(_("That is not an e-mail address."), "reader_email")
    if shared.purpose not in {each.code for each in list_purposes(on=on)}:
        raise ExportRefused(_("Choose a purpose."), "purpose")
    if not 1 <= shared.days <= LONGEST_DAYS:
        raise ExportRefused(_("A list can be shared for one to thirty days."), "days")
    if shared.language and shared.language not in dict(settings.LANGUAGES):
        raise ExportRefused(_("Choose one of the languages."), "language")
    offered = columns_for(viewer, shared.columns)
    columns = [code for code in dict.fromkeys(shared.columns) if code in offered or code in WITH_THE_LINE]
    reason = shared.reason.strip()[:LONGEST_REASON]
    if needs_reason(held_of([NAME, *columns])) and not reason:
        raise ExportRefused(_("Something sensitive is to be in it. Write down why it is needed."), "reason")
    ask_for_reader(purpose=shared.purpose, held=held_of([NAME, *columns]), viewer=viewer)
    people = count_chosen(chosen=chosen, on=on, viewer=viewer)
    if not people:
        raise ExportRefused(_("Nobody is on this list."))
    if people > MOST_SHARED:
        raise ExportRefused(_("Up to 500 people can be on a shared list. Narrow it first."))
    association = get_association()
    ids = list_chosen(chosen=chosen, on=on, viewer=viewer, most=MOST_SHARED)
    reasons = reasons_for(goes_outside=True, form="", profile=association.profile)
    staying, _left_out = leave_out(ids, reasons, purpose=shared.purpose, on=on)
    if not staying:
        raise ExportRefused(_("Nobody on this list may be shown outside the association for this purpose."))
    account_id = viewer.account_id
    if account_id is None:
        raise Forbidden
    list_id = new_id()
    secret = PREFIX + secrets.token_urlsafe(32)
    expires_at = at + timedelta(days=shared.days)
    language = _language_of(shared.language, email, association, viewer)
    reader = Reader(name=" ".join(shared.reader_name.split())[:120], email=email)
    SharedList.objects.create(
        id=list_id,
        association_id=association.id,
        name=name,
        secret_hash=hash_secret(secret),
        sealed_reader=seal_reader(list_id, reader),
        sealed_said=seal_said_of(list_id, Said(chosen=chosen, reason=reason)),
        purpose=shared.purpose,
        columns=columns[:MOST_COLUMNS],
        question=write_question_of(chosen),
        language=language,
        account=account_id,
        actor_role=actor.role,
        created_at=at,
        expires_at=expires_at,
    )
    header = {
        "shared": str(list_id),
        "purpose": shared.purpose,
        "fields": columns,
        "people": len(staying),
        "days": shared.days,
    }
    record(acts=[Act(action="exports.list_shared", header=header)], actor=actor, at=at)
    with translation.override(language):
        last_day = association.day_of(expires_at).isoformat()
        content = Content(
            subject=_("A list for you: %(name)s") % {"name": name},
            blocks=[
                Paragraph(
                    _("%(association)s shares a list with you. Nobody but you may read it.")
                    % {"association": association.name_in(language)}
                ),
                Facts(
                    rows=(
                        (_("List"), name),
                        (_("For"), words().purpose(shared.purpose)),
                        (_("Until"), last_day),
                    )
                ),
                Button(_("Open the list"), address_of(secret)),
                Small(
                    _(
                        "A code comes to this address when you open it. Those on the list see that you have read it."
                    )
                ),
            ],
        )
    letter = NewLetter(
        kind="exports.list_shared", to=email, name=reader.name, language=language, content=content
    )
    queue_letters(letters=[letter], actor=actor, at=at)
    return list_id


def _language_of(chosen: str, email: str, association: AssociationDetails, viewer: Viewer) -> str:
    """The language that was chosen, else the reader's own, else the association's; one in which letters are written."""
    for code in (chosen, find_language(email=email, viewer=viewer), association.language):
        if code in dict(settings.LANGUAGES):
            return code
    return settings.LANGUAGE_CODE

"""Save how the association's letters are signed."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, Change, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.mail.models import LetterHead
from matrikel.mail.rules.content import is_header_line
from matrikel.people.rules import emails

LONGEST = {"sender_name": 80, "reply_to": 254, "postal_address": 200, "closing": 300}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterHeadEdit:
    """How letters are signed; what is empty is as usual. `version` is 0 where nothing was saved yet."""

    sender_name: str = ""
    reply_to: str = ""
    postal_address: str = ""
    closing: str = ""
    version: int = 0


class LetterHeadRefused(Refusal):
    """The letter head cannot be saved as asked; `field` names what is wrong, or nothing where somebody was faster."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@action
def save_letter_head(*, head: LetterHeadEdit, actor: Actor, at: datetime) -> None:
    """
    Save it.

    :raises LetterHeadRefused: something is no single line or no address, or somebody else saved meanwhile.
    """
    values = {name: getattr(head, name).strip() for name in LONGEST}
    for name, longest in LONGEST.items():
        if not is_header_line(values[name], longest):
            said = _("That is one line of at most %(longest)s characters.") % {"longest": longest}
            raise LetterHeadRefused(said, field=name)
    if values["reply_to"] and emails.normalise(values["reply_to"]) is None:
        raise LetterHeadRefused(_("That is not an e-mail address."), field="reply_to")
    one_at_a_time("letter head")
    row = LetterHead.objects.filter(association_id=current_association()).first()
    if (row.version if row else 0) != head.version:
        raise LetterHeadRefused(
            _("Somebody else changed the settings meanwhile. Look at them and try again.")
        )
    row = row or LetterHead(id=new_id(), association_id=current_association(), version=0)
    changed = {
        name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value
    }
    if not changed:
        return
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    changes = [Change(subject=None, values=changed)]
    record(acts=[Act(action="mail.letter_head_saved", changes=changes)], actor=actor, at=at)

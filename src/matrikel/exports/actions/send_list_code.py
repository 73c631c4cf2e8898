"""Send the code that opens a shared list, to the address with which it is shared and to no other."""

import secrets
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.exports.errors import ExportRefused
from matrikel.exports.rules.sharing import CODE_HOLDS, CODE_PAUSE, MOST_CODES
from matrikel.exports.sharing import find_shared, hash_code, read_reader
from matrikel.kernel.actors import Actor
from matrikel.kernel.transactions import action
from matrikel.mail.actions.queue_notices import queue_notices
from matrikel.mail.rules.content import Code, Content, NewNotice, Paragraph, Small
from matrikel.organisations.queries import get_association


@action
def send_list_code(*, secret: str, actor: Actor, at: datetime) -> None:
    """
    Send a code that works for ten minutes; an earlier one stops working.

    :raises ExportRefused: one was sent a moment ago, or too many were.
    :raises NotFound: there is no such list, or it is over.
    """
    shared = find_shared(secret=secret, at=at, hold=True)
    if shared.code_sent_at is not None and at - shared.code_sent_at < CODE_PAUSE:
        raise ExportRefused(_("A code was sent a moment ago. Look into your mail, or wait a minute."))
    if shared.codes_sent >= MOST_CODES:
        raise ExportRefused(_("Too many codes were sent. Ask whoever shares the list for a new link."))
    code = f"{secrets.randbelow(10**8):08d}"
    until = at + CODE_HOLDS
    shared.code_hash, shared.code_until = hash_code(shared.id, code), until
    shared.code_tries, shared.code_sent_at = 0, at
    shared.codes_sent += 1
    shared.save(update_fields=["code_hash", "code_until", "code_tries", "code_sent_at", "codes_sent"])
    record(acts=[Act(action="exports.list_code_sent", header={"shared": str(shared.id)})], actor=actor, at=at)
    reader = read_reader(shared)
    with translation.override(shared.language):
        content = Content(
            subject=_("Your code for the list %(name)s") % {"name": shared.name},
            blocks=[
                Paragraph(_("Type this code where you have opened the list:")),
                Code(f"{code[:4]} {code[4:]}"),
                Small(_("It works for ten minutes. If you have not asked for it, you need not do anything.")),
            ],
        )
    # As a notice: no officer reads it in the association's letters, and what it says is forgotten within days.
    notice = NewNotice(
        kind="exports.list_code",
        to=reader.email,
        name=reader.name,
        language=shared.language,
        content=content,
        expires_at=until,
        sender_name=get_association().name,
    )
    queue_notices(notices=[notice], at=at)

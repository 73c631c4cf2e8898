"""What stands around the words of a letter: who writes, in which colour, and the lines at the foot."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from matrikel.mail.models import LetterHead
from matrikel.mail.rules.content import Frame, one_line
from matrikel.organisations.queries import AssociationDetails

USUAL_HEAD = LetterHead()
"""How letters are signed until an association has said so itself."""


def frames_of(association: AssociationDetails, languages: Iterable[str]) -> dict[str, Frame]:
    """Return the frame of an association's letters in each language; one query."""
    head = LetterHead.objects.filter(association_id=association.id).first() or USUAL_HEAD
    return {language: frame_of(association, head, language) for language in languages}


def frame_of(association: AssociationDetails, head: LetterHead, language: str) -> Frame:
    """Return the frame of an association's letters in a language, signed as `head` says."""
    name = association.name_in(language)
    contact = [association.help_name, association.help_email, association.help_phone]
    with translation.override(language):
        said = ", ".join(part for part in contact if part)
        lines = [
            name,
            head.postal_address,
            _("Questions? Ask %(contact)s.") % {"contact": said} if said else "",
            head.closing,
        ]
    return Frame(
        sender_name=one_line(head.sender_name or name),
        name=one_line(name),
        reply_to=head.reply_to or association.help_email,
        colour=association.colour,
        shows_logo=bool(association.logo_digest),
        foot=tuple(" ".join(line.split()) for line in lines if line.strip()),
    )


def frame_of_installation(language: str, *, sender_name: str = "") -> Frame:
    """Return the frame of the installation's own letters."""
    name = one_line(sender_name or settings.HOST_NAME or "Matrikel")
    contact = settings.MATRIKEL_HELP_CONTACT
    with translation.override(language):
        said = _("Questions? Ask %(contact)s.") % {"contact": contact.email} if contact else ""
    return Frame(
        sender_name=name,
        name=name,
        reply_to=contact.email if contact else "",
        foot=tuple(line for line in (settings.HOST_NAME, said) if line),
    )

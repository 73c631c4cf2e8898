"""Letters for the demonstration: a welcome to those who came last, as the letter box shows them."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.mail.actions.queue_letters import queue_letters
from matrikel.mail.rules.content import Content, Facts, NewLetter, Paragraph, Small
from matrikel.organisations.queries import get_association
from matrikel.people.models import ContactPoint

MOST_LETTERS = 12


def add_letters(*, language: str, actor: Actor, at: datetime) -> int:
    """Write to a dozen people with an e-mail address, and return how many letters were written."""
    association = get_association()
    points = (
        ContactPoint.objects.filter(
            association_id=current_association(),
            kind="EMAIL",
            is_preferred=True,
            person__protection="NONE",
            person__is_deceased=False,
        )
        .select_related("person")
        .order_by("-person_id")[:MOST_LETTERS]
    )
    with translation.override(language):
        letters = [
            NewLetter(
                kind="sandbox.welcome",
                to=point.normalised,
                name=f"{point.person.given_name} {point.person.family_name}".strip(),
                language=language,
                person_id=point.person_id,
                content=Content(
                    subject=_("Welcome to %(association)s") % {"association": association.name_in(language)},
                    blocks=(
                        Paragraph(_("Hello %(name)s,") % {"name": point.person.given_name}),
                        Paragraph(
                            _("good to have you with us. This is what we have written down about you:")
                        ),
                        Facts(
                            (
                                (_("Member number"), point.person.member_number or "–"),
                                (_("E-mail"), point.normalised),
                            )
                        ),
                        Small(_("Is something wrong? Answer this letter, and we put it right.")),
                    ),
                ),
            )
            for point in points
        ]
    return len(queue_letters(letters=letters, actor=actor, at=at))

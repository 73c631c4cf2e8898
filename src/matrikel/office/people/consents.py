"""What a person has agreed to, and what shows it, as a card of the person's page."""

from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.kernel.asking import Asking
from matrikel.office.doors import OfficeRequest
from matrikel.office.imports.wording import consent_forms
from matrikel.office.people.card import PersonCard
from matrikel.people.queries import PersonDetails
from matrikel.privacy.queries import ConsentRow, consents_of
from matrikel.privacy.rules import GROUNDS
from matrikel.ui.formatting import date
from matrikel.ui.parts import Fact


def consents_card(
    request: OfficeRequest, person: PersonDetails, is_hidden: bool
) -> Asking[PersonCard | None]:
    """Show consents where being a member says something sensitive; elsewhere nobody is asked."""
    if is_hidden or not GROUNDS.get(request.association.profile):
        return None
    found: dict[UUID, list[ConsentRow]]
    (found,) = yield (consents_of(person_ids=[person.id], viewer=request.viewer),)
    rows = found.get(person.id, [])
    if not rows:
        return None
    return PersonCard(
        template="office/people/consents_card.html",
        context={"facts": [_fact(row) for row in rows]},
        at_side=True,
    )


def _fact(row: ConsentRow) -> Fact:
    name = _("Being kept as a member") if row.purpose == "membership" else row.purpose
    values = {"day": date(row.happened_on), "how": dict(consent_forms()).get(row.how, "")}
    said = _("agreed %(day)s, %(how)s") if row.is_given else _("taken back %(day)s, %(how)s")
    return Fact(term=name, value=said % values, note=row.evidence)

"""Which roles a person holds, and why whoever looks may see the person: a card of the person's page."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from matrikel.access.queries import terms_of_person
from matrikel.access.rules import MEMBER
from matrikel.access.wording import role_name
from matrikel.kernel.actors import Right
from matrikel.kernel.asking import Asking
from matrikel.office.access.sight import in_sight
from matrikel.office.access.wording import period_line
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.office.people.card import PersonCard
from matrikel.people.queries import PersonDetails


def roles_card(request: OfficeRequest, person: PersonDetails, is_hidden: bool) -> Asking[PersonCard | None]:
    """Show the person's roles to whoever may see who has access, and to everybody why they may see the person."""
    rows, help_url = [], ""
    if not is_hidden and request.presence.may(Right.ACCESS_SEE):
        (held,) = yield (terms_of_person(person_id=person.id, on=request.today),)
        rows = [
            {
                "title": str(capfirst(role_name(term.role))),
                "line": period_line(term),
                "url": address(request, "officer", account_id=term.account_id),
            }
            for term in held
            if term.role != MEMBER and in_sight(request, term.unit_id)
        ]
        # Whoever looks after others is helped from the page about their roles.
        signs_in = next((term.account_id for term in held if term.starts_on <= request.today), None)
        if signs_in and {term.role for term in held} == {MEMBER} and request.presence.may(Right.ROLES_EDIT):
            help_url = address(request, "help_sign_in", account_id=signs_in)
    # The same question as at the door, for this one person.
    giving = request.presence.terms_giving(Right.PEOPLE_SEE, unit_id=person.core.unit_id)
    why = [
        role_name(term.role)
        if term.unit_id is None
        else _("%(role)s of a branch") % {"role": role_name(term.role)}
        for term in giving
    ]
    is_living = not person.core.is_deceased and person.core.kind != "LEGAL"
    may_give = is_living and not is_hidden and request.presence.may(Right.ROLES_EDIT)
    context = {
        "rows": rows,
        "why": ", ".join(dict.fromkeys(why)) or pgettext("role", "officer"),
        "help_url": help_url,
        "invite_url": f"{address(request, 'invite_officer')}?person={person.id}" if may_give else "",
    }
    return PersonCard(template="office/access/card.html", context=context, at_side=True)

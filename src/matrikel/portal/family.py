"""What the association holds about a member's family: homes, and who answers, pays and is called for whom."""

from django.utils.translation import gettext as _

from matrikel.organisations.rules.modules import Module
from matrikel.people.queries import PersonDetails
from matrikel.people.rules import addresses
from matrikel.portal.doors import PortalRequest
from matrikel.relations.queries.family import Relative, list_relatives
from matrikel.relations.queries.homes import HouseholdDetails, list_homes
from matrikel.ui.parts import Fact


def family_facts(request: PortalRequest, person: PersonDetails) -> list[Fact]:
    """Return the member's homes and relations; of whoever is protected, nothing."""
    if not request.association.has(Module.RELATIONS):
        return []
    # The viewer of own pages sees one person; who belongs to that person is part of it.
    homes = list_homes(person_id=person.id, on=request.today, viewer=request.viewer)
    relatives = list_relatives(person_id=person.id, on=request.today, viewer=request.viewer)
    return [
        *(_home(request, home, person) for home in homes),
        *(
            Fact(
                term=_term(each),
                value=each.person.display_name if each.person else each.name,
                note=" · ".join(part for part in (each.label, each.phone) if part),
            )
            for each in relatives
        ),
    ]


def _home(request: PortalRequest, home: HouseholdDetails, person: PersonDetails) -> Fact:
    where = addresses.lines(
        addresses.PostalAddress(
            country=home.address.country or request.association.country,
            care_of=home.address.care_of,
            street=home.address.street,
            postcode=home.address.postcode,
            place=home.address.place,
        )
    )
    others = [row.person.display_name for row in home.members if row.person.id != person.id]
    return Fact(
        term=_("Household"),
        value=", ".join(where) or home.name or "—",
        note=_("with %(names)s") % {"names": ", ".join(others)} if others else "",
    )


def _term(relative: Relative) -> str:
    mine = {
        "GUARDIAN": _("Parent or guardian"),
        "PAYER": _("Payer"),
        "CONTACT": _("In an emergency") if relative.is_emergency else _("Contact"),
        "REPRESENTATIVE": _("Represented by"),
    }
    others = {
        "GUARDIAN": _("Guardian of"),
        "PAYER": _("Pays for"),
        "CONTACT": _("Contact of"),
        "REPRESENTATIVE": _("Represents"),
    }
    return (mine if relative.is_of_person else others)[relative.relation]

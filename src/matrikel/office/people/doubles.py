"""Whoever looks like the person that is being typed, and the officer's word that it is somebody else."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.office.people.person_form import PersonForm
from matrikel.people.queries.similar import SimilarPerson, Sought, list_similar_people
from matrikel.people.rules import emails, phones


def find_alike(request: OfficeRequest, form: PersonForm, besides: UUID | None = None) -> list[SimilarPerson]:
    """Return who may be the one whom a form tells of; `besides` is the person whose own form it is."""
    data = form.cleaned_data
    addresses = [emails.normalise(str(data.get(slot) or "")) for slot in form.layout.slots("email")]
    numbers = [phones.normalise(str(data.get(slot) or ""), form.home) for slot in form.layout.slots("phone")]
    sought = Sought(
        given_name=data.get("given_name") or "",
        family_name=data.get("family_name") or "",
        family_name_prefix=data.get("family_name_prefix") or "",
        birth_date=data.get("birth_date"),
        emails=[found for found in addresses if found],
        phones=[found for found in numbers if found],
        organisation_number=data.get("organisation_number") or "",
    )
    language = request.association.sorting_language
    return list_similar_people(sought=sought, viewer=request.viewer, language=language, besides=besides)


def are_new(alike: Sequence[SimilarPerson], told_apart: Sequence[str]) -> bool:
    """Whether somebody looks alike whom the officer has not yet said to be another person."""
    return any(person.is_likely and str(person.id) not in told_apart for person in alike)


def lines(
    request: OfficeRequest, alike: Sequence[SimilarPerson], told_apart: Sequence[str]
) -> list[dict[str, Any]]:
    """Return the lines of the notice."""
    because = {
        "email": _("has the same e-mail address"),
        "phone": _("has the same phone number"),
        "organisation_number": _("has the same organisation number"),
        "name_and_birth": _("has the same name and birth date"),
        "alike_and_birth": _("has a similar name and the same birth date"),
        "name": _("has the same name"),
        "alike": _("has a similar name"),
    }
    return [
        {
            "id": str(person.id),
            "name": person.display_name,
            "born": str(person.birth_year or ""),
            "because": because.get(person.because, ""),
            "url": address(request, "person", person_id=person.id),
            "asks": person.is_likely,
            "is_told_apart": str(person.id) in told_apart,
        }
        for person in alike
    ]

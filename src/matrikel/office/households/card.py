"""The family card of a person's page: who lives where, who answers for whom, who pays."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.kernel.actors import Right
from matrikel.kernel.asking import Asking
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.office.households import wording
from matrikel.office.people.card import PersonCard, belongs_to
from matrikel.office.people.wording import protected_pill
from matrikel.organisations.queries import find_country
from matrikel.organisations.rules.modules import Module
from matrikel.people.queries import PersonDetails
from matrikel.relations.queries.family import Relative, guardianships_of, relatives_of
from matrikel.relations.queries.homes import HouseholdDetails, HouseholdMemberRow, homes_of
from matrikel.relations.rules.guardianship import (
    Step,
    ages_of,
    is_of_age,
    letters_for,
    step_on,
)
from matrikel.ui.parts import Pill, Tone


@belongs_to(Module.RELATIONS)
def family_card(request: OfficeRequest, person: PersonDetails, is_hidden: bool) -> Asking[PersonCard | None]:
    """Return who lives where with the person, and every relation in both directions."""
    may_edit = request.viewer.may(Right.PEOPLE_EDIT)
    is_legal = person.core.kind == "LEGAL"
    if is_hidden:
        return PersonCard(template="office/households/card.html", context={"is_hidden": True})
    relatives: list[Relative]
    found: dict[UUID, list[HouseholdDetails]]
    relatives, found = yield (
        relatives_of(person_id=person.id, on=request.today, viewer=request.viewer),
        homes_of(person_ids=[] if is_legal else [person.id], on=request.today, viewer=request.viewer),
    )
    homes = found.get(person.id, [])
    if not homes and not relatives and not may_edit:
        return None
    new_relation = address(request, "new_relation", person_id=person.id)
    return PersonCard(
        template="office/households/card.html",
        context={
            "is_hidden": False,
            "is_legal": is_legal,
            "homes": [
                _home(request, home, person, relatives, is_first=at == 0 and len(homes) > 1)
                for at, home in enumerate(homes)
            ],
            "relatives": [_relative(request, person, each, may_edit=may_edit) for each in relatives],
            "letters": "" if is_legal else _letters(request, person, homes, relatives),
            "lacks_guardian": not is_legal and _lacks_guardian(request, person, relatives),
            "new_relation_url": new_relation if may_edit else "",
            "new_household_url": f"{address(request, 'new_household')}?person={person.id}"
            if may_edit and not homes and not is_legal
            else "",
        },
    )


def _home(
    request: OfficeRequest,
    home: HouseholdDetails,
    person: PersonDetails,
    relatives: Sequence[Relative],
    *,
    is_first: bool,
) -> dict[str, Any]:
    may_edit = request.viewer.may(Right.PEOPLE_EDIT)
    mine = next(row for row in home.members if row.person.id == person.id)
    return {
        "name": wording.household_name(home),
        "url": address(request, "household", household_id=home.id),
        "lines": wording.address_lines(home.address, home=request.association.country),
        "is_sealed": home.is_sealed,
        "pills": [wording.post_pill()] if is_first else [],
        "period": wording.period(mine.starts_on, mine.ends_on, request.today),
        "people": [_housemate(request, row, relatives) for row in home.members if row.person.id != person.id],
        "move_url": address(request, "move_household", household_id=home.id) if may_edit else "",
        "add_url": address(request, "new_household_person", household_id=home.id) if may_edit else "",
    }


def _housemate(
    request: OfficeRequest, row: HouseholdMemberRow, relatives: Sequence[Relative]
) -> dict[str, Any]:
    marks = [
        Pill(tone=Tone.QUIET, text=wording.relation_term(each).lower())
        for each in relatives
        if each.person is not None
        and each.person.id == row.person.id
        and each.is_of_person
        and each.relation in ("GUARDIAN", "PAYER")
    ]
    return {
        "name": wording.shown_name(row.person),
        "initials": wording.shown_initials(row.person),
        "url": address(request, "person", person_id=row.person.id),
        "line": wording.member_line(row, request.today),
        "pills": [protected_pill()] if row.person.is_protected else marks,
    }


def _relative(
    request: OfficeRequest, person: PersonDetails, relative: Relative, *, may_edit: bool
) -> dict[str, Any]:
    other = relative.person
    parts = [relative.label, relative.phone]
    if other is not None:
        parts.append(wording.age_line(other, request.today))
    parts.append(wording.period(relative.starts_on, relative.ends_on, request.today))
    return {
        "term": wording.relation_term(relative),
        "name": wording.shown_name(other) if other else relative.name,
        "url": address(request, "person", person_id=other.id) if other else "",
        "line": " · ".join(part for part in parts if part),
        "end_url": address(request, "end_relation", person_id=person.id, relation_id=relative.id)
        if may_edit
        else "",
    }


def _letters(
    request: OfficeRequest,
    person: PersonDetails,
    homes: Sequence[HouseholdDetails],
    relatives: Sequence[Relative],
) -> str:
    """Return who gets letters about a person for whom somebody answers, and how far a child has taken over."""
    guardianships = guardianships_of(relatives)
    country = find_country(code=request.association.country, on=request.today) if guardianships else None
    if country is None:
        return ""
    ages = ages_of(country.code, child_consent_age=country.child_consent_age)
    at_home = frozenset(row.person.id for row in homes[0].members) if homes else frozenset()
    core = person.core
    letters = letters_for(
        request.today,
        guardianships,
        born_on=core.birth_date,
        birth_year=core.birth_year,
        ages=ages,
        at_primary_home=at_home,
    )
    names = {each.person.id: wording.shown_name(each.person) for each in relatives if each.person is not None}
    who = [names[found] for found in letters.guardian_ids]
    if letters.to_person:
        who.insert(0, person.display_name)
    said = _("Letters go to %(names)s.") % {"names": wording.list_of(who)}
    if core.birth_date is None:
        return said
    step = step_on(request.today, core.birth_date, ages)
    return (
        said if step in (Step.CHILD, Step.OF_AGE) else f"{said} {wording.step_line(step, ages.consents_at)}"
    )


def _lacks_guardian(request: OfficeRequest, person: PersonDetails, relatives: Sequence[Relative]) -> bool:
    core = person.core
    if core.is_deceased or is_of_age(request.today, core.birth_date, core.birth_year) is not False:
        return False
    return not guardianships_of(relatives)

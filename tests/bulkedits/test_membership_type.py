"""Many change their membership type on a day, and have their old one again when it is taken back."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from matrikel.bulkedits.models import BulkEdit
from matrikel.bulkedits.queries import list_targets
from matrikel.bulkedits.rules import Apart
from matrikel.kernel.actors import Viewer
from matrikel.kernel.errors import NotFound
from matrikel.memberships.actions.end_memberships import Ending, end_memberships
from matrikel.memberships.models import MembershipType
from matrikel.memberships.queries import list_memberships
from matrikel.people.models import Person
from tests.bulkedits.test_bulk_edits import confirm, counts, start, undo
from tests.conftest import ACTOR, AT
from tests.factories.people import a_person, admit, register

FROM = "2027-01-01"
Span = tuple[str, date, date | None, str]


def type_id(kind: str) -> UUID:
    found: UUID = MembershipType.objects.get(kind=kind).id
    return found


def to(kind: str, *, only: str = "") -> dict[str, str]:
    only_id = str(type_id(only)) if only else ""
    return {"type": str(type_id(kind)), "starts_on": FROM, "from_type": only_id}


def spans(person_id: UUID) -> list[Span]:
    names = dict(MembershipType.objects.values_list("id", "kind"))
    rows = list_memberships(person_ids=[person_id])[person_id]
    return [(names[row.type_id], row.starts_on, row.ends_on, row.end_reason) for row in reversed(rows)]


def reasons(edit_id: UUID, viewer: Viewer) -> list[str]:
    found = list_targets(edit_id=edit_id, states=["LEFT_OUT"], viewer=viewer, at=AT)
    return [row.reason for row in found.rows]


@pytest.fixture
def anna(association: UUID) -> UUID:
    (person_id,) = register(a_person("Anna", "Ek"))
    admit(person_id, date(2020, 1, 1), kind="ADULT")
    return person_id


def test_the_old_type_ends_where_the_new_one_begins_and_all_of_it_is_taken_back(anna: UUID) -> None:
    edit_id = start("membership_type", to("SUPPORTING"), anna)
    assert counts(edit_id) == ("REVIEW", 1, 0, 0)
    confirm(edit_id)
    begun, change = date(2020, 1, 1), date(2027, 1, 1)
    assert spans(anna) == [("ADULT", begun, change, "CHANGED"), ("SUPPORTING", change, None, "")]
    undo(edit_id)
    assert spans(anna) == [("ADULT", begun, None, "")]
    # Nothing of it stands in the way of doing it again.
    confirm(start("membership_type", to("SUPPORTING"), anna))
    assert len(spans(anna)) == 2


def test_a_membership_that_would_have_ended_hands_its_last_day_on(anna: UUID) -> None:
    (row,) = list_memberships(person_ids=[anna])[anna]
    ending = Ending(membership_id=row.id, ends_on=date(2028, 1, 1), reason="RESIGNED")
    end_memberships(endings=[ending], actor=ACTOR, at=AT)
    edit_id = start("membership_type", to("SUPPORTING"), anna)
    confirm(edit_id)
    assert spans(anna)[1] == ("SUPPORTING", date(2027, 1, 1), date(2028, 1, 1), "RESIGNED")
    undo(edit_id)
    assert spans(anna) == [("ADULT", date(2020, 1, 1), date(2028, 1, 1), "RESIGNED")]


def test_whoever_has_none_or_several_or_the_wrong_age_is_left_out_and_told_why(
    anna: UUID, viewer: Viewer
) -> None:
    bo, child, has_it = register(
        a_person("Bo", "Ek"), a_person("Cia", "Ek", birth_date=date(2015, 5, 5)), a_person("Dan", "Ek")
    )
    admit(anna, date(2021, 1, 1), kind="SUPPORTING")
    admit(child, date(2024, 1, 1), kind="YOUTH")
    admit(has_it, date(2024, 1, 1), kind="HONORARY")
    honorary = start("membership_type", to("HONORARY"), anna, bo, has_it)
    assert counts(honorary) == ("REVIEW", 0, 1, 2)
    assert reasons(honorary, viewer) == ["several_memberships", "no_such_membership"]
    adult = start("membership_type", to("ADULT"), child)
    assert reasons(adult, viewer) == ["wrong_age"]
    only = start("membership_type", to("HONORARY", only="SUPPORTING"), anna, bo, has_it)
    confirm(only)
    assert [span[0] for span in spans(anna)] == ["ADULT", "SUPPORTING", "HONORARY"]


def test_what_begins_that_day_or_comes_later_is_left_alone(anna: UUID, viewer: Viewer) -> None:
    (bo,) = register(a_person("Bo", "Ek"))
    admit(bo, date(2027, 1, 1), kind="ADULT")
    admit(anna, date(2027, 6, 1), kind="SUPPORTING")
    edit_id = start("membership_type", to("SUPPORTING"), anna, bo)
    assert reasons(edit_id, viewer) == ["has_type_later", "begins_that_day"]


def test_a_new_membership_that_was_ended_since_is_left_alone(anna: UUID) -> None:
    edit_id = start("membership_type", to("SUPPORTING"), anna)
    confirm(edit_id)
    new = list_memberships(person_ids=[anna])[anna][0]
    ending = Ending(membership_id=new.id, ends_on=date(2027, 7, 1), reason="RESIGNED")
    end_memberships(endings=[ending], actor=ACTOR, at=AT)
    undo(edit_id)
    assert (len(spans(anna)), BulkEdit.objects.get(id=edit_id).kept) == (2, 1)


def test_a_type_of_another_association_does_not_exist(anna: UUID) -> None:
    with pytest.raises(NotFound):
        start("membership_type", {"type": str(uuid4()), "starts_on": FROM}, anna)


def test_who_left_or_died_is_left_out_unless_meant(anna: UUID, viewer: Viewer) -> None:
    left, dead = register(a_person("Bo", "Ek"), a_person("Cia", "Ek"))
    admit(left, date(2020, 1, 1), ends_on=date(2021, 1, 1))
    Person.objects.filter(id=dead).update(is_deceased=True)
    edit_id = start("language", {"language": "fi"}, anna, left, dead)
    assert (counts(edit_id), reasons(edit_id, viewer)) == (("REVIEW", 1, 0, 2), ["former", "deceased"])
    meant = start("language", {"language": "fi"}, anna, left, dead, including=[Apart.FORMER])
    assert (counts(meant), reasons(meant, viewer)) == (("REVIEW", 2, 0, 1), ["deceased"])

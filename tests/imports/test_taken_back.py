"""What was changed and taken back is no later change; what an import gives by itself is as the association says."""

from datetime import date
from uuid import UUID

from matrikel.imports import steps
from matrikel.imports.actions.begin_again import begin_again
from matrikel.imports.models import Run
from matrikel.imports.queries import get_undo_preview, list_preview, list_problems
from matrikel.memberships.models import Membership, MembershipType
from matrikel.people.actions.change_people import change_people
from matrikel.people.models import Person
from matrikel.people.rules.records import PersonChange
from matrikel.relations.actions.move_households import move_households
from matrikel.relations.actions.take_back_moves import take_back_moves
from matrikel.relations.models import Household
from matrikel.relations.rules.records import HomeAddress, Move
from tests.conftest import ACTOR, AT, TODAY
from tests.imports.test_story import imported, undone

FAMILY = (
    "Förnamn;Efternamn;E-post;Adress;Postnr;Ort\n"
    "Maria;Sköld;maria@example.se;Björkgatan 12;75323;Uppsala\n"
    "Live;Sköld;;Björkgatan 12;75323;Uppsala\n"
    "Bo;Ek;bo@example.se;Ågatan 7;75310;Uppsala\n"
).encode()


def moved(people: list[UUID] | None = None) -> UUID:
    home = Household.objects.get()
    wanted = people or list(Person.objects.filter(family_name="Sköld").values_list("id", flat=True))
    move = Move(
        household_id=home.id,
        version=home.version,
        person_ids=wanted,
        address=HomeAddress(street="Kaiveien 3", postcode="67131", place="Arvika", country="SE"),
        moved_on=TODAY,
    )
    return move_households(moves=[move], actor=ACTOR, at=AT)[0]


def numbers() -> list[str]:
    return sorted(Person.objects.values_list("member_number", flat=True))


def test_a_move_that_was_taken_back_keeps_nobody_from_going(association: UUID) -> None:
    run_id = imported(FAMILY)
    before = numbers()
    take_back_moves(move_ids=[moved()], actor=ACTOR, at=AT)
    preview = get_undo_preview(run_id=run_id)
    assert (preview.removed, preview.stays) == (3, ())
    undone(run_id)
    assert (Person.objects.count(), Household.objects.count()) == (0, 0)
    imported(FAMILY)
    assert numbers() == before


def test_so_does_a_parting_that_was_taken_back(association: UUID) -> None:
    run_id = imported(FAMILY)
    take_back_moves(move_ids=[moved([Person.objects.get(given_name="Live").id])], actor=ACTOR, at=AT)
    assert get_undo_preview(run_id=run_id).stays == ()
    undone(run_id)
    assert (Person.objects.count(), Household.objects.count()) == (0, 0)


def test_a_move_that_stands_keeps_those_who_moved(association: UUID) -> None:
    run_id = imported(FAMILY)
    moved()
    assert len(get_undo_preview(run_id=run_id).stays) == 2


def test_what_was_changed_beside_the_move_keeps_the_person(association: UUID) -> None:
    run_id = imported(FAMILY)
    move_id = moved()
    maria = Person.objects.get(given_name="Maria")
    change = PersonChange(person_id=maria.id, version=maria.version, values={"language": "fi"})
    change_people(changes=[change], actor=ACTOR, at=AT)
    take_back_moves(move_ids=[move_id], actor=ACTOR, at=AT)
    assert [stays.name for stays in get_undo_preview(run_id=run_id).stays] == ["Maria Sköld"]


def test_beginning_again_twice_makes_one_run(association: UUID) -> None:
    run_id = imported(FAMILY)
    undone(run_id)
    first = begin_again(run_id=run_id, actor=ACTOR, at=AT)
    assert begin_again(run_id=run_id, actor=ACTOR, at=AT) == first
    assert Run.objects.count() == 2


def test_whoever_is_too_young_for_a_type_does_not_get_it_by_default(association: UUID) -> None:
    MembershipType.objects.filter(kind="ADULT").update(from_age=26)
    MembershipType.objects.filter(kind="YOUTH").update(from_age=10, to_age=25)
    MembershipType.objects.exclude(kind__in=("ADULT", "YOUTH")).update(is_offered=False)
    young, small = TODAY.year - 19, TODAY.year - 4
    content = (
        "Förnamn;Efternamn;Född\n"
        f"Elsa;Ek;{date(young, 1, 2)}\n"
        f"Bo;Sjö;{date(TODAY.year - 50, 1, 2)}\n"
        f"Lo;Lind;{date(small, 1, 2)}\n"
        "Eva;Berg;\n"
    ).encode()
    run_id = imported(content, confirm=False)
    (asked,) = list_problems(run_id=run_id, reason="no_type_fits").problems
    assert (asked.row, asked.effect) == (4, "without_membership")
    names = dict(MembershipType.objects.values_list("kind", "name"))
    assert [row.membership_type for row in list_preview(run_id=run_id)] == [
        names["YOUTH"], names["ADULT"], "", names["ADULT"],
    ]  # fmt: skip
    undone_free = imported(content)
    given = dict(Membership.objects.values_list("person__given_name", "type__kind"))
    assert given == {"Elsa": "YOUTH", "Bo": "ADULT", "Eva": "ADULT"}
    assert steps.apply_next_chunk(run_id=undone_free, at=AT) is False

"""What is held about who belongs together comes out with both persons."""

from matrikel.privacy.actions.export_people import export_people
from matrikel.relations.actions.set_guardians import set_guardians
from matrikel.relations.rules.records import NewGuardian
from tests.conftest import ACTOR, AT
from tests.factories.families import OLD_HOME, a_family, household_of


def test_both_sides_of_a_relation_and_the_home_come_out(association):
    mother, father, child = a_family(protection="HIDDEN")
    household_of([mother, father])
    household_id = household_of([child], address=OLD_HOME)
    set_guardians(guardians=[NewGuardian(person_id=child, guardian_id=mother)], actor=ACTOR, at=AT)
    chunk = export_people(after=None, include_sealed=True, function="test", actor=ACTOR, at=AT)
    out = {person["id"]: person for person in chunk.people}
    hers, his = out[str(mother)], out[str(child)]
    assert [each["guardian"] for each in his["guardians"]] == [str(mother)]
    assert [each["person"] for each in hers["guardian_of"]] == [str(child)]
    assert (his["guardian_of"], hers["guardians"]) == ([], [])
    assert [(home["street"], home["place"]) for home in hers["households"]] == [("Björkgatan 12", "Uppsala")]
    assert [home["street"] for home in his["households"]] == [""]
    assert ["Björkgatan 12" in sealed["sealed"] for sealed in his["sealed_homes"]] == [True]
    assert [home["household"] for home in his["homes"]] == [str(household_id)]

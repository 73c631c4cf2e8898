"""What a list says beside people: families, parents, and that somebody has agreed to be kept."""

from datetime import date
from uuid import UUID

import pytest

from matrikel.imports import steps
from matrikel.imports.actions.confirm_import import confirm_import
from matrikel.imports.actions.set_ground import set_ground
from matrikel.imports.actions.set_mapping import ColumnChoice, set_mapping
from matrikel.imports.errors import ImportRefused
from matrikel.imports.queries import get_run, get_undo_preview, list_problems
from matrikel.imports.undoing import LeftOver
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import association_scope
from matrikel.people.models import ContactPoint, Person
from matrikel.privacy.models import ConsentEvent
from matrikel.privacy.queries import list_consents
from matrikel.privacy.rules import EXPLICIT_CONSENT, OWN_MEMBERS
from matrikel.relations.actions.change_households import change_households
from matrikel.relations.models import Guardian, Household, HouseholdMember
from matrikel.relations.rules.records import HouseholdChange
from tests.conftest import ACTOR, AT, TODAY, make_association
from tests.imports.test_story import imported, undone

FAMILIES = """Förnamn;Efternamn;Född;E-post;Familj
Anna;Ek;1980-01-02;anna@example.se;12
Bo;Berg;1979-01-02;bo@example.se;12
Cia;Ek;2015-01-02;;12
Eva;Dahl;1985-01-02;eva@example.se;14
Per;Holm;1985-01-02;per@example.se;
"""
PARENTS = """Förnamn;Efternamn;Född;E-post;Målsman 1;Målsman 1 e-post;Målsman 1 mobil;Målsman 2;Målsman 2 e-post
Cia;Ek;2015-01-02;;Karin Ek;karin@example.se;070-1740605;Per Ek;per@example.se
Bo;Ek;2013-01-02;;Karin Ek;karin@example.se;070-1740605;;not an address
Eva;Dahl;1980-01-02;eva@example.se;Siv Dahl;siv@example.se;;;
"""


def lived_together() -> set[frozenset[str]]:
    homes: dict[UUID, set[str]] = {}
    for household_id, name in HouseholdMember.objects.values_list("household_id", "person__given_name"):
        homes.setdefault(household_id, set()).add(name)
    return {frozenset(names) for names in homes.values()}


def test_people_of_one_family_number_form_a_household_and_go_back(association: UUID) -> None:
    run_id = imported(FAMILIES.encode(), confirm=False)
    details = get_run(run_id=run_id, at=AT)
    assert (details.households, details.wants_households) == (1, True)
    confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    while steps.apply_next_chunk(run_id=run_id, at=AT):
        continue
    assert lived_together() == {frozenset({"Anna", "Bo", "Cia"})}
    assert get_undo_preview(run_id=run_id).stays == ()
    undone(run_id)
    assert (Household.objects.count(), Person.objects.count()) == (0, 0)


def test_a_household_that_somebody_has_changed_stays_empty_and_is_told(association: UUID) -> None:
    run_id = imported(FAMILIES.encode())
    (home,) = Household.objects.all()
    change = HouseholdChange(household_id=home.id, version=home.version, name="Ek och Berg")
    change_households(changes=[change], actor=ACTOR, at=AT)
    undone(run_id)
    assert get_run(run_id=run_id, at=AT).left_over == LeftOver(households=1)
    assert [each.name for each in Household.objects.all()] == ["Ek och Berg"]


def test_nobody_is_laid_together_where_that_is_not_wanted(association: UUID) -> None:
    run_id = imported(FAMILIES.encode(), confirm=False)
    set_mapping(run_id=run_id, wants_households=False, actor=ACTOR, at=AT)
    confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    while steps.apply_next_chunk(run_id=run_id, at=AT):
        continue
    assert (Household.objects.count(), Person.objects.count()) == (0, 5)


def test_one_name_at_one_address_is_a_household_unless_somebody_is_protected(association: UUID) -> None:
    imported(
        b"Namn;Adress;Postnr;Ort\n"
        b"Anna Ek;Gatan 1;11320;Solna\nBo Ek;Gatan  1;113 20;SOLNA\nCia Berg;Gatan 1;11320;Solna\n"
        b"Eva Dahl;Skyddad adress;11320;Solna\nSiv Dahl;Skyddad adress;11320;Solna\n"
    )
    assert lived_together() == {frozenset({"Anna", "Bo"})}


def test_who_has_a_home_already_is_left_there(association: UUID) -> None:
    imported(FAMILIES.encode())
    text = FAMILIES + "Siv;Ek;2018-01-02;;12\n"
    imported(text.encode())
    assert lived_together() == {frozenset({"Anna", "Bo", "Cia"})}


def test_parents_become_contacts_once_and_answer_for_their_children(association: UUID) -> None:
    run_id = imported(PARENTS.encode(), confirm=False)
    assert get_run(run_id=run_id, at=AT).guardians == 3
    confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    while steps.apply_next_chunk(run_id=run_id, at=AT):
        continue
    pairs = set(Guardian.objects.values_list("person__given_name", "guardian__given_name"))
    # Eva is of age: nobody answers for her because a list says so.
    assert pairs == {("Cia", "Karin"), ("Cia", "Per"), ("Bo", "Karin")}
    assert Person.objects.filter(given_name="Karin").values_list("member_number", flat=True).get() is None
    karin = ContactPoint.objects.filter(person__given_name="Karin").values_list("kind", "normalised")
    assert set(karin) == {("EMAIL", "karin@example.se"), ("PHONE", "+46701740605")}
    again = imported(PARENTS.encode() + b"Ida;Ek;2017-01-02;;Karin Ek;karin@example.se;;;\n")
    assert Person.objects.filter(given_name="Karin").count() == 1
    assert get_run(run_id=again, at=AT).guardians == 1
    undone(again)
    undone(run_id)
    assert (Guardian.objects.count(), Person.objects.count()) == (0, 0)


def patients() -> UUID:
    return make_association("patienter", kind="PATIENT")


def test_sensitive_membership_waits_for_its_ground(db: None) -> None:
    club = patients()
    with association_scope(club):
        run_id = imported(b"Namn;E-post\nAnna Ek;anna@example.se\n", confirm=False)
        with pytest.raises(ImportRefused):
            confirm_import(run_id=run_id, actor=ACTOR, at=AT)
        for wrong in (
            {"ground": OWN_MEMBERS},
            {"ground": EXPLICIT_CONSENT, "how": "PAPER", "on": TODAY},
            {"ground": EXPLICIT_CONSENT, "how": "SMOKE", "on": TODAY, "evidence": "Pärm 3"},
            {"ground": EXPLICIT_CONSENT, "how": "PAPER", "on": date(2027, 1, 1), "evidence": "Pärm 3"},
        ):
            with pytest.raises(ImportRefused):
                set_ground(run_id=run_id, **wrong, actor=ACTOR, at=AT)  # type: ignore[arg-type]
        set_ground(
            run_id=run_id,
            ground=EXPLICIT_CONSENT,
            how="PAPER",
            on=date(2026, 5, 1),
            evidence="Pärm 3",
            actor=ACTOR,
            at=AT,
        )
        confirm_import(run_id=run_id, actor=ACTOR, at=AT)
        while steps.apply_next_chunk(run_id=run_id, at=AT):
            continue
        (person_id,) = Person.objects.values_list("id", flat=True)
        viewer = Viewer(association_id=club, account_id=None, rights=frozenset(Right))
        ((consent,),) = list_consents(person_ids=[person_id], viewer=viewer).values()
        assert (consent.purpose, consent.holds, consent.happened_on) == ("membership", True, date(2026, 5, 1))
        assert (consent.how, consent.evidence, consent.source_run) == ("PAPER", "Pärm 3", run_id)
        undone(run_id)
        assert (ConsentEvent.objects.count(), Person.objects.count()) == (0, 0)


def test_column_of_consents_keeps_out_who_has_not_agreed(db: None) -> None:
    with association_scope(patients()):
        text = "Namn;E-post;Samtycke\nAnna Ek;a@example.se;2024-03-01\nBo Ek;b@example.se;nej\nEva Ek;e@example.se;ja\n"
        run_id = imported(text.encode() + b"Siv Ek;s@example.se;\n", confirm=False)
        set_mapping(run_id=run_id, columns=[ColumnChoice(index=2, field="consent")], actor=ACTOR, at=AT)
        assert get_run(run_id=run_id, at=AT).run.add == 2
        kept_out = list_problems(run_id=run_id, reason="no_consent").problems
        assert [(problem.row, problem.effect) for problem in kept_out] == [
            (3, "row_skipped"),
            (5, "row_skipped"),
        ]
        set_ground(
            run_id=run_id,
            ground=EXPLICIT_CONSENT,
            how="FORM",
            on=TODAY,
            evidence="Arkivet",
            actor=ACTOR,
            at=AT,
        )
        confirm_import(run_id=run_id, actor=ACTOR, at=AT)
        while steps.apply_next_chunk(run_id=run_id, at=AT):
            continue
        days = dict(ConsentEvent.objects.values_list("person__given_name", "happened_on"))
        assert days == {"Anna": date(2024, 3, 1), "Eva": TODAY}


def test_column_of_consents_has_no_place_where_nothing_sensitive_is_kept(association: UUID) -> None:
    run_id = imported(b"Namn;E-post;Samtycke\nAnna Ek;a@example.se;ja\n", confirm=False)
    for field in ("consent", "club"):
        with pytest.raises(ImportRefused):
            set_mapping(run_id=run_id, columns=[ColumnChoice(index=2, field=field)], actor=ACTOR, at=AT)

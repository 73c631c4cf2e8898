"""Tags, notes, bank accounts, and marks that somebody made sure: for many at once, sealed where they tell, and logged."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matrikel.audit.models import Entry
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import association_scope
from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.lift_protections import Lift, lift_protections
from matrikel.people.actions.remove_notes import remove_all_notes, remove_notes, remove_old_notes
from matrikel.people.actions.remove_tags import remove_tags
from matrikel.people.actions.reveal_bank_account import reveal_bank_account
from matrikel.people.actions.reveal_protected import RevealRefused
from matrikel.people.actions.save_tags import TagEdit, TagRefused, save_tags
from matrikel.people.actions.set_bank_accounts import NewBankAccount, set_bank_accounts
from matrikel.people.actions.settle_texts import settle_texts
from matrikel.people.actions.tag_people import tag_people
from matrikel.people.actions.untag_people import untag_people
from matrikel.people.actions.verify_contact_points import VerificationRefused, verify_contact_points
from matrikel.people.actions.write_notes import NewNote, NoteRefused, write_notes
from matrikel.people.models import BankAccount, Note
from matrikel.people.queries import get_person
from matrikel.people.queries.notes import count_texts_to_review, list_notes, list_texts_to_review
from matrikel.people.queries.tags import list_counted_tags, list_tags, list_tags_of
from matrikel.people.rules.records import PersonChange
from matrikel.people.storage import PersonRefused
from tests.conftest import ACTOR, AT
from tests.factories.people import a_person, at_home, branches, register

WHO = {"actor": ACTOR, "at": AT}
IBAN = "SE45 5000 0000 0583 9825 7466"


def tags(*names: str) -> list[UUID]:
    return save_tags(tags=[TagEdit(name=name) for name in names], **WHO)


def names_of(person_id: UUID) -> list[str]:
    return [tag.name for tag in list_tags_of(person_ids=[person_id]).get(person_id, [])]


def test_many_people_get_and_lose_tags_at_once(association: UUID) -> None:
    people = register(*(a_person(f"Person{number}") for number in range(60)))
    young, key = tags("Youth camp", "Has a key")
    tag_people(person_ids=people[:2], tag_ids=[key], **WHO)
    assert len(tag_people(person_ids=people, tag_ids=[young, key], **WHO)) == 60
    assert tag_people(person_ids=people, tag_ids=[young], **WHO) == []
    assert names_of(people[5]) == ["Has a key", "Youth camp"]
    assert untag_people(person_ids=people[:3], tag_ids=[young], **WHO) == people[:3]
    assert (names_of(people[0]), names_of(people[3])) == (["Has a key"], ["Has a key", "Youth camp"])


def test_tagging_costs_the_same_for_three_and_for_many(association: UUID) -> None:
    (tag,) = tags("Walker")
    counts = []
    for number in (3, 40):
        people = register(*(a_person(f"P{place}") for place in range(number)))
        with CaptureQueriesContext(connection) as caught:
            tag_people(person_ids=people, tag_ids=[tag], **WHO)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_a_tag_is_renamed_merged_and_removed(association: UUID, viewer: Viewer) -> None:
    anna, bo = register(a_person("Anna"), a_person("Bo"))
    one, other, third = tags("Volunteer", "Volunters", "Old")
    tag_people(person_ids=[anna, bo], tag_ids=[one], **WHO)
    tag_people(person_ids=[bo], tag_ids=[other, third], **WHO)
    save_tags(tags=[TagEdit(id=one, name="Helper")], **WHO)
    remove_tags(tag_ids=[other, third], into=one, **WHO)
    assert [(tag.name, tag.count) for tag in list_counted_tags(viewer=viewer)] == [("Helper", 2)]
    remove_tags(tag_ids=[one], **WHO)
    assert (list_tags(), names_of(anna)) == ([], [])


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "two\nlines\x00", "HÄLPER"])
def test_a_tag_needs_a_name_of_its_own(association: UUID, name: str) -> None:
    tags("Hälper")
    with pytest.raises(TagRefused):
        tags(name)


def test_tags_of_others_are_as_absent_as_their_people(association: UUID, neighbour: UUID) -> None:
    (own,) = tags("Own")
    (anna,) = register(a_person())
    with association_scope(association):
        pass
    for people, wanted in (([uuid4()], [own]), ([anna], [uuid4()])):
        with pytest.raises(NotFound):
            tag_people(person_ids=people, tag_ids=wanted, **WHO)
        with pytest.raises(NotFound):
            untag_people(person_ids=people, tag_ids=wanted, **WHO)
    with pytest.raises(NotFound):
        remove_tags(tag_ids=[own], into=uuid4(), **WHO)


def test_who_sees_a_branch_counts_its_people_only(association: UUID) -> None:
    (north,) = branches("Norra")
    people = register(a_person(unit_id=north), a_person("Bo"))
    (tag,) = tags("Walker")
    tag_people(person_ids=people, tag_ids=[tag], **WHO)
    branch = Viewer(association_id=association, account_id=None, rights=frozenset(Right), unit_ids=(north,))
    assert [found.count for found in list_counted_tags(viewer=branch)] == [1]


def test_a_note_is_sealed_dated_and_told_to_whoever_may_read_notes(association: UUID, viewer: Viewer) -> None:
    (anna,) = register(a_person())
    (note,) = write_notes(notes=[NewNote(person_id=anna, text=" Has the key to the darkroom ")], **WHO)
    (row,) = list_notes(person_id=anna, viewer=viewer)
    assert (row.id, row.text, row.written_at) == (note, "Has the key to the darkroom", AT)
    assert b"darkroom" not in bytes(Note.objects.get().sealed)
    stranger = Viewer(association_id=association, account_id=None, rights=frozenset({Right.PEOPLE_SEE}))
    assert list_notes(person_id=anna, viewer=stranger) == []
    assert remove_notes(note_ids=[note], **WHO) == 1
    assert list_notes(person_id=anna, viewer=viewer) == []


def test_a_doubtful_note_is_asked_about_and_then_waits_for_somebody_to_look(
    association: UUID, viewer: Viewer
) -> None:
    (anna,) = register(a_person())
    doubtful = "Has epilepsy, 811228-9874"
    with pytest.raises(NoteRefused) as refused:
        write_notes(notes=[NewNote(person_id=anna, text=doubtful)], **WHO)
    assert [kind.value for kind in refused.value.concerns] == ["identity_number", "health"]
    write_notes(notes=[NewNote(person_id=anna, text=doubtful, is_kept_knowingly=True)], **WHO)
    (text,) = list_texts_to_review(viewer=viewer)
    assert (text.place, text.concerns, text.words, text.person_id) == (
        "NOTE",
        ("identity_number", "health"),
        doubtful,
        anna,
    )
    assert settle_texts(review_ids=[text.id], **WHO) == 1
    assert count_texts_to_review(viewer=viewer) == 0
    assert len(list_notes(person_id=anna, viewer=viewer)) == 1


def test_removing_a_note_takes_it_off_the_list_of_texts_to_look_at(association: UUID, viewer: Viewer) -> None:
    (anna,) = register(a_person())
    (note,) = write_notes(notes=[NewNote(person_id=anna, text="diabetes", is_kept_knowingly=True)], **WHO)
    assert count_texts_to_review(viewer=viewer) == 1
    remove_notes(note_ids=[note], **WHO)
    assert count_texts_to_review(viewer=viewer) == 0


def test_notes_about_a_protected_person_are_nobodys_who_may_not_know(association: UUID) -> None:
    (anna,) = register(a_person())
    me, other = uuid4(), uuid4()
    write_notes(
        notes=[NewNote(person_id=anna, text="Moved to Umeå, diabetes", is_kept_knowingly=True)], **WHO
    )
    change_people(changes=[PersonChange(person_id=anna, version=1, values={"protection": "STRICT"})], **WHO)
    rights = frozenset({Right.PEOPLE_SEE, Right.NOTES_EDIT})
    unknowing = Viewer(association_id=association, account_id=me, rights=rights)
    knowing = Viewer(association_id=association, account_id=other, rights=rights | {Right.PROTECTED_SEE})
    assert list_notes(person_id=anna, viewer=unknowing) == []
    assert len(list_notes(person_id=anna, viewer=knowing)) == 1
    assert list_texts_to_review(viewer=unknowing) == []
    (text,) = list_texts_to_review(viewer=knowing)
    assert (text.is_protected, text.words) == (True, "")


def test_notes_go_after_two_years_or_at_once_when_none_are_wanted(association: UUID, viewer: Viewer) -> None:
    (anna,) = register(a_person())
    for days in (0, 729, 731):
        write_notes(
            notes=[NewNote(person_id=anna, text=f"{days} days old")],
            actor=ACTOR,
            at=AT - timedelta(days=days),
        )
    assert remove_old_notes(**WHO) == 1
    assert [row.text for row in list_notes(person_id=anna, viewer=viewer)] == ["0 days old", "729 days old"]
    assert remove_all_notes(**WHO) == 2
    assert list_notes(person_id=anna, viewer=viewer) == []


@pytest.mark.parametrize("text", ["", "  ", "x" * 501])
def test_a_note_is_short_and_not_empty(association: UUID, text: str) -> None:
    (anna,) = register(a_person())
    with pytest.raises(NoteRefused):
        write_notes(notes=[NewNote(person_id=anna, text=text)], **WHO)


def test_a_bank_account_is_sealed_masked_and_opened_for_a_reason(association: UUID, viewer: Viewer) -> None:
    (anna,) = register(a_person())
    set_bank_accounts(accounts=[NewBankAccount(person_id=anna, iban=IBAN)], **WHO)
    assert get_person(person_id=anna, viewer=viewer).bank_ending == "7466"
    stranger = Viewer(association_id=association, account_id=None, rights=frozenset({Right.PEOPLE_SEE}))
    assert get_person(person_id=anna, viewer=stranger).bank_ending == ""
    assert b"5839825" not in bytes(BankAccount.objects.get().sealed)
    with pytest.raises(RevealRefused):
        reveal_bank_account(person_id=anna, reason="CURIOSITY", **WHO)
    assert reveal_bank_account(person_id=anna, reason="PAYMENT", **WHO) == IBAN.replace(" ", "")
    entry = Entry.objects.filter(action="people.bank_account_revealed").get()
    assert entry.header == {"reason": "PAYMENT"}
    set_bank_accounts(accounts=[NewBankAccount(person_id=anna, iban="")], **WHO)
    with pytest.raises(NotFound):
        reveal_bank_account(person_id=anna, reason="PAYMENT", **WHO)


def test_what_is_no_account_is_refused_and_the_old_one_kept(association: UUID, viewer: Viewer) -> None:
    (anna,) = register(a_person())
    set_bank_accounts(accounts=[NewBankAccount(person_id=anna, iban=IBAN)], **WHO)
    with pytest.raises(PersonRefused):
        set_bank_accounts(accounts=[NewBankAccount(person_id=anna, iban="SE45 5000")], **WHO)
    assert get_person(person_id=anna, viewer=viewer).bank_ending == "7466"


def test_who_made_sure_of_an_address_is_kept_through_protection_and_back(
    association: UUID, viewer: Viewer
) -> None:
    person = a_person()
    (anna,) = register(type(person)(core=person.core, contact_points=[at_home("67131")]))
    (point,) = get_person(person_id=anna, viewer=viewer).contact_points
    with pytest.raises(VerificationRefused):
        verify_contact_points(point_ids=[point.id], how="HEARSAY", **WHO)
    with pytest.raises(NotFound):
        verify_contact_points(point_ids=[uuid4()], how="CALL", **WHO)
    assert verify_contact_points(point_ids=[point.id], how="REGISTER", **WHO) == 1
    change = PersonChange(person_id=anna, version=2, values={"protection": "HIDDEN"})
    change_people(changes=[change], **WHO)
    lift_protections(lifts=[Lift(person_id=anna, held="HIDDEN", level="NONE")], **WHO)
    (point,) = get_person(person_id=anna, viewer=viewer).contact_points
    assert (point.verified_at, point.verified_by, point.verified_how) == (AT, "REGISTER", "REGISTER")

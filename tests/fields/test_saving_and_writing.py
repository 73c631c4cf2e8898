"""Own fields are saved with purpose, level and retention; what they hold is written, hidden, found and forgotten."""

from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from matrikel.audit.models import Entry, Payload
from matrikel.audit.queries import list_what_happened
from matrikel.fields import jobs
from matrikel.fields.actions.forget_expired_values import forget_expired_values
from matrikel.fields.actions.forget_values import forget_values
from matrikel.fields.actions.open_values import OpeningRefused, open_values
from matrikel.fields.actions.order_fields import order_fields
from matrikel.fields.actions.retire_fields import RetirementRefused, retire_fields
from matrikel.fields.actions.save_fields import (
    FieldEdit,
    FieldOvertaken,
    FieldRefused,
    save_fields,
)
from matrikel.fields.actions.save_texts import TextRefused, save_texts
from matrikel.fields.actions.set_values import NewValue, ValueRefused, ValuesOvertaken, set_values
from matrikel.fields.actions.use_built_in import UseRefused, use_built_in
from matrikel.fields.models import FieldOption, FieldValue, SealedFieldValue
from matrikel.fields.queries import (
    count_values,
    get_field,
    list_built_in,
    list_fields,
    list_own_values,
    list_texts,
    list_values,
    text_for,
)
from matrikel.fields.rules.built_in import BuiltInUse
from matrikel.fields.rules.definitions import OptionDefinition
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import association_scope
from matrikel.people.models import Person
from matrikel.people.queries import get_person
from matrikel.people.signals import people_removed
from matrikel.privacy.actions.export_people import export_people
from tests.conftest import ACTOR, AT, TODAY
from tests.factories.fields import SIZES, a_field, save_field, write
from tests.factories.people import a_person, admit, branches, protect, register

forgetting = import_module("matrikel.fields.actions.forget_expired_values")


@pytest.fixture
def anna(association):
    """Return somebody in the register."""
    return register(a_person())[0]


def held(person_id, viewer):
    return {
        get_field(field_id=field_id).code: (value.texts, value.is_sealed)
        for field_id, value in list_values(person_ids=[person_id], viewer=viewer).get(person_id, {}).items()
    }


# --- Fields ----------------------------------------------------------------------------------------------


def test_a_field_is_saved_with_a_code_from_its_name_and_comes_last(association):
    save_field("Båtplats")
    save_field("Båtplats")
    assert [(row.code, row.position, row.label("fi", "sv")) for row in list_fields()] == [
        ("batplats", 0, "Båtplats"),
        ("batplats_2", 1, "Båtplats"),
    ]


@pytest.mark.parametrize("part", ["purpose", "level", "keep"])
def test_without_purpose_level_and_retention_nothing_is_saved(association, part):
    with pytest.raises(FieldRefused) as refused:
        save_field(**{part: ""})
    assert (refused.value.part, list_fields()) == (part, [])


def test_who_was_overtaken_is_told_and_nothing_changes(association):
    field = save_field()
    edit = FieldEdit(definition=a_field("Storlek"), id=field.id, version=field.version)
    save_fields(fields=[edit], actor=ACTOR, at=AT)
    with pytest.raises(FieldOvertaken):
        save_fields(fields=[replace(edit, definition=a_field("Mått"))], actor=ACTOR, at=AT)
    assert [(row.label("sv"), row.version) for row in list_fields()] == [("Storlek", 2)]


def test_an_answer_keeps_its_code_when_its_word_changes_and_stays_while_somebody_gave_it(anna):
    field = save_field(kind="CHOICE", options="sizes")
    write(anna, field, "m")
    new = [OptionDefinition(code="s", labels={"sv": "Liten"}), OptionDefinition(labels={"sv": "Jätte"})]
    edit = FieldEdit(definition=a_field(kind="CHOICE", options=new), id=field.id, version=1)
    save_fields(fields=[edit], actor=ACTOR, at=AT)
    rows = FieldOption.objects.filter(field_id=field.id).order_by("position")
    assert [(row.code, row.labels["sv"], row.is_offered) for row in rows] == [
        ("s", "Liten", True),
        ("jatte", "Jätte", True),
        ("m", "Medium", False),
    ]


@pytest.mark.parametrize(
    ("parts", "part"),
    [({"kind": "LONG_TEXT"}, "kind"), ({"level": "SPECIAL"}, "level")],
)
def test_what_is_held_already_does_not_change_its_nature(anna, parts, part):
    field = save_field()
    edit = FieldEdit(definition=a_field(**parts), id=field.id, version=1)
    write(anna, field, "M")
    with pytest.raises(FieldRefused) as refused:
        save_fields(fields=[edit], actor=ACTOR, at=AT)
    assert refused.value.part == part


def test_a_changed_retention_holds_for_what_was_written_before(anna):
    field = save_field(keep="written+2y")
    write(anna, field, "M")
    assert FieldValue.objects.get().forget_on == date(2028, 11, 21)
    for keep, day in (("written+3m", date(2027, 2, 21)), ("exit+1y", None)):
        version = get_field(field_id=field.id).version
        save_fields(
            fields=[FieldEdit(definition=a_field(keep=keep), id=field.id, version=version)],
            actor=ACTOR,
            at=AT,
        )
        assert FieldValue.objects.get().forget_on == day


def test_fields_are_put_in_an_order_and_the_rest_follow(association):
    a, b, c = save_field("A"), save_field("B"), save_field("C")
    order_fields(field_ids=[c.id, a.id], actor=ACTOR, at=AT)
    assert [row.id for row in list_fields()] == [c.id, a.id, b.id]
    with pytest.raises(NotFound):
        order_fields(field_ids=[new_id()], actor=ACTOR, at=AT)


def test_a_field_of_the_neighbour_is_not_there(association, neighbour):
    with association_scope(neighbour):
        foreign = save_field("Båt", labels={"nb": "Båt"})
    with pytest.raises(NotFound):
        get_field(field_id=foreign.id)
    with pytest.raises(NotFound):
        retire_fields(field_ids=[foreign.id], erase_on=TODAY, actor=ACTOR, at=AT)
    assert list_fields() == []


# --- Values ----------------------------------------------------------------------------------------------


def test_many_persons_and_fields_are_written_at_once_with_the_same_number_of_questions(association, viewer):
    size, plays = save_field(kind="CHOICE", options="sizes"), save_field("Spelar", level="SENSITIVE")

    def write_for(persons):
        values = [
            NewValue(person_id=person, field_id=field.id, texts=(text,))
            for person in persons
            for field, text in ((size, "m"), (plays, "fiol"))
        ]
        with CaptureQueriesContext(connection) as asked:
            assert set_values(values=values, actor=ACTOR, at=AT) == len(persons)
        return len(asked)

    few, many = (
        register(*(a_person(f"A{n}") for n in range(2))),
        register(*(a_person(f"B{n}") for n in range(20))),
    )
    write_for(register(a_person()))  # makes the association's key
    assert write_for(few) == write_for(many) <= 20
    assert len(list_values(person_ids=[*few, *many], viewer=viewer)) == 22


def test_a_value_is_written_changed_and_taken_away_and_the_log_says_so(anna, viewer):
    field = save_field()
    assert [write(anna, field, "M"), write(anna, field, "M"), write(anna, field, "L")] == [1, 0, 1]
    assert held(anna, viewer) == {"trojstorlek": (("L",), False)}
    assert write(anna, field) == 1
    assert held(anna, viewer) == {}
    subject = get_person(person_id=anna, viewer=viewer).audit_subject
    told = [
        entry.changes
        for entry in list_what_happened(subject=subject, with_changes=True)
        if entry.action == "fields.values_set"
    ]
    assert told == [
        {"own:trojstorlek": (["L"], [])},
        {"own:trojstorlek": (["M"], ["L"])},
        {"own:trojstorlek": ([], ["M"])},
    ]


def test_several_choices_are_several_rows_in_the_order_of_the_answers(anna, viewer):
    field = save_field(kind="CHOICES", options="sizes")
    write(anna, field, "s", "l")
    assert held(anna, viewer) == {"trojstorlek": (("s", "l"), False)}
    assert list(FieldValue.objects.order_by("part").values_list("part", "key")) == [(0, "s"), (1, "l")]


@pytest.mark.parametrize("texts", [("huge",), ("l", "s"), ("s", "s"), (" s",)])
def test_what_is_not_in_its_kept_form_is_refused(anna, texts):
    field = save_field(kind="CHOICES", options="sizes")
    with pytest.raises(ValueRefused):
        write(anna, field, *texts)


def test_who_writes_over_what_they_did_not_see_is_told(anna, viewer):
    field = save_field()
    write(anna, field, "M")
    overtaken = NewValue(person_id=anna, field_id=field.id, texts=("L",), seen=())
    with pytest.raises(ValuesOvertaken) as refused:
        set_values(values=[overtaken], actor=ACTOR, at=AT)
    assert (refused.value.field_ids, held(anna, viewer)) == ((field.id,), {"trojstorlek": (("M",), False)})
    set_values(values=[replace(overtaken, seen=("M",))], actor=ACTOR, at=AT)
    assert held(anna, viewer) == {"trojstorlek": (("L",), False)}


def test_a_neighbours_person_and_a_neighbours_field_are_nobody_and_nothing(anna, neighbour):
    ours = save_field()
    with association_scope(neighbour):
        theirs, person = save_field(labels={"nb": "Størrelse"}), register(a_person())[0]
    for value in (
        NewValue(person_id=anna, field_id=theirs.id, texts=("M",)),
        NewValue(person_id=person, field_id=ours.id, texts=("M",)),
    ):
        with pytest.raises(NotFound):
            set_values(values=[value], actor=ACTOR, at=AT)


def test_what_is_sensitive_lies_sealed_and_only_who_may_know_is_told_that_it_is_there(
    anna, viewer, association
):
    field = save_field("Vi får inte servera", level="SPECIAL", purpose="safety")
    write(anna, field, "inga nötter")
    row = SealedFieldValue.objects.get()
    assert (FieldValue.objects.count(), b"tter" in bytes(row.sealed), bytes(row.hidden_key)) == (
        0,
        False,
        b"",
    )
    treasurer = Viewer(association_id=association, account_id=None, rights=frozenset({Right.PEOPLE_SEE}))
    assert (held(anna, viewer), held(anna, treasurer)) == ({"vi_far_inte_servera": ((), True)}, {})
    assert b"tter" not in b"".join(
        bytes(sealed) for sealed in Payload.objects.values_list("sealed", flat=True)
    )
    assert open_values(person_id=anna, field_ids=[field.id], reason="SAFETY", actor=ACTOR, at=AT) == {
        field.id: ("inga nötter",)
    }
    entry = Entry.objects.get(action="fields.values_opened")
    assert entry.header == {"reason": "SAFETY", "fields": [str(field.id)]}


def test_nothing_is_opened_without_a_reason(anna):
    field = save_field(level="SENSITIVE")
    write(anna, field, "M")
    with pytest.raises(OpeningRefused):
        open_values(person_id=anna, field_ids=[field.id], reason="", actor=ACTOR, at=AT)
    assert Entry.objects.filter(action="fields.values_opened").count() == 0


def test_sealed_answers_of_two_people_can_be_compared_and_of_two_fields_cannot(association):
    one, two = register(a_person("A"), a_person("B"))
    swims, sings = (save_field(label, kind="YES_NO", level="SENSITIVE") for label in ("Simmar", "Sjunger"))
    write(one, swims, "yes"), write(two, swims, "yes"), write(one, sings, "yes")
    hashes = [
        bytes(key) for key in SealedFieldValue.objects.order_by("id").values_list("hidden_key", flat=True)
    ]
    assert (hashes[0] == hashes[1], hashes[0] == hashes[2], len(hashes[0])) == (True, False, 32)


def test_of_people_in_other_branches_nothing_is_told(association):
    north, south = branches("Norr", "Söder")
    one, two = register(a_person("A", unit_id=north), a_person("B", unit_id=south))
    field = save_field()
    write(one, field, "M"), write(two, field, "L")
    rights = frozenset({Right.PEOPLE_SEE, Right.SENSITIVE_SEE, Right.PROTECTED_SEE})
    officer = Viewer(association_id=association, account_id=None, rights=rights, unit_ids=(north,))
    assert list(list_values(person_ids=[one, two], viewer=officer)) == [one]


# --- Protected people --------------------------------------------------------------------------------------


def test_what_tells_where_somebody_is_is_sealed_when_the_person_becomes_protected(anna, viewer, association):
    berth, size = save_field("Båtplats", tells_where=True), save_field()
    write(anna, berth, "Brygga 4"), write(anna, size, "M")
    protect(anna)
    assert list(FieldValue.objects.values_list("field_id", "text")) == [(size.id, "M")]
    rights = frozenset({Right.PEOPLE_SEE, Right.SENSITIVE_SEE})
    clerk = Viewer(association_id=association, account_id=None, rights=rights)
    assert held(anna, clerk) == {"trojstorlek": (("M",), False)}
    assert held(anna, viewer) == {"batplats": ((), True), "trojstorlek": (("M",), False)}


def test_what_is_written_later_about_a_protected_person_is_sealed_at_once_and_nobody_finds_it(association):
    (hidden,) = register(a_person("Skyddad", protection="STRICT"))
    harbour = save_field("Hamn", kind="CHOICE", options="sizes", tells_where=True, level="SENSITIVE")
    berth = save_field("Brygga", kind="CHOICE", options="sizes", tells_where=True)
    write(hidden, harbour, "m"), write(hidden, berth, "m")
    assert FieldValue.objects.count() == 0
    assert [bytes(row.hidden_key) for row in SealedFieldValue.objects.order_by("id")] == [b"", b""]


def test_a_field_that_is_later_said_to_tell_where_people_are_is_sealed_then(association):
    (hidden,) = register(a_person("Skyddad", protection="STRICT"))
    field = save_field("Skola")
    write(hidden, field, "Norra")
    edit = FieldEdit(definition=a_field("Skola", tells_where=True), id=field.id, version=1)
    save_fields(fields=[edit], actor=ACTOR, at=AT)
    assert (FieldValue.objects.count(), SealedFieldValue.objects.count()) == (0, 1)


def test_when_protection_is_lifted_what_it_hid_is_there_again(anna, viewer):
    berth, diet = (
        save_field("Båtplats", tells_where=True),
        save_field("Inte servera", level="SPECIAL", tells_where=True),
    )
    write(anna, berth, "Brygga 4"), write(anna, diet, "nötter")
    protect(anna)
    protect(anna, "NONE")
    assert held(anna, viewer) == {"batplats": (("Brygga 4",), False), "inte_servera": ((), True)}


# --- Forgetting --------------------------------------------------------------------------------------------


def forget(at):
    return forget_expired_values(actor=ACTOR, at=at)


def test_a_value_is_forgotten_on_its_day_and_the_log_keeps_nothing_of_it(anna):
    field = save_field(keep="written+3m")
    sealed = save_field("Känsligt", keep="written+3m", level="SENSITIVE")
    write(anna, field, "M"), write(anna, sealed, "M")
    forget(AT + timedelta(days=91))
    assert (FieldValue.objects.count(), SealedFieldValue.objects.count()) == (1, 1)
    forget(AT + timedelta(days=92))
    assert (FieldValue.objects.count(), SealedFieldValue.objects.count()) == (0, 0)
    entry = Entry.objects.get(action="fields.values_forgotten")
    assert (entry.header, entry.payloads.count()) == (
        {"because": "time", "fields": sorted([str(field.id), str(sealed.id)])},
        0,
    )


def test_what_counts_from_leaving_is_forgotten_after_the_last_membership_and_not_before(association):
    stays, left, back, contact, mistaken = register(*(a_person(name) for name in "ABCDE"))
    admit(stays, date(2020, 1, 1))
    admit(left, date(2020, 1, 1), date(2026, 1, 1))
    admit(back, date(2020, 1, 1), date(2025, 1, 1))
    admit(back, date(2026, 1, 1))
    admit(mistaken, date(2020, 1, 1), date(2026, 1, 1), end_reason="MISTAKE")
    at_once, later = save_field("A", keep="exit+0d"), save_field("B", keep="exit+1y")
    for person in (stays, left, back, contact, mistaken):
        write(person, at_once, "x"), write(person, later, "x")
    forget(AT)
    assert set(FieldValue.objects.filter(field_id=at_once.id).values_list("person_id", flat=True)) == {
        *(stays, back, contact, mistaken)
    }
    forget(AT + timedelta(days=41))
    assert left not in FieldValue.objects.values_list("person_id", flat=True)
    assert FieldValue.objects.count() == 8


def test_who_has_died_has_left(anna):
    admit(anna, date(2020, 1, 1))
    field = save_field(keep="exit+0d")
    write(anna, field, "M")
    Person.objects.filter(id=anna).update(is_deceased=True, deceased_on=TODAY)
    forget(AT)
    assert FieldValue.objects.count() == 0


def test_a_retired_field_takes_no_more_and_is_erased_on_the_day_that_was_said(anna, viewer):
    field = save_field()
    write(anna, field, "M")
    last = TODAY + timedelta(days=30)
    retire_fields(field_ids=[field.id], erase_on=last, actor=ACTOR, at=AT)
    assert (list_fields(), held(anna, viewer)) == ([], {"trojstorlek": (("M",), False)})
    with pytest.raises(ValueRefused):
        write(anna, field, "L")
    forget(AT + timedelta(days=29))
    assert FieldValue.objects.count() == 1
    forget(AT + timedelta(days=30))
    assert FieldValue.objects.count() == 0


@pytest.mark.parametrize("days", [-1, 367])
def test_a_field_is_not_retired_to_a_day_that_is_past_or_far_off(anna, days):
    field = save_field()
    with pytest.raises(RetirementRefused):
        retire_fields(field_ids=[field.id], erase_on=TODAY + timedelta(days=days), actor=ACTOR, at=AT)


def test_everything_about_a_person_can_be_forgotten_so_that_the_person_can_go(anna):
    write(anna, save_field("A"), "M"), write(anna, save_field("B", level="SENSITIVE"), "M")
    assert forget_values(person_ids=[anna], actor=ACTOR, at=AT) == 2
    assert (FieldValue.objects.count(), SealedFieldValue.objects.count()) == (0, 0)


def test_when_a_person_is_removed_nothing_is_left(anna):
    write(anna, save_field("A"), "M"), write(anna, save_field("B", level="SENSITIVE"), "M")
    people_removed.send(sender=Person, person_ids=[anna])
    assert (FieldValue.objects.count(), SealedFieldValue.objects.count()) == (0, 0)


# --- What others are told ------------------------------------------------------------------------------------


def test_how_much_a_field_holds_is_counted_by_person(association):
    one, two = register(a_person("A"), a_person("B"))
    field = save_field(kind="CHOICES", options="sizes", keep="written+1y")
    write(one, field, "s", "l"), write(two, field, "m")
    (count,) = count_values().values()
    assert (count.persons, count.first_forgotten_on, count.last_forgotten_on) == (
        2,
        date(2027, 11, 21),
        date(2027, 11, 21),
    )


def test_a_member_sees_the_fields_that_members_see_and_what_is_sealed_about_oneself(anna):
    save_field("Bara för oss")
    seen, diet = (
        save_field("Båt", member="EDIT"),
        save_field("Mat", member="SEE", level="SPECIAL", purpose="safety"),
    )
    write(anna, diet, "inga nötter")
    shown = list_own_values(person_id=anna)
    assert [(field.code, value.texts if value else ()) for field, value in shown] == [
        (seen.code, ()),
        (diet.code, ("inga nötter",)),
    ]


def test_own_fields_come_along_when_data_is_taken_out(anna):
    write(anna, save_field(), "M"), write(anna, save_field("Mat", level="SPECIAL"), "inga nötter")
    (open_only,) = export_people(after=None, include_sealed=False, function="test", actor=ACTOR, at=AT).people
    (everything,) = export_people(after=None, include_sealed=True, function="test", actor=ACTOR, at=AT).people
    assert [(row["field"], row["text"]) for row in open_only["own_values"]] == [("trojstorlek", "M")]
    assert [(row["field"], row.get("sealed")) for row in open_only["sealed_own_values"]] == [("mat", None)]
    assert [row["sealed"] for row in everything["sealed_own_values"]] == ["inga nötter"]


# --- Built-in fields and own words -----------------------------------------------------------------------------


def test_an_association_uses_built_in_fields_as_it_likes_where_that_is_possible(association, neighbour):
    assert list_built_in()["gender"].officers == "EDIT"
    use = BuiltInUse(
        code="gender", officers="NONE", member="NONE", joining="NONE", helps={"sv": "Behövs inte."}
    )
    assert [use_built_in(uses=[use], actor=ACTOR, at=AT) for _ in range(2)] == [1, 0]
    assert list_built_in()["gender"] == use
    with association_scope(neighbour):
        assert list_built_in()["gender"].officers == "EDIT"
    with pytest.raises(UseRefused):
        use_built_in(uses=[replace(use, code="given_name")], actor=ACTOR, at=AT)


def test_own_words_stand_in_the_language_that_one_reads_and_an_empty_one_brings_back_the_usual(association):
    texts = {("portal_welcome", "sv"): "Hej!\r\n\r\nVälkommen.", ("portal_welcome", "fi"): "Tervetuloa."}
    assert save_texts(texts=texts, actor=ACTOR, at=AT) == 2
    assert [text_for(place="portal_welcome", languages=[code, "sv"]) for code in ("fi", "en")] == [
        "Tervetuloa.",
        "Hej!\n\nVälkommen.",
    ]
    save_texts(texts={("portal_welcome", "fi"): " "}, actor=ACTOR, at=AT)
    assert set(list_texts()) == {("portal_welcome", "sv")}


def test_a_text_that_does_not_fit_its_place_is_refused(association):
    with pytest.raises(TextRefused) as refused:
        save_texts(texts={("person_form", "sv"): "x" * 301}, actor=ACTOR, at=AT)
    assert (refused.value.place, refused.value.language) == ("person_form", "sv")
    with pytest.raises(NotFound):
        save_texts(texts={("nowhere", "sv"): "x"}, actor=ACTOR, at=AT)


def test_the_answers_are_there_to_be_used(association):
    field = save_field(kind="CHOICE", options="sizes")
    assert [option.code for option in field.options] == [option.code for option in SIZES]


# --- The night -----------------------------------------------------------------------------------------------


def test_the_night_goes_through_everybody_some_at_a_time_and_forgets_nobody(association, monkeypatch):
    people = register(*(a_person(name) for name in "ABCDE"))
    field = save_field(keep="written+3m")
    for person in people:
        write(person, field, "x")
    monkeypatch.setattr(forgetting, "CHUNK_ROWS", 2)
    late, after, rounds = AT + timedelta(days=400), None, 0
    while rounds == 0 or after is not None:
        after = forget_expired_values(actor=ACTOR, at=late, after=after)
        rounds += 1
    assert (FieldValue.objects.count(), rounds) == (0, 3)


def test_the_nights_job_runs_and_asks_for_the_next_ones(association, monkeypatch):
    people = register(*(a_person(name) for name in "ABC"))
    field = save_field()
    for person in people:
        write(person, field, "x")
    monkeypatch.setattr(forgetting, "CHUNK_ROWS", 2)
    jobs.forget_values_of_association()
    (waiting,) = ProcrastinateJob.objects.filter(task_name="fields.forget_expired_values")
    assert waiting.args == {"association_id": str(association), "person_id": str(sorted(people)[1])}

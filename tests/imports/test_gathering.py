"""A column that is no built-in field becomes groups, tags, notes or an own field, because somebody says so."""

from dataclasses import replace
from io import BytesIO
from uuid import UUID

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matrikel.access.models import Role
from matrikel.fields.actions.save_fields import FieldRefused
from matrikel.fields.models import Field, FieldValue
from matrikel.fields.rules.definitions import FieldDefinition
from matrikel.groups.actions.close_group import close_group
from matrikel.groups.actions.save_groups import GroupEdit, save_groups
from matrikel.groups.models import Group, Participation
from matrikel.imports import steps
from matrikel.imports.actions.begin_again import begin_again
from matrikel.imports.actions.cancel_import import cancel_import
from matrikel.imports.actions.confirm_import import confirm_import
from matrikel.imports.actions.make_own_field import make_own_field
from matrikel.imports.actions.set_mapping import ColumnChoice, set_mapping
from matrikel.imports.errors import ImportRefused
from matrikel.imports.queries import get_run, get_undo_preview, list_problems
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.ids import new_id
from matrikel.organisations.models import Association
from matrikel.organisations.rules.modules import ALL_MODULES, Module
from matrikel.people.actions.give_tags import give_tags
from matrikel.people.actions.remove_tags import remove_tags
from matrikel.people.actions.save_tags import TagEdit, TagRefused, save_tags
from matrikel.people.actions.tag_people import tag_people
from matrikel.people.models import Note, Person, PersonTag, Tag
from matrikel.selections.actions.save_selections import NewSelection, save_selections
from matrikel.selections.rules import Question
from tests.conftest import ACTOR, AT, TODAY
from tests.imports.test_story import imported, undone

CHOIR = (
    "Förnamn;Efternamn;E-post;Stämma;Anm.\n"
    "Anna;Ek;anna@example.se;Sopran;Kör bil till repetitioner\n"
    "Bo;Sjö;bo@example.se;Bas;\n"
    "Eva;Lind;eva@example.se;sopran;Har nyckel\n"
    "Ida;Berg;ida@example.se;Alt;\n"
).encode()
VOICE, REMARK = 3, 4


@pytest.fixture(autouse=True)
def everything_on(association: UUID) -> None:
    Association.objects.filter(id=association).update(modules=list(ALL_MODULES))


def chosen(run_id: UUID, **columns: int) -> None:
    choices = [ColumnChoice(index=index, field=field) for field, index in columns.items()]
    set_mapping(run_id=run_id, columns=choices, actor=ACTOR, at=AT)


def applied(run_id: UUID) -> None:
    assert confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    while steps.apply_next_chunk(run_id=run_id, at=AT):
        continue


def choir(content: bytes = CHOIR, **columns: int) -> UUID:
    run_id = imported(content, confirm=False)
    chosen(run_id, **columns)
    applied(run_id)
    return run_id


def parts() -> set[tuple[str, str]]:
    return set(Participation.objects.values_list("group__name", "person__given_name"))


def tags() -> set[tuple[str, str]]:
    return set(PersonTag.objects.values_list("tag__name", "person__given_name"))


def test_nothing_is_gathered_before_somebody_says_so(association: UUID) -> None:
    run_id = imported(CHOIR)
    assert (Person.objects.count(), Group.objects.count(), Tag.objects.count(), Note.objects.count()) == (
        4,
        0,
        0,
        0,
    )
    assert get_run(run_id=run_id, at=AT).gathered.groups == ()


def test_each_value_of_a_column_becomes_a_group_and_an_existing_one_is_used(association: UUID) -> None:
    (bass,) = save_groups(groups=[GroupEdit(name="BAS", kind="TEAM")], actor=ACTOR, at=AT)
    run_id = imported(CHOIR, confirm=False)
    chosen(run_id, groups=VOICE)
    ahead = get_run(run_id=run_id, at=AT).gathered
    assert [(each.name, each.rows, each.is_new) for each in ahead.groups] == [
        ("Sopran", 2, True),
        ("Alt", 1, True),
        ("Bas", 1, False),
    ]
    applied(run_id)
    assert parts() == {("Sopran", "Anna"), ("Sopran", "Eva"), ("Alt", "Ida"), ("BAS", "Bo")}
    assert set(Participation.objects.values_list("starts_on", flat=True)) == {TODAY}
    assert Participation.objects.get(group_id=bass).part == "PLAYER"
    assert get_run(run_id=run_id, at=AT).grouped == 4


def test_undoing_takes_the_groups_back_and_leaves_those_that_others_use(association: UUID) -> None:
    (bass,) = save_groups(groups=[GroupEdit(name="Bas", kind="GROUP")], actor=ACTOR, at=AT)
    run_id = choir(groups=VOICE)
    assert get_undo_preview(run_id=run_id).stays == ()
    undone(run_id)
    assert (Person.objects.count(), parts()) == (0, set())
    assert list(Group.objects.values_list("id", flat=True)) == [bass]
    assert get_run(run_id=run_id, at=AT).left_over.groups == ()


def test_a_group_that_somebody_has_changed_since_stays_and_is_named(association: UUID) -> None:
    run_id = choir(groups=VOICE)
    alto = Group.objects.get(name="Alt")
    edit = GroupEdit(id=alto.id, version=alto.version, name="Altar", kind="GROUP")
    save_groups(groups=[edit], actor=ACTOR, at=AT)
    undone(run_id)
    assert get_run(run_id=run_id, at=AT).left_over.groups == ("Altar",)


def test_what_a_saved_selection_asks_for_stays_and_is_named(association: UUID, viewer: Viewer) -> None:
    run_id = choir(groups=VOICE, tags=REMARK)
    alto, key = Group.objects.get(name="Alt"), Tag.objects.get(name="Har nyckel")
    save_selections(
        selections=[
            NewSelection(name="Altos", question=Question(asked={"group": (str(alto.id),)})),
            NewSelection(name="Keys", question=Question(asked={"tag": (str(key.id),)})),
        ],
        viewer=replace(viewer, account_id=new_id()),
        actor=ACTOR,
        at=AT,
    )
    undone(run_id)
    assert list(Group.objects.values_list("name", flat=True)) == ["Alt"]
    assert list(Tag.objects.values_list("name", flat=True)) == ["Har nyckel"]
    left_over = get_run(run_id=run_id, at=AT).left_over
    assert (left_over.groups, left_over.tags) == (("Alt",), ("Har nyckel",))


def test_tags_are_held_in_one_order_by_whoever_gives_and_whoever_removes_them(association: UUID) -> None:
    ids = save_tags(tags=[TagEdit(name=name) for name in ("a", "b", "c")], actor=ACTOR, at=AT)
    imported(CHOIR)
    person = Person.objects.values_list("id", flat=True).first()
    for act in (
        lambda: give_tags(gifts=[(person, tag) for tag in reversed(ids)], actor=ACTOR, at=AT),
        lambda: remove_tags(tag_ids=list(reversed(ids)), actor=ACTOR, at=AT),
    ):
        with CaptureQueriesContext(connection) as queries:
            act()
        (held,) = [each["sql"] for each in queries if "people_tag" in each["sql"] and "FOR " in each["sql"]]
        assert 'ORDER BY "people_tag"."id" ASC' in held


def test_whoever_is_in_the_register_comes_into_the_group_and_goes_out_again(association: UUID) -> None:
    imported(CHOIR)
    second = choir(groups=VOICE)
    assert (len(parts()), get_run(run_id=second, at=AT).run.updated) == (4, 4)
    third = imported(CHOIR, confirm=False)
    assert get_run(run_id=third, at=AT).run.keep == 4
    cancel_import(run_id=third, actor=ACTOR, at=AT)
    undone(second)
    assert (Person.objects.count(), parts(), Group.objects.count()) == (4, set(), 0)


def test_a_group_of_that_name_that_is_over_is_not_opened_again(association: UUID) -> None:
    (old,) = save_groups(groups=[GroupEdit(name="Alt", kind="GROUP")], actor=ACTOR, at=AT)
    close_group(group_id=old, ends_on=TODAY, actor=ACTOR, at=AT)
    choir(groups=VOICE)
    assert not Participation.objects.filter(group_id=old).exists()
    assert ("Alt", "Ida") in parts()


def test_a_cell_may_hold_several_tags_and_a_tick_stands_for_the_heading(association: UUID) -> None:
    save_tags(tags=[TagEdit(name="Noter")], actor=ACTOR, at=AT)
    content = (
        "Förnamn;Efternamn;E-post;Hjälper med;Styrelse\n"
        "Anna;Ek;anna@example.se;noter, kaffe;x\n"
        'Bo;Sjö;bo@example.se;"Kaffe/stolar; bil";\n'
        "Eva;Lind;eva@example.se;;nej\n"
    ).encode()
    run_id = imported(content, confirm=False)
    choices = [ColumnChoice(index=3, field="tags"), ColumnChoice(index=4, field="tags")]
    set_mapping(run_id=run_id, columns=choices, actor=ACTOR, at=AT)
    ahead = get_run(run_id=run_id, at=AT).gathered
    assert [(each.name, each.rows, each.is_new) for each in ahead.tags] == [
        ("kaffe", 2, True),
        ("Styrelse", 1, True),
        ("bil", 1, True),
        ("noter", 1, False),
        ("stolar", 1, True),
    ]
    applied(run_id)
    assert tags() == {
        ("Noter", "Anna"), ("kaffe", "Anna"), ("Styrelse", "Anna"), ("kaffe", "Bo"), ("stolar", "Bo"), ("bil", "Bo"),
    }  # fmt: skip
    tag_people(
        person_ids=[Person.objects.get(given_name="Eva").id],
        tag_ids=[Tag.objects.get(name="bil").id],
        actor=ACTOR,
        at=AT,
    )
    undone(run_id)
    # Eva carries a tag that somebody gave her since: she stays, and so does the tag.
    assert ([*Person.objects.values_list("given_name", flat=True)], tags()) == (["Eva"], {("bil", "Eva")})
    assert set(Tag.objects.values_list("name", flat=True)) == {"Noter", "bil"}
    assert get_run(run_id=run_id, at=AT).left_over.tags == ("bil",)


def test_remarks_become_notes_once_and_go_with_the_import(association: UUID) -> None:
    run_id = choir(note_text=REMARK)
    assert (Note.objects.count(), get_run(run_id=run_id, at=AT).noted) == (2, 2)
    again = imported(CHOIR, confirm=False)
    chosen(again, note_text=REMARK)
    assert get_run(run_id=again, at=AT).run.keep == 4
    cancel_import(run_id=again, actor=ACTOR, at=AT)
    undone(run_id)
    assert (Note.objects.count(), Person.objects.count()) == (0, 0)


def test_a_remark_that_need_not_be_kept_stays_out_and_is_shown(association: UUID) -> None:
    content = (
        "Förnamn;Efternamn;E-post;Anm.\n"
        "Anna;Ek;anna@example.se;Har diabetes\n"
        "Bo;Sjö;bo@example.se;Har nyckel\n"
        f"Eva;Lind;eva@example.se;{'mycket att säga ' * 40}\n"
    ).encode()
    run_id = imported(content, confirm=False)
    chosen(run_id, note_text=3)
    (health,) = list_problems(run_id=run_id, reason="not_for_a_note").problems
    assert (health.row, health.effect) == (2, "value_left_out")
    (long,) = list_problems(run_id=run_id, reason="too_long").problems
    assert long.row == 4
    applied(run_id)
    assert [note.person.given_name for note in Note.objects.all()] == ["Bo"]


def test_a_new_tag_that_need_not_be_kept_is_not_made_and_is_shown(association: UUID) -> None:
    save_tags(tags=[TagEdit(name="Astma")], actor=ACTOR, at=AT)
    content = (
        "Förnamn;Efternamn;E-post;Etikett\n"
        "Anna;Ek;anna@example.se;diabetes, Kaffe\n"
        "Bo;Sjö;bo@example.se;astma\n"
        "Eva;Lind;eva@example.se;19811218-9876\n"
    ).encode()
    run_id = imported(content, confirm=False)
    chosen(run_id, tags=3)
    problems = list_problems(run_id=run_id, reason="not_for_a_note").problems
    assert [(each.row, each.effect) for each in problems] == [(2, "value_left_out"), (4, "value_left_out")]
    applied(run_id)
    # What stands on the association's list already was looked at by whoever put it there.
    assert tags() == {("Kaffe", "Anna"), ("Astma", "Bo")}


def test_whoever_has_left_comes_into_no_group(association: UUID) -> None:
    content = (
        "Förnamn;Efternamn;E-post;Utträdd;Stämma\n"
        "Anna;Ek;anna@example.se;2020-01-31;Sopran\n"
        "Bo;Sjö;bo@example.se;;Bas\n"
    ).encode()
    run_id = choir(content, groups=4)
    assert parts() == {("Bas", "Bo")}
    (problem,) = list_problems(run_id=run_id, reason="no_group_after_leaving").problems
    assert (problem.row, problem.value) == (2, "Sopran")


def test_a_column_of_too_many_values_names_no_more_groups(
    association: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"Anna{number};Ek;anna{number}@example.se;Grupp {number}\n" for number in range(203))
    run_id = imported(("Förnamn;Efternamn;E-post;Lag\n" + rows).encode(), confirm=False)
    chosen(run_id, groups=3)
    details = get_run(run_id=run_id, at=AT)
    assert (len(details.gathered.groups), details.problems_by_reason["too_many_names"]) == (200, 3)


def definition(**changed: object) -> FieldDefinition:
    return FieldDefinition(
        **{
            "kind": "TEXT",
            "labels": {"sv": "Stämma"},
            "purpose": "activities",
            "level": "PERSONAL",
            "keep": "exit+0d",
            **changed,
        }
    )


def test_a_column_becomes_a_new_own_field_and_none_without_a_purpose(association: UUID) -> None:
    run_id = imported(CHOIR, confirm=False)
    with pytest.raises(FieldRefused):
        make_own_field(run_id=run_id, index=VOICE, definition=definition(purpose=""), actor=ACTOR, at=AT)
    assert Field.objects.count() == 0
    field_id = make_own_field(run_id=run_id, index=VOICE, definition=definition(), actor=ACTOR, at=AT)
    column = get_run(run_id=run_id, at=AT).columns[VOICE]
    assert (column.field, column.label) == ("own", str(field_id))
    applied(run_id)
    assert FieldValue.objects.filter(field_id=field_id).count() == 4
    with pytest.raises(ImportRefused):
        make_own_field(run_id=run_id, index=VOICE, definition=definition(), actor=ACTOR, at=AT)
    undone(run_id)
    assert (Field.objects.count(), Person.objects.count()) == (0, 0)
    again = begin_again(run_id=run_id, actor=ACTOR, at=AT)
    steps.check_rows(run_id=again, at=AT)
    assert get_run(run_id=again, at=AT).columns[VOICE].state == "doubted"


def test_a_field_made_for_a_column_goes_when_the_import_is_stopped(association: UUID) -> None:
    run_id = imported(CHOIR, confirm=False)
    make_own_field(run_id=run_id, index=VOICE, definition=definition(), actor=ACTOR, at=AT)
    cancel_import(run_id=run_id, actor=ACTOR, at=AT)
    assert Field.objects.count() == 0


def test_the_choice_is_remembered_by_the_headings(association: UUID) -> None:
    choir(groups=VOICE, note_text=REMARK)
    fields = [column.field for column in get_run(run_id=imported(CHOIR, confirm=False), at=AT).columns]
    assert (fields[VOICE], fields[REMARK]) == ("groups", "note_text")


def test_what_was_switched_off_since_is_neither_remembered_nor_begun_again(association: UUID) -> None:
    run_id = choir(groups=VOICE, note_text=REMARK)
    undone(run_id)
    off = [module for module in ALL_MODULES if module not in (Module.GROUPS, Module.NOTES)]
    Association.objects.filter(id=association).update(modules=off)
    again = begin_again(run_id=run_id, actor=ACTOR, at=AT)
    steps.check_rows(run_id=again, at=AT)
    cancel_import(run_id=again, actor=ACTOR, at=AT)
    for anew in (again, imported(CHOIR, confirm=False)):
        mapped = [each.field for each in get_run(run_id=anew, at=AT).columns if each.state == "mapped"]
        assert [field for field in mapped if field in ("groups", "note_text")] == []


def test_it_is_the_same_from_a_workbook(association: UUID) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in CHOIR.decode().splitlines():
        sheet.append(line.split(";"))
    out = BytesIO()
    book.save(out)
    run_id = imported(out.getvalue(), "kor.xlsx", confirm=False)
    chosen(run_id, groups=VOICE, tags=REMARK)
    applied(run_id)
    assert parts() == {("Sopran", "Anna"), ("Sopran", "Eva"), ("Bas", "Bo"), ("Alt", "Ida")}


def test_twenty_rows_ask_as_often_as_two_hundred(association: UUID, django_assert_max_num_queries) -> None:
    counts = []
    for size in (20, 200):
        rows = "".join(
            f"Anna{number};Ek{size};a{number}.{size}@example.se;Kör {number % 4};tagg{number % 3}, alla\n"
            for number in range(size)
        )
        run_id = imported(f"Förnamn;Efternamn;E-post;Stämma;Hjälper{size}\n{rows}".encode(), confirm=False)
        chosen(run_id, groups=3, tags=4)
        assert confirm_import(run_id=run_id, actor=ACTOR, at=AT)
        with django_assert_max_num_queries(1_000) as captured:
            while steps.apply_next_chunk(run_id=run_id, at=AT):
                continue
        counts.append(len(captured))
    # The first one makes the groups and tags as well.
    assert counts[1] <= counts[0]


def without_right(association: UUID, right: Right) -> None:
    for role in Role.objects.filter(association_id=association, code="secretary"):
        role.rights = [each for each in role.rights if each != right.value]
        role.save()


def test_what_another_chose_for_such_a_list_does_nothing_that_whoever_confirms_may_not_do(
    association: UUID, secretary: Client
) -> None:
    undone(choir(note_text=REMARK, tags=VOICE))
    run_id = imported(CHOIR, confirm=False)
    without_right(association, Right.NOTES_EDIT)
    secretary.post(f"/klubben/import/{run_id}/confirm/")
    assert get_run(run_id=run_id, at=AT).run.state == "REVIEW"
    chosen(run_id, leave_out=REMARK)
    without_right(association, Right.TAGS_EDIT)
    said = secretary.post(f"/klubben/import/{run_id}/confirm/", follow=True).content.decode()
    assert "Stämma: That column cannot be used in that way." in said
    url = f"/klubben/import/{run_id}/columns/"
    assert 'value="tags"' not in secretary.get(url).content.decode()
    chosen(run_id, leave_out=VOICE)
    secretary.post(f"/klubben/import/{run_id}/confirm/")
    assert get_run(run_id=run_id, at=AT).run.state == "APPLYING"


def test_a_tag_that_becomes_too_long_as_it_is_compared_stays_out_and_stops_no_import(
    association: UUID,
) -> None:
    content = f"Förnamn;Efternamn;E-post;Stämma\nAnna;Ek;anna@example.se;{'½' * 40}\n".encode()
    run_id = choir(content, tags=3)
    (problem,) = list_problems(run_id=run_id, reason="too_long").problems
    assert (problem.value, Person.objects.count(), tags()) == ("½" * 40, 1, set())
    with pytest.raises(TagRefused):
        save_tags(tags=[TagEdit(name="½" * 40)], actor=ACTOR, at=AT)

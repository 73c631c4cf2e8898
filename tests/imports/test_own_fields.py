"""A list may fill the association's own fields: by their name, or by choice; and it is taken back with the rest."""

from uuid import UUID

import pytest

from matrikel.fields.models import FieldValue, SealedFieldValue
from matrikel.imports import steps
from matrikel.imports.actions.confirm_import import confirm_import
from matrikel.imports.actions.set_mapping import ColumnChoice, set_mapping
from matrikel.imports.errors import ImportRefused
from matrikel.imports.queries import get_run, list_problems
from matrikel.kernel.ids import new_id
from matrikel.people.models import Person
from tests.conftest import ACTOR, AT
from tests.factories.fields import save_field, write
from tests.imports.test_story import imported, undone

HEAD = "Förnamn;Efternamn;E-post;Tröjstorlek\n"
ROWS = "Anna;Ek;anna@example.se;Medium\nBo;Sjö;bo@example.se;väldigt stor\nEva;Lind;eva@example.se;\n"


def values() -> dict[str, str]:
    rows = FieldValue.objects.order_by("person__given_name").values_list("person__given_name", "text")
    return dict(rows)


def test_a_column_that_is_called_like_an_own_field_fills_it(association: UUID) -> None:
    save_field(kind="CHOICE", options="sizes")
    run_id = imported((HEAD + ROWS).encode())
    assert (Person.objects.count(), values()) == (3, {"Anna": "m"})
    (problem,) = list_problems(run_id=run_id, reason="not_for_own_field").problems
    assert (problem.row, problem.value, problem.effect) == (3, "väldigt stor", "value_left_out")
    assert FieldValue.objects.get().source == "IMPORT"


def test_what_an_import_wrote_goes_with_it_and_what_was_written_anew_keeps_the_person(
    association: UUID,
) -> None:
    size = save_field(kind="CHOICE", options="sizes")
    save_field("Matval", level="SENSITIVE")
    content = HEAD.strip() + ";Matval\nAnna;Ek;anna@example.se;Medium;fisk\nBo;Sjö;bo@example.se;Large;kött\n"
    run_id = imported(content.encode())
    assert (FieldValue.objects.count(), SealedFieldValue.objects.count()) == (2, 2)
    write(Person.objects.get(given_name="Bo").id, size, "s")
    undone(run_id)
    assert ([person.given_name for person in Person.objects.all()], values()) == (["Bo"], {"Bo": "s"})


def test_what_stands_there_already_is_not_replaced_and_gaps_are_filled_and_emptied_again(
    association: UUID,
) -> None:
    size, plays = save_field(kind="CHOICE", options="sizes"), save_field("Spelar")
    imported(b"F\xc3\xb6rnamn;Efternamn;E-post\nAnna;Ek;anna@example.se\n")
    anna = Person.objects.get().id
    write(anna, size, "s")
    second = imported((HEAD.strip() + ";Spelar\nAnna;Ek;anna@example.se;Large;fiol\n").encode())
    assert set(FieldValue.objects.values_list("field_id", "text")) == {(size.id, "s"), (plays.id, "fiol")}
    undone(second)
    assert list(FieldValue.objects.values_list("field_id", "text")) == [(size.id, "s")]


def test_a_column_is_said_to_be_an_own_field_and_no_other_id_will_do(association: UUID) -> None:
    plays = save_field("Spelar")
    content = b"F\xc3\xb6rnamn;Efternamn;E-post;Instr.\nAnna;Ek;anna@example.se;fiol\n"
    run_id = imported(content, confirm=False)
    nobodys = ColumnChoice(index=3, field="own", label=str(new_id()))
    with pytest.raises(ImportRefused):
        set_mapping(run_id=run_id, columns=[nobodys], actor=ACTOR, at=AT)
    choice = ColumnChoice(index=3, field="own", label=str(plays.id))
    set_mapping(run_id=run_id, columns=[choice], actor=ACTOR, at=AT)
    confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    while steps.apply_next_chunk(run_id=run_id, at=AT):
        continue
    assert values() == {"Anna": "fiol"}


def test_the_page_of_the_columns_offers_own_fields(association: UUID, secretary) -> None:
    plays = save_field("Spelar")
    run_id = imported(
        b"F\xc3\xb6rnamn;Efternamn;E-post;Instr.\nAnna;Ek;anna@example.se;fiol\n", confirm=False
    )
    url = f"/klubben/import/{run_id}/columns/"
    assert f'value="own:{plays.id}"' in secretary.get(url).content.decode()
    form = secretary.get(url).context["form"]
    data = {box.html_name: box.value() or "" for box in form} | {"column_3": f"own:{plays.id}"}
    assert secretary.post(url, data).status_code == 302
    column = get_run(run_id=run_id, at=AT).columns[3]
    assert (column.field, column.label) == ("own", str(plays.id))

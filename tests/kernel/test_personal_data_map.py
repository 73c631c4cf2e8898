"""Every column of every table is on the personal-data map."""

from django.db import models
from django.test.utils import isolate_apps

from matrikel.kernel import personal_data_map
from matrikel.kernel.models import AssociationModel


def test_the_map_is_whole() -> None:
    assert personal_data_map.list_problems() == []


def test_a_table_without_a_page_is_a_problem() -> None:
    with isolate_apps("matrikel.people"):

        class Scratch(AssociationModel):
            note = models.TextField()

            class Meta:
                app_label = "people"

    assert personal_data_map.list_problems([Scratch]) == [
        "people.Scratch: the table has no page in the personal-data map"
    ]


def test_a_column_without_an_entry_makes_the_system_check_fail(monkeypatch) -> None:
    page = personal_data_map.pages()["people.Person"]
    fields = {name: entry for name, entry in page.fields.items() if name != "given_name"}
    monkeypatch.setitem(
        personal_data_map._pages,
        "people.Person",
        personal_data_map.Page(page.label, page.table_class, page.about, fields),
    )
    assert [error.msg for error in personal_data_map.check_map(None)] == [
        "people.Person: the column given_name has no entry"
    ]


def test_a_path_to_nobody_and_a_person_without_a_path_are_problems(monkeypatch) -> None:
    page = personal_data_map.pages()["people.ContactPoint"]
    astray = personal_data_map.Page(page.label, page.table_class, ("owner",), page.fields)
    monkeypatch.setitem(personal_data_map._pages, "people.ContactPoint", astray)
    assert personal_data_map.list_problems() == [
        "people.ContactPoint: the path owner leads nowhere",
        "people.ContactPoint: the column person leads to a person, but no path says so",
    ]

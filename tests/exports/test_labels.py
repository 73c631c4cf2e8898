"""Address labels: one for each household."""

from dataclasses import replace
from datetime import date

import pytest

from matrikel.exports import making
from matrikel.exports.formats import pdf
from matrikel.exports.formats.pdf import set_pdf
from matrikel.exports.models import Export
from matrikel.exports.rules.labels import Addressee, one_per_home
from tests.factories.people import a_person, admit, at_home, register

HOME = ("Storgatan 4", "671 31 Arvika")


def somebody(name: str, *, home: str = "", address: tuple[str, ...] = HOME) -> Addressee:
    return Addressee(name=name, family=name.split()[-1], home=home, address=address)


@pytest.mark.parametrize(
    ("people", "labels"),
    [
        ([somebody("Anna Ek")], [["Anna Ek", *HOME]]),
        ([somebody("Anna Ek"), somebody("Bo Ek")], [["Anna Ek", "Bo Ek", *HOME]]),
        ([somebody(f"{name} Ek") for name in ("Anna", "Bo", "Cia")], [["The Eks", *HOME]]),
        ([somebody("Anna Ek", home="1"), somebody("Bo Alm", home="1")], [["Anna Ek", "Bo Alm", *HOME]]),
        (
            [somebody(name, home="1") for name in ("Anna Ek", "Bo Alm", "Cia Ek")],
            [["Anna Ek, Bo Alm, Cia Ek", *HOME]],
        ),
        # Neighbours in one house share no label, and neither does a family in two homes.
        ([somebody("Anna Ek"), somebody("Bo Alm")], [["Anna Ek", *HOME], ["Bo Alm", *HOME]]),
        (
            [somebody("Anna Ek", home="1"), somebody("Bo Ek", home="1", address=("Nygatan 1",))],
            [["Anna Ek", *HOME], ["Bo Ek", "Nygatan 1"]],
        ),
    ],
)
def test_who_lives_together_shares_a_label(people: list[Addressee], labels: list[list[str]]) -> None:
    assert one_per_home(people, lambda name: f"The {name}s") == labels


def test_a_family_that_is_read_in_two_steps_gets_one_label(secretary, monkeypatch) -> None:
    monkeypatch.setattr(making, "STEP_ROWS", 2)
    for given, family in (("Anna", "Ek"), ("Bo", "Alm"), ("Cia", "Bok"), ("Dan", "Ek"), ("Eva", "Ek")):
        (person_id,) = register(replace(a_person(given, family), contact_points=[at_home("67131")]))
        admit(person_id, date(2020, 1, 1))
    set_with = []
    monkeypatch.setattr(pdf, "set_pdf", lambda *given: set_with.append(given) or set_pdf(*given))
    asked = {"all": "1", "question": "status=member", "purpose": "contact", "form": "LABELS"}
    path = secretary.post("/klubben/people/export/", asked)["Location"]
    assert [each.label for each in secretary.get(path).context["figures"]] == ["On the list", "Left out"]
    secretary.post(f"{path}confirm/")
    ((_layout, data),) = set_with
    assert [label[0] for label in data["lines"]] == ["Bo Alm", "Cia Bok", "Family Ek"]


def test_a_family_gets_one_label_and_all_of_it_counts_as_taken_out(secretary) -> None:
    at = [at_home("67131")]
    for given in ("Anna", "Bo", "Cia"):
        (person_id,) = register(replace(a_person(given, "Ek"), contact_points=at))
        admit(person_id, date(2020, 1, 1))
    asked = {"all": "1", "question": "status=member", "purpose": "contact", "form": "LABELS"}
    path = secretary.post("/klubben/people/export/", asked)["Location"]
    assert [row.label.split(",")[0] for row, _pairs in secretary.get(path).context["pairs"]] == ["Family Ek"]
    secretary.post(f"{path}confirm/")
    assert Export.objects.get().rows == 3

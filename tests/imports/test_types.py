"""A word of the file means one of the association's own types, a new one, or what somebody says."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.imports.actions.confirm_import import confirm_import
from matrikel.imports.actions.set_mapping import set_mapping
from matrikel.imports.errors import ImportRefused
from matrikel.imports.queries import get_run, list_preview
from matrikel.imports.rules.types import NEW, TypeNames, stem_of, types_meant
from matrikel.imports.undoing import LeftOver
from matrikel.memberships.actions.add_membership_types import add_membership_types
from matrikel.memberships.actions.remove_membership_types import remove_membership_types
from matrikel.memberships.actions.save_membership_types import TypeEdit, save_membership_types
from matrikel.memberships.models import Membership, MembershipType
from tests.conftest import ACTOR, AT
from tests.imports.test_choices_of_rows import applied
from tests.imports.test_story import imported, undone

LIST = b"Namn;E-post;Medlemstyp\nAnna Ek;a@example.se;Familj\nBo Ek;b@example.se;Guld\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Familj", "Familjemedlem"), ("Familj", "Perhejäsen"), ("Gezin", "Gezinslid"), ("Family", "Familiemedlem"),
        ("Ungdom", "Ungdomsmedlem"), ("Nuori", "Nuorisojäsen"), ("Jeugd", "Jeugdlid"), ("Vuxen", "Volwassen lid"),
        ("Senior", "Seniorijäsen"), ("Heders", "Erelid"), ("Stöd", "Donateur"), ("Guld", "Guldmedlem"),
        ("Student", "Opiskelijajäsen"), ("HEDERSMEDLEM", "Æresmedlem"),
    ],
)  # fmt: skip
def test_two_names_say_the_same(one: str, other: str) -> None:
    assert stem_of(one) == stem_of(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Senior", "Vuxen medlem"), ("Senior", "Pensionärsmedlem"), ("Familj 2 vuxna", "Familjemedlem"),
        ("Passiv", "Medlem"), ("Barn", "Ungdomsmedlem"), ("Halvår", "Helår"),
    ],
)  # fmt: skip
def test_two_names_do_not_say_the_same(one: str, other: str) -> None:
    assert stem_of(one) != stem_of(other)


@given(name=st.text(max_size=90))
def test_any_name_has_a_stem_and_is_its_own_new_type(name: str) -> None:
    stem_of(name)
    (meant,) = types_meant({"x": (name, 1)}, [], {})
    assert (meant.type_id, meant.like) == ("", "")


def test_a_word_that_may_mean_two_types_means_neither() -> None:
    known = [
        TypeNames("1", ("Familjemedlem",)),
        TypeNames("2", ("Familj",)),
        TypeNames("3", ("Family member",)),
    ]
    (meant,) = types_meant({"perhe": ("Perhe", 2)}, known, {})
    assert (meant.type_id, meant.rows) == ("", 2)
    (meant,) = types_meant({"perhe": ("Perhe", 2)}, known, {"perhe": "3"})
    assert (meant.type_id, meant.is_chosen) == ("3", True)


def test_two_words_for_one_new_type_make_one() -> None:
    words = {"guld": ("Guld", 1), "guldmedlem": ("Guldmedlem", 1)}
    assert [(each.key, each.like) for each in types_meant(words, [], {})] == [
        ("guld", ""),
        ("guldmedlem", "guld"),
    ]
    assert [each.like for each in types_meant(words, [], {"guldmedlem": NEW})] == ["", ""]


def names_of_memberships() -> list[str]:
    return sorted(Membership.objects.values_list("type__name", flat=True))


def test_the_type_that_is_there_is_used_and_only_the_other_one_made(association: UUID) -> None:
    add_membership_types(names=["Familjemedlem"], actor=ACTOR, at=AT)
    run_id = imported(LIST, confirm=False)
    details = get_run(run_id=run_id, at=AT)
    assert details.new_types == ("Guld",)
    assert [(each.name, each.rows, each.type_name) for each in details.types_in_file] == [
        ("Familj", 1, "Familjemedlem"),
        ("Guld", 1, ""),
    ]
    assert [row.membership_type for row in list_preview(run_id=run_id)] == ["Familjemedlem", "Guld"]
    applied(run_id)
    assert names_of_memberships() == ["Familjemedlem", "Guld"]
    undone(run_id)
    assert list(MembershipType.objects.filter(name__in=("Familj", "Familjemedlem", "Guld"))) == [
        MembershipType.objects.get(name="Familjemedlem")
    ]


def test_a_type_that_somebody_has_made_the_associations_own_stays_and_is_told(association: UUID) -> None:
    run_id = imported(LIST)
    guld = MembershipType.objects.get(name="Guld")
    edit = TypeEdit(id=guld.id, name="Guldkort", version=guld.version)
    save_membership_types(types=[edit], actor=ACTOR, at=AT)
    assert get_run(run_id=run_id, at=AT).left_over == LeftOver()
    undone(run_id)
    assert get_run(run_id=run_id, at=AT).left_over == LeftOver(types=("Guldkort",))
    assert list(MembershipType.objects.filter(name__in=("Familj", "Guld", "Guldkort"))) == [
        MembershipType.objects.get(id=guld.id)
    ]


def test_a_translation_is_a_name_too(association: UUID) -> None:
    (type_id,) = add_membership_types(names=["Household"], actor=ACTOR, at=AT)
    MembershipType.objects.filter(id=type_id).update(names={"sv": "Familj"})
    run_id = imported(LIST, confirm=False)
    assert get_run(run_id=run_id, at=AT).types_in_file[0].type_name == "Household"


def test_somebody_says_which_type_is_used_or_that_a_new_one_is_made(association: UUID) -> None:
    family, other = add_membership_types(names=["Familjemedlem", "Vuxen"], actor=ACTOR, at=AT)
    run_id = imported(LIST, confirm=False)
    set_mapping(run_id=run_id, types={"familj": NEW, "guld": str(other)}, actor=ACTOR, at=AT)
    details = get_run(run_id=run_id, at=AT)
    assert details.new_types == ("Familj",)
    assert [each.type_id for each in details.types_in_file] == [None, other]
    for types in ({"familj": str(run_id)}, {"nobody": NEW}):
        with pytest.raises(ImportRefused):
            set_mapping(run_id=run_id, types=types, actor=ACTOR, at=AT)
    set_mapping(run_id=run_id, types={"familj": str(family)}, actor=ACTOR, at=AT)
    assert get_run(run_id=run_id, at=AT).new_types == ()
    applied(run_id)
    assert names_of_memberships() == ["Familjemedlem", "Vuxen"]


def test_a_type_that_goes_before_the_yes_is_looked_for_again(association: UUID) -> None:
    (family,) = add_membership_types(names=["Familjemedlem"], actor=ACTOR, at=AT)
    run_id = imported(LIST, confirm=False)
    remove_membership_types(type_ids=[family], actor=ACTOR, at=AT)
    confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    there = MembershipType.objects.filter(name__in=("Familj", "Familjemedlem", "Guld"))
    assert sorted(there.values_list("name", flat=True)) == ["Familj", "Guld"]


def test_the_page_asks_for_each_word_and_takes_the_answer(association: UUID, secretary) -> None:
    (family,) = add_membership_types(names=["Familjemedlem"], actor=ACTOR, at=AT)
    run_id = imported(LIST, confirm=False)
    url = f"/klubben/import/{run_id}/"
    page = secretary.get(url)
    words = page.content.decode()
    assert "<strong>Familj</strong> → Familjemedlem" in words
    form = page.context["form"]
    first, second = form.type_fields()
    assert (first.value(), second.value()) == (str(family), NEW)
    data = {"on_match": "update", "on_doubt": "skip", first.html_name: NEW, second.html_name: str(family)}
    assert secretary.post(f"{url}choices/", data).headers["Location"] == url
    assert get_run(run_id=run_id, at=AT).new_types == ("Familj",)

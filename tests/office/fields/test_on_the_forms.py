"""Own fields on the forms of a person, and built-in fields as the association uses them."""

from dataclasses import replace

import pytest

from matrikel.fields.actions.save_texts import save_texts
from matrikel.fields.actions.use_built_in import use_built_in
from matrikel.fields.queries import list_values
from matrikel.fields.rules.built_in import BuiltInUse
from matrikel.people.models import Person
from matrikel.people.queries import get_person
from tests.conftest import ACTOR, AT
from tests.factories.fields import save_field, write
from tests.factories.people import a_person, at_home, register, type_of

NEW = "/klubben/people/new/"


def typed(**changes):
    return {
        "given_name": "Signe",
        "family_name": "Dahl",
        "country": "SE",
        "type": str(type_of("ADULT")),
        "starts_on": "2026-11-01",
        **changes,
    }


def use(code, officers, **helps):
    is_used = officers != "NONE"
    wanted = BuiltInUse(
        code=code, officers=officers, member="SEE", joining="EDIT" if is_used else "NONE", helps=helps
    )
    use_built_in(uses=[wanted], actor=ACTOR, at=AT)


def kept(viewer):
    people = list(Person.objects.values_list("id", flat=True))
    found = list_values(person_ids=people, viewer=viewer)
    return [value.texts for values in found.values() for value in values.values()]


def as_shown(page):
    forms = (page.context["form"], page.context["own_fields"])
    sent = {box.html_name: box.value() for form in forms for box in form}
    seen = {"own_seen": page.context["own_fields"].seen, "draft": page.context.get("draft", "")}
    return {name: value for name, value in {**sent, **seen}.items() if value not in (None, False)}


# --- Adding ------------------------------------------------------------------------------------------------


def test_what_is_asked_is_written_with_the_person(secretary, viewer):
    size = save_field(kind="CHOICE", options="sizes")
    assert secretary.post(NEW, typed(**{f"own_{size.id.hex}": "m"})).status_code == 302
    assert kept(viewer) == [("m",)]


@pytest.mark.parametrize(("chosen", "status"), [("ADULT", 422), ("YOUTH", 302), ("", 302)])
def test_a_field_of_one_type_is_needed_of_that_type_only(secretary, association, chosen, status):
    adults = [type_of("ADULT")]
    save_field("Vuxna", officers="REQUIRED", for_whom="TYPES", type_ids=adults)
    page = secretary.get(NEW)
    (row,) = page.context["own_fields"].rows
    assert "Asked of: Vuxen medlem." in str(page.context["own_fields"].fields[f"own_{row.id.hex}"].help_text)
    type_id = str(type_of(chosen)) if chosen else ""
    assert secretary.post(NEW, typed(type=type_id)).status_code == status
    assert Person.objects.count() == (1 if status == 302 else 0)


def test_nobody_is_entered_while_an_own_field_is_wrong_and_all_that_was_typed_stays(secretary):
    field = save_field(kind="NUMBER")
    response = secretary.post(NEW, typed(**{f"own_{field.id.hex}": "tolv"}))
    page = response.content.decode()
    assert (response.status_code, Person.objects.count()) == (422, 0)
    assert ['value="tolv"' in page, 'value="Signe"' in page] == [True, True]


def test_a_row_more_keeps_what_was_typed_into_own_fields(secretary):
    plays, sizes = save_field("Spelar"), save_field(kind="CHOICES", options="sizes")
    data = typed(add="email", **{f"own_{plays.id.hex}": "fiol", f"own_{sizes.id.hex}": ["s", "l"]})
    own = secretary.post(NEW, data).context["own_fields"]
    assert [own[f"own_{each.id.hex}"].value() for each in (plays, sizes)] == ["fiol", ["s", "l"]]


# --- Editing -----------------------------------------------------------------------------------------------


def test_own_fields_are_edited_with_the_person_and_an_untouched_form_changes_nothing(secretary, viewer):
    (anna,) = register(a_person())
    field = save_field()
    write(anna, field, "S")
    url = f"/klubben/people/{anna}/edit/"
    shown = as_shown(secretary.get(url))
    assert (secretary.post(url, shown).status_code, kept(viewer)) == (302, [("S",)])
    changed = {**shown, "family_name": "Berg", f"own_{field.id.hex}": "L"}
    assert (secretary.post(url, changed).status_code, kept(viewer)) == (302, [("L",)])
    assert get_person(person_id=anna, viewer=viewer).core.family_name == "Berg"


def test_who_was_overtaken_in_an_own_field_is_told_and_may_save_once_more(secretary, viewer):
    (anna,) = register(a_person())
    field = save_field()
    url = f"/klubben/people/{anna}/edit/"
    data = {**as_shown(secretary.get(url)), f"own_{field.id.hex}": "L", "family_name": "Berg"}
    write(anna, field, "XL")
    response = secretary.post(url, data)
    told = response.context["own_fields"].errors[f"own_{field.id.hex}"]
    assert (response.status_code, told) == (
        409,
        ["Somebody else changed this meanwhile. It now says: XL."],
    )
    assert get_person(person_id=anna, viewer=viewer).core.family_name == "Sköld"
    again = {**data, "own_seen": response.context["own_fields"].seen}
    assert (secretary.post(url, again).status_code, kept(viewer)) == (302, [("L",)])


def test_what_became_needed_later_keeps_nobody_from_editing_but_is_not_emptied(secretary, viewer):
    without, having = register(a_person("Utan"), a_person("Med"))
    field = save_field(officers="REQUIRED")
    write(having, field, "S")
    for person, status in ((without, 302), (having, 422)):
        url = f"/klubben/people/{person}/edit/"
        data = {**as_shown(secretary.get(url)), "preferred_name": "Nisse", f"own_{field.id.hex}": ""}
        assert secretary.post(url, data).status_code == status


# --- Built-in fields ---------------------------------------------------------------------------------------


def test_what_is_not_used_is_not_asked(secretary):
    for code in ("gender", "birth_date", "phone", "home_municipality"):
        use(code, "NONE")
    page = secretary.get(NEW).content.decode()
    labels = ("Gender", "Born", ">Phone", "Add a phone", "Home municipality", "E-mail")
    assert [label in page for label in labels] == [False, False, False, False, False, True]
    assert secretary.post(NEW, typed()).status_code == 302


def test_what_somebody_has_stays_on_the_form_though_it_is_not_used(secretary, viewer):
    (anna,) = register(a_person(gender="F"))
    use("gender", "NONE")
    page = secretary.get(f"/klubben/people/{anna}/edit/")
    assert "Gender" in page.content.decode()
    data = {**as_shown(page), "gender": ""}
    secretary.post(f"/klubben/people/{anna}/edit/", data)
    assert get_person(person_id=anna, viewer=viewer).core.gender == ""


def test_what_is_needed_is_asked_of_new_people_and_not_emptied_of_old_ones(secretary):
    use("email", "REQUIRED")
    use("address", "REQUIRED")
    response = secretary.post(NEW, typed())
    assert set(response.context["form"].errors) == {"email", "street", "place"}
    (home,) = register(replace(a_person(), contact_points=[at_home("67131")]))
    url = f"/klubben/people/{home}/edit/"
    shown = as_shown(secretary.get(url))
    assert secretary.post(url, {**shown, "preferred_name": "A"}).status_code == 302
    shown = as_shown(secretary.get(url))
    assert secretary.post(url, {**shown, "street": "", "place": ""}).status_code == 422


def test_the_associations_own_words_say_why_and_stand_at_the_top(secretary):
    use("email", "EDIT", sv="Till medlemsbrevet.")
    save_texts(texts={("person_form", "sv"): "Skriv bara det vi behöver."}, actor=ACTOR, at=AT)
    page = secretary.get(NEW).content.decode()
    assert ["Till medlemsbrevet." in page, "Skriv bara det vi behöver." in page] == [True, True]

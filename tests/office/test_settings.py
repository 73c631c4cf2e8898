"""The pages of the settings: what is saved, what is refused, and two people who change them at once."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from PIL import Image

from matrikel.memberships.queries import list_membership_types
from matrikel.office.settings.parts import PARTS
from matrikel.office.settings.zones import zone_choices
from matrikel.organisations.actions.save_units import UnitEdit, save_units
from matrikel.organisations.queries import find_logo, get_association
from tests.conftest import ACTOR, AT, TODAY, sign_in
from tests.factories.people import a_person, admit, register, type_of

PAGE = "/klubben/settings/"
NAME = "/klubben/settings/name/"
LOOKS = "/klubben/settings/looks/"
TYPES = "/klubben/settings/types/"


def typed(**changes):
    return {"name": "Fotoklubben", "calls_itself": "klubben", "version": "1", **changes}


def test_the_name_is_saved(association, secretary):
    assert secretary.post(NAME, typed()).headers["Location"] == NAME
    saved = get_association()
    assert (saved.name, saved.calls_itself, saved.version) == ("Fotoklubben", "klubben", 2)


def test_a_name_is_asked_in_each_language_and_shown_in_the_viewers(association, secretary):
    languages = {"language": "sv", "languages": ["sv", "fi"], "time_zone": "Europe/Stockholm"}
    secretary.post("/klubben/settings/languages/", {**languages, "version": "1"})
    secretary.post(NAME, typed(name_fi="Kameraseura", version="2"))
    finnish, danish = (
        secretary.get(PAGE, headers={"accept-language": code}).context["shell"].association_name
        for code in ("fi", "da")
    )
    assert (finnish, danish) == ("Kameraseura", "Fotoklubben")
    assert get_association().names == {"fi": "Kameraseura"}


def test_when_the_main_language_changes_the_names_change_places(association, secretary):
    page = "/klubben/settings/languages/"
    both = {"languages": ["sv", "fi"], "time_zone": "Europe/Stockholm"}
    secretary.post(page, {"language": "sv", "version": "1", **both})
    secretary.post(NAME, typed(name_fi="Kameraseura", version="2"))
    secretary.post(page, {"language": "fi", "version": "3", **both})
    now = get_association()
    assert (now.name, now.names) == ("Kameraseura", {"sv": "Fotoklubben"})
    assert now.written_languages == ("fi", "sv")


def test_who_helps_stands_on_every_page_and_not_on_a_strangers(association, secretary, client):
    contact = {
        "help_name": "Ida",
        "help_email": "ida@example.se",
        "help_phone": "070-174 06 05",
        "help_url": "https://example.se/hjalp",
        "version": "1",
    }
    secretary.post("/klubben/settings/help/", contact)
    for path in ("/klubben/", "/klubben/people/", f"/klubben/people/{type_of()}/"):
        page = secretary.get(path).content.decode()
        assert ("mailto:ida@example.se" in page, "tel:0701740605" in page) == (True, True), path
    assert "mailto:ida@example.se" in client.get("/klubben/sign-in/").content.decode()
    assert "ida@example.se" not in client.get("/nowhere/", follow=True).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("help_email", "ida"), ("help_phone", "call me"), ("help_url", "javascript:alert(1)")],
)
def test_a_contact_that_cannot_be_reached_is_refused_at_its_field(association, secretary, field, value):
    response = secretary.post("/klubben/settings/help/", {field: value, "version": "1"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_what_is_switched_off_is_neither_a_page_nor_in_the_menu(association, secretary):
    secretary.post("/klubben/settings/modules/", {"modules": ["groups"], "version": "1"})
    groups = secretary.get("/klubben/").context["shell"].groups
    labels = [item.label for group in groups for item in group.items]
    assert ("Branches" in labels, secretary.get("/klubben/units/").status_code) == (False, 404)
    secretary.post("/klubben/settings/modules/", {"modules": ["groups", "units"], "version": "2"})
    assert secretary.get("/klubben/units/").status_code == 200


def test_a_shape_switches_its_modules(association, secretary):
    page = "/klubben/settings/shape/"
    secretary.post(page, {"shape": "one", "version": "1"})
    assert {"units", "federation"} & set(get_association().modules) == set()
    secretary.post(page, {"shape": "federation", "version": "2"})
    assert {"units", "federation"} & set(get_association().modules) == {"federation"}


def test_a_new_kind_brings_its_protection_along_and_another_can_be_chosen(association, secretary):
    page = "/klubben/settings/kind/"
    secretary.post(page, {"kind": "BELIEF", "profile": "GENERAL", "version": "1"})
    assert (get_association().kind, get_association().profile) == ("BELIEF", "CONVICTION")
    secretary.post(page, {"kind": "BELIEF", "profile": "HEALTH", "version": "2"})
    assert get_association().profile == "HEALTH"


def test_the_country_is_settled_once_somebody_is_in_the_register(association, secretary):
    page = "/klubben/settings/country/"
    secretary.post(page, {"country": "FI", "version": "1"})
    assert (get_association().country, get_association().currency) == ("FI", "EUR")
    register(a_person("Ada", "Alm"))
    response = secretary.post(page, {"country": "SE", "version": "2"})
    assert (response.status_code, get_association().country) == (422, "FI")


# --- Looks -----------------------------------------------------------------------------------------------


def a_picture(kind="PNG"):
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "#7c3aed").save(file, kind)
    file.name = f"logo.{kind.lower()}"
    file.seek(0)
    return file


def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(association, secretary):
    response = secretary.post(LOOKS, {"has_colour": "on", "colour": "#ffe066", "version": "1"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["colour"])
    nearest = response.context["sample"]["nearest"]
    secretary.post(LOOKS, {"colour": "#ffe066", "proposed": nearest, "version": "1"})
    assert get_association().colour == nearest


def test_a_colour_is_looked_at_while_it_is_chosen(association, secretary):
    page = secretary.get("/klubben/settings/looks/colour/", {"colour": "#ffe066"}).content.decode()
    assert ('name="proposed"' in page, "<html" in page) == (True, False)


def test_a_colour_has_a_name_and_a_sample_instead_of_its_code(association, secretary):
    secretary.post(LOOKS, {"has_colour": "on", "colour": "#0f766e", "version": "1"})
    pages = [secretary.get(path).content.decode() for path in ("/klubben/settings/", LOOKS)]
    assert [('fill="#0f766e"' in page, "Turquoise" in page, ">#0f766e" in page) for page in pages] == [
        (True, True, False)
    ] * 2


def test_a_colour_is_asked_of_nobody(association, secretary):
    secretary.post(LOOKS, {"colour": "#ffe066", "version": "1"})
    assert get_association().colour == ""


def test_a_logo_is_drawn_anew_and_browsers_may_keep_it(association, secretary, client):
    secretary.post(LOOKS, {"logo": a_picture("JPEG"), "version": "1"})
    served = client.get(secretary.get(LOOKS).context["logo_url"])
    assert (served.status_code, served["Content-Type"]) == (200, "image/png")
    assert served["Cache-Control"] == "public, max-age=31536000, immutable"
    assert served.content == find_logo().png
    secretary.post(LOOKS, {"without_logo": "on", "version": "1"})
    assert (find_logo(), client.get("/klubben/logo.png").status_code) == (None, 404)


def test_a_drawing_that_may_carry_programs_is_refused(association, secretary):
    file = io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    file.name = "logo.svg"
    response = secretary.post(LOOKS, {"logo": file, "version": "1"})
    assert (response.status_code, list(response.context["form"].errors), find_logo()) == (422, ["logo"], None)


def test_the_sheet_has_the_colour_and_there_is_none_without(association, secretary, client):
    assert client.get("/klubben/looks.css").status_code == 404
    secretary.post(LOOKS, {"has_colour": "on", "colour": "#7c3aed", "version": "1"})
    sheet = client.get("/klubben/looks.css?v=7c3aed")
    assert "--spruce-fill:#7c3aed" in sheet.content.decode()
    assert ("immutable" in sheet["Cache-Control"], sheet["Content-Type"]) == (True, "text/css; charset=utf-8")
    assert client.get("/klubben/looks.css")["Cache-Control"] == "no-cache"
    assert 'href="/klubben/looks.css?v=7c3aed" nonce="' in client.get("/klubben/sign-in/").content.decode()


# --- Together --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        ("name", {"name": ""}),
        ("languages", {"language": "xx"}),
        ("languages", {"language": "sv", "time_zone": "Mars/Olympus"}),
        ("kind", {"kind": "NOTHING"}),
        ("shape", {"shape": "round"}),
        ("country", {"country": "XX"}),
        ("modules", {"modules": ["everything"]}),
    ],
)
def test_what_is_not_possible_is_said_at_the_field(association, secretary, part, changes):
    response = secretary.post(f"{PAGE}{part}/", {"version": "1", **changes})
    assert response.status_code == 422
    assert list(changes)[-1] in response.context["form"].errors


def test_the_second_of_two_sees_the_difference_and_may_keep_her_own(association, secretary):
    secretary.post(NAME, typed(name="First"))
    response = secretary.post(NAME, typed(name="Second"))
    assert response.status_code == 409
    assert response.context["differences"] == [
        {"label": "Name of the association", "theirs": "First", "mine": "Second"}
    ]
    assert (get_association().name, response.context["form"]["version"].value()) == ("First", "2")
    secretary.post(NAME, typed(name="Second", version="2"))
    assert get_association().name == "Second"


def test_who_may_not_change_settings_is_told_so(association, client):
    treasurer = sign_in(client, association, role="treasurer")
    own = [part for part in PARTS.values() if not part.page]
    paths = [PAGE, *(reverse(f"office:{part.address}", args=["klubben"]) for part in own)]
    assert {treasurer.get(path).status_code for path in paths} == {403}


def test_every_part_is_in_the_index_and_has_a_page(association, secretary):
    shown = [each["part"].code for _title, parts in secretary.get(PAGE).context["groups"] for each in parts]
    assert shown == list(PARTS)
    for part in PARTS.values():
        page = secretary.get(reverse(f"office:{part.address}", args=["klubben"]))
        if part.page:  # lies elsewhere, where those go who may not change settings
            assert page.status_code == 200
            continue
        current = [item for _title, items in page.context["index"] for item in items if item["current"]]
        assert [item["title"] for item in current] == [part.title]


def test_the_pages_ask_few_questions(association, secretary):
    for part in PARTS.values():
        with CaptureQueriesContext(connection) as asked:
            secretary.get(reverse(f"office:{part.address}", args=["klubben"]))
        assert len(asked) <= 12, part.code


def test_time_zones_are_places_and_those_nearby_come_first(association, secretary):
    choices = secretary.get("/klubben/settings/languages/").context["form"].fields["time_zone"].choices
    nearby = [label.split(" ")[0] for _zone, label in choices[0][1]]
    assert nearby == ["Amsterdam", "Brussels", "Copenhagen", "Helsinki", "Oslo", "Stockholm"]
    zones = [zone for _part, group in choices for zone, _label in group]
    assert (len(zones) == len(set(zones)), len(zones) > 300) == (True, True)


# --- Types -----------------------------------------------------------------------------------------------


def type_typed(**changes):
    return {"name": "Vän", "kind": "OTHER", "from_age": "", "to_age": "", "is_offered": "on", **changes}


def test_a_type_is_added_changed_and_removed(association, secretary):
    secretary.post(f"{TYPES}new/", type_typed())
    added = list_membership_types()[-1]
    secretary.post(f"{TYPES}{added.id}/", type_typed(name="Vän av klubben", to_age="30", version="1"))
    changed = list_membership_types()[-1]
    assert (changed.name, changed.to_age, changed.may_vote) == ("Vän av klubben", 30, False)
    secretary.post(f"{TYPES}{added.id}/remove/")
    assert added.id not in {row.id for row in list_membership_types()}


def test_whoever_was_overtaken_keeps_what_she_wrote_and_may_save_once_more(association, secretary):
    adult = list_membership_types()[0]
    secretary.post(f"{TYPES}{adult.id}/", type_typed(name="Första", version="1"))
    response = secretary.post(f"{TYPES}{adult.id}/", type_typed(name="Andra", version="1"))
    assert (response.status_code, response.context["form"]["name"].value()) == (422, "Andra")
    assert list_membership_types()[0].name == "Första"
    version = response.context["form"]["version"].value()
    secretary.post(f"{TYPES}{adult.id}/", type_typed(name="Andra", version=version))
    assert list_membership_types()[0].name == "Andra"


def test_a_type_moves_up_by_one_place(association, secretary):
    ids = [row.id for row in list_membership_types()]
    secretary.post(f"{TYPES}order/", {"move": str(ids[1]), "by": "-1"})
    assert [row.id for row in list_membership_types()] == [ids[1], ids[0], *ids[2:]]


def test_a_merge_says_how_many_move_and_moves_them(association, secretary):
    (person_id,) = register(a_person("Ada", "Alm"))
    admit(person_id, TODAY, kind="YOUTH")
    page = f"{TYPES}{type_of('YOUTH')}/merge/"
    assert secretary.get(page).context["all_count"] == 1
    assert secretary.post(page, {"into": ""}).status_code == 422
    secretary.post(page, {"into": str(type_of())})
    assert "YOUTH" not in {row.kind for row in list_membership_types()}


def test_a_type_with_members_is_not_removed(association, secretary):
    (person_id,) = register(a_person("Ada", "Alm"))
    admit(person_id, TODAY)
    secretary.post(f"{TYPES}{type_of()}/remove/")
    assert type_of() in {row.id for row in list_membership_types()}


def test_more_types_cost_no_more_questions(association, secretary):
    with CaptureQueriesContext(connection) as few:
        secretary.get(TYPES)
    for number in range(6):
        secretary.post(f"{TYPES}new/", type_typed(name=f"Vän {number}"))
    with CaptureQueriesContext(connection) as many:
        secretary.get(TYPES)
    assert len(few) == len(many)


def test_the_neighbours_secretary_finds_nothing_here(intruder, association):
    assert [intruder.get(PAGE).status_code, intruder.post(NAME, typed()).status_code] == [404, 404]


def test_without_branches_no_form_about_a_person_asks_for_one(association, secretary):
    save_units(units=[UnitEdit(name="Norr")], actor=ACTOR, at=AT)
    (person_id,) = register(a_person("Ada", "Alm"))
    pages = ("/klubben/people/new/", f"/klubben/people/{person_id}/edit/")
    assert ['name="unit"' in secretary.get(page).content.decode() for page in pages] == [True, True]
    secretary.post("/klubben/settings/modules/", {"modules": [], "version": "1"})
    assert ['name="unit"' in secretary.get(page).content.decode() for page in pages] == [False, False]


def test_no_place_stands_twice_among_the_time_zones_and_an_older_name_stays_chosen():
    with translation.override("sv"):
        groups = zone_choices(AT, chosen="Europe/Stockholm")
        labels = [label for _name, zones in groups for _zone, label in zones]
        older = [
            zone for _name, zones in zone_choices(AT, chosen="America/Godthab") for zone, _label in zones
        ]
    assert len(labels) == len(set(labels))
    assert (older.count("America/Godthab"), len(older)) == (1, len(labels) + 1)

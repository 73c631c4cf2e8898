"""A member sees the fields that members see, answers those that members may, and nothing of the others."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from matrikel.audit.models import Entry
from matrikel.fields.actions.save_texts import save_texts
from matrikel.fields.actions.use_built_in import use_built_in
from matrikel.fields.models import FieldValue
from matrikel.fields.queries import list_built_in, list_own_values
from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.lift_protections import Lift, lift_protections
from matrikel.people.models import ContactPoint, Person
from matrikel.people.rules.records import PersonChange
from tests.conftest import ACTOR, AT
from tests.factories.fields import save_field, write
from tests.factories.people import admit, type_of
from tests.portal.test_me import sign_in_as_anna


@pytest.fixture
def anna(association: UUID, client: Client) -> UUID:
    """Return a member who is signed in."""
    return sign_in_as_anna(client, ACTOR, AT)


def texts_of(person_id: UUID) -> dict[str, tuple[str, ...]]:
    return {field.code: value.texts for field, value in list_own_values(person_id=person_id) if value}


def test_what_members_see_is_shown_and_what_is_sealed_has_dots(anna: UUID, client: Client) -> None:
    write(anna, save_field("Båt", member="SEE"), "Sälen")
    write(anna, save_field("Inte servera", member="EDIT", level="SPECIAL"), "inga nötter")
    write(anna, save_field("Bara för oss"), "hemligt")
    page = client.get("/klubben/me/").content.decode()
    assert [text in page for text in ("Båt", "Sälen", "Inte servera", "inga nötter", "hemligt")] == [
        *(True, True, True, False, False)
    ]


def test_a_member_answers_and_the_log_says_that_it_was_the_member(anna: UUID, client: Client) -> None:
    size = save_field(member="EDIT", kind="CHOICE", options="sizes")
    diet = save_field("Inte servera", member="EDIT", level="SPECIAL")
    write(anna, diet, "inga nötter")
    assert "inga nötter" in client.get("/klubben/me/details/").content.decode()
    answer = client.post(
        "/klubben/me/details/",
        {**shown_to(client), f"own_{size.id.hex}": "m", f"own_{diet.id.hex}": "ingen fisk"},
    )
    assert (answer["Location"], texts_of(anna)) == (
        "/klubben/me/",
        {"trojstorlek": ("m",), "inte_servera": ("ingen fisk",)},
    )
    assert (FieldValue.objects.get().source, Entry.objects.order_by("id").last().role) == ("MEMBER", "member")


def test_what_a_member_may_only_see_or_not_see_cannot_be_written(anna: UUID, client: Client) -> None:
    seen, hidden = save_field("Båt", member="SEE"), save_field("Nyckel")
    boxes = {f"own_{seen.id.hex}": "x", f"own_{hidden.id.hex}": "x"}
    assert client.post("/klubben/me/details/", {**shown_to(client), **boxes}).status_code == 302
    assert FieldValue.objects.count() == 0


def test_what_is_no_value_is_said_at_its_box(anna: UUID, client: Client) -> None:
    field = save_field(member="REQUIRED", kind="NUMBER", largest=54)
    for typed, sentence in (("55", "This number is not possible here."), ("", "This field is required.")):
        answer = client.post("/klubben/me/details/", {f"own_{field.id.hex}": typed})
        assert (answer.status_code, answer.context["own"].errors[f"own_{field.id.hex}"][0]) == (
            422,
            sentence,
        )


def test_fields_of_other_membership_types_are_not_asked(anna: UUID, client: Client) -> None:
    admit(anna, date(2020, 1, 1))
    save_field("Vuxna", member="EDIT", for_whom="TYPES", type_ids=[type_of("ADULT")])
    save_field("Unga", member="EDIT", for_whom="TYPES", type_ids=[type_of("YOUTH")])
    form = client.get("/klubben/me/details/").context["own"]
    assert [str(box.label) for box in form] == ["Vuxna"]


ASKED = {
    *("given_name", "family_name", "preferred_name", "language", "email", "phone"),
    *("care_of", "street", "postcode", "place", "shown"),
}
"""What a member may change where the association decided nothing."""


def shown_to(client: Client) -> dict[str, str]:
    """Return what the form shows, as it would be sent back untouched."""
    form = client.get("/klubben/me/details/").context["form"]
    return {box.name: box.value() or "" for box in form}


def use(**members: str) -> None:
    """Let members do this with built-in fields."""
    stands = list_built_in()
    use_built_in(
        uses=[replace(stands[code], member=member) for code, member in members.items()], actor=ACTOR, at=AT
    )


def test_built_in_fields_are_shown_and_changed_as_the_matrix_says(anna: UUID, client: Client) -> None:
    page, boxes = client.get("/klubben/me/").content.decode(), set(shown_to(client))
    assert ("23 Mar 1946" in page, "071-216 95 93" in page, boxes) == (True, True, ASKED)
    use(birth_date="NONE", phone="NONE", email="SEE", address="SEE", language="NONE")
    page, boxes = client.get("/klubben/me/").content.decode(), set(shown_to(client))
    assert ("23 Mar 1946" in page, "071-216 95 93" in page, "anna.skold@example.se" in page) == (
        *(False, False, True),
    )
    assert boxes == {"given_name", "family_name", "preferred_name", "shown"}
    client.post("/klubben/me/details/", {**shown_to(client), "email": "x@example.se", "phone": "0701234567"})
    points = ContactPoint.objects.filter(person_id=anna).exclude(kind="POSTAL").order_by("kind")
    assert [point.value for point in points] == ["anna.skold@example.se", "0712-16 95 93"]


def test_a_member_changes_the_own_details_and_they_come_from_the_member(anna: UUID, client: Client) -> None:
    shown = shown_to(client)
    assert {name: shown[name] for name in ("street", "postcode", "phone")} == {
        "street": "Trädgårdsgränd 9",
        "postcode": "190 81",
        "phone": "071-216 95 93",
    }
    answer = client.post(
        "/klubben/me/details/", {**shown, "street": "Nygatan 1", "preferred_name": "Annie", "phone": ""}
    )
    points = {point.kind: (point.value or point.street, point.source) for point in ContactPoint.objects.all()}
    assert (answer["Location"], Person.objects.get(id=anna).preferred_name, points) == (
        "/klubben/me/",
        "Annie",
        {"EMAIL": ("anna.skold@example.se", "OFFICER"), "POSTAL": ("Nygatan 1", "MEMBER")},
    )
    assert Entry.objects.get(action="people.changed").role == "member"
    client.post("/klubben/me/details/", shown_to(client))
    assert Entry.objects.filter(action="people.changed").count() == 1


def test_what_cannot_be_reached_is_said_at_its_box(anna: UUID, client: Client) -> None:
    wrong = {**shown_to(client), "email": "anna(at)example.se", "phone": "12", "postcode": "1"}
    answer = client.post("/klubben/me/details/", wrong)
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (
        422,
        ["email", "phone", "postcode"],
    )


def test_a_member_who_was_overtaken_is_told_and_overwrites_nothing_untouched(
    anna: UUID, client: Client
) -> None:
    shown = shown_to(client)
    version = Person.objects.get(id=anna).version
    change_people(
        changes=[PersonChange(person_id=anna, version=version, values={"family_name": "Berg"})],
        actor=ACTOR,
        at=AT,
    )
    answer = client.post("/klubben/me/details/", {**shown, "preferred_name": "Annie"})
    again = {box.name: box.value() or "" for box in answer.context["form"]}
    assert (answer.status_code, again["family_name"], again["preferred_name"]) == (409, "Berg", "Annie")
    client.post("/klubben/me/details/", again)
    person = Person.objects.get(id=anna)
    assert (person.family_name, person.preferred_name) == ("Berg", "Annie")


def test_a_protected_member_is_asked_for_no_whereabouts_and_loses_none(anna: UUID, client: Client) -> None:
    version = Person.objects.get(id=anna).version
    change_people(
        changes=[PersonChange(person_id=anna, version=version, values={"protection": "STRICT"})],
        actor=ACTOR,
        at=AT,
    )
    shown = shown_to(client)
    assert set(shown) == {"given_name", "family_name", "preferred_name", "language", "shown"}
    client.post("/klubben/me/details/", {**shown, "preferred_name": "Annie", "street": "Nygatan 1"})
    lift_protections(lifts=[Lift(person_id=anna, held="STRICT", level="NONE")], actor=ACTOR, at=AT)
    assert ContactPoint.objects.get(kind="POSTAL").street == "Trädgårdsgränd 9"


def test_the_associations_own_words_stand_on_the_page(anna: UUID, client: Client) -> None:
    texts = {("portal_welcome", "sv"): "**Hej** <b>du</b>!", ("portal_held", "sv"): "Fråga kassören."}
    save_texts(texts=texts, actor=ACTOR, at=AT)
    page = client.get("/klubben/me/").content.decode()
    assert [text in page for text in ("<strong>Hej</strong> &lt;b&gt;du", "Fråga kassören.")] == [True, True]


def test_a_neighbour_and_a_secretary_without_a_person_find_no_details(
    association: UUID, secretary: Client, intruder: Client
) -> None:
    assert [browser.get("/klubben/me/details/").status_code for browser in (secretary, intruder)] == [
        404,
        404,
    ]

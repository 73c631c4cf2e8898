"""A member sees the fields that members see, answers those that members may, and nothing of the others."""

from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from matrikel.audit.models import Entry
from matrikel.fields.actions.save_texts import save_texts
from matrikel.fields.models import FieldValue
from matrikel.fields.queries import list_own_values
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
        "/klubben/me/details/", {f"own_{size.id.hex}": "m", f"own_{diet.id.hex}": "ingen fisk"}
    )
    assert (answer["Location"], texts_of(anna)) == (
        "/klubben/me/",
        {"trojstorlek": ("m",), "inte_servera": ("ingen fisk",)},
    )
    assert (FieldValue.objects.get().source, Entry.objects.order_by("id").last().role) == ("MEMBER", "member")


def test_what_a_member_may_only_see_or_not_see_cannot_be_written(anna: UUID, client: Client) -> None:
    seen, hidden = save_field("Båt", member="SEE"), save_field("Nyckel")
    client.post("/klubben/me/details/", {f"own_{seen.id.hex}": "x", f"own_{hidden.id.hex}": "x"})
    assert FieldValue.objects.count() == 0


def test_what_is_no_value_is_said_at_its_box(anna: UUID, client: Client) -> None:
    field = save_field(member="REQUIRED", kind="NUMBER", largest=54)
    for typed, sentence in (("55", "This number is not possible here."), ("", "This field is required.")):
        answer = client.post("/klubben/me/details/", {f"own_{field.id.hex}": typed})
        assert (answer.status_code, answer.context["form"].errors[f"own_{field.id.hex}"][0]) == (
            422,
            sentence,
        )


def test_fields_of_other_membership_types_are_not_asked(anna: UUID, client: Client) -> None:
    admit(anna, date(2020, 1, 1))
    save_field("Vuxna", member="EDIT", for_whom="TYPES", type_ids=[type_of("ADULT")])
    save_field("Unga", member="EDIT", for_whom="TYPES", type_ids=[type_of("YOUTH")])
    form = client.get("/klubben/me/details/").context["form"]
    assert [str(box.label) for box in form] == ["Vuxna"]


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

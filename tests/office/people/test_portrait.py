"""The portrait on a person's page: only where it is wanted, only for whoever may, and kept by no browser."""

from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matrikel.access.models import Role
from matrikel.fields.actions.use_built_in import use_built_in
from matrikel.fields.rules.built_in import BuiltInUse
from matrikel.people.models import Portrait
from tests.conftest import ACTOR, AT, sign_in
from tests.factories.people import a_person, register
from tests.people.test_portraits import keep, picture


@pytest.fixture
def anna(association: UUID) -> UUID:
    (person_id,) = register(a_person("Anna", "Ek"))
    return person_id


def want_portraits() -> None:
    use = BuiltInUse(code="portrait", officers="EDIT", member="NONE", joining="NONE")
    use_built_in(uses=[use], actor=ACTOR, at=AT)


def page_of(person_id: UUID) -> str:
    return f"/klubben/people/{person_id}/"


def send(client: Client, person_id: UUID, file: bytes, **more: str) -> int:
    sent = {"picture": SimpleUploadedFile("p.jpg", file), "has_agreed": "on", **more}
    return client.post(f"{page_of(person_id)}portrait/", sent).status_code


def test_where_nobody_wants_portraits_there_are_none(secretary: Client, anna: UUID) -> None:
    keep(anna, picture())
    assert "/portrait" not in secretary.get(page_of(anna)).content.decode()
    assert secretary.get(f"{page_of(anna)}portrait/").status_code == 404
    assert secretary.get(f"{page_of(anna)}portrait.jpg").status_code == 404


def test_a_portrait_is_added_shown_and_taken_away(secretary: Client, anna: UUID) -> None:
    want_portraits()
    assert "Add a picture" in secretary.get(page_of(anna)).content.decode()
    assert send(secretary, anna, picture()) == 302
    assert (
        f"{page_of(anna)}portrait.jpg?v={Portrait.objects.get().id}"
        in secretary.get(page_of(anna)).content.decode()
    )
    shown = secretary.get(f"{page_of(anna)}portrait.jpg")
    assert (shown.headers["Content-Type"], shown.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert shown.content.startswith(b"\xff\xd8")
    assert secretary.post(f"{page_of(anna)}portrait/", {"remove": "1"}).status_code == 302
    assert Portrait.objects.count() == 0


def test_without_the_person_s_yes_or_with_no_picture_nothing_is_kept(secretary: Client, anna: UUID) -> None:
    want_portraits()
    silent = secretary.post(f"{page_of(anna)}portrait/", {"picture": BytesIO(picture())})
    assert (silent.status_code, Portrait.objects.count()) == (422, 0)
    odd = secretary.post(f"{page_of(anna)}portrait/", {"picture": BytesIO(b"text"), "has_agreed": "on"})
    assert "This is not a picture that can be read." in odd.content.decode()


def test_whoever_only_looks_sees_it_and_changes_nothing(association: UUID, anna: UUID) -> None:
    want_portraits()
    keep(anna, picture())
    reader = sign_in(Client(), association, role="read_only")
    page = reader.get(page_of(anna)).content.decode()
    assert ("portrait.jpg" in page, "Change the picture" in page) == (True, False)
    assert send(reader, anna, picture()) == 403


def test_the_neighbour_finds_no_portrait_here(intruder: Client, anna: UUID) -> None:
    want_portraits()
    keep(anna, picture())
    assert intruder.get(f"{page_of(anna)}portrait.jpg").status_code == 404
    assert send(intruder, anna, picture()) == 404


def test_the_protected_and_companies_have_none(secretary: Client, association: UUID) -> None:
    want_portraits()
    (hidden,) = register(a_person("Disa", "Ek", protection="STRICT"))
    keep(hidden, picture())
    assert "/portrait" not in secretary.get(page_of(hidden)).content.decode()
    assert secretary.get(f"{page_of(hidden)}portrait.jpg").status_code == 404
    assert secretary.get(f"{page_of(hidden)}portrait/").status_code == 404


def test_to_whoever_may_not_know_the_protected_look_like_somebody_without_a_picture(
    secretary: Client, association: UUID
) -> None:
    want_portraits()
    hidden, other = register(a_person("Disa", "Ek", protection="STRICT"), a_person("Dora", "Ek"))
    keep(hidden, picture())
    role = Role.objects.get(code="secretary")
    Role.objects.filter(id=role.id).update(
        rights=[right for right in role.rights if right != "protected.see"]
    )
    pages = [secretary.get(page_of(person_id)).text for person_id in (hidden, other)]
    assert [("No picture yet." in page, "portrait.jpg" in page) for page in pages] == [(True, False)] * 2


def test_the_portrait_stands_at_the_head_of_the_person_s_pages_and_on_the_list(
    secretary: Client, anna: UUID
) -> None:
    want_portraits()
    register(a_person("Bo", "Ek"))
    before = secretary.get("/klubben/people/").text
    assert ("portrait.jpg" in before, before.count("avatar-small")) == (False, 2)
    keep(anna, picture())
    image = f'<img src="{page_of(anna)}portrait.jpg?v={Portrait.objects.get().id}" alt="" loading="lazy"'
    assert secretary.get("/klubben/people/").text.count(image) == 1
    for page in ("", "history/"):
        assert secretary.get(page_of(anna) + page).text.count(image) == 1


def test_the_list_shows_no_portrait_of_the_protected_and_none_where_nobody_wants_them(
    secretary: Client, anna: UUID
) -> None:
    (hidden,) = register(a_person("Disa", "Ek", protection="HIDDEN"))
    keep(anna, picture())
    keep(hidden, picture())
    assert "portrait.jpg" not in secretary.get("/klubben/people/").text
    want_portraits()
    shown = secretary.get("/klubben/people/").text
    assert (shown.count("portrait.jpg"), f"{anna}/portrait.jpg" in shown) == (1, True)


def test_portraits_on_the_list_cost_one_query_however_many(secretary: Client, anna: UUID) -> None:
    want_portraits()
    keep(anna, picture())

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            secretary.get("/klubben/people/")
        return len(asked)

    few = queries()
    for person_id in register(*(a_person(f"N{place}", "Ek") for place in range(20))):
        keep(person_id, picture())
    assert queries() == few

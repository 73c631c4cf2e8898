"""The office's letters: who sees which, that a look is on record, and that they are sent again and stopped."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from matrikel.audit.models import Entry
from matrikel.kernel.actors import Right, Viewer
from matrikel.mail.actions.queue_letters import queue_letters
from matrikel.mail.models import Letter, LetterHead
from matrikel.mail.queries.letters import list_letters
from tests.conftest import ACTOR, AT, sign_in
from tests.factories.mail import a_letter
from tests.factories.people import a_person, branches, register


@pytest.fixture
def anna(association: UUID) -> UUID:
    """Return somebody who gets letters."""
    (person_id,) = register(a_person("Anna", "Ek"))
    return person_id


def write(*letters: Any) -> list[UUID]:
    return queue_letters(letters=list(letters), actor=ACTOR, at=AT)


def test_letters_are_listed_with_how_they_stand(secretary: Client, anna: UUID) -> None:
    write(a_letter(person_id=anna), a_letter("styrelsen@example.se", name="", subject="Kallelse"))
    page = secretary.get("/klubben/letters/").content.decode()
    assert [text in page for text in ("Anna Ek", "styrelsen@example.se", "Kallelse", "Waits to leave")] == [
        True
    ] * 4
    assert "Kallelse" not in secretary.get("/klubben/letters/?state=sent").content.decode()
    only = secretary.get(f"/klubben/letters/?person={anna}").content.decode()
    assert ("Anna Ek" in only, "styrelsen@example.se" in only) == (True, False)


def test_the_list_asks_as_much_for_many_letters_as_for_one(secretary: Client, anna: UUID) -> None:
    write(a_letter(person_id=anna))
    secretary.get("/klubben/letters/")
    with _counting() as one:
        secretary.get("/klubben/letters/")
    write(*(a_letter(person_id=anna) for _ in range(20)))
    with _counting() as many:
        secretary.get("/klubben/letters/")
    assert len(many) == len(one)


def _counting() -> Any:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)


def test_pages_go_on_and_back(viewer: Viewer, anna: UUID) -> None:
    ids = write(*(a_letter(person_id=anna) for _ in range(120)))[::-1]
    first = list_letters(viewer=viewer)
    second = list_letters(viewer=viewer, before=first.next_before)
    third = list_letters(viewer=viewer, before=second.next_before)
    found = [row.id for page in (first, second, third) for row in page.rows]
    assert (found, third.next_before, first.previous_after) == (ids, None, None)
    assert list_letters(viewer=viewer, after=third.previous_after).rows == second.rows


def test_that_a_letter_was_read_is_on_record(secretary: Client, anna: UUID) -> None:
    (letter_id,) = write(a_letter(person_id=anna))
    page = secretary.get(f"/klubben/letters/{letter_id}/")
    assert "Hej Anna!" in page.content.decode()
    looks = Entry.objects.filter(action="mail.letter_read")
    assert [entry.header for entry in looks] == [{"letter": str(letter_id)}]


def test_a_letter_to_somebody_protected_is_not_read_by_whoever_may_not_know(association: UUID) -> None:
    (person_id,) = register(a_person("Skyddad", "Ek", protection="STRICT"))
    (letter_id,) = write(a_letter("hemlig@example.se", person_id=person_id, subject="Flytten till Umeå"))
    staff = sign_in(Client(), association, role="membership_secretary")
    from matrikel.access.models import Role

    role = Role.objects.get(code="membership_secretary")
    role.rights = [right for right in role.rights if right != Right.PROTECTED_SEE.value]
    role.save()
    for address in ("/klubben/letters/", f"/klubben/letters/{letter_id}/"):
        page = staff.get(address).content.decode()
        assert ("Umeå" in page, "hemlig@" in page, "Skyddad Ek" in page) == (False, False, True)
    assert Entry.objects.filter(action="mail.letter_read").count() == 0


def test_whoever_looks_after_a_branch_sees_the_letters_of_its_people(viewer: Viewer) -> None:
    north, south = branches("Norr", "Söder")
    people = register(a_person("A", "Ek", unit_id=north), a_person("B", "Ek", unit_id=south))
    ids = write(*(a_letter(person_id=person_id) for person_id in people), a_letter())
    here = Viewer(
        association_id=viewer.association_id, account_id=None, rights=viewer.rights, unit_ids=(north,)
    )
    assert [row.id for row in list_letters(viewer=here).rows] == [ids[0]]


def test_letters_are_stopped_and_sent_again(secretary: Client, anna: UUID) -> None:
    (letter_id,) = write(a_letter(person_id=anna))
    asked = {"selected": [str(letter_id)]}
    assert secretary.post("/klubben/letters/stop/", asked).status_code == 302
    assert Letter.objects.get().stopped_at is not None
    assert secretary.post("/klubben/letters/resend/", asked).status_code == 302
    assert Letter.objects.get().stopped_at is None


def test_the_neighbour_sees_and_moves_nothing(intruder: Client, anna: UUID) -> None:
    (letter_id,) = write(a_letter(person_id=anna))
    asked = {"selected": [str(letter_id)]}
    answers = [
        intruder.get("/klubben/letters/"),
        intruder.get(f"/klubben/letters/{letter_id}/"),
        intruder.post("/klubben/letters/stop/", asked),
        intruder.get(f"/grannen/letters/{letter_id}/"),
        intruder.post("/grannen/letters/stop/", asked),
    ]
    assert [answer.status_code for answer in answers] == [404] * 5


def test_letters_are_signed_as_the_association_wants(secretary: Client) -> None:
    typed = {
        "version": "0",
        "sender_name": "Styrelsen",
        "reply_to": "post@example.se",
        "postal_address": "Box 1, Uppsala",
        "closing": "",
    }
    assert secretary.post("/klubben/settings/letters/", typed).status_code == 302
    head = LetterHead.objects.get()
    assert (head.sender_name, head.reply_to, head.version) == ("Styrelsen", "post@example.se", 1)
    overtaken = secretary.post("/klubben/settings/letters/", {**typed, "sender_name": "Ordföranden"})
    assert (overtaken.status_code, b"Ordf" in overtaken.content) == (409, True)
    evil = secretary.post(
        "/klubben/settings/letters/", {**typed, "version": "1", "sender_name": "x\u2028Bcc: y"}
    )
    assert evil.status_code == 422


def test_one_can_send_oneself_a_letter_to_see_how_it_looks(secretary: Client) -> None:
    assert secretary.post("/klubben/settings/letters/test/").status_code == 302
    assert list(Letter.objects.values_list("kind", "person")) == [("mail.test", None)]


def test_the_first_page_says_that_letters_came_back(secretary: Client, anna: UUID) -> None:
    write(a_letter(person_id=anna))
    Letter.objects.update(sent_at=AT, went_by="SMTP", returned_at=AT, reason="no_such_address")
    assert "1 letter came back" in secretary.get("/klubben/").content.decode()


def test_the_letter_box_is_there_in_a_database_marked_as_a_demonstration_and_nowhere_else(
    db: None, settings: Any
) -> None:
    from matrikel.mail.actions.queue_notices import queue_notices
    from matrikel.organisations.actions.mark_demonstration import mark_demonstration
    from tests.factories.mail import a_notice

    queue_notices(notices=[a_notice()], at=AT)
    browser = Client(SERVER_NAME="localhost")
    assert browser.get("/sign-in/letter-box/").status_code == 404
    mark_demonstration()
    assert "123 456" in browser.get("/sign-in/letter-box/").content.decode()
    assert "/sign-in/letter-box/" in browser.get("/sign-in/").content.decode()
    settings.IS_DEMO = False
    assert browser.get("/sign-in/letter-box/").status_code == 404

"""A federation's file of several clubs is shared among their associations, and nobody sees a club beyond their rights."""

import io
from datetime import date
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from matrikel.access.actions.end_terms import end_terms
from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.models import Term
from matrikel.access.queries import find_account
from matrikel.imports import handing, steps
from matrikel.imports.models import Chunk, FilePart, Run
from matrikel.imports.queries import find_run_of_batch
from matrikel.kernel.scope import association_scope
from matrikel.organisations.actions.affiliate_association import affiliate_association
from matrikel.people.models import Person
from tests.conftest import ACTOR, AT, make_association

EMAIL = "forbund@example.se"
ROWS = """Förnamn;Efternamn;E-post;Klubb
Anna;Ek;anna@example.se;Solna SK
Bo;Berg;bo@example.se;Visby IF
Cia;Dahl;cia@example.se;Solna SK
Dan;Dal;dan@example.se;Hemliga klubben
Eva;Ek;eva@example.se;Okända klubben
Anna;Ek;anna@example.se;Visby IF
"""


@pytest.fixture
def clubs(db: None) -> dict[str, UUID]:
    """Return a federation with three clubs, in one of which its officer holds no term, and a stranger's club."""
    federation = make_association("forbundet", kind="FEDERATION", name="Förbundet")
    found = {"federation": federation}
    for slug, name in (("solna", "Solna SK"), ("visby", "Visby IF"), ("hemlig", "Hemliga klubben")):
        found[slug] = make_association(slug, name=name)
        with association_scope(found[slug]), transaction.atomic():
            affiliate_association(
                upper_association_id=federation, starts_on=date(2020, 1, 1), actor=ACTOR, at=AT
            )
    for slug in ("federation", "solna", "visby"):
        with association_scope(found[slug]), transaction.atomic():
            term = NewTerm(email=EMAIL, role="federation_officer", starts_on=date(2020, 1, 1))
            grant_terms(terms=[term], actor=ACTOR, at=AT)
    return found


@pytest.fixture
def officer(clubs: dict[str, UUID]) -> Client:
    """Return a browser in which the federation's officer is signed in."""
    with association_scope(clubs["federation"]), transaction.atomic():
        term = NewTerm(email=EMAIL, role="federation_officer", starts_on=date(2020, 1, 1))
        (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    account = find_account(account_id=account_id)
    assert account is not None
    browser = Client()
    browser.force_login(account)
    return browser


@pytest.fixture
def page(clubs: dict[str, UUID], officer: Client) -> str:
    """Return the address of the file, read and waiting."""
    file = io.BytesIO(ROWS.encode())
    file.name = "alla.csv"
    address = officer.post("/forbundet/import/new/", {"file": file, "whole": "1"}).headers["Location"]
    with association_scope(clubs["federation"]), transaction.atomic():
        steps.read_file(run_id=batch_of(address), at=timezone.now())
    return address


def batch_of(page: str) -> UUID:
    return UUID(page.rstrip("/").rpartition("/")[2])


def shared(clubs: dict[str, UUID], officer: Client, page: str) -> None:
    shown = officer.get(f"{page}clubs/")
    chosen = {f"club_{row.place}": row.chosen for row in shown.context["rows"]}
    assert officer.post(f"{page}clubs/", chosen).status_code == 302
    handing.hand_on(association_id=clubs["federation"], run_id=batch_of(page), at=timezone.now())
    for slug in ("solna", "visby"):
        with association_scope(clubs[slug]), transaction.atomic():
            steps.check_rows(run_id=handing.run_of(batch_of(page), clubs[slug]), at=timezone.now())


def worked(clubs: dict[str, UUID], page: str, *, undo: bool = False) -> None:
    for slug in ("solna", "visby"):
        run_id = handing.run_of(batch_of(page), clubs[slug])
        with association_scope(clubs[slug]), transaction.atomic():
            while (
                steps.undo_next_chunk(run_id=run_id, actor=ACTOR, at=timezone.now())
                if undo
                else steps.apply_next_chunk(run_id=run_id, at=timezone.now())
            ):
                continue


def names(association_id: UUID) -> list[str]:
    with association_scope(association_id), transaction.atomic():
        return sorted(Person.objects.values_list("given_name", flat=True))


def test_clubs_are_known_by_name_and_only_those_with_the_right_are_there(clubs, officer, page) -> None:
    shown = officer.get(f"{page}clubs/")
    rows = {row.name: (row.rows, bool(row.chosen)) for row in shown.context["rows"]}
    assert rows == {
        "Solna SK": (2, True),
        "Visby IF": (2, True),
        "Hemliga klubben": (1, False),
        "Okända klubben": (1, False),
    }
    # The club without the right looks like one that does not exist: it stands in the file, and nowhere else.
    assert [name for _value, name in shown.context["options"]] == ["Solna SK", "Visby IF"]
    assert str(clubs["hemlig"]) not in shown.content.decode()
    assert officer.get(f"{page}confirm/").headers["Location"] == f"{page}clubs/"


def test_rows_go_to_their_clubs_are_brought_in_together_and_taken_back_together(clubs, officer, page) -> None:
    shared(clubs, officer, page)
    assert (names(clubs["solna"]), names(clubs["federation"])) == ([], [])
    told = officer.get(f"{page}clubs/")
    assert [[row.cells[0].text, row.cells[2].text, row.cells[3].text]
            for row, _pairs in told.context["pairs"]] == [["Solna SK", "2", "2"], ["Visby IF", "2", "2"]]  # fmt: skip
    assert "2 rows were left out: Hemliga klubben, Okända klubben" in told.content.decode()
    officer.post(f"{page}clubs/", {"act": "confirm"})
    worked(clubs, page)
    assert {slug: names(clubs[slug]) for slug in ("solna", "visby", "hemlig", "federation")} == {
        "solna": ["Anna", "Cia"],
        "visby": ["Anna", "Bo"],
        "hemlig": [],
        "federation": [],
    }
    officer.post(f"{page}clubs/", {"act": "undo", "club": str(clubs["visby"])})
    worked(clubs, page, undo=True)
    assert (names(clubs["solna"]), names(clubs["visby"])) == (["Anna", "Cia"], [])
    officer.post(f"{page}clubs/", {"act": "undo"})
    worked(clubs, page, undo=True)
    assert names(clubs["solna"]) == []


def test_handing_on_twice_doubles_nothing_and_leaves_nothing_with_the_federation(
    clubs, officer, page
) -> None:
    shared(clubs, officer, page)
    handing.hand_on(association_id=clubs["federation"], run_id=batch_of(page), at=timezone.now())
    with association_scope(clubs["solna"]), transaction.atomic():
        assert (Run.objects.count(), Chunk.objects.count()) == (1, 1)
        found = find_run_of_batch(batch_id=batch_of(page), at=timezone.now())
        assert found is not None
        assert (found.run.rows, found.run.add, found.clubs) == (2, 2, ())
    with association_scope(clubs["federation"]), transaction.atomic():
        assert (Chunk.objects.count(), FilePart.objects.count()) == (0, 0)
    with association_scope(clubs["hemlig"]), transaction.atomic():
        assert Run.objects.count() == 0


def test_an_association_that_is_not_reached_cannot_be_chosen(clubs, officer, page) -> None:
    chosen = {"club_0": str(clubs["hemlig"]), "club_1": "rubbish"}
    response = officer.post(f"{page}clubs/", chosen)
    assert response.status_code == 422
    with association_scope(clubs["hemlig"]), transaction.atomic():
        assert Run.objects.count() == 0


def test_a_right_that_ended_in_a_club_takes_it_from_the_page(clubs, officer, page) -> None:
    shared(clubs, officer, page)
    with association_scope(clubs["visby"]), transaction.atomic():
        (term_id,) = Term.objects.values_list("id", flat=True)
        left = NewTerm(email="kvar@example.se", role="secretary", starts_on=date(2020, 1, 1))
        grant_terms(terms=[left], actor=ACTOR, at=AT)
        end_terms(term_ids=[term_id], ends_on=date(2021, 1, 1), actor=ACTOR, at=AT)
    told = officer.get(f"{page}clubs/")
    assert [row.label for row, _pairs in told.context["pairs"]] == ["Solna SK"]
    officer.post(f"{page}clubs/", {"act": "confirm"})
    with association_scope(clubs["visby"]), transaction.atomic():
        assert Run.objects.get().state == "REVIEW"


def test_a_club_alone_is_not_asked_about_clubs(association, secretary) -> None:
    file = io.BytesIO(ROWS.encode())
    file.name = "alla.csv"
    page = secretary.post("/klubben/import/new/", {"file": file, "whole": "1"}).headers["Location"]
    steps.read_file(run_id=batch_of(page), at=timezone.now())
    assert secretary.get(f"{page}clubs/").headers["Location"] == page

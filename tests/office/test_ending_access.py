"""Ending a role or all of somebody's access: what the page says ends does end, and what stays it names."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.actions.invite_officers import NewOfficer, invite_officers
from matrikel.access.models import Account, Term, TermInvitation
from matrikel.access.queries import find_account
from matrikel.audit.models import Entry
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.mail.models import Letter
from tests.conftest import ACTOR, AT, club_day, sign_in
from tests.factories.people import branches

BOARD = "/klubben/board/"


def give(role: str, email: str = "karl@example.se", **more: object) -> UUID:
    given = {"starts_on": date(2020, 1, 1)} | more
    (account_id,) = grant_terms(terms=[NewTerm(email=email, role=role, **given)], actor=ACTOR, at=AT)
    return account_id


def browser_of(account_id: UUID) -> Client:
    browser, account = Client(), find_account(account_id=account_id)
    assert account is not None
    browser.force_login(account)
    return browser


@pytest.fixture
def tree(association: UUID) -> tuple[UUID, UUID, UUID]:
    """Return a branch, one below it, and one beside it."""
    north, south = branches("Norr", "Söder")
    (youth,) = branches("Ungdom", parent_id=north)
    return north, youth, south


def still_running(account_id: UUID) -> list[tuple[str, UUID | None]]:
    found = Term.objects.filter(account=account_id, ends_on=None).exclude(role__code="member")
    return list(found.order_by("id").values_list("role__code", "unit"))


def page_of(browser: Client, account_id: UUID):
    return browser.get(f"{BOARD}{account_id}/end/")


# --- One role --------------------------------------------------------------------------------------------


def lost(browser: Client, term: Term) -> str:
    rows = browser.get(f"{BOARD}roles/{term.id}/end/").context["ends"]
    return rows[1].line if len(rows) > 1 else ""


def test_what_a_role_in_a_branch_above_still_gives_is_not_said_to_end(
    secretary: Client, tree: tuple[UUID, UUID, UUID]
) -> None:
    north, youth, _south = tree
    give("secretary", unit_id=youth)
    below = Term.objects.get(unit=youth)
    assert "see people" in lost(secretary, below).lower()
    give("secretary", unit_id=north)
    assert lost(secretary, below) == ""
    # The other way round it does end: a role below gives nothing above.
    assert "see people" in lost(secretary, Term.objects.get(unit=north)).lower()


def test_a_role_that_begins_later_keeps_nothing_today(
    secretary: Client, tree: tuple[UUID, UUID, UUID]
) -> None:
    give("secretary", unit_id=tree[0])
    give("secretary", starts_on=club_day() + timedelta(days=30))
    assert "see people" in lost(secretary, Term.objects.get(unit=tree[0])).lower()


# --- All of it -------------------------------------------------------------------------------------------


def test_from_a_branch_one_ends_what_is_held_there_and_reads_who_ends_the_rest(
    association: UUID, tree: tuple[UUID, UUID, UUID]
) -> None:
    north, youth, south = tree
    sign_in(Client(), association, email="sara@example.se")
    karl = give("treasurer")
    for unit in (north, youth, south):
        give("treasurer", unit_id=unit)
    local = browser_of(give("secretary", "nina@example.se", unit_id=north))
    theirs = browser_of(karl)
    page = page_of(local, karl)
    assert page.status_code == 200
    assert [row.title.split(" · ")[:2] for row in page.context["ends"]][:-1] == [
        ["Treasurer", "Norr"],
        ["Treasurer", "Ungdom"],
    ]
    # That there is one in the branch beside is said, and not which.
    assert [(row.title.split(" · ")[:2], row.line) for row in page.context["rest"]] == [
        (["Treasurer", "the whole association"], "Can be ended by sara@example.se."),
        (["A role elsewhere"], "Can be ended by sara@example.se."),
    ]
    assert "All of it ends at once" not in page.text
    assert ("Söder" in page.text, "Until somebody else ends those" in page.text) == (False, True)
    local.post(f"{BOARD}{karl}/end/")
    assert still_running(karl) == [("treasurer", None), ("treasurer", south)]
    assert theirs.get("/klubben/").status_code == 302
    assert Letter.objects.filter(kind="access.access_ended").count() == 2
    assert Entry.objects.get(action="access.access_ended").header["stay"] == 2
    # Nothing is left that she may end.
    assert page_of(local, karl).status_code == 404


def test_who_may_end_all_ends_all_wherever_it_was_held(
    secretary: Client, tree: tuple[UUID, UUID, UUID]
) -> None:
    karl = give("treasurer")
    for unit in tree:
        give("treasurer", unit_id=unit)
    page = page_of(secretary, karl)
    assert (len(page.context["ends"]), page.context["rest"]) == (4 + 2, [])
    secretary.post(f"{BOARD}{karl}/end/")
    assert still_running(karl) == []


def test_an_officer_is_offered_to_end_what_she_may_and_nothing_else(
    association: UUID, tree: tuple[UUID, UUID, UUID]
) -> None:
    north, youth, _south = tree
    above, below = give("treasurer"), give("treasurer", "bo@example.se", unit_id=youth)
    local = browser_of(give("secretary", "nina@example.se", unit_id=north))
    offered = [f"{BOARD}{each}/end/" in local.get(f"{BOARD}{each}/").text for each in (above, below)]
    assert (offered, page_of(local, above).status_code) == ([False, True], 404)


def test_an_invitation_to_the_whole_is_not_taken_back_by_a_branch(
    association: UUID, tree: tuple[UUID, UUID, UUID]
) -> None:
    north, _youth, south = tree
    karl = give("treasurer", unit_id=north)
    give("treasurer", unit_id=south)
    officers = [
        NewOfficer(
            email="karl@example.se", display_name="", role="secretary", unit_id=unit, starts_on=club_day()
        )
        for unit in (north, south)
    ]
    invite_officers(officers=officers, link_start="https://example.se/", actor=ACTOR, at=AT)
    local = browser_of(give("secretary", "nina@example.se", unit_id=north))
    local.post(f"{BOARD}{karl}/end/")
    assert list(TermInvitation.objects.values_list("unit", flat=True)) == [south]


# --- After a term has run out ----------------------------------------------------------------------------


@pytest.fixture
def outgoing(association: UUID) -> UUID:
    """Give the office until yesterday, with an invitation sent on its last day."""
    over = club_day() - timedelta(days=1)
    old = give("secretary", "old@example.se", display_name="Olle Old", ends_on=over)
    officer = NewOfficer(email="ny@example.se", display_name="Ny", role="secretary", starts_on=club_day())
    sender = Actor(kind=ActorKind.ACCOUNT, id=old)
    invite_officers(officers=[officer], link_start="https://example.se/", actor=sender, at=AT)
    return old


def test_whose_term_has_run_out_can_still_be_stopped_with_what_they_sent(
    secretary: Client, outgoing: UUID
) -> None:
    board = secretary.get(BOARD).text
    assert "invited by Olle Old, who holds no role any more" in board
    assert (f'href="{BOARD}{outgoing}/end/"' in board, "End the access of Olle Old" in board) == (True, True)
    page = page_of(secretary, outgoing)
    assert (page.status_code, "Olle Old" in page.text, "No role is held any more" in page.text) == (
        200,
        True,
        True,
    )
    before = Account.objects.get(id=outgoing).auth_epoch
    secretary.post(f"{BOARD}{outgoing}/end/")
    assert TermInvitation.objects.count() == 0
    assert Account.objects.get(id=outgoing).auth_epoch == before + 1
    # Once, and not to sign somebody out for ever who has nothing to do here any more.
    assert page_of(secretary, outgoing).status_code == 404


def test_whose_term_has_run_out_with_nothing_open_is_left_alone(secretary: Client, outgoing: UUID) -> None:
    TermInvitation.objects.all().delete()
    assert page_of(secretary, outgoing).status_code == 404
    assert secretary.post(f"{BOARD}{outgoing}/end/").status_code == 404


def test_a_branch_does_not_stop_whose_role_was_for_the_whole(
    outgoing: UUID, tree: tuple[UUID, UUID, UUID]
) -> None:
    local = browser_of(give("secretary", "nina@example.se", unit_id=tree[0]))
    assert page_of(local, outgoing).status_code == 404

"""The board's pages: roles are offered by letter, taken by a press, changed in the open, and looked at once a year."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matrikel.access.actions.end_terms import end_terms
from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.actions.note_use import note_use
from matrikel.access.models import Account, PendingAct, Review, Role, Term, TermInvitation
from matrikel.authentication.models import FactorReset
from matrikel.kernel.actors import Right
from matrikel.kernel.ids import new_id
from matrikel.mail.models import Letter
from matrikel.organisations.actions.mark_demonstration import mark_demonstration
from tests.conftest import ACTOR, AT, sign_in
from tests.factories.people import a_person, branches, register
from tests.factories.sign_ins import give_app

BOARD = "/klubben/board/"
NOW = datetime.now(tz=UTC)
TODAY = NOW.astimezone(ZoneInfo("Europe/Stockholm")).date()  # as the club counts its days


def offer(browser: Client, **more: str):
    typed = {"email": "karl@example.se", "display_name": "Karl", "role": "treasurer", "unit": "ALL"}
    return browser.post(f"{BOARD}invite/", typed | more)


def link_of(browser: Client) -> str:
    made = browser.get(BOARD).context["made"]
    return made["url"].removeprefix("http://testserver")


def give(role: str, email: str, **more: object) -> UUID:
    term = NewTerm(email=email, role=role, starts_on=date(2020, 1, 1), **more)
    (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    return account_id


# --- Inviting --------------------------------------------------------------------------------------------


def test_a_role_is_offered_by_letter_and_taken_by_a_press(association, secretary, client) -> None:
    last = TODAY + timedelta(days=200)
    offer(secretary, ends_on=last.isoformat(), decided_by="AGM")
    assert (Letter.objects.filter(kind="access.role_offered").count(), Term.objects.count()) == (1, 1)
    link = link_of(secretary)
    assert ("Kassör" in client.get(link).text, Term.objects.count()) == (True, 1)
    assert client.post(link).headers["Location"] == "/klubben/"
    term = Term.objects.get(role__code="treasurer")
    assert (term.starts_on, term.ends_on, term.decided_by) == (TODAY, last + timedelta(days=1), "AGM")
    # The press was the first step of her new sign-in; the office asks for the second.
    assert client.get("/klubben/people/").headers["Location"] == "/sign-in/mine/second-step/"
    assert client.post(link).status_code == 410


def test_the_page_of_an_offered_role_is_in_the_language_that_the_browser_chose(
    association, secretary, client
) -> None:
    offer(secretary, language="sv")
    link = link_of(secretary)
    assert 'lang="sv"' in client.get(link).text
    client.post("/language/", {"language": "fi", "next": link})
    page = client.get(link).text
    assert ('<html lang="fi"' in page, "Rahastonhoitaja" in page) == (True, True)


def test_no_role_is_chosen_beforehand(association, secretary) -> None:
    form = secretary.get(f"{BOARD}invite/").context["form"]
    assert (form.fields["role"].choices[0][0], form["role"].value()) == ("", None)


def test_somebody_with_a_sign_in_is_asked_to_use_it(association, neighbour, secretary, client) -> None:
    account = Account.objects.create(email="karl@example.se")
    offer(secretary)
    link = link_of(secretary)
    page = client.get(link)
    assert ("next=" in page.text, client.post(link).status_code, Term.objects.count()) == (True, 200, 1)
    client.force_login(account)
    client.post(link)
    assert Term.objects.get(role__code="treasurer").account_id == account.id


@pytest.mark.parametrize("what", ["withdrawn", "old", "over", "again", "nonsense"])
def test_a_link_that_does_not_work_says_so_and_gives_nothing(association, secretary, client, what) -> None:
    offer(secretary)
    link = link_of(secretary)
    waiting = {"invitation": str(TermInvitation.objects.get().id)}
    match what:
        case "withdrawn":
            secretary.post(f"{BOARD}invite/withdraw/", waiting)
        case "old":
            TermInvitation.objects.update(expires_at=NOW - timedelta(seconds=1))
        case "over":
            TermInvitation.objects.update(starts_on=TODAY - timedelta(days=9), ends_on=TODAY)
        case "again":
            secretary.post(f"{BOARD}invite/again/", waiting)
        case "nonsense":
            link = "/klubben/role/nonsense/"
    assert [client.get(link).status_code, client.post(link).status_code] == [410, 410]
    assert Term.objects.count() == 1


def test_a_role_that_begins_later_opens_nothing_before(association, secretary, client) -> None:
    offer(secretary, starts_on=(TODAY + timedelta(days=30)).isoformat())
    page = client.post(link_of(secretary))
    assert (page.headers["Location"], client.get("/klubben/people/").status_code) == ("/", 404)


@pytest.mark.parametrize("what", ["term ended", "right gone"])
def test_a_role_is_not_taken_from_somebody_who_could_not_give_it_any_more(
    association, secretary, client, what
) -> None:
    sign_in(Client(), association, email="stays@example.se")
    inviting = sign_in(Client(), association, role="chair")
    offer(inviting, role="board_member")
    link = link_of(inviting)
    assert client.get(link).status_code == 200
    if what == "term ended":
        term = Term.objects.get(role__code="chair")
        end_terms(term_ids=[term.id], ends_on=TODAY, actor=ACTOR, at=datetime.now(tz=UTC))
    else:
        Role.objects.filter(code="chair").update(rights=["people.see", "access.see"])
    assert [client.get(link).status_code, client.post(link).status_code] == [410, 410]
    assert not Term.objects.filter(role__code="board_member").exists()
    # Whoever may give it and sends it again vouches for it from then on.
    secretary.post(f"{BOARD}invite/again/", {"invitation": str(TermInvitation.objects.get().id)})
    client.post(link_of(secretary))
    assert Term.objects.filter(role__code="board_member").count() == 1


def test_a_link_leads_nowhere_under_another_associations_address(
    association, neighbour, secretary, client
) -> None:
    offer(secretary)
    link = link_of(secretary).replace("/klubben/", "/grannen/")
    assert [client.get(link).status_code, client.post(link).status_code] == [410, 410]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": "karl"}, "email"),
        ({"role": "owner"}, "role"),
        ({"role": ""}, "role"),
        ({"ends_on": (TODAY - timedelta(days=1)).isoformat()}, "ends_on"),
        ({"role": "auditor"}, "ends_on"),
        ({"unit": "00000000-0000-4000-8000-000000000000"}, "unit"),
        ({"display_name": ""}, "display_name"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_sent(association, secretary, typed, field) -> None:
    answer = offer(secretary, **typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert (TermInvitation.objects.count(), Letter.objects.count()) == (0, 0)


def test_nobody_gives_what_they_do_not_hold_and_reads_who_can(association, secretary) -> None:
    chair = sign_in(Client(), association, role="chair")
    page = chair.get(f"{BOARD}invite/")
    offered = [code for code, _name in page.context["form"].fields["role"].choices]
    assert ("chair" in offered, "secretary" in offered, "treasurer" in offered) == (True, False, False)
    assert f"secretary-{association}@example.se" in page.context["beyond"][0].who
    assert (offer(chair, role="secretary").status_code, TermInvitation.objects.count()) == (422, 0)


def test_the_form_asks_as_much_for_many_roles_as_for_few(association, secretary) -> None:
    chair = sign_in(Client(), association, role="chair")
    chair.get(f"{BOARD}invite/")
    with CaptureQueriesContext(connection) as few:
        chair.get(f"{BOARD}invite/")
    for name in ("Ett", "Två", "Tre"):
        Role.objects.create(association_id=association, code=f"own:{name}", rights=["people.edit"])
    with CaptureQueriesContext(connection) as many:
        assert len(chair.get(f"{BOARD}invite/").context["beyond"]) > 3
    assert len(many) == len(few)


def test_a_branchs_officer_gives_roles_in_the_branch_only(association) -> None:
    north, south = branches("Norr", "Söder")
    account_id = give("secretary", "norr@example.se", unit_id=north)
    browser = Client()
    browser.force_login(Account.objects.get(id=account_id))
    refused = [offer(browser, unit=unit).status_code for unit in (str(south), "ALL")]
    assert (refused, offer(browser, unit=str(north)).status_code) == ([422, 422], 302)
    assert TermInvitation.objects.get().unit_id == north


def test_a_branchs_officer_reads_who_has_access_to_it_and_nothing_of_the_branch_beside_it(
    association, secretary
) -> None:
    north, south = branches("Norr", "Söder")
    (below,) = branches("Nordanå", parent_id=north)
    places = {"norr": north, "under": below, "soder": south, "hela": None}
    accounts = {name: give("chair", f"{name}@example.se", unit_id=unit) for name, unit in places.items()}
    for name, unit in places.items():
        offer(secretary, email=f"new.{name}@example.org", unit=str(unit or "ALL"), display_name=name)
    browser = Client()
    browser.force_login(Account.objects.get(id=accounts["norr"]))
    for page in (BOARD, f"{BOARD}access/"):
        said = browser.get(page).content.decode()
        assert [f"{name}@example.se" in said for name in places] == [True, True, False, True]
    offered = {each["title"] for each in browser.get(BOARD).context["offered"]}
    assert offered == {"norr", "under", "hela"}
    terms = {
        name: Term.objects.get(account_id=account_id, role__code="chair").id
        for name, account_id in accounts.items()
    }
    for start, ids in ((BOARD, accounts), (f"{BOARD}handover/", terms)):
        answers = [browser.get(f"{start}{ids[name]}/").status_code for name in places]
        assert answers == [200, 200, 404, 200]


def test_whoever_reads_the_associations_letters_reads_no_link_that_gives_a_role(
    association, secretary
) -> None:
    offer(secretary)
    letter = Letter.objects.get(kind="access.role_offered")
    reader = sign_in(Client(), association, role="membership_secretary")
    page = reader.get(f"/klubben/letters/{letter.id}/").text
    assert ("role as Kassör" in page or "Kassör" in page, "/role/" in page) == (True, False)
    assert link_of(secretary).rstrip("/").rpartition("/")[2] not in page


def test_an_invitation_from_a_persons_page_is_tied_to_the_person(association, secretary, client) -> None:
    (anna,) = register(a_person("Anna", "Ek"))
    form = secretary.get(f"{BOARD}invite/?person={anna}").context["form"]
    assert form.initial["display_name"] == "Anna Ek"
    offer(secretary, person=str(anna))
    client.post(link_of(secretary))
    assert Term.objects.get(role__code="treasurer").person_id == anna


# --- Ending ----------------------------------------------------------------------------------------------


def test_nobody_ends_a_role_that_they_could_not_have_given(association, secretary) -> None:
    chair = sign_in(Client(), association, role="chair")
    held = Term.objects.get(role__code="secretary")
    answer = chair.post(f"{BOARD}roles/{held.id}/end/")
    held.refresh_from_db()
    assert (answer.status_code, held.ends_on) == (404, None)


def test_a_role_ends_today_but_never_the_last_that_gives_roles(association, secretary) -> None:
    give("treasurer", "karl@example.se")
    for term in Term.objects.order_by("id"):
        secretary.post(f"{BOARD}roles/{term.id}/end/")
    held = Term.objects.filter(ends_on=None).values_list("role__code", flat=True)
    assert list(held) == ["secretary"]


def test_a_role_that_ended_meanwhile_is_said_so_and_one_that_never_was_is_not_there(
    association, secretary
) -> None:
    give("treasurer", "karl@example.se")
    ended = Term.objects.get(role__code="treasurer")
    secretary.post(f"{BOARD}roles/{ended.id}/end/")
    for method in (secretary.get, secretary.post):
        again = method(f"{BOARD}roles/{ended.id}/end/", follow=True)
        assert again.redirect_chain == [(BOARD, 302)]
        assert "That role is not held any more." in again.content.decode()
        assert method(f"{BOARD}roles/{new_id()}/end/").status_code == 404


def test_before_a_role_ends_the_page_says_what_ends_with_it_and_what_stays(association, secretary) -> None:
    account = give("treasurer", "karl@example.se")
    give("secretary", "karl@example.se")
    term = Term.objects.get(role__code="treasurer")
    page = secretary.get(f"{BOARD}roles/{term.id}/end/")
    text = page.content.decode()
    term.refresh_from_db()
    assert (page.status_code, term.ends_on) == (200, None)
    assert next(row.title for row in page.context["ends"]).startswith("Treasurer")
    assert [each.split(" ·")[0] for each in page.context["others"]] == ["Secretary"]
    # Nothing is said to end that stays: lists and devices do so only with the whole access.
    assert (f"/klubben/board/{account}/end/" in text, "These roles stay" in text) == (True, True)
    last = Term.objects.filter(role__code="secretary").exclude(account=account).get()
    assert secretary.get(f"{BOARD}roles/{last.id}/end/").context["is_self"] is True


@pytest.mark.parametrize("server", [None, "smtp://localhost"])
def test_a_letter_is_promised_only_where_letters_leave(association, secretary, settings, server) -> None:
    settings.MAIL_SERVER = server
    text = secretary.get(f"{BOARD}invite/").content.decode()
    assert ("by a link in a letter" in text, "you get a link and send it yourself" in text) == (
        server is not None,
        server is None,
    )


def test_in_the_demonstration_the_invitation_is_a_letter_and_its_box_is_linked(
    association, secretary
) -> None:
    mark_demonstration()
    page = secretary.get(f"{BOARD}invite/").text
    assert ("by a link in a letter" in page, "/sign-in/letter-box/" in page) == (True, True)
    said = secretary.get(offer(secretary)["Location"]).text
    assert ("A letter with a link went to" in said, "made-link" in said) == (True, False)
    assert "/klubben/role/" in Client(SERVER_NAME="localhost").get("/sign-in/letter-box/").text


# --- Roles -----------------------------------------------------------------------------------------------


def test_what_a_role_gives_is_changed_and_holds_from_the_next_click(association, secretary) -> None:
    auditor = sign_in(Client(), association, role="auditor")
    role = Role.objects.get(code="auditor")
    assert auditor.get("/klubben/letters/").status_code == 403
    typed = {
        "version": role.version,
        "people": ["people.see"],
        "letters": ["letters.see"],
        "own": ["own_pages"],
    }
    secretary.post(f"{BOARD}roles/{role.id}/", typed)
    assert auditor.get("/klubben/letters/").status_code == 200
    late = secretary.post(f"{BOARD}roles/{role.id}/", typed)
    assert late.status_code == 422


def test_a_role_of_ones_own_is_made_and_given_under_its_name(association, secretary) -> None:
    secretary.post(f"{BOARD}roles/new/", {"name": "Webbansvarig", "people": ["people.see"]})
    again = secretary.post(f"{BOARD}roles/new/", {"name": "webbansvarig"})
    assert (Role.objects.filter(code="own:Webbansvarig").count(), again.status_code) == (1, 422)
    assert offer(secretary, role="own:Webbansvarig").status_code == 302
    assert "Webbansvarig" in secretary.get(BOARD).text


def test_nobody_puts_into_a_role_what_they_lack(association, secretary) -> None:
    chair = sign_in(Client(), association, role="chair")
    role = Role.objects.get(code="chair")
    typed = {"version": role.version, "people": ["people.see", "people.export"]}
    assert chair.post(f"{BOARD}roles/{role.id}/", typed).status_code == 422
    role.refresh_from_db()
    assert "people.export" not in role.rights


def test_the_role_of_plain_members_stays_what_it_is(association, secretary) -> None:
    role = Role.objects.get(code="member")
    assert secretary.post(f"{BOARD}roles/{role.id}/", {"version": 1}).status_code == 404


def test_roles_cannot_be_changed_so_that_nobody_gives_roles(association, secretary) -> None:
    role = Role.objects.get(code="secretary")
    answer = secretary.post(f"{BOARD}roles/{role.id}/", {"version": role.version, "people": ["people.see"]})
    role.refresh_from_db()
    assert (answer.status_code, "roles.edit" in role.rights) == (422, True)


def test_a_long_board_is_searched_without_a_name_in_the_address(association, secretary) -> None:
    for number in range(22):
        give("auditor", f"rev{number}@example.se", display_name=f"Rev {number}")
    assert "board-search" in secretary.get(BOARD).text
    found = [row.label for row, _cells in secretary.post(BOARD, {"q": "rev 21"}).context["rows"]]
    assert found == ["Rev 21"]


# --- Two officers ----------------------------------------------------------------------------------------


@pytest.fixture
def protected(association: UUID) -> UUID:
    """Let there be somebody whom the right protects."""
    (person_id,) = register(a_person(protection="PROTECTED"))
    return person_id


def test_a_role_that_opens_protected_identities_needs_a_second_officer(
    association, protected, secretary
) -> None:
    other = sign_in(Client(), association, email="other@example.se")
    give("chair", "chair@example.se")
    offer(secretary, role="chair")
    act = PendingAct.objects.get()
    assert (act.waits_until, Letter.objects.filter(kind="access.role_offered").count()) == (None, 0)
    secretary.post(f"{BOARD}two/settle/", {"act": str(act.id), "agree": "1"})
    assert Letter.objects.filter(kind="access.role_offered").count() == 0
    other.post(f"{BOARD}two/settle/", {"act": str(act.id), "agree": "1"})
    assert Letter.objects.filter(kind="access.role_offered").count() == 1
    # A second press does nothing twice, and says so.
    answer = other.post(f"{BOARD}two/settle/", {"act": str(act.id), "agree": "1"}, follow=True)
    assert "settled already" in answer.text
    assert Letter.objects.filter(kind="access.role_offered").count() == 1


def test_where_nobody_else_could_agree_a_day_passes_and_the_board_is_told(
    association, protected, secretary
) -> None:
    give("chair", "chair@example.se")
    offer(secretary, role="secretary")
    act = PendingAct.objects.get()
    assert Letter.objects.filter(kind="access.second_needed").count() == 2
    secretary.post(f"{BOARD}two/settle/", {"act": str(act.id), "agree": "1"})
    assert Letter.objects.filter(kind="access.role_offered").count() == 0
    PendingAct.objects.update(waits_until=NOW - timedelta(seconds=1))
    secretary.post(f"{BOARD}two/settle/", {"act": str(act.id), "agree": "1"})
    assert Letter.objects.filter(kind="access.role_offered").count() == 1


def test_an_act_is_called_off_and_its_invitation_with_it(association, protected, secretary) -> None:
    offer(secretary, role="chair")
    secretary.post(f"{BOARD}two/settle/", {"act": str(PendingAct.objects.get().id), "refuse": "1"})
    assert (TermInvitation.objects.count(), PendingAct.objects.get().cancelled_at is None) == (0, False)


def test_a_role_that_is_held_gets_the_right_only_with_a_second_officer(
    association, protected, secretary
) -> None:
    other = sign_in(Client(), association, email="other@example.se")
    give("treasurer", "karl@example.se")
    role = Role.objects.get(code="treasurer")
    typed = {"version": role.version, "people": ["people.see"], "care": ["protected.see"]}
    secretary.post(f"{BOARD}roles/{role.id}/", typed)
    role.refresh_from_db()
    assert "protected.see" not in role.rights
    other.post(f"{BOARD}two/settle/", {"act": str(PendingAct.objects.get().id), "agree": "1"})
    role.refresh_from_db()
    assert role.rights == ["people.see", "protected.see"]


def test_a_role_to_which_somebody_is_invited_gets_the_right_only_with_a_second_officer(
    association, protected, secretary
) -> None:
    secretary.post(f"{BOARD}roles/new/", {"name": "Webb", "people": ["people.see"]})
    offer(secretary, role="own:Webb")
    role = Role.objects.get(code="own:Webb")
    typed = {"version": role.version, "people": ["people.see"], "care": ["protected.see"]}
    secretary.post(f"{BOARD}roles/{role.id}/", typed)
    role.refresh_from_db()
    assert (role.rights, PendingAct.objects.get().kind) == (["people.see"], "ROLE")


def test_nobody_is_asked_to_agree_to_an_invitation_that_was_taken_back(
    association, protected, secretary
) -> None:
    offer(secretary, role="chair")
    waiting = {"invitation": str(TermInvitation.objects.get().id)}
    secretary.post(f"{BOARD}invite/withdraw/", waiting)
    assert (TermInvitation.objects.count(), PendingAct.objects.filter(cancelled_at=None).count()) == (0, 0)


# --- Who has access, and the round -----------------------------------------------------------------------


def test_the_pages_say_who_holds_what_and_what_has_grown_wild(association, secretary) -> None:
    karl = give("treasurer", "karl@example.se", display_name="Karl")
    page = secretary.get(f"{BOARD}access/")
    assert ("Karl has not used a role for 90 days" in page.text, "Karl" in page.text) == (True, True)
    note_use(account_id=karl, right=Right.PEOPLE_EXPORT, on=TODAY)
    assert "Karl has not used" not in secretary.get(f"{BOARD}access/").text
    assert "Karl has a role without an end" in secretary.get(f"{BOARD}access/").text
    for page in (f"{BOARD}{karl}/", f"{BOARD}handover/{Term.objects.get(role__code='treasurer').id}/"):
        assert secretary.get(page).status_code == 200


def test_what_nobody_confirms_in_the_round_lapses_and_what_is_confirmed_goes_on(
    association, secretary
) -> None:
    give("treasurer", "karl@example.se")
    give("auditor", "rev@example.se", ends_on=TODAY + timedelta(days=300))
    secretary.post(f"{BOARD}access/round/start/")
    due = Review.objects.get().ends_on
    assert due == TODAY + timedelta(days=30)
    ends = dict(Term.objects.values_list("role__code", "ends_on"))
    assert ends == {"secretary": None, "treasurer": due, "auditor": due}
    rows = secretary.get(f"{BOARD}access/round/").context["rows"]
    keep = next(row["id"] for row in rows if "rev@" in row["title"])
    secretary.post(f"{BOARD}access/round/answer/", {"reviewed": str(keep), "keep": "1"})
    ends = dict(Term.objects.values_list("role__code", "ends_on"))
    assert ends == {"secretary": None, "treasurer": due, "auditor": TODAY + timedelta(days=300)}
    secretary.post(f"{BOARD}access/round/start/")
    assert Review.objects.count() == 1


def test_nobody_confirms_their_own_role(association, secretary) -> None:
    other = sign_in(Client(), association, email="other@example.se")
    secretary.post(f"{BOARD}access/round/start/")
    rows = other.get(f"{BOARD}access/round/").context["rows"]
    own = next(row["id"] for row in rows if "other@" in row["title"])
    other.post(f"{BOARD}access/round/answer/", {"reviewed": str(own), "keep": "1"})
    assert Term.objects.filter(ends_on=None).count() == 1


def test_a_member_reads_who_may_see_them_and_an_officer_why(association, secretary) -> None:
    north, south = branches("Norr", "Söder")
    (anna,) = register(a_person("Anna", "Ek", unit_id=north))
    give("group_leader", "norr@example.se", unit_id=north, display_name="Nora Norr")
    give("read_only", "soder@example.se", unit_id=south, display_name="Stina Söder")
    account_id = give("member", "anna@example.se", person_id=anna)
    browser = Client()
    browser.force_login(Account.objects.get(id=account_id))
    page = browser.get("/klubben/me/").text
    assert ("Nora Norr" in page, "Stina Söder" in page) == (True, False)
    assert "You see this person as secretary" in secretary.get(f"/klubben/people/{anna}/").text


def test_a_second_step_is_taken_away_only_once_the_question_was_answered(secretary) -> None:
    karl = give("treasurer", "karl@example.se", display_name="Karl")
    give_app(Account.objects.get(id=karl), NOW)
    path = f"{BOARD}{karl}/help/"
    assert f'href="{path}"' in secretary.get(f"{BOARD}{karl}/").text
    assert ("Karl" in secretary.get(path).text, FactorReset.objects.count()) == (True, 0)
    assert secretary.post(path).headers["Location"] == f"{BOARD}{karl}/"
    assert FactorReset.objects.filter(account_id=karl).count() == 1
    assert "The second step is taken away at" in secretary.get(path).text

"""Whoever lost the second step, an officer or a plain member, is helped by officers of the same assurance."""

from datetime import UTC, date, datetime
from uuid import UUID

from django.test import Client

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.models import Account
from matrikel.authentication.actions.carry_out_resets import carry_out_resets
from matrikel.authentication.models import FactorReset
from matrikel.authentication.queries import has_factor
from matrikel.kernel.ids import new_id
from matrikel.people.rules.records import NewContactPoint, NewPerson, PersonCore
from tests.conftest import ACTOR, AT, sign_in
from tests.factories.people import branches, register
from tests.factories.sign_ins import give_app, letters

BOARD = "/klubben/board/"
NOW = datetime.now(tz=UTC)


def give(role: str, address: str, **more: object) -> UUID:
    term = NewTerm(email=address, role=role, starts_on=date(2020, 1, 1), **more)
    (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    return account_id


def a_member(
    *points: NewContactPoint, with_app: bool = True, protection: str = "NONE", **core: object
) -> tuple[UUID, UUID]:
    """Return a person and the account with which she sees her own pages."""
    core = {"given_name": "Anna", "family_name": "Ek", "protection": protection, **core}
    (anna,) = register(NewPerson(core=PersonCore(**core), contact_points=points))
    account_id = give("member", "anna@example.se", person_id=anna)
    if with_app:
        give_app(Account.objects.get(id=account_id), NOW)
    return anna, account_id


def help_of(account_id: UUID) -> str:
    return f"{BOARD}{account_id}/help/"


def test_a_plain_member_is_helped_from_her_page_by_an_officer_and_at_once_by_a_second(
    association, secretary
) -> None:
    anna, account_id = a_member(NewContactPoint(kind="EMAIL", value="anna@work.example"))
    other = sign_in(Client(), association, email="other@example.se")
    assert f'href="{help_of(account_id)}"' in secretary.get(f"/klubben/people/{anna}/").text
    assert ("Anna Ek" in secretary.get(help_of(account_id)).text, FactorReset.objects.count()) == (True, 0)
    before = len(letters())
    assert secretary.post(help_of(account_id)).headers["Location"] == f"/klubben/people/{anna}/"
    # Every address that we know hears of it: whoever reads one mailbox by stealth does not keep her from it.
    told = letters()[before:]
    assert sorted(letter.to for letter in told) == ["anna@example.se", "anna@work.example"]
    assert {letter.content.subject for letter in told} == {"Ditt andra steg kommer att tas bort"}
    # Asking twice is not two who agree, and the page says whose turn it is.
    own_page, others_page = secretary.get(help_of(account_id)).text, other.get(help_of(account_id)).text
    assert ["another officer agrees on this page" in each for each in (own_page, others_page)] == [
        True,
        False,
    ]
    assert ["Take it away" in each for each in (own_page, others_page)] == [False, True]
    assert secretary.post(help_of(account_id)).status_code == 302
    waits = FactorReset.objects.get(account_id=account_id)
    assert (waits.due_at > NOW, len(letters())) == (True, before + 2)
    assert other.post(help_of(account_id)).headers["Location"] == f"/klubben/people/{anna}/"
    assert carry_out_resets(at=datetime.now(tz=UTC)) == 1
    assert has_factor(account_id=account_id) is False


def test_where_there_is_no_second_step_the_page_says_so_and_nothing_is_asked_for(
    association, secretary
) -> None:
    _anna, account_id = a_member(with_app=False)
    page = secretary.get(help_of(account_id))
    assert ("There is no second step here" in page.text, "Take it away" in page.text) == (True, False)
    assert (secretary.post(help_of(account_id)).status_code, FactorReset.objects.count()) == (422, 0)


def test_whose_sign_in_looks_after_others_elsewhere_is_helped_by_nobody_here(
    association, neighbour, secretary
) -> None:
    _anna, account_id = a_member()
    sign_in(Client(), neighbour, role="treasurer", email="anna@example.se")
    page = secretary.get(help_of(account_id))
    assert ("a role in another association" in page.text, "Take it away" in page.text) == (True, False)
    assert (secretary.post(help_of(account_id)).status_code, FactorReset.objects.count()) == (422, 0)


def test_only_whoever_gives_roles_and_sees_the_member_helps_her(association) -> None:
    north, south = branches("Norr", "Söder")
    anna, account_id = a_member(unit_id=north)
    found = {}
    for role, unit_id in (
        ("treasurer", None),
        ("read_only", None),
        ("secretary", south),
        ("secretary", north),
    ):
        address = f"{role}-{unit_id}@example.se"
        browser = Client(raise_request_exception=False)
        browser.force_login(Account.objects.get(id=give(role, address, unit_id=unit_id)))
        page = browser.get(f"/klubben/people/{anna}/")
        found[role, unit_id] = (
            help_of(account_id) in page.text,
            browser.get(help_of(account_id)).status_code,
            browser.post(help_of(account_id)).status_code,
        )
    assert found == {
        ("treasurer", None): (False, 403, 403),
        ("read_only", None): (False, 403, 403),
        ("secretary", south): (False, 404, 404),
        ("secretary", north): (True, 200, 302),
    }


def test_nobody_takes_away_their_own_and_there_is_nobody_else_to_find(association, secretary) -> None:
    own = UUID(secretary.session["_auth_user_id"])
    stranger = Account.objects.create(email="stranger@example.se").pk
    secretary.raise_request_exception = False
    for account_id in (own, stranger, new_id()):
        assert secretary.get(help_of(account_id)).status_code == 404
        assert secretary.post(help_of(account_id)).status_code == 404
    assert FactorReset.objects.count() == 0


def test_the_page_of_a_protected_member_does_not_say_who_she_is(association, secretary) -> None:
    anna, account_id = a_member(protection="PROTECTED")
    assert help_of(account_id) not in secretary.get(f"/klubben/people/{anna}/").text

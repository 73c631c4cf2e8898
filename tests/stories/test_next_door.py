"""Next door lies another club: nothing that its secretary does, by any address or id, reaches this one."""

import re
from collections.abc import Iterable, Sequence
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve
from procrastinate.contrib.django.models import ProcrastinateJob

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.models import Account
from matrikel.access.queries import find_account
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import association_scope
from matrikel.memberships.models import Membership
from matrikel.people.models import Person
from tests.conftest import ACTOR, AT, TODAY, sign_in
from tests.factories.addresses import addresses_of_associations, forms_of, parameters_of
from tests.factories.answers import problems_of, problems_of_answer
from tests.factories.offices import CANARY, Furniture, furnish

pytestmark = pytest.mark.long

HTMX = {"HX-Request": "true"}
RESULTS = {"HX-Request": "true", "HX-Target": "listing-results"}
TRIES = [
    *(("get", way) for way in ({}, HTMX, RESULTS)),
    *(("post", way) for way in ({}, HTMX)),
    *((method, {}) for method in ("head", "put", "delete", "options", "patch")),
]

# What is meant stands in what is sent; where nothing is sent, there is nothing of that name.
NAMED_IN_THE_FORM = {"answer_review", "invite_again", "settle_act", "withdraw_invitation"}


@pytest.fixture
def furniture(association: UUID) -> Furniture:
    """Fill this association with everything that an address can name."""
    return furnish()


def answers(browser: Client, path: str) -> list[int]:
    """Return the status of every method in every way, in the order of TRIES, having looked that nothing leaks."""
    found = []
    browser.raise_request_exception = False
    for method, headers in TRIES:
        response = getattr(browser, method)(path, headers=headers)
        assert CANARY not in response.content.decode(errors="replace"), (method, headers, path)
        # The page itself is read once; that an answer carries its headers is asked of each.
        is_plain = method == "get" and not headers
        wrong = problems_of(path, response) if is_plain else problems_of_answer(path, response.headers)
        assert wrong == [], (method, headers)
        found.append(response.status_code)
    return found


METHODS_REFUSED: dict[str, list[bool]] = {}
"""
By the name of an address, what `refused_methods` was told: it is the same for all ids, and for each of these tests.

To ask opens everything, and so costs more than all that an intruder asks.
"""


def refused_methods(own: Client, path: str) -> list[bool]:
    """
    Return, in the order of TRIES, which methods a page does not take, as its own secretary is told (405).

    Whatever her asking does is taken back, and she asks from a browser of this page's own.
    """
    name = resolve(path).view_name
    if name not in METHODS_REFUSED:
        browser = Client(raise_request_exception=False)
        browser.cookies = SimpleCookie({name: each.value for name, each in own.cookies.items()})
        with transaction.atomic():
            METHODS_REFUSED[name] = [
                getattr(browser, method)(path, headers=headers).status_code == 405
                for method, headers in TRIES
            ]
            transaction.set_rollback(True)
        assert not all(METHODS_REFUSED[name]), path
    return METHODS_REFUSED[name]


def of_nothing(refused: Sequence[bool], status: int = 404) -> list[list[int]]:
    """
    Return what a page answers to whom it does not open, which is one of two lists and nothing in between.

    A method that it takes from nobody is 405 where that is asked first; where the door is, everything is its answer.
    """
    return [[405 if each else status for each in refused], [status] * len(refused)]


def wrong_answers(intruder: Client, own: Client, paths: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Return the answers that are not those of a page that is not there, by address, with what was expected."""
    return {
        path: (found, expected)
        for path, there in paths
        if (found := answers(intruder, path)) not in (expected := of_nothing(refused_methods(own, there)))
    }


def test_every_kind_of_id_that_an_address_takes_is_known(furniture: Furniture) -> None:
    taken = {name for address in addresses_of_associations() for name in address.takes}
    assert taken == set(furniture.ids)


def test_no_address_of_this_association_is_there_for_the_neighbours_secretary(
    furniture: Furniture, intruder: Client, secretary: Client
) -> None:
    paths = [
        (path, path)
        for address in addresses_of_associations()
        for path in address.fill("klubben", furniture.ids)
    ]
    assert len(paths) > 20
    assert wrong_answers(intruder, secretary, paths) == {}


def test_this_associations_ids_lead_nowhere_under_the_neighbours_own_address(
    furniture: Furniture, intruder: Client, secretary: Client
) -> None:
    paths = [
        pair
        for address in addresses_of_associations()
        if address.takes
        for pair in zip(*(address.fill(slug, furniture.ids) for slug in ("grannen", "klubben")), strict=True)
    ]
    assert len(paths) > 10
    assert wrong_answers(intruder, secretary, paths) == {}


def test_the_same_addresses_are_there_for_this_associations_own_secretary(
    furniture: Furniture, secretary: Client
) -> None:
    # Otherwise the tests above would hold for pages that do not work at all. All are looked at before any is pressed:
    # a press ends what another page shows.
    own = [address for address in addresses_of_associations() if address.namespace != "portal"]
    asked: dict[str, list[Any]] = {address.name: [] for address in own}
    for method in ("get", "post"):
        for address in own:
            paths = address.fill("klubben", furniture.ids)
            asked[address.name] += [(path, getattr(secretary, method)(path)) for path in paths]
    for address in own:
        answered = asked[address.name]
        found = {response.status_code for _path, response in answered}
        assert address.name in NAMED_IN_THE_FORM or found & {200, 302, 422} != set(), address.name
        for path, response in answered:
            assert problems_of(path, response) == [], address.name
            assert response["Vary"].count("HX-Request") == 1, address.name


def test_an_id_that_never_was_looks_like_one_of_this_association(
    furniture: Furniture, intruder: Client
) -> None:
    nobody = {name: [new_id()] for name in furniture.ids}
    for address in addresses_of_associations():
        if not address.takes:
            continue
        ours, none = (intruder.get(address.fill("grannen", ids)[0]) for ids in (furniture.ids, nobody))
        assert ours.status_code == none.status_code
        assert _without_what_differs(ours.content) == _without_what_differs(none.content)


def _without_what_differs(page: bytes) -> str:
    text = page.decode()
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID", text)
    return re.sub(r'(nonce|content|value|csrfmiddlewaretoken)="[^"]*"', r"\1", text)


def test_this_associations_ids_in_the_neighbours_query_strings_show_nothing(
    furniture: Furniture, intruder: Client
) -> None:
    intruder.raise_request_exception = False
    tried = 0
    for address in addresses_of_associations():
        if address.takes:
            continue
        (path,) = address.fill("grannen", {})
        page = intruder.get(path)
        if page.status_code != 200:
            continue
        names = {*parameters_of(path, page.content.decode()), "after", "before", "q", "type", "unit", "under"}
        for name in sorted(names):
            for found in (furniture.type_id, furniture.ids["person_id"][0], furniture.ids["unit_id"][0]):
                response = intruder.get(path, {name: str(found)})
                # The id itself may stand in the page again, as what was searched for; its name may not.
                assert CANARY not in response.content.decode(), (path, name)
                assert response.status_code in (200, 302, 404), (path, name, response.status_code)
                tried += 1
    assert tried > 60


def test_this_associations_ids_in_the_neighbours_forms_bring_nothing_over(
    furniture: Furniture, intruder: Client, neighbour: UUID
) -> None:
    with association_scope(neighbour):
        theirs = furnish_without_canary()
    intruder.raise_request_exception = False

    def foreign(name: str) -> UUID:
        if "unit" in name or "parent" in name:
            return furniture.ids["unit_id"][0]
        return furniture.type_id if "type" in name else furniture.ids["person_id"][0]

    tried = 0
    for address in addresses_of_associations():
        for path in address.fill("grannen", theirs.ids)[:1]:
            page = intruder.get(path)
            if page.status_code != 200 or "text/html" not in page["Content-Type"]:
                continue
            for form in forms_of(path, page.content.decode()):
                if form.method != "post" or not form.action.startswith("/grannen/"):
                    continue
                for name in form.values:
                    response = intruder.post(form.action, {**form.values, name: [str(foreign(name))]})
                    assert CANARY not in response.content.decode(), (form.action, name)
                    assert response.status_code < 500, (form.action, name)
                    tried += 1
    assert tried > 50
    ours = set(furniture.every_id())
    with association_scope(neighbour):
        reached = {
            *Person.objects.values_list("unit_id", flat=True),
            *Membership.objects.values_list("type_id", flat=True),
            *Membership.objects.values_list("unit_id", flat=True),
            *Membership.objects.values_list("person_id", flat=True),
        }
    assert reached & ours == set()
    # And this association is as it was.
    people = Person.objects.filter(kind="NATURAL")
    assert people.filter(given_name=CANARY).count() == people.count()


def furnish_without_canary() -> Furniture:
    from tests.factories import offices

    name, offices.CANARY = offices.CANARY, "Granne"
    try:
        return furnish()
    finally:
        offices.CANARY = name


def test_whoever_is_not_signed_in_is_sent_to_the_sign_in_from_everywhere(furniture: Furniture) -> None:
    browser = Client(raise_request_exception=False)
    for address in addresses_of_associations():
        for path in address.fill("klubben", furniture.ids):
            for method in ("get", "post"):
                plain = getattr(browser, method)(path)
                assert (plain.status_code, _without_next(plain.get("Location"))) in [
                    (302, "/klubben/sign-in/"),
                    (405, None),
                ], path
                part = getattr(browser, method)(path, headers={"HX-Request": "true"})
                assert (part.status_code, part.get("HX-Redirect")) in [
                    (204, "/klubben/sign-in/"),
                    (405, None),
                ], path


def _without_next(url: str | None) -> str | None:
    return url and url.split("?next=")[0]


def test_a_member_without_a_role_sees_no_page_of_the_office(
    furniture: Furniture, association: UUID, secretary: Client
) -> None:
    browser = sign_in(Client(), association, role="member")
    wrong = {}
    for address in addresses_of_associations():
        if address.namespace == "office":
            # The first page of every role, and what needs two: what it opens, and of others nothing.
            opens = getattr(address.view, "door", "") == "any_role"
            for path in address.fill("klubben", furniture.ids):
                refused = refused_methods(secretary, path)
                expected = [_opened(refused)] if opens else of_nothing(refused, 403)
                found = answers(browser, path)
                if found not in expected:
                    wrong[path] = (found, expected)
    assert wrong == {}


def _opened(refused: Sequence[bool]) -> list[int]:
    # What needs two is settled by a press, and of what a member presses there is none.
    answered = {"get": 200, "head": 200, "post": 404}
    return [405 if each else answered[method] for (method, _way), each in zip(TRIES, refused, strict=True)]


def test_a_branchs_officer_finds_nobody_of_another_branch(furniture: Furniture, association: UUID) -> None:
    south = furniture.ids["unit_id"][1]
    term = NewTerm(email="soder@example.se", role="secretary", starts_on=TODAY, unit_id=south)
    (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    browser = Client(raise_request_exception=False)
    account = find_account(account_id=account_id)
    assert isinstance(account, Account)
    browser.force_login(account)
    for address in addresses_of_associations():
        if "person_id" not in address.takes:
            continue
        for path in address.fill("klubben", furniture.ids):
            found = {
                browser.get(path).status_code,
                browser.post(path).status_code,
                browser.get(path, headers={"HX-Request": "true"}).status_code,
            }
            # None of the people lies in the south: the protected person's branch is sealed.
            assert (404 in found, found <= {404, 405}) == (True, True), (path, found)
    found_by_words = browser.post("/klubben/people/", {"q": "kanarie"})["Location"]
    for path in ("/klubben/", "/klubben/people/", found_by_words):
        page = browser.get(path)
        assert page.status_code == 200
        assert [name in page.content.decode() for name in ("Medlem<", "Skyddad", "Död<")] == [False] * 3


def test_the_neighbours_jobs_are_neither_seen_nor_started_again(
    furniture: Furniture, intruder: Client, secretary: Client
) -> None:
    # Jobs are numbered through the whole installation, so their numbers can be guessed.
    jobs = ProcrastinateJob.objects.filter(task_name="imports.forget_raw_rows")
    (job_id,) = jobs.values_list("id", flat=True)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [job_id])
    for number in (job_id, job_id - 1, job_id + 1):
        assert intruder.post("/grannen/jobs/retry/", {"selected": [str(number)]}).status_code in (302, 404)
        for name in ("before", "after"):
            page = intruder.get("/grannen/jobs/", {name: str(number)}).content.decode()
            assert f'value="{job_id}"' not in page
    assert jobs.get().status == "failed"
    assert f'value="{job_id}"' in secretary.get("/klubben/jobs/").content.decode()
    secretary.post("/klubben/jobs/retry/", {"selected": [str(job_id)]})
    assert jobs.get().status == "todo"

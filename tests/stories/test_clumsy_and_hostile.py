"""Whatever somebody types, pastes, forges or presses twice, the answer is a page: never a broken one."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client

from matrikel.kernel.scope import association_scope
from matrikel.people.models import Person
from matrikel.selections.queries.people import list_people
from matrikel.selections.rules import Question
from tests.conftest import TODAY, make_association, sign_in
from tests.factories.addresses import (
    Form,
    addresses_of_associations,
    all_addresses,
    forms_of,
    parameters_of,
)
from tests.factories.offices import Furniture, furnish
from tests.factories.people import a_person, register

pytestmark = pytest.mark.long

MARK = "<script>alert(7)</script>"
NASTY = [
    "a\x00b",
    "x" * 20_000,
    "'; DROP TABLE people_person; --",
    "%s %(on)s %L %I $$ $1 {0} {{ 7|add:7 }}",
    "%",
    "_",
    "\\",
    "\\'",
    "%" * 3_000,
    "a " * 3_000,
    MARK,
    f'"><img src=x onerror=alert(7)>{MARK}',
    "\u202eevil\u2066\u200b\ufeff",
    "\ufdfa" * 120,
    "\u0130\u0390\u1e9e" * 40,
    "\U0001f3f3\ufe0f\u200d\U0001f308",
    "\U0010ffff\uffff\ud7ff",
    "Z" + "\u0301" * 400,
    "-1",
    "0",
    "9" * 40,
    "1e309",
    "NaN",
    "\u0661\u0662\u0663",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "31.12.99999",
    "00000000-0000-0000-0000-000000000000",
    "{01a20061-ca7e-7997-a359-7c48cf196cc8}",
    "line\r\nSet-Cookie: a=b",
    "=HYPERLINK(1)",
    "../../../../etc/passwd",
    "[]",
    "null",
]


@pytest.fixture
def furniture(association: UUID) -> Furniture:
    """Fill the association with everything that an address can name."""
    return furnish()


@pytest.fixture
def officer(secretary: Client) -> Client:
    """Return the secretary's browser, which shows broken pages as such."""
    secretary.raise_request_exception = False
    return secretary


def html_pages(browser: Client, ids: dict[str, list[UUID]]) -> Iterator[tuple[str, str]]:
    """Yield every page of the association that shows something to look at, with what it shows."""
    for address in addresses_of_associations():
        for path in address.fill("klubben", ids)[:2]:
            page = browser.get(path)
            if page.status_code == 200 and "text/html" in page["Content-Type"]:
                yield path, page.content.decode()


def post_forms(browser: Client, ids: dict[str, list[UUID]]) -> list[Form]:
    """Return every form that changes something, each kind once; signing out is tried by itself."""
    found = {}
    for path, page in html_pages(browser, ids):
        for form in forms_of(path, page):
            # Inside one transaction of an association, nothing can be written down for the whole installation.
            if form.method == "post" and form.action != "/sign-out/":
                found.setdefault(re.sub(r"[0-9a-f-]{36}", "ID", form.action), form)
    return list(found.values())


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back what a request does; like a test's own transaction, it stands for none: doors open and end theirs."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


def looked_at(browser: Client, method: str, path: str, data: object, headers: dict[str, str]) -> str:
    """Return what is wrong with an answer, having undone what the request did."""
    with taken_back():
        response = getattr(browser, method)(path, data, headers=headers)
    if response.status_code >= 500:
        return f"{response.status_code}"
    return "a script of theirs" if MARK in response.content.decode(errors="replace") else ""


def test_no_query_string_breaks_a_page(furniture: Furniture, officer: Client) -> None:
    wrong, tried = [], 0
    values = cycle(NASTY)
    for path, page in list(html_pages(officer, furniture.ids)):
        known = parameters_of(path, page)
        for name in {*known, "q", "after", "page"}:
            for value in [next(values) for _number in range(5 if name in known else 2)]:
                headers = {"HX-Request": "true", "HX-Target": "listing-results"} if tried % 3 else {}
                if problem := looked_at(officer, "get", path, {name: value}, headers):
                    wrong.append((path, name, value[:40], problem))
                tried += 1
    assert (wrong, tried > 60) == ([], True)


def test_every_odd_search_gets_an_answer(furniture: Furniture, officer: Client) -> None:
    wrong = []
    for path in ("/klubben/people/", "/klubben/people/search/"):
        for value in NASTY:
            for headers in ({}, {"HX-Request": "true"}):
                if problem := looked_at(officer, "post", path, {"q": value}, headers):
                    wrong.append((path, value[:40], problem))
    assert wrong == []


def test_no_value_in_any_field_of_any_form_breaks_a_page(furniture: Furniture, officer: Client) -> None:
    # Everything everywhere would be tens of thousands of presses. So what is typed goes round: alone in one field, in
    # all fields at once, and another in each; and what a kind of field has not seen by then is typed into the last one.
    wrong, tried = [], 0
    values = cycle(NASTY)
    own_values: dict[str, Iterator[str]] = defaultdict(lambda: cycle(NASTY))
    unseen: dict[str, set[str]] = defaultdict(lambda: set(NASTY))
    last_of_kind: dict[str, tuple[Form, str]] = {}

    def press(form: Form, change: dict[str, object]) -> None:
        nonlocal tried
        data = {**form.values, **dict.fromkeys(form.files, "not a file"), **change}
        headers = {"HX-Request": "true"} if tried % 4 == 0 else {}
        if problem := looked_at(officer, "post", form.action, data, headers):
            wrong.append((form.action, {name: str(value)[:40] for name, value in change.items()}, problem))
        for name, value in change.items():
            unseen[form.kinds[name]].discard(str(value))
        tried += 1

    for form in post_forms(officer, furniture.ids):
        names = [name for name in (*form.values, *form.files) if name != "csrfmiddlewaretoken"]
        last_of_kind.update((form.kinds[name], (form, name)) for name in names)
        for name in names:
            press(form, {name: next(own_values[form.kinds[name]])})
        for _round in range(5):
            press(form, dict.fromkeys(names, next(values)))
        for _round in range(4):
            press(form, {name: next(own_values[form.kinds[name]]) for name in names})
        press(form, {name: [] for name in names})
        press(form, {name: ["1", "2", "\x00"] for name in names})
    for kind, (form, name) in last_of_kind.items():
        for value in sorted(unseen[kind]):
            press(form, {name: value})
    assert (wrong, tried > 1_000) == ([], True)
    assert {kind: left for kind, left in unseen.items() if left} == {}


@pytest.mark.parametrize(
    "body",
    [
        (b"", "application/x-www-form-urlencoded"),
        (b"%00=%00&%ff=%fe&=&&&", "application/x-www-form-urlencoded"),
        (b"a=1&" * 6_000, "application/x-www-form-urlencoded"),
        (b"x" * (6 * 1024 * 1024), "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"nonsense", "multipart/form-data"),
        (b"a=1", "application/x-www-form-urlencoded; charset=utf-7"),
    ],
    ids=["empty", "odd names", "many fields", "huge", "json", "half", "no boundary", "charset"],
)
def test_no_body_breaks_a_page(furniture: Furniture, officer: Client, body: tuple[bytes, str]) -> None:
    content, content_type = body
    wrong = []
    for address in addresses_of_associations():
        path = address.fill("klubben", furniture.ids)[0]
        with taken_back():
            response = officer.post(path, content, content_type=content_type)
        if response.status_code >= 500:
            wrong.append((path, response.status_code))
    assert wrong == []


@pytest.mark.parametrize(
    "segment",
    [
        "not-an-id",
        "%00",
        "..%2f..",
        "%ff",
        "x" * 3_000,
        "01A20061-CA7E-7997-A359-7C48CF196CC8",
        "%E2%80%AE",
        "'",
    ],
)
def test_no_path_breaks_the_site(furniture: Furniture, officer: Client, segment: str) -> None:
    paths = [f"/{segment}/", f"/klubben/{segment}/", f"/sign-in/{segment}/", f"/klubben//{segment}"]
    paths += [
        path.replace(str(ids[0]), segment)
        for address in addresses_of_associations()
        if address.takes
        for ids in [furniture.ids[address.takes[-1]]]
        for path in address.fill("klubben", furniture.ids)[:1]
    ]
    for path in paths:
        for browser in (officer, Client(raise_request_exception=False)):
            for method in ("get", "post", "head", "options"):
                status = getattr(browser, method)(path).status_code
                assert status in (200, 302, 400, 404, 405, 410), (method, path, status)


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-language": "\x00,;q=x" + "a" * 10_000},
        {"cookie": "session=\x00; language=../../x; theme=%00; csrf=é"},
        {"cookie": "session=" + "x" * 4_000},
        {"cookie": "messages=forged:0:0"},
        {"hx-request": "true", "hx-target": "\x00", "hx-current-url": "http://[::1"},
        {"referer": "http://["},
        {"origin": "null"},
        {"x-forwarded-proto": "javascript", "x-forwarded-host": "evil.example"},
    ],
    ids=["language", "cookies", "session", "messages", "htmx", "referer", "origin", "proxy"],
)
def test_no_header_breaks_a_page(association: UUID, headers: dict[str, str]) -> None:
    for path in ("/", "/sign-in/", "/klubben/", "/klubben/people/", "/nowhere/"):
        signed_in = sign_in(Client(raise_request_exception=False), association)
        for browser in (signed_in, Client(raise_request_exception=False)):
            assert browser.get(path, headers=headers).status_code < 500, path
            assert browser.post(path, headers=headers).status_code < 500, path


def test_every_form_that_changes_something_refuses_a_forged_press(
    furniture: Furniture, association: UUID
) -> None:
    browser = sign_in(Client(enforce_csrf_checks=True, raise_request_exception=False), association)
    forms = post_forms(browser, furniture.ids)
    before = Person.objects.count()
    for form in forms:
        for token in ({"csrfmiddlewaretoken": ["x" * 64]}, {"csrfmiddlewaretoken": []}):
            response = browser.post(form.action, {**form.values, **token})
            assert response.status_code == 403, form.action
    assert (Person.objects.count(), len(forms) > 8) == (before, True)
    for address in all_addresses():
        path = address.fill("klubben", furniture.ids)[0]
        # Where a file should have come and nothing did (422), nothing was read that could be done. A browser sends
        # its reports without a token; they are written to the log and change nothing (204).
        # And where mail services report, or a mailing's link leads, there is no page without a signature (404).
        without_a_form = {"/policy-report/": (204,), "/mail/returned/": (404,), "/mail/fewer/x/": (404,)}
        expected = without_a_form.get(path, (403, 405, 422))
        assert browser.post(path).status_code in expected, path


def test_a_look_at_a_page_changes_nothing(furniture: Furniture, officer: Client) -> None:
    # GET and HEAD may write that somebody looked, and nothing else.
    tables = [
        table
        for table in connection.introspection.table_names()
        if not table.startswith(("audit_", "django_"))
    ]

    def state() -> list[tuple[object, ...]]:
        found = []
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(
                    f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"
                )
                found.append((table, *cursor.fetchone()))
        return found

    before = state()
    for address in addresses_of_associations():
        for path in address.fill("klubben", furniture.ids)[:3]:
            officer.get(path)
            officer.head(path)
    assert state() == before


# --- Search -----------------------------------------------------------------------------------------------


def test_what_means_something_to_postgres_means_itself_in_a_search(association: UUID, viewer) -> None:
    register(
        *[
            a_person("Anna", name)
            for name in ("100% Säker", "Under_Strek", "Bak\\Slag", "O'Brien", "Dollar$$")
        ],
        a_person("Anna", "Vanlig"),
    )

    def found(needle: str) -> list[str]:
        rows = list_people(question=Question(search=needle), on=TODAY, viewer=viewer).rows
        return sorted(row.display_name.removeprefix("Anna ") for row in rows)

    assert found("100%") == ["100% Säker"]
    assert found("r_s") == ["Under_Strek"]
    assert found("k\\s") == ["Bak\\Slag"]
    assert found("o'brien") == ["O'Brien"]
    assert found("r$$") == ["Dollar$$"]
    assert found("' OR '1'='1") == []
    assert found("x%L y%L") == []


@pytest.mark.parametrize(
    "pattern", ["'", "%L", "%s", "$$", "\\\\", "\\\\'", "';--", "a' OR 'a' LIKE 'a", "\U0001f4f7"]
)
def test_no_pattern_reaches_further_than_the_association(
    association: UUID, neighbour: UUID, pattern: str
) -> None:
    with association_scope(neighbour):
        register(a_person("Zoë", f"Hemlig {pattern}"))
    for units in (None, []):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM app.search_people(%s, %s::uuid[], %s, NULL, false, 100)",
                [[pattern, f"%{pattern}%"], units, pattern],
            )
            assert cursor.fetchall() == []


def test_nothing_can_be_searched_without_an_association(committed: None) -> None:
    make_association()
    with (
        pytest.raises(Exception, match="no association is set"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT * FROM app.search_people(ARRAY['%'], NULL, NULL, NULL, false, 100)")


# --- Twice at once ----------------------------------------------------------------------------------------


def test_every_button_can_be_pressed_twice_at_once(in_threads) -> None:
    association_id = make_association()
    with association_scope(association_id), transaction.atomic():
        furniture = furnish()
    browser = sign_in(Client(raise_request_exception=False), association_id)
    forms = post_forms(browser, furniture.ids)
    typed = {
        "given_name": ["Dubbel"],
        "family_name": ["Klick"],
        "name": ["Dubbel"],
        "email": ["d@example.se"],
        # By age would ask for the day of birth, and of the same name and day it is asked whether both are one.
        "type": [str(furniture.type_id)],
    }

    def press(form: Form, browser: Client, meet) -> int:
        values = {**form.values, **{name: typed[name] for name in form.values if name in typed}}
        # Saved, and not asked for one more row to fill in.
        values.pop("add", None)
        meet()
        return browser.post(form.action, values).status_code

    wrong = {}
    for form in forms:
        browsers = [Client(raise_request_exception=False) for _number in range(2)]
        for each in browsers:
            each.cookies = browser.cookies
        found = in_threads(*(partial(press, form, each) for each in browsers))
        if not all(isinstance(status, int) and status < 500 for status in found):
            wrong[form.action] = found
    assert wrong == {}
    with association_scope(association_id), transaction.atomic():
        # One from "Add member", one from a household's form; a third is asked about before a name becomes theirs.
        assert sorted(Person.objects.filter(given_name="Dubbel").values_list("version", flat=True)) == [1, 1]

"""Every list asks the database as many questions for three thousand rows as for three."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matrikel.bulkedits.actions.start_bulk_edit import start_bulk_edit
from matrikel.checks.actions.note_checks import NewCheck, note_checks
from matrikel.checks.actions.save_check_kinds import CheckKindEdit, save_check_kinds
from matrikel.exports.actions.save_recipients import NewRecipient, save_recipients
from matrikel.exports.actions.share_list import NewSharedList, share_list
from matrikel.exports.actions.start_export import start_export
from matrikel.groups.actions.add_to_group import Addition, add_to_group
from matrikel.groups.actions.save_groups import GroupEdit, save_groups
from matrikel.kernel.actors import Viewer
from matrikel.kernel.jobs import defer
from matrikel.mail.actions.queue_letters import queue_letters
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.people.rules.records import NewContactPoint
from matrikel.relations.actions.form_households import form_households
from matrikel.relations.rules.records import HomeAddress, NewHousehold, NewHouseholdMember
from matrikel.selections.actions.choose_columns import choose_columns
from matrikel.selections.actions.save_selections import NewSelection, save_selections
from matrikel.selections.filters import columns_for, filters_for
from matrikel.selections.rules import MEMBERS, Chosen, Question
from tests.conftest import ACTOR, AT
from tests.factories.addresses import Address, addresses_of_associations
from tests.factories.books import an_entry, post
from tests.factories.mail import a_letter
from tests.factories.offices import Furniture, furnish, import_file
from tests.factories.people import a_person, at_home, branches, register, type_of

pytestmark = pytest.mark.long

FEW, MANY = 3, 3_000
# What grows by hand and not by the crowd below: nobody has more than a few of them. A page of the log is full from the
# start; what it costs with many entries is asked in tests/office/test_log.py.
# The accounts of the books are the country's, and nobody begins more than a year a year.
STAYS_SMALL = {
    *("affiliated", "associations", "import_layouts", "import_problems", "log"),
    *("book_accounts", "book_years"),
}


def lists_of(browser: Client, furniture: Furniture) -> dict[str, tuple[Address, str]]:
    """Return every page that shows a list, by its name, with one address of it."""
    found = {}
    for address in addresses_of_associations():
        # That every kind of id is known is asked next door.
        if address.namespace != "office" or set(address.takes) - set(furniture.ids):
            continue
        path = address.fill("klubben", furniture.ids)[0]
        context = browser.get(path).context
        if context is not None and "listing" in context:
            found[address.name] = (address, path)
    return found


def cost_of(browser: Client, path: str) -> tuple[int, int]:
    """Return how many questions a list asks, and how many rows it shows."""
    browser.get(path)
    asked = []
    # Once a minute, not twice in a row, it is written down besides that the browser is in use.
    for _time in range(2):
        with CaptureQueriesContext(connection) as said:
            rows = len(browser.get(path).context["listing"].rows)
        asked.append(len(said))
    return min(asked), rows


def questions_of(browser: Client, path: str) -> int:
    """Return how many questions a list asks; that somebody looked is written down besides, and asks nothing."""
    browser.get(path)
    with CaptureQueriesContext(connection) as said:
        browser.get(path)
    return len([each for each in said if each["sql"].lstrip().upper().startswith(("SELECT", "WITH"))])


def crowd(furniture: Furniture, viewer: Viewer, people: int) -> None:
    """Add so many people, and of everything else that is listed as many or thirty."""
    others = min(people, 30)
    ids = register(
        *(
            replace(
                a_person(f"Anna{people}{number}", "Sköld", birth_date=date(1950 + number % 50, 2, 3)),
                contact_points=[
                    at_home("67131"),
                    NewContactPoint(
                        kind="EMAIL",
                        value=f"a{people}.{number}@example.se",
                        normalised=f"a{people}.{number}@example.se",
                    ),
                ],
                wants_number=True,
            )
            for number in range(people)
        )
    )
    adult = type_of()
    admit_members(
        admissions=[Admission(person_id=each, type_id=adult, starts_on=date(2020, 1, 1)) for each in ids],
        actor=ACTOR,
        at=AT,
    )
    branches(*(f"Gren {people}.{number}" for number in range(others)))
    groups = save_groups(
        groups=[GroupEdit(name=f"Lag {people}.{number}", kind="TEAM") for number in range(others)],
        actor=ACTOR,
        at=AT,
    )
    additions = [
        Addition(group_id=group_id, person_id=person_id, part="LEADER", starts_on=date(2025, 1, 1))
        for group_id in (*groups[:2], furniture.ids["group_id"][0])
        for person_id in ids[:60]
    ]
    add_to_group(additions=additions, actor=ACTOR, at=AT)
    (kind, *_others) = save_check_kinds(
        kinds=[
            CheckKindEdit(
                name=f"Kurs {people}.{number}",
                needed_for_parts=["LEADER"] if number == 0 and people == FEW else [],
            )
            for number in range(others)
        ],
        actor=ACTOR,
        at=AT,
    )
    note_checks(
        notes=[NewCheck(person_id=each, kind_id=kind, seen_on=AT.date()) for each in ids[:20]],
        actor=ACTOR,
        at=AT,
    )
    home = HomeAddress(street="Gatan 1", postcode="67131", place="Arvika", country="SE")
    form_households(
        households=[
            NewHousehold(members=[NewHouseholdMember(person_id=each)], address=home, name=f"Hem {each}")
            for each in ids[:others]
        ],
        actor=ACTOR,
        at=AT,
    )
    save_selections(
        selections=[
            NewSelection(name=f"Urval {people}.{number}", question=MEMBERS, is_shared=True)
            for number in range(others)
        ],
        viewer=viewer,
        actor=ACTOR,
        at=AT,
    )
    queue_letters(
        letters=[a_letter(f"a{people}.{number}@example.se") for number in range(others)], actor=ACTOR, at=AT
    )
    what_leaves(people, ids[:2], viewer)
    post(*(an_entry(text=f"Avgift {number}") for number in range(others)))
    for number in range(3):
        import_file(f"fil{people}{number}.csv")
        defer("imports.forget_raw_rows")
        start_bulk_edit(
            kind="municipality", values={"municipality": "Arvika"}, person_ids=ids[:3], actor=ACTOR, at=AT
        )


def what_leaves(people: int, person_ids: list[UUID], viewer: Viewer) -> None:
    """Name recipients, and take lists out and share them, three of each."""
    asked = {
        "chosen": Chosen(ids=tuple(person_ids)),
        "language": "sv",
        "viewer": viewer,
        "on": AT.date(),
        "actor": ACTOR,
        "at": AT,
    }
    recipients = [
        NewRecipient(
            name=f"Kommun {people}.{number}",
            kind="AUTHORITY",
            purpose="statistics",
            ground="lag",
            agreed_from=AT.date(),
        )
        for number in range(3)
    ]
    save_recipients(recipients=recipients, on=AT.date(), actor=ACTOR, at=AT)
    for number in range(3):
        start_export(columns=["phone"], purpose="activities", form="CSV", **asked)
        shared = NewSharedList(
            name=f"Lista {people}.{number}",
            reader_name="Vera",
            reader_email=f"vera{number}@example.se",
            purpose="activities",
            columns=["phone"],
            days=7,
        )
        told = {name: value for name, value in asked.items() if name != "language"}
        share_list(shared=shared, address_of=lambda secret: f"https://example.se/{secret}/", **told)


def test_every_list_costs_the_same_with_three_and_with_three_thousand_rows(
    association: UUID, secretary: Client, viewer: Viewer
) -> None:
    furniture = furnish()
    lists = lists_of(secretary, furniture)
    assert len(lists) >= 10, "The walk finds the lists."
    officer = replace(viewer, account_id=furniture.ids["person_id"][0])
    crowd(furniture, officer, FEW)
    few = {name: cost_of(secretary, path) for name, (_address, path) in lists.items()}
    crowd(furniture, officer, MANY)
    many = {name: cost_of(secretary, path) for name, (_address, path) in lists.items()}
    grown = {name for name in lists if many[name][1] > few[name][1]}
    assert set(lists) - grown == STAYS_SMALL & set(lists), "A list that does not grow proves nothing."
    assert {name: (few[name][0], many[name][0]) for name in grown if few[name][0] != many[name][0]} == {}


@pytest.fixture
def everybody(association: UUID, viewer: Viewer) -> list[UUID]:
    """Register a few people with memberships."""
    ids = register(*(a_person(f"Anna{number}", "Ek", birth_date=date(1980, 5, 6)) for number in range(3)))
    adult = type_of()
    admit_members(
        admissions=[Admission(person_id=each, type_id=adult, starts_on=date(2020, 1, 1)) for each in ids],
        actor=ACTOR,
        at=AT,
    )
    return ids


def test_each_column_costs_one_question_however_many_rows(
    association: UUID, viewer: Viewer, secretary: Client, everybody: list[UUID]
) -> None:
    officer = replace(viewer, account_id=UUID(secretary.session["_auth_user_id"]))
    columns = list(columns_for(officer))
    assert len(columns) > 10
    costs = {}
    for code in (None, *columns):
        choose_columns(list_code="people", columns=[code] if code else [], viewer=officer)
        costs[code] = questions_of(secretary, "/klubben/people/")
    # An own field or a module may need to be looked up as well.
    assert {code: cost - costs[None] for code, cost in costs.items() if cost - costs[None] > 2} == {}


def test_every_filter_of_every_room_can_be_asked_and_saved(
    association: UUID, viewer: Viewer, secretary: Client, everybody: list[UUID]
) -> None:
    furnish()
    tried = {
        "days": "2020-01-01..2020-12-31",
        "numbers": "18..70",
        "text": "67",
    }
    offered = filters_for(viewer)
    assert len(offered) > 15
    for code, each in offered.items():
        if each.kind.value == "choice":
            options = list(each.options(viewer)) if each.options else []
            if not options:
                continue
            value = options[0].value
        else:
            value = tried[each.kind.value]
        response = secretary.get("/klubben/people/", {code: value})
        assert response.status_code == 200, code
        assert [chip.label for chip in response.context["listing"].chips] != [], code
        question = Question(asked={code: (value,)})
        save_selections(
            selections=[
                NewSelection(name=code, question=question),
                NewSelection(name=f"{code} now", question=question, frozen=Chosen(question=question)),
            ],
            viewer=replace(viewer, account_id=association),
            actor=ACTOR,
            at=AT,
        )

"""The guards of isolation and of the map find what they are there for: each breach is made, found, and taken away."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connections, transaction

from matrikel.kernel import personal_data_map
from matrikel.kernel.personal_data_map import Erase, F, Level, TableClass
from matrikel.kernel.queries import list_isolation_breaches

SCRATCH = "CREATE TABLE scratch (id uuid PRIMARY KEY, association_id uuid NOT NULL, name text)"
ENABLE = "ALTER TABLE scratch ENABLE ROW LEVEL SECURITY"
FORCE = "ALTER TABLE scratch FORCE ROW LEVEL SECURITY"
RULE = "association_id = (SELECT app.association())"
POLICY = f"CREATE POLICY association ON scratch USING ({RULE}) WITH CHECK ({RULE})"
WHOLE = [SCRATCH, ENABLE, FORCE, POLICY]
UNMODELLED = ("scratch", "no model owns the table")

BREACHES = {
    "nothing at all": (
        [SCRATCH],
        {
            ("scratch", "row-level security is not enabled"),
            ("scratch", "row-level security is not forced on the owner"),
            ("scratch", "no policy compares with app.association()"),
        },
    ),
    "not forced": (
        [SCRATCH, ENABLE, POLICY],
        {("scratch", "row-level security is not forced on the owner")},
    ),
    "no policy": ([SCRATCH, ENABLE, FORCE], {("scratch", "no policy compares with app.association()")}),
    "a policy that checks no writing": (
        [SCRATCH, ENABLE, FORCE, f"CREATE POLICY association ON scratch USING ({RULE}) WITH CHECK (true)"],
        {("scratch", "no policy compares with app.association()")},
    ),
    "a second policy": (
        [*WHOLE, "CREATE POLICY support ON scratch USING (true)"],
        {("scratch", "a second policy widens the first: support")},
    ),
    "a key to another's row": (
        [*WHOLE, "ALTER TABLE scratch ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES people_person (id)"],
        {("scratch", "the foreign key does not carry the association: k")},
    ),
    "a name that is taken next door": (
        [*WHOLE, "CREATE UNIQUE INDEX one_name ON scratch (name)"],
        {("scratch", "the unique index does not carry the association: one_name")},
    ),
    "a truncating role": (
        [*WHOLE, "GRANT TRUNCATE ON scratch TO matrikel_runtime"],
        {("scratch", "the runtime role may truncate the table")},
    ),
    "a view": (
        [*WHOLE, "CREATE VIEW scratch_view AS SELECT * FROM scratch"],
        {("scratch_view", "the view runs with its owner's rights")},
    ),
    "a materialised view": (
        [*WHOLE, "CREATE MATERIALIZED VIEW scratch_kept AS SELECT 1 AS one"],
        {("scratch_kept", "a materialised view keeps rows outside row-level security")},
    ),
    "a function with its owner's rights": (
        [
            *WHOLE,
            "CREATE FUNCTION app.scratch() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        ],
        {("scratch", "a function with its owner's rights leaves its search path open")},
    ),
}


@pytest.fixture
def owner(committed: None) -> Iterator[None]:
    """Let the test make tables as their owner, and take them away again."""
    yield
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP FUNCTION IF EXISTS app.scratch()")
        cursor.execute("DROP MATERIALIZED VIEW IF EXISTS scratch_kept")
        cursor.execute("DROP TABLE IF EXISTS scratch CASCADE")
    connections["owner"].close()


@pytest.mark.parametrize("name", BREACHES)
def test_the_guard_of_isolation_finds(owner: None, name: str) -> None:
    statements, expected = BREACHES[name]
    with connections["owner"].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    with transaction.atomic():
        found = {(breach.table, breach.problem) for breach in list_isolation_breaches()}
    assert found == {UNMODELLED, *expected}


PLAIN = F(Level.PERSONAL, ("membership",), "exit+2y", Erase.DELETE_ROW)


@pytest.mark.parametrize(
    ("column", "entry", "problem"),
    [
        ("value", replace(PLAIN, purposes=()), "the personal column value needs purposes and retention"),
        ("value", replace(PLAIN, retention=""), "the personal column value needs purposes and retention"),
        ("value", replace(PLAIN, retention="soon"), "the column value has an unknown retention rule soon"),
        (
            "value",
            replace(PLAIN, level=Level.SPECIAL),
            "the column value is SPECIAL and neither sealed nor justified",
        ),
        ("value", replace(PLAIN, export="no"), "the column value is not exported and does not say why"),
        (
            "value",
            replace(PLAIN, audit="value"),
            "the column value would put personal values into the audit header",
        ),
        ("person", replace(PLAIN, erase=Erase.BLANK), "the column person cannot be blanked"),
    ],
)
def test_the_guard_of_the_map_finds(monkeypatch, column: str, entry: F, problem: str) -> None:
    page = personal_data_map.pages()["people.ContactPoint"]
    wrong = replace(page, fields={**page.fields, column: entry})
    monkeypatch.setitem(personal_data_map._pages, page.label, wrong)
    assert personal_data_map.list_problems() == [f"people.ContactPoint: {problem}"]


def test_the_guard_of_the_map_finds_a_table_in_the_wrong_class(monkeypatch) -> None:
    people, accounts = (
        personal_data_map.pages()[label] for label in ("people.ContactPoint", "access.Account")
    )
    monkeypatch.setitem(
        personal_data_map._pages, people.label, replace(people, table_class=TableClass.INSTALLATION)
    )
    monkeypatch.setitem(
        personal_data_map._pages, accounts.label, replace(accounts, table_class=TableClass.ASSOCIATION)
    )
    assert personal_data_map.list_problems() == [
        "access.Account: an association table needs association_id",
        "people.ContactPoint: an installation table holds no association data",
    ]

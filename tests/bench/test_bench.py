"""The benchmark measures what it says: the same rows, the same pages, the same needles."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from bench import baseline, books, member_file, pages, place, rights, search, timing
from matrikel.access.models import Term
from matrikel.kernel.actors import command
from matrikel.kernel.scope import association_scope
from matrikel.ledger.models import Leg
from matrikel.memberships.models import Membership
from matrikel.organisations.models import Host
from matrikel.people.models import ContactPoint, IdentityNumber, Person
from matrikel.sandbox.actions.seed_association import seed_association
from tests.conftest import make_association

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)


def seeded(slug: str, people: int) -> UUID:
    association_id = make_association(slug)
    with association_scope(association_id):
        seed_association(people_count=people, seed=1, actor=command("test"), at=AT)
    return association_id


@pytest.fixture
def two(db: None) -> dict[str, UUID]:
    return {"smaller": seeded("smaller", 40), "larger": seeded("larger", 120)}


def test_the_baseline_brings_in_the_very_rows_of_the_import(two: dict[str, UUID]) -> None:
    empty = make_association("empty")
    _seconds, written = baseline.seconds(two["larger"], empty)
    found = []
    for association_id in (two["larger"], empty):
        with association_scope(association_id):
            found.append(
                (
                    list(Person.objects.order_by("sort_key", "id").values_list("sort_key", "search_text")),
                    ContactPoint.objects.count(),
                    IdentityNumber.objects.count(),
                    sorted(Membership.objects.values_list("starts_on", "end_reason", "type__name")),
                )
            )
    assert found[0] == found[1]
    assert written > 120 * 4


def test_what_a_process_held_is_not_counted_to_the_one_that_it_starts() -> None:
    held = bytearray(200 << 20)
    ask = "from bench.timing import peak_memory_mb; print(peak_memory_mb())"
    answer = subprocess.run(
        [sys.executable, "-c", ask], check=True, stdout=subprocess.PIPE, text=True, cwd=place.ROOT
    )
    assert int(answer.stdout) < 100 < len(held) >> 20


def test_every_page_is_asked_at_both_sizes(two: dict[str, UUID], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "TIMES", 2)
    monkeypatch.setattr(pages, "someone_in_the_middle", lambda association_id: someone(association_id))
    answer = pages.measure(two)
    assert set(answer) == {
        *("list", "list_from_the_middle", "list_of_members", "person"),
        *("list_by_joining", "list_by_place_from_the_middle", "list_by_postcode_of_members"),
    }
    # Inside a test, naming the association takes two more.
    lists = [page["queries"] for name, page in answer.items() if name != "person"]
    assert (max(lists) <= 11, answer["person"]["queries"]) == (True, 8 + 2)


def someone(association_id: UUID) -> UUID:
    with association_scope(association_id):
        return Person.objects.order_by("sort_key")[10].id


def test_the_needles_are_of_every_kind_and_the_same_in_every_run(two: dict[str, UUID]) -> None:
    needles = search._needles(two["larger"], 20)
    assert len({needle.kind for needle in needles}) == 10
    assert needles == search._needles(two["larger"], 20)


def test_the_member_file_has_twenty_columns(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    member_file.write(path, 30)
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines(), delimiter=";"))
    assert {len(row) for row in rows} == {20}
    assert len(rows) == 31


def test_a_file_of_families_shares_addresses_and_names_a_parent_of_every_third(tmp_path: Path) -> None:
    path = tmp_path / "families.csv"
    member_file.write(path, 30, as_families=True)
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter=";"))
    assert len({(row["Efternamn"], row["Adress"], row["Postnummer"]) for row in rows}) == 10
    assert [row["Vårdnadshavare"] for row in rows[2::3]] == [
        f"{row['Förnamn']} {row['Efternamn']}" for row in rows[::3]
    ]


def test_times_are_summed_up() -> None:
    assert timing.summary([3.0, 1.0, 2.0]) == {"quiet_ms": 1.0, "median_ms": 2.0, "p95_ms": 3.0}
    assert timing.p95(list(map(float, range(100)))) == 95.0
    assert timing.ratio(3, 2) == 1.5


def test_rights_are_measured_for_whole_and_branch_and_leave_nothing_behind(
    two: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rights, "TIMES", 2)
    with association_scope(two["smaller"]):
        before = Term.objects.count()
    answer = rights.measure(two["smaller"])
    # One query for everything; the tree of branches is one more for whoever holds a role in one.
    assert {name: found["queries"] for name, found in answer.items()} == {"whole": 0, "branch": 1, "both": 1}
    with association_scope(two["smaller"]):
        assert Term.objects.count() == before


def test_the_baseline_of_the_books_writes_what_posting_writes(db: None) -> None:
    answer = books.measure(60)
    assert answer["entries"] == 60
    found = []
    for slug in Host.objects.filter(slug__startswith="bench-books-").order_by("slug"):
        with association_scope(slug.leads_to):
            found.append(
                sorted(
                    Leg.objects.values_list("number", "place", "account__role", "amount_minor", "entry__text")
                )
            )
    assert len(found) == 2
    assert found[0] == found[1]

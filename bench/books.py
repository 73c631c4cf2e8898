"""Posts entries into fresh books, against the same rows built beforehand and only written."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from bench.place import AT, empty_association, say
from bench.timing import ratio
from matrikel.kernel.actors import command
from matrikel.kernel.bulk import CHUNK_ROWS, analyze, insert_together
from matrikel.kernel.ids import new_id, new_ids, new_opaque_id
from matrikel.kernel.money import Money
from matrikel.kernel.scope import association_scope
from matrikel.ledger.actions.open_books import open_books
from matrikel.ledger.actions.post_entries import post_entries
from matrikel.ledger.models import Account, Entry, Leg
from matrikel.ledger.queries.checking import check_books
from matrikel.ledger.rules.charts import Role
from matrikel.ledger.rules.entries import NewEntry, credit, debit
from matrikel.ledger.storage.entries import ENTRY_COLUMNS, LEG_COLUMNS

FEE = Money(35_000, "SEK")
ON = date(2026, 4, 1)
TEXT = "Fee 2026"

Write = Callable[[], object]


def measure(entries: int) -> dict[str, Any]:
    """Return the entries posted a second, the ratio to raw SQL with the same chunks, and how long counting anew takes."""
    taken: dict[str, float] = {}
    checking = 0.0
    for name, prepare in (("raw", _raw), ("ours", _ours)):
        # Books are never emptied, so each run has an association of its own.
        association_id = empty_association(f"bench-books-{new_id().hex[:20]}")
        with association_scope(association_id):
            with transaction.atomic():
                year_id = open_books(actor=command("bench"), at=AT)
            taken[name] = _seconds(prepare(association_id, year_id, entries))
            say(f"{entries:,} entries posted ({name}) in {taken[name]:.2f} s.")
            started = time.perf_counter()
            with transaction.atomic():
                found = check_books()
            checking = time.perf_counter() - started
            if found.entries != entries or not found.is_well:
                raise RuntimeError(f"The books are not as they should be: {found}")
    return {
        "entries": entries,
        "seconds": round(taken["ours"], 2),
        "raw_seconds": round(taken["raw"], 2),
        "entries_per_second": round(entries / taken["ours"]),
        "ratio": ratio(taken["ours"], taken["raw"]),
        "checking_seconds": round(checking, 2),
    }


def _seconds(chunks: Iterator[Write]) -> float:
    """Return how long writing took, one transaction a chunk, with ANALYZE after the first and at the end."""
    seconds, is_first = 0.0, True
    for write in chunks:
        started = time.perf_counter()
        with transaction.atomic():
            write()
            if is_first:
                analyze(Entry, Leg)
        seconds += time.perf_counter() - started
        is_first = False
    started = time.perf_counter()
    with transaction.atomic():
        analyze(Entry, Leg)
    return seconds + time.perf_counter() - started


def _sizes(entries: int) -> list[int]:
    return [min(CHUNK_ROWS, entries - start) for start in range(0, entries, CHUNK_ROWS)]


def _ours(_association_id: UUID, _year_id: UUID, entries: int) -> Iterator[Write]:
    for size in _sizes(entries):
        parties = [new_opaque_id() for _ in range(size)]

        def post(parties: Sequence[UUID] = parties) -> object:
            return post_entries(
                entries=[
                    NewEntry(
                        on=ON,
                        text=TEXT,
                        legs=[debit(Role.RECEIVABLES, FEE, party=party), credit(Role.FEES, FEE)],
                        source_kind="bench",
                        source_id=party,
                    )
                    for party in parties
                ],
                actor=command("bench"),
                at=AT,
            )

        yield post


def _raw(association_id: UUID, year_id: UUID, entries: int) -> Iterator[Write]:
    with transaction.atomic():
        accounts = dict(Account.objects.values_list("role", "id"))
    number = 0
    for size in _sizes(entries):
        ids = new_ids(3 * size)
        entry_rows: list[tuple[object, ...]] = []
        leg_rows: list[tuple[object, ...]] = []
        for place in range(size):
            number += 1
            party, entry_id = new_opaque_id(), ids[3 * place]
            entry_rows.append(
                (entry_id, association_id, year_id, number, ON, TEXT, "bench", party, None, None, AT)
            )
            for line, (role, minor) in enumerate((("RECEIVABLES", FEE.minor), ("FEES", -FEE.minor)), 1):
                leg_rows.append(
                    (
                        ids[3 * place + line],
                        association_id,
                        entry_id,
                        line,
                        accounts[role],
                        ON,
                        number,
                        minor,
                        FEE.currency,
                        party if line == 1 else None,
                        None,
                    )
                )

        def write(entry_rows: Sequence[Any] = entry_rows, leg_rows: Sequence[Any] = leg_rows) -> object:
            return insert_together([(Entry, ENTRY_COLUMNS, entry_rows), (Leg, LEG_COLUMNS, leg_rows)])

        yield write

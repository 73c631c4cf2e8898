"""Whether the books are what they promise to be, counted anew from every entry and leg."""

from dataclasses import dataclass

from django.db import connection

from matrikel.kernel.scope import current_association


@dataclass(frozen=True, slots=True, kw_only=True)
class BooksCheck:
    """
    What a look at all entries found.

    `unbalanced` counts entries whose legs do not make nothing, or that have fewer than two; `gaps` the numbers that
    are missing; `sum_minor` is the sum of all legs in minor units.
    """

    entries: int
    unbalanced: int
    gaps: int
    sum_minor: int

    @property
    def is_well(self) -> bool:
        """Say whether nothing is amiss."""
        return not (self.unbalanced or self.gaps or self.sum_minor)


def check_books() -> BooksCheck:
    """Count what PostgreSQL should have refused; books that are not open yet are well."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH legs AS (
              SELECT entry_id, count(*) AS many, sum(amount_minor) AS amount, count(DISTINCT currency) AS currencies
              FROM ledger_leg WHERE association_id = %(association)s GROUP BY entry_id
            ), entries AS (
              SELECT e.year_id, e.number, l.amount, l.entry_id IS NULL OR l.amount <> 0 OR l.many < 2
                OR l.currencies > 1 AS is_unbalanced
              FROM ledger_entry e LEFT JOIN legs l ON l.entry_id = e.id WHERE e.association_id = %(association)s
            ), numbers AS (
              SELECT y.id, greatest(y.last_number, max(e.number), 0) - count(e.number) AS missing
              FROM ledger_fiscalyear y LEFT JOIN entries e ON e.year_id = y.id
              WHERE y.association_id = %(association)s GROUP BY y.id, y.last_number
            )
            SELECT (SELECT count(*) FROM entries), (SELECT count(*) FROM entries WHERE is_unbalanced),
              (SELECT coalesce(sum(missing), 0)::bigint FROM numbers),
              (SELECT coalesce(sum(amount), 0)::bigint FROM legs)
            """,
            {"association": current_association()},
        )
        entries, unbalanced, gaps, sum_minor = cursor.fetchone()
    return BooksCheck(entries=entries, unbalanced=unbalanced, gaps=gaps, sum_minor=sum_minor)

"""In which orders people can stand, each along an index that the association leads."""

from matrikel.people.filters.contacts import CONTACT_HOLDS
from matrikel.people.filters.offers import Order, Run

_ADDRESSES = (
    "people_contactpoint c JOIN people_person p ON p.association_id = c.association_id AND p.id = c.person_id"
)
# Of several addresses that hold on the day, the one that the column shows. With an OFFSET the others are looked up for
# one person at a time; the planner would rather lay everybody's beside it.
_FIRST_ADDRESS = (
    f"c.association_id = %(association)s AND c.kind = 'POSTAL' AND {CONTACT_HOLDS}"  # noqa: S608
    " AND NOT EXISTS (SELECT 1 FROM people_contactpoint o WHERE o.association_id = c.association_id"
    " AND o.person_id = c.person_id AND o.kind = 'POSTAL' AND o.id <> c.id"
    f" AND {CONTACT_HOLDS.replace('c.', 'o.')}"
    " AND (o.is_preferred AND NOT c.is_preferred OR o.is_preferred = c.is_preferred AND o.id < c.id) OFFSET 0)"
)
_WITHOUT_ADDRESS = Run(
    source="people_lack l JOIN people_person p ON p.association_id = l.association_id AND p.id = l.person_id",
    where=(
        "l.association_id = %(association)s AND l.what = 'POSTAL' AND NOT EXISTS"  # noqa: S608 - our own words only
        " (SELECT 1 FROM people_contactpoint c"
        " WHERE c.association_id = l.association_id AND c.person_id = l.person_id AND c.kind = 'POSTAL'"
        f" AND {CONTACT_HOLDS} OFFSET 0)"
    ),
    id="l.person_id",
)


def _by_own(code: str, column: str, *, is_always_there: bool = False) -> Order:
    with_it = Run(where="true" if is_always_there else f"p.{column} IS NOT NULL", key=f"p.{column}")
    return Order(
        code=code,
        runs=(with_it,)
        if is_always_there
        else (with_it, Run(where=f"p.{column} IS NULL", held=f"p.{column}")),
    )


def _by_address(code: str, column: str) -> Order:
    return Order(
        code=code,
        runs=(
            Run(
                source=_ADDRESSES,
                where=_FIRST_ADDRESS,
                floor=f"c.{column} > ''",
                key=f"c.{column}",
                id="c.person_id",
            ),
            Run(source=_ADDRESSES, where=f"{_FIRST_ADDRESS} AND c.{column} = ''", id="c.person_id"),
            _WITHOUT_ADDRESS,
        ),
    )


ORDERS = (
    _by_own("name", "sort_key", is_always_there=True),
    _by_own("number", "number_key"),
    _by_own("born", "born_by"),
    _by_own("changed", "changed_at", is_always_there=True),
    _by_address("postcode", "postcode"),
    _by_address("place", "place_key"),
)

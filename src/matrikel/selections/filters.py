"""The catalogue: every filter, column and order that the rooms offer for lists of people, in the order of the menu."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from matrikel.access.filters import OFFER as OF_ACCESS
from matrikel.checks.filters import OFFER as OF_CHECKS
from matrikel.fields.filters import OFFER as OF_FIELDS
from matrikel.groups.filters import OFFER as OF_GROUPS
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import current_association
from matrikel.memberships.filters import OFFER as OF_MEMBERSHIPS
from matrikel.people.filters import OFFER as OF_PEOPLE
from matrikel.people.filters.offers import (
    Asked,
    Column,
    Condition,
    Filter,
    FilterKind,
    Offer,
    Option,
    Order,
    Value,
    ValuesOfMany,
)
from matrikel.relations.filters import OFFER as OF_RELATIONS
from matrikel.selections.models import Segment


def _frozen(viewer: Viewer) -> Sequence[Option]:
    mine = Q(is_shared=True) if viewer.account_id is None else Q(is_shared=True) | Q(owner=viewer.account_id)
    found = Segment.objects.filter(mine, association_id=current_association(), is_frozen=True)
    return [Option(value=str(each.id), label=each.name) for each in found.order_by("name_key", "id")]


def _in_frozen(asked: Asked) -> Condition:
    # Somebody else may have found a protected person by what is open to few, and the selection's name may tell it.
    # In one's own everybody stays: that a person went missing from it would tell of the protection.
    return Condition(
        people=(
            "SELECT w.person_id FROM selections_segmentperson w WHERE w.association_id = %(association)s"
            " AND w.segment_id = ANY (%(segments)s) AND (%(may_reveal)s"
            " OR NOT EXISTS (SELECT 1 FROM people_person h WHERE h.association_id = w.association_id"
            "  AND h.id = w.person_id AND h.protection <> 'NONE')"
            " OR EXISTS (SELECT 1 FROM selections_segment s WHERE s.association_id = w.association_id"
            "  AND s.id = w.segment_id AND s.owner = %(account)s))"
        ),
        values={
            "segments": asked.ids,
            "may_reveal": asked.viewer.may(Right.PROTECTED_SEE),
            "account": asked.viewer.account_id,
        },
    )


OWN_OFFER = Offer(
    filters=(Filter(code="frozen", kind=FilterKind.CHOICE, options=_frozen, condition=_in_frozen),)
)
# A room that offers something stands here once; what an association made itself comes last.
OFFERS: tuple[Offer, ...] = (
    OF_MEMBERSHIPS,
    OF_PEOPLE,
    OF_RELATIONS,
    OF_GROUPS,
    OF_CHECKS,
    OF_ACCESS,
    OWN_OFFER,
    OF_FIELDS,
)


def filters_for(viewer: Viewer, codes: Collection[str] | None = None) -> dict[str, Filter]:
    """Return the filters that a viewer may use, by code: those named, or all."""
    found = [each for offer in OFFERS for each in offer.filters]
    found += [each for filters, _columns in _own(viewer, codes) for each in filters]
    return {each.code: each for each in found if _is_wanted(each.code, codes) and _may(viewer, each.right)}


def columns_for(viewer: Viewer, codes: Collection[str] | None = None) -> dict[str, Column]:
    """Return the columns that a viewer may see, by code: those named, or all."""
    found = [each for offer in OFFERS for each in offer.columns]
    found += [each for _filters, columns in _own(viewer, codes) for each in columns]
    return {each.code: each for each in found if _is_wanted(each.code, codes) and _may(viewer, each.right)}


def read_columns(
    columns: Mapping[str, Column], person_ids: Sequence[UUID], viewer: Viewer, on: date
) -> dict[str, Mapping[UUID, Value]]:
    """Return what stands in columns for some people, by code: a question for each, or for each that stand together."""
    found: dict[str, Mapping[UUID, Value]] = {}
    together: dict[ValuesOfMany, list[str]] = {}
    for code, column in columns.items():
        if column.together is not None:
            together.setdefault(column.together, []).append(code)
        else:
            found[code] = column.values(person_ids, viewer, on)
    for values_of, codes in together.items():
        found |= values_of(person_ids, viewer, on, codes)
    return found


def order_by(code: str) -> Order:
    """Return the order of a code, `SortBy` says which there are."""
    return _ORDERS[code]


_ORDERS = {each.code: each for offer in OFFERS for each in offer.orders}


def _own(
    viewer: Viewer, codes: Collection[str] | None
) -> Iterator[tuple[Sequence[Filter], Sequence[Column]]]:
    for offer in OFFERS:
        if offer.find_own and (codes is None or any(code.startswith(offer.prefix) for code in codes)):
            yield offer.find_own(viewer)


def _is_wanted(code: str, codes: Collection[str] | None) -> bool:
    return codes is None or code in codes


def _may(viewer: Viewer, right: Right | None) -> bool:
    return right is None or viewer.may(right)

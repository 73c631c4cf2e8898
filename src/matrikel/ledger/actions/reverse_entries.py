"""Take entries back: by another entry with the same amounts on the other side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.money import Money
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.ledger.models import Entry, Leg
from matrikel.ledger.rules.entries import NewEntry, NewLeg, reversed_legs
from matrikel.ledger.storage.entries import EntryRefused as EntryRefused
from matrikel.ledger.storage.entries import Posted, write_entries
from matrikel.ledger.storage.years import lock_years


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """An entry to take back, on a day whose fiscal year is open, and why."""

    entry_id: UUID
    on: date
    text: str


@action
def reverse_entries(*, reversals: Sequence[Reversal], actor: Actor, at: datetime) -> list[Posted]:
    """
    Post the entries that take others back, and return them in the same order.

    :raises NotFound: there is no such entry.
    :raises EntryRefused: one is reversed already, reverses another itself, or its day lies in no open year.
    """
    ids = [reversal.entry_id for reversal in reversals]
    if len(set(ids)) < len(ids):
        raise EntryRefused(_("This entry is reversed already."), field="entry")
    association_id = current_association()
    # Whoever reverses the same entry at the same time waits here, and then finds it reversed.
    lock_years()
    entries = dict(
        Entry.objects.filter(association_id=association_id, id__in=ids).values_list("id", "reverses_id")
    )
    taken_back = set(
        Entry.objects.filter(association_id=association_id, reverses_id__in=ids).values_list(
            "reverses_id", flat=True
        )
    )
    for place, entry_id in enumerate(ids):
        if entry_id not in entries:
            raise NotFound
        if entry_id in taken_back:
            raise EntryRefused(_("This entry is reversed already."), place=place, field="entry")
        if entries[entry_id] is not None:
            raise EntryRefused(
                _("This entry reverses another; post a new entry instead."), place=place, field="entry"
            )
    legs = _legs_of(ids)
    posted = write_entries(
        [NewEntry(on=each.on, text=each.text, legs=reversed_legs(legs[each.entry_id])) for each in reversals],
        reverses=ids,
        posted_by=actor.id,
        at=at,
    )
    if posted:
        record(
            acts=[Act(action="ledger.entries_reversed", header={"entries": len(posted)})], actor=actor, at=at
        )
    return posted


def _legs_of(entry_ids: Sequence[UUID]) -> dict[UUID, list[NewLeg]]:
    found: dict[UUID, list[NewLeg]] = {entry_id: [] for entry_id in entry_ids}
    rows = (
        Leg.objects.filter(association_id=current_association(), entry_id__in=entry_ids)
        .order_by("entry_id", "place")
        .values_list("entry_id", "account__number", "amount_minor", "currency", "party", "unit")
    )
    for entry_id, account, minor, currency, party, unit_id in rows:
        found[entry_id].append(NewLeg(account, Money(minor, currency), party, unit_id))
    return found

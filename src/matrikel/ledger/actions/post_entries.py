"""Post entries: many at once, all or none."""

from collections.abc import Sequence
from datetime import datetime

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.transactions import action
from matrikel.ledger.rules.entries import NewEntry
from matrikel.ledger.storage.entries import EntryRefused as EntryRefused
from matrikel.ledger.storage.entries import Posted as Posted
from matrikel.ledger.storage.entries import write_entries


@action
def post_entries(*, entries: Sequence[NewEntry], actor: Actor, at: datetime) -> list[Posted]:
    """
    Post entries, at most `CHUNK_ROWS` a transaction, and return them in the same order.

    Numbers go on from the last of each fiscal year, without gaps whatever is rolled back: whoever posts at the same
    time waits. What has a cause (`source_kind`, `source_id`) that was posted before is not posted again.

    :raises EntryRefused: an entry does not balance, its day lies in no open year, or it names no account; none is posted.
    """
    posted = write_entries(entries, posted_by=actor.id, at=at)
    new = [entry for entry in posted if entry.is_new]
    if new:
        record(acts=[Act(action="ledger.entries_posted", header={"entries": len(new)})], actor=actor, at=at)
    return posted

"""Show a shared list, and write down about everybody on it that it was read."""

from datetime import datetime

from matrikel.audit.actions.record import Act, record
from matrikel.exports.queries import SharedContent, content_of
from matrikel.exports.sharing import find_shared
from matrikel.kernel.actors import Actor
from matrikel.kernel.transactions import action


@action
def open_shared_list(*, secret: str, actor: Actor, at: datetime) -> SharedContent:
    """
    Return what a shared list shows now.

    :raises NotFound: there is no such list, it is over, or its officer may not share lists any more.
    """
    shared = find_shared(secret=secret, at=at, hold=True)
    content = content_of(shared, at=at)
    shared.openings += 1
    shared.opened_at = at
    shared.save(update_fields=["openings", "opened_at"])
    header = {
        "function": "shared_list",
        "shared": str(shared.id),
        "purpose": shared.purpose,
        "fields": list(content.columns),
        "persons": len(content.lines),
    }
    act = Act(action="exports.list_opened", subjects=list(content.subjects), header=header)
    record(acts=[act], actor=actor, at=at)
    return content

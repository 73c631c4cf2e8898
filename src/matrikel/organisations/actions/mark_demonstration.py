"""Mark a database as a demonstration: what is in it is invented, and its letters may be read by everybody."""

from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action
from matrikel.organisations.models import Association


def mark_demonstration() -> None:
    """Mark it. Opens the installation's scope and is therefore always outermost."""
    with association_scope(INSTALLATION):
        _mark()


@action
def _mark() -> None:
    Association.objects.filter(id=INSTALLATION).update(is_demo=True)

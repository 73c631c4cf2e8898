"""In which language somebody is written to."""

from matrikel.kernel.actors import Viewer
from matrikel.kernel.scope import current_association
from matrikel.people.models import ContactPoint


def find_language(*, email: str, viewer: Viewer) -> str:
    """Return the language of whoever has this address, as far as the viewer may see them; nothing where none is known."""
    found = ContactPoint.objects.filter(
        association_id=current_association(), kind="EMAIL", normalised=email
    ).exclude(person__language="")
    if viewer.unit_ids is not None:
        found = found.filter(person__unit_id__in=viewer.unit_ids)
    return found.order_by("person_id").values_list("person__language", flat=True).first() or ""

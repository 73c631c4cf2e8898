"""What a bulk edit made for itself, a tag or a group: whether something else uses it by now."""

from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from matrikel.kernel.scope import current_association
from matrikel.selections.models import Segment


def is_asked_for(row_id: UUID) -> bool:
    """Say whether a saved selection asks for the tag or group."""
    segments = Segment.objects.filter(association_id=current_association())
    return segments.annotate(text=Cast("question", TextField())).filter(text__contains=str(row_id)).exists()

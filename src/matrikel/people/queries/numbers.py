"""The series of member numbers."""

from matrikel.kernel.scope import current_association
from matrikel.people.models import NumberSeries
from matrikel.people.storage import MEMBER_NUMBERS


def next_member_number() -> int:
    """Return the number that the next new person would be given."""
    series = NumberSeries.objects.filter(association_id=current_association(), name=MEMBER_NUMBERS)
    found = series.values_list("next_number", flat=True).first()
    return found or 1

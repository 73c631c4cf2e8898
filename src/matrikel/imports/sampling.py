"""The first rows of a run, for showing what columns hold and for finding how they write names and dates."""

from matrikel.imports.models import Chunk, Run
from matrikel.imports.rules.text import LONGEST_SEEN
from matrikel.imports.staging import rows_of

_ROWS = 500


def sample_cells(run: Run) -> list[list[str]]:
    """The cells of the first rows; none once they are forgotten."""
    first = Chunk.objects.filter(association_id=run.association_id, run_id=run.id).order_by("number").first()
    rows = rows_of(first)[:_ROWS] if first else []
    return [[cell[:LONGEST_SEEN] for cell in cells] for _number, cells in rows]

"""Questions about import runs: what they will do, what is wrong in them, what they did, what undoing would do."""

from matrikel.imports.queries.details import (
    ClubShare,
    ColumnRow,
    ConsentGround,
    RunDetails,
    SheetInFile,
    find_run_of_batch,
    get_run,
    list_layouts,
)
from matrikel.imports.queries.history import RunPage, RunRow, list_runs, page_of_runs
from matrikel.imports.queries.people import (
    MatchedPage,
    MatchedPerson,
    MatchedRow,
    PreviewRow,
    StaysOn,
    UndoPreview,
    get_undo_preview,
    list_kept,
    list_matched,
    list_preview,
)
from matrikel.imports.queries.problems import (
    MendableCell,
    ProblemPage,
    ProblemRow,
    list_mendable,
    list_problem_rows,
    list_problems,
    write_problem_rows,
)
from matrikel.imports.queries.raw_rows import RawRow, RowPlace, find_raw_row, row_place_of
from matrikel.imports.types import TypeInFile

__all__ = [
    "ClubShare",
    "ColumnRow",
    "ConsentGround",
    "MatchedPage",
    "MatchedPerson",
    "MatchedRow",
    "MendableCell",
    "PreviewRow",
    "ProblemPage",
    "ProblemRow",
    "RawRow",
    "RowPlace",
    "RunDetails",
    "RunPage",
    "RunRow",
    "SheetInFile",
    "StaysOn",
    "TypeInFile",
    "UndoPreview",
    "find_raw_row",
    "find_run_of_batch",
    "get_run",
    "get_undo_preview",
    "list_kept",
    "list_layouts",
    "list_matched",
    "list_mendable",
    "list_preview",
    "list_problem_rows",
    "list_problems",
    "list_runs",
    "page_of_runs",
    "row_place_of",
    "write_problem_rows",
]

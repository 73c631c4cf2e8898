"""The imports' page of the personal-data map."""

from matrikel.kernel.personal_data_map import NONE, Erase, F, Level, table

RAW = F(
    Level.SPECIAL,
    ("import",),
    "created+30d",
    Erase.BLANK,
    export="no",
    audit="omit",
    sealed=True,
    why="The rows of the file as they came; what was taken from them is exported with the person.",
)
BEFORE = F(
    Level.PERSONAL,
    ("import",),
    "created+30d",
    Erase.DELETE_ROW,
    export="no",
    audit="omit",
    sealed=True,
    why="The person's own earlier values, kept so that the import can be undone.",
)
LINK = F(
    Level.PERSONAL, ("import",), "created+30d", Erase.DELETE_ROW, export="no", why="Which file row it was."
)

table(
    "imports.Run",
    about=None,
    id=NONE,
    association_id=NONE,
    state=NONE,
    file_name=NONE,
    file_size=NONE,
    sheet=NONE,
    header_row=NONE,
    columns=NONE,
    on_match=NONE,
    default_type=NONE,
    new_types=NONE,
    rows=NONE,
    to_add=NONE,
    to_update=NONE,
    to_skip=NONE,
    problems=NONE,
    applied_rows=NONE,
    added=NONE,
    updated=NONE,
    refused_reason=NONE,
    refused_params=NONE,
    actor_kind=NONE,
    actor_id=NONE,
    actor_name=NONE,
    actor_role=NONE,
    created_at=NONE,
    confirmed_at=NONE,
    finished_at=NONE,
    undone_at=NONE,
    rows_forgotten_at=NONE,
)
table(
    "imports.FilePart",
    about="run__touched__person",
    id=NONE,
    association_id=NONE,
    run=NONE,
    number=NONE,
    sealed=RAW,
)
table(
    "imports.Chunk",
    about="run__touched__person",
    id=NONE,
    association_id=NONE,
    run=NONE,
    number=NONE,
    state=NONE,
    row_count=NONE,
    problem_count=NONE,
    sealed_rows=RAW,
    sealed_review=RAW,
)
table(
    "imports.Touched",
    about="person",
    id=NONE,
    association_id=NONE,
    run=NONE,
    person=NONE,
    chunk_number=NONE,
    row=LINK,
    how=LINK,
    version=NONE,
    membership_id=NONE,
    membership_ends_on=LINK,
    sealed_before=BEFORE,
    is_kept=NONE,
)

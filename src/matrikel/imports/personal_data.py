"""The imports' page of the personal-data map."""

from dataclasses import replace

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

FILES = F(
    Level.PERSONAL,
    ("import",),
    "created+30d",
    Erase.BLANK,
    export="no",
    why="Words of the file itself: the name of a file or of a sheet, or a row taken for headings, may name people.",
)
FILE_LISTS = replace(FILES, erase=Erase.KEEP)
"""As `FILES`, in lists that cannot be blanked one by one: they go with the rows, after thirty days."""
CHOICE = F(
    Level.PERSONAL,
    ("import",),
    "created+30d",
    Erase.DELETE_ROW,
    export="no",
    why="Which person a row of the file was said to mean; the person's own change is exported.",
)

table(
    "imports.Run",
    about="touched__person",
    id=NONE,
    association_id=NONE,
    state=NONE,
    file_name=FILES,
    file_size=NONE,
    sheet=FILES,
    sheets=FILE_LISTS,
    wanted_sheet=FILES,
    header_row=NONE,
    columns=FILE_LISTS,
    recognised_on=NONE,
    on_match=NONE,
    on_doubt=NONE,
    on_couple=NONE,
    default_type=NONE,
    new_types=FILE_LISTS,
    types=FILE_LISTS,
    type_choices=FILE_LISTS,
    rows=NONE,
    to_add=NONE,
    to_update=NONE,
    to_skip=NONE,
    to_keep=NONE,
    matched=NONE,
    doubled=NONE,
    mended=NONE,
    beside=FILE_LISTS,
    checked_at=NONE,
    numbers_before=NONE,
    households=NONE,
    guardians=NONE,
    wants_households=NONE,
    ground=NONE,
    consent_how=NONE,
    consent_on=NONE,
    consent_evidence=NONE,
    mends_id=NONE,
    # A keyed hash of the whole list: it says that two lists are the same, and of nobody anything.
    fingerprint=NONE,
    again_id=NONE,
    batch_id=NONE,
    clubs=FILE_LISTS,
    problems=NONE,
    effects=NONE,
    number_before=NONE,
    applied_rows=NONE,
    added=NONE,
    updated=NONE,
    grouped=NONE,
    tagged=NONE,
    noted=NONE,
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
    version_before=NONE,
    membership_id=NONE,
    membership_ends_on=LINK,
    sealed_before=BEFORE,
    is_kept=NONE,
    kept_why=NONE,
)
table(
    "imports.RowChoice",
    about="run__touched__person",
    id=NONE,
    association_id=NONE,
    run=NONE,
    row=CHOICE,
    choice=NONE,
    person_id=CHOICE,
)
table(
    "imports.Made",
    about=None,
    id=NONE,
    association_id=NONE,
    run=NONE,
    kind=NONE,
    target=NONE,
)
table("imports.StopAsked", about=None, id=NONE, association_id=NONE, run=NONE)
table(
    "imports.Layout",
    about=None,
    id=NONE,
    association_id=NONE,
    # Headings only, never a value; sealed all the same, because a file may have had none.
    fingerprint=NONE,
    sealed=NONE,
    column_count=NONE,
    on_couple=NONE,
    made_on=NONE,
    used_on=NONE,
)

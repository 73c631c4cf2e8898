"""The fields' page of the personal-data map."""

from matrikel.kernel.personal_data_map import NONE, Erase, F, Level, table

# Purpose and retention stand in each field's own row; a field without them cannot be made.
HELD = F(
    Level.PERSONAL, ("membership", "activities", "safety", "publication"), "while:field", Erase.DELETE_ROW
)
FOUND_BY = F(
    Level.PERSONAL,
    ("membership", "activities"),
    "while:field",
    Erase.DELETE_ROW,
    export="no",
    why="Derived from text.",
)
DATED = F(Level.PERSONAL, ("accountability",), "while:field", Erase.DELETE_ROW)

table(
    "fields.Field",
    about=None,
    id=NONE,
    association_id=NONE,
    code=NONE,
    kind=NONE,
    labels=NONE,
    helps=NONE,
    purpose=NONE,
    level=NONE,
    keep=NONE,
    for_whom=NONE,
    type_ids=NONE,
    officers=NONE,
    member=NONE,
    joining=NONE,
    tells_where=NONE,
    shape=NONE,
    decimals=NONE,
    smallest=NONE,
    largest=NONE,
    earliest=NONE,
    latest=NONE,
    position=NONE,
    retired_on=NONE,
    erase_on=NONE,
    version=NONE,
)
table(
    "fields.FieldOption",
    about=None,
    id=NONE,
    association_id=NONE,
    field=NONE,
    code=NONE,
    labels=NONE,
    position=NONE,
    is_offered=NONE,
)
table(
    "fields.FieldValue",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    field=HELD,
    part=NONE,
    text=HELD,
    key=FOUND_BY,
    number=FOUND_BY,
    day=FOUND_BY,
    source=DATED,
    source_run=NONE,
    written_on=DATED,
    forget_on=DATED,
)
table(
    "fields.SealedFieldValue",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    field=HELD,
    part=NONE,
    sealed=F(
        Level.SPECIAL, ("membership", "safety"), "while:field", Erase.DELETE_ROW, audit="omit", sealed=True
    ),
    hidden_key=F(
        Level.SPECIAL,
        ("membership", "safety"),
        "while:field",
        Erase.DELETE_ROW,
        export="no",
        audit="omit",
        why="A keyed hash; its key is outside the database.",
    ),
    source=DATED,
    source_run=NONE,
    written_on=DATED,
    forget_on=DATED,
)
table(
    "fields.BuiltInField",
    about=None,
    id=NONE,
    association_id=NONE,
    code=NONE,
    officers=NONE,
    member=NONE,
    joining=NONE,
    helps=NONE,
)
table("fields.OwnText", about=None, id=NONE, association_id=NONE, place=NONE, language=NONE, body=NONE)

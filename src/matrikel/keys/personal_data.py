"""The keys' page of the personal-data map."""

from matrikel.kernel.personal_data_map import NONE, Erase, F, Level, table

table(
    "keys.AssociationKey",
    about=None,
    id=NONE,
    association_id=NONE,
    installation_key=NONE,
    wrapped=NONE,
    created_at=NONE,
)
table(
    "keys.SubjectKey",
    about="subject",
    id=NONE,
    association_id=NONE,
    subject=F(
        Level.PERSONAL,
        ("membership",),
        "exit+0d",
        Erase.DELETE_ROW,
        export="no",
        why="A random id without meaning.",
    ),
    association_key=NONE,
    wrapped=F(
        Level.SPECIAL,
        ("membership",),
        "exit+0d",
        Erase.DELETE_ROW,
        export="no",
        audit="omit",
        sealed=True,
        why="A key is of no use to anybody but the register.",
    ),
)

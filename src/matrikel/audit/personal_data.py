"""The audit's page of the personal-data map."""

from matrikel.kernel.personal_data_map import NONE, Erase, F, Level, table

ACTOR = F(Level.PERSONAL, ("accountability",), "created+24m", export="redact")
SUBJECT = F(
    Level.PERSONAL,
    ("accountability",),
    "exit+0d",
    Erase.UNLINK,
    export="no",
    why="A random id without meaning.",
)

table(
    "audit.Entry",
    about="subjects__subject",
    id=NONE,
    association_id=NONE,
    at=NONE,
    action=NONE,
    actor_kind=NONE,
    actor_id=ACTOR,
    actor_name=NONE,
    role=NONE,
    header=NONE,
    commitment=NONE,
)
table("audit.Subject", about="subject", id=NONE, association_id=NONE, entry=NONE, subject=SUBJECT)
table(
    "audit.Payload",
    about="subject",
    id=NONE,
    association_id=NONE,
    entry=NONE,
    subject=SUBJECT,
    sealed=F(Level.SPECIAL, ("accountability",), "created+24m", Erase.DELETE_ROW, audit="omit", sealed=True),
    salt=F(
        Level.SENSITIVE,
        ("accountability",),
        "created+24m",
        Erase.DELETE_ROW,
        export="no",
        why="Random bytes that keep the commitment from being guessed; they go with the payload.",
    ),
)
table("audit.Pending", about=None, id=NONE, association_id=NONE, entry=NONE)

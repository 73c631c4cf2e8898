"""The checks' page of the personal-data map."""

from matrikel.kernel.personal_data_map import NONE, Erase, F, Level, table

SEEN = F(
    Level.SENSITIVE,
    ("safeguarding",),
    "exit+0d",
    Erase.DELETE_ROW,
    why="Says that a paper was shown and until when, never what stood in it; a list must be able to ask who is missing.",
)
OFFICER = F(
    Level.SENSITIVE,
    ("safeguarding", "accountability"),
    "exit+0d",
    Erase.DELETE_ROW,
    export="redact",
    why="Tells of the officer who looked at the paper.",
)

table(
    "checks.CheckKind",
    about=None,
    id=NONE,
    association_id=NONE,
    name=NONE,
    name_key=NONE,
    nature=NONE,
    validity_months=NONE,
    from_age=NONE,
    minor_age=NONE,
    needed_for_parts=NONE,
    needed_for_roles=NONE,
    only_with_minors=NONE,
    is_asked=NONE,
    version=NONE,
)
table(
    "checks.Check",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    kind=SEEN,
    seen_on=SEEN,
    seen_by_name=OFFICER,
    valid_until=SEEN,
    noted_by=OFFICER,
    noted_at=SEEN,
    withdrawn_on=SEEN,
)

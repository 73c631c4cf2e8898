"""The relations' page of the personal-data map; most rows are about two persons, and belong to both."""

from matrikel.kernel.personal_data_map import NONE, Erase, F, Level, table

FACT = F(Level.PERSONAL, ("membership",), "exit+0d", Erase.DELETE_ROW)
# The other person of a relation is exported as the id under which that person stands in the same export.
OTHER = F(Level.PERSONAL, ("membership",), "exit+0d", Erase.DELETE_ROW)
# A household outlives whoever leaves it: its address is that of those who stay.
HOME = F(Level.PERSONAL, ("membership", "contact"), "exit+0d", Erase.KEEP)
DERIVED = F(
    Level.PERSONAL,
    ("membership",),
    "exit+0d",
    Erase.KEEP,
    export="no",
    why="Derived, for the order of lists.",
)
UNDO = F(
    Level.PERSONAL,
    ("membership",),
    "created+30d",
    Erase.DELETE_ROW,
    export="no",
    why="Kept for a month so that a move can be taken back; what holds is exported with the home.",
)

table(
    "relations.Household",
    about="members__person",
    id=NONE,
    association_id=NONE,
    name=HOME,
    sort_key=DERIVED,
    care_of=HOME,
    street=HOME,
    postcode=HOME,
    place=HOME,
    country=HOME,
    version=NONE,
    created_at=NONE,
    changed_at=NONE,
)
table(
    "relations.HouseholdMember",
    about="person",
    id=NONE,
    association_id=NONE,
    household=FACT,
    person=NONE,
    during=FACT,
    starts_on=FACT,
    ends_on=FACT,
    is_primary=FACT,
)
table(
    "relations.SealedHome",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    household=NONE,
    sealed=F(Level.SPECIAL, ("protection",), "exit+0d", Erase.DELETE_ROW, audit="omit", sealed=True),
)
table(
    "relations.HouseholdMove",
    about="movers__person",
    id=NONE,
    association_id=NONE,
    household=NONE,
    new_household=NONE,
    moved_on=UNDO,
    sealed=F(
        Level.SENSITIVE,
        ("membership",),
        "created+30d",
        Erase.DELETE_ROW,
        export="no",
        audit="omit",
        sealed=True,
        why="Kept for a month so that a move can be taken back; what holds is exported with the home.",
    ),
    version=NONE,
    moved_at=NONE,
    undone_at=NONE,
)
table(
    "relations.Mover",
    about="person",
    id=NONE,
    association_id=NONE,
    move=NONE,
    person=NONE,
    how=UNDO,
    address_followed=UNDO,
    was_primary=UNDO,
    ended_before=UNDO,
    version=NONE,
)
table(
    "relations.Guardian",
    about=("person", "guardian"),
    id=NONE,
    association_id=NONE,
    person=OTHER,
    guardian=OTHER,
    kind=FACT,
    during=FACT,
    starts_on=FACT,
    ends_on=FACT,
)
table(
    "relations.Payer",
    about=("person", "payer"),
    id=NONE,
    association_id=NONE,
    person=OTHER,
    payer=OTHER,
    during=FACT,
    starts_on=FACT,
    ends_on=FACT,
)
table(
    "relations.Contact",
    about=("person", "contact"),
    id=NONE,
    association_id=NONE,
    person=OTHER,
    contact=OTHER,
    name=F(Level.PERSONAL, ("contact",), "exit+0d", Erase.DELETE_ROW),
    phone=F(Level.PERSONAL, ("contact",), "exit+0d", Erase.DELETE_ROW),
    label=F(Level.PERSONAL, ("contact",), "exit+0d", Erase.DELETE_ROW),
    is_emergency=F(Level.PERSONAL, ("contact",), "exit+0d", Erase.DELETE_ROW),
)
table(
    "relations.Representative",
    about=("person", "represents"),
    id=NONE,
    association_id=NONE,
    person=OTHER,
    represents=OTHER,
    function=FACT,
    during=FACT,
    starts_on=FACT,
    ends_on=FACT,
)
table(
    "relations.LeftApart",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    decided_at=F(
        Level.PERSONAL,
        ("membership",),
        "exit+0d",
        Erase.DELETE_ROW,
        export="no",
        why="Only keeps a question from being asked twice.",
    ),
)

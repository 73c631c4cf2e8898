"""The memberships' page of the personal-data map."""

from matrikel.kernel.personal_data_map import NONE, Erase, F, Level, table

FACT = F(Level.PERSONAL, ("membership",), "exit+0d", Erase.DELETE_ROW)

table(
    "memberships.MembershipType",
    about=None,
    id=NONE,
    association_id=NONE,
    name=NONE,
    name_key=NONE,
    names=NONE,
    kind=NONE,
    from_age=NONE,
    to_age=NONE,
    may_vote=NONE,
    counted_upward=NONE,
    is_offered=NONE,
    position=NONE,
    version=NONE,
)
table(
    "memberships.Membership",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    type=FACT,
    unit=FACT,
    during=FACT,
    starts_on=FACT,
    ends_on=FACT,
    starts_precision=FACT,
    admitted_by=FACT,
    admitted_at=FACT,
    decision=FACT,
    channel=FACT,
    ended_by=FACT,
    end_reason=FACT,
)
table(
    "memberships.Joining",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    joined_on=F(
        Level.PERSONAL,
        ("membership",),
        "exit+0d",
        Erase.DELETE_ROW,
        export="no",
        why="Derived for sorting from the memberships.",
    ),
)

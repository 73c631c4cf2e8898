"""The groups' page of the personal-data map."""

from matrikel.kernel.personal_data_map import NONE, Erase, F, Level, table

FACT = F(Level.PERSONAL, ("activities",), "exit+0d", Erase.DELETE_ROW)

table(
    "groups.Group",
    about=None,
    id=NONE,
    association_id=NONE,
    name=NONE,
    name_key=NONE,
    kind=NONE,
    unit=NONE,
    season=NONE,
    starts_on=NONE,
    ends_on=NONE,
    sort_key=NONE,
    version=NONE,
)
table(
    "groups.Participation",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    group=FACT,
    part=FACT,
    during=FACT,
    starts_on=FACT,
    ends_on=FACT,
    source_run=NONE,
)

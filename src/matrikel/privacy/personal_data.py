"""The privacy room's page of the personal-data map."""

from matrikel.kernel.personal_data_map import NONE, Erase, F, Level, table

CONSENT = F(Level.PERSONAL, ("accountability",), "exit+0d", Erase.DELETE_ROW)

table(
    "privacy.Purpose",
    about=None,
    id=NONE,
    association_id=NONE,
    code=NONE,
    basis=NONE,
    art9_condition=NONE,
    source=NONE,
    active_from=NONE,
    active_to=NONE,
)
table(
    "privacy.ConsentEvent",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    purpose=CONSENT,
    kind=CONSENT,
    condition=CONSENT,
    happened_on=CONSENT,
    how=CONSENT,
    evidence=CONSENT,
    source_run=NONE,
    recorded_at=CONSENT,
)

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
# Must stay when the person goes: whoever asked for no letters gets none after coming back with the next list either.
SUPPRESSED = F(
    Level.PERSONAL,
    ("contact",),
    "written+60m",
    Erase.KEEP,
    export="no",
    audit="omit",
    why="A keyed hash, without the address; it keeps letters away from whoever wanted none.",
)
table(
    "privacy.SuppressionEvent",
    about="address_key",
    id=NONE,
    association_id=NONE,
    channel=NONE,
    address_key=SUPPRESSED,
    purpose=NONE,
    kind=NONE,
    reason=NONE,
    recorded_at=NONE,
)

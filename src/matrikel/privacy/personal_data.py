"""The privacy room's page of the personal-data map."""

from matrikel.kernel.personal_data_map import NONE, table

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

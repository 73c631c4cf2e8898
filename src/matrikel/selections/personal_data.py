"""The selections' page of the personal-data map."""

from matrikel.kernel.personal_data_map import NONE, Erase, F, Level, table

table(
    "selections.Segment",
    about=None,
    id=NONE,
    association_id=NONE,
    owner=NONE,
    name=NONE,
    name_key=NONE,
    question=NONE,
    is_shared=NONE,
    is_frozen=NONE,
    frozen_at=NONE,
    version=NONE,
    created_at=NONE,
)
table(
    "selections.SegmentPerson",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    segment=F(Level.PERSONAL, ("membership",), "exit+0d", Erase.DELETE_ROW),
)
table(
    "selections.ListColumns",
    about=None,
    id=NONE,
    association_id=NONE,
    account=NONE,
    list_code=NONE,
    columns=NONE,
)

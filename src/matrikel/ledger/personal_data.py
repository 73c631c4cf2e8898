"""The ledger's page of the personal-data map: books know parties, and nothing here leads from one to a person."""

from matrikel.kernel.personal_data_map import NONE, Erase, F, Level, table

# A random id: whose it is stands with the invoices, and is cut there when the person is forgotten.
PARTY = F(
    Level.NONE,
    retention="hold:vouchers",
    erase=Erase.HOLD,
    why="a random id; what leads from it to a person is kept, and cut, elsewhere",
)
# The law keeps vouchers unchanged for five to ten years, so nobody's name belongs in them.
TEXT = F(
    Level.NONE,
    retention="hold:vouchers",
    erase=Erase.HOLD,
    free_text=True,
    why="what happened, for the books; the form asks for no names, as it cannot be changed afterwards",
)

table(
    "ledger.Account",
    about=None,
    id=NONE,
    association_id=NONE,
    number=NONE,
    kind=NONE,
    role=NONE,
    name=NONE,
    names=NONE,
)
table(
    "ledger.FiscalYear",
    about=None,
    id=NONE,
    association_id=NONE,
    during=NONE,
    starts_on=NONE,
    ends_on=NONE,
    currency=NONE,
    last_number=NONE,
    closed_at=NONE,
    closed_by=NONE,
)
table(
    "ledger.Entry",
    about=None,
    id=NONE,
    association_id=NONE,
    year=NONE,
    number=NONE,
    booked_on=NONE,
    text=TEXT,
    source_kind=NONE,
    source_id=NONE,
    reverses=NONE,
    posted_by=NONE,
    posted_at=NONE,
)
table(
    "ledger.Leg",
    about=None,
    id=NONE,
    association_id=NONE,
    entry=NONE,
    place=NONE,
    account=NONE,
    booked_on=NONE,
    number=NONE,
    amount_minor=NONE,
    currency=NONE,
    party=PARTY,
    unit=NONE,
)

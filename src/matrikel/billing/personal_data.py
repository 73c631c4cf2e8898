"""The billing's page of the personal-data map: vouchers stay, and lead to nobody once the party's link is cut."""

from matrikel.kernel.personal_data_map import NONE, Erase, F, Level, table

FACT = F(Level.PERSONAL, ("accountability",), "hold:vouchers", Erase.HOLD)
TEXT = F(Level.PERSONAL, ("accountability",), "hold:vouchers", Erase.HOLD, free_text=True)
RECIPIENT = F(
    Level.SENSITIVE,
    ("accountability",),
    "hold:vouchers",
    Erase.HOLD,
    export="no",
    audit="omit",
    sealed=True,
    why="Name and address as they stand on the invoice; the register's own are exported with the person.",
)

table(
    "billing.Party",
    about="person",
    id=NONE,
    association_id=NONE,
    person=F(Level.PERSONAL, ("accountability",), "exit+0d", Erase.UNLINK),
)
table("billing.Series", about=None, id=NONE, association_id=NONE, year=NONE, name=NONE, last_number=NONE)
table(
    "billing.Invoice",
    about="party__person",
    id=NONE,
    association_id=NONE,
    kind=NONE,
    series=NONE,
    number=FACT,
    party=NONE,
    sealed_recipient=RECIPIENT,
    language=NONE,
    issued_on=FACT,
    due_on=FACT,
    reference_number=NONE,
    reference_scheme=NONE,
    reference=FACT,
    currency=NONE,
    total_minor=FACT,
    tax_minor=FACT,
    source_kind=NONE,
    source_id=NONE,
    entry=NONE,
    credits=NONE,
    reason=TEXT,
)
table(
    "billing.InvoiceLine",
    about="invoice__party__person",
    id=NONE,
    association_id=NONE,
    invoice=NONE,
    place=NONE,
    text=TEXT,
    quantity=FACT,
    unit_price_minor=FACT,
    total_minor=FACT,
    vat_category=NONE,
    vat_rate=NONE,
    vat_reason=NONE,
    role=NONE,
    code=NONE,
    facts=FACT,
    unit=NONE,
)
table(
    "billing.Payment",
    about="party__person",
    id=NONE,
    association_id=NONE,
    paid_on=FACT,
    role=NONE,
    party=NONE,
    amount_minor=FACT,
    currency=NONE,
    entry=NONE,
    undoes=NONE,
)
table(
    "billing.Allocation",
    about="payment__party__person",
    id=NONE,
    association_id=NONE,
    payment=NONE,
    invoice=NONE,
    amount_minor=FACT,
)

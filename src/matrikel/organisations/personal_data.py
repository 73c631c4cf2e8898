"""The organisations' page of the personal-data map: nothing in it is about a person."""

from matrikel.kernel.personal_data_map import NONE, TableClass, table

table(
    "organisations.Country",
    about=None,
    table_class=TableClass.INSTALLATION,
    id=NONE,
    code=NONE,
    valid_from=NONE,
    valid_to=NONE,
    currency=NONE,
    default_language=NONE,
    time_zone=NONE,
    voucher_years=NONE,
    book_years=NONE,
    national_number=NONE,
    child_consent_age=NONE,
    authority=NONE,
    breach_hours=NONE,
    source=NONE,
    reviewed_on=NONE,
)
table("organisations.Host", about=None, table_class=TableClass.INSTALLATION, slug=NONE, leads_to=NONE)
table(
    "organisations.Association",
    about=None,
    id=NONE,
    slug=NONE,
    name=NONE,
    kind=NONE,
    profile=NONE,
    country=NONE,
    language=NONE,
    languages=NONE,
    currency=NONE,
    time_zone=NONE,
    colour=NONE,
    calls_itself=NONE,
    help_contact=NONE,
    is_demo=NONE,
    created_at=NONE,
    version=NONE,
)
table("organisations.Unit", about=None, id=NONE, association_id=NONE, parent=NONE, name=NONE, sort_key=NONE)
table(
    "organisations.Affiliation",
    about=None,
    table_class=TableClass.BORDER,
    id=NONE,
    association_id=NONE,
    upper_association_id=NONE,
    starts_on=NONE,
    ends_on=NONE,
)

"""The people's page of the personal-data map."""

from matrikel.kernel.personal_data_map import NONE, Erase, F, Level, table

CORE = F(Level.PERSONAL, ("membership",), "exit+0d", Erase.DELETE_ROW)
CONTACT = F(Level.PERSONAL, ("membership", "contact"), "exit+0d", Erase.DELETE_ROW)
OPAQUE = F(Level.PERSONAL, ("accountability",), "exit+0d", Erase.DELETE_ROW, export="no", why="A random id.")
DERIVED = F(
    Level.PERSONAL,
    ("membership",),
    "exit+0d",
    Erase.DELETE_ROW,
    export="no",
    why="Derived for sorting and search.",
)

table(
    "people.Person",
    about="self",
    id=NONE,
    association_id=NONE,
    kind=CORE,
    organisation_number=CORE,
    audit_subject=OPAQUE,
    given_name=CORE,
    family_name_prefix=CORE,
    family_name=CORE,
    preferred_name=CORE,
    initials=CORE,
    sort_key=DERIVED,
    search_text=DERIVED,
    birth_date=CORE,
    birth_year=CORE,
    gender=F(Level.PERSONAL, ("statistics",), "exit+0d", Erase.DELETE_ROW),
    language=CONTACT,
    home_municipality=F(Level.PERSONAL, ("statutory_register",), "exit+0d", Erase.DELETE_ROW),
    home_municipality_since=F(Level.PERSONAL, ("statutory_register",), "exit+0d", Erase.DELETE_ROW),
    member_number=CORE,
    unit=CORE,
    protection=F(
        Level.SPECIAL,
        ("protection",),
        "exit+0d",
        Erase.DELETE_ROW,
        audit="omit",
        why="The mode alone says nothing of where the person is; every list must be able to leave the person out.",
    ),
    is_deceased=CORE,
    deceased_on=CORE,
    version=NONE,
    created_at=CORE,
    changed_at=NONE,
    number_key=DERIVED,
    born_by=DERIVED,
)
table(
    "people.ContactPoint",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    kind=NONE,
    label=CONTACT,
    value=CONTACT,
    normalised=F(
        Level.PERSONAL, ("contact",), "exit+0d", Erase.DELETE_ROW, export="no", why="Derived from value."
    ),
    care_of=CONTACT,
    street=CONTACT,
    postcode=CONTACT,
    place=CONTACT,
    place_key=DERIVED,
    country=CONTACT,
    is_preferred=CONTACT,
    source=CONTACT,
    verified_at=CONTACT,
    verified_by=CONTACT,
    verified_how=CONTACT,
    valid_from=CONTACT,
    valid_to=CONTACT,
)
table(
    "people.ExternalNumber",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    system=CORE,
    number=CORE,
)
IDENTITY = F(Level.SPECIAL, ("identification",), "exit+0d", Erase.DELETE_ROW, audit="omit", sealed=True)
table(
    "people.IdentityNumber",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    country=CORE,
    kind=CORE,
    sealed=IDENTITY,
    blind_index=F(
        Level.SPECIAL,
        ("identification",),
        "exit+0d",
        Erase.DELETE_ROW,
        export="no",
        audit="omit",
        why="A keyed hash; its key is outside the database.",
    ),
)
table(
    "people.ProtectedRecord",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    sealed=F(Level.SPECIAL, ("protection",), "exit+0d", Erase.DELETE_ROW, audit="omit", sealed=True),
    valid_to=F(Level.PERSONAL, ("protection",), "exit+0d", Erase.DELETE_ROW),
)
table(
    "people.BankAccount",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    ending=F(
        Level.SENSITIVE,
        ("payment",),
        "exit+0d",
        Erase.DELETE_ROW,
        audit="omit",
        why="Four characters tell two accounts apart and open neither.",
    ),
    sealed=F(Level.SENSITIVE, ("payment",), "exit+0d", Erase.DELETE_ROW, audit="omit", sealed=True),
)
table(
    "people.Portrait",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    sealed=F(Level.SENSITIVE, ("publication",), "exit+0d", Erase.DELETE_ROW, audit="omit", sealed=True),
    added_at=F(Level.PERSONAL, ("publication",), "exit+0d", Erase.DELETE_ROW),
)
table(
    "people.Lack",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    what=F(
        Level.PERSONAL,
        ("contact",),
        "exit+0d",
        Erase.DELETE_ROW,
        export="no",
        why="Derived for finding; what is missing shows by its absence.",
    ),
)
table("people.Tag", about=None, id=NONE, association_id=NONE, name=NONE, name_key=NONE)
table(
    "people.PersonTag",
    about="person",
    id=NONE,
    association_id=NONE,
    tag=F(Level.PERSONAL, ("contact",), "exit+0d", Erase.DELETE_ROW),
    person=NONE,
    source_run=NONE,
)
table(
    "people.Note",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    sealed=F(
        Level.SENSITIVE,
        ("membership", "contact"),
        "written+2y",
        Erase.DELETE_ROW,
        audit="omit",
        sealed=True,
        free_text=True,
    ),
    written_at=F(Level.PERSONAL, ("accountability",), "written+2y", Erase.DELETE_ROW),
    written_by=F(
        Level.PERSONAL,
        ("accountability",),
        "written+2y",
        Erase.DELETE_ROW,
        export="no",
        why="The id of an account: it tells of who wrote.",
    ),
    role=F(Level.PERSONAL, ("accountability",), "written+2y", Erase.DELETE_ROW),
    source_run=NONE,
)
table(
    "people.TextToReview",
    about="person",
    id=NONE,
    association_id=NONE,
    person=NONE,
    place=NONE,
    row_id=NONE,
    concerns=F(
        Level.SPECIAL,
        ("accountability",),
        "written+2y",
        Erase.DELETE_ROW,
        export="no",
        audit="omit",
        why="Says of what kind a text may be (health, an identity number), so that somebody can look; never its words.",
    ),
    written_at=F(Level.PERSONAL, ("accountability",), "written+2y", Erase.DELETE_ROW),
)
table("people.NumberSeries", about=None, id=NONE, association_id=NONE, name=NONE, next_number=NONE)

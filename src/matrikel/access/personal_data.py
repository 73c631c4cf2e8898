"""The page of the personal-data map for sign-ins, terms, and the third-party tables about them."""

from matrikel.kernel.personal_data_map import NONE, Erase, F, Level, TableClass, table

SIGN_IN = F(Level.PERSONAL, ("sign_in",), "last_activity+24m", Erase.DELETE_ROW)
INSTALLATION = TableClass.INSTALLATION

table(
    "access.Account",
    about="self",
    table_class=INSTALLATION,
    id=NONE,
    password=F(
        Level.SENSITIVE,
        ("sign_in",),
        "last_activity+24m",
        Erase.DELETE_ROW,
        export="no",
        audit="omit",
        why="A slow hash of the password, which nobody can read back.",
    ),
    last_login=SIGN_IN,
    email=SIGN_IN,
    display_name=SIGN_IN,
    is_active=NONE,
    created_at=SIGN_IN,
    auth_epoch=NONE,
    language=SIGN_IN,
)
table(
    "access.SignInLink",
    about="account",
    table_class=INSTALLATION,
    id=NONE,
    account=NONE,
    secret_hash=F(
        Level.PERSONAL,
        ("sign_in",),
        "used+1d",
        Erase.DELETE_ROW,
        export="no",
        audit="omit",
        why="A hash of a secret.",
    ),
    lands_on=NONE,
    expires_at=NONE,
    used_at=SIGN_IN,
)
INVITED = F(Level.PERSONAL, ("sign_in",), "created+60d", Erase.DELETE_ROW)
table(
    "access.Operator",
    about="account",
    table_class=INSTALLATION,
    id=NONE,
    account=NONE,
    granted_at=SIGN_IN,
)
table(
    "access.Invitation",
    about="email",
    table_class=INSTALLATION,
    id=NONE,
    email=INVITED,
    language=NONE,
    country=NONE,
    secret_hash=F(
        Level.PERSONAL,
        ("sign_in",),
        "created+60d",
        Erase.DELETE_ROW,
        export="no",
        audit="omit",
        why="A hash of a secret.",
    ),
    invited_at=INVITED,
    expires_at=NONE,
    used_at=INVITED,
    became=NONE,
)
table("access.Role", about=None, id=NONE, association_id=NONE, code=NONE, rights=NONE, version=NONE)
TERM = F(Level.PERSONAL, ("accountability",), "exit+24m", Erase.DELETE_ROW)
table(
    "access.Term",
    about=("person", "account"),
    id=NONE,
    association_id=NONE,
    account=TERM,
    person=NONE,
    role=TERM,
    unit=TERM,
    during=TERM,
    starts_on=TERM,
    ends_on=TERM,
    decided_by=TERM,
    shortened_at=TERM,
)

ROLE_OFFERED = F(Level.PERSONAL, ("accountability",), "created+60d", Erase.DELETE_ROW)
table(
    "access.TermInvitation",
    about="email",
    id=NONE,
    association_id=NONE,
    email=ROLE_OFFERED,
    display_name=ROLE_OFFERED,
    language=NONE,
    role=ROLE_OFFERED,
    unit=ROLE_OFFERED,
    person=NONE,
    starts_on=ROLE_OFFERED,
    ends_on=ROLE_OFFERED,
    decided_by=ROLE_OFFERED,
    secret_hash=F(
        Level.PERSONAL,
        ("sign_in",),
        "created+60d",
        Erase.DELETE_ROW,
        export="no",
        audit="omit",
        why="A hash of a secret.",
    ),
    invited_by=NONE,
    invited_at=ROLE_OFFERED,
    expires_at=NONE,
    accepted_at=ROLE_OFFERED,
)
table(
    "access.PendingAct",
    about="person",
    id=NONE,
    association_id=NONE,
    kind=NONE,
    concerns=F(
        Level.SPECIAL,
        ("protection",),
        "exit+0d",
        Erase.DELETE_ROW,
        export="no",
        audit="omit",
        why="Codes of how far somebody is protected and is to be, without which nobody could agree to it.",
    ),
    person=NONE,
    asked_by=NONE,
    asked_at=NONE,
    waits_until=NONE,
    done_at=NONE,
    done_by=NONE,
    cancelled_at=NONE,
    used_at=NONE,
)
USED = F(Level.PERSONAL, ("accountability",), "last_activity+24m", Erase.DELETE_ROW)
table(
    "access.RightUse",
    about="account",
    id=NONE,
    association_id=NONE,
    account=NONE,
    right=USED,
    last_on=USED,
)
table(
    "access.Review",
    about=None,
    id=NONE,
    association_id=NONE,
    started_at=NONE,
    started_by=NONE,
    ends_on=NONE,
    noted_at=NONE,
)
table(
    "access.ReviewedTerm",
    about="term__person",
    id=NONE,
    association_id=NONE,
    review=NONE,
    term=NONE,
    was_until=TERM,
    answer=TERM,
    answered_by=NONE,
    answered_at=TERM,
)

table("contenttypes.ContentType", about=None, table_class=INSTALLATION, id=NONE, app_label=NONE, model=NONE)
table(
    "auth.Permission",
    about=None,
    table_class=INSTALLATION,
    id=NONE,
    name=NONE,
    content_type=NONE,
    codename=NONE,
)
table("auth.Group", about=None, table_class=INSTALLATION, id=NONE, name=NONE)
table("auth.Group_permissions", about=None, table_class=INSTALLATION, id=NONE, group=NONE, permission=NONE)

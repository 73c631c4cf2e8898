"""The page of the personal-data map for signing in, with the tables of allauth that hold second factors."""

from matrikel.kernel.personal_data_map import NONE, Erase, F, Level, TableClass, table

INSTALLATION = TableClass.INSTALLATION


def _kept(retention: str) -> F:
    return F(Level.PERSONAL, ("sign_in",), retention, Erase.DELETE_ROW)


def _secret(retention: str, why: str) -> F:
    return F(Level.PERSONAL, ("sign_in",), retention, Erase.DELETE_ROW, export="no", audit="omit", why=why)


USED = _kept("last_activity+14d")
table(
    "authentication.Session",
    about="account",
    table_class=INSTALLATION,
    session_key=_secret("last_activity+14d", "A hash of a secret of the browser."),
    session_data=F(
        Level.PERSONAL,
        ("sign_in",),
        "last_activity+14d",
        Erase.DELETE_ROW,
        export="no",
        audit="omit",
        sealed=True,
        why="What a browser has proven, and where it goes on.",
    ),
    expire_date=NONE,
    id=NONE,
    account=USED,
    device=USED,
    signed_in_at=USED,
    seen_at=USED,
    used_at=USED,
)
ASKED = _kept("created+2d")
table(
    "authentication.Challenge",
    about="account",
    table_class=INSTALLATION,
    id=NONE,
    kind=NONE,
    account=ASKED,
    language=NONE,
    answer_hash=_secret("created+2d", "A keyed hash of a secret."),
    sealed=F(Level.PERSONAL, ("sign_in",), "created+9d", Erase.DELETE_ROW, sealed=True),
    attempts=NONE,
    asked_at=ASKED,
    expires_at=NONE,
    answered_at=ASKED,
)
BROWSER = _kept("last_activity+180d")
table(
    "authentication.KnownBrowser",
    about="account",
    table_class=INSTALLATION,
    id=NONE,
    account=BROWSER,
    secret_hash=_secret("last_activity+180d", "A hash of a secret of the browser."),
    device=BROWSER,
    first_seen_at=BROWSER,
    last_seen_at=BROWSER,
    remembered_until=BROWSER,
)
table(
    "authentication.RateCounter",
    about=None,
    table_class=INSTALLATION,
    name_hash=NONE,
    tries=NONE,
    since=NONE,
    until=NONE,
)
table(
    "authentication.Draft",
    about="account",
    table_class=INSTALLATION,
    id=NONE,
    account=NONE,
    sealed=F(
        Level.PERSONAL,
        ("sign_in",),
        "created+1d",
        Erase.DELETE_ROW,
        export="no",
        sealed=True,
        why="A form that was not sent yet; what it says reaches the register when it is.",
    ),
    expires_at=NONE,
)
RESET = _kept("created+2d")
table(
    "authentication.FactorReset",
    about="account",
    table_class=INSTALLATION,
    id=NONE,
    account=NONE,
    asked_by=RESET,
    asked_at=RESET,
    due_at=RESET,
    language=NONE,
)
FACTOR = _kept("last_activity+24m")
table(
    "mfa.Authenticator",
    about="user",
    table_class=INSTALLATION,
    id=NONE,
    user=NONE,
    type=FACTOR,
    data=F(
        Level.SENSITIVE,
        ("sign_in",),
        "last_activity+24m",
        Erase.DELETE_ROW,
        export="no",
        audit="omit",
        sealed=True,
        why="Secrets of apps and recovery codes, sealed; of passkeys only what is public.",
    ),
    created_at=FACTOR,
    last_used_at=FACTOR,
)
table(
    "authentication.EidLink",
    about="account",
    table_class=INSTALLATION,
    id=NONE,
    account=FACTOR,
    eid=FACTOR,
    subject_hash=_secret("last_activity+24m", "A keyed hash of what a broker calls somebody."),
    acr=FACTOR,
    linked_at=FACTOR,
    last_used_at=FACTOR,
)
# allauth brings these along; an address stands in access.Account, and nothing is ever written here.
UNUSED = _kept("last_activity+24m")
table(
    "account.EmailAddress",
    about="user",
    table_class=INSTALLATION,
    id=NONE,
    user=NONE,
    email=UNUSED,
    verified=NONE,
    primary=NONE,
)
table(
    "account.EmailConfirmation",
    about="email_address__user",
    table_class=INSTALLATION,
    id=NONE,
    email_address=NONE,
    created=NONE,
    sent=NONE,
    key=_secret("created+2d", "A secret of a link that is never sent."),
)

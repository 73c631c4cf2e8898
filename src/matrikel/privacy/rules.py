"""The purposes that every association starts with, what keeps letters back, and what a link in a mailing says."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingPurpose:
    """A purpose with its basis (GDPR Art. 6) and where that is said."""

    code: str
    basis: str
    source: str


STARTING_PURPOSES = (
    StartingPurpose(
        code="membership",
        basis="CONTRACT",
        source="GDPR Art. 6(1)(b): the statutes bind member and association",
    ),
    StartingPurpose(
        code="contact", basis="CONTRACT", source="GDPR Art. 6(1)(b): notices of meetings, fees and activities"
    ),
    StartingPurpose(
        code="statutory_register",
        basis="LEGAL_DUTY",
        source="GDPR Art. 6(1)(c): e.g. yhdistyslaki (503/1989) § 11",
    ),
    StartingPurpose(
        code="identification",
        basis="LEGITIMATE_INTEREST",
        source="GDPR Art. 6(1)(f), Art. 87 and the country's row",
    ),
    StartingPurpose(
        code="protection",
        basis="LEGAL_DUTY",
        source="GDPR Art. 32 and the country's law on protected identity",
    ),
    StartingPurpose(
        code="payment",
        basis="CONTRACT",
        source="GDPR Art. 6(1)(b): paying back what somebody laid out, or is owed",
    ),
    StartingPurpose(
        code="activities",
        basis="CONTRACT",
        source="GDPR Art. 6(1)(b): planning and carrying out what the association does together",
    ),
    StartingPurpose(
        code="meeting",
        basis="CONTRACT",
        source="GDPR Art. 6(1)(b): the statutes say who meets, and who votes",
    ),
    StartingPurpose(
        code="safety",
        basis="CONSENT",
        source="GDPR Art. 6(1)(a), for health details 9(2)(a): given so that others can take care",
    ),
    StartingPurpose(
        code="safeguarding",
        basis="LEGITIMATE_INTEREST",
        source="GDPR Art. 6(1)(f), Art. 10 and the country's law on who may work with children",
    ),
    StartingPurpose(
        code="publication",
        basis="CONSENT",
        source="GDPR Art. 6(1)(a): pictures and names where others see them",
    ),
    StartingPurpose(code="statistics", basis="LEGITIMATE_INTEREST", source="GDPR Art. 6(1)(f), Art. 89"),
    StartingPurpose(
        code="import", basis="CONTRACT", source="GDPR Art. 6(1)(b): moving the register, kept 30 days"
    ),
    StartingPurpose(code="accountability", basis="LEGAL_DUTY", source="GDPR Art. 5(2), Art. 32"),
    StartingPurpose(code="sign_in", basis="LEGITIMATE_INTEREST", source="GDPR Art. 6(1)(f), Art. 32"),
)

PURPOSE_CODES = frozenset(purpose.code for purpose in STARTING_PURPOSES)

ART9_CONDITION = {"GENERAL": "", "CONVICTION": "9.2.d", "HEALTH": "9.2.a"}
"""The condition of GDPR Art. 9(2) under which a profile's membership may be processed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConsent:
    """
    Somebody said yes to a purpose, or took it back, on a day; `how` is PAPER, FORM, EMAIL, SPOKEN or OTHER.

    `evidence` says where what shows it is kept; `condition` is the point of GDPR Art. 9(2) that it satisfies.
    """

    person_id: UUID
    purpose: str
    happened_on: date
    how: str
    evidence: str = ""
    is_given: bool = True
    condition: str = ""


EXPLICIT_CONSENT = "9.2.a"
"""GDPR Art. 9(2)(a): the person has explicitly consented to one or more purposes."""

OWN_MEMBERS = "9.2.d"
"""GDPR Art. 9(2)(d): a body with a political, philosophical, religious or trade-union aim, and its own members."""

GROUNDS = {"GENERAL": (), "CONVICTION": (OWN_MEMBERS, EXPLICIT_CONSENT), "HEALTH": (EXPLICIT_CONSENT,)}
"""On which grounds an association of a profile may keep a membership that says something sensitive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSuppression:
    """
    An address that gets no more letters: `reason` is CAME_BACK, COMPLAINT or ASKED.

    `address_key` is the mail room's keyed hash. Without a `purpose` it holds for all of them.
    """

    address_key: bytes
    reason: str
    purpose: str = ""


def keeps_back(reason: str, *, is_mailing: bool) -> bool:
    """
    Say whether a suppression keeps a letter back.

    An address that does not exist gets nothing. Whoever asked for none, or called one unwanted, is spared mailings;
    an invoice or a notice of the annual meeting still comes.
    """
    return is_mailing or reason == "CAME_BACK"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingLink:
    """
    To whom the link at the foot of a mailing belongs, and which mailings it was: ids and a keyed hash, no address.

    Whoever holds it may say that the address gets no more, or gets them again, and nothing else.
    """

    association_id: UUID
    address_key: bytes
    purpose: str
    person_id: UUID | None = None


_LINK_VERSION = b"\x01"
_NOBODY = UUID(int=0)
_KEY_BYTES = 32
MARK_BYTES = 16
"""So much of a keyed hash stands at the end of a link: nobody guesses 128 bits."""


def packed(link: MailingLink) -> bytes:
    """Return what a link says, in one fixed order."""
    person = link.person_id or _NOBODY
    return (
        _LINK_VERSION
        + link.association_id.bytes
        + person.bytes
        + link.address_key
        + link.purpose.encode("ascii")
    )


def as_token(content: bytes, mark: bytes) -> str:
    """Return what a link says, with its mark, as the last part of an address."""
    return urlsafe_b64encode(content + mark[:MARK_BYTES]).rstrip(b"=").decode("ascii")


def read_token(token: str) -> tuple[MailingLink, bytes] | None:
    """Take a token apart into what it says and its mark, which is not looked at here; None for what is none."""
    if not (token.isascii() and len(token) <= 256):
        return None
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return None
    content, mark = raw[:-MARK_BYTES], raw[-MARK_BYTES:]
    # The same bytes can be written in several ways, of which one is ours.
    if as_token(content, mark) != token or len(content) < 33 + _KEY_BYTES or content[:1] != _LINK_VERSION:
        return None
    purpose = content[33 + _KEY_BYTES :]
    if not purpose.isascii():
        return None
    person_id = UUID(bytes=content[17:33])
    link = MailingLink(
        association_id=UUID(bytes=content[1:17]),
        person_id=None if person_id == _NOBODY else person_id,
        address_key=content[33 : 33 + _KEY_BYTES],
        purpose=purpose.decode("ascii"),
    )
    return link, mark

"""The purposes that every association starts with, and on which basis they stand."""

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

"""Accounts that sign in, the codes in their letters, and apps that make codes."""

from datetime import date, datetime
from uuid import UUID

from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.db import transaction
from django.test import Client

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.models import Account
from matrikel.authentication.actions.add_app import add_app
from matrikel.authentication.actions.send_code import send_code
from matrikel.authentication.models import Challenge
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.mail.models import Notice
from matrikel.mail.rules.content import Code, Written
from matrikel.mail.storage import open_notices
from tests.conftest import ACTOR, AT

HERE = "192.0.2.0/24"


def an_account(email: str = "eva@example.se", name: str = "Eva Lund") -> Account:
    """Return an account that holds no role."""
    return Account.objects.create(email=email, display_name=name)


def an_officer(association_id: UUID, *, role: str = "secretary", email: str = "eva@example.se") -> Account:
    """Return an account that holds a role in an association."""
    with association_scope(association_id), transaction.atomic():
        term = NewTerm(email=email, role=role, starts_on=date(2020, 1, 1), display_name="Eva Lund")
        (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    return Account.objects.get(id=account_id)


def a_member_who_signs_in(
    association_id: UUID, person_id: UUID, *, email: str = "anna@example.se"
) -> Account:
    """Return the account with which somebody in the register sees their own pages."""
    with association_scope(association_id), transaction.atomic():
        term = NewTerm(email=email, role="member", starts_on=date(2020, 1, 1), person_id=person_id)
        (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    return Account.objects.get(id=account_id)


def letters() -> list[Written]:
    """Return the installation's letters, the oldest first."""
    rows = list(Notice.objects.order_by("queued_at", "id"))
    opened = open_notices(rows)
    return [opened[row.id] for row in rows]


def newest_code(at: datetime) -> str:
    """Do the job of the newest challenge and return the code in its letter."""
    challenge = Challenge.objects.filter(kind="CODE").order_by("-asked_at", "-id").first()
    assert challenge is not None
    with association_scope(INSTALLATION):
        assert send_code(challenge_id=challenge.id, at=at) is True
    return codes_in(letters()[-1])[0]


def codes_in(letter: Written) -> list[str]:
    """Return the codes that a letter brings."""
    return [block.text for block in letter.content.blocks if isinstance(block, Code)]


def code_of_app(secret: str, at: datetime, *, steps: int = 0) -> str:
    """Return what an app shows at an instant, or some steps of its clock later."""
    return format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30 + steps))


def give_app(account: Account, at: datetime) -> str:
    """Give an account an app as its second step and return the app's secret; the code of two steps ago is used."""
    secret = generate_totp_secret()
    add_app(
        account_id=account.pk,
        secret=secret,
        code=code_of_app(secret, at, steps=-1),
        neighbourhood=HERE,
        language="en",
        at=at,
    )
    return secret


def first_step(account: Account, *, at: datetime, browser: Client | None = None) -> Client:
    """Return a browser in which somebody has really signed in with a code by letter."""
    browser = browser or Client()
    assert browser.post("/sign-in/", {"email": account.email, "way": "code"})["Location"] == "/sign-in/code/"
    answer = browser.post("/sign-in/code/", {"code": newest_code(at)})
    assert answer.status_code == 302
    return browser

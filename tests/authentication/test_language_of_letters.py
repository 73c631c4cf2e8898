"""Letters about a sign-in are written in the language of whoever gets them, whoever causes them."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation

from matrikel.access.actions.accept_invitation import accept_invitation
from matrikel.access.actions.accept_role import accept_role
from matrikel.access.actions.invite_association import invite_association
from matrikel.access.actions.invite_officers import NewOfficer, invite_officers
from matrikel.access.models import Account
from matrikel.authentication.actions.carry_out_resets import carry_out_resets
from matrikel.authentication.actions.note_sign_in import note_sign_in
from matrikel.authentication.actions.reset_factors import reset_factors
from matrikel.authentication.rules.proofs import Way
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.mail.models import Letter
from tests.conftest import ACTOR, AT, sign_in
from tests.factories.sign_ins import an_account, first_step, give_app, letters, newest_code


def spoken_by(email: str) -> str:
    return Account.objects.get(email=email).language


def a_browser(language: str = "", *, asks_for: str = "") -> Client:
    """Return a browser that asks for a language by itself, and one in which somebody has chosen another."""
    browser = Client(headers={"accept-language": asks_for or "en"})
    if language:
        browser.post("/language/", {"language": language})
    return browser


def said(language: str, *sentences: str) -> list[str]:
    with translation.override(language):
        return [translation.gettext(each) for each in sentences]


@pytest.mark.parametrize(
    ("own", "associations", "written"),
    [("fi", "sv", "fi"), ("", "sv", "sv"), ("", "xx", "en"), ("xx", "nl", "nl")],
)
def test_a_reset_is_told_in_the_owners_language_else_in_the_associations(
    db: None, own: str, associations: str, written: str
) -> None:
    account = an_account()
    give_app(account, AT)
    Account.objects.filter(id=account.pk).update(language=own)
    with association_scope(INSTALLATION), translation.override("da"):
        reset_factors(account_ids=[account.pk], actor=ACTOR, language=associations, at=AT)
    carry_out_resets(at=AT + timedelta(hours=24))
    assert [each.content.subject for each in letters()[-2:]] == said(
        written, "Your second step will be taken away", "Your second step was taken away"
    )


def test_two_at_once_are_each_told_in_their_own_language(db: None) -> None:
    for email, language in (("eva@example.se", "sv"), ("aino@example.fi", "fi")):
        account = an_account(email)
        Account.objects.filter(id=account.pk).update(language=language)
    ids = list(Account.objects.values_list("id", flat=True))
    with association_scope(INSTALLATION):
        reset_factors(account_ids=ids, actor=ACTOR, language="en", at=AT)
    carry_out_resets(at=AT + timedelta(hours=24))
    heard = {(each.to, each.content.subject) for each in letters()[-2:]}
    assert heard == {
        ("eva@example.se", *said("sv", "Your second step was taken away")),
        ("aino@example.fi", *said("fi", "Your second step was taken away")),
    }


def test_a_language_comes_with_the_first_sign_in_and_changes_when_another_is_chosen(db: None) -> None:
    account = an_account()
    first_step(account, at=timezone.now(), browser=a_browser(asks_for="nb"))
    assert spoken_by(account.email) == "nb"
    # What some other browser merely asks for changes nothing; what was chosen in it does.
    first_step(account, at=timezone.now(), browser=a_browser(asks_for="nl"))
    assert spoken_by(account.email) == "nb"
    browser = first_step(account, at=timezone.now(), browser=a_browser("da", asks_for="nl"))
    assert spoken_by(account.email) == "da"
    browser.post("/language/", {"language": "fi"})
    assert spoken_by(account.email) == "fi"
    browser.post("/language/", {"language": "klingon"})
    Client().post("/language/", {"language": "sv"})
    assert spoken_by(account.email) == "fi"


def test_a_code_comes_in_the_owners_language_whatever_the_browser_speaks(db: None) -> None:
    account = an_account()
    Account.objects.filter(id=account.pk).update(language="sv")
    browser = a_browser("fi")
    browser.post("/sign-in/", {"email": account.email, "way": "code"})
    code = newest_code(timezone.now())
    with translation.override("sv"):
        wanted = translation.gettext("%(code)s is your code for signing in") % {"code": code}
    assert letters()[-1].content.subject == wanted


def test_whoever_breaks_in_does_not_choose_in_which_language_the_owner_hears_of_it(db: None) -> None:
    account = an_account()
    Account.objects.filter(id=account.pk).update(language="sv")
    for _ in range(2):
        note_sign_in(
            account_id=account.pk,
            by=Way.CODE,
            with_factor=False,
            device="",
            browser_secret="",
            remember=False,
            language="fi",
            at=AT,
        )
    assert [each.content.subject for each in letters()] == said("sv", "You signed in on a new device")
    first_step(account, at=timezone.now(), browser=a_browser("fi"))
    assert letters()[-1].content.subject == said("sv", "You signed in on a new device")[0]


def test_an_invitation_brings_its_language_along(association: UUID) -> None:
    link = invite_association(email="ny@example.no", language="nb", country="NO", actor=ACTOR, at=AT)
    accept_invitation(
        secret=link.rstrip("/").rsplit("/", 1)[1],
        name="Ny",
        slug="ny",
        display_name="Ny",
        roles=["secretary"],
        at=AT,
    )
    assert spoken_by("ny@example.no") == "nb"


def test_an_offered_role_is_written_in_the_language_of_whoever_signs_in_already(association: UUID) -> None:
    account = an_account("aino@example.fi")
    Account.objects.filter(id=account.pk).update(language="fi")
    with association_scope(association):
        offered = [
            NewOfficer(email=email, display_name="", role="secretary", starts_on=AT.date(), language="nl")
            for email in ("aino@example.fi", "nieuw@example.nl")
        ]
        links = invite_officers(officers=offered, link_start="https://x.example/", actor=ACTOR, at=AT)
        assert sorted(Letter.objects.values_list("language", flat=True)) == ["fi", "nl"]
        accept_role(secret=links[1][1].rstrip("/").rsplit("/", 1)[1], account_id=None, at=AT)
    assert (spoken_by("aino@example.fi"), spoken_by("nieuw@example.nl")) == ("fi", "nl")


def test_the_language_of_the_pages_is_not_moved_by_the_letters(association: UUID) -> None:
    browser = sign_in(Client(), association)
    browser.post("/language/", {"language": "nb"})
    assert browser.cookies[settings.LANGUAGE_COOKIE_NAME].value == "nb"
    assert Account.objects.get().language == "nb"

"""The words of the letters about signing in, in the language of whoever gets them, as far as one is known."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from matrikel.access.models import Account
from matrikel.mail.rules.content import Code, Content, NewNotice, Paragraph, Small

NEWS_VALID_FOR = timedelta(days=3)
SPOKEN = frozenset(code for code, _name in settings.LANGUAGES)


def code_letter(*, account: Account, code: str, language: str, expires_at: datetime) -> NewNotice:
    """Return the letter that brings a code."""
    language = language_of(account, language)
    with translation.override(language):
        content = Content(
            subject=_("%(code)s is your code for signing in") % {"code": code},
            preview=_("It works once, for a quarter of an hour."),
            blocks=[
                Paragraph(_("Type this code where you are signing in:")),
                Code(code),
                Small(
                    _(
                        "It works once, for a quarter of an hour, and only in the browser that asked for it. "
                        "Give it to nobody: whoever helps you never needs it. "
                        "If you did not ask for it, you can throw this letter away."
                    )
                ),
            ],
        )
    return NewNotice(
        kind="authentication.code",
        to=account.email,
        name=account.display_name,
        language=language,
        content=content,
        expires_at=expires_at,
        account_id=account.pk,
    )


def address_letter(*, account: Account, to: str, code: str, language: str, expires_at: datetime) -> NewNotice:
    """Return the letter that asks at an address whether it is right that the sign-in moves to a new one."""
    language = language_of(account, language)
    with translation.override(language):
        content = Content(
            subject=_("%(code)s confirms your new address for signing in") % {"code": code},
            blocks=[
                Paragraph(
                    _(
                        "Somebody, most likely you, wants to sign in with another e-mail address from now on. "
                        "Two codes confirm it: this one, and one that went to the other address."
                    )
                ),
                Code(code),
                Small(
                    _(
                        "If it was not you, give the code to nobody, and end all other sessions under “My sign-in”: "
                        "somebody is signed in as you."
                    )
                ),
            ],
        )
    return NewNotice(
        kind="authentication.code",
        to=to,
        name=account.display_name,
        language=language,
        content=content,
        expires_at=expires_at,
        account_id=account.pk,
    )


def news_letter(
    *, account: Account, news: str, detail: str = "", to: str = "", language: str, at: datetime
) -> NewNotice:
    """Return the letter that tells somebody what has changed about their sign-in; `news` is its code."""
    language = language_of(account, language)
    with translation.override(language):
        subject, said = _told(news, detail)
        blocks: Sequence[Paragraph | Small] = [
            Paragraph(said),
            Small(
                _(
                    "If that was you, there is nothing to do. If it was not: sign in, end all other sessions under "
                    "“My sign-in”, and tell whoever helps you in your association."
                )
            ),
        ]
        content = Content(subject=subject, blocks=blocks)
    return NewNotice(
        kind="authentication.news",
        to=to or account.email,
        name=account.display_name,
        language=language,
        content=content,
        expires_at=at + NEWS_VALID_FOR,
        account_id=account.pk,
    )


def _told(news: str, detail: str) -> tuple[str, str]:
    if news == "new_device":
        said = _("You signed in on a device where you had not signed in before: %(device)s.")
        return _("You signed in on a new device"), said % {
            "device": detail or _("a browser that we do not know")
        }
    if news == "password":
        return _("Your password was changed"), _(
            "The password of your sign-in was changed. You are signed out everywhere else."
        )
    if news == "passkey_added":
        return _("You have a new passkey"), _("A passkey was added to your sign-in: %(name)s.") % {
            "name": detail
        }
    if news == "app_added":
        return _("You have a new second step"), _("An app that makes codes was added to your sign-in.")
    if news == "sheet_added":
        return _("You have a new second step"), _(
            "A sheet of codes was made for your sign-in. From now on you type one of them each time."
        )
    if news == "eid_linked":
        return _("An eID signs you in from now on"), _(
            "An eID was linked with your sign-in: %(name)s. Whoever shows it signs in as you."
        ) % {"name": detail}
    if news == "eid_removed":
        return _("An eID was removed"), _("An eID does not sign you in any more: %(name)s.") % {
            "name": detail or _("one that is not offered here any more")
        }
    if news == "factor_removed":
        return _("A second step was removed"), _(
            "A passkey, an app or a code sheet was removed from your sign-in."
        )
    if news == "recovery_codes":
        return _("You have new recovery codes"), _(
            "New recovery codes were made for your sign-in; the old ones are worth nothing now."
        )
    if news == "recovery_used":
        return _("A recovery code was used"), _("Somebody signed in as you with one of your recovery codes.")
    if news == "address":
        return _("Your address for signing in was changed"), _(
            "From now on you sign in with another e-mail address. This letter went to the old one and to the new one."
        )
    if news == "reset_asked":
        return _("Your second step will be taken away"), _(
            "Somebody who looks after your association has asked that your passkeys and codes be taken away, "
            "because they are lost. That happens %(when)s; then you sign in with your e-mail address "
            "and choose new ones. "
            "If you have lost nothing, sign in before then: that stops it."
        ) % {"when": detail}
    return _("Your second step was taken away"), _(
        "Your passkeys and codes were taken away, because they were lost. "
        "Sign in with your e-mail address and choose new ones."
    )


def language_of(account: Account, otherwise: str) -> str:
    """Return the language in which an account is written to: its own, else another one, else English."""
    return next((each for each in (account.language, otherwise) if each in SPOKEN), "en")

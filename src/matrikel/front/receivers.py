"""Keeps the language that somebody chooses, so that letters are written in it."""

from django.dispatch import receiver
from django.http import HttpRequest

from matrikel.access.actions.keep_language import keep_language
from matrikel.access.queries import Account
from matrikel.ui.signals import language_chosen


@receiver(language_chosen)
def write_in_it(sender: object, request: HttpRequest, language: str, **kwargs: object) -> None:
    """Whoever is signed in is written to in the language of their pages."""
    if isinstance(request.user, Account):
        keep_language(account_id=request.user.pk, language=language, is_chosen=True)

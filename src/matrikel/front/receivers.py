"""Keeps the language that somebody chooses, so that letters are written in it."""

from contextlib import suppress

from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from matrikel.access.actions.keep_language import keep_language
from matrikel.access.queries import Account
from matrikel.authentication.errors import ProofNeeded
from matrikel.authentication.queries import require_proof
from matrikel.ui.signals import language_chosen


@receiver(language_chosen)
def write_in_it(sender: object, request: HttpRequest, language: str, **kwargs: object) -> None:
    """Whoever sits there, signed in and awake, is written to in the language of their pages."""
    if not isinstance(request.user, Account):
        return
    with suppress(ProofNeeded):
        require_proof(request.session, sees_others=False, at=timezone.now())
        keep_language(account_id=request.user.pk, language=language, is_chosen=True)

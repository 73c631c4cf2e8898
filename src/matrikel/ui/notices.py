"""Where the sentence waits that the next page says: in a cookie, which is bound to this name as the others are."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class NoticesInACookie(CookieStorage):
    """Django's own, under the name that a browser sends to nobody else."""

    cookie_name = f"{settings.COOKIE_PREFIX}messages"

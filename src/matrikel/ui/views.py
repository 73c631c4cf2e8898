"""Two switches that every page carries: light or dark, and the language. They work without a script."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from matrikel.ui.doors import open_to_everyone
from matrikel.ui.signals import language_chosen

THEMES = ("auto", "light", "dark")
A_YEAR = 60 * 60 * 24 * 365


@require_POST
@open_to_everyone
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remembers the look in this browser."""
    response = _back(request)
    theme = request.POST.get("theme", "auto")
    if theme in THEMES:
        response.set_cookie(
            settings.THEME_COOKIE_NAME,
            theme,
            max_age=A_YEAR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    return response


@require_POST
@open_to_everyone
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remembers the language in this browser, and says so to whoever keeps it elsewhere too."""
    response = _back(request)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        language_chosen.send(sender=choose_language, request=request, language=language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=A_YEAR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    return response


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that asked, never to another site."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(wanted if safe else "/")

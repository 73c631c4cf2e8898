"""What every template may use: the nonce, the chosen look, where it is, and who helps."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from matrikel.ui.errors import help_contact
from matrikel.ui.views import THEMES


def appearance(request: HttpRequest) -> dict[str, Any]:
    theme = request.COOKIES.get(settings.THEME_COOKIE_NAME, "auto")
    return {
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "theme": theme if theme in THEMES else "auto",
        # The association's own where a door has said so, else the host's.
        "help_contact": getattr(request, "help_contact", None) or help_contact(),
        "brand": getattr(request, "brand", None),
        "current_path": request.get_full_path(),
    }

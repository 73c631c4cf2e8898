"""
Draws what stands around an officer's page: the same for everybody of a role on one page, but for a few words.

As a template it took as long as the page itself. It is drawn once in each of its variants, with marks for what differs
from request to request; those are filled in. What is kept in memory names associations, pages and roles, and whom an
association calls its helper; nobody who signs in.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from matrikel.ui.shell import HelpContact, Shell

MOST_KEPT = 1_000
"""Variants of one piece; some eight kilobytes each."""

# A word that no association can have written anywhere, and that is the same once it is escaped.
_MARK = secrets.token_hex(8)
_TOKEN, _PATH, _NAME, _INITIALS = (f"{_MARK}-{number}" for number in range(4))


def sidebar(context: Mapping[str, Any]) -> SafeString:
    """Return where one is and can go."""
    shell = _of_anybody(context["shell"], role_line="")
    return SafeString(_drawn("ui/parts/sidebar.html", get_language(), shell, "", None))


def top_bar(context: Mapping[str, Any]) -> SafeString:
    """Return the line with the search, the help, and who one is."""
    shell = context["shell"]
    kept = _of_anybody(shell, groups=(), switcher=())
    drawn = _drawn("ui/parts/top_bar.html", get_language(), kept, context["theme"], context["help_contact"])
    fills = {
        _TOKEN: context["csrf_token"],
        _PATH: context["current_path"],
        _NAME: shell.person_name,
        _INITIALS: shell.person_initials,
    }
    return _filled(drawn, fills)


def dialogs(context: Mapping[str, Any]) -> SafeString:
    """Return the windows that any page can open."""
    kept = _of_anybody(context["shell"], groups=(), switcher=(), role_line="")
    return _filled(
        _drawn("ui/parts/dialogs.html", get_language(), kept, "", None), {_TOKEN: context["csrf_token"]}
    )


def _of_anybody(shell: Shell, **more: Any) -> Shell:
    return replace(shell, person_name=_NAME, person_initials=_INITIALS, **more)


@lru_cache(maxsize=3 * MOST_KEPT)
def _drawn(
    template: str, language: str | None, shell: Shell, theme: str, help_contact: HelpContact | None
) -> str:
    """Draw a piece; the language is the one that is active, and tells the variants apart."""
    values = {"shell": shell, "theme": theme, "help_contact": help_contact}
    return render_to_string(template, {**values, "csrf_token": _TOKEN, "current_path": _PATH})


def _filled(drawn: str, fills: Mapping[str, object]) -> SafeString:
    for mark, text in fills.items():
        drawn = drawn.replace(mark, escape(str(text)))
    return SafeString(drawn)

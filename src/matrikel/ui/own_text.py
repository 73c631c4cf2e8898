"""Texts that an association writes itself, with a few marks: paragraphs, bold, italics, lists and links to the web."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt


def _is_web_page(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("https", "http", "mailto")
    except ValueError:
        return False


def _reader() -> MarkdownIt:
    # From nothing upwards: no HTML, no pictures (they would tell another server who reads), no headings.
    reader = MarkdownIt("zero", {"html": False, "breaks": True})
    reader.enable(["emphasis", "link", "list", "newline", "escape"])
    reader.validateLink = _is_web_page  # type: ignore[method-assign]

    def open_link(self: Any, tokens: Any, place: int, options: Any, env: Any) -> str:
        tokens[place].attrSet("rel", "noopener noreferrer")
        return str(self.renderToken(tokens, place, options, env))

    reader.add_render_rule("link_open", open_link)
    return reader


_READER = _reader()


def own_text(text: str) -> SafeString:
    """Return a text as HTML; whatever is not one of the few marks stays text, and links lead to the web only."""
    return SafeString(_READER.render(text))

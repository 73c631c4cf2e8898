"""The guide's pages as they are written: `<language>/<page>.md`, the same pages and headings in every language."""

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

FOLDER = Path(__file__).parent
PAGES = ("first-evening", "more", "when-somebody-leaves")
"""In the order in which one reads them; the name stands in the address."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading of the second level, and the anchor that leads to it."""

    title: str
    anchor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GuidePage:
    """A page: its title, the first paragraph as plain text, its sections, and all of it below the title as HTML."""

    name: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    html: str


@functools.cache
def guide_page(name: str, language: str) -> GuidePage:
    """Return a page in a language, or in English where the guide does not speak it."""
    path = FOLDER / language / f"{name}.md"
    text = (path if path.exists() else FOLDER / "en" / f"{name}.md").read_text(encoding="utf-8")
    reader = MarkdownIt("commonmark", {"html": False})
    tokens = reader.parse(text)
    title = tokens[1].content
    below = tokens[3:]
    lead = re.sub(r"[*_`]", "", below[1].content)
    sections: list[Section] = []
    for place, token in enumerate(below):
        if token.type == "heading_open" and token.tag == "h2":
            anchor = f"part-{len(sections) + 1}"
            token.attrSet("id", anchor)
            sections.append(Section(title=below[place + 1].content, anchor=anchor))
    return GuidePage(
        name=name,
        title=title,
        lead=lead,
        sections=tuple(sections),
        html=reader.renderer.render(below, reader.options, {}),
    )

"""What is printed, set by Typst: what people have written comes in as data, never as markup."""

import json
import threading
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst

FONTS = Path(__file__).resolve().parent / "fonts"
ARCHIVAL = "a-2a"
"""PDF/A-2a (ISO 19005-2, level A): embedded fonts, tagged, readable aloud."""

_kept = threading.local()


def set_pages(layout: Path, data: dict[str, Any], *, archived_on: date | None = None) -> bytes:
    """
    Return a layout with data as PDF; nothing is fetched, and no font but our own is used.

    With a day the file is one for the archive (PDF/A-2a), dated that day, and the same data give the same bytes. A thread
    keeps the compiler of each layout, because it need not read layout and fonts again.
    """
    archival: dict[str, Any] = {}
    if archived_on is not None:
        noon = datetime.combine(archived_on, time(12), tzinfo=UTC)
        archival = {"pdf_standards": [ARCHIVAL], "timestamp": int(noon.timestamp())}
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    return cast(bytes, _compiler(layout).compile(format="pdf", sys_inputs=inputs, **archival))


def _compiler(layout: Path) -> typst.Compiler:
    kept: dict[Path, typst.Compiler] = _kept.__dict__.setdefault("compilers", {})
    if layout not in kept:
        kept[layout] = typst.Compiler(layout, root=layout.parent, font_paths=_fonts())
    return kept[layout]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])

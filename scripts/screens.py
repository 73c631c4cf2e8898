"""Photographs every page of the demo into var/screens, wide and narrow, light and dark, and asks axe about each.

Exits with 1 when axe finds a violation, a page is wider than the window, or one answers with an error.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser

from matrikel.embedded import server
from scripts.pages import Found, chromium, demo, find_pages, problems_of

ROOT = Path(__file__).resolve().parents[1]
WIDTHS = {1440: 900, 390: 844}
THEMES = ("light", "dark")


def main() -> int:
    """Photograph everything; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "names", nargs="*", default=[""], help="only pages whose names begin so, such as people or import-one"
    )
    parser.add_argument("--language", default="en", help="en, sv, nb, fi, da or nl (default: %(default)s)")
    arguments = parser.parse_args()
    out, home = ROOT / "var" / "screens", ROOT / "var" / "screens-demo"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    server.remove(home)
    try:
        with demo(home) as shown, chromium() as browser:
            found = [
                page
                for page in find_pages(browser, shown, language=arguments.language)
                if page.name.startswith(tuple(arguments.names))
            ]
            problems = photograph(browser, found, out, language=arguments.language)
    finally:
        server.remove(home)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(list(out.iterdir()))} pictures of {len(found)} pages in {out.relative_to(ROOT)}")
    return 1 if problems else 0


def photograph(browser: Browser, found: list[Found], out: Path, *, language: str) -> list[str]:
    """Take all pictures and return what is wrong."""
    problems = []
    for visitor, pages in groupby(found, key=lambda page: page.visitor):
        seen = list(pages)
        for width, height in WIDTHS.items():
            for theme in THEMES:
                context = browser.new_context(
                    storage_state=visitor.state,
                    viewport={"width": width, "height": height},
                    color_scheme=theme,
                    reduced_motion="reduce",
                    locale=language,
                )
                tab = context.new_page()
                for page in seen:
                    answer = visitor.look(tab, page.url)
                    tab.screenshot(path=out / f"{page.name}-{width}-{theme}.png", full_page=True)
                    wrong = problems_of(tab, status=answer.status if answer else 0)
                    problems += [f"{page.name} at {width} px, {theme}: {problem}" for problem in wrong]
                context.close()
    return problems


if __name__ == "__main__":
    sys.exit(main())

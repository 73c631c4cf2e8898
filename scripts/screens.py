"""Photographs every page of the demo into var/screens, wide and narrow, light and dark, and asks axe about each.

Pages are found by following links from where each persona lands, one of every kind: two persons' pages are one
kind. What only appears after something was done (a refusal, a preview, a result) is done first. Exits with 1
when axe finds a violation or a page answers with an error.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, StorageState, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
WIDTHS = {1440: 900, 390: 844}
THEMES = ("light", "dark")
CHROMIUM_FLAGS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
HOME = ROOT / "var" / "screens-demo"
MATRIKEL = [str(ROOT / ".venv" / "bin" / "matrikel")]
CLUB = "blandaren"
MEMBERS = """Medlemslista 2026;;;;;;
Medlemsnr;Förnamn;Efternamn;E-post;Mobil;Född;Medlem sedan
9101;Tove;Wikström;tove.wikstrom@example.se;070-174 06 05;1984-03-12;2019-05-02
9102;Per;Lund;per.lund(at)example.se;070-174 06 06;12.4.71;2020
9103;Ylva;Öberg;ylva.oberg@example.se;0701740607;1990-13-01;2021-09-01
9104;Nils;Åström;nils.astrom@example.se;;1958-07-30;2003-01-15
"""
_ID = re.compile(r"^[0-9a-f]{8}-[0-9a-f-]{27}$|^\d+$")


def main() -> int:
    """Photograph everything; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", help="only pages whose name contains this")
    parser.add_argument("--language", default="en", help="en, sv, nb, fi, da or nl (default: %(default)s)")
    arguments = parser.parse_args()
    out = ROOT / "var" / "screens"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with demo() as links, sync_playwright() as playwright, chromium(playwright) as browser:
        photographer = Photographer(browser, out, only=arguments.only, language=arguments.language)
        photographer.take_public(links)
        secretary, *others = links.values()
        photographer.take_as(secretary, prepares=True)
        for link in others:
            photographer.take_as(link)
    for problem in photographer.problems:
        print(problem, file=sys.stderr)
    print(f"{photographer.taken} pictures of {len(photographer.names)} pages in {out.relative_to(ROOT)}")
    return 1 if photographer.problems else 0


class Photographer:
    """Takes the pictures and remembers what was wrong."""

    def __init__(self, browser: Browser, out: Path, *, only: str, language: str) -> None:
        self.browser, self.out, self.only, self.language = browser, out, only, language
        self.problems: list[str] = []
        self.names: set[str] = set()
        self.taken = 0

    def take_public(self, links: dict[str, str]) -> None:
        """Photograph what a stranger sees."""
        link = next(iter(links.values()))
        paths = {
            "start": "",
            "sign-in": "sign-in/",
            "sign-in-used": "sign-in/no-such-link/",
            "not-found": "x/y/",
        }
        found = [(f"public-{name}", urljoin(_base(link), path)) for name, path in paths.items()]
        self._take([*found, ("public-sign-in-link", link)], state=None)

    def take_as(self, link: str, *, prepares: bool = False) -> None:
        """Photograph every kind of page that this persona can reach and no earlier one could."""
        context = self.browser.new_context(locale=self.language)
        page = context.new_page()
        page.goto(link)
        page.get_by_role("main").get_by_role("button").click()
        page.wait_for_load_state()
        found = list(self._prepare(page)) if prepares else []
        found += [(name, url) for name, url in self._find(page) if name not in self.names]
        state = context.storage_state()
        context.close()
        self._take(found, state=state)

    def _prepare(self, page: Page) -> Iterator[tuple[str, str]]:
        """Do what some pages only show afterwards; yield name and address of each."""
        base = _base(page.url)
        file = HOME / "members.csv"
        file.write_text(MEMBERS, encoding="windows-1252")
        page.goto(urljoin(base, f"{CLUB}/import/new/"))
        page.locator("input[type=file]").set_input_files(file)
        page.locator("main form button[type=submit]").first.click()
        page.locator("[href*='/confirm/'], [action*='/confirm/']").first.wait_for(timeout=60_000)
        yield "import-review", page.url
        for name, path in import_runs(file).items():
            yield name, urljoin(base, path)
        page.goto(base)

    def _find(self, page: Page) -> Iterator[tuple[str, str]]:
        """Yield name and address of every kind of page, following links from where the page is."""
        base, waiting, seen = _base(page.url), [page.url], set()
        while waiting:
            url = waiting.pop(0)
            if _name(url) in seen:
                continue
            seen.add(_name(url))
            try:
                answer = page.goto(url)
            except Error as error:
                if "Download is starting" in str(error):
                    continue
                raise
            if answer is None or "text/html" not in answer.headers.get("content-type", ""):
                continue
            if page.url != url and _name(page.url) in seen and _name(page.url) != _name(url):
                continue
            seen.add(_name(page.url))
            yield _name(page.url), page.url
            links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
            waiting += [link.split("#")[0] for link in links if link.startswith(base)]

    def _take(self, found: list[tuple[str, str]], *, state: StorageState | None) -> None:
        found = [(name, url) for name, url in found if self.only in name]
        self.names |= {name for name, _ in found}
        for width, height in WIDTHS.items():
            for theme in THEMES:
                context = self.browser.new_context(
                    storage_state=state,
                    viewport={"width": width, "height": height},
                    color_scheme=theme,
                    reduced_motion="reduce",
                    locale=self.language,
                )
                page = context.new_page()
                for name, url in found:
                    answer = page.goto(url)
                    page.screenshot(path=self.out / f"{name}-{width}-{theme}.png", full_page=True)
                    self.taken += 1
                    self._look(page, f"{name} at {width} px, {theme}", status=answer.status if answer else 0)
                context.close()

    def _look(self, page: Page, where: str, *, status: int) -> None:
        if status >= 500:
            self.problems.append(f"{where}: answers with {status}")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            self.problems.append(f"{where}: wider than the window")
        self._ask_axe(page, where)

    def _ask_axe(self, page: Page, where: str) -> None:
        for violation in Axe().run(page).response["violations"]:
            nodes = ", ".join(node["html"][:120] for node in violation["nodes"][:3])
            self.problems.append(f"{where}: {violation['id']}: {violation['help']}: {nodes}")


@contextmanager
def demo() -> Iterator[dict[str, str]]:
    """Run the demo in a fresh home of its own and yield each persona's link."""
    _matrikel("stop", "--remove")
    shutil.rmtree(HOME, ignore_errors=True)
    process = subprocess.Popen(
        [*MATRIKEL, "demo", "--port", "8200"], env=_variables(), stdout=subprocess.PIPE, text=True
    )
    said = ""
    try:
        for line in process.stdout or ():
            said += line
            if line.startswith("Ctrl-C"):
                break
        found = re.findall(r"^  (\S+) [^\n]*\n    (http\S+/sign-in/\S+)", said, re.MULTILINE)
        if not found:
            sys.exit(f"The demo did not start: {said}")
        yield {name.lower(): link for name, link in found}
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
        _matrikel("stop", "--remove")


def import_runs(file: Path) -> dict[str, str]:
    """Make one import that is done and one that was taken back; return the path of each run's page."""
    paths = {}
    for state, people in (("done", MEMBERS), ("undone", MEMBERS.replace("example.se", "example.org"))):
        file.write_text(people, encoding="windows-1252")
        applied = json.loads(
            _matrikel("import_people", str(file), "--association", CLUB, "--apply", "--json")
        )
        paths[f"import-{state}"] = f"{CLUB}/import/{applied['run']}/"
    _matrikel("undo_import", applied["run"])
    return paths


def _matrikel(*words: str) -> str:
    return subprocess.run(
        [*MATRIKEL, *words], env=_variables(), check=True, capture_output=True, text=True
    ).stdout


def _variables() -> dict[str, str]:
    left_out = {"DATABASE_URL", "DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "MATRIKEL_HOME": str(HOME)}


@contextmanager
def chromium(playwright: object) -> Iterator[Browser]:
    """Open the Chromium that CHROMIUM names, or Playwright's own."""
    flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or None, args=flags)  # type: ignore[attr-defined]
    try:
        yield browser
    finally:
        browser.close()


def _base(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def _name(url: str) -> str:
    """Return the same name for pages of one kind: association, ids and questions make no difference."""
    association, *parts = [part for part in urlsplit(url).path.split("/") if part] or [""]
    if not association:
        return "associations"
    return "-".join("one" if _ID.match(part) else part for part in parts) or "today"


if __name__ == "__main__":
    sys.exit(main())

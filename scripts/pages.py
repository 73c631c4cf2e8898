"""Finds every kind of page of the demo, for whoever wants to look at all of them.

Pages are found by following links from where each persona lands, one of every kind: two persons' pages are one
kind. What only shows after something was done (a preview, a result) is done first.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Literal
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, Response, StorageState, sync_playwright

from matrikel.authentication.rules.proofs import FRESH
from matrikel.sandbox.federation import HOST, PERSONAS

Until = Literal["load", "domcontentloaded"]
Window = Callable[[StorageState | None], BrowserContext]
CHROMIUM_FLAGS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
CLUB = "blandaren"
MEMBERS = """Medlemslista 2026;;;;;;
Medlemsnr;Förnamn;Efternamn;E-post;Mobil;Född;Medlem sedan
9101;Tove;Wikström;tove.wikstrom@example.se;070-174 06 05;1984-03-12;2019-05-02
9102;Per;Lund;per.lund(at)example.se;070-174 06 06;12.4.71;2020
9103;Ylva;Öberg;ylva.oberg@example.se;0701740607;1990-13-01;2021-09-01
9104;Nils;Åström;nils.astrom@example.se;;1958-07-30;2003-01-15
"""
_ID = re.compile(r"^[0-9a-f]{8}-[0-9a-f-]{27}$|^\d+$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Demo:
    """A demo that runs in a home of its own; one link per persona, the club's secretary first."""

    home: Path
    links: list[str]

    def matrikel(self, *words: str) -> str:
        """Run one command in the demo's home and return what it said."""
        done = subprocess.run(
            [*_MATRIKEL, *words], env=_variables(self.home), check=True, capture_output=True, text=True
        )
        return done.stdout

    def another_link(self, number: int) -> str:
        """Return a new link for whoever has this place among the links, the host last; each works once."""
        if number == len(PERSONAS):
            said = self.matrikel("grant_host", HOST.email, "--json")
        else:
            persona = PERSONAS[number]
            words = (persona.email, "--association", persona.association, "--role", persona.role, "--json")
            said = self.matrikel("sign_in_link", *words)
        link: str = json.loads(said)["url"]
        return link


class Visitor:
    """Somebody who looks at pages: a persona of the demo, or whoever comes along."""

    def __init__(self, shown: Demo, number: int | None = None) -> None:
        self._shown, self._number, self._came_at = shown, number, monotonic()
        self.state: StorageState | None = None
        """The cookies with which a new window goes on; pressing a link again makes older ones worthless."""

    def come_in(self, page: Page, link: str) -> None:
        """Press the button of a link; the page then shows where the persona lands."""
        page.goto(link)
        page.get_by_role("main").get_by_role("button").click()
        page.wait_for_load_state()
        self._came_at = monotonic()
        self.state = page.context.storage_state()

    def look(self, page: Page, url: str, *, until: Until = "load") -> Response | None:
        """Open a page; before one that matters would ask whether it is still them, the persona comes in anew."""
        is_old = monotonic() - self._came_at > FRESH.total_seconds() / 2
        if self._number is not None and is_old:
            self.come_in(page, self._shown.another_link(self._number))
        return page.goto(url, wait_until=until)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One page: its name, its address, and who may see it."""

    name: str
    url: str
    visitor: Visitor


_MATRIKEL = [sys.executable, "-m", "matrikel.console.main"]


@contextmanager
def demo(home: Path, *, port: int = 8200) -> Iterator[Demo]:
    """Run the demo in this home until the block ends."""
    process = subprocess.Popen(
        [*_MATRIKEL, "demo", "--port", str(port)], env=_variables(home), stdout=subprocess.PIPE, text=True
    )
    said = ""
    try:
        for line in process.stdout or ():
            said += line
            if line.startswith("Ctrl-C"):
                break
        links = re.findall(r"^ +(http\S+/sign-in/\S+)$", said, re.MULTILINE)
        if not links:
            raise RuntimeError(f"The demo did not start: {said}")
        yield Demo(home=home, links=links)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open the Chromium that CHROMIUM names, the one on the path, or Playwright's own."""
    flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        try:
            yield browser
        finally:
            browser.close()


def find_pages(browser: Browser, shown: Demo, *, language: str = "en") -> list[Found]:
    """Return one page of every kind, each as the first persona who can reach it."""

    def window(state: StorageState | None) -> BrowserContext:
        return browser.new_context(storage_state=state, locale=language)

    visits = visit_pages(browser, shown, window=window, language=language)
    return [found for found, _tab, _status in visits]


def visit_pages(
    browser: Browser, shown: Demo, *, window: Window, language: str = "en"
) -> Iterator[tuple[Found, Page, int]]:
    """
    Yield one page of every kind, as the first persona who can reach it, while a tab shows it; and its status.

    The tab is of a window that is asked for with the cookies of whoever looks. All pages are opened to be found, so
    what is to be asked of each can be asked now, and needs no second visit.
    """
    nobody = Visitor(shown)
    tab = window(None).new_page()
    for name, url in _public_pages(shown):
        yield Found(name=name, url=url, visitor=nobody), tab, _status(nobody.look(tab, url))
    tab.context.close()
    known: set[str] = set()
    for number, link in enumerate(shown.links):
        visitor = Visitor(shown, number)
        came_in = browser.new_context(locale=language)
        first = came_in.new_page()
        visitor.come_in(first, link)
        prepared = list(_prepare(first, shown)) if number == 0 else []
        begins_at, visitor.state = first.url, came_in.storage_state()
        came_in.close()
        tab = window(visitor.state).new_page()
        for name, url in prepared:
            yield Found(name=name, url=url, visitor=visitor), tab, _status(visitor.look(tab, url))
        own = {name for name, _url in prepared}
        for name, status in _follow_links(tab, visitor, begins_at):
            if name not in known:
                yield Found(name=name, url=tab.url, visitor=visitor), tab, status
            own.add(name)
        known |= own
        visitor.state = tab.context.storage_state()
        tab.context.close()


def _status(answer: Response | None) -> int:
    return answer.status if answer else 0


def problems_of(page: Page, *, status: int) -> list[str]:
    """Return what is wrong with the page that a browser shows."""
    problems = [f"answers with {status}"] if status >= 500 else []
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        problems.append("is wider than the window")
    # All rules are asked; only what they found wrong is gathered.
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response
    for violation in found["violations"]:
        places = ", ".join(node["html"][:120] for node in violation["nodes"][:3])
        problems.append(f"{violation['id']}: {violation['help']}: {places}")
    return problems


def _public_pages(shown: Demo) -> list[tuple[str, str]]:
    base = _base(shown.links[0])
    paths = {"start": "", "sign-in": "sign-in/", "sign-in-used": "sign-in/no-such-link/", "not-found": "x/y/"}
    found = [(f"public-{name}", urljoin(base, path)) for name, path in paths.items()]
    # Asking for the link's page does not use it; pressing its button does.
    return [*found, ("public-sign-in-link", shown.links[0])]


def _prepare(page: Page, shown: Demo) -> Iterator[tuple[str, str]]:
    """Bring a file in to its preview, one to its end, and take one back; yield name and address of each."""
    base = _base(page.url)
    file = shown.home / "members.csv"
    file.write_text(MEMBERS, encoding="windows-1252")
    page.goto(urljoin(base, f"{CLUB}/import/new/"))
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form button[type=submit]").first.click()
    page.locator("[href*='/confirm/'], [action*='/confirm/']").first.wait_for(timeout=60_000)
    yield "import-review", page.url
    for name, people in (("done", MEMBERS), ("undone", MEMBERS.replace("example.se", "example.org"))):
        file.write_text(people, encoding="windows-1252")
        answer = shown.matrikel("import_people", str(file), "--association", CLUB, "--apply", "--json")
        run = json.loads(answer)["run"]
        yield f"import-{name}", urljoin(base, f"{CLUB}/import/{run}/")
    shown.matrikel("undo_import", run)
    yield "households-moves-one", _move_a_family(page, urljoin(base, f"{CLUB}/households/"))
    yield "people-one-family-one-end", _end_of_a_relation(page, urljoin(base, f"{CLUB}/households/"))
    page.goto(base)


def _end_of_a_relation(page: Page, households: str) -> str:
    """Return the address where a relation of the first person who has one is ended; not everybody has a family."""
    page.goto(households)
    homes = page.eval_on_selector_all("main .data-table a", "links => links.map(link => link.href)")
    for home in homes:
        page.goto(home)
        people = page.eval_on_selector_all(
            "main a[href*='/people/']", "links => links.map(link => link.href)"
        )
        for person in dict.fromkeys(people):
            page.goto(person)
            ends = page.locator("main a[href*='/family/'][href$='/end/']")
            if ends.count():
                return urljoin(households, ends.first.get_attribute("href") or "")
    raise LookupError("Nobody in the households has a relation to end.")


def _move_a_family(page: Page, households: str) -> str:
    """Move the first household of the list and return the address of what came of it."""
    page.goto(households)
    page.locator("main .data-table a").first.click()
    page.locator("main a[href$='/move/']").first.click()
    for name, text in (("street", "Nygatan 1"), ("postcode", "753 10"), ("place", "Uppsala")):
        page.locator(f"main [name={name}]").fill(text)
    for step in ("preview", "confirm"):
        page.locator(f"main button[value={step}]").click()
        page.wait_for_load_state()
    return page.url


def _follow_links(page: Page, visitor: Visitor, begins_at: str) -> Iterator[tuple[str, int]]:
    """Yield the name and the status of each page that links lead to, while it is shown."""
    base, waiting, seen = _base(begins_at), [begins_at], set()
    while waiting:
        asked = waiting.pop(0)
        if _name(asked) in seen:
            continue
        seen.add(_name(asked))
        try:
            answer = visitor.look(page, asked)
        except Error as error:
            if "Download is starting" in str(error):
                continue
            raise
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        reached = _name(page.url)
        if reached == _name(asked) or reached not in seen:
            seen.add(reached)
            yield reached, answer.status
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        waiting += [link.split("#")[0] for link in links if link.startswith(base)]


def _variables(home: Path) -> dict[str, str]:
    ours = {"DATABASE_URL", "DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "MATRIKEL_DEMO"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "MATRIKEL_HOME": str(home)}


def _base(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def _name(url: str) -> str:
    """Return the same name for pages of one kind: association, ids and questions make no difference."""
    association, *parts = [part for part in urlsplit(url).path.split("/") if part] or [""]
    if not association:
        return "associations"
    if association == "host":
        parts = [association, *parts]
    return "-".join("one" if _ID.match(part) else part for part in parts) or "today"

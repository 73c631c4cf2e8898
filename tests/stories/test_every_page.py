"""Somebody looks at every page there is, with a wide and a narrow window, by day and by night, and without scripts."""

import json
from functools import partial
from itertools import groupby
from typing import Literal
from urllib.parse import unquote_plus, urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, StorageState

from matrikel.embedded import server
from scripts.pages import CLUB, Found, chromium, demo, problems_of, visit_pages
from tests.factories.answers import problems_of_answer, problems_of_html

pytestmark = pytest.mark.long

Theme = Literal["light", "dark"]
STOPPED = "The content policy stopped something"

EXPECTED = {
    "public-start",
    "public-sign-in",
    "public-not-found",
    "today",
    "people",
    "people-new",
    "people-filters",
    "people-columns",
    "people-selections",
    "people-selections-one",
    "people-one",
    "people-one-edit",
    "people-one-history",
    "people-one-memberships",
    "import",
    "import-new",
    "import-review",
    "import-done",
    "import-undone",
    "import-one-columns",
    "import-one-problems",
    "import-one-confirm",
    "units",
    "groups",
    "groups-new",
    "groups-one",
    "groups-one-add",
    "groups-one-close",
    "groups-one-edit",
    "groups-one-next-season",
    "groups-one-sheet",
    "groups-person-one",
    "checks",
    "checks-kinds",
    "checks-kinds-new",
    "checks-kinds-one",
    "checks-person-one",
    "checks-person-one-one",
    "settings",
    "households",
    "households-new",
    "households-suggestions",
    "households-one",
    "households-one-edit",
    "households-one-move",
    "households-one-members-new",
    "households-one-members-new-person",
    "households-one-members-one",
    "households-moves-one",
    "people-one-family-new",
    "people-one-family-one-end",
    "settings-name",
    "settings-kind",
    "settings-looks",
    "settings-types",
    "settings-types-one",
    "board",
    "set-up",
    "set-up-types",
    "associations",
    "host",
    "host-invitations",
    "jobs",
    "me",
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    home = tmp_path_factory.mktemp("every-page") / "home"
    try:
        with demo(home) as shown:
            yield shown
    finally:
        server.remove(home)


class Listener:
    """Listens to everything that the pages of a browser ask for, are answered, and complain of."""

    def __init__(self, origin: str) -> None:
        self.origin, self.heard, self.nonces = origin, [], set()

    def listen(self, context: BrowserContext) -> None:
        """Listen to whatever is opened from now on."""
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.heard.append(f"broke: {error.error}"))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "about:")):
            self.heard.append(f"asked elsewhere: {request.url}")

    def _answered(self, answer: Response) -> None:
        if answer.url.startswith("about:"):
            return
        path, headers = urlsplit(answer.url).path, answer.all_headers()
        self.heard += problems_of_answer(path, headers)
        if answer.status == 200 and headers.get("content-type", "").startswith("text/html"):
            nonce = headers["content-security-policy"].partition("script-src 'nonce-")[2].partition("'")[0]
            if nonce in self.nonces:
                self.heard.append(f"{path}: a nonce that was used before")
            self.nonces.add(nonce)
            self.heard += [f"{path}: {line}" for line in problems_of_html(answer.text(), nonce=nonce)]

    def _said(self, said: ConsoleMessage) -> None:
        # That an address answers with 404 or 410 is what is looked at, and not a complaint of the page.
        if said.type in ("error", "warning") and "the server responded with a status of 4" not in said.text:
            self.heard.append(f"complained: {said.text}")


def test_axe_finds_nothing_on_any_page_and_every_page_works_without_scripts(shown):
    problems: list[str] = []
    found: list[Found] = []
    listener = Listener(shown.links[0].partition("/sign-in/")[0])

    def ask(page: Found, tab: Page, status: int, seen_as: str, *, scripts: bool) -> None:
        headings = tab.locator("h1").count()
        wrong = [] if headings == 1 else [f"has {headings} headings of the first level"]
        # axe is itself a script, so without scripts only the heading is asked for.
        wrong += problems_of(tab, status=status) if scripts else []
        problems.extend(f"{page.name}, {seen_as}: {each}" for each in wrong)

    with chromium() as browser:

        def window(state: StorageState | None, *, width: int, theme: Theme, scripts: bool) -> BrowserContext:
            context = browser.new_context(
                storage_state=state,
                viewport={"width": width, "height": 900},
                color_scheme=theme,
                reduced_motion="reduce",
                java_script_enabled=scripts,
            )
            if scripts:
                listener.listen(context)
            return context

        by_day = partial(window, width=1440, theme="light", scripts=True)
        for page, tab, status in visit_pages(browser, shown, window=by_day):
            found.append(page)
            ask(page, tab, status, "1440 px, light", scripts=True)
        for visitor, pages in groupby(found, key=lambda page: page.visitor):
            seen = list(pages)
            for width, theme, scripts in ((390, "dark", True), (1440, "light", False)):
                context = window(visitor.state, width=width, theme=theme, scripts=scripts)
                tab = context.new_page()
                for page in seen:
                    # Without scripts it is the page that is looked at, and not what it is painted with.
                    answer = visitor.look(tab, page.url, until="load" if scripts else "domcontentloaded")
                    seen_as = f"{width} px, {theme}, scripts {scripts}"
                    ask(page, tab, answer.status if answer else 0, seen_as, scripts=scripts)
                context.close()
        kept, listener.heard = listener.heard, []
        reported = log_of(shown)
        context = browser.new_context()
        listener.listen(context)
        run_a_foreign_script(context.new_page(), shown.links[0])
        context.close()

    assert problems == []
    assert kept == []
    assert [line for line in reported.splitlines() if STOPPED in line] == []
    assert EXPECTED - {page.name for page in found} == set()
    # What stops a script is complained of and reported, or the lines above would say nothing.
    assert [line for line in listener.heard if "Content Security Policy" in line] != []
    assert f"{STOPPED}: script-src-elem on front:sign_in_link, from inline" in log_of(shown)


NAMES = (
    "Kanariefors",
    "Ottilia",
    "ottilia.kanarie",
    "701740609",
    "194603239957",
    "460323-9957",
    "Kanariegatan",
)
"""What a person is called, reached by and known by, in whichever way it is typed below."""


def test_what_people_are_called_stands_in_no_address_and_in_no_log(shown):
    said = shown.matrikel(
        "sign_in_link", "frida@example.se", "--association", CLUB, "--role", "secretary", "--json"
    )
    link = json.loads(said)["url"]
    asked: list[str] = []
    with chromium() as browser:
        context = browser.new_context(locale="en-GB", reduced_motion="reduce")
        context.on("request", lambda request: asked.extend([request.url, request.headers.get("referer", "")]))
        page = context.new_page()
        page.goto(link)
        page.get_by_role("main").get_by_role("button").first.click()
        page.wait_for_url(f"**/{CLUB}/**")
        club = page.url.partition(f"/{CLUB}/")[0] + f"/{CLUB}/"
        enter_somebody(page, club)
        look_for_somebody(page, club)
        seen = page.content()
        page.goto(f"{club}people/not-there/")
        context.close()

    # They were typed, they arrived, and they were found.
    assert "Kanariefors" in seen
    assert [url for url in asked if "/people/search/" in url or "q=" in url] != []
    addresses = unquote_plus(" ".join(asked)).lower()
    assert [name for name in NAMES if name.lower() in addresses] == []
    logs = {path: path.read_text(encoding="utf-8", errors="replace") for path in shown.home.rglob("*.log*")}
    assert {path.name for path in logs} >= {"web.log", "worker.log"}
    assert (
        f"{club.removesuffix('/').rpartition('/')[2]}/people/not-there/"
        in logs[shown.home / "log" / "web.log"]
    )
    secret = link.rstrip("/").rpartition("/")[2]
    told = " ".join(logs.values()).lower()
    assert [name for name in (*NAMES, "frida@example.se", secret) if name.lower() in told] == []


def enter_somebody(page: Page, club: str) -> None:
    """Add a person: first with a number and an address that are wrong, then as it should be."""
    page.goto(f"{club}people/new/")
    form = page.get_by_role("main").locator("form").filter(has=page.locator("[name=family_name]"))
    typed = {
        "given_name": "Ottilia",
        "family_name": "Kanariefors",
        "email": "ottilia.kanarie(at)example.se",
        "phone": "070-174 06 09",
        "identity_number": "460323-9958",
        "street": "Kanariegatan 4",
        "postcode": "671 31",
        "place": "Arvika",
        "birth_date": "1946-03-23",
        "starts_on": "2026-11-01",
    }
    types = form.locator("select[name=type] option[value]:not([value=''])")
    form.locator("select[name=type]").select_option(types.first.get_attribute("value"))
    for right in (False, True):
        if right:
            typed |= {"email": "ottilia.kanarie@example.se", "identity_number": "460323-9957"}
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        for name, text in typed.items():
            form.locator(f"[name={name}]").fill(text)
        with page.expect_navigation():
            form.locator("[name=family_name]").press("Enter")


def look_for_somebody(page: Page, club: str) -> None:
    """Look for her as one types, by name, by phone, by e-mail and by number; in the list, and from anywhere."""
    page.goto(f"{club}people/")
    for words in ("ottilia.kanarie@example.se", "460323-9957", "Kanariefors"):
        with page.expect_response(lambda answer: "/people/" in answer.url):
            page.locator("#listing-search").fill(words)
        page.keyboard.press("Enter")
        page.wait_for_load_state("networkidle")
    page.reload()
    for words in ("070-174 06 09", "Ottilia Kanariefors"):
        page.keyboard.press("Control+k")
        with page.expect_response(lambda answer: "search" in answer.url):
            page.locator("#search-dialog-input").fill(words)
        page.keyboard.press("Escape")
    page.goto(f"{club}people/")
    with page.expect_response(lambda answer: "/people/" in answer.url):
        page.locator("#listing-search").fill("Kanariefors")
    page.wait_for_load_state("networkidle")


def log_of(shown) -> str:
    """Return what the demo's web process has written so far."""
    return (shown.home / "log" / "web.log").read_text(encoding="utf-8")


def run_a_foreign_script(page: Page, url: str) -> None:
    """Put a script into a page as an attacker would, and wait until its browser has told us."""
    page.goto(url)
    with page.expect_response("**/policy-report/"):
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {textContent: 'alert(7)'}))"
        )

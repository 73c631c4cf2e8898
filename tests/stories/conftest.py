"""A real browser in front of a real office: pages are served from the tests' database by the runtime role."""

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Thread
from typing import Any, TypeVar
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections, transaction
from django.test.testcases import QuietWSGIRequestHandler
from django.utils import timezone
from playwright.sync_api import Page, sync_playwright
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.actions.make_sign_in_link import make_sign_in_link
from matrikel.kernel.scope import association_scope
from matrikel.organisations.actions.mark_demonstration import mark_demonstration
from tests.conftest import ACTOR, make_association

T = TypeVar("T")
FLAGS = ["--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 15_000


@dataclass(frozen=True, kw_only=True, slots=True)
class LiveOffice:
    """An association whose office answers at `url`; what the story does to the database commits."""

    url: str
    slug: str
    association: UUID

    def do(self, act: Callable[[], T]) -> T:
        """Do something in the association, as a transaction of its own."""
        return _apart(lambda: self._inside(act))

    def apart(self, act: Callable[[], T]) -> T:
        """Do something that opens its own scope, as the doors of signing in do."""
        return _apart(act)

    def sign_in_link(self, *, role: str = "secretary", email: str = "eva@example.se") -> str:
        """Return the address of a link that signs somebody in with a role."""
        now = timezone.now()

        def make() -> str:
            term = NewTerm(
                email=email, role=role, starts_on=now.date() - timedelta(days=1), display_name="Eva Lund"
            )
            (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=now)
            return make_sign_in_link(account_id=account_id, lands_on=f"/{self.slug}/", actor=ACTOR, at=now)

        return self.url + self.do(make)

    def work(self) -> int:
        """Do the background jobs that wait, those that they ask for included; return how many."""
        return _apart(_work_off)

    def _inside(self, act: Callable[[], T]) -> T:
        with association_scope(self.association), transaction.atomic():
            return act()


def _apart(act: Callable[[], T]) -> T:
    """Run something in a thread of its own: where Playwright runs a loop, Django refuses its database."""

    def run() -> T:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def _work_off() -> int:
    done = 0
    while job := ProcrastinateJob.objects.filter(status="todo").order_by("id").first():
        app.tasks[job.task_name].func(**job.args)
        with connections["owner"].cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [job.id])
        done += 1
    return done


@pytest.fixture
def live_office(committed: None) -> Iterator[LiveOffice]:
    """Serve a Swedish club, "klubben", until the story ends."""
    association_id = make_association("klubben", name="Fotoklubben Bländaren")
    # Seen on its own machine, a link is enough here; how one signs in elsewhere has stories of its own.
    mark_demonstration()
    server = ThreadedWSGIServer(("localhost", 0), QuietWSGIRequestHandler, allow_reuse_address=False)
    server.set_app(WSGIHandler())
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield LiveOffice(url=f"http://localhost:{server.server_port}", slug="klubben", association=association_id)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def browser_page(live_office: LiveOffice) -> Iterator[Page]:
    """Open a page that speaks English, whose scripts and network must not complain."""
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=[*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        )
        context = browser.new_context(locale="en-GB", reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("response", lambda got: complaints.append(got.url) if got.status >= 500 else None)
        page.on(
            "request",
            lambda asked: (
                None
                if asked.url.startswith((live_office.url, "data:", "blob:", "about:"))
                else complaints.append(f"asked elsewhere: {asked.url}")
            ),
        )
        yield page
        browser.close()
    # A refused form (422) or a second editor (409) is an answer that the browser calls an error; so is a question that
    # was still on its way when the next page was opened.
    no_fault = ("422", "409", "htmx:sendAbort", "htmx:afterRequest")
    assert [line for line in complaints if not any(each in line for each in no_fault)] == []


@pytest.fixture
def signed_in(live_office: LiveOffice, browser_page: Page) -> Page:
    """Return a page in which the club's secretary has pressed the link."""
    browser_page.goto(live_office.sign_in_link())
    browser_page.get_by_role("button", name="Sign in").click()
    browser_page.wait_for_url(f"{live_office.url}/klubben/")
    return browser_page


@pytest.fixture
def no_violations() -> Callable[[Page], None]:
    """Return a way to ask axe about the page as it stands."""

    def ask(page: Page) -> None:
        answered = Axe().run(page, options={"resultTypes": ["violations"]}).response
        found: list[Any] = answered["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []

    return ask

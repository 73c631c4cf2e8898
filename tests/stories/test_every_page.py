"""Somebody looks at every page there is, with a wide and a narrow window, by day and by night, and without scripts."""

from itertools import groupby

import pytest

from matrikel.embedded import server
from scripts.pages import chromium, demo, find_pages, problems_of

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
    "settings-board",
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


def test_axe_finds_nothing_on_any_page_and_every_page_works_without_scripts(shown):
    problems = []
    with chromium() as browser:
        found = find_pages(browser, shown)
        for state, pages in groupby(found, key=lambda page: page.state):
            seen = list(pages)
            for width, theme, scripts in ((1440, "light", True), (390, "dark", True), (1440, "light", False)):
                context = browser.new_context(
                    storage_state=state,
                    viewport={"width": width, "height": 900},
                    color_scheme=theme,
                    reduced_motion="reduce",
                    java_script_enabled=scripts,
                )
                tab = context.new_page()
                for page in seen:
                    answer = tab.goto(page.url)
                    headings = tab.locator("h1").count()
                    wrong = [] if headings == 1 else [f"has {headings} headings of the first level"]
                    # axe is itself a script, so without scripts only the heading is asked for.
                    wrong += problems_of(tab, status=answer.status) if scripts else []
                    problems += [
                        f"{page.name}, {width} px, {theme}, scripts {scripts}: {each}" for each in wrong
                    ]
                context.close()

    assert problems == []
    assert EXPECTED - {page.name for page in found} == set()

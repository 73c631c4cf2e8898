"""The guide has the same pages and parts in every language, and leads nowhere but to itself."""

import re

import pytest
from django.conf import settings
from django.test import Client

from matrikel.office.guide.pages import FOLDER, PAGES, guide_page

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_language_has_every_page_with_the_same_parts(language: str, name: str) -> None:
    assert (FOLDER / language / f"{name}.md").is_file()
    here, english = guide_page(name, language), guide_page(name, "en")
    assert len(here.sections) == len(english.sections)
    assert here.html.count("<li>") == english.html.count("<li>")
    assert here.html.count("<strong>") == english.html.count("<strong>")
    if language != "en":
        assert here.title != english.title


def test_the_contents_lead_to_every_page_and_part(secretary: Client) -> None:
    contents = secretary.get("/klubben/guide/").content.decode()
    for name in PAGES:
        page = secretary.get(f"/klubben/guide/{name}/").content.decode()
        anchors = re.findall(r'<h2 id="(part-\d+)"', page)
        assert [f"/klubben/guide/{name}/#{anchor}" in contents for anchor in anchors] == [True] * len(anchors)
        assert len(anchors) == len(guide_page(name, "en").sections)


def test_there_is_no_other_page(secretary: Client) -> None:
    assert secretary.get("/klubben/guide/settings/").status_code == 404
    assert secretary.get("/klubben/guide/../pages/").status_code == 404

"""What holds for every file of the furniture: nothing inline, nothing foreign, every icon there."""

import re
from pathlib import Path

import pytest

import matrikel
from matrikel.ui.templatetags import ui

SOURCE = Path(matrikel.__file__).parent
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
# A letter is no page: no stylesheet of ours reaches into a mail program, so its looks stand in the tags.
PAGES = [path for path in TEMPLATES if SOURCE / "mail" not in path.parents]
STATIC = SOURCE / "ui" / "static"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_template_has_no_inline_style_script_or_handler(path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\sstyle=|\son\w+=|hx-on|javascript:|data:[a-z]+/", text) == []
    assert [tag for tag in re.findall(r"<(?:script|style)\b[^>]*>", text) if "nonce=" not in tag] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_icon_that_a_template_names_is_vendored(path):
    text = path.read_text(encoding="utf-8")
    names = set(re.findall(r'{%\s*icon "([\w-]+)"', text)) | set(re.findall(r'icon="([\w-]+)"', text))
    assert [name for name in sorted(names) if not (ui.ICONS / f"{name}.svg").is_file()] == []


def test_every_sheet_and_script_of_a_page_exists():
    assert [path for path in (*ui.STYLES, *ui.SCRIPTS) if not (STATIC / path).is_file()] == []


def test_every_component_sheet_is_on_the_page():
    sheets = {path.stem for path in (STATIC / "css" / "components").glob("*.css")}
    assert sheets == set(ui.COMPONENTS)


def test_no_sheet_refers_to_another_place_or_to_data():
    found = []
    for path in STATIC.rglob("*.css"):
        found += re.findall(r"url\([\"']?(?:https?:|//|data:)[^)]*", path.read_text(encoding="utf-8"))
    assert found == []


def test_colours_are_named_in_the_tokens_only():
    found = {}
    for path in (STATIC / "css" / "components").glob("*.css"):
        colours = re.findall(r"#[0-9a-f]{6}", path.read_text(encoding="utf-8"))
        found[path.name] = set(colours) - {"#ffffff"}
    assert {name: colours for name, colours in found.items() if colours} == {}


def test_the_layers_are_settled_before_anything_else():
    first = (STATIC / "css" / "_layers.css").read_text(encoding="utf-8").splitlines()[0]
    assert ui.STYLES[0] == "css/_layers.css"
    assert first == "@layer vendor, tokens, base, components, utilities;"


def test_an_icon_without_a_label_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in ui.icon("home")


def test_an_icon_with_a_label_is_an_image_with_that_name():
    assert 'role="img" aria-label="Home"' in ui.icon("home", "Home")


def test_what_stands_in_a_pill_is_escaped():
    assert ui.pill("good", "<b>") == '<span class="pill pill-good">&lt;b&gt;</span>'

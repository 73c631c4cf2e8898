"""No language lags behind the source: what is missing, fuzzy, obsolete or has lost a placeholder is found."""

import re

import pytest
from babel.messages.mofile import read_mo

from matrikel.console import messages

PAGE = """
{% load i18n %}<h1>{% translate "People" %}</h1>
  {% blocktranslate trimmed count number=rows|length with club=name %}
    {{ number }} person in {{ club }}
  {% plural %}
    {{ number }} persons in {{ club }}
  {% endblocktranslate %}
"""
ACTION = 'from django.utils.translation import gettext_lazy as _\nREFUSAL = _("Not \\"%(name)s\\" again.")\n'
COMPLETE = """
msgid ""
msgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "People"
msgstr "Personer"

msgid "%(number)s person in %(club)s"
msgid_plural "%(number)s persons in %(club)s"
msgstr[0] "En person i %(club)s"
msgstr[1] "%(number)s personer i %(club)s"

msgid "Not \\"%(name)s\\" again."
msgstr "Inte ”%(name)s” igen."
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    monkeypatch.setattr(messages, "LOCALE", tmp_path / "locale")
    monkeypatch.setattr(messages, "LANGUAGES", ("sv",))
    (tmp_path / "office" / "templates").mkdir(parents=True)
    (tmp_path / "office" / "templates" / "people.html").write_text(PAGE)
    (tmp_path / "office" / "action.py").write_text(ACTION)
    (tmp_path / "locale" / "sv" / "LC_MESSAGES").mkdir(parents=True)
    return tmp_path


def catalogue(package, text=COMPLETE):
    path = package / "locale" / "sv" / "LC_MESSAGES" / "django.po"
    path.write_text(text)
    return path


def test_words_are_found_in_templates_and_in_python(package):
    found = [(message.id, message.locations) for message in messages.gather() if message.id]

    assert found == [
        ('Not "%(name)s" again.', [("office/action.py", 2)]),
        ("People", [("office/templates/people.html", 2)]),
        (
            ("%(number)s person in %(club)s", "%(number)s persons in %(club)s"),
            [("office/templates/people.html", 3)],
        ),
    ]


def test_a_complete_catalogue_has_no_problems(package):
    catalogue(package)

    assert list(messages.find_problems()) == []


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('msgstr "Personer"', 'msgstr ""', "sv: missing: 'People' (office/templates/people.html)"),
        (
            'msgid "People"',
            '#, fuzzy\nmsgid "People"',
            "sv: fuzzy: 'People' (office/templates/people.html)",
        ),
        (
            'msgstr[1] "%(number)s personer i %(club)s"',
            'msgstr[1] ""',
            "sv: missing: '%(number)s person in %(club)s'",
        ),
        (
            "”%(name)s”",
            "”%(namn)s”",
            "sv: other placeholders or tags: 'Not \"%(name)s\" again.' (office/action.py)",
        ),
        ('msgstr "Personer"', 'msgstr "Personer …"', "sv: a blank before the dots: 'People'"),
        ('msgstr "Personer"', 'msgstr "Personer\u00a0…"', "sv: a blank before the dots: 'People'"),
        ('msgid "People"', 'msgid "Folk"', "sv: missing: 'People' (office/templates/people.html)"),
    ],
)
def test_every_kind_of_lag_is_named(package, before, after, problem):
    assert before in COMPLETE
    catalogue(package, COMPLETE.replace(before, after))

    assert next(messages.find_problems()).startswith(problem)


def test_what_the_source_no_longer_says_is_obsolete(package):
    catalogue(package, COMPLETE + '\nmsgid "Gone"\nmsgstr "Borta"\n')

    assert list(messages.find_problems()) == ["sv: obsolete: 'Gone'"]


def test_an_update_keeps_what_is_translated_adds_what_is_new_and_drops_what_is_gone(package):
    path = catalogue(
        package, COMPLETE.replace('msgid "People"\nmsgstr "Personer"', 'msgid "Gone"\nmsgstr "Borta"')
    )

    messages.update()

    assert list(messages.find_problems()) == ["sv: missing: 'People' (office/templates/people.html)"]
    assert ("Borta" in path.read_text(), "Inte ”%(name)s” igen." in path.read_text()) == (False, True)
    before = path.read_bytes()
    messages.update()
    assert path.read_bytes() == before


def test_a_catalogue_is_compiled_when_it_is_newer(package):
    path = catalogue(package)

    messages.compile_stale()

    with path.with_suffix(".mo").open("rb") as file:
        assert read_mo(file).get("People").string == "Personer"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_catalogue_writes_the_dots_in_one_way_right_after_the_word(language):
    texts = [text for message in messages._read(language) for text in forms_of(message)]
    assert [text for text in texts if re.search(r"\S\s…", text)] == []
    assert [text for text in texts if re.search(r"\S…", text)]


def forms_of(message):
    """The translations of a message, one or several."""
    return [message.string] if isinstance(message.string, str) else list(message.string)

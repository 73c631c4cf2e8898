"""A translation that stands in another language's file is found; neighbours that write alike are left in peace."""

import pytest

from matrikel.console import messages
from matrikel.console.languages import LEAST_WORDS, TELLING, find_mixed_up, foreign_words, words_of

ENGLISH = "Whoever left is not in the list."
RIGHT = {
    "sv": "Den som har slutat är inte med i listan.",
    "nb": "Den som har sluttet, er ikke med på listen.",
    "fi": "Lähtenyt ei ole luettelossa.",
    "da": "Den, der er stoppet, er ikke på listen.",
    "nl": "Wie weg is, staat niet in de lijst.",
}


def test_each_in_its_own_language_is_in_order() -> None:
    assert list(find_mixed_up(ENGLISH, RIGHT)) == []


@pytest.mark.parametrize("language", RIGHT)
@pytest.mark.parametrize("other", RIGHT)
def test_another_language_s_sentence_is_found_but_between_norwegian_and_danish_only_by_its_words(
    language: str, other: str
) -> None:
    found = list(find_mixed_up(ENGLISH, {**RIGHT, language: RIGHT[other]}))
    alike = {language, other} == {"nb", "da"}
    assert (language in dict(found)) == (language != other and not alike)


def test_letters_tell_where_no_word_does() -> None:
    assert foreign_words("Member", "Medlemmar söker", "nb") == ["söker"]
    assert foreign_words("Searches", "søker", "sv") == ["søker"]


def test_what_the_english_names_itself_is_nobody_s_mistake() -> None:
    assert foreign_words("As in van den Berg.", "Som i van den Berg.", "sv") == []


def test_english_that_was_left_standing_is_found() -> None:
    assert [
        reason for _language, reason in find_mixed_up("Take it all back", {"fi": "Take it all back"})
    ] == ["still in English"]
    assert list(find_mixed_up("E-mail", {"da": "E-mail"})) == []


def test_finnish_and_dutch_say_nothing_word_for_word_as_others_do() -> None:
    texts = {"fi": "Uusi nimi tulee tähän", "nl": "Uusi nimi tulee tähän"}
    assert {language for language, _reason in find_mixed_up("The new name", texts)} == {"fi", "nl"}


def test_placeholders_and_tags_are_no_words() -> None:
    assert words_of('<a href="x">%(name)s</a> och {n} %s') == ["och"]


@pytest.mark.parametrize(("language", "other"), [("nb", "sv"), ("da", "sv"), ("fi", "sv"), ("nl", "da")])
def test_a_whole_catalogue_of_the_wrong_language_would_hardly_pass(language: str, other: str) -> None:
    wrong, missed = messages._read(other), []
    own = {message.id: message.string for message in messages._read(language)}
    long = [
        (str(message.id), message.string)
        for message in wrong
        if isinstance(message.string, str)
        and len(words_of(message.string)) >= 2 * LEAST_WORDS
        and own.get(message.id) != message.string
    ]
    missed = [
        text
        for english, text in long
        if not foreign_words(english, text, language) and text not in own.values()
    ]
    assert len(missed) < len(long) * 0.08
    assert set(TELLING) == set(messages.LANGUAGES)

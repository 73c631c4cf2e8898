"""One slip of a finger or of the ear is recognised, two are not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.people.rules.slips import are_alike, meant_address, one_slip_apart, patterns_near

words = st.text("abcdefghilmnorst", min_size=4, max_size=10)


@given(words, st.data())
def test_every_single_slip_is_recognised_from_both_sides(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("xyzq"))
    slips = [word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :], word[:at] + letter + word[at:]]
    if at + 1 < len(word) and word[at] != word[at + 1]:
        slips.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    for slip in slips:
        assert (one_slip_apart(word, slip), one_slip_apart(slip, word)) == (True, True)


@given(words, st.data())
def test_a_pattern_finds_the_word_that_was_meant(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    slips = [word[:at] + "x" + word[at + 1 :], word[:at] + "x" + word[at:]]
    if len(word) > 4:
        slips.append(word[:at] + word[at + 1 :])
    for slip in slips:
        patterns = [re.compile(p.replace("_", ".").replace("%", ".*")) for p in patterns_near(slip)]
        assert any(pattern.fullmatch(f" anna {word} 12") for pattern in patterns), slip


@given(words, words)
def test_being_a_slip_apart_does_not_depend_on_the_order(one: str, other: str) -> None:
    assert one_slip_apart(one, other) == one_slip_apart(other, one)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Åsa Öberg", "Asa Oberg", True),
        ("Stephan Sköld", "Stefan Sköld", True),
        ("Kristina Lindqvist", "Christina Lindkvist", True),
        ("Anna Johanson", "Anna Johansson", True),
        ("Anna Maria Berg", "Anna Berg", True),
        ("Eva Berg", "Ewa Bergh", True),
        ("Anna Berg", "Bengt Berg", False),
        ("Ida Ek", "Eva Ek", False),
        ("", "Anna", False),
    ],
)
def test_names_are_alike_when_every_word_has_its_like(one: str, other: str, alike: bool) -> None:
    assert are_alike(one, other) is alike


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("anna@gmial.com", "anna@gmail.com"),
        ("Anna@Hotmail.co", "anna@hotmail.com"),
        ("anna@onlne.no", "anna@online.no"),
        ("anna@gmail.com", None),
        ("anna@fotoklubben.se", None),
        ("anna@mail.com", None),
        ("anna@ziggo.nl", None),
        ("not an address", None),
    ],
)
def test_a_mistyped_domain_is_noticed(typed: str, meant: str | None) -> None:
    assert meant_address(typed) == meant

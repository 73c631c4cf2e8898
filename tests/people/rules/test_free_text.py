"""A free text is asked about when it holds an identity number or a word that need not be kept, and about little else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.people.rules import national_numbers
from matrikel.people.rules.free_text import ConcernKind, find_concerns, kinds_of
from matrikel.people.rules.free_text_words import WORDS
from matrikel.people.rules.names import fold

ON = date(2026, 11, 25)
# From the series that the authorities keep for tests, and the Danish and Dutch examples of their own pages.
NUMBERS = [
    ("SE", "19811228-9874"),
    ("SE", "811228-9874"),
    ("SE", "8112289874"),
    ("FI", "131052-308T"),
    ("DK", "211062-5629"),
    ("NO", "15108695088"),
    ("BE", "85.07.30-033.28"),
]
around = st.text(
    st.characters(exclude_categories=["Nd", "L", "Cs", "N"], exclude_characters="+-–—−."), max_size=8
)


def passages(text: str, country: str = "SE") -> list[tuple[str, str]]:
    return [
        (concern.kind.value, text[concern.start : concern.end])
        for concern in find_concerns(text, country, on=ON)
    ]


@given(around, st.sampled_from(NUMBERS), around)
def test_an_identity_number_is_found_whatever_stands_around_it(before: str, number, after: str) -> None:
    country, digits = number
    assert not isinstance(
        national_numbers.parse(country, digits, on=ON), national_numbers.NationalNumberProblem
    )
    assert ("identity_number", digits) in passages(before + digits + after)


@given(st.text(max_size=80), st.sampled_from(["SE", "NL", "DK", "GB"]))
def test_every_passage_lies_inside_the_text_and_in_order(text: str, country: str) -> None:
    found = find_concerns(text, country, on=ON)
    assert all(0 <= concern.start < concern.end <= len(text) for concern in found)
    assert found == sorted(found, key=lambda concern: (concern.start, concern.end, concern.kind))


@pytest.mark.parametrize(
    "text",
    [
        "Ring 070-174 06 05 efter kl 18",
        "Paid SEK 1 284 on 2026-03-01",
        "IBAN SE45 5000 0000 0583 9825 7466",
        "Board meeting 3/2026, § 7",
        "Can drive the minibus, has the key to the darkroom",
        "Handicap 12, ran the same race as last year",
        "Muziek op het feest, en het huis aan de Ziekenhuisweg",
        "Vill gärna vara med i valberedningen",
        "Org.nr 802000-1234, member 10428",
    ],
)
def test_what_clubs_write_every_day_is_not_asked_about(text: str) -> None:
    assert passages(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Has epilepsy, tell the leaders", "health"),
        ("Har jordnötsallergi", "health"),
        ("Sitter i RULLSTOL", "health"),
        ("Er sykmeldt til mai", "health"),
        ("Hän sairastaa astmaa", "health"),
        ("Lider af depression", "health"),
        ("Is zwanger, komt in mei terug", "health"),
        ("Katolik, kommer ikke om søndagen", "belief"),
        ("Dömd för misshandel", "crime"),
        ("Is asylum seeker", "origin"),
        ("Fackföreningsombud", "union"),
        ("Ligger i skilsmässa", "intimate"),
    ],
)
def test_words_give_a_text_away_in_every_language(text: str, kind: str) -> None:
    assert kind in [found for found, _passage in passages(text)]


def test_a_dutch_number_counts_only_where_it_is_written_as_one() -> None:
    assert passages("Telefoon 111222333", "SE") == []
    assert passages("111222333", "NL") == [("identity_number", "111222333")]
    assert passages("BSN 111222333", "SE") == [("identity_number", "111222333")]


def test_the_words_are_folded_as_the_text_is() -> None:
    for kinds in WORDS.values():
        for code, words in kinds.items():
            for word in words.split():
                assert fold(word.strip("-")).replace(" ", "-") == word.strip("-"), word
            assert ConcernKind(code)


def test_the_kinds_are_told_once_each() -> None:
    found = find_concerns("cancer, diabetes, 811228-9874", "SE", on=ON)
    assert kinds_of(found) == [ConcernKind.IDENTITY_NUMBER, ConcernKind.HEALTH]

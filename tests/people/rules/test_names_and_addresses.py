"""Names sort, fold and look as each language wants; addresses follow their country."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.people.rules import addresses, names
from matrikel.people.rules.addresses import AddressField, PostalAddress


def in_order(families: list[str], language: str) -> list[str]:
    return sorted(families, key=lambda family: names.sort_key(family, "Anna", language).encode())


def test_swedish_and_finnish_end_with_å_ä_ö() -> None:
    families = ["Öman", "Zorn", "Ärlig", "Åberg", "Aalto", "Østby", "Édouard", "Ek", "Müller", "Myrberg"]
    expected = ["Aalto", "Édouard", "Ek", "Müller", "Myrberg", "Zorn", "Åberg", "Ärlig", "Öman", "Østby"]
    assert in_order(families, "sv") == expected
    assert in_order(families, "fi") == expected


def test_danish_and_norwegian_end_with_æ_ø_å_and_read_aa_as_å() -> None:
    families = ["Åberg", "Aas", "Østby", "Ærø", "Zahl", "Bakken", "Öberg", "Kierkegård", "Kierkegaard"]
    expected = ["Bakken", "Kierkegård", "Kierkegaard", "Zahl", "Ærø", "Öberg", "Østby", "Åberg", "Aas"]
    assert in_order(families, "da") == expected
    assert in_order(families, "nb") == expected


def test_dutch_looks_under_the_name_after_the_prefix() -> None:
    people = [("Bakker", ""), ("Berg", "van der"), ("Vries", "de"), ("Berg", ""), ("Cox", "")]
    ordered = sorted(people, key=lambda person: names.sort_key(person[0], "Jan", "nl", person[1]))
    assert ordered == [("Bakker", ""), ("Berg", ""), ("Berg", "van der"), ("Cox", ""), ("Vries", "de")]
    belgian = sorted(people, key=lambda person: names.sort_key(person[0], "Jan", "nl-BE", person[1]))
    assert belgian == [("Bakker", ""), ("Berg", ""), ("Cox", ""), ("Vries", "de"), ("Berg", "van der")]


def test_dutch_and_english_fold_accents() -> None:
    assert in_order(["Ömer", "Olsen", "Åberg", "Aarts", "Øster"], "nl") == [
        "Aarts",
        "Åberg",
        "Olsen",
        "Ömer",
        "Øster",
    ]


def test_a_shorter_family_name_comes_first_whatever_the_given_name() -> None:
    people = [("Bergman", "Anna"), ("Berg", "Östen"), ("Berg Lind", "Anna"), ("Berg", "Anna")]
    ordered = sorted(people, key=lambda person: names.sort_key(person[0], person[1], "sv"))
    assert ordered == [("Berg", "Anna"), ("Berg", "Östen"), ("Berg Lind", "Anna"), ("Bergman", "Anna")]


def test_somebody_with_one_name_is_found_under_it() -> None:
    assert names.sort_key("", "Madonna", "en") == names.sort_key("Madonna", "", "en")


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(["sv", "fi", "da", "nb", "nl", "en"]))
def test_a_sort_key_is_free_of_case_and_is_made_once(family: str, given_name: str, language: str) -> None:
    key = names.sort_key(family, given_name, language)
    assert key == names.sort_key(family, given_name, language)
    assert "\t" not in key
    assert "\n" not in key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Åström", "astrom"),
        ("Søren Ærø", "soren aero"),
        ("Straße", "strasse"),
        ("Þórður", "thordur"),
        ("Anna-Karin  O’Brien", "anna karin obrien"),
        ("ŁUKASZ", "lukasz"),
        ("", ""),
    ],
)
def test_folding_leaves_what_a_keyboard_has(text: str, expected: str) -> None:
    assert names.fold(text) == expected


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = names.fold(text)
    assert names.fold(once) == once


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("ANNA SVENSSON", "sv", "Anna Svensson"),
        ("anna-karin", "sv", "Anna-Karin"),
        ("ÅSA", "sv", "Åsa"),
        ("VAN DER BERG", "nl", "van der Berg"),
        ("IJSSELMUIDEN", "nl", "IJsselmuiden"),
        ("MCDONALD", "en", "McDonald"),
        ("O'BRIEN", "en", "O'Brien"),
        ("J.P.", "nl", "J.P."),
        ("j.p.", "nl", "J.P."),
        ("von Sydow", "sv", "von Sydow"),
        ("DeVries", "nl", "DeVries"),
        ("", "sv", ""),
    ],
)
def test_shouted_names_are_calmed_and_others_left(text: str, language: str, expected: str) -> None:
    assert names.tidy_case(text, language) == expected


def test_dutch_prefixes_are_kept_apart() -> None:
    assert names.split_prefix("van der Berg", "nl") == ("van der", "Berg")
    assert names.split_prefix("De Vries", "nl") == ("De", "Vries")
    assert names.split_prefix("Denneman", "nl") == ("", "Denneman")
    assert names.split_prefix("van der Berg", "nl-BE") == ("", "van der Berg")
    assert names.split_prefix("von Sydow", "sv") == ("", "von Sydow")


def test_a_name_is_shown_as_the_person_uses_it() -> None:
    assert names.display_name("Johanna", "van der", "Berg", "Hanna") == "Hanna van der Berg"
    assert names.initials("åsa", "öman") == "ÅÖ"
    assert names.initials("", "") == "?"
    assert names.alphabet("sv")[-1] == ("Ö", "|" if names.sort_key("Ö", "", "sv").startswith("|") else "}")


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("113 20", "SE", "11320"),
        ("SE-113 20", "SE", "11320"),
        ("1132", "SE", None),
        ("N-0150", "NO", "0150"),
        ("150", "NO", None),
        ("DK-2100", "DK", "2100"),
        ("FI-00100", "FI", "00100"),
        ("AX-22100", "FI", "22100"),
        ("101", "IS", "101"),
        ("1012 ab", "NL", "1012AB"),
        ("1012 SS", "NL", None),
        ("B-1000", "BE", "1000"),
        ("0100", "BE", None),
        ("L-1009", "LU", "1009"),
        ("sw1a 1aa", "GB", "SW1A 1AA"),
        ("?", "GB", None),
    ],
)
def test_a_postcode_is_that_of_its_country(text: str, country: str, expected: str | None) -> None:
    assert addresses.clean_postcode(text, country) == expected


def test_zeros_that_a_spreadsheet_ate_come_back_on_request() -> None:
    assert addresses.postcode_with_lost_zeros("150", "NO") == "0150"
    assert addresses.postcode_with_lost_zeros("100", "FI") == "00100"
    assert addresses.postcode_with_lost_zeros("0150", "NO") is None
    assert addresses.postcode_with_lost_zeros("1132", "SE") is None


def test_a_postcode_is_shown_as_its_country_writes_it() -> None:
    assert addresses.display_postcode("11320", "SE") == "113 20"
    assert addresses.display_postcode("1012AB", "NL") == "1012 AB"
    assert addresses.display_postcode("0150", "NO") == "0150"


def test_the_lines_of_an_address_follow_the_country() -> None:
    swedish = PostalAddress(
        country="SE",
        care_of="Ek",
        street="Storgatan 1",
        extra="lgh 1101",
        postcode="11320",
        place="Stockholm",
    )
    assert addresses.lines(swedish) == ("c/o Ek", "lgh 1101", "Storgatan 1", "113 20 Stockholm")
    dutch = PostalAddress(country="NL", street="Dam 1", postcode="1012AB", place="Amsterdam")
    assert addresses.lines(dutch, country_name="Nederland") == ("Dam 1", "1012 AB  Amsterdam", "NEDERLAND")
    british = PostalAddress(country="GB", street="1 High Street", postcode="SW1A 1AA", place="London")
    assert addresses.lines(british) == ("1 High Street", "London", "SW1A 1AA")
    assert addresses.lines(
        PostalAddress(country="LU", street="Rue 1", postcode="1009", place="Luxembourg")
    ) == (
        "Rue 1",
        "L-1009 Luxembourg",
    )


def test_a_country_asks_for_what_its_letters_need() -> None:
    assert AddressField.CARE_OF in addresses.form_of("SE").asks
    assert AddressField.CARE_OF not in addresses.form_of("NL").asks
    assert AddressField.REGION in addresses.form_of("US").asks
    assert AddressField.POSTCODE not in addresses.form_of("IE").needs

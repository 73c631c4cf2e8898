"""Phones, e-mail addresses, IBANs, genders and ages are read as people write them."""

from __future__ import annotations

from datetime import date

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.people.rules import ages, emails, genders, ibans, phones
from matrikel.people.rules.genders import Gender


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("070-174 06 05", "SE", "+46701740605"),
        ("0700-851 67 08", "SE", "+467008516708"),
        ("+46 (0)70-174 06 05", "NO", "+46701740605"),
        ("0046 70 174 06 05", "SE", "+46701740605"),
        ("08-12 34 56", "SE", "+468123456"),
        ("(09) 321 5934", "FI", "+35893215934"),
        ("040 324 3616", "FI", "+358403243616"),
        ("+358 50 6068278", "SE", "+358506068278"),
        ("004742437776", "NO", "+4742437776"),
        ("424 37 776", "NO", "+4742437776"),
        ("20 12 34 56", "DK", "+4520123456"),
        ("06-12345678", "NL", "+31612345678"),
        ("0470 12 34 56", "BE", "+32470123456"),
        ("691 234", "LU", "+352691234"),
        ("555 1234", "IS", "+3545551234"),
        ("12345", "SE", None),
        ("saknas", "SE", None),
        ("070-174 06 05 / 08-465 004 10", "SE", None),
        ("070-174 06 05 anknytning 12", "SE", None),
        ("070-FOTO-KLUBB", "SE", None),
        ("", "SE", None),
        ("+", "SE", None),
        ("+46+701740605", "SE", None),
    ],
)
def test_a_phone_number_becomes_international(text: str, country: str, expected: str | None) -> None:
    assert phones.normalise(text, country) == expected


@given(
    st.sampled_from(["SE", "NO", "DK", "FI", "IS", "NL", "BE"]),
    st.sampled_from(["0", "", "+46", "+47", "+45", "+31", "+32", "00354"]),
    st.text("0123456789", min_size=6, max_size=11).filter(lambda digits: digits[0] != "0"),
)
def test_the_short_way_says_what_libphonenumber_says(country: str, start: str, digits: str) -> None:
    result = phones.normalise(start + digits, country)
    try:
        number = phonenumbers.parse(start + digits, country)
    except phonenumbers.NumberParseException:
        assert result is None
        return
    possible = (
        phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    )
    if result is None:
        assert not possible
    else:
        assert possible
        assert result == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def test_a_phone_number_is_shown_at_home_and_abroad() -> None:
    assert phones.display("+46701740605", "SE") == "070-174 06 05"
    assert phones.display("+46701740605", "NO") == "+46 70 174 06 05"
    assert phones.display("not a number", "SE") == "not a number"
    assert phones.display("070-174 06 05", "SE") == "070-174 06 05"


@given(
    st.sampled_from(["+46", "+47", "+45", "+354", "+31", "+32", "+358", "+49"]),
    st.from_regex(r"[1-9][0-9]{3,9}", fullmatch=True),
    st.sampled_from(["SE", "NO", "DK", "BE"]),
)
def test_the_short_way_shows_every_number_as_libphonenumber_does(
    code: str, digits: str, country: str
) -> None:
    number = phonenumbers.parse(code + digits, None)
    at_home = number.country_code == phonenumbers.country_code_for_region(country)
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    assert phones.display(code + digits, country) == phonenumbers.format_number(number, style)


@given(
    st.sampled_from(
        ["", "0", "+", "\uff0b", "+46", "+47", "+45", "+31", "+32", "+354", "+1", "+358", "+39", "tel:+46"]
    ),
    st.text("0123456789 -", max_size=13),
    st.sampled_from(["SE", "NO", "DK", "FI", "IS", "NL", "BE"]),
)
def test_a_number_is_shown_as_libphonenumber_shows_it(start: str, digits: str, home: str) -> None:
    try:
        number = phonenumbers.parse(start + digits, None)
    except phonenumbers.NumberParseException:
        assert phones.display(start + digits, home) == start + digits
        return
    at_home = number.country_code == phonenumbers.country_code_for_region(home)
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    assert phones.display(start + digits, home) == phonenumbers.format_number(number, style)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" Anna.Skold@EXAMPLE.se\u00a0", "anna.skold@example.se"),
        ("mailto:anna@example.se", "anna@example.se"),
        ("anna+foto@example.co.uk", "anna+foto@example.co.uk"),
        ("o'brien@example.ie", "o'brien@example.ie"),
        ("åsa@exämple.se", "åsa@exämple.se"),
        ("anna@club.test", "anna@club.test"),
        ("anna@localhost", None),
        ("anna@example,se", None),
        ("anna@example.se; bo@example.se", None),
        ("anna at example.se", None),
        ("anna.@example.se", None),
        ("a..b@example.se", None),
        ("@example.se", None),
        ("saknas", None),
        ("-", None),
        ("", None),
        ("a" * 400 + "@example.se", None),
    ],
)
def test_an_email_address_is_one_address_or_none(text: str, expected: str | None) -> None:
    assert emails.normalise(text) == expected


@given(st.emails() | st.text(max_size=40))
def test_a_normalised_address_stays_as_it_is(text: str) -> None:
    once = emails.normalise(text)
    assert once is None or emails.normalise(once) == once


def test_an_iban_keeps_its_check_digits() -> None:
    assert ibans.normalise("se45 5000 0000 0583 9825 7466") == "SE4550000000058398257466"
    assert ibans.normalise("NL91 ABNA 0417 1643 00") == "NL91ABNA0417164300"
    assert ibans.normalise("SE45 5000 0000 0583 9825 7467") is None
    assert ibans.normalise("1234") is None
    assert ibans.display("SE4550000000058398257466") == "SE45 5000 0000 0583 9825 7466"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Kvinna", "sv", Gender.WOMAN),
        ("K", "sv", Gender.WOMAN),
        ("M", "fi", Gender.MAN),
        ("N", "fi", Gender.WOMAN),
        ("v", "nl", Gender.WOMAN),
        ("Mand", "da", Gender.MAN),
        ("annat", "sv", Gender.OTHER),
        ("k", "nl", None),
        ("", "sv", None),
        ("?", "sv", None),
    ],
)
def test_a_gender_is_what_the_language_says(text: str, language: str, expected: Gender | None) -> None:
    assert genders.parse(text, language) is expected


def test_age_counts_full_years() -> None:
    assert ages.age_on(date(2026, 5, 1), date(2008, 5, 1)) == 18
    assert ages.age_on(date(2026, 4, 30), date(2008, 5, 1)) == 17
    assert ages.age_on(date(2025, 2, 28), date(2008, 2, 29)) == 16
    assert ages.age_on(date(2025, 3, 1), date(2008, 2, 29)) == 17

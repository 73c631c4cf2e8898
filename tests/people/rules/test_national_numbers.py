"""Every country's identity number is read as its authority writes it."""

from __future__ import annotations

import csv
import json
import os
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.be import bis, nn
from stdnum.dk import cpr
from stdnum.fi import hetu
from stdnum.nl import bsn
from stdnum.no import fodselsnummer
from stdnum.se import personnummer

from matrikel.people.rules import national_numbers
from matrikel.people.rules.national_numbers import (
    NationalNumber,
    NationalNumberProblem,
    NumberKind,
    NumberProblemReason,
    parse,
)

ON = date(2026, 5, 1)
DATA = Path(__file__).parents[2] / "data" / "national-numbers"
# Values that another project publishes under the LGPL are only read where they lie, never copied here.
OUTSIDE = Path(os.environ.get("MATRIKEL_TEST_DATA", Path(__file__).parents[4] / "shared" / "data"))


def number(country: str, text: str, on: date = ON) -> NationalNumber:
    result = parse(country, text, on=on)
    assert isinstance(result, NationalNumber), result
    return result


def problem(country: str, text: str, on: date = ON) -> NationalNumberProblem:
    result = parse(country, text, on=on)
    assert isinstance(result, NationalNumberProblem), result
    return result


@pytest.mark.parametrize(
    ("country", "text", "kind", "normalised", "born"),
    [
        ("SE", "811228-9874", NumberKind.PERSONNUMMER, "198112289874", date(1981, 12, 28)),
        ("SE", "670919-9530", NumberKind.PERSONNUMMER, "196709199530", date(1967, 9, 19)),
        ("SE", "121212+1212", NumberKind.PERSONNUMMER, "191212121212", date(1912, 12, 12)),
        ("SE", "19701063-2391", NumberKind.SAMORDNINGSNUMMER, "197010632391", date(1970, 10, 3)),
        ("NO", "131169 00216", NumberKind.FODSELSNUMMER, "13116900216", date(1969, 11, 13)),
        ("FI", "131052-308T", NumberKind.HETU, "131052-308T", date(1952, 10, 13)),
        ("DK", "070761-4285", NumberKind.CPR, "0707614285", date(1961, 7, 7)),
        ("NL", "999993653", NumberKind.BSN, "999993653", None),
        ("BE", "85.07.30-033.28", NumberKind.RIJKSREGISTERNUMMER, "85073003328", date(1985, 7, 30)),
        ("BE", "17.07.30-033.84", NumberKind.RIJKSREGISTERNUMMER, "17073003384", date(2017, 7, 30)),
        ("BE", "01490700185", NumberKind.BIS, "01490700185", date(2001, 9, 7)),
    ],
)
def test_the_standard_examples_are_read(
    country: str, text: str, kind: NumberKind, normalised: str, born: date | None
) -> None:
    result = number(country, text)
    assert (result.kind, result.normalised, result.birth_date) == (kind, normalised, born)


def test_the_published_swedish_list_gets_its_verdicts() -> None:
    for entry in json.loads((DATA / "se-list.json").read_text()):
        for form in ("long_format", "separated_format", "separated_long"):
            text = entry[form]
            if " " in text:
                continue  # a space between the parts is accepted here: member files are full of them
            result = parse("SE", text, on=ON)
            assert isinstance(result, NationalNumber) == entry["valid"], text
            if isinstance(result, NationalNumber):
                assert (result.kind is NumberKind.SAMORDNINGSNUMMER) == (entry["type"] == "con")
                assert result.normalised == entry["long_format"]


@pytest.mark.parametrize("kind", [NumberKind.PERSONNUMMER, NumberKind.SAMORDNINGSNUMMER])
def test_the_tax_agencys_test_numbers_are_numbers_of_their_kind(kind: NumberKind) -> None:
    for text in (DATA / f"se-test-{kind}.txt").read_text().split():
        assert number("SE", text).kind is kind
        assert number("SE", text).normalised == text


def test_the_series_kept_for_tests_is_marked_as_test() -> None:
    for text in (DATA / "se-test-samordningsnummer.txt").read_text().split():
        assert number("SE", text).is_test
    assert number("SE", "19730331-9912").is_test
    assert not number("SE", "670919-9530").is_test
    assert number("FI", "010594Y9032").is_test
    assert not number("FI", "131052-308T").is_test


def test_a_coordination_number_without_month_has_no_birth_date() -> None:
    result = number("SE", "191500722390")
    assert (result.normalised, result.birth_date) == ("191500722390", None)


def test_a_short_swedish_number_belongs_to_the_latest_year_that_has_been() -> None:
    assert number(
        "SE", "150916-" + "0014"[:3] + str(national_numbers.luhn_digit("150916001"))
    ).birth_date == date(2015, 9, 16)
    still_to_come = "260901" + "123"
    text = still_to_come + str(national_numbers.luhn_digit(still_to_come))
    assert number("SE", text).birth_date == date(1926, 9, 1)
    assert number("SE", text[:6] + "+" + text[6:]).birth_date == date(1926, 9, 1)
    assert number("SE", text, on=date(2026, 9, 1)).birth_date == date(2026, 9, 1)


def test_an_organisation_number_is_told_apart() -> None:
    assert problem("SE", "556334-3689").reason is NumberProblemReason.ORGANISATION_NUMBER
    assert problem("SE", "16556334-3689").reason is NumberProblemReason.ORGANISATION_NUMBER


def test_the_norwegian_examples_of_both_rules_get_their_verdicts() -> None:
    for row in csv.DictReader((DATA / "no-skatteetaten.csv").read_text().splitlines()):
        result = parse("NO", row["number"], on=ON)
        assert isinstance(result, NationalNumber) == (row["is_valid"] == "true"), row
        if isinstance(result, NationalNumber):
            assert (result.kind, result.is_test) == (row["kind"], row["is_test"] == "true")


def test_a_norwegian_number_of_the_new_rule_tells_no_century() -> None:
    assert number("NO", "30108299939").birth_date is None
    assert number("NO", "20036914700").birth_date == date(1969, 3, 20)
    assert number("NO", "20036914700", on=date(2032, 1, 1)).birth_date is None


def test_a_shared_norwegian_help_number_has_no_date() -> None:
    # First digit 8: made with the same weights.
    digits = [8, 0, 1, 2, 3, 4, 5, 6, 7]
    first = -sum(a * b for a, b in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), digits, strict=True)) % 11
    second = -sum(a * b for a, b in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), [*digits, first], strict=True)) % 11
    result = number("NO", "".join(map(str, [*digits, first, second])))
    assert (result.kind, result.birth_date) == (NumberKind.H_NUMBER, None)


def test_the_finnish_list_gets_its_verdicts() -> None:
    for row in csv.DictReader((DATA / "fi-hetu.csv").read_text().splitlines()):
        assert isinstance(parse("FI", row["hetu"], on=ON), NationalNumber) == (row["verdict"] == "valid"), row


def test_a_finnish_code_is_never_repaired() -> None:
    lower = problem("FI", "131052-308t")
    assert (lower.reason, lower.birth_date) == (NumberProblemReason.LOWER_CASE, date(1952, 10, 13))
    assert number("FI", "010199-8148").normalised != number("FI", "010199Y8148").normalised


def test_a_danish_number_without_the_old_check_is_a_number() -> None:
    result = number("DK", "070761-4286")
    assert (result.normalised, result.birth_date) == ("0707614286", date(1961, 7, 7))


def test_a_danish_replacement_number_holds_the_birth_date() -> None:
    assert number("DK", "670761-4285").birth_date == date(1961, 7, 7)


@pytest.mark.parametrize(
    ("country", "text", "reason", "born"),
    [
        ("SE", "811228-9875", NumberProblemReason.WRONG_CHECK_DIGIT, date(1981, 12, 28)),
        ("SE", "811328-9874", NumberProblemReason.NOT_A_DATE, None),
        ("SE", "81122-9874", NumberProblemReason.WRONG_LENGTH, None),
        ("SE", "811228-T874", NumberProblemReason.UNKNOWN_FORM, date(1981, 12, 28)),
        ("SE", "20990101-1234", NumberProblemReason.IN_THE_FUTURE, None),
        ("SE", "saknas", NumberProblemReason.UNKNOWN_FORM, None),
        ("SE", "", NumberProblemReason.UNKNOWN_FORM, None),
        ("NO", "13116900217", NumberProblemReason.WRONG_CHECK_DIGIT, date(1969, 11, 13)),
        ("NO", "1311690021", NumberProblemReason.WRONG_LENGTH, None),
        ("NO", "32116900216", NumberProblemReason.NOT_A_DATE, None),
        ("FI", "131052-308X", NumberProblemReason.WRONG_CHECK_DIGIT, date(1952, 10, 13)),
        ("FI", "301398-1233", NumberProblemReason.NOT_A_DATE, None),
        ("FI", "131052308T", NumberProblemReason.WRONG_LENGTH, None),
        ("FI", "131052*308T", NumberProblemReason.UNKNOWN_FORM, None),
        ("DK", "320761-4285", NumberProblemReason.NOT_A_DATE, None),
        ("NL", "999993654", NumberProblemReason.WRONG_CHECK_DIGIT, None),
        ("BE", "85073003329", NumberProblemReason.WRONG_CHECK_DIGIT, None),
        ("XX", "1", NumberProblemReason.UNKNOWN_COUNTRY, None),
    ],
)
def test_a_refusal_says_why_and_keeps_a_real_date(
    country: str, text: str, reason: NumberProblemReason, born: date | None
) -> None:
    assert problem(country, text) == NationalNumberProblem(reason=reason, birth_date=born)


def test_dashes_and_spaces_of_spreadsheets_do_not_matter() -> None:
    assert number("SE", "\u00a0811228\u20139874 ").normalised == "198112289874"
    assert number("FI", "131052\u2212308T").normalised == "131052-308T"


def test_only_four_countries_let_an_association_keep_the_number() -> None:
    assert {c for c in ("SE", "NO", "FI", "DK", "NL", "BE", "LU") if national_numbers.storable(c)} == {
        "SE",
        "NO",
        "FI",
        "DK",
    }


def test_a_number_is_shown_as_its_country_writes_it() -> None:
    shown = [
        national_numbers.display(number(country, text))
        for country, text in (
            ("SE", "8112289874"),
            ("NO", "13116900216"),
            ("FI", "131052-308T"),
            ("DK", "0707614285"),
            ("BE", "85073003328"),
        )
    ]
    assert shown == ["19811228-9874", "131169 00216", "131052-308T", "070761-4285", "85.07.30-033.28"]


def test_the_packages_own_test_values_agree_where_they_are_at_hand() -> None:
    wrong = []
    for name, country in (
        ("se-personnummer", "SE"),
        ("no-foedselsnummer", "NO"),
        ("be-rijksregisternummer", "BE"),
    ):
        path = OUTSIDE / "national-numbers" / f"{name}.csv"
        if not path.is_file():
            print(f"{name}: values not at hand, the agreement tests below stand in")  # noqa: T201
            continue
        for row in csv.DictReader(path.read_text().splitlines()):
            is_number = isinstance(parse(country, row["number"], on=ON), NationalNumber)
            # The list speaks of national numbers alone; a BIS number is one here.
            if is_number != (row["verdict"] == "valid" or "BIS" in row["note"]):
                wrong.append((country, row["number"]))
    assert wrong == []


SERIALS = st.integers(0, 9999).map(lambda value: f"{value:04d}")
BIRTHS = st.dates(date(1927, 1, 1), date(2025, 12, 31))


@given(BIRTHS, st.integers(1, 999), st.integers(0, 9))
def test_sweden_agrees_with_stdnum(born: date, serial: int, check: int) -> None:
    text = f"{born:%Y%m%d}{serial:03d}{check}"
    assert isinstance(parse("SE", text, on=date.today()), NationalNumber) == personnummer.is_valid(text)  # noqa: DTZ011


@given(BIRTHS, st.integers(0, 499), st.booleans())
def test_norway_accepts_whatever_stdnum_accepts(born: date, serial: int, with_d: bool) -> None:
    day = born.day + 40 if with_d else born.day
    nine = f"{day:02d}{born:%m%y}{serial:03d}"
    for check in range(0, 100, 3):
        text = f"{nine}{check:02d}"
        if fodselsnummer.is_valid(text):
            result = number("NO", text)
            assert result.birth_date in (fodselsnummer.get_birth_date(text), None)


@given(
    BIRTHS, st.integers(2, 999), st.sampled_from("0123456789ABCDEFHJKLMNPRSTUVWXY"), st.sampled_from("-YA")
)
def test_finland_agrees_with_stdnum(born: date, serial: int, check: str, mark: str) -> None:
    text = f"{born:%d%m%y}{mark}{serial:03d}{check}"
    result = parse("FI", text, on=date(2199, 1, 1))
    assert isinstance(result, NationalNumber) == hetu.is_valid(text, allow_temporary=True)


@given(BIRTHS, SERIALS)
def test_denmark_agrees_with_stdnum(born: date, serial: str) -> None:
    text = f"{born:%d%m%y}{serial}"
    result = parse("DK", text, on=date.today())  # noqa: DTZ011
    assert isinstance(result, NationalNumber) == cpr.is_valid(text)
    if isinstance(result, NationalNumber):
        assert result.birth_date == cpr.get_birth_date(text)


@given(st.integers(1, 999_999_999))
def test_the_netherlands_agree_with_stdnum(value: int) -> None:
    text = f"{value:09d}"
    assert isinstance(parse("NL", text, on=ON), NationalNumber) == bsn.is_valid(text)


@given(BIRTHS, st.integers(1, 998), st.sampled_from([0, 20, 40]))
def test_belgium_agrees_with_stdnum(born: date, serial: int, added: int) -> None:
    body = f"{born:%y}{born.month + added:02d}{born:%d}{serial:03d}"
    prefix = "2" if born.year >= 2000 else ""
    text = f"{body}{97 - int(prefix + body) % 97:02d}"
    result = number("BE", text, on=date.today())  # noqa: DTZ011
    assert (nn.is_valid(text), bis.is_valid(text)) == (added == 0, added > 0)
    assert result.kind is (NumberKind.BIS if added else NumberKind.RIJKSREGISTERNUMMER)
    assert result.birth_date in (born, None)


@given(st.text("0123456789", min_size=1, max_size=20))
def test_the_check_digit_is_luhns(digits: str) -> None:
    assert str(national_numbers.luhn_digit(digits)) == luhn.calc_check_digit(digits)


@given(st.sampled_from(["SE", "NO", "FI", "DK", "NL", "BE"]), st.text(max_size=16), BIRTHS)
def test_any_text_gets_an_answer_and_a_number_reads_the_same_again(country: str, text: str, on: date) -> None:
    result = parse(country, text, on=on)
    if isinstance(result, NationalNumber):
        again = number(country, result.normalised, on=on)
        assert (again.normalised, again.kind) == (result.normalised, result.kind)


def test_tens_of_thousands_are_read_in_a_second() -> None:
    texts = [f"{date(1950, 1, 1) + timedelta(days=n):%Y%m%d}9875" for n in range(5_000)]
    started = time.process_time()
    for text in texts:
        parse("SE", text, on=ON)
    assert time.process_time() - started < 0.5

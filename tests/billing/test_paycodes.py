"""What a phone reads from an invoice is what the standards say, within their limits, and a scanner reads it back."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matrikel.billing.formats.qr import as_png, as_svg
from matrikel.billing.rules.paycodes import (
    CodeKind,
    CodeRefused,
    PayCode,
    epc_code,
    swish_code,
    swish_link,
    swish_message,
    using_qr_code,
)
from matrikel.billing.rules.references import (
    OcrAgreement,
    OcrLevel,
    Scheme,
    Terms,
    default_scheme,
    make_reference,
)
from matrikel.billing.rules.sheets import Accounts, payment_part
from matrikel.kernel.money import Money
from tests.billing.scanning import codes_on, scanned_png
from tests.billing.sheets import ACCOUNTS, AGREED, DUE, ISSUED, ISSUERS, NUMBER

IBAN = "NL91ABNA0417164300"
EURO_35 = Money(35_00, "EUR")
KRONOR_350 = Money(350_00, "SEK")
ANY_TEXT = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)


def wrong(refused):
    return str(refused.value)


# --- EPC ----------------------------------------------------------------------------------------------------


def test_an_epc_code_has_the_lines_of_the_guideline_in_their_order():
    code = epc_code(name="De Groene Hoek", iban="NL91 ABNA 0417 1643 00", amount=EURO_35, text="2027123-47")
    assert code == PayCode(
        kind=CodeKind.EPC,
        content="BCD\n002\n1\nSCT\n\nDe Groene Hoek\nNL91ABNA0417164300\nEUR35.00\n\n\n2027123-47",
    )


def test_a_reference_takes_the_place_of_the_text_and_nothing_empty_follows_it():
    code = epc_code(
        name="Kameraseura",
        iban="FI2112345600000785",
        bic="NDEAFIHH",
        amount=EURO_35,
        reference="RF85 1234 5672",
    )
    assert code.content == (
        "BCD\n002\n1\nSCT\nNDEAFIHH\nKameraseura\nFI2112345600000785\nEUR35.00\n\nRF8512345672"
    )


def test_a_name_that_is_too_long_is_cut_and_a_text_that_is_too_long_refused():
    code = epc_code(name="Å" * 71, iban=IBAN, amount=EURO_35, text="x" * 140)
    assert code.content.split("\n")[5] == "Å" * 70
    with pytest.raises(CodeRefused, match="text"):
        epc_code(name="a", iban=IBAN, amount=EURO_35, text="x" * 141)


@pytest.mark.parametrize("minor", [1, 99_999_999_999])
def test_an_epc_code_takes_a_cent_and_as_much_as_the_guideline_allows(minor):
    code = epc_code(name="a", iban=IBAN, amount=Money(minor, "EUR"), text="x")
    assert code.content.split("\n")[7] == f"EUR{minor // 100}.{minor % 100:02}"


@pytest.mark.parametrize(
    "amount", [Money(0, "EUR"), Money(-1, "EUR"), Money(100_000_000_000, "EUR"), KRONOR_350]
)
def test_an_epc_code_is_for_euros_within_its_limits(amount):
    with pytest.raises(CodeRefused, match="amount"):
        epc_code(name="a", iban=IBAN, amount=amount, text="x")


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"iban": "NL92ABNA0417164300"}, "iban"),
        ({"iban": ""}, "iban"),
        ({"name": " \n "}, "name"),
        ({"reference": "RF8512345672", "text": "x"}, "both"),
        ({"name": "€" * 70, "text": "€" * 140}, "bytes"),
    ],
)
def test_what_cannot_be_paid_by_a_code_is_refused_with_the_part_that_is_wrong(changes, part):
    with pytest.raises(CodeRefused, match=part):
        epc_code(**{"name": "a", "iban": IBAN, "amount": EURO_35, **changes})


def test_no_name_or_text_can_slip_a_line_into_the_code():
    code = epc_code(name="De Hoek\nDE02\r\nX", iban=IBAN, amount=EURO_35, text="een\ntwee")
    assert code.content.split("\n")[5:] == ["De Hoek DE02 X", IBAN, "EUR35.00", "", "", "een twee"]


@settings(max_examples=40)
@given(name=ANY_TEXT.map(lambda text: text[:20]), text=ANY_TEXT.map(lambda text: text[:40]))
def test_whatever_an_epc_code_says_is_read_back_by_a_scanner(name, text):
    code = epc_code(name=name, iban=IBAN, amount=EURO_35, text=text)
    (found,) = codes_on(as_png(code))
    assert found.bytes.decode() == code.content


@pytest.mark.parametrize("kind", ["short", "longest"])
def test_an_epc_code_has_level_m_and_is_no_larger_than_version_13(kind):
    text = {"short": "2027123-47", "longest": "é" * 72 + "a"}[kind]
    code = epc_code(name="é" * 70, iban=IBAN, amount=EURO_35, text=text)
    (found,) = codes_on(as_png(code))
    assert (found.text, found.extra["ECLevel"]) == (code.content, "M")
    assert int(found.extra["Version"]) <= 13
    assert len(code.content.encode()) == {"short": 196, "longest": 331}[kind]


# --- Swish --------------------------------------------------------------------------------------------------


def test_a_swish_code_holds_number_amount_and_message_and_lets_nothing_be_changed():
    code = swish_code(number="123 456 78 90", amount=KRONOR_350, message="2027123-47")
    assert code == PayCode(kind=CodeKind.SWISH, content="C1234567890;350.00;2027123 47;0")
    assert scanned_png(as_png(code)) == [code.content]


def test_a_swish_link_opens_the_same_payment():
    link = urlsplit(swish_link(number="1234567890", amount=Money(49_50, "SEK"), message="Åsa 2027123-47"))
    assert (link.scheme, link.netloc, link.path) == ("https", "app.swish.nu", "/1/p/sw/")
    assert parse_qs(link.query) == {
        "sw": ["1234567890"],
        "amt": ["49.50"],
        "cur": ["SEK"],
        "msg": ["Åsa 2027123 47"],
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a;b;0", "a b 0"),
        ("2027-123", "2027 123"),
        ("Åsa & Örjan!", "Åsa Örjan!"),
        ("<b>hej</b>", "b hej b"),
        ("x" * 60, "x" * 50),
        ("x" * 49 + " y", "x" * 49),
        ("", ""),
    ],
)
def test_a_message_for_swish_holds_only_what_swish_takes(text, message):
    assert swish_message(text) == message


@pytest.mark.parametrize("number", ["", "1234", "991-2346", "12345678901", "abc"])
def test_a_number_that_is_none_of_swish_is_refused(number):
    with pytest.raises(CodeRefused, match="number"):
        swish_code(number=number, amount=KRONOR_350, message="x")


@pytest.mark.parametrize("amount", [Money(0, "SEK"), Money(-100, "SEK"), EURO_35])
def test_swish_is_for_kronor_above_nought(amount):
    with pytest.raises(CodeRefused, match="amount"):
        swish_link(number="1234567890", amount=amount, message="x")


# --- usingQR ------------------------------------------------------------------------------------------------


def using(**changes):
    given = {
        "name": "Uppsala fotoklubb",
        "organisation_number": "802400-1234",
        "reference": "1234574",
        "issued_on": ISSUED,
        "due_on": DUE,
        "amount": Money(350_50, "SEK"),
        "giro": "991-2346",
    }
    return using_qr_code(**{**given, **changes})


def test_a_code_for_a_bankgiro_is_an_invoice_in_json():
    code = using()
    assert code.kind is CodeKind.USING_QR
    assert json.loads(code.content) == {
        "uqr": 1,
        "tp": 1,
        "nme": "Uppsala fotoklubb",
        "cid": "802400-1234",
        "iref": "1234574",
        "idt": "20261201",
        "ddt": "20270115",
        "due": 350.5,
        "cur": "SEK",
        "pt": "BG",
        "acc": "991-2346",
    }
    assert scanned_png(as_png(code)) == [code.content]


def test_a_plusgiro_is_said_to_be_one():
    assert json.loads(using(giro="12 34 56-6", is_plusgiro=True).content)["pt"] == "PG"


@given(minor=st.integers(1, 10**12))
def test_the_amount_in_json_is_exact_to_the_ore(minor):
    said = json.loads(using(amount=Money(minor, "SEK")).content, parse_float=str, parse_int=str)["due"]
    whole, _, rest = said.partition(".")
    assert int(whole) * 100 + int((rest + "00")[:2]) == minor


# --- Which code an invoice has ------------------------------------------------------------------------------


def part_of(country, *, accounts=None, terms=None, amount=None):
    terms = terms or Terms(scheme=default_scheme(country))
    currency = {"SE": "SEK", "NO": "NOK", "DK": "DKK"}.get(country, "EUR")
    return payment_part(
        issuer=ISSUERS[country],
        accounts=accounts or ACCOUNTS[country],
        reference=make_reference(2027000123, terms, invoice_number=NUMBER),
        terms=terms,
        amount=amount or Money(350_00, currency),
        issued_on=ISSUED,
        due_on=DUE,
    )


@pytest.mark.parametrize(
    ("country", "kind"),
    [("SE", "SWISH"), ("NO", None), ("DK", None), ("FI", "EPC"), ("NL", "EPC"), ("BE", "EPC")],
)
def test_an_invoice_has_the_code_that_phones_in_its_country_read(country, kind):
    code = part_of(country).code
    assert (code.kind.value if code else None) == kind


def test_a_finnish_invoice_carries_its_reference_with_rf_and_a_belgian_one_as_text():
    assert part_of("FI").code.content.split("\n")[9:] == ["RF3720270001233"]
    assert part_of("BE").code.content.split("\n")[9:] == ["", "+++202/7000/12347+++"]
    assert part_of("NL", terms=Terms(scheme=Scheme.RF)).code.content.split("\n")[9][:2] == "RF"


def test_without_swish_a_swedish_invoice_has_the_code_for_its_bankgiro_with_the_ocr_number():
    accounts = Accounts(holder="Uppsala fotoklubb", bankgiro="991-2346")
    agreed = part_of("SE", accounts=accounts, terms=AGREED["SE"])
    assert json.loads(agreed.code.content)["iref"] == agreed.reference
    assert json.loads(part_of("SE", accounts=accounts).code.content)["iref"] == "2027123-47"


def test_a_plusgiro_stands_in_the_code_where_there_is_no_bankgiro():
    accounts = Accounts(holder="Uppsala fotoklubb", plusgiro="12 34 56-6")
    said = json.loads(part_of("SE", accounts=accounts).code.content)
    assert (said["pt"], said["acc"]) == ("PG", "12 34 56-6")


@pytest.mark.parametrize(
    ("country", "accounts"),
    [
        ("SE", Accounts(holder="Uppsala fotoklubb", iban="SE4550000000058398257466")),
        ("SE", Accounts(holder="Uppsala fotoklubb", swish="12")),
        ("NL", Accounts(holder="De Groene Hoek", iban="NL92ABNA0417164300")),
        ("NL", Accounts(holder="De Groene Hoek")),
    ],
)
def test_an_invoice_is_paid_without_a_code_where_none_can_be_made(country, accounts):
    assert part_of(country, accounts=accounts).code is None


def test_an_amount_above_the_codes_limit_is_paid_without_one():
    assert part_of("NL", amount=Money(100_000_000_000, "EUR")).code is None


def test_only_finnish_accounts_have_a_virtual_barcode():
    assert (len(part_of("FI").barcode), part_of("BE").barcode) == (54, "")
    assert len(part_of("FI", terms=Terms(scheme=Scheme.RF)).barcode) == 54
    assert part_of("FI", terms=Terms(scheme=Scheme.MESSAGE)).barcode == ""
    assert part_of("FI", accounts=Accounts(holder="Ålands", iban="NL91ABNA0417164300")).barcode == ""


def test_a_soft_ocr_number_is_printed_in_one_piece():
    terms = Terms(scheme=Scheme.SE_OCR, agreement=OcrAgreement(level=OcrLevel.SOFT))
    assert part_of("SE", terms=terms).reference == "20270001231"


# --- Drawing ------------------------------------------------------------------------------------------------


def test_a_code_is_drawn_black_on_white_with_room_around_it():
    svg = as_svg(swish_code(number="1234567890", amount=KRONOR_350, message="x")).decode()
    assert (svg.startswith("<svg "), "#fff" in svg, "<script" in svg, "href" in svg) == (
        True,
        True,
        False,
        False,
    )

"""References are made, checked, printed and read as the country's banks do."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matrikel.billing.rules.references import (
    AGREEMENTS,
    FikAgreement,
    FikCard,
    KidAgreement,
    KidMethod,
    OcrAgreement,
    OcrLevel,
    Reference,
    ReferenceRefused,
    Scheme,
    Terms,
    Wrong,
    belgium,
    creditor,
    default_scheme,
    denmark,
    finland,
    make_reference,
    message,
    netherlands,
    norway,
    read_reference,
    schemes_of,
    shown_reference,
    sweden,
)
from matrikel.kernel.money import Money

SOFT = OcrAgreement(level=OcrLevel.SOFT)
HARD = OcrAgreement(level=OcrLevel.HARD)
VARIABLE = OcrAgreement(level=OcrLevel.VARIABLE_LENGTH)
FIXED = OcrAgreement(level=OcrLevel.FIXED_LENGTH, lengths=(8, 12))
MOD10 = KidAgreement(method=KidMethod.MOD10, lengths=(9, 13))
MOD11 = KidAgreement(method=KidMethod.MOD11, lengths=(9, 13))
FIK_71 = FikAgreement(card=FikCard.CARD_71, creditor="81234567")
FIK_73 = FikAgreement(card=FikCard.CARD_73, creditor="81234567")
FIK_75 = FikAgreement(card=FikCard.CARD_75, creditor="81234567")

TERMS = {
    "message": Terms(scheme=Scheme.MESSAGE),
    "rf": Terms(scheme=Scheme.RF),
    "viite": Terms(scheme=Scheme.FI_VIITE),
    "ogm": Terms(scheme=Scheme.BE_OGM),
    "kenmerk": Terms(scheme=Scheme.NL_KENMERK),
    "ocr soft": Terms(scheme=Scheme.SE_OCR, agreement=SOFT),
    "ocr hard": Terms(scheme=Scheme.SE_OCR, agreement=HARD),
    "ocr variable": Terms(scheme=Scheme.SE_OCR, agreement=VARIABLE),
    "ocr fixed": Terms(scheme=Scheme.SE_OCR, agreement=FIXED),
    "kid mod10": Terms(scheme=Scheme.NO_KID, agreement=MOD10),
    "kid mod11": Terms(scheme=Scheme.NO_KID, agreement=MOD11),
    "fik 71": Terms(scheme=Scheme.DK_FIK, agreement=FIK_71),
    "fik 75": Terms(scheme=Scheme.DK_FIK, agreement=FIK_75),
}
EACH = pytest.mark.parametrize("terms", TERMS.values(), ids=TERMS)
NUMBERS = st.integers(100, 9_999_999_999)


def wrong_with(refused):
    return refused.value.wrong


def other_digit(reference, at, by):
    """Return a reference with one digit changed; `at` counts the digits only."""
    places = [place for place, sign in enumerate(reference) if sign.isdigit()]
    place = places[at % len(places)]
    changed = str((int(reference[place]) + by) % 10)
    return reference[:place] + changed + reference[place + 1 :]


def swapped(reference, at, *, tells=lambda one, other: True):
    """Return a reference with two unlike neighbours exchanged, of those which the algorithm `tells` from one another."""
    places = [
        place for place, (one, other) in enumerate(pairwise(reference)) if one != other and tells(one, other)
    ]
    assume(places)
    place = places[at % len(places)]
    return reference[:place] + reference[place + 1] + reference[place] + reference[place + 2 :]


# --- The worked examples of the standards -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "reference"),
    [(1234567, "12345672"), (1300, "13000"), (123456, "1234561")],
)
def test_a_finnish_reference_has_the_check_digit_of_the_worked_examples(number, reference):
    assert (finland.make(number), finland.parse(reference)) == (reference, reference)


def test_a_finnish_reference_with_rf_has_the_check_digits_of_the_worked_example():
    assert creditor.make("12345672") == "RF8512345672"
    assert creditor.parse("rf85 1234 5672") == "RF8512345672"
    assert creditor.shown("RF8512345672") == "RF85 1234 5672"


@pytest.mark.parametrize(
    ("number", "shown"), [(108068171, "+++010/8068/17183+++"), (1234567890, "+++123/4567/89002+++")]
)
def test_a_belgian_communication_has_the_remainder_of_the_worked_examples(number, shown):
    assert belgium.shown(belgium.make(number)) == shown
    assert belgium.parse(shown) == belgium.make(number)


def test_a_belgian_communication_has_97_where_the_remainder_is_nought():
    assert (belgium.make(97), belgium.make(970)) == ("000000009797", "000000097097")


def test_an_ocr_number_of_variable_length_has_the_digits_of_the_worked_example():
    assert sweden.make(12345, VARIABLE) == "1234574"


@pytest.mark.parametrize("number", ["1636976", "1202951008", "03368912618", "1018966492531"])
def test_the_ocr_numbers_of_the_standard_have_the_right_length_digit(number):
    assert sweden.parse(number, VARIABLE) == number


def test_an_ocr_number_with_the_wrong_length_digit_is_refused_only_where_length_is_checked():
    assert sweden.parse("1636919", HARD) == "1636919"
    with pytest.raises(ReferenceRefused) as refused:
        sweden.parse("1636919", VARIABLE)
    assert wrong_with(refused) is Wrong.LENGTH_DIGIT


@pytest.mark.parametrize(("base", "mod10", "mod11"), [("12345678", "2", "5"), ("12345670", None, "-")])
def test_a_kid_has_the_check_characters_of_the_worked_examples(base, mod10, mod11):
    assert norway.mod11_character(base) == mod11
    if mod10:
        assert norway.make(int(base), MOD10) == base + mod10
    assert norway.parse(base + mod11, MOD11) == base + mod11


def test_a_danish_slip_has_the_line_of_the_worked_example():
    agreement = FikAgreement(card=FikCard.CARD_71, creditor="12345678")
    made = denmark.make(404040000066, agreement)
    assert denmark.shown(made, agreement) == "+71<004040400000669+12345678<"
    assert denmark.parse("+71<004040400000669+12345678<", agreement) == made


# --- What holds for all of them -----------------------------------------------------------------------------


@EACH
@given(number=st.integers(100, 9_999_999))
def test_what_was_made_is_read_back_as_it_was_however_it_is_printed(terms, number):
    made = make_reference(number, terms, invoice_number=str(number))
    assert made.scheme is terms.scheme
    assert read_reference(made.value, terms) == made
    assert read_reference(f"  {shown_reference(made, terms)} ", terms) == made


@EACH
@given(number=st.integers(100, 999_999), other=st.integers(100, 999_999))
def test_two_numbers_never_share_a_reference(terms, number, other):
    assume(number != other)
    one, two = (make_reference(each, terms, invoice_number=str(each)) for each in (number, other))
    assert one != two


@EACH
def test_what_is_no_reference_is_refused(terms):
    for typed in ("", "   ", "tack för allt", "12a45", "0", "00000000"):
        with pytest.raises(ReferenceRefused):
            read_reference(typed, terms)


def test_digits_of_other_scripts_are_not_read_as_ours():
    with pytest.raises(ReferenceRefused) as refused:
        finland.parse("١٢٣٤٥٦٧٢")
    assert wrong_with(refused) is Wrong.CHARACTERS


DETECTS_EVERY_DIGIT = [name for name in TERMS if name not in ("message", "kenmerk")]


@pytest.mark.parametrize("terms", [TERMS[name] for name in DETECTS_EVERY_DIGIT], ids=DETECTS_EVERY_DIGIT)
@given(number=st.integers(100, 9_999_999), at=st.integers(0, 30), by=st.integers(1, 9))
def test_one_wrong_digit_is_always_refused(terms, number, at, by):
    made = make_reference(number, terms, invoice_number=str(number)).value
    with pytest.raises(ReferenceRefused):
        read_reference(other_digit(made, at, by), terms)


@given(number=NUMBERS, at=st.integers(0, 30), by=st.integers(1, 9))
def test_one_wrong_digit_in_a_message_never_points_at_another_invoice(number, at, by):
    made = message.make(str(number))
    changed = other_digit(made, at, by)
    assert changed not in message.found_in(changed)


@given(number=st.integers(1, 10**15 - 1), at=st.integers(0, 30), by=st.integers(1, 9))
def test_one_wrong_digit_in_a_dutch_reference_is_refused_unless_its_remainders_share_a_digit(number, at, by):
    made = netherlands.make(number)
    changed = other_digit(made, at, by)
    assume({made[0], changed[0]} != {"1"})  # Remainders of 1 and 10 both have the check digit 1.
    with pytest.raises(ReferenceRefused):
        netherlands.parse(changed)


DETECTS_EVERY_SWAP = ["rf", "ogm", "kid mod11"]


@pytest.mark.parametrize("terms", [TERMS[name] for name in DETECTS_EVERY_SWAP], ids=DETECTS_EVERY_SWAP)
@given(number=st.integers(100, 9_999_999), at=st.integers(0, 30))
def test_two_exchanged_neighbours_are_refused_where_the_algorithm_promises_it(terms, number, at):
    made = make_reference(number, terms, invoice_number=str(number)).value
    with pytest.raises(ReferenceRefused):
        read_reference(swapped(made, at), terms)


LUHN = ["ocr soft", "ocr hard", "kid mod10", "fik 71", "fik 75"]


@pytest.mark.parametrize("terms", [TERMS[name] for name in LUHN], ids=LUHN)
@given(number=st.integers(100, 9_999_999), at=st.integers(0, 30))
def test_two_exchanged_neighbours_are_refused_by_luhn_unless_they_are_nought_and_nine(terms, number, at):
    made = make_reference(number, terms, invoice_number=str(number)).value
    changed = swapped(made, at, tells=lambda one, other: {one, other} != {"0", "9"})
    with pytest.raises(ReferenceRefused):
        read_reference(changed, terms)


@given(number=NUMBERS, at=st.integers(0, 30))
def test_two_exchanged_neighbours_in_a_finnish_reference_are_refused_unless_they_differ_by_five(number, at):
    changed = swapped(finland.make(number), at, tells=lambda one, other: abs(int(one) - int(other)) != 5)
    with pytest.raises(ReferenceRefused):
        finland.parse(changed)


# --- What each country asks for -----------------------------------------------------------------------------


def test_no_country_uses_a_reference_that_needs_an_agreement_unless_it_was_told_of_one():
    countries = ("SE", "NO", "FI", "DK", "NL", "BE", "DE")
    assert {country: default_scheme(country) for country in countries} == {
        "SE": Scheme.MESSAGE,
        "NO": Scheme.MESSAGE,
        "FI": Scheme.FI_VIITE,
        "DK": Scheme.MESSAGE,
        "NL": Scheme.MESSAGE,
        "BE": Scheme.BE_OGM,
        "DE": Scheme.MESSAGE,
    }
    assert frozenset({Scheme.SE_OCR, Scheme.NO_KID, Scheme.DK_FIK, Scheme.NL_KENMERK}) == AGREEMENTS


def test_every_scheme_is_of_some_country():
    assert {each for country in ("SE", "NO", "FI", "DK", "NL", "BE") for each in schemes_of(country)} == set(
        Scheme
    )


@pytest.mark.parametrize(
    ("scheme", "agreement"),
    [(Scheme.SE_OCR, None), (Scheme.NO_KID, SOFT), (Scheme.DK_FIK, MOD10), (Scheme.FI_VIITE, SOFT)],
)
def test_terms_hold_the_agreement_of_their_scheme_and_no_other(scheme, agreement):
    with pytest.raises(ValueError):
        Terms(scheme=scheme, agreement=agreement)


@pytest.mark.parametrize("number", [-5, 0, 99, 10**19])
def test_no_finnish_reference_is_made_of_a_number_that_is_too_small_or_too_large(number):
    with pytest.raises(ReferenceRefused) as refused:
        finland.make(number)
    assert wrong_with(refused) is Wrong.BASE


def test_a_finnish_reference_is_read_from_twenty_digits_with_noughts_in_front():
    assert finland.parse("00000000000012345672") == "12345672"


@pytest.mark.parametrize(
    ("text", "wrong"), [("123", Wrong.LENGTH), ("1" * 21, Wrong.LENGTH), ("12345671", Wrong.CHECK)]
)
def test_whoever_types_a_finnish_reference_wrong_is_told_what_is_wrong(text, wrong):
    with pytest.raises(ReferenceRefused) as refused:
        finland.parse(text)
    assert wrong_with(refused) is wrong


def test_a_finnish_reference_is_printed_in_fives_from_the_right():
    assert [finland.shown(each) for each in ("13000", "1234561", "12345672345")] == [
        "13000",
        "12 34561",
        "1 23456 72345",
    ]


def test_a_virtual_barcode_has_54_digits_with_account_amount_reference_and_day():
    asked = {"iban": "FI21 1234 5600 0007 85", "amount": Money(482_99, "EUR"), "due_on": date(2027, 1, 31)}
    national = finland.virtual_barcode(reference="12345672", **asked)
    international = finland.virtual_barcode(reference="RF8512345672", **asked)
    assert national == "4" + "2112345600000785" + "00048299" + "000" + "00000000000012345672" + "270131"
    assert international == "5" + "2112345600000785" + "00048299" + "85" + "000000000000012345672" + "270131"
    assert (len(national), len(international)) == (54, 54)


def test_a_virtual_barcode_leaves_open_an_amount_above_its_limit_and_a_day_that_is_none():
    code = finland.virtual_barcode(
        iban="FI2112345600000785", reference="12345672", amount=Money(1_000_000_00, "EUR"), due_on=None
    )
    assert (code[17:25], code[-6:]) == ("00000000", "000000")


@pytest.mark.parametrize(
    ("iban", "reference"),
    [("SE4550000000058398257466", "12345672"), ("FI2112345600000785", "RF712348231ABC")],
)
def test_a_virtual_barcode_is_only_for_finnish_accounts_and_references_of_digits(iban, reference):
    with pytest.raises(ReferenceRefused):
        finland.virtual_barcode(iban=iban, reference=reference, amount=None, due_on=None)


def test_an_rf_reference_may_hold_letters_and_is_at_most_twenty_five_characters():
    assert creditor.parse("RF18 5390 0754 7034") == "RF18539007547034"
    made = creditor.make("A" * 21)
    assert (len(made), creditor.parse(made)) == (25, made)
    with pytest.raises(ReferenceRefused) as refused:
        creditor.make("A" * 22)
    assert wrong_with(refused) is Wrong.BASE
    with pytest.raises(ReferenceRefused) as refused:
        creditor.make("2027-1")
    assert wrong_with(refused) is Wrong.CHARACTERS


@pytest.mark.parametrize(
    "typed", ["*** 010/8068/17183 ***", "010 8068 17183", "010806817183", "010.8068.17183"]
)
def test_a_belgian_communication_is_read_with_and_without_its_signs(typed):
    assert belgium.parse(typed) == "010806817183"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [("01080681718", Wrong.LENGTH), ("010806817184", Wrong.CHECK), ("000000000000", Wrong.CHARACTERS)],
)
def test_whoever_types_a_belgian_communication_wrong_is_told_what_is_wrong(typed, wrong):
    with pytest.raises(ReferenceRefused) as refused:
        belgium.parse(typed)
    assert wrong_with(refused) is wrong


def test_an_ocr_number_of_fixed_length_is_the_shortest_agreed_that_holds_the_number():
    assert [len(sweden.make(number, FIXED)) for number in (1, 1234567, 12345678)] == [8, 8, 12]
    with pytest.raises(ReferenceRefused) as refused:
        sweden.make(10**11, FIXED)
    assert wrong_with(refused) is Wrong.BASE
    with pytest.raises(ReferenceRefused) as refused:
        sweden.parse(sweden.make(123, HARD), FIXED)
    assert wrong_with(refused) is Wrong.LENGTH


@pytest.mark.parametrize("digits", [*range(1, 23)])
def test_the_length_digit_is_the_last_digit_of_the_whole_length(digits):
    made = sweden.make(int("1" * digits), VARIABLE)
    assert (len(made), int(made[-2])) == (digits + 2, (digits + 2) % 10)
    assert sweden.parse(f"# {made} #", VARIABLE) == made


def test_the_longest_ocr_number_has_twenty_five_digits():
    assert len(sweden.make(10**23 - 1, HARD)) == 24
    assert len(sweden.make(10**24 - 1, HARD)) == 25
    for agreement, number in ((HARD, 10**24), (VARIABLE, 10**23), (HARD, 0)):
        with pytest.raises(ReferenceRefused):
            sweden.make(number, agreement)


@pytest.mark.parametrize(
    ("level", "lengths"),
    [
        (OcrLevel.FIXED_LENGTH, ()),
        (OcrLevel.FIXED_LENGTH, (8, 9, 10)),
        (OcrLevel.FIXED_LENGTH, (26,)),
        (OcrLevel.HARD, (8,)),
    ],
)
def test_lengths_are_agreed_where_they_are_fixed_and_one_or_two_of_them(level, lengths):
    with pytest.raises(ValueError):
        OcrAgreement(level=level, lengths=lengths)


@pytest.mark.parametrize("lengths", [(), (1,), (26,), (9, 30)])
def test_a_kid_has_from_two_to_twenty_five_characters(lengths):
    with pytest.raises(ValueError):
        KidAgreement(method=KidMethod.MOD10, lengths=lengths)


@given(number=st.integers(1, 9_999_999))
def test_no_kid_that_is_made_ends_in_the_minus_sign(number):
    made = norway.make(number, MOD11)
    assert (made.isdigit(), len(made), int(made[:-2])) == (True, 9, number)


def test_a_kid_has_the_shortest_length_agreed_that_holds_the_number():
    assert [len(norway.make(number, MOD10)) for number in (1, 12345678, 123456789)] == [9, 9, 13]
    with pytest.raises(ReferenceRefused) as refused:
        norway.make(10**12, MOD10)
    assert wrong_with(refused) is Wrong.BASE


def test_the_minus_sign_is_no_kid_where_modulus_10_was_agreed():
    with pytest.raises(ReferenceRefused) as refused:
        norway.parse("12345670-", MOD10)
    assert wrong_with(refused) is Wrong.CHARACTERS


def test_a_slip_of_card_73_has_no_payment_identification():
    assert denmark.make(2027000123, FIK_73) == ""
    assert denmark.shown("", FIK_73) == "+73<+81234567<"
    assert denmark.parse("+73<+81234567<", FIK_73) == ""


def test_a_slip_of_card_75_has_sixteen_digits():
    made = denmark.make(2027000123, FIK_75)
    assert (len(made), denmark.shown(made, FIK_75)) == (16, f"+75<{made}+81234567<")


def test_the_line_of_another_creditor_or_card_is_not_ours():
    made = denmark.make(2027000123, FIK_71)
    for line in (f"+71<{made}+89999999<", f"+75<{made}+81234567<"):
        with pytest.raises(ReferenceRefused):
            denmark.parse(line, FIK_71)


def test_a_creditor_number_has_eight_digits():
    with pytest.raises(ValueError):
        FikAgreement(card=FikCard.CARD_71, creditor="8123456")


def test_a_dutch_reference_has_its_check_digit_first_and_is_printed_in_fours():
    made = netherlands.make(2027000123)
    assert (len(made), made[1:]) == (16, "000002027000123")
    assert netherlands.shown(made) == f"{made[:4]} {made[4:8]} {made[8:12]} {made[12:]}"


# --- Messages in dirty text ---------------------------------------------------------------------------------

MADE = message.make("2027-123")


@pytest.mark.parametrize(
    "text",
    [
        "2027123-47",
        "2027-123-47",
        "Faktura 2027123 47",
        "Betalning avser 2027 123 47 Åkerström",
        "medlemsavgift: 2027123/47.",
        "MEDLEMSAVGIFT*2027-I23-47",
        "2O27l23-47",
        "avgift 2027123-47 och tack",
        "REF 00002027123-47",
        "2027\n123\n47",
        "２０２７１２３-47",
        "USTD//2027123-47//NOTPROVIDED",
    ],
)
def test_a_message_is_found_again_whatever_the_bank_or_the_payer_made_of_it(text):
    assert MADE in message.found_in(text)


@pytest.mark.parametrize(
    "text", ["", "medlemsavgift 2027", "2027-123", "2027-123-48", "2027-132-47", "Anna 0701234567"]
)
def test_nothing_is_found_where_no_message_stands(text):
    assert MADE not in message.found_in(text)


def test_two_messages_in_one_text_are_both_found_in_their_order():
    other = message.make("2027-99")
    found = message.found_in(f"for 2027-123-47 and {message.shown(other)}")
    assert [each for each in found if each in (MADE, other)] == [MADE, other]


@given(
    number=st.integers(1, 10**12),
    before=st.text("abcåäö .,:-", max_size=20),
    after=st.text("xyzø .,:", max_size=20),
)
def test_a_message_among_words_is_always_found(number, before, after):
    made = message.make(str(number))
    assert made in message.found_in(f"{before} {message.shown(made)} {after}")


@given(text=st.text(max_size=200))
def test_any_text_can_be_searched(text):
    for found in message.found_in(text):
        assert message.make(found[:-2]) == found


@pytest.mark.parametrize(
    ("number", "wrong"),
    [("2027/1", Wrong.CHARACTERS), ("", Wrong.CHARACTERS), ("0-00", Wrong.BASE), ("1" * 19, Wrong.BASE)],
)
def test_no_message_is_made_of_what_is_no_invoices_number(number, wrong):
    with pytest.raises(ReferenceRefused) as refused:
        message.make(number)
    assert wrong_with(refused) is wrong


def test_a_message_repeats_the_invoices_number():
    terms = TERMS["message"]
    made = make_reference(2027000123, terms, invoice_number="2027-123")
    assert made == Reference(scheme=Scheme.MESSAGE, value="202712347")
    assert shown_reference(made, terms) == "2027123-47"

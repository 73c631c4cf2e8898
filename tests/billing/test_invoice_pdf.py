"""An invoice on paper: what stands on it in which language, that a scanner reads its code, and that it can be kept."""

import io
import json
import threading
from dataclasses import replace

import pytest
from PIL import Image, ImageChops, ImageDraw

from matrikel.billing.formats.pdf import day, in_fours, invoices_as_pdf, rate, sheet_data
from matrikel.billing.rules.instalments import instalments, monthly
from matrikel.billing.rules.sheets import WINDOWS, SheetKind, SheetLine, SheetRecipient
from matrikel.billing.rules.vat import Vat, VatCategory, VatLine, totals_of
from matrikel.kernel.money import Money
from matrikel.organisations.rules.looks import contrast, is_readable
from tests.billing.scanning import pages_of, scanned, texts_of
from tests.billing.sheets import AGREED, DUE, ISSUED, ISSUERS, LANGUAGES, OUTSIDE, lines_of, sheet_of

COUNTRIES = list(ISSUERS)
V25 = Vat(category=VatCategory.STANDARD, rate=25_00)
V6 = Vat(category=VatCategory.STANDARD, rate=6_00)


def pdf_of(*sheets):
    return invoices_as_pdf(sheets, on=ISSUED)


def text_of(*sheets):
    return "\n".join(texts_of(pdf_of(*sheets)))


def logo(width=300, height=300, colour="#ff0000"):
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((0, 0, width, height), fill=colour)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def taxed(lines):
    totals = totals_of(
        [VatLine(vat=line.vat, amount=line.amount) for line in lines], "SEK", tax_included=True
    )
    return sheet_of("SE", lines=lines, totals=totals, is_membership_fee=False)


# --- What stands on it --------------------------------------------------------------------------------------


def test_an_invoice_says_who_asks_whom_for_what_why_how_much_and_by_when():
    text = text_of(
        sheet_of("SE", about="Elsa Åkerström", intro="Välkommen!", terms="Hör av dig om du vill dela upp.")
    )
    for said in (
        "Uppsala fotoklubb",
        "Linnéa Åkerström-Öberg\nKungsgatan 15 lgh 1203\n753 32 Uppsala",
        "Faktura 2027-123",
        "Betala 350 kr senast 15 januari 2027.",
        "Gäller: Elsa Åkerström",
        "Välkommen!",
        "Medlemsavgift 2027, vuxen",
        "Vuxen från 26 år: 350 kr.",
        "Ingen moms: membership fee",
        "Hör av dig om du vill dela upp.",
        "991-2346",
        "2027123-47",
        "802400-1234",
        "1042",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            ["Invoice 2027-123", "Please pay SEK 350 by 15 January 2027.", "How to pay", "To pay", "Message"],
        ),
        (
            "sv",
            [
                "Faktura 2027-123",
                "Betala 350 kr senast 15 januari 2027.",
                "Så betalar du",
                "Att betala",
                "Meddelande",
            ],
        ),
        (
            "nb",
            [
                "Faktura 2027-123",
                "Betal SEK 350 senest 15. januar 2027.",
                "Slik betaler du",
                "Å betale",
                "Melding",
            ],
        ),
        (
            "fi",
            [
                "Lasku 2027-123",
                "Maksa 350 SEK viimeistään 15. tammikuuta 2027.",
                "Näin maksat",
                "Maksettavaa",
                "Viesti",
            ],
        ),
        (
            "da",
            [
                "Opkrævning 2027-123",
                "Betal 350 SEK senest 15. januar 2027.",
                "Sådan betaler du",
                "At betale",
                "Besked",
            ],
        ),
        (
            "nl",
            [
                "Factuur 2027-123",
                "Betaal SEK 350 uiterlijk 15 januari 2027.",
                "Zo betaal je",
                "Te betalen",
                "Omschrijving",
            ],
        ),
    ],
)
def test_an_invoice_speaks_the_language_of_whoever_gets_it(language, words):
    text = text_of(sheet_of("SE", language=language))
    assert [word for word in words if word not in text] == []


def test_a_language_that_we_do_not_have_is_answered_in_english():
    assert sheet_data(replace(sheet_of("SE"), language="fr"))["title"] == "Invoice 2027-123"


@pytest.mark.parametrize(
    ("country", "label", "value"),
    [
        ("SE", "OCR-nummer", "202700012323"),
        ("NO", "KID-nummer", "020270001231"),
        ("DK", "Betalingslinje", "+71<000020270001231+81234567<"),
    ],
)
def test_a_reference_that_was_agreed_has_its_countrys_name_and_form(country, label, value):
    part = sheet_data(sheet_of(country, by=AGREED[country]))["payment"]
    assert [label, value] in [row[:2] for row in part["rows"]]


@pytest.mark.parametrize(
    ("country", "label", "value"),
    [
        ("FI", "Viitenumero", "2 02700 01233"),
        ("BE", "Gestructureerde mededeling", "+++202/7000/12347+++"),
        ("NL", "Omschrijving", "2027123-47"),
        ("DK", "Besked", "2027123-47"),
        ("NO", "Melding", "2027123-47"),
    ],
)
def test_without_an_agreement_a_reference_is_what_needs_none(country, label, value):
    part = sheet_data(sheet_of(country))["payment"]
    assert [label, value] in [row[:2] for row in part["rows"]]


@pytest.mark.parametrize(
    ("country", "is_fee", "is_company", "word"),
    [
        ("BE", True, False, "Betalingsuitnodiging"),
        ("BE", False, False, "Factuur"),
        ("BE", True, True, "Factuur"),
        ("NL", True, False, "Factuur"),
        ("DK", True, False, "Opkrævning"),
        ("DK", True, True, "Faktura"),
    ],
)
def test_an_invoice_is_called_what_people_and_companies_there_call_it(country, is_fee, is_company, word):
    sheet = sheet_of(
        country,
        is_membership_fee=is_fee,
        recipient=SheetRecipient(name="Vennelyst ApS", is_company=is_company),
    )
    assert sheet_data(sheet)["title"] == f"{word} 2027-123"


@pytest.mark.parametrize(
    ("country", "register"),
    [
        ("SE", "Organisationsnummer"),
        ("NO", "Organisasjonsnummer"),
        ("FI", "Y-tunnus"),
        ("DK", "CVR-nr."),
        ("NL", "KvK-nummer"),
        ("BE", "Ondernemingsnummer"),
    ],
)
def test_the_number_of_an_association_is_called_what_its_register_calls_it(country, register):
    assert register in dict(sheet_data(sheet_of(country))["facts"])


def test_a_credit_note_names_its_invoice_and_asks_for_nothing():
    sheet = sheet_of(
        "SE",
        lines=lines_of([Money(-350_00, "SEK")]),
        kind=SheetKind.CREDIT_NOTE,
        number="2027-124",
        credits="2027-123",
        due_on=None,
        payment=None,
    )
    data, text = sheet_data(sheet), text_of(sheet)
    assert (data["title"], data["call"], data["payment"]) == ("Kreditfaktura 2027-124", "", None)
    assert ["Krediterar faktura", "2027-123"] in data["facts"]
    assert ("Till godo" in text, "Så betalar du" in text) == (True, False)


def test_what_was_paid_already_is_taken_off():
    data = sheet_data(sheet_of("SE", paid=Money(100_00, "SEK")))
    assert data["sums"] == [["Summa", "350,00"], ["Redan betalt", "-100,00"]]
    assert data["total"] == ["Att betala", "250\u00a0kr"]
    assert data["call"] == "Betala 250\u00a0kr senast 15 januari 2027."


def test_nobody_is_called_upon_to_pay_what_is_paid():
    assert sheet_data(sheet_of("SE", paid=Money(350_00, "SEK")))["call"] == ""


def test_vat_stands_below_by_rate_and_beside_each_line_where_rates_differ():
    lines = (
        SheetLine(text="Kurs", amount=Money(250_00, "SEK"), vat=V25, quantity=2, each=Money(125_00, "SEK")),
        SheetLine(text="Bok", amount=Money(106_00, "SEK"), vat=V6),
    )
    data = sheet_data(taxed(lines))
    assert data["columns"] == ["Vad det gäller", "Antal", "À-pris", "Moms", "Belopp, SEK"]
    assert [line["cells"] for line in data["lines"]] == [
        ["2", "125,00", "25\u00a0%", "250,00"],
        ["1", "106,00", "6\u00a0%", "106,00"],
    ]
    assert data["sums"] == [
        ["Utan moms", "300,00"],
        ["Moms 25\u00a0% av 200,00", "50,00"],
        ["Moms 6\u00a0% av 100,00", "6,00"],
    ]


def test_columns_that_say_nothing_are_left_out():
    assert sheet_data(sheet_of("SE"))["columns"] == ["Vad det gäller", "Belopp, SEK"]


def test_instalments_stand_with_their_days():
    parts = instalments(Money(350_00, "SEK"), monthly(DUE, 3))
    assert sheet_data(sheet_of("SE", instalments=parts))["instalments"] == [
        ["15 januari 2027", "116,67\u00a0kr"],
        ["15 februari 2027", "116,67\u00a0kr"],
        ["15 mars 2027", "116,66\u00a0kr"],
    ]


@pytest.mark.parametrize(
    ("hundredths", "language", "written"),
    [(25_00, "sv", "25\u00a0%"), (25_50, "fi", "25,5\u00a0%"), (21_00, "nl", "21%"), (6_00, "en", "6%")],
)
def test_a_rate_is_written_as_its_language_does(hundredths, language, written):
    assert rate(hundredths, language) == written


def test_days_and_accounts_are_written_as_people_read_them():
    assert (day(DUE, "da"), in_fours("NL91ABNA0417164300")) == ("15. januar 2027", "NL91 ABNA 0417 1643 00")


def test_what_people_wrote_is_never_markup():
    hostile = '#import "x.typ" $ ] *fet* `rå` <label> @ref \\ // --- #panic() "'
    recipient = SheetRecipient(name=hostile, lines=(hostile,))
    lines = (SheetLine(text=hostile, explanation=hostile, amount=Money(1_00, "SEK"), vat=OUTSIDE),)
    text = text_of(
        sheet_of("SE", recipient=recipient, lines=lines, intro=hostile, terms=hostile, about=hostile)
    )
    assert text.replace("\n", " ").count('#import "x.typ" $ ] *fet* `rå` <label> @ref') == 7


# --- How it looks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("country", ["SE", "FI", "NL", "BE"])
def test_a_scanner_reads_the_code_on_the_printed_page(country):
    sheet = sheet_of(country)
    (page,) = pages_of(pdf_of(sheet))
    assert scanned(page) == [sheet.payment.code.content]


@pytest.mark.parametrize("country", ["NO", "DK"])
def test_no_code_is_printed_where_none_can_be_paid(country):
    (page,) = pages_of(pdf_of(sheet_of(country)))
    assert scanned(page) == []


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_address_stands_in_the_window_of_the_countrys_envelope(country):
    # Everything that is printed in the window is the address, and all of the address is in the window.
    window = WINDOWS[country]
    plain = sheet_of(country, language="en")
    without = replace(plain, recipient=SheetRecipient(name="\u00a0"))
    one, other = (next(iter(pages_of(pdf_of(each)))).convert("L") for each in (plain, without))
    per_mm = 150 / 25.4
    left, top, right, bottom = (edge / per_mm for edge in ImageChops.difference(one, other).getbbox())
    assert (window.left - 1 <= left, window.top - 1 <= top) == (True, True)
    assert (right <= window.left + window.width, bottom <= window.top + window.height) == (True, True)


def test_twelve_lines_and_two_pages_name_the_invoice_and_count_the_pages():
    pages = texts_of(pdf_of(sheet_of("FI", lines=lines_of([Money(35_00, "EUR")] * 26, "fi"))))
    assert len(pages) == 2
    assert ["1 / 2" in pages[0], "2 / 2" in pages[1]] == [True, True]
    assert pages[1].count("Lasku 2027-123") == 1
    assert sum(page.count("Jäsenmaksu 2027, aikuinen") for page in pages) == 26
    assert ["Näin maksat" in page for page in pages] == [False, True]


def test_a_single_page_is_not_counted():
    assert "1 / 1" not in text_of(sheet_of("SE"))


def test_a_bundle_holds_each_invoice_whole_and_counts_its_own_pages():
    long = sheet_of("FI", lines=lines_of([Money(35_00, "EUR")] * 26, "fi"))
    pages = texts_of(pdf_of(sheet_of("DK"), long, sheet_of("NL")))
    titles = ("Opkrævning 2027-123", "Lasku 2027-123", "Lasku 2027-123", "Factuur 2027-123")
    assert [title in page for title, page in zip(titles, pages, strict=True)] == [True] * 4
    assert ["1 / 2" in text for text in pages] == [False, True, False, False]
    assert ["2 / 2" in text for text in pages] == [False, False, True, False]


def test_the_associations_colour_is_darkened_until_it_can_be_read():
    yellow = sheet_of("NL")
    assert yellow.issuer.colour == "#ffcc00"
    colour = sheet_data(yellow)["colour"]
    assert (is_readable("#ffcc00"), is_readable(colour), contrast(colour, "#ffffff") < 4.8) == (
        False,
        True,
        True,
    )
    assert sheet_data(sheet_of("DK"))["colour"] == "#15605b"


@pytest.mark.parametrize(("width", "height"), [(300, 300), (512, 64), (64, 512)])
def test_a_logo_of_any_shape_stands_in_the_head_and_keeps_its_shape(width, height):
    issuer = replace(ISSUERS["SE"], logo=logo(width, height), colour="#000000")
    page = next(iter(pages_of(pdf_of(sheet_of("SE", issuer=issuer)))))
    red = page.convert("RGB").split()
    # Pure red is nowhere else on the page.
    mask = Image.merge("RGB", red).point(lambda value: value)
    pixels = mask.load()
    found = [(x, y) for x in range(0, mask.width, 2) for y in range(0, 300, 2) if pixels[x, y] == (255, 0, 0)]
    across = (max(x for x, _ in found) - min(x for x, _ in found)) / 150 * 25.4
    down = (max(y for _, y in found) - min(y for _, y in found)) / 150 * 25.4
    size = min(45 / width, 15 / height)
    assert (abs(across - width * size) < 0.8, abs(down - height * size) < 0.8) == (True, True)


# --- How it keeps -------------------------------------------------------------------------------------------


def test_the_same_invoice_gives_the_same_bytes_in_years_to_come():
    assert pdf_of(sheet_of("SE")) == pdf_of(sheet_of("SE"))


def test_the_file_is_one_for_the_archive_and_says_its_language_and_title():
    pdf = pdf_of(sheet_of("SE"))
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"/Lang(sv)" in pdf
    assert b"Faktura 2027-123" in pdf


@pytest.mark.parametrize("invoices", [0, 101])
def test_no_file_is_made_of_no_invoices_or_of_more_than_a_hundred(invoices):
    with pytest.raises(ValueError):
        pdf_of(*[sheet_of("SE")] * invoices)


def test_threads_set_invoices_beside_one_another():
    wanted = {language: pdf_of(sheet_of("SE", language=language)) for language in set(LANGUAGES.values())}
    made = {}

    def work(language):
        made[language] = [pdf_of(sheet_of("SE", language=language)) for _ in range(3)]

    threads = [threading.Thread(target=work, args=(language,)) for language in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == {language: [pdf] * 3 for language, pdf in wanted.items()}


def test_what_the_layout_is_given_holds_words_and_no_amounts_to_reckon_with():
    data = json.dumps(sheet_data(sheet_of("SE")), ensure_ascii=False)
    assert ("35000" in data, "350\u00a0kr" in data) == (False, True)


def test_every_invoice_of_a_bundle_says_its_own_language():
    pdf = pdf_of(sheet_of("DK"), sheet_of("FI"))
    assert [language in pdf for language in (b"/Lang(da)", b"/Lang(fi)", b"/Lang(sv)")] == [True, True, False]

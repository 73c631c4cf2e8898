"""Invoices of six countries, as the tests set and read them."""

from dataclasses import replace
from datetime import date

from matrikel.billing.rules.references import (
    FikAgreement,
    FikCard,
    KidAgreement,
    KidMethod,
    OcrAgreement,
    OcrLevel,
    Scheme,
    Terms,
    default_scheme,
    make_reference,
)
from matrikel.billing.rules.sheets import (
    Accounts,
    InvoiceSheet,
    SheetIssuer,
    SheetKind,
    SheetLine,
    SheetRecipient,
    payment_part,
)
from matrikel.billing.rules.vat import Vat, VatCategory, VatLine, totals_of
from matrikel.kernel.money import Money

ISSUED, DUE = date(2026, 12, 1), date(2027, 1, 15)
NUMBER = "2027-123"

ISSUERS = {
    "SE": SheetIssuer(
        name="Uppsala fotoklubb",
        country="SE",
        address=("Övre Slottsgatan 8", "753 10 Uppsala"),
        organisation_number="802400-1234",
        contact=("kassor@uppsalafoto.example", "uppsalafoto.example"),
        colour="#7a2048",
    ),
    "NO": SheetIssuer(
        name="Bergen turlag",
        country="NO",
        address=("Strandgaten 4", "5013 Bergen"),
        organisation_number="974 760 673",
        contact=("kasserer@bergenturlag.example",),
        colour="#b3261e",
    ),
    "FI": SheetIssuer(
        name="Helsingin kameraseura ry",
        country="FI",
        address=("Mannerheimintie 12", "00100 Helsinki"),
        organisation_number="1234567-1",
        contact=("rahastonhoitaja@kameraseura.example",),
        colour="#003580",
    ),
    "DK": SheetIssuer(
        name="Aarhus roklub",
        country="DK",
        address=("Havnegade 2", "8000 Aarhus C"),
        organisation_number="DK 13585628",
        contact=("kasserer@aarhusroklub.example",),
    ),
    "NL": SheetIssuer(
        name="Volkstuinvereniging De Groene Hoek",
        country="NL",
        address=("Tuinlaan 3", "3511 AB Utrecht"),
        organisation_number="40475678",
        contact=("penningmeester@groenehoek.example",),
        colour="#ffcc00",
    ),
    "BE": SheetIssuer(
        name="Koninklijke Turnkring Gent vzw",
        country="BE",
        address=("Sportstraat 21", "9000 Gent"),
        organisation_number="0403.019.261",
        contact=("penningmeester@turnkringgent.example",),
        colour="#5b3f99",
    ),
}
ACCOUNTS = {
    "SE": Accounts(holder="Uppsala fotoklubb", bankgiro="991-2346", swish="123 456 78 90"),
    "NO": Accounts(holder="Bergen turlag", account="8601 11 17947"),
    "FI": Accounts(holder="Helsingin kameraseura ry", iban="FI2112345600000785", bic="NDEAFIHH"),
    "DK": Accounts(holder="Aarhus roklub", account="3409 0004111111"),
    "NL": Accounts(holder="Volkstuinvereniging De Groene Hoek", iban="NL91ABNA0417164300"),
    "BE": Accounts(holder="Koninklijke Turnkring Gent vzw", iban="BE68539007547034"),
}
AGREED = {
    "SE": Terms(scheme=Scheme.SE_OCR, agreement=OcrAgreement(level=OcrLevel.VARIABLE_LENGTH)),
    "NO": Terms(scheme=Scheme.NO_KID, agreement=KidAgreement(method=KidMethod.MOD10, lengths=(12,))),
    "DK": Terms(scheme=Scheme.DK_FIK, agreement=FikAgreement(card=FikCard.CARD_71, creditor="81234567")),
}
LANGUAGES = {"SE": "sv", "NO": "nb", "FI": "fi", "DK": "da", "NL": "nl", "BE": "nl"}
CURRENCIES = {"SE": "SEK", "NO": "NOK", "DK": "DKK", "FI": "EUR", "NL": "EUR", "BE": "EUR"}
RECIPIENTS = {
    "SE": SheetRecipient(name="Linnéa Åkerström-Öberg", lines=("Kungsgatan 15 lgh 1203", "753 32 Uppsala")),
    "NO": SheetRecipient(name="Bjørn Ødegård", lines=("Nygårdsgaten 5", "5015 Bergen")),
    "FI": SheetRecipient(name="Päivi Hämäläinen", lines=("Töölönkatu 7 A 12", "00260 Helsinki")),
    "DK": SheetRecipient(name="Søren Kjærgaard", lines=("Frederiks Allé 11, 2. th.", "8000 Aarhus C")),
    "NL": SheetRecipient(name="Anneloes van der Meijden", lines=("Oudegracht 112-bis", "3511 AX Utrecht")),
    "BE": SheetRecipient(name="Joëlle Vandenbroucke", lines=("Korenmarkt 3 bus 4", "9000 Gent")),
}
OUTSIDE = Vat(category=VatCategory.OUTSIDE, reason="membership fee")
EXPLANATIONS = {
    "sv": (
        "Medlemsavgift 2027, vuxen",
        "Vuxen från 26 år: 350 kr. Avdrag för andra i hushållet gäller inte dig.",
    ),
    "nb": ("Kontingent 2027, voksen", "Voksen fra 26 år: kr 350."),
    "fi": ("Jäsenmaksu 2027, aikuinen", "Aikuiset 26 vuodesta: 35 €."),
    "da": ("Kontingent 2027, voksen", "Voksen fra 26 år: 350 kr."),
    "nl": ("Contributie 2027, volwassene", "Volwassenen vanaf 26 jaar: € 35."),
    "en": ("Membership fee 2027, adult", "Adults from 26 years: 350."),
}


def lines_of(amounts, language="sv", vat=OUTSIDE):
    text, why = EXPLANATIONS[language]
    return tuple(SheetLine(text=text, explanation=why, amount=amount, vat=vat) for amount in amounts)


def sheet_of(country, *, by=None, language=None, lines=None, **changes):
    """Return an invoice of 350 kronor or 35 euros, unless told otherwise; `by` are terms of references."""
    language = language or LANGUAGES[country]
    currency = CURRENCIES[country]
    terms = by or Terms(scheme=default_scheme(country))
    lines = lines or lines_of([Money(35_00 if currency == "EUR" else 350_00, currency)], language)
    totals = totals_of(
        (VatLine(vat=line.vat, amount=line.amount) for line in lines), currency, tax_included=True
    )
    issuer = ISSUERS[country]
    payment = payment_part(
        issuer=issuer,
        accounts=ACCOUNTS[country],
        reference=make_reference(2027000123, terms, invoice_number=NUMBER),
        terms=terms,
        amount=totals.gross,
        issued_on=ISSUED,
        due_on=DUE,
    )
    sheet = InvoiceSheet(
        kind=SheetKind.INVOICE,
        language=language,
        issuer=issuer,
        recipient=RECIPIENTS[country],
        number=NUMBER,
        issued_on=ISSUED,
        due_on=DUE,
        lines=lines,
        totals=totals,
        payment=payment,
        member_number="1042",
    )
    return replace(sheet, **changes)

"""
An invoice as it is put on paper: everything frozen, nothing looked up, all amounts in one currency.

What stands in it is what was issued; setting it again years later gives the same page.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from matrikel.billing.rules.instalments import Instalment
from matrikel.billing.rules.paycodes import CodeRefused, PayCode, epc_code, swish_code, using_qr_code
from matrikel.billing.rules.references import Reference, Scheme, Terms, creditor, finland, shown_reference
from matrikel.billing.rules.vat import Totals, Vat
from matrikel.kernel.money import Money


class SheetKind(StrEnum):
    """What the paper is."""

    INVOICE = "INVOICE"
    CREDIT_NOTE = "CREDIT_NOTE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Where the address stands on the page, in millimetres from its upper left corner, to be seen in an envelope."""

    left: float
    top: float
    width: float = 80.0
    height: float = 30.0


WINDOWS = {
    "SE": Window(left=112, top=46),
    "BE": Window(left=112, top=49),
    "FI": Window(left=20, top=46),
    "NO": Window(left=20, top=48),
    "DK": Window(left=20, top=48),
    "NL": Window(left=20, top=48),
}
"""
By country of the association: the common C5 and DL envelopes with a window of 90 × 35 mm, which is to the right in Sweden
and Belgium and to the left elsewhere (SS 61 40 11, SFS 2487, NEN 1026, NBN Z 01-002; positions unconfirmed).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """
    Where money goes; what is empty an association does not have.

    `account` is the national number as it is written (NO: eleven digits; DK: registration and account number).
    """

    holder: str
    iban: str = ""
    bic: str = ""
    account: str = ""
    bankgiro: str = ""
    plusgiro: str = ""
    swish: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentPart:
    """How an invoice is paid; `reference` is written as it is printed, `barcode` the Finnish line of 54 digits."""

    accounts: Accounts
    amount: Money
    due_on: date
    scheme: Scheme
    reference: str
    code: PayCode | None = None
    barcode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetIssuer:
    """Who asks for the money; `colour` is `#rrggbb`, `logo` a PNG, `contact` e-mail, telephone and address of the web."""

    name: str
    country: str
    address: tuple[str, ...] = ()
    organisation_number: str = ""
    vat_number: str = ""
    contact: tuple[str, ...] = ()
    note: str = ""
    colour: str = ""
    logo: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRecipient:
    """Who is to pay; `lines` are the address as it is written on an envelope."""

    name: str
    lines: tuple[str, ...] = ()
    is_company: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One line: what it is, why it costs that, and what it comes to; `quantity` counts what costs `each`."""

    text: str
    amount: Money
    vat: Vat
    explanation: str = ""
    quantity: int = 1
    each: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSheet:
    """
    One invoice or credit note. `language` is the recipient's.

    `paid` is what had been paid when it was issued; `credits` the number of the invoice that a credit note is for;
    `member_number` and `their_reference` stand among the facts, `about` says whom it concerns when that is not who pays.
    """

    kind: SheetKind
    language: str
    issuer: SheetIssuer
    recipient: SheetRecipient
    number: str
    issued_on: date
    due_on: date | None
    lines: tuple[SheetLine, ...]
    totals: Totals
    payment: PaymentPart | None = None
    paid: Money | None = None
    credits: str = ""
    member_number: str = ""
    their_reference: str = ""
    about: str = ""
    intro: str = ""
    terms: str = ""
    is_membership_fee: bool = True
    instalments: tuple[Instalment, ...] = ()

    @property
    def to_pay(self) -> Money:
        """Return what was still to be paid when it was issued."""
        return self.totals.gross - self.paid if self.paid else self.totals.gross


def payment_part(
    *,
    issuer: SheetIssuer,
    accounts: Accounts,
    reference: Reference,
    terms: Terms,
    amount: Money,
    issued_on: date,
    due_on: date,
) -> PaymentPart:
    """
    Return how an invoice is paid, with the code that a phone in the issuer's country reads.

    In euros that is the EPC code; in Sweden Swish where the association has a number for it, else the code for its
    bankgiro or plusgiro; in Norway and Denmark there is none without an agreement. What cannot be put into a code (a
    message that is too long, an amount above its limit) leaves the part without one.
    """
    shown = shown_reference(reference, terms)
    is_finnish = issuer.country == "FI" and accounts.iban.startswith("FI")
    try:
        code = _code(issuer, accounts, reference, shown, amount, issued_on, due_on)
    except CodeRefused:
        code = None
    return PaymentPart(
        accounts=accounts,
        amount=amount,
        due_on=due_on,
        scheme=reference.scheme,
        reference=shown,
        code=code,
        barcode=finland.virtual_barcode(
            iban=accounts.iban,
            reference=reference.value,
            amount=amount,
            due_on=due_on,
        )
        if is_finnish and reference.scheme in (Scheme.FI_VIITE, Scheme.RF)
        else "",
    )


def _code(
    issuer: SheetIssuer,
    accounts: Accounts,
    reference: Reference,
    shown: str,
    amount: Money,
    issued_on: date,
    due_on: date,
) -> PayCode | None:
    if amount.currency == "EUR" and accounts.iban:
        structured = _structured(reference)
        return epc_code(
            name=accounts.holder,
            iban=accounts.iban,
            bic=accounts.bic,
            amount=amount,
            reference=structured,
            text="" if structured else shown,
        )
    if amount.currency != "SEK" or issuer.country != "SE":
        return None
    if accounts.swish:
        return swish_code(number=accounts.swish, amount=amount, message=shown)
    giro = accounts.bankgiro or accounts.plusgiro
    if not giro:
        return None
    return using_qr_code(
        name=issuer.name,
        organisation_number=issuer.organisation_number,
        reference=reference.value if reference.scheme is Scheme.SE_OCR else shown,
        issued_on=issued_on,
        due_on=due_on,
        amount=amount,
        giro=giro,
        is_plusgiro=not accounts.bankgiro,
    )


def _structured(reference: Reference) -> str:
    """Return the RF reference; a Finnish one has one of its own, a Belgian one and a message travel as text."""
    if reference.scheme is Scheme.FI_VIITE:
        return creditor.make(reference.value)
    return reference.value if reference.scheme is Scheme.RF else ""

"""
References of payments: which there are in a country, what they need, made, checked, printed, and read as typed.

A scheme needs an agreement with a bank or none; without one, a short message is what matching goes by.
"""

from dataclasses import dataclass
from enum import StrEnum

from matrikel.billing.rules.references import (
    belgium,
    creditor,
    denmark,
    finland,
    message,
    netherlands,
    norway,
    sweden,
)
from matrikel.billing.rules.references.denmark import FikAgreement, FikCard
from matrikel.billing.rules.references.digits import ReferenceRefused, Wrong
from matrikel.billing.rules.references.norway import KidAgreement, KidMethod
from matrikel.billing.rules.references.sweden import OcrAgreement, OcrLevel

__all__ = [
    "AGREEMENTS",
    "FikAgreement",
    "FikCard",
    "KidAgreement",
    "KidMethod",
    "OcrAgreement",
    "OcrLevel",
    "Reference",
    "ReferenceRefused",
    "Scheme",
    "Terms",
    "Wrong",
    "default_scheme",
    "make_reference",
    "read_reference",
    "schemes_of",
    "shown_reference",
]


class Scheme(StrEnum):
    """A kind of payment reference."""

    MESSAGE = "MESSAGE"
    RF = "RF"
    FI_VIITE = "FI_VIITE"
    BE_OGM = "BE_OGM"
    NL_KENMERK = "NL_KENMERK"
    SE_OCR = "SE_OCR"
    NO_KID = "NO_KID"
    DK_FIK = "DK_FIK"


AGREEMENTS = frozenset({Scheme.SE_OCR, Scheme.NO_KID, Scheme.DK_FIK, Scheme.NL_KENMERK})
"""The schemes for which an association needs an agreement with its bank."""

_SCHEMES = {
    "SE": (Scheme.MESSAGE, Scheme.SE_OCR),
    "NO": (Scheme.MESSAGE, Scheme.NO_KID),
    "DK": (Scheme.MESSAGE, Scheme.DK_FIK),
    "FI": (Scheme.FI_VIITE, Scheme.RF, Scheme.MESSAGE),
    "BE": (Scheme.BE_OGM, Scheme.RF, Scheme.MESSAGE),
    "NL": (Scheme.MESSAGE, Scheme.RF, Scheme.NL_KENMERK),
}

Agreement = OcrAgreement | KidAgreement | FikAgreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Which scheme an association uses, with what it agreed; `agreement` is there for OCR, KID and FIK, else None."""

    scheme: Scheme
    agreement: Agreement | None = None

    def __post_init__(self) -> None:
        """Refuse a scheme without what it needs, or with what belongs to another."""
        needed = {
            Scheme.SE_OCR: OcrAgreement,
            Scheme.NO_KID: KidAgreement,
            Scheme.DK_FIK: FikAgreement,
        }.get(self.scheme, type(None))
        if not isinstance(self.agreement, needed):
            raise ValueError(self.scheme)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference without spaces and signs, as bank files carry it and as it is looked up."""

    scheme: Scheme
    value: str


def schemes_of(country: str) -> tuple[Scheme, ...]:
    """Return what an association of a country may use, the one that needs no agreement and suits best first."""
    return _SCHEMES.get(country, (Scheme.MESSAGE, Scheme.RF))


def default_scheme(country: str) -> Scheme:
    """Return what an association of a country uses as long as it has no agreement."""
    return schemes_of(country)[0]


def make_reference(number: int, terms: Terms, *, invoice_number: str) -> Reference:
    """
    Return the reference of an invoice.

    `number` is one that no other invoice of the association has, at least 100; `invoice_number` is the invoice's own as
    it is printed, which a message repeats.

    :raises ReferenceRefused: the number does not fit into the scheme.
    """
    match terms:
        case Terms(scheme=Scheme.FI_VIITE):
            value = finland.make(number)
        case Terms(scheme=Scheme.RF):
            value = creditor.make(finland.make(number))
        case Terms(scheme=Scheme.BE_OGM):
            value = belgium.make(number)
        case Terms(scheme=Scheme.NL_KENMERK):
            value = netherlands.make(number)
        case Terms(agreement=OcrAgreement() as ocr):
            value = sweden.make(number, ocr)
        case Terms(agreement=KidAgreement() as kid):
            value = norway.make(number, kid)
        case Terms(agreement=FikAgreement() as fik):
            value = denmark.make(number, fik)
        case _:
            value = message.make(invoice_number)
    return Reference(scheme=terms.scheme, value=value)


def read_reference(text: str, terms: Terms) -> Reference:
    """
    Return the reference that somebody typed or a bank's file holds.

    :raises ReferenceRefused: it is none of this scheme; for a message, that it holds none.
    """
    match terms:
        case Terms(scheme=Scheme.FI_VIITE):
            value = finland.parse(text)
        case Terms(scheme=Scheme.RF):
            value = creditor.parse(text)
        case Terms(scheme=Scheme.BE_OGM):
            value = belgium.parse(text)
        case Terms(scheme=Scheme.NL_KENMERK):
            value = netherlands.parse(text)
        case Terms(agreement=OcrAgreement() as ocr):
            value = sweden.parse(text, ocr)
        case Terms(agreement=KidAgreement() as kid):
            value = norway.parse(text, kid)
        case Terms(agreement=FikAgreement() as fik):
            value = denmark.parse(text, fik)
        case _:
            found = message.found_in(text)
            if not found:
                raise ReferenceRefused(Wrong.CHECK)
            value = found[0]
    return Reference(scheme=terms.scheme, value=value)


def shown_reference(reference: Reference, terms: Terms) -> str:
    """Return the reference as it is printed, in the groups of its country."""
    match terms:
        case Terms(scheme=Scheme.FI_VIITE):
            return finland.shown(reference.value)
        case Terms(scheme=Scheme.RF):
            return creditor.shown(reference.value)
        case Terms(scheme=Scheme.BE_OGM):
            return belgium.shown(reference.value)
        case Terms(scheme=Scheme.NL_KENMERK):
            return netherlands.shown(reference.value)
        case Terms(scheme=Scheme.MESSAGE):
            return message.shown(reference.value)
        case Terms(agreement=FikAgreement() as fik):
            return denmark.shown(reference.value, fik)
        case _:
            # An OCR number and a KID are printed in one piece, as banks ask for them to be typed.
            return reference.value

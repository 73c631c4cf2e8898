"""
What a phone reads from an invoice: the contents of QR codes, and links that open a payment.

Nothing is drawn here.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from stdnum import iban as iban_number
from stdnum.exceptions import ValidationError

from matrikel.billing.rules.references import creditor
from matrikel.kernel.money import Money

EPC_MOST_BYTES = 331
EPC_MOST_NAME = 70
EPC_MOST_TEXT = 140
EPC_MOST = Money(99_999_999_999, "EUR")
SWISH_MOST_MESSAGE = 50

_SWISH_NUMBER = re.compile(r"123[0-9]{7}|46[1-9][0-9]{6,11}|0[1-9][0-9]{6,10}")
_NOT_IN_SWISH = re.compile(r"[^0-9A-Za-zÀ-ÖØ-öø-ÿ:.,?!()\" ]+")


class CodeRefused(ValueError):
    """No code can be made of this; the message says of which part, for whoever reads a log."""


class CodeKind(StrEnum):
    """What a code is, as a payer knows it."""

    EPC = "EPC"
    SWISH = "SWISH"
    USING_QR = "USING_QR"


@dataclass(frozen=True, slots=True, kw_only=True)
class PayCode:
    """A code's kind and content; it is drawn with error level M."""

    kind: CodeKind
    content: str


def epc_code(
    *, name: str, iban: str, amount: Money, bic: str = "", reference: str = "", text: str = ""
) -> PayCode:
    """
    Return the code of a SEPA credit transfer; `reference` is an RF reference, else `text` is free.

    Source: EPC069-12 v2.1, *Quick Response Code: Guidelines to Enable the Data Capture for the Initiation of a SEPA
    Credit Transfer*: version 002 (the BIC may be left out), UTF-8, name AT-21 of 70 characters (a longer one is cut),
    AT-05 as a reference of 35 or a text of 140 characters, 331 bytes in all.

    :raises CodeRefused: a part is wrong or too long, both a reference and a text are given, or all is too long.
    """
    try:
        # Not by country: the list of Belgian banks that comes with the library lacks some that there are.
        account = iban_number.validate(iban, check_country=False)
    except ValidationError as error:
        raise CodeRefused("iban") from error
    asked = f"EUR{_written(amount, 'EUR', most=EPC_MOST)}"
    if reference and text:
        raise CodeRefused("both")
    holder, message = _on_one_line(name)[:EPC_MOST_NAME].strip(), _on_one_line(text)
    if not holder or len(message) > EPC_MOST_TEXT:
        raise CodeRefused("name" if not holder else "text")
    structured = creditor.parse(reference) if reference else ""
    lines = ["BCD", "002", "1", "SCT", bic, holder, account, asked, "", structured, message]
    content = "\n".join(lines).rstrip("\n")
    if len(content.encode()) > EPC_MOST_BYTES:
        raise CodeRefused("bytes")
    return PayCode(kind=CodeKind.EPC, content=content)


def swish_code(*, number: str, amount: Money, message: str) -> PayCode:
    """
    Return the code of a Swish payment in which nothing can be changed; it needs no agreement beside the number.

    Source: Getswish, *Guide – Swish QR code design specification*: `C` number `;` amount `;` message `;` mask, of which
    0 lets nothing be edited (unconfirmed).

    :raises CodeRefused: the number or the amount is none.
    """
    said = swish_message(message)
    return PayCode(
        kind=CodeKind.SWISH, content=f"C{_swish_number(number)};{_written(amount, 'SEK')};{said};0"
    )


def swish_link(*, number: str, amount: Money, message: str) -> str:
    """
    Return the address that opens Swish on a phone with everything filled in.

    Source: Getswish, *Swish-länk* (the form that its own generator gives; unconfirmed in a specification).

    :raises CodeRefused: the number or the amount is none.
    """
    parts = {
        "sw": _swish_number(number),
        "amt": _written(amount, "SEK"),
        "cur": "SEK",
        "msg": swish_message(message),
    }
    return f"https://app.swish.nu/1/p/sw/?{urlencode(parts)}"


def swish_message(text: str) -> str:
    """Return a text with a space for each sign that Swish does not take, cut at fifty characters."""
    return " ".join(_NOT_IN_SWISH.sub(" ", text).split())[:SWISH_MOST_MESSAGE].rstrip()


def using_qr_code(
    *,
    name: str,
    organisation_number: str,
    reference: str,
    issued_on: date,
    due_on: date,
    amount: Money,
    giro: str,
    is_plusgiro: bool = False,
) -> PayCode:
    """
    Return the code that Swedish banks' apps read from an invoice to be paid to a bankgiro or plusgiro, in kronor.

    Source: Visma, *usingQR specification*, revision 2 (June 2014): JSON, type 1 for an invoice.

    :raises CodeRefused: the amount is none.
    """
    parts = {
        "uqr": 1,
        "tp": 1,
        "nme": _on_one_line(name),
        "cid": organisation_number,
        "iref": reference,
        "idt": f"{issued_on:%Y%m%d}",
        "ddt": f"{due_on:%Y%m%d}",
        "due": float(_written(amount, "SEK")),
        "cur": "SEK",
        "pt": "PG" if is_plusgiro else "BG",
        "acc": giro,
    }
    return PayCode(
        kind=CodeKind.USING_QR, content=json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    )


def _swish_number(number: str) -> str:
    digits = re.sub(r"[\s+-]", "", number)
    if not _SWISH_NUMBER.fullmatch(digits):
        raise CodeRefused("number")
    return digits


def _written(amount: Money, currency: str, *, most: Money | None = None) -> str:
    if amount.currency != currency or amount.minor < 1 or (most is not None and amount > most):
        raise CodeRefused("amount")
    return str(amount.amount)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())

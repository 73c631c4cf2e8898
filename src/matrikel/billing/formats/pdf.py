"""Invoices as PDF: what stands on the page, in the recipient's language, and how it is set."""

import base64
import hashlib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from matrikel.billing.formats.qr import as_svg
from matrikel.billing.rules.paycodes import CodeKind
from matrikel.billing.rules.references import Scheme
from matrikel.billing.rules.sheets import WINDOWS, InvoiceSheet, PaymentPart, SheetKind, SheetLine, Window
from matrikel.billing.rules.vat import VatSum
from matrikel.kernel.money import LOCALES, NO_BREAK, written_number
from matrikel.kernel.paper import set_pages
from matrikel.organisations.rules.looks import mixed, nearest_readable

LAYOUT = Path(__file__).resolve().parent.parent / "layouts" / "invoice.typ"
MOST_IN_ONE = 100
"""Setting a file takes two megabytes for each invoice in it, and no less time than one by one."""
LOGO_WIDTH, LOGO_HEIGHT = 45.0, 15.0
"""At most so many millimetres."""
OWN_COLOUR = "#15605b"
"""The colour of an association that chose none."""


def invoices_as_pdf(sheets: Sequence[InvoiceSheet], *, on: date) -> bytes:
    """
    Return invoices as one PDF for the archive (PDF/A-2a), each beginning on a page of its own and counting from one.

    One is sent to its recipient; many are the bundle for a mailing house, in the order given. `on` dates the file. The
    same sheets give the same bytes.

    :raises ValueError: there are no sheets, or more than `MOST_IN_ONE`.
    """
    if not 1 <= len(sheets) <= MOST_IN_ONE:
        raise ValueError(sheets)
    first = sheets[0]
    with translation.override(first.language):
        title = _title(first) if len(sheets) == 1 else _("Invoices")
    logos = {_logo_key(sheet.issuer.logo): sheet.issuer.logo for sheet in sheets if sheet.issuer.logo}
    data = {
        "language": first.language,
        "title": title,
        "author": first.issuer.name,
        "logos": {key: _drawn(logo) for key, logo in logos.items()},
        "sheets": [sheet_data(sheet) for sheet in sheets],
    }
    return set_pages(LAYOUT, data, archived_on=on)


def sheet_data(sheet: InvoiceSheet) -> dict[str, Any]:
    """Return what the layout is given of one invoice: every word, number and date as it is read."""
    language = sheet.language if sheet.language in LOCALES else "en"
    colour = nearest_readable(sheet.issuer.colour or OWN_COLOUR)
    window = WINDOWS.get(sheet.issuer.country, Window(left=20, top=48))
    issuer = sheet.issuer
    with translation.override(language):
        columns, lines = _table(sheet, language)
        return {
            "language": language,
            "colour": colour,
            "soft": mixed("#ffffff", colour, 0.04),
            "logo": _logo_key(issuer.logo) if issuer.logo else "",
            "window": {
                "left": window.left,
                "top": window.top,
                "width": window.width,
                "height": window.height,
            },
            "issuer": {"name": issuer.name},
            "return_address": " · ".join((issuer.name, *issuer.address)),
            "recipient": [sheet.recipient.name, *sheet.recipient.lines],
            "title": _title(sheet),
            "facts": [list(fact) for fact in _facts(sheet, language)],
            "call": _call(sheet, language),
            "about": _("Concerns: %(who)s") % {"who": sheet.about} if sheet.about else "",
            "intro": _paragraphs(sheet.intro),
            "columns": columns,
            "lines": lines,
            "sums": [list(row) for row in _sums(sheet, language)],
            "total": [_total_label(sheet), sheet.to_pay.written(language)],
            "instalments_heading": _("Instalments"),
            "instalments": [
                [day(part.due_on, language), part.amount.written(language)] for part in sheet.instalments
            ],
            "notes": [*_reasons(sheet), *_paragraphs(sheet.terms), *([issuer.note] if issuer.note else [])],
            "payment": _payment(sheet.payment, language) if sheet.payment else None,
            "foot": " · ".join(_foot(sheet)),
        }


@lru_cache(maxsize=500)
def day(on: date, language: str) -> str:
    """Return a day in words: `15 januari 2027`."""
    return format_date(on, format="long", locale=Locale.parse(LOCALES[language]))


def _title(sheet: InvoiceSheet) -> str:
    return f"{_kind(sheet)} {sheet.number}"


def _kind(sheet: InvoiceSheet) -> str:
    if sheet.kind is SheetKind.CREDIT_NOTE:
        return _("Credit note")
    if sheet.recipient.is_company:
        # Translators: on an invoice to a company.
        return pgettext("to a company", "Invoice")
    if sheet.issuer.country == "BE" and sheet.is_membership_fee:
        # Translators: on paper that asks a member in Belgium for the fee, where "factuur" suggests VAT.
        return pgettext("for a membership fee in Belgium", "Invoice")
    return pgettext("on paper", "Invoice")


def _call(sheet: InvoiceSheet, language: str) -> str:
    """Return the one sentence that whoever opens the letter should read."""
    if sheet.kind is SheetKind.CREDIT_NOTE or sheet.due_on is None or sheet.to_pay.minor <= 0:
        return ""
    return _("Please pay %(amount)s by %(day)s.") % {
        "amount": sheet.to_pay.written(language),
        "day": day(sheet.due_on, language),
    }


def _facts(sheet: InvoiceSheet, language: str) -> list[tuple[str, str]]:
    facts = [
        (_("Date"), day(sheet.issued_on, language)),
        (_("Due date"), day(sheet.due_on, language) if sheet.due_on else ""),
        (_("Credits invoice"), sheet.credits),
        (_("Member number"), sheet.member_number),
        (_("Your reference"), sheet.their_reference),
        (_register(sheet.issuer.country), sheet.issuer.organisation_number),
    ]
    return [(label, value) for label, value in facts if value]


def _register(country: str) -> str:
    """Return what the number of an organisation is called where it comes from, which no language changes."""
    names = {"FI": "Y-tunnus", "DK": "CVR-nr.", "NL": "KvK-nummer", "BE": "Ondernemingsnummer"}
    return names.get(country) or _("Organisation number")


def _table(sheet: InvoiceSheet, language: str) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the headings and the lines; how many and which VAT only stand there where it differs."""
    has_quantity = any(line.quantity != 1 for line in sheet.lines)
    has_vat = len({line.vat for line in sheet.lines}) > 1
    columns = [_("What for")]
    if has_quantity:
        columns += [_("Quantity"), _("Price each")]
    if has_vat:
        columns.append(_("VAT"))
    columns.append(_("Amount, %(currency)s") % {"currency": sheet.totals.gross.currency})

    def cells(line: SheetLine) -> list[str]:
        found: list[str] = []
        if has_quantity:
            found += [str(line.quantity), (line.each or line.amount).in_column(language)]
        if has_vat:
            found.append(rate(line.vat.rate, language))
        return [*found, line.amount.in_column(language)]

    lines = [
        {"text": line.text, "explanation": line.explanation, "cells": cells(line)} for line in sheet.lines
    ]
    return columns, lines


def rate(hundredths: int, language: str) -> str:
    """Return a rate of VAT: `25 %`, `25,5 %`."""
    digits = written_number(Decimal(hundredths) / 100, "0.##", language)
    return f"{digits}{'' if language in ('en', 'nl') else NO_BREAK}%"


def _sums(sheet: InvoiceSheet, language: str) -> list[tuple[str, str]]:
    taxed = [each for each in sheet.totals.sums if each.vat.rate]
    found: list[tuple[str, str]] = []
    if taxed:
        found.append((_("Without VAT"), sheet.totals.net.in_column(language)))
        found += [(_vat_label(each, language), each.tax.in_column(language)) for each in taxed]
    if sheet.paid:
        if not taxed:
            found.append((_("Sum"), sheet.totals.gross.in_column(language)))
        found.append((_("Already paid"), (-sheet.paid).in_column(language)))
    return found


def _vat_label(each: VatSum, language: str) -> str:
    return _("VAT %(rate)s of %(amount)s") % {
        "rate": rate(each.vat.rate, language),
        "amount": each.net.in_column(language),
    }


def _total_label(sheet: InvoiceSheet) -> str:
    return _("To your credit") if sheet.kind is SheetKind.CREDIT_NOTE else _("To pay")


def _reasons(sheet: InvoiceSheet) -> list[str]:
    """Return why there is no VAT, where the law asks for that to be said."""
    reasons = {each.vat.reason: None for each in sheet.totals.sums if each.vat.reason}
    return [_("No VAT: %(reason)s") % {"reason": reason} for reason in reasons]


def _payment(payment: PaymentPart, language: str) -> dict[str, Any]:
    accounts = payment.accounts
    is_swish = payment.code is not None and payment.code.kind is CodeKind.SWISH
    rows = [
        (_("Pay to"), accounts.holder, False),
        ("Bankgiro", accounts.bankgiro, True),
        ("Plusgiro", accounts.plusgiro, True),
        ("Swish", accounts.swish if is_swish else "", True),
        (_("Account number"), accounts.account, True),
        ("IBAN", in_fours(accounts.iban), not (accounts.account or accounts.bankgiro or accounts.plusgiro)),
        ("BIC", accounts.bic, False),
        (_reference_label(payment.scheme), payment.reference, True),
        (_("Amount"), payment.amount.written(language), True),
        (_("Due date"), day(payment.due_on, language), True),
    ]
    return {
        "heading": _("How to pay"),
        "rows": [list(row) for row in rows if row[1]],
        "barcode": payment.barcode,
        "barcode_label": _("Virtual barcode, to be pasted in your bank"),
        "code": as_svg(payment.code).decode() if payment.code else "",
        "code_label": _code_label(payment.code.kind) if payment.code else "",
    }


def in_fours(iban: str) -> str:
    """Return an IBAN in the groups of four in which it is printed (ISO 13616)."""
    return " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))


def _code_label(kind: CodeKind) -> str:
    if kind is CodeKind.SWISH:
        return _("Scan with Swish")
    return _("Scan with your bank's app")


def _reference_label(scheme: Scheme) -> str:
    return {
        Scheme.MESSAGE: pgettext("of a payment", "Message"),
        Scheme.RF: _("Reference"),
        Scheme.FI_VIITE: _("Reference number"),
        Scheme.BE_OGM: _("Structured communication"),
        Scheme.NL_KENMERK: _("Payment reference"),
        Scheme.SE_OCR: _("OCR number"),
        Scheme.NO_KID: _("KID number"),
        Scheme.DK_FIK: _("Payment slip line"),
    }[scheme]


def _foot(sheet: InvoiceSheet) -> list[str]:
    issuer = sheet.issuer
    vat_number = [_("VAT number %(number)s") % {"number": issuer.vat_number}] if issuer.vat_number else []
    return [issuer.name, *issuer.address, *vat_number, *issuer.contact]


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def _logo_key(logo: bytes) -> str:
    return hashlib.sha256(logo).hexdigest()


def _drawn(png: bytes) -> dict[str, Any]:
    """Return a drawing that holds the picture, since data for a layout are text, and its size on paper."""
    held = base64.b64encode(png).decode()
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    size = min(LOGO_WIDTH / width, LOGO_HEIGHT / height)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{held}"/></svg>'
    )
    return {"svg": svg, "width": width * size, "height": height * size}

"""QR codes as pictures, by segno: for paper and pages as SVG, for letters by e-mail as PNG."""

import io
from typing import Literal

import segno

from matrikel.billing.rules.paycodes import PayCode

QUIET_ZONE = 4
"""Light modules around the code (ISO/IEC 18004)."""
PNG_SCALE = 6
MASK = 2
"""
ISO/IEC 18004 has eight masks, and readers read each. For half of the codes of invoices this one is that with the lowest
penalty, and on average within three per cent of it; trying all of them takes three times as long as all the rest.
"""


def as_svg(code: PayCode) -> bytes:
    """Return a code as SVG, black on white, that can be shown at any size."""
    return _drawn(code, "svg")


def as_png(code: PayCode) -> bytes:
    """Return a code as PNG with six pixels to a module."""
    return _drawn(code, "png")


def _drawn(code: PayCode, kind: Literal["svg", "png"]) -> bytes:
    # Level M and no higher: EPC069-12 fixes it, and Swish asks for it.
    drawn = segno.make_qr(code.content, error="m", boost_error=False, encoding="utf-8", mask=MASK)
    out = io.BytesIO()
    if kind == "svg":
        drawn.save(out, kind="svg", border=QUIET_ZONE, light="#fff", xmldecl=False, nl=False)
    else:
        drawn.save(out, kind="png", border=QUIET_ZONE, scale=PNG_SCALE)
    return out.getvalue()

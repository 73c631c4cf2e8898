"""A payer's phone: pages are drawn and the codes on them read by a scanner library."""

import io
from collections.abc import Iterator
from contextlib import closing

import pypdfium2
import zxingcpp
from PIL import Image


def pages_of(pdf: bytes, *, dots_per_inch: int = 150) -> Iterator[Image.Image]:
    """Yield each page as it comes out of a printer."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            with closing(page), closing(page.render(scale=dots_per_inch / 72)) as drawn:
                yield drawn.to_pil().copy()


def texts_of(pdf: bytes) -> list[str]:
    """Return the text of each page, as whoever copies it has it."""
    found = []
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            with closing(page), closing(page.get_textpage()) as text:
                found.append(text.get_text_bounded().replace("\r\n", "\n").replace("\u00a0", " "))
    return found


def scanned(picture: Image.Image) -> list[str]:
    """Return what the codes on a picture say."""
    return [each.text for each in zxingcpp.read_barcodes(picture)]


def codes_on(png: bytes) -> list[zxingcpp.Barcode]:
    """Return the codes on a PNG with what the scanner knows of them."""
    with Image.open(io.BytesIO(png)) as picture:
        return list(zxingcpp.read_barcodes(picture.convert("L")))


def scanned_png(png: bytes) -> list[str]:
    """Return what the codes on a PNG say."""
    return [each.text for each in codes_on(png)]

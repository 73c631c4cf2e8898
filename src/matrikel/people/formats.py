"""Draws a portrait anew from the file of a camera: square, small, and with nothing of the file itself."""

import io

from PIL import Image, ImageOps

from matrikel.organisations.formats import decode

MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = 64_000_000
SIDE = 384
HEAD_HEIGHT = 0.35
"""Where the middle of the square lies in a tall picture: heads are above the middle."""


def draw_portrait(file: bytes) -> bytes:
    """
    Return the square of a PNG, JPEG or WebP file as a JPEG of at most 384 pixels, without place, camera or notes.

    :raises PictureRefused: the file is too large, a vector drawing, no picture, or too small to be seen.
    """
    drawn = decode(file, most_bytes=MOST_BYTES, most_pixels=MOST_PIXELS, side=SIDE)
    side = min(SIDE, *drawn.size)
    square = ImageOps.fit(drawn, (side, side), Image.Resampling.LANCZOS, centering=(0.5, HEAD_HEIGHT))
    clean = Image.new("RGB", square.size, "white")
    clean.paste(square, mask=square.getchannel("A"))
    out = io.BytesIO()
    clean.save(out, format="JPEG", quality=86, optimize=True)
    return out.getvalue()

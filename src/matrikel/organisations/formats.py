"""Reads a picture from anywhere and draws it anew, so that nothing of the file itself is kept."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image, ImageOps

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
LEAST_SIDE = 32
LONGEST_SIDE = 512
READABLE = ("PNG", "JPEG", "WEBP")


class PictureProblem(StrEnum):
    """Why a file is not taken as a picture."""

    TOO_LARGE = "too_large"
    VECTOR = "vector"
    UNKNOWN = "unknown"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"


class PictureRefused(Exception):
    """The file is not taken."""

    def __init__(self, problem: PictureProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as a PNG without metadata; `digest` is SHA-256 of the PNG, in hexadecimal."""

    png: bytes
    digest: str
    width: int
    height: int


def redraw(file: bytes) -> Picture:
    """
    Return the picture of a PNG, JPEG or WebP file, at most 512 pixels wide and high.

    Decoding and encoding leaves behind what a file may carry beside its pixels: place and camera (EXIF), colour
    profiles, comments, and anything hung on after the end.

    :raises PictureRefused: the file is too large, a vector drawing, no picture, or too small to be seen.
    """
    drawn = decode(file, most_bytes=MOST_BYTES, most_pixels=MOST_PIXELS, side=LONGEST_SIDE)
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    # A picture of its own, so that no note that came with the file is written out again.
    clean = Image.new("RGBA", drawn.size)
    clean.paste(drawn)
    out = io.BytesIO()
    clean.save(out, format="PNG", optimize=True)
    png = out.getvalue()
    return Picture(png=png, digest=hashlib.sha256(png).hexdigest(), width=clean.width, height=clean.height)


def decode(file: bytes, *, most_bytes: int, most_pixels: int, side: int) -> Image.Image:
    """
    Return the pixels of a PNG, JPEG or WebP file, turned upright; a photograph not much larger than `side` needs.

    :raises PictureRefused: the file is too large, a vector drawing, no picture, or too small to be seen.
    """
    if len(file) > most_bytes:
        raise PictureRefused(PictureProblem.TOO_LARGE)
    head = file[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml", b"<!doctype svg")):
        raise PictureRefused(PictureProblem.VECTOR)
    try:
        with warnings.catch_warnings():
            # A decoder warns of much that does no harm once the picture is drawn anew.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(file), formats=READABLE) as opened:
                if opened.width * opened.height > _most_pixels(opened, most_pixels):
                    raise PictureRefused(PictureProblem.TOO_MANY_PIXELS)
                # A photograph is decoded at the half, quarter or eighth of its size, and takes memory for that only.
                opened.draft("RGB", (side, side))
                drawn = ImageOps.exif_transpose(opened).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused(PictureProblem.TOO_MANY_PIXELS) from error
    except PictureRefused:
        raise
    except Exception as error:
        raise PictureRefused(PictureProblem.UNKNOWN) from error
    if min(drawn.size) < LEAST_SIDE:
        raise PictureRefused(PictureProblem.TOO_SMALL)
    return drawn


def _most_pixels(opened: Image.Image, most: int) -> int:
    return most if opened.format == "JPEG" else min(most, MOST_PIXELS)

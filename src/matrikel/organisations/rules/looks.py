"""Colours that can be read: contrast as WCAG 2.2 counts it, and the nearest colour that has enough of it."""

import colorsys
import re
from enum import StrEnum

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: text of the usual size."""

PAPER, DARK_CARD = "#ffffff", "#182221"
"""What coloured text stands on, by day and by night."""

_STEPS = 200


def luminance(colour: str) -> float:
    """Return the relative luminance of a `#rrggbb` colour, from 0 (black) to 1 (white)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two `#rrggbb` colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of a `#rrggbb` colour with white."""
    return contrast(colour, "#ffffff")


def is_readable(colour: str) -> bool:
    """Say whether white text on the colour reaches WCAG AA (4.5:1)."""
    return bool(COLOUR.fullmatch(colour)) and contrast_with_white(colour) >= LEAST_CONTRAST


def nearest_readable(colour: str, *, on: str = "#ffffff") -> str:
    """
    Return the colour of the same hue that is nearest in lightness and reaches 4.5:1 against `on`.

    Against white it grows darker, against a dark ground lighter; one that reaches it already stays as it is.
    """
    if contrast(colour, on) >= LEAST_CONTRAST:
        return colour.lower()
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    end = 0.0 if luminance(on) > 0.5 else 1.0
    for step in range(1, _STEPS + 1):
        channels = colorsys.hls_to_rgb(hue, lightness + (end - lightness) * step / _STEPS, saturation)
        found = "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
        if contrast(found, on) >= LEAST_CONTRAST:
            return found
    raise ValueError(on)


def darker(colour: str, share: float) -> str:
    """Return the colour with this share of black mixed in."""
    channels = [int(colour[at : at + 2], 16) * (1 - share) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(channel):02x}" for channel in channels)


def mixed(one: str, other: str, share: float) -> str:
    """Return a colour with this share of another mixed in."""
    pairs = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a * (1 - share) + b * share):02x}" for a, b in pairs)


def shades(colour: str) -> dict[str, str]:
    """
    Return the colours of a page in an association's colour: fills under white text, text by day and by night.

    Text stands on the card and on its own soft ground, so it is made to be read on both.
    """
    fill = nearest_readable(colour)
    soft = mixed(PAPER, fill, 0.09)
    soft_dark = mixed(DARK_CARD, fill, 0.22)
    return {
        "fill": fill,
        "strong": darker(fill, 0.18),
        "deep": darker(fill, 0.55),
        "soft": soft,
        "soft_dark": soft_dark,
        "text": nearest_readable(fill, on=soft),
        "text_dark": nearest_readable(nearest_readable(fill, on=DARK_CARD), on=soft_dark),
    }


class Hue(StrEnum):
    """What somebody would call a colour."""

    BLACK = "black"
    GREY = "grey"
    WHITE = "white"
    BROWN = "brown"
    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"
    TURQUOISE = "turquoise"
    BLUE = "blue"
    PURPLE = "purple"
    PINK = "pink"


_HUES = (
    (15, Hue.RED), (42, Hue.ORANGE), (68, Hue.YELLOW), (160, Hue.GREEN), (192, Hue.TURQUOISE), (255, Hue.BLUE),
    (290, Hue.PURPLE), (340, Hue.PINK), (361, Hue.RED),
)  # fmt: skip
"""Below which degree of the colour wheel a hue ends."""


def hue_of(colour: str) -> Hue:
    """Return what somebody would call a `#rrggbb` colour."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if lightness < 0.07:
        return Hue.BLACK
    if lightness > 0.95:
        return Hue.WHITE
    if saturation < 0.12:
        return Hue.GREY
    found = next(name for end, name in _HUES if hue * 360 < end)
    return Hue.BROWN if found in (Hue.ORANGE, Hue.YELLOW) and lightness < 0.32 else found

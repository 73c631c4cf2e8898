"""How a text looks, shown by example: `AA-9999` is two letters, a hyphen and four digits."""

_SIGNS = frozenset("9AX")
_MOST_WAYS = 5


def ways_of(shape: str) -> list[str]:
    """Return the ways in which a shape may be written, which stand apart by bars: `9999 | A999`."""
    return [way.strip() for way in shape.split("|")]


def is_shape(shape: str) -> bool:
    """Say whether a text is a shape: each way has at least one place for a digit (9), a letter (A) or either (X)."""
    ways = ways_of(shape)
    return 0 < len(ways) <= _MOST_WAYS and all(_SIGNS & set(way) for way in ways)


def fits(shape: str, text: str) -> bool:
    """
    Say whether a text has the shape; whoever wrote it in small letters is understood.

    A shape reads each character once, so no text can make it slow, as one can a regular expression.
    """
    return any(_fits_way(way, text) for way in ways_of(shape))


def _fits_way(way: str, text: str) -> bool:
    return len(way) == len(text) and all(_is_sign(sign, char) for sign, char in zip(way, text, strict=True))


def _is_sign(sign: str, char: str) -> bool:
    match sign:
        case "9":
            return char.isascii() and char.isdigit()
        case "A":
            return char.isalpha()
        case "X":
            return char.isalpha() or (char.isascii() and char.isdigit())
    return sign.casefold() == char.casefold()


def example_of(shape: str) -> str:
    """Return a text of the first way of a shape."""
    return "".join(
        {"9": str((place * 3 + 4) % 10), "A": "KBTR"[place % 4], "X": "7K"[place % 2]}.get(sign, sign)
        for place, sign in enumerate(ways_of(shape)[0])
    )

"""Knows how each country writes a postal address: its postcode, its fields, and the order of its lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from matrikel.people.rules.names import fold


class AddressField(StrEnum):
    """The parts an address may have."""

    CARE_OF = "care_of"
    STREET = "street"
    EXTRA = "extra"
    POSTCODE = "postcode"
    PLACE = "place"
    REGION = "region"


@dataclass(frozen=True, kw_only=True, slots=True)
class PostalAddress:
    """An address as it was given; parts that are not known are empty."""

    country: str
    care_of: str = ""
    street: str = ""
    extra: str = ""
    postcode: str = ""
    place: str = ""
    region: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AddressForm:
    """What a country asks for, in the order of a form, and how its postcode looks."""

    country: str
    asks: tuple[AddressField, ...]
    needs: frozenset[AddressField]
    postcode_pattern: str
    postcode_example: str


_COMMON = (
    AddressField.CARE_OF,
    AddressField.STREET,
    AddressField.EXTRA,
    AddressField.POSTCODE,
    AddressField.PLACE,
)
_NEEDED = frozenset({AddressField.STREET, AddressField.POSTCODE, AddressField.PLACE})


def _form(country: str, pattern: str, example: str, without: tuple[AddressField, ...] = ()) -> AddressForm:
    return AddressForm(
        country=country,
        asks=tuple(field for field in _COMMON if field not in without),
        needs=_NEEDED,
        postcode_pattern=pattern,
        postcode_example=example,
    )


# A c/o line is how Nordic letters reach a lodger; Dutch and Belgian post puts it in the extra line.
_NO_CARE_OF = (AddressField.CARE_OF,)
_FORMS = {
    "SE": _form("SE", r"[1-9]\d{4}", "113 20"),
    "NO": _form("NO", r"\d{4}", "0150"),
    "DK": _form("DK", r"[0-9]\d{3}", "2100"),
    "FI": _form("FI", r"\d{5}", "00100"),
    "IS": _form("IS", r"[1-9]\d{2}", "101"),
    "NL": _form("NL", r"[1-9]\d{3}(?!SA|SD|SS)[A-Z]{2}", "1012 AB", _NO_CARE_OF),
    "BE": _form("BE", r"[1-9]\d{3}", "1000", _NO_CARE_OF),
    "LU": _form("LU", r"[1-9]\d{3}", "1009", _NO_CARE_OF),
}
_GENERIC_PATTERN = r"[A-Z0-9](?:[A-Z0-9 -]{0,8}[A-Z0-9])?"
_COMPILED = {country: re.compile(form.postcode_pattern) for country, form in _FORMS.items()}
_GENERIC = re.compile(_GENERIC_PATTERN)
# The letters before the number that post offices once asked for; Åland and the Faroes sort under their own.
_PREFIXES = {
    "SE": ("SE", "S"),
    "NO": ("NO", "N"),
    "DK": ("DK", "D", "FO", "GL"),
    "FI": ("FIN", "FI", "SF", "AX"),
    "IS": ("IS",),
    "NL": ("NL",),
    "BE": ("BE", "B"),
    "LU": ("LU", "L"),
}
_SPACES = re.compile(r"\s+")
_STREET_NOISE = re.compile(r"[\s.,]+")
_LEADING_ZEROS = {"NO": 4, "FI": 5, "DK": 4}


def form_of(country: str) -> AddressForm:
    """The form of a country; countries without a rule of their own get every field and a lenient postcode."""
    form = _FORMS.get(country)
    if form is not None:
        return form
    return AddressForm(
        country=country,
        asks=(*_COMMON, AddressField.REGION),
        needs=frozenset({AddressField.STREET, AddressField.PLACE}),
        postcode_pattern=_GENERIC_PATTERN,
        postcode_example="",
    )


def has_form(country: str) -> bool:
    """Whether the country's way of writing addresses is known here."""
    return country in _FORMS


def clean_postcode(text: str, country: str) -> str | None:
    """The postcode as stored (no spaces, no country letters), or None when it is none of the country."""
    candidate = _SPACES.sub(" ", text).strip().upper()
    pattern = _COMPILED.get(country)
    if pattern is None:
        return candidate if _GENERIC.fullmatch(candidate) else None
    compact = candidate.replace(" ", "")
    for prefix in _PREFIXES[country]:
        if compact.startswith(prefix):
            compact = compact[len(prefix) :].removeprefix("-")
            break
    return compact if pattern.fullmatch(compact) else None


def postcode_with_lost_zeros(text: str, country: str) -> str | None:
    """The postcode when a spreadsheet has eaten its leading zeros (`150` for Oslo's 0150); else None.

    Kept apart from `clean_postcode` so that a caller can tell what was repaired.
    """
    width = _LEADING_ZEROS.get(country)
    digits = text.strip()
    if width is None or not (digits.isascii() and digits.isdigit()) or not 3 <= len(digits) < width:
        return None
    return clean_postcode(digits.zfill(width), country)


def display_postcode(postcode: str, country: str) -> str:
    """The stored postcode as the country writes it."""
    if country == "SE" and len(postcode) == 5:
        return f"{postcode[:3]} {postcode[3:]}"
    if country == "NL" and len(postcode) == 6:
        return f"{postcode[:4]} {postcode[4:]}"
    return postcode


def place_key(address: PostalAddress) -> tuple[str, ...] | None:
    """What two spellings of one address share, or None where too little is given to compare.

    The place counts only where there is no postcode: many write a village's own name before the post office's.
    """
    street = _STREET_NOISE.sub("", fold(address.street))
    postcode = address.postcode.replace(" ", "").upper()
    where = postcode or fold(address.place)
    if not street or not where:
        return None
    return fold(_care_of(address)), street, where, address.country


def lines(address: PostalAddress, *, country_name: str = "") -> tuple[str, ...]:
    """The address below the name, line by line; `country_name` is for letters that leave the country."""
    postcode = display_postcode(address.postcode, address.country)
    match address.country:
        case "NL":
            locality = f"{postcode}  {address.place}"
        case "LU" if postcode:
            locality = f"L-{postcode} {address.place}"
        case "GB" | "IE":
            return _filled(
                _care_of(address), address.street, address.extra, address.place, postcode, country_name
            )
        case "US" | "CA" | "AU":
            locality = f"{address.place} {address.region} {postcode}"
            return _filled(
                _care_of(address), address.street, address.extra, _SPACES.sub(" ", locality), country_name
            )
        case _:
            locality = f"{postcode} {address.place}"
    return _filled(
        _care_of(address),
        address.extra,
        address.street,
        locality.strip(),
        address.region,
        country_name.upper(),
    )


def _care_of(address: PostalAddress) -> str:
    name = address.care_of.strip()
    if not name or name.lower().startswith(("c/o", "att", "v/")):
        return name
    return f"c/o {name}"


def _filled(*candidates: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in candidates if line.strip())

"""Checks the number under which a country's register knows a company or an association.

python-stdnum knows the check digits; what it cannot tell apart is left to the caller of the register. A Swedish sole
trader is registered under a personnummer: that is a person's number and is refused here. The Dutch chamber of
commerce gives eight digits without a check digit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from stdnum.be import vat as belgian
from stdnum.dk import cvr
from stdnum.exceptions import ValidationError
from stdnum.fi import ytunnus
from stdnum.is_ import kennitala
from stdnum.no import orgnr as norwegian
from stdnum.se import orgnr as swedish

LONGEST = 20


class OrganisationNumberProblem(StrEnum):
    """Why a text is not an organisation's number."""

    NOT_A_NUMBER = "not_a_number"
    OF_A_PERSON = "of_a_person"


_NOISE = re.compile(r"[\s.\-\u00a0\u2010-\u2014\u202f]+")
_DUTCH = re.compile(r"\d{8}")
_OTHER = re.compile(r"(?=.*\d{3})[0-9A-Z/]{4,20}")


def _by(module: Callable[[str], str]) -> Callable[[str], str | None]:
    def check(text: str) -> str | None:
        try:
            return str(module(text))
        except ValidationError:
            return None

    return check


_CHECKS: dict[str, Callable[[str], str | None]] = {
    "SE": _by(swedish.validate),
    "NO": _by(norwegian.validate),
    "DK": _by(cvr.validate),
    "FI": _by(ytunnus.validate),
    "IS": _by(kennitala.validate),
    "BE": _by(belgian.validate),
    "NL": lambda text: text if _DUTCH.fullmatch(text) else None,
}
_EXAMPLES = {
    "SE": "556016-0680",
    "NO": "974 760 673",
    "DK": "13585628",
    "FI": "2077474-0",
    "IS": "450401-3150",
    "BE": "0428.759.497",
    "NL": "12345678",
}


def normalise(text: str, country: str) -> str | OrganisationNumberProblem:
    """Return the number as it is stored, without signs; of a country without a rule, whatever looks like a number."""
    compact = _NOISE.sub("", text).upper().removeprefix(country)
    if country == "FI":
        compact = _NOISE.sub("", text).upper().removeprefix("FI")
    check = _CHECKS.get(country)
    if check is None:
        return compact if _OTHER.fullmatch(compact) else OrganisationNumberProblem.NOT_A_NUMBER
    found = check(compact)
    if found is None:
        return OrganisationNumberProblem.NOT_A_NUMBER
    if (country == "SE" and found[2] in "01") or (country == "IS" and int(found[:2]) <= 31):
        return OrganisationNumberProblem.OF_A_PERSON
    return found


def example(country: str) -> str:
    """Return how such numbers look in a country; empty where we know no rule."""
    return _EXAMPLES.get(country, "")


def display(number: str, country: str) -> str:
    """Return a stored number as its country writes it."""
    match country:
        case "SE" | "IS" if len(number) == 10:
            return f"{number[:6]}-{number[6:]}"
        case "NO" if len(number) == 9:
            return f"{number[:3]} {number[3:6]} {number[6:]}"
        case "FI" if len(number) == 8:
            return f"{number[:7]}-{number[7:]}"
        case "BE" if len(number) == 10:
            return f"{number[:4]}.{number[4:7]}.{number[7:]}"
    return number

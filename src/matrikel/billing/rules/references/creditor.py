"""
The creditor reference that all of SEPA understands (RF, ISO 11649): needs no agreement with a bank.

Source: ISO 11649:2009, with ISO/IEC 7064 MOD 97-10; at most 25 characters, printed in groups of four.
"""

import re

from stdnum import iso11649
from stdnum.exceptions import InvalidLength, ValidationError
from stdnum.iso7064 import mod_97_10

from matrikel.billing.rules.references.digits import ReferenceRefused, Wrong

MOST_BASE = 21
"""Characters after `RF` and the two check digits."""
_BASE = re.compile(r"[0-9A-Z]{1,21}")


def make(base: str) -> str:
    """
    Return the RF reference of up to 21 digits and capital letters; of a Finnish reference, without leading zeros.

    :raises ReferenceRefused: the base is empty, too long, or holds something else.
    """
    if len(base) > MOST_BASE:
        raise ReferenceRefused(Wrong.BASE)
    if not _BASE.fullmatch(base):
        raise ReferenceRefused(Wrong.CHARACTERS)
    return f"RF{mod_97_10.calc_check_digits(base + 'RF')}{base}"


def parse(text: str) -> str:
    """
    Return the reference that somebody typed, in capitals and without spaces.

    :raises ReferenceRefused: it is none.
    """
    found = "".join(text.split()).upper()
    if not (found.isascii() and found.isalnum() and found.startswith("RF") and found[2:4].isdigit()):
        raise ReferenceRefused(Wrong.CHARACTERS)
    try:
        return str(iso11649.validate(found))
    except InvalidLength as error:
        raise ReferenceRefused(Wrong.LENGTH) from error
    except ValidationError as error:
        raise ReferenceRefused(Wrong.CHECK) from error


def shown(reference: str) -> str:
    """Return the reference as it is printed: `RF85 1234 5672`."""
    return str(iso11649.format(reference))

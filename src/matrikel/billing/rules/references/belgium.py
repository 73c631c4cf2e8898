"""
The Belgian structured communication (gestructureerde mededeling, OGM/VCS): needs no agreement with a bank.

Source: Febelfin, *Overschrijving met gestructureerde mededeling*: ten digits and their remainder by 97, 97 where that
is nought.
"""

from stdnum.be import ogm_vcs
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

from matrikel.billing.rules.references.digits import ReferenceRefused, Wrong, only_digits, padded

BASE_DIGITS = 10


def make(number: int) -> str:
    """
    Return the twelve digits of a number of at most ten.

    :raises ReferenceRefused: the number is not positive or longer.
    """
    base = padded(number, BASE_DIGITS)
    return base + str(ogm_vcs.calc_check_digits(base))


def parse(text: str) -> str:
    """
    Return the twelve digits of what was typed, with or without `+++`, `***`, slashes and dots.

    :raises ReferenceRefused: it is none.
    """
    digits = only_digits(text, between="+*/.")
    try:
        return str(ogm_vcs.validate(digits))
    except InvalidLength as error:
        raise ReferenceRefused(Wrong.LENGTH) from error
    except InvalidChecksum as error:
        raise ReferenceRefused(Wrong.CHECK) from error
    except ValidationError as error:
        raise ReferenceRefused(Wrong.CHARACTERS) from error


def shown(reference: str) -> str:
    """Return the reference as it is printed: `+++010/8068/17183+++`."""
    return f"+++{ogm_vcs.format(reference)}+++"

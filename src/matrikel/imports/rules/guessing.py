"""What the contents of a column say where its heading says nothing."""

import re

from matrikel.imports.rules.fields import Field
from matrikel.imports.rules.profiles import Profile
from matrikel.imports.rules.text import fold
from matrikel.imports.rules.vocabulary import has_family_ending

_PHONE_WORDS = re.compile(r"tel|tlf|mobil|phone|puh|gsm|tfn|mobiel")
_BIRTH_WORDS = re.compile(r"fod|fdt|birth|synt|geb|born|dob")
_JOIN_WORDS = re.compile(
    r"sedan|since|liit|inschr|innm|indm|join|intrad|siden|sinds|alka|start|ingang|begin|vanaf|fran\b|optag"
)


def by_content(profile: Profile, header: str, country: str) -> tuple[Field, float] | None:
    """A field and how sure it is; below the threshold it is only a proposal."""
    share = profile.share
    folded = fold(header)
    if profile.filled < 3:
        return None
    if share("email") >= 0.8:
        return Field.EMAIL, 0.95
    if share("iban") >= 0.8:
        return Field.IBAN, 0.9
    if share("number") >= 0.6:
        return Field.NATIONAL_NUMBER, 0.95
    if country in {"NL", "BE"} and share("number_shape") >= 0.9 and share("phone_marked") < 0.5:
        return Field.NATIONAL_NUMBER, 0.6
    if share("phone") >= 0.8 and share("phone_marked") >= 0.6 and share("date") < 0.2:
        if header and not _PHONE_WORDS.search(folded) and all(map(str.isdecimal, profile.values)):
            # Eight figures in a row may as well be the number of a meter or of a lock.
            return Field.PHONE, 0.5
        return Field.PHONE, 0.85 if not header or _PHONE_WORDS.search(folded) else 0.8
    if share("number") >= 0.15 and share("number_shape") + share("date") >= 0.8:
        return Field.BIRTH, 0.85
    if share("postcode_place") >= 0.8:
        return Field.POSTCODE_PLACE, 0.9
    if share("full_address") >= 0.7:
        return Field.FULL_ADDRESS, 0.9
    if share("street") >= 0.7:
        return Field.STREET, 0.85
    if share("particle") >= 0.9 and profile.filled >= 3:
        return Field.NAME_PREFIX, 0.85
    if share("gender") >= 0.95 and profile.distinct <= 4:
        return Field.GENDER, 0.85
    return _dates(profile, folded, header) or _words(profile)


def _dates(profile: Profile, folded: str, header: str) -> tuple[Field, float] | None:
    share = profile.share
    if share("date", "date_figures") < 0.8:
        return None
    # Five and six figures alone are dates only where somebody says so: they may as well be numbers of members.
    said = _BIRTH_WORDS.search(folded) or _JOIN_WORDS.search(folded)
    if share("date") < 0.5 and not said and (header or profile.longest <= 5):
        return None
    if _BIRTH_WORDS.search(folded):
        return Field.BIRTH, 0.85
    if _JOIN_WORDS.search(folded):
        return Field.JOINED, 0.85
    return Field.BIRTH, 0.5


def _words(profile: Profile) -> tuple[Field, float] | None:
    share = profile.share
    if share("comma_name") >= 0.7 and share("given_last") >= 0.3:
        return Field.FULL_NAME, 0.9
    if share("membership") >= 0.7 and profile.distinct <= 12:
        return Field.MEMBERSHIP_TYPE, 0.8
    if share("initials") >= 0.9 and share("dotted") >= 0.5:
        return Field.INITIALS, 0.85
    if share("words") < 0.9 or profile.few_distinct:
        return None
    if share("some_words") >= 0.6 and max(share("given_first"), share("given_last")) >= 0.4:
        return Field.FULL_NAME, 0.85
    if share("one_word", "some_words") >= 0.7 and share("given_first") >= 0.4:
        return Field.GIVEN_NAME, 0.85
    endings = sum(map(has_family_ending, profile.values[:300])) / profile.filled
    if share("one_word") >= 0.7 and endings >= 0.3:
        return Field.FAMILY_NAME, 0.8
    return None

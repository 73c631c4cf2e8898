"""Whether the contents of a column bear out what its heading says, and what they say where they do not."""

import re
from collections.abc import Callable

from matrikel.imports.rules.cells import languages_of, read_country, read_language
from matrikel.imports.rules.fields import Field
from matrikel.imports.rules.headings.meaning import HeaderMeaning
from matrikel.imports.rules.profiles import Profile
from matrikel.imports.rules.text import fold
from matrikel.imports.rules.titles import pair_of

_LONG_ENOUGH = 5
_NAME_FIELDS = frozenset(
    {Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME, Field.PREFERRED_NAME, Field.MIDDLE_NAME}
)
_ADDRESS_FAMILY = frozenset(
    {
        Field.STREET, Field.POSTCODE, Field.PLACE, Field.POSTCODE_PLACE, Field.FULL_ADDRESS, Field.ADDRESS_EXTRA,
        Field.HOUSE_NUMBER, Field.HOUSE_ADDITION,
    }
)  # fmt: skip

# "Anna2", "Anna2 Ek2": nothing but words, some of them with at most four figures right behind.
_NAME_AND_FIGURE = re.compile(r"[^\W\d_]+\d{0,4}(?:[ '’.-]+[^\W\d_]+\d{0,4}){0,5}\.?")


def settled(said: HeaderMeaning, profile: Profile) -> tuple[Field, bool]:
    """The field after looking at the contents, and whether heading and contents agree on it."""
    field = said.field
    if profile.is_empty:
        return field, True
    if field is Field.MUNICIPALITY and profile.share("postcode_place", "postcode", "street") >= 0.5:
        field = Field.PLACE
    if field in _ADDRESS_FAMILY:
        return _address(field, profile, said.is_weak)
    if field in (Field.EMAIL, Field.PHONE, Field.CONTACT):
        return _contact(field, profile)
    if field in (
        Field.BIRTH,
        Field.NATIONAL_NUMBER,
        Field.BIRTH_YEAR,
        Field.JOINED,
        Field.LEFT,
        Field.DECEASED,
    ):
        return _dated(field, profile)
    if field in _NAME_FIELDS:
        return _name(field, profile, is_weak=said.is_weak)
    if field is Field.COUNTRY and said.is_weak:
        return field, _are_read(read_country, profile)
    return field, _fits(field, profile, said.is_weak)


def is_borne_out(field: Field, profile: Profile) -> bool:
    """Whether the contents speak for the field by themselves, where a heading says more than we understand."""
    share = profile.share
    match field:
        case Field.STREET:
            return share("street", "full_address") >= 0.5
        case Field.POSTCODE | Field.POSTCODE_PLACE | Field.FULL_ADDRESS:
            return share("postcode", "postcode_place", "full_address") >= 0.8
        case Field.FAMILY_NAME if share("given_first") >= 0.5:
            return False
        case Field.PLACE | Field.MUNICIPALITY | Field.FAMILY_NAME:
            return share("words") >= 0.8 and share("answer") < 0.2 and profile.distinct > 1
        case Field.HOUSE_NUMBER:
            return share("house_number") >= 0.8
        case Field.FULL_NAME:
            given = share("given_first", "given_last")
            return share("some_words", "comma_name") >= 0.6 and given >= 0.2
        case Field.GIVEN_NAME | Field.PREFERRED_NAME:
            return share("given_first") >= 0.3
        case Field.COUNTRY:
            return _are_read(read_country, profile)
        case Field.LANGUAGE:
            return _are_read(read_language, profile)
        case Field.MEMBERSHIP_TYPE:
            return share("membership") >= 0.1 and profile.few_distinct
        case Field.MEMBER_NUMBER:
            return share("integer") >= 0.8 and profile.distinct >= 0.9 * profile.filled
        case Field.BIRTH | Field.JOINED | Field.LEFT | Field.DECEASED:
            return share("date", "year", "date_figures", "number_shape") >= 0.8
    return True


def says_itself(heading: str, profile: Profile) -> bool:
    """`Soort vriend` above `Vriend` and `Duovriend`: what members are called here is what the heading calls them."""
    words = [word for word in fold(heading).replace("-", " ").split() if len(word) >= _LONG_ENOUGH]
    said = sum(any(word in fold(value) for word in words) for value in profile.values)
    return bool(words) and profile.few_distinct and said >= 0.5 * len(profile.values) > 0


def holds_numbers(profile: Profile) -> bool:
    """Whether most values have a figure in them, as the numbers of registers and of licences have."""
    numbers = sum(any(map(str.isdigit, value)) for value in profile.values)
    return numbers >= 0.6 * len(profile.values) and profile.longest <= 40 and profile.share("date") < 0.5


def is_of_phones(profile: Profile) -> bool:
    """Whether the values are telephone numbers written as such, with blanks or a country in front."""
    written = sum(not value.isdecimal() for value in profile.values)
    return profile.share("phone_marked") >= 0.8 and written >= 0.5 * len(profile.values) > 0


def _are_read(read: Callable[[str], str | None], profile: Profile) -> bool:
    return sum(read(value) is not None for value in profile.values) >= 0.6 * len(profile.values)


def _contact(field: Field, profile: Profile) -> tuple[Field, bool]:
    share = profile.share
    if share("both") >= 0.3:
        return Field.CONTACT, True
    if share("email") >= 0.9:
        return Field.EMAIL, True
    match field:
        case Field.EMAIL if share("email") >= 0.5:
            return field, True
        case Field.PHONE if share("phone") >= 0.5:
            return field, True
        case Field.CONTACT:
            if share("phone") >= 0.9:
                return Field.PHONE, True
            return field, share("email", "phone") >= 0.6
    if share("email") >= 0.1 and share("email", "phone") >= 0.8:
        return Field.CONTACT, True
    return field, False


def _dated(field: Field, profile: Profile) -> tuple[Field, bool]:
    share = profile.share
    dated = share("date", "year", "date_figures")
    match field:
        case Field.NATIONAL_NUMBER if share("postcode") >= 0.9 and profile.longest <= 7:
            # Swedish lists head both numbers "Pnr".
            return Field.POSTCODE, True
        case Field.BIRTH if share("integer") >= 0.9 and profile.longest <= 2:
            return Field.BIRTH_DAY, True
        case Field.BIRTH | Field.NATIONAL_NUMBER:
            return field, dated >= 0.5 or share("number_shape", "half_number") >= 0.4
        case Field.BIRTH_YEAR:
            if share("date") >= 0.5:
                return Field.BIRTH, True
            return field, share("year", "date", "code", "integer") >= 0.5
        case Field.JOINED:
            return field, dated >= 0.5
    return field, dated >= 0.3 or profile.few_distinct


def _name(field: Field, profile: Profile, *, is_weak: bool) -> tuple[Field, bool]:
    share = profile.share
    if field is Field.MIDDLE_NAME and share("particle") >= 0.8:
        # What foreign programs call the middle is what Dutch lists sort behind the comma.
        return Field.NAME_PREFIX, True
    if field is Field.FULL_NAME and share("year") >= 0.9 and profile.distinct > 5:
        # "Lid" and "Medlem" above the year since when.
        return Field.JOINED, True
    if field is Field.FULL_NAME and share("integer") >= 0.9 and not profile.few_distinct:
        return Field.MEMBER_NUMBER, True
    # "Medlem" above a column of ticks.
    if (
        field is Field.FULL_NAME
        and profile.distinct <= 3
        and profile.filled >= 10
        and share("some_words", "comma_name") < 0.2
    ):
        return Field.STATUS, True
    return field, share("words") >= 0.6 or (not is_weak and _named_with_figures(profile))


def _named_with_figures(profile: Profile) -> bool:
    """Whether most are names with a figure or two behind, which is for somebody to look at cell by cell."""
    names = sum(_NAME_AND_FIGURE.fullmatch(value) is not None for value in profile.values)
    return names >= 0.6 * len(profile.values)


def _fits(field: Field, profile: Profile, is_weak: bool) -> bool:
    share = profile.share
    match field:
        case Field.GENDER:
            return share("gender", "code") >= 0.5 or bool(pair_of(profile.values))
        case Field.IBAN:
            return share("iban") >= 0.5
        case Field.MEMBER_NUMBER:
            return profile.longest <= 20 and share("email", "date", "words", "some_words") < 0.5
        case Field.MEMBERSHIP_TYPE:
            return (
                share("date", "email", "phone") < 0.3
                and share("given_first") < 0.4
                and (profile.few_distinct or profile.filled < 20 or share("membership") >= 0.5)
            )
        case Field.EXTERNAL_NUMBER if is_weak:
            return profile.longest <= 20 and profile.distinct >= 0.8 * profile.filled and share("words") < 0.2
        case Field.NAME_PREFIX:
            return share("particle") >= 0.5
        case Field.LANGUAGE:
            return _are_read(read_language, profile) or bool(languages_of(profile.values))
        case Field.MUNICIPALITY | Field.COUNTRY | Field.STATUS | Field.GROUPS | Field.HOUSEHOLD:
            return share("email", "date", "phone_marked", "postcode_place", "full_address", "number") < 0.5
    return True


def _address(field: Field, profile: Profile, is_weak: bool) -> tuple[Field, bool]:
    """What an address column holds is seen better than it is said: contents decide within the address."""
    share = profile.share
    if share("full_address") >= 0.4 and field is not Field.POSTCODE:
        return Field.FULL_ADDRESS, True
    if share("postcode_place") >= 0.5:
        return Field.POSTCODE_PLACE, True
    match field:
        case Field.HOUSE_NUMBER:
            if share("street") >= 0.7:
                return Field.STREET, True
            return field, share("house_number") >= 0.5
        case Field.POSTCODE:
            if share("words") >= 0.85:
                return Field.PLACE, True
            fits = share("postcode") >= 0.5
            return field, fits or (not is_weak and share("words") < 0.3 and profile.longest <= 12)
        case Field.ADDRESS_EXTRA if share("words") >= 0.8 and not is_weak and profile.longest <= 40:
            # Names of places under a word for the storey are another thing's.
            return field, any(any(map(str.isdigit, value)) for value in profile.values) or profile.filled < 5
        case Field.ADDRESS_EXTRA | Field.HOUSE_ADDITION:
            return (Field.STREET if share("street") >= 0.7 else field), True
    if share("postcode") >= 0.9:
        return Field.POSTCODE, True
    if field in (Field.PLACE, Field.FULL_ADDRESS, Field.POSTCODE_PLACE) and share("street") >= 0.6:
        return Field.STREET, True
    match field:
        case Field.PLACE:
            return field, share("integer", "date", "email") < 0.2
        case Field.STREET:
            if share("house_number") >= 0.9 and share("year", "postcode") < 0.5:
                return Field.HOUSE_NUMBER, True
            if is_weak and share("words") >= 0.9:
                # Words without a number, under a word that only looks like a street's.
                return field, False
            return field, share("email", "date", "postcode", "phone_marked", "integer") < 0.5
        case Field.POSTCODE_PLACE | Field.FULL_ADDRESS if share("words") >= 0.85:
            return Field.PLACE, True
    return field, share("full_address", "postcode_place", "street") >= 0.3

"""The countries that an address or a telephone number may lie in, by their names in a language."""

from functools import lru_cache

# Codes of two letters that CLDR names though nobody's address lies in them: unions, test languages, parts of countries.
_NO_COUNTRIES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)


@lru_cache(maxsize=16)
def country_names(locale: str) -> dict[str, str]:
    """
    Return the countries of ISO 3166, and Kosovo, by their codes of two letters.

    Kosovo has no code of ISO, but people live there; XK is what the post and the European Union write.
    """
    from babel import Locale  # noqa: PLC0415 (its tables load slowly and few pages need them)

    return {
        code: str(name)
        for code, name in Locale.parse(locale).territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }

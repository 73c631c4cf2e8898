"""Countries are those of ISO 3166: no unions, no parts of countries, no test languages of CLDR."""

import pytest

from matrikel.people.rules.countries import country_names


@pytest.mark.parametrize("locale", ["en_GB", "sv_SE", "nb_NO", "fi_FI", "da_DK", "nl_NL"])
def test_each_language_names_the_same_249_countries_and_kosovo(locale):
    names = country_names(locale)
    assert (len(names), "XK" in names) == (250, True)
    assert set(names) == set(country_names("en_GB"))


def test_what_is_no_country_is_not_offered():
    names = country_names("en_GB")
    assert [code for code in ("XA", "XB", "EU", "EZ", "QO", "UN", "ZZ", "CP", "AC") if code in names] == []
    assert [names[code] for code in ("SE", "AX", "FO", "GL")] == [
        "Sweden",
        "Åland Islands",
        "Faroe Islands",
        "Greenland",
    ]

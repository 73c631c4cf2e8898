"""Numbers, money and dates look as each language writes them."""

import datetime as dt

import pytest
from django.utils import translation

from matrikel.ui import formatting


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "1 284"), ("sv", "1 284"), ("nb", "1 284"), ("fi", "1 284"), ("da", "1.284"), ("nl", "1.284")],
)
def test_thousands_are_set_apart_as_the_language_does_it(language, written):
    with translation.override(language):
        assert plain(formatting.number(1284)) == written


@pytest.mark.parametrize(
    ("language", "currency", "written"),
    [
        ("nb", "NOK", "kr 350"),
        ("sv", "SEK", "350 kr"),
        ("fi", "EUR", "350 €"),
        ("nl", "EUR", "€ 350"),
        ("da", "DKK", "350 kr."),
        ("en", "NOK", "NOK 350"),
        ("sv", "NOK", "350 NOK"),
    ],
)
def test_money_stands_where_the_language_puts_it_and_another_currency_keeps_its_code(
    language, currency, written
):
    with translation.override(language):
        assert plain(formatting.money(35000, currency)) == written


def test_cents_appear_only_where_there_are_some():
    with translation.override("nl"):
        assert plain(formatting.money(123450, "EUR")) == "€ 1.234,50"


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "14 May 1979"), ("nb", "14. mai 1979"), ("sv", "14 maj 1979"), ("fi", "14.5.1979")],
)
def test_a_date_is_written_as_the_language_does_it(language, written):
    with translation.override(language):
        assert plain(formatting.date(dt.date(1979, 5, 14))) == written

"""The tables of all languages as one, keyed as headings are compared."""

import re

from matrikel.imports.rules.fields import ColumnReason, Field
from matrikel.imports.rules.headings import (
    danish,
    dutch,
    english,
    finnish,
    french_german,
    norwegian,
    swedish,
)
from matrikel.imports.rules.text import fold

_LANGUAGES = (swedish, norwegian, danish, finnish, dutch, english, french_german)
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_SPELT_OUT = re.compile(r"oe|ae")


def key(heading: str) -> str:
    """A heading as it is compared: `E-post (kontakt)` and `epostkontakt` are the same."""
    folded = fold(heading)
    return _NOT_LETTERS.sub("", folded.replace("aa", "a") if "aa" in folded else folded)


def spelt_out(key: str) -> str:
    """`foedselsdato`, `fodselsdato` and `kjaelenavn`, `kjalenavn`: letters that some programs cannot write."""
    return _SPELT_OUT.sub(lambda match: match[0][0], key)


def _phrases(text: str) -> list[str]:
    return [found for phrase in text.split(",") if (found := key(phrase))]


# Where two languages, or two meanings of one language, share a phrase, the first one has it; contents may outvote it.
MEANINGS: dict[str, tuple[Field, str]] = {}
LEFT_OUT: dict[str, ColumnReason] = {}
for _language in _LANGUAGES:
    for _meaning, _text in _language.MEANINGS.items():
        for _phrase in _phrases(_text):
            MEANINGS.setdefault(_phrase, _meaning)
    for _reason, _text in _language.LEFT_OUT.items():
        for _phrase in _phrases(_text):
            LEFT_OUT.setdefault(_phrase, _reason)
# Every phrase as it is written, with its field.
WRITTEN = tuple(
    (field, " ".join(phrase.split()))
    for language in _LANGUAGES
    for (field, _), text in language.MEANINGS.items()
    for phrase in text.split(",")
)
SPELT_OUT: dict[str, tuple[Field, str]] = {}
for _phrase, _meaning in MEANINGS.items():
    SPELT_OUT.setdefault(spelt_out(_phrase), _meaning)

# The words before the part of an address, and which address they mean.
ADDRESS_LABELS: dict[str, str] = {
    "folkbokforing": "registered", "folkbokford": "registered", "folkbokforingsadress": "registered",
    "kontaktadress": "postal", "postadress": "postal", "utdelningsadress": "postal", "bostadsadress": "postal",
    "hemadress": "postal", "kontaktadresse": "postal", "postadresse": "postal", "bostedsadresse": "registered",
    "folkeregistrert": "registered", "folkeregisteradresse": "registered", "postal": "postal", "mailing": "postal",
    "home": "postal", "hem": "postal", "bostad": "postal", "woonadres": "postal", "postadres": "postal",
    "correspondentieadres": "postal", "kotiosoite": "postal", "postiosoite": "postal", "adress": "postal",
    "adresse": "postal", "adres": "postal", "address": "postal", "osoite": "postal", "vakituinen": "registered",
    "vakinainen": "registered", "work": "work", "arbete": "work", "arbeid": "work", "arbejde": "work", "werk": "work",
    "sommar": "holiday", "fritid": "holiday", "fritidsadress": "holiday", "sommaradress": "holiday", "kesa": "holiday",
    "besoksadress": "work", "fritidsbostad": "holiday", "sommarstuga": "holiday", "hytte": "holiday",
    "feriebolig": "holiday",
    "sommerhus": "holiday", "vakantieadres": "holiday", "mokki": "holiday", "kesaosoite": "holiday",
    "bezoekadres": "registered", "domicilie": "registered", "vakituinenosoite": "registered",
}  # fmt: skip

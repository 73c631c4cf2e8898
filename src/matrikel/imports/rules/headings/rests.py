"""Whether words that nobody knows stay over in a heading, when all that is known of it is taken out."""

import re
from functools import lru_cache

from matrikel.imports.rules.fields import Field
from matrikel.imports.rules.headings import phrases
from matrikel.imports.rules.headings.stems import Part, meaning_of_parts, parts_of, rests_of
from matrikel.imports.rules.text import fold

# What joins, bends and qualifies words, and what forms say around them, in the seven languages.
_WITHOUT_WEIGHT = re.compile(
    r"[a-z]{1,2}|(?:dag|dags|dato|datum|date|dates|dat|pvm|paiva|paivays|maara|aika|tid|jour|ste|sta|ing|nde|ning|else|"
    r"og|och|and|eller|evt|eventuell|eventuelt|tai|med|met|with|for|fur|til|till|tot|voor|van|von|den|det|dem|des|les|"
    r"het|een|ett|the|bij|vid|ved|hos|aan|som|dar|der|our|ons|onze|min|mijn|mitt|mina|din|ditt|dina|dit|dine|jouw|your|"
    r"you|jag|jeg|kvall|kvalls|kveld|aften|ilta|avond|dagtid|overdag|dagen|linje|linj|rad|regel|lijn|rivi|line|siffror|har|have|heb|heeft|onko|laget|lagets|koret|bor|woon|woont|asut|heter|heet|hedder|vad|vilken|vilket|nar|hva|hvor|hvad|hvilken|hvilket|hvornar|wat|"
    r"welke|waar|wanneer|mika|milloin|missa|sinun|now|nuv|nuvarande|nykyinen|current|huidig|naverende|"
    r"person|personens|personlig|personlige|persoonlijk|henkilo|forening|foreningen|klubb|klubben|klub|club|vereniging|"
    r"seura|seuran|yhdistys|yhdistyksen|skap|skab|yyden|yys|ship|nya|nye|new|nieuw|nieuwe|uusi|koko|hel|hela|hele|"
    r"primar|primaer|primair|hoved|huvud|hoofd|forsta|forste|eerste|main|kontakt|contact|post|posti|info|tiedot|gegevens|"
    r"tekst|text|felt|falt|kentta|veld|field)[aenst]?"
)
# Whose name it is, where the heading says no more than that it is a name.
_OF_A_CLUB = re.compile(r"forening|klubb?|club|vereniging|seura|yhdisty|lagets?$|koret?s?$")
_OF_SOMEBODY = frozenset({Field.FULL_NAME, Field.EMAIL, Field.PHONE, Field.CONTACT})
_WAYS = frozenset({Field.EMAIL, Field.PHONE, Field.CONTACT})
_OF_WAYS = frozenset(
    {
        Part.EMAIL,
        Part.PHONE,
        Part.MOBILE,
        Part.HOME,
        Part.WORK,
        Part.STREET,
        Part.MEMBER,
        Part.NUMBER,
        Part.POSTCODE,
    }
)


def has_rests(folded: str, meant: Field) -> bool:
    """
    Whether the heading says something more than its known parts.

    `Mobil trener`, `Vei andel` and `Landskamper` do, and nobody knows what it does to the rest. What the tables
    themselves put around a part says nothing more.
    """
    rests = rests_of(folded)
    if meant in _OF_SOMEBODY and any(map(_OF_A_CLUB.match, rests)):
        return True
    if meant in _WAYS and not _OF_WAYS.issuperset(parts_of(folded)):
        return True
    return any(_WITHOUT_WEIGHT.fullmatch(rest) is None and rest not in _usual() for rest in rests)


@lru_cache(maxsize=1)
def _usual() -> frozenset[str]:
    usual: set[str] = set()
    for meaning, written in phrases.WRITTEN:
        found = meaning_of_parts(fold(written))
        if found is not None and found[0] is meaning:
            usual.update(rests_of(fold(written)))
    return frozenset(usual)

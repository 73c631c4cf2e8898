"""Understands what secretaries write into notes and addresses: protected, deceased, left."""

import re
from dataclasses import dataclass
from datetime import date

from matrikel.imports.rules import dates
from matrikel.imports.rules.text import fold

# Long enough to mean nothing else, wherever they stand.
_PROTECTED = re.compile(
    r"skydda[dt]e? (?:adress|personuppgift|identitet|folkbokf|uppgift|id\b)|skyddsadress|kvarskriv|sekretessmark|"
    r"hemlig adress|sparrad adress|sparrmarkering|"
    r"(?:s(?:p|k)erret|skjult|hemmelig|fortrolig) adresse|adressesperre|adressen er sperret|kode [67]\b|"
    r"turvakielto|turvakiello|salainen osoite|osoite salainen|"
    r"adressebeskyt|adresse beskyttet|beskyttet adresse|navne ?(?:-|og) ?(?:og )?adressebeskyt|"
    r"geheim adres|adres geheim|geheimhouding|afgeschermd|adres afgescherm|"
    r"protected (?:address|identity)|confidential address|address (?:is )?(?:confidential|protected|withheld)|"
    r"secret address|"
    r"adresse (?:est )?(?:protegee|confidentielle|secrete|masquee|cachee)|identite protegee|"
    r"adresse (?:ist )?(?:geheim|gesperrt|geschutzt)|auskunftssperre|sperrvermerk"
)
# Enough in a cell that should hold an address, where they stand alone.
_ALONE = (
    "skyddad skyddat skyddade hemlig sekretess sperret sparrad "
    "fortrolig hemmelig skjult beskyttet geheim salainen "
    "protected confidential secret withheld "
    "protegee confidentielle confidentiel gesperrt auskunftssperre "
)
_PROTECTED_ALONE = frozenset(_ALONE.split())
_DECEASED = re.compile(
    r"\b(?:avliden|avlidit|dod|dodsfall|avgatt med doden|gick bort|"
    r"avdod|er dod|dode|gatt bort|doed|"
    r"kuollut|kuoli|menehtynyt|edesmennyt|"
    r"afdod|afgaet ved doden|"
    r"overleden|overlijden|overl\.|"
    r"decede|decedee|est mort|est morte|verstorben|"
    r"deceased|died|passed away|dead)\b|[†✝]|\bk\. ?(?=\d{1,2}\.\d)"
)
_NOT_DECEASED = re.compile(
    r"\b(?:make|maken|maka|makan|man|mannen|hustru|hustrun|pappan|mamman|partner|foralder|mor|far|mamma|pappa|fru|ektefelle|puoliso|partner|echtgeno\w+|"
    r"husband|wife|spouse|mother|father|son|dotter|inte|ikke|ei|niet|not)\b"
)
_LEFT = re.compile(
    r"\b(?:utgick|uttratt|sagt upp|uppsagd|uppsagt|sagt opp|oppsagt|opsagt|ontslag|ontslagen|irtisanoutunut|eroanut|"
    r"utgatt|uttradd|uttradde|uttrade|(?:har )?(?:slutat|slutade)(?! (?:med|som|pa)\b)|gatt ur|avslutad|"
    r"avslutat medlemskap|avgatt|"
    r"utmeldt|utmelt|meldt ut|sluttet(?! (?:med|som|pa)\b)|"
    r"eronnut|erosi|eroaa|jasenyys paattynyt|"
    r"udmeldt|meldt ud|"
    r"opgezegd|uitgeschreven|opzegging|lidmaatschap beeindigd|gestopt(?! (?:met|als)\b)|"
    r"left(?! (?:the|a|over|side|handed)\b)|resigned|terminated|cancelled|former member|ex-member|"
    r"tidigare medlem|tidligere medlem|entinen jasen|oud-lid)\b"
)
_SECTION_LEFT = re.compile(
    r"\b(?:utmeldte|utmeldt|utgatte|utgangna|uttradda|tidigare|tidligere|avgangna|avslutade|avsluttede|"
    r"afsluttede|udmeldte|udmeldt|entiset|eronneet|eronnut|paattyneet|oud-?leden|ex-?leden|uitgeschreven|opgezegde?|opzeggers|former|ex-members|"
    r"slettet|slettede|slutat|sluttet(?! (?:med|som|pa)\b)|anciens|demissionnaires)\b"
)
_SOME_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[./-] ?\d{1,2}[./ -]+\d{4}|\d{1,2}[./]\d{1,2}[-./ ]\d{2}\b|"
    r"\d{1,2}\.? [a-z]{3,12}\.? \d{4}|\b(?:19|20)\d{2}\b"
)


@dataclass(frozen=True, slots=True)
class Signals:
    """What a free text says beyond its words."""

    protected: bool = False
    deceased: bool = False
    left: bool = False
    on: dates.ReadDate | None = None


NONE = Signals()


def says_protected(text: str, *, alone: bool) -> bool:
    """Whether the text says that the person's address is protected; `alone` for cells of an address."""
    folded = fold(text)
    return _PROTECTED.search(folded) is not None or (alone and folded.strip(" .!*()-") in _PROTECTED_ALONE)


def read_note(text: str, today: date) -> Signals:
    """What a note or a status says; a date in it belongs to what it says."""
    folded = fold(text)
    protected = _PROTECTED.search(folded) is not None
    deceased = _DECEASED.search(folded) is not None and not _NOT_DECEASED.search(folded)
    left = not deceased and _LEFT.search(folded) is not None
    if not (protected or deceased or left):
        return NONE
    found = _SOME_DATE.search(folded)
    on = dates.parse(found[0]) if found else None
    if on is not None and on.on > today:
        on = None
    return Signals(protected, deceased, left, on)


def is_of_former_members(text: str) -> bool:
    """Whether a line between the rows says that those below have left."""
    return _SECTION_LEFT.search(fold(text)) is not None


_YES_WORDS = "1 x ja j yes y true sant sann kylla k on ✓ ✔ v"
_NO_WORDS = "0 nej nei ei no n false nee falskt usann -"
_YES, _NO = frozenset(_YES_WORDS.split()), frozenset(_NO_WORDS.split())


def yes_or_no(text: str) -> bool | None:
    """The answer that a tick column gives."""
    word = fold(text).strip(" .")
    if word in _YES:
        return True
    return False if word in _NO or not word else None

"""What the words of a new field say about it: what the law guards, what there is already, what would do instead."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from matrikel.fields.rules.definitions import Kind, Level
from matrikel.fields.rules.values import folded


class Guarded(StrEnum):
    """What GDPR Art. 9 and 10 and the law of the countries guard more than the rest."""

    HEALTH = "HEALTH"
    CONVICTION = "CONVICTION"
    UNION = "UNION"
    ORIGIN = "ORIGIN"
    SEXUALITY = "SEXUALITY"
    CRIME = "CRIME"
    IDENTITY_NUMBER = "IDENTITY_NUMBER"
    MONEY = "MONEY"


LEVEL_OF = {
    **dict.fromkeys((each for each in Guarded), Level.SPECIAL),
    Guarded.MONEY: Level.SENSITIVE,
}
"""The least level at which something guarded may be kept."""


class Instead(StrEnum):
    """What would do, and says less."""

    BIRTH_YEAR = "BIRTH_YEAR"
    ONLY_WHETHER_SEEN = "ONLY_WHETHER_SEEN"
    NO_IDENTITY_NUMBER = "NO_IDENTITY_NUMBER"
    WHAT_TO_DO = "WHAT_TO_DO"
    NO_FREE_TEXT = "NO_FREE_TEXT"
    CONTACT_RELATION = "CONTACT_RELATION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What was seen in the words of a field: the guarded kind, built-in fields that hold it, what would do instead."""

    guarded: tuple[Guarded, ...]
    built_in: tuple[str, ...]
    instead: tuple[Instead, ...]
    tells_where: bool

    @property
    def least_level(self) -> Level:
        """Return the least level that the words ask for."""
        levels = {LEVEL_OF[each] for each in self.guarded}
        return Level.SPECIAL if Level.SPECIAL in levels else Level.SENSITIVE if levels else Level.PERSONAL


# Beginnings of words, folded, in the languages of the screen; a sign that ends in a blank is a whole word.
_GUARDED: Mapping[Guarded, tuple[str, ...]] = {
    Guarded.HEALTH: (
        *(
            "allerg",
            "health",
            "illness",
            "disease",
            "diagnos",
            "medicin",
            "medicat",
            "disabil",
            "diabet",
            "epilep",
        ),
        *(
            "special diet",
            "dietary",
            "gluten",
            "lactose",
            "pregnan",
            "vaccin",
            "asthma",
            "blood type",
            "injur",
        ),
        *(
            "halsa",
            "sjukdom",
            "lakemedel",
            "funktionsned",
            "specialkost",
            "matallerg",
            "laktos",
            "gravid",
            "skador",
        ),
        *("blodgrupp", "helse", "sykdom", "medisin", "funksjonsned", "spesialkost", "diett", "blodtype"),
        *(
            "terveys",
            "sairau",
            "laakitys",
            "laakkee",
            "vamma",
            "erityisruokavalio",
            "ruokavalio",
            "raskau",
            "rokot",
        ),
        *("helbred", "sygdom", "handicap", "sundhed", "diaet", "saerkost", "kost "),
        *("gezondheid", "ziekte", "medicijn", "beperking", "dieet", "zwanger", "bloedgroep", "aandoening"),
    ),
    Guarded.CONVICTION: (
        *("religio", "belief", "church", "politic", "party member", "denominat", "halal", "kosher"),
        *("religion", "tro ", "kyrk", "politisk", "partitillh", "livssyn", "trossamfunn", "kirke"),
        *(
            "uskon",
            "vakaumus",
            "kirkko",
            "poliit",
            "puolue",
            "tros",
            "geloof",
            "kerk",
            "politiek",
            "levensovertuig",
        ),
    ),
    Guarded.UNION: (
        "trade union",
        "fackforbund",
        "facklig",
        "fagforen",
        "ammattiliit",
        "fagforbund",
        "vakbond",
    ),
    Guarded.ORIGIN: (
        *(
            "ethnic",
            "ethnicity",
            "race ",
            "etnisk",
            "etnicitet",
            "harstamning",
            "etninen",
            "etnische",
            "afkomst",
        ),
        *("fodelseland", "fodeland", "mother tongue", "skin colour"),
    ),
    Guarded.SEXUALITY: (
        "sexual",
        "sexuell",
        "seksuel",
        "seksuaal",
        "seksueel",
        "sexliv",
        "orientation",
        "geaardheid",
    ),
    Guarded.CRIME: (
        *(
            "criminal",
            "conviction",
            "offence",
            "belastningsregister",
            "brott",
            "politiattest",
            "straff",
            "rikos",
        ),
        *("rikosrekister", "strafbar", "straffeattest", "borneattest", "strafblad", "vog ", "veroordel"),
    ),
    Guarded.IDENTITY_NUMBER: (
        *("personnummer", "fodselsnummer", "henkilotunnus", "hetu ", "cpr", "bsn", "burgerservice"),
        *("rijksregister", "national id", "identity number", "social security", "passport", "passnummer"),
        *("pasnummer", "paspoort", "passi", "id card", "personbeteckning"),
    ),
    Guarded.MONEY: (
        *(
            "salary",
            "income",
            "debt",
            "credit card",
            "card number",
            "lon ",
            "inkomst",
            "skuld",
            "lonn",
            "inntekt",
        ),
        *(
            "palkka",
            "tulot",
            "velka",
            "indkomst",
            "gaeld",
            "salaris",
            "inkomen",
            "schuld",
            "password",
            "losenord",
        ),
        *("passord", "salasana", "adgangskode", "wachtwoord"),
    ),
}

_BUILT_IN: Mapping[str, tuple[str, ...]] = {
    "email": ("e-mail", "email", "e-post", "epost", "sahkoposti"),
    "phone": ("phone", "mobil", "telefon", "puhelin", "cell", "gsm", "telefoon"),
    "address": (
        "address",
        "adress",
        "adresse",
        "osoite",
        "adres ",
        "street",
        "postcode",
        "postnummer",
        "woonplaats",
    ),
    "birth_date": (
        "birth",
        "born",
        "fodelse",
        "fodt",
        "fodsel",
        "syntyma",
        "geboorte",
        "age ",
        "alder",
        "ika ",
    ),
    "gender": ("gender", "sex ", "kon ", "kjonn", "sukupuoli", "kon", "geslacht"),
    "language": ("language", "sprak", "kieli", "sprog", "taal "),
    "home_municipality": ("municipality", "kommun", "kunta", "kotikunta", "gemeente"),
    "member_number": ("member number", "medlemsnummer", "jasennumero", "lidnummer"),
}

_RELATIONS = (
    *(
        "emergency contact",
        "next of kin",
        "narmast anhorig",
        "parorende",
        "lahiomainen",
        "guardian",
        "malsman",
    ),
    *("vardnadshavare", "foresatt", "huoltaja", "vaerge", "noodcontact", "ouder ", "voogd", "parent"),
)
_CHECKS = ("politiattest", "belastningsregister", "borneattest", "rikosrekister", "vog ", "criminal record")
_WHERE = (
    *(
        "berth",
        "mooring",
        "school",
        "workplace",
        "employer",
        "harbour",
        "marina",
        "garden plot",
        "cabin",
        "plot ",
    ),
    *("batplats", "brygga", "skola", "arbetsplats", "arbetsgivare", "hamn", "koloni", "lott", "stuga"),
    *(
        "batplass",
        "skole",
        "arbeidsplass",
        "havn",
        "hytte",
        "venepaikka",
        "koulu",
        "tyopaikka",
        "satama",
        "mokki",
    ),
    *(
        "badplads",
        "arbejdsplads",
        "kolonihave",
        "ligplaats",
        "werkgever",
        "haven",
        "tuin",
        "wijk",
        "kerngroep",
    ),
)
_WHAT_IT_IS_FOR = frozenset({Guarded.HEALTH})


def hints_of(texts: Iterable[str], *, kind: str) -> Hints:
    """Return what the words of a field (its labels, its help, its answers) say about it."""
    words = f" {' '.join(re.sub(r'[^a-z0-9@-]+', ' ', folded(_plain(text))).strip() for text in texts)} "
    guarded = tuple(each for each, signs in _GUARDED.items() if _says(words, signs))
    built_in = tuple(code for code, signs in _BUILT_IN.items() if _says(words, signs))
    instead = []
    if "birth_date" in built_in and kind == Kind.DATE:
        instead.append(Instead.BIRTH_YEAR)
    if _says(words, _CHECKS):
        instead.append(Instead.ONLY_WHETHER_SEEN)
    if Guarded.IDENTITY_NUMBER in guarded:
        instead.append(Instead.NO_IDENTITY_NUMBER)
    if _WHAT_IT_IS_FOR & set(guarded) and kind in (Kind.TEXT, Kind.LONG_TEXT):
        instead.append(Instead.WHAT_TO_DO)
    elif kind == Kind.LONG_TEXT:
        instead.append(Instead.NO_FREE_TEXT)
    if _says(words, _RELATIONS):
        instead.append(Instead.CONTACT_RELATION)
    return Hints(guarded=guarded, built_in=built_in, instead=tuple(instead), tells_where=_says(words, _WHERE))


def _says(words: str, signs: Iterable[str]) -> bool:
    return any(f" {sign}" in words for sign in signs)


def _plain(text: str) -> str:
    return text.translate(_LETTERS)


_LETTERS: dict[int, str] = {ord("ø"): "o", ord("Ø"): "o", ord("æ"): "ae", ord("Æ"): "ae"}

"""Parts of words by which a heading is understood that stands in no table: `Medlemsinträdesdatum`, `Tel. mob. privé`."""

import re
from enum import StrEnum
from functools import lru_cache

from matrikel.imports.rules.fields import ColumnReason, Field


class Part(StrEnum):
    """What a word of a heading speaks of."""

    BIRTH = "birth"
    YEAR = "year"
    JOINING = "joining"
    SINCE = "since"
    LEAVING = "leaving"
    UNTIL = "until"
    MEMBER = "member"
    NUMBER = "number"
    KIND = "kind"
    EMAIL = "email"
    PHONE = "phone"
    MOBILE = "mobile"
    HOME = "home"
    WORK = "work"
    POSTCODE = "postcode"
    PLACE = "place"
    STREET = "street"
    HOUSE = "house"
    ADDITION = "addition"
    HOLIDAY = "holiday"
    GIVEN = "given"
    FAMILY = "family"
    NAME = "name"
    NATIONAL = "national"
    DEATH = "death"
    PROTECTION = "protection"
    GENDER = "gender"
    COUNTRY = "country"
    MUNICIPALITY = "municipality"
    LANGUAGE = "language"
    STATUS = "status"
    NOTE = "note"
    GROUP = "group"
    HOUSEHOLD = "household"
    MONEY = "money"
    CONSENT = "consent"
    RECORD = "record"
    LICENCE = "licence"
    ROLE = "role"


# Searched in the single words of a heading, folded: ^ and $ are the ends of a word.
_PARTS = {
    Part.BIRTH: (
        r"fodels|fodsel|fodt|fodd|^fod|synty|^synt|geboort|gebor|^geb|birth|born|^dob$|naissance|geburt|"
        r"bursdag"
    ),
    Part.YEAR: r"^ar$|^ars|(?:fodelse|fodsels|fode|des|nings|fodt|fodd)ar$|arstal|vuosi|jaar|year|annee|jahr",
    Part.JOINING: (
        r"^intrd|^inskrd|^indmd|^innmd|aanvang|borjat|borjade|begynt|^alk$|^innm$|^indm$|^intr$|^inskr$|^inschr$|^liitt$|intrad|inntra|inntre|indtra|indtre|inskr|innskr|indskr|inschr|ingeschr|anslut|ansloten|"
        r"innmel|inmal|inmeld|indmel|"
        r"tilmel|tilslut|aanmel|aangemel|aansluit|aangesl|toetred|toegetr|liitt|liity|hyvaksy|optag|"
        r"opptatt|opptak|upptag|"
        r"invald|inval$|invalsd|antag|^join|enrol|admission|admitted|adhesion|affili|eintritt|"
        r"beitritt|ingangs|tiltrad|tiltrae"
    ),
    Part.SINCE: (
        r"^sedan$|^sen$|^siden$|^sidan$|^sia$|alkaen|alkoi|alkan|^alku|alku$|^sinds$|^sedert$|"
        r"^since$|^vanaf$|^from$|"
        r"^fra$|^fran$|^fr$|^fom$|^from$|^start|start$|startd|^begin|vuodesta|^depuis$|^seit$"
    ),
    Part.LEAVING: (
        r"uttrad|uttre|utmel|udmel|udtra|udtre|utgat|avslut|afslut|avgat|avgang|afgang|slutat|^slut|"
        r"eron|^ero|erosi|paatty|"
        r"paatta|loppu|lopet|uitschr|uitgeschr|opzeg|opgezegd|afmel|afgemel|uittred|uitgetr|^eind|"
        r"beeindig|^left$|leav|resign|"
        r"^utm$|^udm$|^uttr$|^utg$|^uitg$|^uitschr$|^erotettu|terminat|lapsed|^end$|sortie|austritt|stopp|opphor|ophor|upphor|demission"
    ),
    Part.UNTIL: r"^till?$|^tom$|^tot$|^until$|^asti$|^saakka$",
    Part.MEMBER: r"medlem|^medl|jasen|^jas$|^lid|lidn[ru]|lidnum|leden|member|mitglied|membre|^memb?$",
    Part.NUMBER: r"^nr|^no$|^nro|^num|nummer|numero|nr$|nro$|number|^id$|kod$|code$|kode$|tunnus",
    Part.KIND: (
        r"typ|tyyppi|kategori|categor|^kat$|^cat$|klass|class|soort|sort$|laji|luokka|form$|slag$|^art$|vorm|nature"
    ),
    Part.EMAIL: r"mail|epost|sahkop|sposti|mejl|courriel",
    Part.PHONE: r"telefon|telefoon|^tel|(?<!ti)tel$|^tlf|tlf$|^tfn|tfn$|phone|puhel|^puh",
    Part.MOBILE: r"mobil|mobiel|^mob|^gsm|gsm$|matkap|kannyk|^cell|handy$|portable",
    Part.HOME: r"^hem|bostad|hjem|koti|thuis|^home|privat|prive|^priv$|^fast|lanka|^vast|fixe|^heim",
    Part.WORK: r"arbet|^arb|jobb|^job|arbeid|arbejd|^tyo|werk|^work|office|bureau|zakelijk",
    Part.POSTCODE: r"postn|postkod|^pnr|^pc$|postcode|^zip|^plz$|postinu|postinr|postal",
    Part.PLACE: (
        # Of the words that end on "ort" few are places: sort, sport and transport are none.
        r"^ort(?:$|s|n|en|e)|(?:post|adress|bostads?|boende|hem|tat|rings|delnings|vistelse|uppehalls|wohn|woon)ort$|^stad$|^by$|"
        r"bynavn|^sted|sted$|poststad|plaats|^pl$|kaupunki|paikka|^city|^town|localit|"
        r"^ville$|postanst|woonpl"
    ),
    Part.STREET: (
        r"adress|adres|address|osoite|gata|gate|^v(?:ag|ei|eg|ej)(?:en)?(?:$|na[mv]n|nr|nu|ad)|gade|straat|street|katu|^rue$|strasse|^str$"
    ),
    Part.HOUSE: r"husn|huisn|^hnr|talon|hausn|^house",
    Part.ADDITION: r"toevoeg|^toev|bokstav|bogstav|^boite",
    Part.HOLIDAY: r"^hytt|^sommar|^sommer|^ferie|^fritid|stuga|stugan|mokki|^kesa|vakantie|campingpl",
    Part.GIVEN: r"fornam|fornav|^forn|etunim|^etun|voorna|^voorn|^first|^given|forename|prenom|vorname",
    Part.FAMILY: (
        r"efternam|^eftern|etternav|etternam|^ettern|efternav|sukunim|^sukun|achterna|^achtern|slaktn|slektsn|"
        r"surname|^last|nachname"
    ),
    Part.NAME: r"^nam|^navn|^nimi|^name|namn$|navn$|naam$|nimi$|^nom$",
    Part.NATIONAL: (
        r"personnu|personnr|persnr|personbet|fodselsnu|fodselsnr|^cpr|^hetu|henkilotun|^sotu|^bsn|rijksreg|"
        r"^insz|^ssn"
    ),
    Part.DEATH: r"avlid|dodsd|avdod|afdod|kuoll|kuolin|overled|overlij|deceas|^death|^died|deces",
    Part.PROTECTION: r"skydda|sekret|sperre|sparr|adressebesk|turvak|geheim|afgescherm|protected|skjerm",
    Part.GENDER: r"^kon$|kjonn|sukupuol|geslacht|gender|^sex|geschlecht",
    Part.COUNTRY: r"^land|^maa$|^maako|country|^pays",
    # Of the Finnish words that end on "kunta" few are municipalities: a committee, a parish and a province are none.
    Part.MUNICIPALITY: r"kommun(?!i[kt])|(?:^|koti|asuin|kirja|isanta)kunta|gemeente",
    Part.LANGUAGE: r"sprak|sprog|kieli$|^taal|language|langue",
    Part.STATUS: r"status|^aktiv|^actief|^active",
    Part.NOTE: (
        r"kommentar|anteckn|anmark|notat|noter|merkna|bemark|bemaerk|opmerk|huom|lisatie|remark|^notes?$|"
        r"comment|ovrig|muistiin"
    ),
    Part.GROUP: (
        r"grupp|groep|ryhma|^team|^lag$|^hold$|joukkue|avdelning|avdeling|afdeling|sektion|jaosto|osasto|"
        r"ploeg|elftal|squad|group"
    ),
    Part.HOUSEHOLD: r"famil|hushall|husstand|perhe|gezin|household",
    Part.MONEY: (
        r"^ref$|^refer|viite|^kid$|^ocr|voldaan|gestruct|"
        r"avgift|kontingent|betal|betald|^bet(?:dat|dato|datum|dag|satt|d)$|contributi|lidgeld|maksu|makset|^fees?$|paid|payment|"
        r"faktur|factu|invoice|lasku|saldo|"
        r"skuld|restanc|incasso|cotisation|beitrag|amount|belop|bedrag|giro|mandaat|^sepa|^kr$|^eur|^dues"
    ),
    Part.CONSENT: (
        r"samtyck|samtykk|consent|toestem|suostum|gdpr|nyhetsbrev|nieuwsbr|nyhedsbrev|uutiskir|"
        r"newsletter|lupa$|^opt|"
        r"utskick|godkann|godkjenn|godkend|^hyvaksyn$|^agree|^accept|akkoord|privacy|personvern|tietosuoj|markna|markets"
    ),
    Part.RECORD: (
        r"innsend|insend|ingestuur|ingezond|indsend|lahetet|tidsst|tidst|tijdst|aikaleim|timestamp|submit|"
        r"skapa|opprett|oprett|aangemaakt|luotu|created|andrad|andret|endret|aendret|gewijzig|"
        r"muokat|modified|updated|uppdater|"
        r"oppdater|opdater|paivitet|login|inlogg|innlogg|logget|allerg|sjukdom|sykdom|sygdom|"
        r"medicin|medisin|storlek|storrels|"
        r"tshirt|password|losenord|wachtwoord|yrke|beroep|ammatti|erhverv|giltig|gyldig|geldig|"
        r"legitim|paspoort|passport|identiteitsk|rijbew|korkort|forerkort|korekort|ajokort|"
        r"expir|renew|udlob|utlop|verval|verloop|vanhen|forny|fornye|uusit|vernieuw|dopd|dapsd|konfirm|"
        r"vigs|doop|registrer|rekister|attest|kort$|card"
    ),
    Part.LICENCE: r"licen|lisens",
    Part.ROLE: (
        r"uppdrag|befattn|funktion|functie|^verv|hverv|styrels|styret|bestuur|tehtav|rooli|^role|utbildn|kurs|"
        r"diplom|utdrag|^vog"
    ),
}  # fmt: skip
_SEARCH = {part: re.compile(pattern) for part, pattern in _PARTS.items()}
_FROM_AND_UNTIL = re.compile(r"\b(?:f\. ?o\. ?m\b|fr\. ?o\. ?m\b|t\. ?o\. ?m\b|t/m\b)")
_WORDS = re.compile(r"[a-z]+")
_LEFT_OUT = (
    (Part.CONSENT, ColumnReason.CONSENT_WITHOUT_EVIDENCE),
    (Part.ROLE, ColumnReason.NO_PLACE_YET),
    (Part.RECORD, ColumnReason.NOT_NEEDED),
)


def parts_of(folded: str) -> list[Part]:
    """Everything that the words of a folded heading speak of, in the order of the words."""
    return [part for word in _words_of(folded) for part in _taken_apart(word)[0]]


def rests_of(folded: str) -> list[str]:
    """What stays of a folded heading's words when all that speaks of something known is taken out."""
    return [rest for word in _words_of(folded) for rest in _taken_apart(word)[1]]


@lru_cache(maxsize=5_000)
def _taken_apart(word: str) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    found: list[Part] = []
    left = word
    for part, search in _SEARCH.items():
        match = search.search(word)
        if match:
            found.append(part)
            left = left[: match.start()] + " " * (match.end() - match.start()) + left[match.end() :]
    return tuple(found), tuple(left.split())


def _words_of(folded: str) -> list[str]:
    return _WORDS.findall(_without_hyphens(folded))


def _without_hyphens(folded: str) -> str:
    folded = _FROM_AND_UNTIL.sub(lambda match: match[0].replace(".", "").replace(" ", ""), folded)
    return folded.replace("e-post", "epost").replace("e-mail", "email").replace("s-posti", "sposti")


def meaning_of_parts(folded: str) -> tuple[Field, str, ColumnReason] | None:
    """Field, label and reason of a heading by the parts of its words; None where they leave it open."""
    found = parts_of(folded)
    if not found or len(folded) > 50:
        return None
    said = frozenset(found)
    if Part.LICENCE in said:
        if said <= {Part.LICENCE, Part.NUMBER}:
            return Field.EXTERNAL_NUMBER, "licence", ColumnReason.HEADER
        return Field.LEAVE_OUT, "", ColumnReason.NOT_NEEDED
    for part, reason in _LEFT_OUT:
        if part in said:
            return Field.LEAVE_OUT, "", reason
    if Part.MONEY in said and Part.KIND not in said:
        return Field.LEAVE_OUT, "", ColumnReason.ABOUT_MONEY
    meaning = (
        _person(said) or _reached(said) or _dates(said) or _address(said) or _names(found) or _rest(said)
    )
    return (*meaning, ColumnReason.HEADER) if meaning else None


_Meaning = tuple[Field, str] | None


def _person(said: frozenset[Part]) -> _Meaning:
    if Part.NATIONAL in said:
        return Field.NATIONAL_NUMBER, ""
    if Part.DEATH in said:
        return Field.DECEASED, ""
    return (Field.PROTECTED, "") if Part.PROTECTION in said else None


def _reached(said: frozenset[Part]) -> _Meaning:
    is_phone = not said.isdisjoint({Part.PHONE, Part.MOBILE})
    if Part.EMAIL in said:
        if is_phone:
            return Field.CONTACT, ""
        return Field.EMAIL, "work" if Part.WORK in said else "private" if Part.HOME in said else ""
    if not is_phone:
        return None
    if Part.MOBILE in said:
        return Field.PHONE, "mobile"
    return Field.PHONE, "work" if Part.WORK in said else "home" if Part.HOME in said else ""


def _dates(said: frozenset[Part]) -> _Meaning:
    if Part.BIRTH in said:
        # Where somebody was born is nothing that a register of members needs.
        if not said.isdisjoint({Part.PLACE, Part.COUNTRY, Part.MUNICIPALITY, Part.NAME}):
            return None
        return (Field.BIRTH_YEAR, "") if Part.YEAR in said else (Field.BIRTH, "")
    begins = Part.JOINING in said or said >= {Part.MEMBER, Part.SINCE} or said == {Part.SINCE}
    ends = Part.LEAVING in said or said >= {Part.MEMBER, Part.UNTIL}
    if begins == ends or Part.NUMBER in said or Part.KIND in said:
        return None
    return (Field.JOINED, "") if begins else (Field.LEFT, "")


def _address(said: frozenset[Part]) -> _Meaning:
    if Part.NAME in said:
        return None
    if said >= {Part.POSTCODE, Part.PLACE}:
        return (Field.FULL_ADDRESS, "") if Part.STREET in said else (Field.POSTCODE_PLACE, "")
    for part, field in (
        (Part.POSTCODE, Field.POSTCODE),
        (Part.STREET, Field.STREET),
        (Part.ADDITION, Field.HOUSE_ADDITION),
        (Part.HOUSE, Field.HOUSE_NUMBER),
        (Part.PLACE, Field.PLACE),
        (Part.MUNICIPALITY, Field.MUNICIPALITY),
        (Part.COUNTRY, Field.COUNTRY),
    ):
        if part in said:
            return field, "work" if Part.WORK in said else "holiday" if Part.HOLIDAY in said else ""
    return None


def _names(found: list[Part]) -> _Meaning:
    if Part.GIVEN in found and Part.FAMILY in found:
        is_family_first = found.index(Part.FAMILY) < found.index(Part.GIVEN)
        return Field.FULL_NAME, "family_first" if is_family_first else ""
    if Part.GIVEN in found:
        return Field.GIVEN_NAME, ""
    if Part.FAMILY in found:
        return Field.FAMILY_NAME, ""
    if Part.NAME in found and set(found) <= {Part.NAME, Part.MEMBER}:
        return Field.FULL_NAME, ""
    return None


def _rest(said: frozenset[Part]) -> _Meaning:
    if Part.KIND in said and (not said.isdisjoint({Part.MEMBER, Part.MONEY}) or said == {Part.KIND}):
        return Field.MEMBERSHIP_TYPE, ""
    if said >= {Part.MEMBER, Part.NUMBER}:
        return Field.MEMBER_NUMBER, ""
    for part, field in (
        (Part.STATUS, Field.STATUS),
        (Part.GENDER, Field.GENDER),
        (Part.LANGUAGE, Field.LANGUAGE),
        (Part.HOUSEHOLD, Field.HOUSEHOLD),
        (Part.GROUP, Field.GROUPS),
        (Part.NOTE, Field.NOTE),
    ):
        if part in said:
            return field, ""
    return None

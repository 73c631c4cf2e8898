"""Understands what secretaries write into notes and addresses: protected, deceased, left."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from matrikel.imports.rules import dates
from matrikel.imports.rules.text import fold

# Long enough to mean nothing else, wherever they stand.
_PROTECTED = re.compile(
    r"skydda[dt]e? (?:adress|personuppgift|identitet|folkbokf|uppgift|id\b)|skyddsadress|kvarskriv|sekretessmark|"
    r"hemlig adress|sparrad adress|sparrmarkering|"
    r"(?:s(?:p|k)erret|skjult|hemmelig|fortrolig) adresse|adressesperre|adressen er sperret|kode [67]\b|"
    r"turvakielto|turvakiello|salainen osoite|osoite salainen|"
    r"adressebeskyt|adresse beskyttet|beskyttet adresse|navne ?(?:-|og) ?(?:og )?adressebeskyt|"
    r"geheim adres|adres geheim|beschermd adres|adres beschermd|geheimhouding|afgeschermd|adres afgescherm|"
    r"protected (?:address|identity)|confidential address|address (?:is )?(?:confidential|protected|withheld)|"
    r"secret address|"
    r"adresse (?:est )?(?:protegee|confidentielle|secrete|masquee|cachee)|identite protegee|"
    r"adresse (?:ist )?(?:geheim|gesperrt|geschutzt)|auskunftssperre|sperrvermerk"
)
# Enough in a cell that should hold an address, where they stand alone.
_ALONE = (
    "skyddad skyddat skyddade hemlig sekretess sperret sparrad "
    "fortrolig hemmelig skjult beskyttet geheim beschermd salainen "
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
    r"\b(?:make|maken|maka|makan|man|mannen|hustru|hustrun|pappan|mamman|partner|foralder|mor|far|mamma|pappa|"
    r"fru|ektefelle|puoliso|partner|echtgeno\w+|"
    r"husband|wife|spouse|mother|father|son|dotter|inte|ikke|ei|niet|not)\b"
)
_LEFT = re.compile(
    r"\b(?:utgick|uttratt|sagt upp|sade upp|sa upp|uppsagd|uppsagt|sagt opp|sa opp|oppsagt|opsagt|opsagde|"
    r"ontslag|ontslagen|"
    r"irtisanoutunut|irtisanoutui|eroanut|utgatt|uttradd|uttradde|uttrade|slutat|slutade|gatt ur|gick ur|"
    r"avslutad|avslutat(?: \w+)? medlemskap\w*|medlemskap\w* (?:ar |er )?(?:avslutat|upphort|opphort|ophort|"
    r"uppsagt|avsluttet)|"
    r"avgatt|utesluten|uteslutits|avregistrerad|utskriven|lamnat (?:foreningen|klubben|laget|sallskapet|karen|"
    r"forbundet)|"
    r"utmeldt|utmelt|meldt (?:seg |sig )?ut|meldte (?:seg |sig )?ut|ekskludert|sluttet|sluttede|"
    r"eronnut|erosi|eroaa|erotettu|lopettanut(?! \w+(?:n|misen)\b)|jasenyys (?:on )?(?:paattynyt|lopetettu|"
    r"irtisanottu)|"
    r"udmeldt|udmeldelse|meldt (?:sig )?ud|udtradt|ekskluderet|ophort|"
    r"opgezegd|uitgeschreven|opzegging|opgestapt|uitgetreden|geroyeerd|geschrapt|bedankt als lid|"
    r"lidmaatschap (?:is )?(?:beeindigd|stopgezet|gestopt|opgezegd)|gestopt|"
    r"left(?! (?:the|a|over|side|handed)\b)|left the (?:club|association|society)|resigned|terminated|"
    r"cancelled|expelled|"
    r"membership (?:has )?(?:ended|lapsed|expired|terminated)|former member|ex-member|"
    r"tidigare medlem|tidligere medlem|entinen jasen|oud-lid|ex-lid)\b"
)
# A negation that is itself the leaving, and whoever is a member elsewhere now.
_NO_MORE = re.compile(
    r"\b(?:(?:inte|ej|icke) langre (?:\w+ )?(?:med|medlem)|(?:inte|ej|icke) medlem langre|"
    r"ikke lenger (?:\w+ )?medlem|ikke medlem (?:lenger|mer)|"
    r"ikke laengere medlem|ikke medlem (?:laengere|mere)|ei enaa (?:\w+ )?(?:jasen|mukana)|"
    r"ei ole enaa (?:\w+ )?(?:jasen|mukana)|"
    r"geen lid meer|(?:is )?niet (?:meer|langer) lid|niet langer lid|no longer (?:a )?member|"
    r"not a member (?:any ?more|any longer)|"
    r"(?:gatt|gick|bytt|flyttat|overford|overgatt|overgang|over|overfort|byttet|skiftet|flyttet|overflyttet|"
    r"gaet) (?:over )?(?:till?|til)? ?"
    r"(?:en )?(?:annan|anden|annen) (?:klubb?|forening|lag|kar|korps|kreds)|(?:bytt|byttet|skiftet) (?:klubb?|"
    r"forening|lag|korps|kreds)|"
    r"(?:siirtynyt|siirtyi|vaihtanut|vaihtoi) (?:toiseen )?(?:seura|yhdisty|lippukun)\w*|"
    r"(?:overgestapt|overgeschreven|overgegaan|gegaan|vertrokken) naar (?:een )?(?:andere|nieuwe) (?:club|"
    r"vereniging|groep)|"
    r"(?:transferred|moved|gone) to (?:another|other) (?:club|association|group))\b"
)
# What may be the end of a membership, or only another address, another role, or a wish.
_MOVED_AWAY = re.compile(
    r"\b(?:av|ut|bort|fra)fly(?:ttad|ttat|ttet|tt)\b|\bfly(?:ttad|ttat|ttet|ttede) (?:ut|bort|vaek|fra|fran)\b|"
    r"\bmuutta(?:nut|nyt|i) pois\b|\bmuutti pois\b|\bpois muuttanut\b|\bverhuisd(?!(?: \w+)? (?:naar|binnen|"
    r"in)\b)|\bmoved away\b"
)
_PERHAPS_LEFT = re.compile(
    r"\b(?:flyttad|flyttat|flyttet|flyttede|fraflyt\w*|muuttanut|muutti|verhuisd|vertrokken|moved|slutar|"
    r"slutter|sluta|slutte|stopper|stoppar|stopt|stoppen|"
    r"stoppet|stoppat|stopped|lopettaa|lopetti|lopettanut|eroamassa|eroaisi|uttrader|utgar|trer ut|traeder ud|"
    r"zegt op|opzeggen|opsiger|"
    r"avsluta|avslutar|avslutte|afslutte|uppsagning|oppsigelse|opsigelse|utmeldelse|utmelding|udmelding|"
    r"irtisanominen|eroilmoitus|"
    r"utstamplad|struken|strok(?:et|en)|slettet|poistettu|afgemeld|uitstroom|uitgestroomd|quit|lapsed|(?:inte|"
    r"ej|ikke) medlem|geen lid|ei jasen|"
    r"sa?lt (?:baten|bat|huset|stugan|hunden|hasten)|salt \w+|solgt \w+|myynyt \w+|verkocht|sold (?:the )?\w+)\b"
)
_ONLY_AN_ADDRESS = re.compile(
    r"\b(?:ny(?:tt|e)? adress\w*|ny bopael|nieuw(?:e)? adres|uusi osoite|uuteen osoitteeseen|new address|"
    r"adressandring)\b"
)
# Somebody who came back, or did not leave: the word alone says too little.
_NOT_LEFT = re.compile(
    r"\b(?:ater|aterintradd?e?|aterkommit|gjeninn\w*|genindmeld\w*|tilbake|tillbaka|tilbage|igjen|igen|"
    r"palannut|palasi|opnieuw|terug\w*|weer|again|rejoined|back|"
    r"make|maken|maka|makan|mannen|man|hustru|hustrun|fru|frun|kona|konen|kone|aegtefaelle|ektefelle|"
    r"partner\w*|puoliso|vaimo|mies|"
    r"echtgeno\w+|husband|wife|spouse|son|sonen|sonnen|dotter|dottern|datter|datteren|poika|tytar|zoon|"
    r"dochter|barnen|barnet|lapset|"
    r"bror|brodern|syster|systern|inte|ej|ikke|ei|niet|not|utan)\b"
)
_SECTION_LEFT = re.compile(
    r"\b(?:utmeldte|utmeldt|utgatte|utgangna|uttradda|tidigare|tidligere|avgangna|avslutade|avsluttede|"
    r"afsluttede|udmeldte|udmeldt|entiset|eronneet|eronnut|paattyneet|oud-?leden|ex-?leden|uitgeschreven|"
    r"opgezegde?|opzeggers|former|ex-members|"
    r"slettet|slettede|slutat|sluttet(?! (?:med|som|pa)\b)|anciens|demissionnaires)\b"
)
_SOME_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[./-] ?\d{1,2}[./ -]+\d{4}|\d{1,2}[./]\d{1,2}[-./ ]\d{2}\b|"
    r"\d{1,2}\.? [a-z]{3,12}\.? \d{4}|\b(?:19|20)\d{2}\b"
)
# What somebody stopped with, or as: playing, being the treasurer.
_AS_OR_WITH = re.compile(r"\W+(?:[\d./-]+ )?(?:med|som|pa|met|als|as|playing)\b(?! (?:medlem|lid|member))")
_OF_A_ROLE = re.compile(
    r"styrelse|\bstyre|bestyrels|bestuur|hallitu|\bboard|kassor|kassa|kasserer|trener|tranar|trainer|valmenta|"
    r"ordforande|"
    r"formand|formann|leder\b|ledare|voorzitter|puheenjohta|sihteer|sekret"
)


@dataclass(frozen=True, slots=True)
class Signals:
    """What a free text says beyond its words."""

    protected: bool = False
    deceased: bool = False
    left: bool = False
    # The words may mean that the membership has ended, or something else.
    perhaps_left: bool = False
    on: dates.ReadDate | None = None


NONE = Signals()


def says_protected(text: str, *, alone: bool) -> bool:
    """Whether the text says that the person's address is protected; `alone` for cells of an address."""
    folded = fold(text)
    return _PROTECTED.search(folded) is not None or (alone and folded.strip(" .!*()-") in _PROTECTED_ALONE)


def read_note(text: str, today: date) -> Signals:
    """What a note or a status says; the date beside it belongs to what it says."""
    folded = fold(text)
    protected = _PROTECTED.search(folded) is not None
    death = _DECEASED.search(folded)
    if death is not None and not _NOT_DECEASED.search(folded):
        return Signals(protected=protected, deceased=True, on=_beside(death, folded, today))
    said, left, perhaps = _leaving(folded)
    if said is None:
        return Signals(protected=True) if protected else NONE
    # Who has given notice leaves within the year.
    last = today + timedelta(days=366)
    return Signals(
        protected=protected, left=left, perhaps_left=perhaps, on=_beside(said, folded, last) if left else None
    )


def _leaving(folded: str) -> tuple[re.Match[str] | None, bool, bool]:
    """The words of leaving, whether they say so, and whether somebody had better look."""
    if found := _NO_MORE.search(folded):
        return found, True, False
    if found := _LEFT.search(folded):
        if _AS_OR_WITH.match(folded, found.end()):
            return None, False, False
        is_plain = _NOT_LEFT.search(folded) is None and _OF_A_ROLE.search(folded) is None
        return found, is_plain, not is_plain
    if found := _MOVED_AWAY.search(folded):
        is_plain = _NOT_LEFT.search(folded) is None and not _ONLY_AN_ADDRESS.search(folded)
        return found, is_plain, True
    found = _PERHAPS_LEFT.search(folded)
    if found is None or _ONLY_AN_ADDRESS.search(folded):
        return None, False, False
    return found, False, True


def _beside(said: re.Match[str], folded: str, last: date) -> dates.ReadDate | None:
    """The date behind the words, or the nearest before them; none that lies later than `last`."""
    found = _SOME_DATE.search(folded, said.end())
    if found is None:
        found = max(_SOME_DATE.finditer(folded, 0, said.end()), key=re.Match.end, default=None)
    on = dates.parse(found[0]) if found else None
    return on if on is not None and on.on <= last else None


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

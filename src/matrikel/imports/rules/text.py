"""Cleans what spreadsheets leave in cells: stray and invisible spaces, empty words, decomposed letters."""

import re
import unicodedata

LONGEST_SEEN = 500
"""So much of a cell is looked at when columns are recognised; what is longer is refused when its row is read."""

# Characters that show nothing: zero-width spaces and joiners, soft hyphen, direction marks, byte order mark.
_INVISIBLE = dict.fromkeys(
    [
        *range(0, 9),
        *range(14, 28),
        0x7F,
        0xAD,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        0xFEFF,
    ]
)
_EXCEL_TEXT = re.compile(r'^="([^"]*)"$')
_NUMBER_WITH_SIGN = re.compile(r"^[+\-]?[\d\s().,/\-]+$")
# "+++090/9337/55493+++" is how Belgian banks mark what a payment is for.
_ONLY_SIGNS = re.compile(r"^[+*\d\s/.-]+$")
_CALL = re.compile(r"[A-Za-z_.]+\(")


def clean(cell: str) -> str:
    """One line without stray spaces; the letters themselves stay as they are."""
    if cell.isascii() and cell.isprintable():
        return " ".join(cell.split()) if "  " in cell or cell[:1] == " " or cell[-1:] == " " else cell
    return " ".join(_composed(cell).split())


def clean_lines(cell: str) -> list[str]:
    """The lines of a cell, each cleaned, without the empty ones."""
    return [line for line in map(clean, cell.splitlines()) if line]


def _composed(cell: str) -> str:
    return unicodedata.normalize("NFC", cell.translate(_INVISIBLE))


_NOTHING_IN_SIGNS = "- -- --- – — . .. ? ?? ??? * / _ x xx xxx #n/a #na #ref! #value! #name? #null!"
_NOTHING_IN_WORDS = (
    "n/a,na,n.a.,null,none,nil,nan,unknown,missing,not known,not available,no email,no e-mail,no phone,tbd,tba,"
    "saknas,saknar,#saknas!,finns ej,finns inte,ingen,inget,inga,okänd,okänt,ej angivet,ej angiven,uppgift saknas,"
    "ej känt,har ej,har inte,har ingen,ingen mail,ingen mejl,ingen epost,ingen e-post,ingen telefon,"
    "mangler,ukjent,ukjend,ikke oppgitt,ikke kjent,har ikke,ikke angitt,ikke registrert,"
    "ukendt,ikke oplyst,ikke angivet,findes ikke,haves ikke,ingen mobil,"
    "puuttuu,#puuttuu!,ei ole,eiole,ei,ei tiedossa,tuntematon,ei tietoa,ei sähköpostia,ei puhelinta,"
    "geen,onbekend,nvt,n.v.t.,n.v.t,niet bekend,niet van toepassing,ontbreekt,heeft geen,geen e-mail,geen email,"
    "geen mail,geen telefoon,"
    "osoite tuntematon,adress okänd,adress saknas,okänd adress,adresse ukjent,ukjent adresse,adresse ukendt,"
    "ukendt adresse,adres onbekend,onbekend adres,address unknown"
)
EMPTY_WORDS = frozenset(_NOTHING_IN_SIGNS.split()) | frozenset(_NOTHING_IN_WORDS.split(","))
# In a name only what can be nobody's name: Na, Nil, Ei and Ingen are people.
_NO_NAME = (
    "- -- --- – — . .. ? ?? ??? * / _ n/a #n/a null unknown missing saknas okänd mangler ukjent ukendt puuttuu "
    "tuntematon onbekend ontbreekt xxx"
)
EMPTY_NAME_WORDS = frozenset(_NO_NAME.split())

# The cell above once more.
DITTO_MARKS = frozenset(
    (
        '"',
        "''",
        '-"-',
        '- " -',
        "-''-",
        "- '' -",
        "〃",
        ",,",
        "-,,-",
        "“",
        "”",
        "„",
        "-”-",
        "-“-",
        "´´",
        "´´´´",
    )
)
_DITTO = (
    "idem,id.,dito,ditto,d:o,do.,ibid,ibidem,samma,samme,sama,same,zelfde,hetzelfde,dezelfde,som ovan,"
    "se ovan,samma som ovan,"
    "som over,se over,samme som over,som ovenfor,se ovenfor,som ovenstående,samme som ovenfor,samma adress,"
    "samme adresse,sama osoite,"
    "zelfde adres,same address,same as above,as above,kuten yllä,sama kuin yllä,ks. yllä,ks yllä,zie boven,"
    "zie hierboven,als boven"
)
DITTO_WORDS = frozenset(_DITTO.split(",")) | DITTO_MARKS


def is_empty_word(text: str) -> bool:
    """Whether the cell says in words that there is nothing."""
    return len(text) <= 20 and text.lower() in EMPTY_WORDS


def unwrapped(cell: str) -> str:
    """`="0123"`, which keeps leading zeros in Excel, is the text inside."""
    match = _EXCEL_TEXT.match(cell)
    return match[1] if match else cell


def is_formula(text: str) -> bool:
    """Whether a spreadsheet that opens this text would compute something; call for texts that begin =, +, - or @."""
    first = text[0]
    if first == "=" or first == "@":
        return len(text) > 1
    if first not in "+-" or _NUMBER_WITH_SIGN.match(text) or _ONLY_SIGNS.match(text):
        return False
    if "|" in text or "!" in text or _CALL.search(text):
        return True
    return first == "+" and not text[1:2].isdigit() and text[1:2] not in " ("


def repaired_letters(text: str) -> str | None:
    """`BjÃ¶rn` → `Björn`: UTF-8 that was once read as Windows-1252; None when it is not that."""
    try:
        repaired = text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None
    return repaired if repaired != text and repaired.isprintable() else None


_FOLDED = str.maketrans({"ø": "o", "æ": "ae", "ð": "d", "þ": "th", "ß": "ss", "œ": "oe", "ł": "l", "đ": "d"})


def fold(text: str) -> str:
    """Small letters without accents, for comparing words of headers and notes."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    plain = unicodedata.normalize("NFKD", lowered.translate(_FOLDED))
    return "".join(char for char in plain if not unicodedata.combining(char))

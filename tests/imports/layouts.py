"""Invents member files in layouts that clubs keep, each with the truth of every row; the same for every seed."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

import openpyxl

from matrikel.people.rules.names import fold

TODAY = date(2026, 11, 21)


_NORWEGIAN = "januar februar mars april mai juni juli august september oktober november desember"
_DUTCH = "januari februari maart april mei juni juli augustus september oktober november december"


def _in_words(on: date, months: str, dot: str = "") -> str:
    return f"{on.day}{dot} {months.split()[on.month - 1]} {on.year}"


def _rijksregisternummer(truth: "Truth") -> str:
    body = f"{truth.born:%y%m%d}033"
    check = 97 - int(("2" if truth.born.year > 1999 else "") + body) % 97
    return f"{truth.born:%y.%m.%d}-033.{check:02d}"


def _words(text: str) -> list[str]:
    return text.split()


_GIVEN = {
    "SE": _words(
        "Astrid Björn Cecilia Dag Elsa Fredrik Gunilla Håkan Ingegerd Jörgen Karin Lars Märta Nils Åsa Östen Ylva Zelda"
    ),
    "NO": _words(
        "Aud Bjørn Cathrine Dagfinn Eirin Frode Gro Håvard Ingvild Jørn Kari Leif Målfrid Nils Øyvind Åse Torhild"
    ),
    "FI": _words(
        "Aino Birgitta Esko Fanni Hannele Ilkka Jouni Kaisa Lauri Marjatta Niilo Outi Päivi Reijo Sinikka Tuomo Väinö"
    ),
    "DK": _words(
        "Anne Birthe Carsten Ditte Erik Freja Gunhild Hanne Ib Jytte Kåre Lærke Mads Niels Ole Pernille Søren Åge"
    ),
    "NL": _words(
        "Anneke Bram Cornelis Daan Els Femke Gijs Hanneke Ilse Joris Klaas Lotte Maarten Nienke Ot Pieter Roos Sjoerd"
    ),
    "BE": _words(
        "An Bart Christel Dries Elke Filip Griet Hilde Inge Jef Kris Lieve Marc Nele Olivier Pieter Rik Sofie Tom"
    ),
}
_FAMILY = {
    "SE": _words(
        "Ek Lindqvist Åkerström Öberg Johansson Sjögren Hägg Nyström Löfgren Bergman Wallin Sandell Thörn Falk"
    ),
    "NO": _words(
        "Berg Haugland Sæther Ødegård Åsen Solheim Kvåle Nilsen Vik Brekke Tveit Strand Hovland Moen"
    ),
    "FI": _words(
        "Virtanen Mäkelä Nieminen Järvinen Öhman Koskinen Laitinen Heikkinen Salmi Ranta Kallio Åberg Lehtonen"
    ),
    "DK": _words(
        "Jensen Østergaard Søndergaard Holm Kjær Ågård Bach Møller Skov Lund Krogh Thomsen Dahl Bendtsen"
    ),
    "NL": _words(
        "Jansen Visser Bakker Smit Meijer Mulder Vos Dekker Brouwer Kuipers Hoekstra Postma Dijkstra IJpelaar"
    ),
    "BE": _words(
        "Peeters Janssens Maes Willems Claes Goossens Wouters Dubois Lambrecht Coppens Mertens Baert Segers"
    ),
}
_STREET = {
    "SE": ["Storgatan", "Ängsvägen", "Kyrkogatan", "Björkstigen", "Södra vägen", "Hamngränd"],
    "NO": ["Storgata", "Fjellveien", "Øvre Slottsgate", "Bjørkeveien", "Kirkegata", "Åsveien"],
    "FI": ["Mannerheimintie", "Kauppakatu", "Äyräpääntie", "Koivukuja", "Rantatie", "Keskuskatu"],
    "DK": ["Nørregade", "Østerbrogade", "Skovvej", "Strandvejen", "Kirkestræde", "Ågade"],
    "NL": ["Dorpsstraat", "Kerkweg", "Prinses Beatrixlaan", "Molenstraat", "Oude Gracht", "Lindenlaan"],
    "BE": ["Kerkstraat", "Stationsstraat", "Grote Markt", "Molenweg", "Nieuwstraat", "Beukenlaan"],
}
_PLACES = {
    "SE": [
        ("11320", "Stockholm"),
        ("41104", "Göteborg"),
        ("58222", "Linköping"),
        ("90325", "Umeå"),
        ("25220", "Helsingborg"),
    ],
    "NO": [("0150", "Oslo"), ("5003", "Bergen"), ("7011", "Trondheim"), ("9008", "Tromsø"), ("0581", "Oslo")],
    "FI": [
        ("00100", "Helsinki"),
        ("33100", "Tampere"),
        ("20100", "Turku"),
        ("90100", "Oulu"),
        ("02100", "Espoo"),
    ],
    "DK": [
        ("2100", "København Ø"),
        ("8000", "Aarhus C"),
        ("5000", "Odense C"),
        ("9000", "Aalborg"),
        ("4000", "Roskilde"),
    ],
    "NL": [
        ("1012AB", "Amsterdam"),
        ("3511KV", "Utrecht"),
        ("9712CP", "Groningen"),
        ("2511BT", "'s-Gravenhage"),
        ("6811DH", "Arnhem"),
    ],
    "BE": [
        ("1000", "Brussel"),
        ("2000", "Antwerpen"),
        ("9000", "Gent"),
        ("3000", "Leuven"),
        ("8500", "Kortrijk"),
    ],
}
_MOBILES = {
    "SE": ("+46", "070"),
    "NO": ("+47", "4"),
    "FI": ("+358", "040"),
    "DK": ("+45", "2"),
    "NL": ("+31", "06"),
    "BE": ("+32", "0475"),
}
_TYPES = {
    "SE": ["Vuxen", "Ungdom", "Familj", "Hedersmedlem"],
    "NO": ["Voksen", "Ungdom", "Familie", "Æresmedlem"],
    "FI": ["Varsinainen", "Nuori", "Perhe", "Kunniajäsen"],
    "DK": ["Voksen", "Ungdom", "Familie", "Støttemedlem"],
    "NL": ["Lid", "Jeugdlid", "Donateur", "Erelid"],
    "BE": ["Werkend lid", "Jeugdlid", "Steunend lid", "Erelid"],
}


@dataclass(slots=True)
class Truth:
    """The person behind a row, as a careful secretary would enter it."""

    given: str
    family: str
    prefix: str
    born: date
    street: str
    house: str
    addition: str
    postcode: str
    place: str
    email: str
    phone: str
    joined: date
    number: int
    type: str
    gender: str
    parent_phone: str = ""
    parent_email: str = ""
    dirt: str = ""

    @property
    def whole_street(self) -> str:
        return f"{self.street} {self.house}{self.addition}"

    @property
    def whole_family(self) -> str:
        return f"{self.prefix} {self.family}".strip()


def luhn(digits: str) -> str:
    total = 0
    for place, char in enumerate(digits):
        value = int(char) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def people(country: str, seed: int, count: int = 160) -> list[Truth]:
    """Invent people of a country."""
    chance = random.Random(f"{country}-{seed}")
    found = []
    for number in range(1, count + 1):
        given = chance.choice(_GIVEN[country])
        family = chance.choice(_FAMILY[country])
        prefix = chance.choice(["", "", "van der", "de", "van"]) if country == "NL" else ""
        born = date(chance.randint(1934, 2018), chance.randint(1, 12), chance.randint(1, 28))
        joined = date(
            chance.randint(max(born.year + 1, 1965), 2026), chance.randint(1, 10), chance.randint(1, 28)
        )
        postcode, place = chance.choice(_PLACES[country])
        code, trunk = _MOBILES[country]
        rest = "".join(
            str(chance.randint(0, 9)) for _ in range({"NO": 7, "DK": 7, "NL": 8, "BE": 6}.get(country, 7))
        )
        national_phone = trunk + rest
        phone = code + (national_phone.lstrip("0") if country not in ("NO", "DK") else national_phone)
        found.append(
            Truth(
                given=given,
                family=family,
                prefix=prefix,
                born=born,
                street=chance.choice(_STREET[country]),
                house=str(chance.randint(1, 199)),
                addition=chance.choice(["", "", "", "A", "B"]),
                postcode=postcode,
                place=place,
                email=f"{fold(given)}.{fold(family).replace(' ', '')}{number}@example.{country.lower()}",
                phone=phone,
                joined=joined,
                number=1000 + number,
                type=chance.choice(_TYPES[country]),
                gender=chance.choice("MF"),
                parent_phone=phone[:-2] + f"{number % 100:02d}",
                parent_email=f"foralder{number}@example.org",
            )
        )
    return found


DIRT = ("caps", "lower", "space", "bademail", "twoemails", "noemail", "protected", "formula")
_NO_EMAIL = ("-", "saknas", "", "puuttuu", "geen", "ingen", "n/a")
_PROTECTED = ("Skyddad adress", "Sperret adresse", "Turvakielto", "Geheim adres", "Adressebeskyttet")


def soil(truths: list[Truth], seed: int) -> None:
    """Dirty a quarter of the rows as clubs do."""
    chance = random.Random(f"dirt-{seed}")
    for truth in truths:
        if chance.random() > 0.25:
            continue
        truth.dirt = chance.choice(DIRT)
        match truth.dirt:
            case "caps":
                truth.given, truth.family = truth.given.upper(), truth.family.upper()
            case "lower":
                truth.given, truth.family = truth.given.lower(), truth.family.lower()
            case "space":
                truth.given, truth.place = f"  {truth.given} ", truth.place + "\u00a0"
            case "bademail":
                truth.email = truth.email.replace("@", " at ")
            case "twoemails":
                truth.email = f"{truth.email}; second.{truth.email}"
            case "noemail":
                truth.email = chance.choice(_NO_EMAIL)
            case "protected":
                truth.street, truth.house, truth.addition = chance.choice(_PROTECTED), "", ""
                truth.postcode = truth.place = ""
            case "formula":
                truth.place = '=HYPERLINK("http://example.com","x")'


def _number(text: str) -> object:
    return int(text) if text else ""


@dataclass(slots=True)
class Layout:
    """One layout: the words above the columns, how each cell is written, and what surrounds the table."""

    name: str
    country: str
    columns: Sequence[tuple[str, Callable[[Truth], object]]]
    title_rows: Sequence[Sequence[object]] = ()
    sum_rows: Sequence[Sequence[object]] = ()
    headerless: bool = False
    encoding: str = "utf-8"
    delimiter: str = ";"
    is_workbook: bool = False
    # Which facts the file holds, and how exactly.
    holds: frozenset[str] = frozenset(
        {"given", "family", "born", "street", "postcode", "place", "email", "phone", "joined"}
    )
    joined_precision: str = "day"
    truths: list[Truth] = field(default_factory=list)
    # Columns that must not reach the person.
    left_out: frozenset[str] = frozenset()

    def write(self, seed: int, *, is_dirty: bool = False) -> bytes:
        self.truths = people(self.country, seed)
        if is_dirty:
            soil(self.truths, seed)
        table: list[list[object]] = [list(row) for row in self.title_rows]
        if not self.headerless:
            table.append([title for title, _ in self.columns])
        table += [[write(truth) for _, write in self.columns] for truth in self.truths]
        table += [list(row) for row in self.sum_rows]
        return _workbook(table) if self.is_workbook else _text(table, self.delimiter).encode(self.encoding)


def _workbook(table: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    info = book.active
    info.title = "Info"
    info.append(["Lista från klubben"])
    sheet = book.create_sheet("Lista")
    for row in table:
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _text(table: list[list[object]], delimiter: str) -> str:
    def cell(value: object) -> str:
        text = "" if value is None else str(value)
        return (
            '"' + text.replace('"', '""') + '"' if delimiter in text or "\n" in text or '"' in text else text
        )

    return "\r\n".join(delimiter.join(cell(value) for value in row) for row in table) + "\r\n"


def _dots(on: date) -> str:
    return f"{on.day}.{on.month}.{on.year}"


def _serial(on: date) -> int:
    return (on - date(1899, 12, 30)).days


def _personnummer(truth: Truth) -> str:
    body = f"{truth.born:%y%m%d}98{truth.number % 10}"
    return f"{truth.born:%y%m%d}-{body[6:]}{luhn(body)}"


def _cpr(truth: Truth) -> str:
    century = 1 if truth.born.year < 2000 else 4
    if truth.born.year >= 2000 and truth.born.year > 2036:
        century = 5
    return f"{truth.born:%d%m%y}-{century}{truth.number % 1000:03d}"


_HETU_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def _hetu(truth: Truth) -> str:
    serial = f"{900 + truth.number % 90:03d}"
    mark = "A" if truth.born.year >= 2000 else "-"
    return f"{truth.born:%d%m%y}{mark}{serial}" + _HETU_CHECK[int(f"{truth.born:%d%m%y}{serial}") % 31]


def _nbsp(text: str) -> str:
    return f" {text}\u00a0"


def layouts() -> list[Layout]:
    """Return the layouts; each call gives fresh ones."""
    return [
        Layout(
            "English club with one name column and day-first dates",
            "SE",
            [
                ("Member no.", lambda t: t.number),
                ("Name", lambda t: f"{t.given} {t.family}"),
                ("Date of birth", lambda t: f"{t.born:%d/%m/%Y}"),
                ("Street address", lambda t: t.whole_street),
                ("Post code", lambda t: f"{t.postcode[:3]} {t.postcode[3:]}"),
                ("City", lambda t: t.place),
                ("E-mail address", lambda t: t.email.upper()),
                ("Mobile phone", lambda t: t.phone),
                ("Membership", lambda t: t.type),
                ("Member since", lambda t: f"{t.joined:%d %B %Y}"),
            ],
            delimiter=",",
        ),
        Layout(
            "Swedish association with Namn family first, postcode and place together, short identity numbers",
            "SE",
            [
                ("Mnr", lambda t: t.number),
                ("Namn", lambda t: f"{t.family}, {t.given}"),
                ("Personnr", _personnummer),
                ("Gatuadress", lambda t: t.whole_street),
                ("Postnr och ort", lambda t: f"{t.postcode[:3]} {t.postcode[3:]} {t.place}"),
                ("Mejl", lambda t: t.email),
                ("Tel", lambda t: "0" + t.phone[3:5] + "-" + t.phone[5:]),
                ("Inträdde", lambda t: f"{t.joined:%Y-%m-%d}"),
                ("Avgift betald", lambda t: "Ja"),
            ],
            title_rows=[["Medlemslista Föreningen Exempel"], ["Utskriven 2026-11-01"], []],
            sum_rows=[[], ["Antal medlemmar:", 160]],
            encoding="utf-16",
            delimiter="\t",
        ),
        Layout(
            "Norwegian club with combined address, two-digit years and a parent's phone",
            "NO",
            [
                ("Nr", lambda t: t.number),
                ("Etternavn", lambda t: t.family.upper()),
                ("Fornavn", lambda t: t.given.upper()),
                ("Født", lambda t: f"{t.born:%d.%m.%y}"),
                ("Adresse", lambda t: f"{t.whole_street}, {t.postcode} {t.place}"),
                ("Epost", lambda t: t.email),
                ("Tlf. mobil", lambda t: f"{t.phone[3:6]} {t.phone[6:8]} {t.phone[8:]}"),
                ("Foresatt tlf", lambda t: t.parent_phone),
                ("Foresattes e-post", lambda t: t.parent_email),
                ("Kategori", lambda t: t.type),
                ("Medlem siden", lambda t: t.joined.year),
                ("Kjønn", lambda t: {"M": "Mann", "F": "Kvinne"}[t.gender]),
            ],
            joined_precision="year",
            left_out=frozenset({"Foresatt tlf", "Foresattes e-post"}),
        ),
        Layout(
            "Finnish workbook with whole names family first, identity codes and Excel dates",
            "FI",
            [
                ("Jäsennro", lambda t: t.number),
                ("Sukunimi ja etunimi", lambda t: f"{t.family} {t.given}"),
                ("Hetu", _hetu),
                ("Katuosoite", lambda t: t.whole_street),
                ("Postinro", lambda t: _number(t.postcode)),
                ("Ptp", lambda t: t.place),
                ("Matkapuhelin", lambda t: int(t.phone[4:])),
                ("S-posti", lambda t: t.email),
                ("Jäsentyyppi", lambda t: t.type),
                ("Jäsen alkaen", lambda t: t.joined),
                ("Kotikunta", lambda t: t.place),
            ],
            title_rows=[["Jäsenluettelo"], []],
            is_workbook=True,
        ),
        Layout(
            "Danish club with CPR numbers and slashes in dates",
            "DK",
            [
                ("Medlemsnr.", lambda t: t.number),
                ("Fornavn", lambda t: t.given),
                ("Efternavn", lambda t: t.family),
                ("CPR-nr.", _cpr),
                ("Vej og nr.", lambda t: t.whole_street),
                ("Postnr.", lambda t: t.postcode),
                ("By", lambda t: t.place),
                ("E-mail", lambda t: t.email),
                ("Mobilnr.", lambda t: f"{t.phone[3:5]} {t.phone[5:7]} {t.phone[7:9]} {t.phone[9:]}"),
                ("Indmeldt", lambda t: f"{t.joined:%d/%m-%Y}"),
                ("Medlemstype", lambda t: t.type),
                ("Kontingent betalt", lambda t: "x"),
            ],
            encoding="cp1252",
        ),
        Layout(
            "Dutch club with tussenvoegsel, initials and house number parts",
            "NL",
            [
                ("Relatiecode", lambda t: f"NBB{t.number}"),
                ("Voorletters", lambda t: f"{t.given[0]}."),
                ("Roepnaam", lambda t: t.given),
                ("Voornaam", lambda t: t.given),
                ("Tussenvoegsel", lambda t: t.prefix),
                ("Achternaam", lambda t: t.family),
                ("Geslacht", lambda t: {"M": "M", "F": "V"}[t.gender]),
                ("Geboortedatum", lambda t: f"{t.born:%d-%m-%Y}"),
                ("Straat", lambda t: t.street),
                ("Huisnummer", lambda t: t.house),
                ("Toevoeging", lambda t: t.addition),
                ("Postcode", lambda t: f"{t.postcode[:4]} {t.postcode[4:]}"),
                ("Woonplaats", lambda t: t.place),
                ("Telefoon", lambda t: f"06-{t.phone[4:]}"),
                ("E-mailadres", lambda t: t.email),
                ("Lid sinds", lambda t: f"{t.joined.day}-{t.joined.month}-{t.joined.year}"),
                ("Soort lid", lambda t: t.type),
                ("BSN", lambda t: "999993653"),
            ],
            delimiter=",",
            left_out=frozenset({"BSN"}),
        ),
        Layout(
            "Belgian club with Naam and Voornaam, slashes in phones and national register numbers",
            "BE",
            [
                ("Lidnr", lambda t: t.number),
                ("Naam", lambda t: t.family),
                ("Voornaam", lambda t: t.given),
                ("Geb.datum", lambda t: f"{t.born:%d/%m/%Y}"),
                ("Straat + nr", lambda t: t.whole_street),
                ("Postcode", lambda t: t.postcode),
                ("Gemeente", lambda t: t.place),
                ("GSM", lambda t: f"0{t.phone[3:6]}/{t.phone[6:8]}.{t.phone[8:10]}.{t.phone[10:]}"),
                ("Mailadres", lambda t: t.email),
                (
                    "Rijksregisternummer",
                    lambda t: _rijksregisternummer(t),
                ),
                ("Aansluitingsdatum", lambda t: f"{t.joined:%d/%m/%Y}"),
                ("Lidgeld", lambda t: "€ 45,00"),
            ],
            left_out=frozenset({"Rijksregisternummer"}),
        ),
        Layout(
            "Export of an American program",
            "SE",
            [
                ("memberID", lambda t: t.number),
                ("FirstName", lambda t: t.given),
                ("LastName", lambda t: t.family),
                ("BirthDate", lambda t: f"{t.born:%m/%d/%Y}"),
                ("Address1", lambda t: t.whole_street),
                ("Address2", lambda t: ""),
                ("ZipCode", lambda t: t.postcode),
                ("City", lambda t: t.place),
                ("State", lambda t: ""),
                ("Phone1", lambda t: t.phone),
                ("Email", lambda t: t.email),
                ("JoinDate", lambda t: f"{t.joined:%m/%d/%Y}"),
                ("Gender", lambda t: {"M": "Male", "F": "Female"}[t.gender]),
            ],
            delimiter=",",
        ),
        Layout(
            "Swedish list without any header",
            "SE",
            [
                ("", lambda t: t.given),
                ("", lambda t: t.family),
                ("", lambda t: f"{t.born:%Y-%m-%d}"),
                ("", lambda t: t.whole_street),
                ("", lambda t: f"{t.postcode[:3]} {t.postcode[3:]}"),
                ("", lambda t: t.place),
                ("", lambda t: t.email),
                ("", lambda t: "0" + t.phone[3:]),
                ("", lambda t: f"{t.joined:%Y-%m-%d}"),
            ],
            headerless=True,
        ),
        Layout(
            "Swedish workbook with serial numbers for dates and names in capitals",
            "SE",
            [
                ("EFTERNAMN", lambda t: t.family.upper()),
                ("FÖRNAMN", lambda t: t.given.upper()),
                ("FÖDD", lambda t: _serial(t.born)),
                ("ADRESS", lambda t: t.whole_street),
                ("POSTNR", lambda t: _number(t.postcode)),
                ("ORT", lambda t: t.place),
                ("E-POST", lambda t: t.email),
                ("MOBIL", lambda t: int(t.phone[3:])),
                ("HEMTELEFON", lambda t: ""),
                ("MEDLEM FR O M", lambda t: _serial(t.joined)),
                ("TYP AV MEDLEMSKAP", lambda t: t.type),
                ("NYHETSBREV", lambda t: "ja"),
            ],
            title_rows=[["MEDLEMSREGISTER 2026"]],
            sum_rows=[["Summa", None, 160]],
            is_workbook=True,
        ),
        Layout(
            "Finland-Swedish list with half birth dates and stray spaces",
            "FI",
            [
                ("Släktnamn", lambda t: _nbsp(t.family)),
                ("Tilltalsnamn", lambda t: ""),
                ("Förnamn", lambda t: _nbsp(t.given)),
                ("Födelsetid", lambda t: f"{t.born:%d%m%y}-"),
                ("Näradress", lambda t: _nbsp(t.whole_street)),
                ("Postnummer", lambda t: t.postcode),
                ("Postanstalt", lambda t: t.place.upper()),
                ("Telefon", lambda t: _nbsp("0" + t.phone[4:])),
                ("E-postadress", lambda t: t.email),
                ("Medlem från år", lambda t: t.joined.year),
            ],
            joined_precision="year",
            encoding="utf-8-sig",
            delimiter="|",
        ),
        Layout(
            "Norwegian workbook with months in words and a combined contact column",
            "NO",
            [
                ("Navn", lambda t: f"{t.given} {t.family}"),
                (
                    "Fødselsdag",
                    lambda t: _in_words(t.born, _NORWEGIAN, "."),
                ),
                ("Gateadresse", lambda t: t.whole_street),
                ("Postnr/sted", lambda t: f"{t.postcode} {t.place}"),
                ("Kontakt", lambda t: f"{t.phone}; {t.email}"),
                ("Innmeldt år", lambda t: t.joined.year),
                ("Merknad", lambda t: "Spiller fløyte" if t.number % 7 else ""),
            ],
            is_workbook=True,
            joined_precision="year",
        ),
        Layout(
            "Danish association with Navn, etage and months before years",
            "DK",
            [
                ("Lb.nr.", lambda t: t.number - 1000),
                ("Navn", lambda t: f"{t.given} {t.family}"),
                ("Adresse", lambda t: t.whole_street),
                ("Postnr. og by", lambda t: f"{t.postcode} {t.place}"),
                ("Fødselsdato", lambda t: f"{t.born:%d-%m-%Y}"),
                ("Telefon", lambda t: t.phone[3:]),
                ("Mail", lambda t: t.email),
                ("Medlem fra", lambda t: f"{t.joined:%m/%Y}"),
            ],
            joined_precision="month",
        ),
        Layout(
            "Dutch association with whole names, sorted behind the comma",
            "NL",
            [
                ("lidnummer", lambda t: t.number),
                ("naam", lambda t: f"{t.family}, {t.given} {t.prefix}".strip()),
                (
                    "geb. datum",
                    lambda t: _in_words(t.born, _DUTCH),
                ),
                ("adres", lambda t: t.whole_street),
                ("pc", lambda t: t.postcode),
                ("plaats", lambda t: t.place),
                ("tel.", lambda t: "0031" + t.phone[3:]),
                ("e-mail", lambda t: t.email),
                ("inschrijfdatum", lambda t: f"{t.joined:%Y%m%d}"),
                ("contributie", lambda t: "120,00"),
            ],
            title_rows=[["Ledenlijst"], ["Peildatum: 1 november 2026"]],
            sum_rows=[["Totaal", 160]],
            encoding="cp1252",
        ),
    ]

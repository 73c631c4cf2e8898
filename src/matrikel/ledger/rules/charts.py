"""The accounts that an association starts with: what each is for, what it is called, its number in each country."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LONGEST_NUMBER = 10
LONGEST_NAME = 120


class Kind(StrEnum):
    """Which side of the books an account stands on."""

    ASSET = "ASSET"
    LIABILITY = "LIABILITY"
    EQUITY = "EQUITY"
    INCOME = "INCOME"
    EXPENSE = "EXPENSE"


BALANCE_SHEET = (Kind.ASSET, Kind.LIABILITY, Kind.EQUITY)
"""What stands over from one year to the next; income and expenses begin anew."""


class Role(StrEnum):
    """What an account is for, so that rooms above post without knowing numbers."""

    CASH = "CASH"
    BANK = "BANK"
    SAVINGS = "SAVINGS"
    RECEIVABLES = "RECEIVABLES"
    PREPAID_COSTS = "PREPAID_COSTS"
    EQUIPMENT = "EQUIPMENT"
    PAYABLES = "PAYABLES"
    UNALLOCATED = "UNALLOCATED"
    PREPAID_FEES = "PREPAID_FEES"
    VAT_OUT = "VAT_OUT"
    VAT_IN = "VAT_IN"
    EQUITY = "EQUITY"
    FEES = "FEES"
    GRANTS = "GRANTS"
    DONATIONS = "DONATIONS"
    EVENTS = "EVENTS"
    SALES = "SALES"
    REMINDER_FEES = "REMINDER_FEES"
    INTEREST = "INTEREST"
    ACTIVITIES = "ACTIVITIES"
    UPWARD_SHARES = "UPWARD_SHARES"
    PREMISES = "PREMISES"
    OFFICE = "OFFICE"
    INSURANCE = "INSURANCE"
    TRAVEL = "TRAVEL"
    BANK_FEES = "BANK_FEES"
    WRITE_OFF = "WRITE_OFF"
    ROUNDING = "ROUNDING"


KINDS: dict[Kind, tuple[Role, ...]] = {
    Kind.ASSET: (
        Role.CASH,
        Role.BANK,
        Role.SAVINGS,
        Role.RECEIVABLES,
        Role.PREPAID_COSTS,
        Role.EQUIPMENT,
        Role.VAT_IN,
    ),
    Kind.LIABILITY: (Role.PAYABLES, Role.UNALLOCATED, Role.PREPAID_FEES, Role.VAT_OUT),
    Kind.EQUITY: (Role.EQUITY,),
    Kind.INCOME: (
        Role.FEES,
        Role.GRANTS,
        Role.DONATIONS,
        Role.EVENTS,
        Role.SALES,
        Role.REMINDER_FEES,
        Role.INTEREST,
    ),
    Kind.EXPENSE: (
        Role.ACTIVITIES,
        Role.UPWARD_SHARES,
        Role.PREMISES,
        Role.OFFICE,
        Role.INSURANCE,
        Role.TRAVEL,
        Role.BANK_FEES,
        Role.WRITE_OFF,
        Role.ROUNDING,
    ),
}
KIND_OF = {role: kind for kind, roles in KINDS.items() for role in roles}

LANGUAGES = ("en", "sv", "nb", "fi", "da", "nl")
_NAMES: dict[Role, str] = {
    Role.CASH: "Cash|Kassa|Kasse|Käteiskassa|Kasse|Kas",
    Role.BANK: "Bank account|Bankkonto|Bankkonto|Pankkitili|Bankkonto|Bankrekening",
    Role.SAVINGS: "Savings account|Sparkonto|Sparekonto|Säästötili|Opsparingskonto|Spaarrekening",
    Role.RECEIVABLES: (
        "Unpaid invoices|Kundfordringar|Kundefordringer|Myyntisaamiset|Tilgodehavender fra fakturaer|Debiteuren"
    ),
    Role.PREPAID_COSTS: (
        "Prepaid expenses|Förutbetalda kostnader|Forskuddsbetalte kostnader|Ennakkoon maksetut menot|"
        "Forudbetalte omkostninger|Vooruitbetaalde kosten"
    ),
    Role.EQUIPMENT: "Equipment|Inventarier|Inventar og utstyr|Koneet ja kalusto|Inventar og udstyr|Inventaris",
    Role.PAYABLES: "Unpaid bills|Leverantörsskulder|Leverandørgjeld|Ostovelat|Leverandørgæld|Crediteuren",
    Role.UNALLOCATED: (
        "Payments not yet matched|Inbetalningar att utreda|Uplasserte innbetalinger|Kohdistamattomat maksut|"
        "Ikke-placerede indbetalinger|Nog te verwerken ontvangsten"
    ),
    Role.PREPAID_FEES: (
        "Fees paid in advance|Förutbetalda medlemsavgifter|Forskuddsbetalt kontingent|Ennakkoon saadut jäsenmaksut|"
        "Forudbetalt kontingent|Vooruitontvangen contributie"
    ),
    Role.VAT_OUT: (
        "VAT on sales|Utgående moms|Utgående merverdiavgift|Arvonlisäverovelka|Salgsmoms|Te betalen btw"
    ),
    Role.VAT_IN: (
        "VAT on purchases|Ingående moms|Inngående merverdiavgift|Arvonlisäverosaamiset|Købsmoms|Te vorderen btw"
    ),
    Role.EQUITY: "Equity|Eget kapital|Egenkapital|Oma pääoma|Egenkapital|Eigen vermogen",
    Role.FEES: (
        "Membership fees|Medlemsavgifter|Medlemskontingent|Jäsenmaksutuotot|Medlemskontingent|Contributies"
    ),
    Role.GRANTS: "Grants|Bidrag|Tilskudd|Saadut avustukset|Tilskud|Subsidies",
    Role.DONATIONS: "Donations|Gåvor|Gaver|Lahjoitukset|Gaver og donationer|Giften",
    Role.EVENTS: (
        "Income from events|Intäkter från arrangemang|Inntekter fra arrangementer|Tapahtumatuotot|"
        "Indtægter fra arrangementer|Opbrengsten uit evenementen"
    ),
    Role.SALES: "Sales|Försäljning|Salg|Myyntituotot|Salg|Verkopen",
    Role.REMINDER_FEES: (
        "Reminder fees|Påminnelseavgifter|Purregebyrer|Maksumuistutusmaksut|Rykkergebyrer|Aanmaningskosten"
    ),
    Role.INTEREST: "Interest|Ränteintäkter|Renteinntekter|Korkotuotot|Renteindtægter|Rentebaten",
    Role.ACTIVITIES: (
        "Activities|Verksamhetskostnader|Aktivitetskostnader|Toiminnan kulut|Aktivitetsomkostninger|Activiteiten"
    ),
    Role.UPWARD_SHARES: (
        "Fees to the federation|Avgifter till förbundet|Kontingent til forbundet|Jäsenmaksut liitolle|"
        "Kontingent til forbundet|Afdracht aan de bond"
    ),
    Role.PREMISES: "Premises|Lokalkostnader|Lokaler|Tilakulut|Lokaleomkostninger|Huisvesting",
    Role.OFFICE: (
        "Office and postage|Kontor och porto|Kontor og porto|Toimisto- ja postikulut|Kontor og porto|"
        "Kantoor en porto"
    ),
    Role.INSURANCE: "Insurance|Försäkringar|Forsikringer|Vakuutukset|Forsikringer|Verzekeringen",
    Role.TRAVEL: "Travel|Resor|Reiser|Matkakulut|Rejser|Reiskosten",
    Role.BANK_FEES: "Bank fees|Bankavgifter|Bankgebyrer|Pankkikulut|Bankgebyrer|Bankkosten",
    Role.WRITE_OFF: (
        "Claims written off|Avskrivna fordringar|Tap på fordringer|Luottotappiot|Tab på tilgodehavender|"
        "Afgeboekte vorderingen"
    ),
    Role.ROUNDING: ("Rounding|Öresavrundning|Øreavrunding|Pyöristyserot|Øreafrunding|Afrondingsverschillen"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A country's numbers in the order of `Role`, and where they come from."""

    numbers: str
    source: str


CHARTS: dict[str, Chart] = {
    "SE": Chart(
        numbers=(
            "1910 1930 1940 1510 1790 1220 2440 2890 2972 2611 2641 2060 3890 3980 3985 3100 3000 3930 8310"
            " 4000 6980 5010 6110 6310 5800 6570 6350 3740"
        ),
        source="BAS: its account groups and names for ideell förening; 3890 as Swedish sport uses it for members' fees",
    ),
    "NO": Chart(
        numbers=(
            "1900 1920 1930 1500 1700 1250 2400 2990 2900 2700 2710 2050 3920 3400 3990 3970 3000 3950 8050"
            " 4300 7410 6300 6800 7500 7140 7770 7830 7771"
        ),
        source="NS 4102: its account groups; 3920 as Norwegian sport uses it for members' fees",
    ),
    "FI": Chart(
        numbers=(
            "1900 1910 1920 1700 1800 1100 2870 2980 2950 2930 1760 2000 5000 7000 5100 3000 5200 5300 6000"
            " 4000 4500 4100 4200 4300 4400 6500 5800 5900"
        ),
        source="No national chart. In the order of the associations' income statement, kirjanpitoasetus 1339/1997 1:3",
    ),
    "DK": Chart(
        numbers=(
            "6300 6310 6320 6100 6200 5600 7000 7390 7300 7200 7210 6800 1010 1100 1200 1300 1400 1500 4000"
            " 2000 2500 3000 3100 3200 3300 4100 3600 3690"
        ),
        source="No chart is prescribed for associations (bogføringsloven 700/2022): income first, as Danish programs do",
    ),
    "NL": Chart(
        numbers=(
            "1000 1100 1150 1300 1400 0200 1600 1950 1900 1800 1810 0800 8000 8100 8200 8300 8400 8500 8900"
            " 4000 4100 4200 4300 4400 4500 4900 4800 4950"
        ),
        source="No chart is prescribed; the decimal one, which RGS maps: assets and equity 0, cash 1, costs 4, income 8",
    ),
    "BE": Chart(
        numbers=(
            "570000 550000 551000 400000 490000 240000 440000 499000 493000 451000 411000 140000 730000 736000"
            " 732000 740000 700000 743000 751000 604000 616000 610000 612000 613000 614000 650000 642000 657000"
        ),
        source="MAR, KB of 21 October 2018 for associations: class 73 holds lidgelden, giften and subsidies",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartAccount:
    """An account as a new set of books has it."""

    number: str
    role: Role
    kind: Kind
    names: dict[str, str]


def chart_of(country: str) -> list[ChartAccount]:
    """
    Return the accounts with which an association of a country starts its books, in order of number.

    :raises KeyError: Matrikel does not know the country.
    """
    numbers = CHARTS[country].numbers.split()
    accounts = [
        ChartAccount(number=number, role=role, kind=KIND_OF[role], names=names_of(role))
        for role, number in zip(Role, numbers, strict=True)
    ]
    return sorted(accounts, key=lambda account: account.number)


def names_of(role: Role) -> dict[str, str]:
    """Return what an account is called in each of our languages."""
    return dict(zip(LANGUAGES, _NAMES[role].split("|"), strict=True))

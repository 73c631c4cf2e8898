"""What is known of a row while its cells are read, and how its columns are called."""

from matrikel.imports.rules.dates import ReadDate
from matrikel.imports.rules.fields import Column, Field
from matrikel.imports.rules.people import ContactPoint, ExternalNumber
from matrikel.imports.rules.problems import Effect, Problem, Reason, shown
from matrikel.people.rules.genders import Gender


class AddressParts:
    """The parts of one address while its row is read."""

    __slots__ = (
        "addition",
        "care_of",
        "country",
        "extra",
        "house",
        "place",
        "postcode",
        "postcode_column",
        "street",
    )

    def __init__(self) -> None:
        self.care_of = self.street = self.house = self.addition = self.extra = ""
        self.postcode = self.place = self.country = ""
        self.postcode_column: Column | None = None


class Draft:
    """What is known of a row while its cells are read."""

    __slots__ = (
        "addresses",
        "birth",
        "birth_column",
        "birth_parts",
        "consented",
        "consents",
        "country",
        "deceased",
        "died",
        "emails",
        "external",
        "family",
        "full_name",
        "full_name_column",
        "gender",
        "given",
        "groups",
        "guardians",
        "household",
        "iban",
        "initials",
        "joined",
        "joined_column",
        "language",
        "left",
        "left_column",
        "left_on",
        "member_number",
        "middle",
        "municipality",
        "names_second",
        "notes",
        "number",
        "number_kind",
        "own",
        "phones",
        "preferred",
        "prefix",
        "problems",
        "protected",
        "row",
        "tags",
        "type",
    )  # fmt: skip

    def __init__(self, row: int) -> None:
        self.row = row
        self.names_second = False
        self.problems: list[Problem] = []
        self.given = self.family = self.prefix = self.initials = self.preferred = self.middle = (
            self.full_name
        ) = ""
        self.full_name_column: Column | None = None
        self.birth: ReadDate | None = None
        self.birth_column: Column | None = None
        self.birth_parts: dict[Field, str] | None = None
        self.country = ""
        self.number = ""
        self.number_kind = ""
        self.gender: Gender | None = None
        self.emails: list[ContactPoint] = []
        self.own: dict[str, tuple[str, ...]] = {}
        self.phones: list[ContactPoint] = []
        self.addresses: dict[str, AddressParts] = {}
        self.municipality = self.language = self.member_number = self.type = self.iban = self.household = ""
        self.external: list[ExternalNumber] = []
        self.groups: list[str] = []
        self.tags: list[str] = []
        self.notes: list[str] = []
        self.guardians: dict[int, dict[Field, str]] | None = None
        self.consents: bool | None = None
        self.consented: ReadDate | None = None
        self.joined: ReadDate | None = None
        self.joined_column: Column | None = None
        self.left = self.deceased = self.protected = False
        self.left_on: ReadDate | None = None
        self.left_column: Column | None = None
        self.died: ReadDate | None = None

    def problem(
        self, column: Column, value: str, reason: Reason, effect: Effect = Effect.VALUE_LEFT_OUT
    ) -> None:
        self.problems.append(
            Problem(
                row=self.row, column=column_name(column), value=shown(value), reason=reason, effect=effect
            )
        )


def column_name(column: Column) -> str:
    """The column's header, or its letters as a spreadsheet shows them."""
    return column.header or column_letters(column.index)


def column_letters(index: int) -> str:
    letters, left = "", index + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

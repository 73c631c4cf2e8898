"""A row that names two people becomes two people, and each has what is theirs."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.imports.rules.couples import OnCouple, two_in_full, two_in_parts
from matrikel.imports.rules.fields import Column, ColumnReason, ColumnState, Field, NameOrder
from matrikel.imports.rules.parts import in_file_order, is_second, row_of, second_of
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.rules.problems import Effect, Problem, Reason
from matrikel.imports.rules.rows import RowReader

TODAY = date(2026, 10, 1)


def columns(*fields: Field) -> tuple[Column, ...]:
    return tuple(
        Column(
            index=index,
            header=field.value,
            field=field,
            state=ColumnState.MAPPED,
            reason=ColumnReason.CHOSEN,
            confidence=1.0,
        )
        for index, field in enumerate(fields)
    )


def read(
    fields: Sequence[Field], cells: Sequence[str], *, country: str = "NO", on_couple: OnCouple = OnCouple.TWO
) -> tuple[list[ImportedPerson], list[Problem]]:
    reader = RowReader(columns(*fields), country=country, today=TODAY, on_couple=on_couple)
    return reader.read_people(7, list(cells))


def told(problems: Sequence[Problem]) -> list[tuple[str, Reason, Effect]]:
    return [(problem.column, problem.reason, problem.effect) for problem in problems]


NOTE = (Field.FULL_NAME.value, Reason.TWO_PEOPLE, Effect.BOTH_TAKEN)
NAMED = "Åse og Per Haugen"


@pytest.mark.parametrize(
    ("cell", "first", "second"),
    [
        ("Åse og Per Haugen", ("Åse", "Haugen"), ("Per", "Haugen")),
        ("Mette & Poul Erik Damgaard", ("Mette", "Damgaard"), ("Poul Erik", "Damgaard")),
        ("Anna Ek och Per Holm", ("Anna", "Ek"), ("Per", "Holm")),
        ("Matti ja Liisa Virtanen", ("Matti", "Virtanen"), ("Liisa", "Virtanen")),
        ("Kees en Marie van der Berg", ("Kees", "van der Berg"), ("Marie", "van der Berg")),
        ("Jansen, Kees en Marie", ("Kees", "Jansen"), ("Marie", "Jansen")),
        ("Berg, Jan en Marie van den", ("Jan", "van den Berg"), ("Marie", "van den Berg")),
        ("Ek, Anna och Holm, Per", ("Anna", "Ek"), ("Per", "Holm")),
        ("Eva/Bo Lund", ("Eva", "Lund"), ("Bo", "Lund")),
        ("Gunnel & Sture Hansson", ("Gunnel", "Hansson"), ("Sture", "Hansson")),
        ("Poul Egon og Mette Damgaard", ("Poul Egon", "Damgaard"), ("Mette", "Damgaard")),
        ("Jean et Marie Dupont", ("Jean", "Dupont"), ("Marie", "Dupont")),
        ("J. en M. Jansen", ("J.", "Jansen"), ("M.", "Jansen")),
    ],
)
def test_cell_that_names_two_plainly_is_split(
    cell: str, first: tuple[str, str], second: tuple[str, str]
) -> None:
    found = two_in_full(cell, NameOrder.GIVEN_FIRST)
    assert found is not None
    assert [(named.given, named.family) for named in found] == [first, second]


@pytest.mark.parametrize(
    "cell",
    [
        "Anna, Per og Lise Ek",
        "Anna, Per og Lise",
        "Anna & Per & Bo Ek",
        "Åse og Per",
        "Eva Lund & Bo",
        "Hansen & Jensen",
        "Anna och barn",
        "Herr och fru Ek",
        "Hr. og fru Hansen",
        "Berg & Dahl Eiendom AS",
        "Familien Hansen og Berg",
        "Anna-Maria Ek",
        "og Per Haugen",
    ],
)
def test_cell_of_three_or_of_whom_nobody_can_tell_is_left_whole(cell: str) -> None:
    assert two_in_full(cell, NameOrder.GIVEN_FIRST) is None


def test_family_names_in_front_are_of_both_or_of_one_each() -> None:
    shared = two_in_full("Virtanen Matti ja Liisa", NameOrder.FAMILY_FIRST)
    each = two_in_full("Ek Anna och Holm Per", NameOrder.FAMILY_FIRST)
    assert shared is not None
    assert each is not None
    assert [(named.given, named.family) for named in shared] == [("Matti", "Virtanen"), ("Liisa", "Virtanen")]
    assert [(named.given, named.family) for named in each] == [("Anna", "Ek"), ("Per", "Holm")]


def test_names_in_two_columns_share_the_family_name_or_have_one_each() -> None:
    shared, each = two_in_parts("Eva & Bo", "Lund"), two_in_parts("Eva & Bo", "Lund/Holm")
    assert shared is not None
    assert each is not None
    assert [named.family for named in shared] == ["Lund", "Lund"]
    assert [(named.given, named.family) for named in each] == [("Eva", "Lund"), ("Bo", "Holm")]
    assert two_in_parts("Eva", "Lund & Holm") is None
    assert two_in_parts("Jan en kids", "Vos") is None
    assert two_in_parts("Eva & Bo", "") is None


@pytest.mark.parametrize(
    ("cell", "first", "second", "is_asked"),
    [
        ("Åse 943 82 256, Per 944 51 691", ["+4794382256"], ["+4794451691"], False),
        ("Per: 944 51 691 / Åse: 943 82 256", ["+4794382256"], ["+4794451691"], False),
        ("943 82 256 (Åse), 944 51 691 (Per)", ["+4794382256"], ["+4794451691"], False),
        ("Åse 943 82 256 Per 944 51 691", ["+4794382256"], ["+4794451691"], False),
        (
            "Åse 22 80 67 48 / 943 82 256, Per 944 51 691",
            ["+4722806748", "+4794382256"],
            ["+4794451691"],
            False,
        ),
        ("Per 944 51 691", [], ["+4794451691"], False),
        ("943 82 256", ["+4794382256"], [], True),
        ("22 80 67 48", ["+4722806748"], ["+4722806748"], False),
        ("22 80 67 48 / 943 82 256", ["+4722806748", "+4794382256"], ["+4722806748"], True),
        ("943 82 256, 944 51 691", ["+4794382256"], ["+4794451691"], True),
        ("943 82 256, Åse 944 51 691", ["+4794451691"], ["+4794382256"], True),
    ],
)
def test_telephone_is_whose_label_it_has(
    cell: str, first: list[str], second: list[str], is_asked: bool
) -> None:
    people, problems = read((Field.FULL_NAME, Field.PHONE), (NAMED, cell))
    assert [list(person.phones) for person in people] == [first, second]
    asked = [("phone", Reason.WHICH_OF_TWO, Effect.DOUBT)] if is_asked else []
    assert [each for each in told(problems) if each[1] is not Reason.SEVERAL_WAYS] == [NOTE, *asked]


@pytest.mark.parametrize(
    ("cell", "first", "second", "is_asked"),
    [
        ("per.haugen@example.no", [], ["per.haugen@example.no"], False),
        ("aase@example.no; per@example.no", ["aase@example.no"], ["per@example.no"], False),
        ("hjem@example.no", ["hjem@example.no"], [], True),
        ("Per: post@example.no, Åse: brev@example.no", ["brev@example.no"], ["post@example.no"], False),
        ("post@per.no", ["post@per.no"], [], True),
        ("person@example.no", ["person@example.no"], [], True),
    ],
)
def test_email_address_is_whom_it_names_and_else_asked_about(
    cell: str, first: list[str], second: list[str], is_asked: bool
) -> None:
    people, problems = read((Field.FULL_NAME, Field.EMAIL), (NAMED, cell))
    assert [list(person.emails) for person in people] == [first, second]
    assert told(problems) == [NOTE, *([("email", Reason.WHICH_OF_TWO, Effect.DOUBT)] if is_asked else [])]


def test_column_of_both_kinds_of_ways_is_divided_too() -> None:
    people, _problems = read(
        (Field.FULL_NAME, Field.CONTACT), (NAMED, "Åse 943 82 256, ase@example.no; Per 944 51 691")
    )
    assert [person.emails + person.phones for person in people] == [
        ("ase@example.no", "+4794382256"),
        ("+4794451691",),
    ]
    loose, _problems = read((Field.FULL_NAME, Field.CONTACT), (NAMED, "943 82 256; per@example.no"))
    assert [person.emails + person.phones for person in loose] == [("+4794382256",), ("per@example.no",)]


def test_what_the_two_share_each_has_and_the_number_is_the_firsts() -> None:
    fields = (
        *(Field.MEMBER_NUMBER, Field.FULL_NAME, Field.STREET, Field.POSTCODE, Field.PLACE),
        *(Field.MEMBERSHIP_TYPE, Field.JOINED),
    )
    cells = ("12", NAMED, "Sognsveien 63", "0372", "Oslo", "Familie", "24.04.2001")
    people, problems = read(fields, cells)
    assert told(problems) == [NOTE]
    assert problems[0].value == "Åse Haugen + Per Haugen"
    assert [(person.row, person.member_number) for person in people] == [(7, "12"), (second_of(7), "")]
    for person in people:
        assert person.addresses[0].address.street == "Sognsveien 63"
        assert person.membership_type == "Familie"
        assert person.joined is not None
        assert person.joined.on == date(2001, 4, 24)
    both, _problems = read((Field.MEMBER_NUMBER, Field.FULL_NAME), ("12 og 13", NAMED))
    assert [person.member_number for person in both] == ["12", "13"]
    of_a_year, _problems = read((Field.MEMBER_NUMBER, Field.FULL_NAME), ("2019/7", NAMED))
    assert [person.member_number for person in of_a_year] == ["2019/7", ""]


def test_birth_dates_go_in_order_and_a_single_one_is_of_nobody() -> None:
    fields = (Field.FULL_NAME, Field.BIRTH)
    two, problems = read(fields, (NAMED, "12.05.1950 / 03.02.1948"))
    assert [person.birth_date for person in two] == [date(1950, 5, 12), date(1948, 2, 3)]
    assert told(problems) == [NOTE]
    labelled, _problems = read(fields, (NAMED, "Per 03.02.1948, Åse 12.05.1950"))
    assert [person.birth_date for person in labelled] == [date(1950, 5, 12), date(1948, 2, 3)]
    one, problems = read(fields, (NAMED, "12.05.1950"))
    assert [person.birth_date for person in one] == [None, None]
    assert told(problems) == [NOTE, ("birth", Reason.WHICH_OF_TWO, Effect.VALUE_LEFT_OUT)]


def test_death_is_of_whom_the_note_names_and_else_of_nobody() -> None:
    fields = (Field.FULL_NAME, Field.NOTE)
    named, _problems = read(fields, (NAMED, "Per død 2020"))
    assert [person.is_deceased for person in named] == [False, True]
    unnamed, problems = read(fields, (NAMED, "død 2020"))
    assert [person.is_deceased for person in unnamed] == [False, False]
    assert told(problems) == [NOTE, ("note", Reason.WHICH_OF_TWO, Effect.VALUE_LEFT_OUT)]
    left, _problems = read(fields, (NAMED, "utmeldt per 31.12.2024"))
    assert [person.has_left for person in left] == [True, True]


def test_rows_of_two_are_kept_as_one_or_left_out_as_chosen() -> None:
    fields, cells = (Field.FULL_NAME, Field.PHONE), (NAMED, "943 82 256")
    one, problems = read(fields, cells, on_couple=OnCouple.ONE)
    assert [(person.row, person.given_name, person.family_name) for person in one] == [
        (7, "Åse og Per", "Haugen")
    ]
    assert told(problems)[0] == (Field.FULL_NAME.value, Reason.TWO_PEOPLE, Effect.AS_CHOSEN)
    none, problems = read(fields, cells, on_couple=OnCouple.SKIP)
    assert none == []
    assert told(problems) == [(Field.FULL_NAME.value, Reason.TWO_PEOPLE, Effect.ROW_SKIPPED)]
    other, problems = read(fields, ("Bo Ek", "943 82 256"), on_couple=OnCouple.SKIP)
    assert ([person.given_name for person in other], problems) == (["Bo"], [])


def test_what_is_wrong_in_a_cell_of_both_is_told_once() -> None:
    _people, problems = read((Field.FULL_NAME, Field.JOINED, Field.POSTCODE), (NAMED, "i fjor", "x"))
    assert len(problems) == len(set(problems))
    assert ("joined", Reason.NOT_A_DATE, Effect.VALUE_LEFT_OUT) in told(problems)
    assert {problem.row for problem in problems} == {7}


def test_the_two_of_a_row_are_kept_apart_and_shown_as_one_row() -> None:
    assert (row_of(7), row_of(second_of(7))) == (7, 7)
    assert (is_second(7), is_second(second_of(7))) == (False, True)
    assert sorted([second_of(7), 8, 7], key=in_file_order) == [7, second_of(7), 8]


_ANYTHING = st.text(
    st.sampled_from(" ,;:/&+()-.@\n0123456789åøpPeErR") | st.characters(exclude_categories=["Cs"]),
    max_size=40,
)
_FIELDS = tuple(field for field in Field if field is not Field.LEAVE_OUT)


@given(
    name=_ANYTHING | st.sampled_from([NAMED, "Anna Ek och Per Holm", "Jansen, Kees en Marie"]),
    cells=st.lists(_ANYTHING, min_size=len(_FIELDS), max_size=len(_FIELDS)),
    order=st.sampled_from(list(NameOrder)),
)
def test_reading_never_raises(name: str, cells: list[str], order: NameOrder) -> None:
    row = [name if field is Field.FULL_NAME else cell for field, cell in zip(_FIELDS, cells, strict=True)]
    people, problems = read(_FIELDS, row)
    assert len(people) <= 2
    assert {problem.row for problem in problems} <= {7}
    two_in_full(name, order)
    two_in_parts(name, cells[0])


_GIVEN = st.sampled_from(["Anna", "Per", "Åse", "Kees", "Marie", "Poul Erik", "Matti", "Tove", "J.", "ÅSE"])
_FAMILY = st.sampled_from(
    ["Haugen", "van der Berg", "Ek", "Virtanen", "de Vries", "Ödegård", "O'Brien", "Holm-Lund"]
)
_AND = st.sampled_from([" & ", " og ", " och ", " ja ", " en ", " and ", " + ", " / ", "/", " samt "])


@given(
    cell=st.one_of(
        st.builds("{}{}{} {}".format, _GIVEN, _AND, _GIVEN, _FAMILY),
        st.builds("{} {}{}{} {}".format, _GIVEN, _FAMILY, _AND, _GIVEN, _FAMILY),
        st.builds("{}, {}{}{}".format, _FAMILY, _GIVEN, _AND, _GIVEN),
        st.builds("{}{}{}".format, _GIVEN, _AND, _GIVEN),
        st.builds("{}, {}{}{} {}".format, _GIVEN, _GIVEN, _AND, _GIVEN, _FAMILY),
    ),
    order=st.sampled_from(list(NameOrder)),
)
def test_no_name_is_ever_lost(cell: str, order: NameOrder) -> None:
    people, _problems = read((Field.FULL_NAME,), (cell,))
    found = two_in_full(cell, order)
    kept = " ".join(f"{named.given} {named.family}" for named in found or ())
    read_as = " ".join(f"{person.given_name} {person.name_prefix} {person.family_name}" for person in people)
    words = {word.strip(",") for part in cell.split("/") for word in part.split()} - {
        *("&", "og", "och", "ja", "en", "and", "+", "samt", "")
    }
    assert found is None or words <= set(kept.split())
    assert {word.casefold() for word in words} <= set(read_as.replace("/", " ").casefold().split())

"""What own fields are and how values are read: rules on plain values."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.fields.rules import built_in, hints, shapes
from matrikel.fields.rules.definitions import (
    FieldDefinition,
    FieldProblem,
    Kind,
    Level,
    OptionDefinition,
    Use,
    code_from,
    in_language,
    problems_of,
)
from matrikel.fields.rules.ready_made import READY_MADE, in_languages
from matrikel.fields.rules.retention import KEEPS, forget_on
from matrikel.fields.rules.values import (
    Read,
    ValueProblem,
    is_kept_form,
    key_of,
    number_of,
    read_value,
)
from matrikel.privacy.rules import PURPOSE_CODES
from tests.factories.fields import a_field, as_row

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def problems(**parts):
    wanted = a_field(**parts)
    return problems_of(wanted, purposes=PURPOSE_CODES, language="sv")


def test_a_field_with_purpose_level_and_retention_is_fine() -> None:
    assert problems() == []


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"purpose": ""}, ("purpose", FieldProblem.NO_PURPOSE)),
        ({"purpose": "because"}, ("purpose", FieldProblem.NO_PURPOSE)),
        ({"level": ""}, ("level", FieldProblem.NO_LEVEL)),
        ({"keep": ""}, ("keep", FieldProblem.NO_KEEP)),
        ({"keep": "for ever"}, ("keep", FieldProblem.NO_KEEP)),
        ({"level": "SPECIAL", "keep": "exit+1y"}, ("keep", FieldProblem.KEEP_TOO_LONG)),
        ({"labels": {"fi": "Koko"}}, ("labels", FieldProblem.NO_LABEL)),
        ({"labels": {"sv": "x" * 81}}, ("labels", FieldProblem.LABEL_TOO_LONG)),
        ({"labels": {"sv": "två\nrader"}}, ("labels", FieldProblem.LABEL_TOO_LONG)),
        ({"kind": "CHOICE"}, ("options", FieldProblem.NO_OPTIONS)),
        (
            {"kind": "CHOICE", "options": [OptionDefinition(labels={"sv": "a"}, is_offered=False)]},
            ("options", FieldProblem.NO_OPTIONS),
        ),
        ({"officers": "SEE"}, ("officers", FieldProblem.MEMBER_BUT_OFFICERS_ONLY_SEE)),
        ({"officers": "NONE"}, ("officers", FieldProblem.WRONG_USE)),
        ({"for_whom": "TYPES"}, ("type_ids", FieldProblem.NO_TYPES)),
        ({"shape": "---"}, ("shape", FieldProblem.WRONG_SHAPE)),
        ({"kind": "NUMBER", "smallest": 3, "largest": 2}, ("largest", FieldProblem.BOUNDS_CROSSED)),
        ({"kind": "NUMBER", "decimals": 4}, ("decimals", FieldProblem.WRONG_DECIMALS)),
    ],
)
def test_a_field_that_says_too_little_or_nonsense_is_none(parts, problem) -> None:
    assert problems(**parts) == [problem]


@given(keep=st.sampled_from(KEEPS), day=DAYS, left=DAYS)
def test_every_rule_ends_some_time_and_never_before_it_begins(keep: str, day: date, left: date) -> None:
    last = forget_on(keep, written_on=day, left_on=left)
    begin = left if keep.startswith("exit") else day
    assert last is not None
    assert timedelta(0) <= last - begin <= timedelta(days=5 * 366)


@given(keep=st.sampled_from([keep for keep in KEEPS if keep.startswith("exit")]), day=DAYS)
def test_what_counts_from_leaving_has_no_end_while_somebody_stays(keep: str, day: date) -> None:
    assert forget_on(keep, written_on=day) is None


@given(day=DAYS, months=st.sampled_from([3, 6]))
def test_who_writes_later_is_forgotten_no_earlier(day: date, months: int) -> None:
    keep = f"written+{months}m"
    ends = [forget_on(keep, written_on=day + timedelta(days=more)) for more in range(4)]
    assert ends == sorted(ends, key=lambda end: end or date.max)


@pytest.mark.parametrize(
    ("keep", "day", "last"),
    [
        ("written+6m", date(2026, 8, 31), date(2027, 2, 28)),
        ("written+1y", date(2024, 2, 29), date(2025, 2, 28)),
        ("exit+0d", date(2026, 1, 1), date(2026, 1, 1)),
        ("written+2y", date(9999, 1, 1), date.max),
    ],
)
def test_months_and_years_end_where_a_calendar_ends(keep: str, day: date, last: date) -> None:
    assert forget_on(keep, written_on=day, left_on=day) == last


@pytest.mark.parametrize(
    ("parts", "typed", "kept"),
    [
        ({}, "  två   ord ", ("två ord",)),
        ({}, "   ", ()),
        ({"kind": "LONG_TEXT"}, " a\r\nb ", ("a\nb",)),
        ({"kind": "NUMBER"}, "1 284", ("1284",)),
        ({"kind": "NUMBER", "decimals": 2}, "−12,5", ("-12.50",)),
        ({"kind": "DATE"}, "25.11.2026", ("2026-11-25",)),
        ({"kind": "DATE"}, "2026-1-5", ("2026-01-05",)),
        ({"kind": "DATE"}, "25-11-2026", ("2026-11-25",)),
        ({"kind": "DATE"}, "5/1/2026", ("2026-01-05",)),
        ({"kind": "NUMBER"}, "1.284", ("1284",)),
        ({"kind": "NUMBER"}, "-1.284.000", ("-1284000",)),
        ({"kind": "NUMBER", "decimals": 2}, "1.284,50", ("1284.50",)),
        ({"kind": "NUMBER", "decimals": 2}, "1,284.5", ("1284.50",)),
        ({"kind": "NUMBER", "decimals": 3}, "1.284", ("1.284",)),
        ({"kind": "YES_NO"}, "Kyllä", ("yes",)),
        ({"kind": "YES_NO"}, "NEJ", ("no",)),
        ({"kind": "LINK"}, "example.org/a", ("https://example.org/a",)),
        ({"kind": "CHOICE", "options": "sizes"}, "large", ("l",)),
        ({"kind": "CHOICES", "options": "sizes"}, "L; small, s", ("s", "l")),
        ({"shape": "AA-9999 | 9999"}, "ab-1234", ("ab-1234",)),
    ],
)
def test_values_are_understood_as_people_write_them(parts, typed, kept) -> None:
    assert read_value(as_row(**parts), typed) == Read(texts=kept)


@pytest.mark.parametrize(
    ("parts", "typed", "problem"),
    [
        ({}, "x" * 201, ValueProblem.TOO_LONG),
        ({}, "a\x07b", ValueProblem.NOT_ONE_LINE),
        ({"kind": "LONG_TEXT"}, "x" * 2001, ValueProblem.TOO_LONG),
        ({"kind": "NUMBER"}, "twelve", ValueProblem.NOT_A_NUMBER),
        ({"kind": "NUMBER"}, "1.5", ValueProblem.TOO_MANY_DECIMALS),
        ({"kind": "NUMBER"}, "1,284", ValueProblem.TOO_MANY_DECIMALS),
        ({"kind": "NUMBER"}, "0.284", ValueProblem.TOO_MANY_DECIMALS),
        ({"kind": "NUMBER"}, "1.2845", ValueProblem.TOO_MANY_DECIMALS),
        ({"kind": "NUMBER"}, "1.284.5", ValueProblem.NOT_A_NUMBER),
        ({"kind": "DATE"}, "25-11.2026", ValueProblem.NOT_A_DATE),
        ({"kind": "NUMBER", "smallest": 18}, "17", ValueProblem.TOO_SMALL),
        ({"kind": "NUMBER", "largest": 18}, "19", ValueProblem.TOO_LARGE),
        ({"kind": "NUMBER"}, "9" * 16, ValueProblem.TOO_LARGE),
        ({"kind": "DATE"}, "31.2.2026", ValueProblem.NOT_A_DATE),
        ({"kind": "DATE"}, "12/25/2026", ValueProblem.NOT_A_DATE),
        ({"kind": "DATE", "earliest": date(2020, 1, 1)}, "2019-12-31", ValueProblem.TOO_EARLY),
        ({"kind": "DATE", "latest": date(2020, 1, 1)}, "2020-01-02", ValueProblem.TOO_LATE),
        ({"kind": "YES_NO"}, "maybe", ValueProblem.NOT_YES_OR_NO),
        ({"kind": "LINK"}, "javascript:alert(1)", ValueProblem.NOT_A_LINK),
        ({"kind": "LINK"}, "javascript://example.org/%0aalert(1)", ValueProblem.NOT_A_LINK),
        ({"kind": "LINK"}, "https://user@example.org", ValueProblem.NOT_A_LINK),
        ({"kind": "CHOICE", "options": "sizes"}, "huge", ValueProblem.NOT_AN_OPTION),
        ({"kind": "CHOICES", "options": "sizes"}, "s, huge", ValueProblem.NOT_AN_OPTION),
        ({"shape": "AA-9999"}, "A1-1234", ValueProblem.WRONG_SHAPE),
    ],
)
def test_what_is_no_value_says_why(parts, typed, problem) -> None:
    assert read_value(as_row(**parts), typed) == problem


def test_a_lone_sign_between_thousands_is_read_as_the_language_writes_it() -> None:
    row = as_row(kind="NUMBER")
    assert read_value(row, "1,284", language="en") == Read(texts=("1284",))
    assert read_value(row, "1.284", language="en") == ValueProblem.TOO_MANY_DECIMALS
    assert read_value(row, "1.284", language="nl") == Read(texts=("1284",))


@given(typed=st.text(max_size=300), kind=st.sampled_from(sorted(Kind)))
def test_whatever_is_typed_is_read_or_refused_and_reading_twice_changes_nothing(
    typed: str, kind: str
) -> None:
    row = as_row(kind=kind, options="sizes", decimals=2 if kind == "NUMBER" else 0)
    found = read_value(row, typed)
    if isinstance(found, Read):
        assert is_kept_form(row, found.texts)
        if kind != "CHOICES":
            assert read_value(row, "".join(found.texts)) == found


@given(value=st.integers(-(10**12), 10**12), decimals=st.integers(0, 3))
def test_a_number_keeps_its_worth(value: int, decimals: int) -> None:
    row = as_row(kind="NUMBER", decimals=decimals)
    typed = str(Decimal(value).scaleb(-decimals))
    found = read_value(row, typed if "E" not in typed else f"{Decimal(value).scaleb(-decimals):f}")
    assert isinstance(found, Read)
    assert number_of("NUMBER", found.texts[0], decimals) == value


@given(text=st.text(max_size=300))
def test_a_key_fits_its_column_and_a_long_text_has_none(text: str) -> None:
    assert (len(key_of("TEXT", text)) <= 80, key_of("LONG_TEXT", text)) == (True, "")


@given(shape=st.text(alphabet="9AX- ./|", min_size=1, max_size=30))
def test_the_example_of_a_shape_has_the_shape(shape: str) -> None:
    if shapes.is_shape(shape):
        assert shapes.fits(shape, shapes.example_of(shape))


def test_codes_are_made_from_words_and_stay_apart() -> None:
    assert [
        code_from("Trøjestørrelse"),
        code_from("Båt & brygga"),
        code_from("???"),
        code_from("Båt", {"bat", "bat_2"}),
    ] == ["trojestorrelse", "bat_brygga", "field", "bat_3"]


def test_a_text_comes_in_the_first_language_that_has_it() -> None:
    texts = {"sv": "Båt", "fi": "Vene", "en": ""}
    assert [in_language(texts, "fi", "sv"), in_language(texts, "en", "da"), in_language({}, "sv")] == [
        "Vene",
        "Båt",
        "",
    ]


@pytest.mark.parametrize(
    ("words", "guarded", "level"),
    [
        ("Allergies", (hints.Guarded.HEALTH,), Level.SPECIAL),
        ("Matallergi", (hints.Guarded.HEALTH,), Level.SPECIAL),
        ("Erityisruokavalio", (hints.Guarded.HEALTH,), Level.SPECIAL),
        ("Helseopplysninger", (hints.Guarded.HEALTH,), Level.SPECIAL),
        ("Fackförbund", (hints.Guarded.UNION,), Level.SPECIAL),
        ("Geloof", (hints.Guarded.CONVICTION,), Level.SPECIAL),
        ("Personnummer", (hints.Guarded.IDENTITY_NUMBER,), Level.SPECIAL),
        ("Palkka", (hints.Guarded.MONEY,), Level.SENSITIVE),
        ("Tröjstorlek", (), Level.PERSONAL),
        ("Båtens namn", (), Level.PERSONAL),
        ("Shirt size", (), Level.PERSONAL),
        ("Instrument", (), Level.PERSONAL),
        ("Kostym", (), Level.PERSONAL),
    ],
)
def test_the_words_of_a_field_tell_what_the_law_guards(words: str, guarded: tuple, level: Level) -> None:
    found = hints.hints_of([words], kind="TEXT")
    assert (found.guarded, found.least_level) == (guarded, level)


def test_less_intrusive_ways_are_offered() -> None:
    assert hints.hints_of(["Födelsedatum"], kind="DATE").instead == (hints.Instead.BIRTH_YEAR,)
    assert hints.hints_of(["Allergier"], kind="TEXT").instead == (hints.Instead.WHAT_TO_DO,)
    assert hints.hints_of(["Emergency contact"], kind="TEXT").instead == (hints.Instead.CONTACT_RELATION,)
    assert hints.hints_of(["Anything else"], kind="LONG_TEXT").instead == (hints.Instead.NO_FREE_TEXT,)
    assert (
        hints.hints_of(["Båtplats"], kind="TEXT").tells_where,
        hints.hints_of(["Mobil"], kind="TEXT").built_in,
    ) == (
        True,
        ("phone",),
    )


@pytest.mark.parametrize("each", READY_MADE, ids=lambda each: each.code)
def test_every_ready_made_field_could_be_saved_as_it_is(each) -> None:
    languages = ("sv", "nb", "fi", "da", "nl", "en")
    wanted = in_languages(each.definition, languages)
    assert problems_of(wanted, purposes=PURPOSE_CODES, language="sv") == []
    assert set(wanted.labels) == set(wanted.helps) == set(languages)
    # Nothing that is offered would be warned of without being sealed.
    words = [*wanted.labels.values(), *(each.labels["en"] for each in wanted.options)]
    assert not hints.hints_of(words, kind=wanted.kind).guarded or wanted.level == Level.SPECIAL


def test_what_is_always_there_cannot_be_left_out_and_nobody_is_made_to_be_protected() -> None:
    usual = {use.code: use for use in built_in.default_uses()}
    assert all(built_in.is_possible(use) for use in usual.values())

    def possible(code: str, **use: str) -> bool:
        changed = {
            "officers": usual[code].officers,
            "member": usual[code].member,
            "joining": usual[code].joining,
        }
        return built_in.is_possible(built_in.BuiltInUse(code=code, **{**changed, **use}))

    assert [
        possible("given_name", officers=Use.NONE),
        possible("gender", officers=Use.NONE, member=Use.NONE),
        possible("gender", officers=Use.NONE, member=Use.EDIT),
        possible("identity_number", officers=Use.REQUIRED),
        possible("birth_date", officers=Use.REQUIRED),
        possible("birth_date", member="WHATEVER"),
    ] == [False, True, False, False, True, False]


def test_a_definition_is_complete_without_guessing() -> None:
    with pytest.raises(TypeError):
        FieldDefinition(kind="TEXT", labels={"sv": "x"})  # type: ignore[call-arg]

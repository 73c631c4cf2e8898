"""What happens to the other columns when somebody says what one of them holds."""

from datetime import date

from matrikel.imports.rules.choices import corrected
from matrikel.imports.rules.columns import recognise_columns
from matrikel.imports.rules.fields import ColumnReason, ColumnState, Field, Mapping

HEADER = ["Förnamn", "Efternamn", "E-post"]
BODY = [["Barbro", "Svensson", "barbro@example.se"], ["Anna", "Sköld", "anna@example.se"]]


def recognised() -> Mapping:
    return recognise_columns(HEADER, BODY, country="SE", today=date(2026, 11, 21))


def say(mapping: Mapping, index: int, field: Field) -> Mapping:
    return corrected(mapping, {index: (field, "")}, sample=BODY, country="SE")


def test_a_slip_of_the_hand_pushes_a_column_aside_and_taking_it_back_restores_it() -> None:
    slipped = say(recognised(), 0, Field.FAMILY_NAME)
    assert [(column.field, column.state, column.reason) for column in slipped] == [
        (Field.FAMILY_NAME, ColumnState.MAPPED, ColumnReason.CHOSEN),
        (Field.FAMILY_NAME, ColumnState.DOUBTED, ColumnReason.SECOND_OF_ITS_KIND),
        (Field.EMAIL, ColumnState.MAPPED, ColumnReason.HEADER),
    ]
    assert [(column.field, column.state, column.reason) for column in say(slipped, 0, Field.GIVEN_NAME)] == [
        (Field.GIVEN_NAME, ColumnState.MAPPED, ColumnReason.CHOSEN),
        (Field.FAMILY_NAME, ColumnState.MAPPED, ColumnReason.HEADER),
        (Field.EMAIL, ColumnState.MAPPED, ColumnReason.HEADER),
    ]


def test_a_column_that_was_pushed_aside_stays_there_when_somebody_leaves_it_out() -> None:
    left_out = say(say(recognised(), 0, Field.FAMILY_NAME), 1, Field.LEAVE_OUT)
    assert [column.state for column in say(left_out, 0, Field.GIVEN_NAME)] == [
        ColumnState.MAPPED,
        ColumnState.LEFT_OUT,
        ColumnState.MAPPED,
    ]

"""What may leave, to whom, and how a cell stays a text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.exports.held import HELD_IN, held_of
from matrikel.exports.lines import WITH_THE_LINE
from matrikel.exports.rules.cells import COMPUTED, Kind, harmless
from matrikel.exports.rules.gate import Held, RecipientRow, Refused, ask_gate, needs_consent, needs_reason
from matrikel.kernel.ids import new_id
from matrikel.kernel.personal_data_map import Level
from matrikel.selections.filters import OFFERS
from tests.conftest import TODAY

PERSONAL = Held(level=Level.PERSONAL, purposes={"membership"})
SAFETY = Held(level=Level.SENSITIVE, purposes={"safety"})


def a_recipient(
    purpose: str = "contact", first: date = date(2020, 1, 1), last: date | None = None
) -> RecipientRow:
    return RecipientRow(
        id=new_id(),
        name="Printer",
        kind="PROCESSOR",
        purpose=purpose,
        ground="x",
        agreed_from=first,
        agreed_to=last,
        version=1,
    )


def test_the_map_says_of_every_column_how_much_care_it_needs() -> None:
    codes = {column.code for offer in OFFERS for column in offer.columns} | set(WITH_THE_LINE)
    assert set(HELD_IN) == codes
    assert set(held_of(codes)) == codes


@pytest.mark.parametrize(
    ("recipient", "purpose", "columns", "refused", "outside"),
    [
        (a_recipient(), "contact", {"email": PERSONAL}, None, []),
        (a_recipient(last=date(2026, 11, 20)), "contact", {}, Refused.NO_AGREEMENT, []),
        (a_recipient(last=TODAY), "contact", {}, None, []),
        (a_recipient(first=date(2026, 11, 22)), "contact", {}, Refused.NO_AGREEMENT, []),
        (a_recipient(), "statistics", {}, Refused.OTHER_PURPOSE, []),
        (a_recipient(), "contact", {"allergy": SAFETY, "email": PERSONAL}, Refused.COLUMNS, ["allergy"]),
        (a_recipient("safety"), "safety", {"allergy": SAFETY}, None, []),
    ],
)
def test_the_gate_asks_for_an_agreement_its_purpose_and_columns_held_for_it(
    recipient: RecipientRow,
    purpose: str,
    columns: dict[str, Held],
    refused: Refused | None,
    outside: list[str],
) -> None:
    assert ask_gate(recipient=recipient, purpose=purpose, columns=columns, on=TODAY) == (refused, outside)


def test_a_reason_is_asked_for_what_is_sensitive_and_a_consent_where_membership_itself_is() -> None:
    assert (needs_reason({"a": PERSONAL}), needs_reason({"a": PERSONAL, "b": SAFETY})) == (False, True)
    assert [needs_consent(profile) for profile in ("GENERAL", "CONVICTION", "HEALTH")] == [False, True, True]


@given(st.text(max_size=40))
def test_no_text_becomes_a_formula_and_none_is_changed_otherwise(text: str) -> None:
    written = harmless(text)
    assert not written.startswith(COMPUTED)
    assert written in (text, f"'{text}")


@pytest.mark.parametrize("phone", ["+46 70 123 45 67", "+46701234567", "070-123 45 67", "(08) 10 20 30"])
def test_a_telephone_number_stays_as_it_is_in_its_column_and_nowhere_else(phone: str) -> None:
    assert harmless(phone, Kind.PHONE) == phone
    assert harmless("+1;=1+1", Kind.PHONE) == "'+1;=1+1"
    assert harmless("-100", Kind.PHONE) == "'-100"

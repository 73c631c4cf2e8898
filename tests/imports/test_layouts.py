"""Member files in layouts that the import was not made for are read right, or with a doubt that is shown."""

from pathlib import Path

import pytest

from matrikel.imports.rules.fields import ColumnState
from matrikel.imports.rules.people import ImportedPerson
from tests.imports.layouts import Layout, Truth, layouts
from tests.imports.scoring import Score, address_of, is_unaccounted, read_all

SEEDS = (1, 2)


def facts_of(layout: Layout, truth: Truth, person: ImportedPerson) -> dict[str, tuple[object, object]]:
    street, postcode, place = address_of(person)
    joined = (person.joined.on, person.joined.precision.value) if person.joined else None
    expected_joined = {
        "day": (truth.joined, "day"),
        "month": (truth.joined.replace(day=1), "month"),
        "year": (truth.joined.replace(month=1, day=1), "year"),
    }[layout.joined_precision]
    return {
        "given": (truth.given, person.given_name),
        "family": (truth.whole_family, f"{person.name_prefix} {person.family_name}".strip()),
        "born": (truth.born, person.birth_date),
        "street": (truth.whole_street, street),
        "postcode": (truth.postcode, postcode),
        "place": (truth.place.lower(), place.lower()),
        "email": ((truth.email,), person.emails),
        "phone": ((truth.phone,), person.phones),
        "joined": (expected_joined, joined),
    }


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_unseen_layout_is_read(layout: Layout, tmp_path: Path) -> None:
    score = Score()
    for seed in SEEDS:
        path = tmp_path / f"members-{seed}"
        path.write_bytes(layout.write(seed))
        mapping, rows = read_all(path, layout.country)
        by_email = {truth.email: truth for truth in layout.truths}
        assert len(rows) == len(layout.truths), [row.number for row in rows if row.person is None]
        for row, truth in zip(rows, layout.truths, strict=True):
            assert row.person is not None, row.problems
            for fact, (expected, found) in facts_of(layout, truth, row.person).items():
                score.count(row, fact, expected, found)
        assert len(by_email) == len(layout.truths)
        assert is_unaccounted(mapping) == []
        left_out = {column.header for column in mapping if column.state is ColumnState.LEFT_OUT}
        assert layout.left_out <= left_out
    assert score.silently_wrong == []
    assert score.share("right") >= 0.98
    assert score.share("doubted") <= 0.02

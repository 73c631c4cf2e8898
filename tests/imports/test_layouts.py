"""Member files in layouts that the import was not made for are read right, or with a doubt that is shown."""

from pathlib import Path

import pytest

from matrikel.imports.rules.fields import ColumnState
from matrikel.imports.rules.people import ImportedPerson
from matrikel.people.rules import names
from tests.imports.layouts import Layout, Truth, layouts
from tests.imports.scoring import Score, address_of, is_unaccounted, read_all

SEEDS = (1, 2)


LANGUAGES = {"SE": "sv", "NO": "nb", "FI": "fi", "DK": "da", "NL": "nl", "BE": "nl"}


def careful(truth: Truth, country: str) -> dict[str, object]:
    """What a careful secretary makes of a dirty row."""

    def tidy(name: str) -> str:
        return names.tidy_case(" ".join(name.split()), LANGUAGES[country])

    nobody = truth.dirt in ("bademail", "noemail")
    is_protected = truth.dirt == "protected"
    return {
        "given": tidy(truth.given),
        "family": f"{truth.prefix} {tidy(truth.family)}".strip(),
        "street": "" if is_protected else truth.whole_street,
        "place": "" if truth.dirt in ("protected", "formula") else " ".join(truth.place.split()).lower(),
        "email": () if nobody else tuple(truth.email.lower().split("; ")),
    }


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


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_dirt_in_an_unseen_layout_is_cleaned_or_told(layout: Layout, tmp_path: Path) -> None:
    path = tmp_path / "members"
    path.write_bytes(layout.write(3, is_dirty=True))
    mapping, rows = read_all(path, layout.country)
    assert len(rows) == len(layout.truths)
    assert is_unaccounted(mapping) == []
    score = Score()
    for row, truth in zip(rows, layout.truths, strict=True):
        assert row.person is not None, row.problems
        expected = careful(truth, layout.country)
        for fact, (usual, found) in facts_of(layout, truth, row.person).items():
            score.count(row, fact, expected.get(fact, usual), found)
        assert row.person.is_protected == (truth.dirt == "protected")
    assert score.silently_wrong == []
    assert score.share("right") >= 0.98
    assert score.share("doubted") <= 0.02

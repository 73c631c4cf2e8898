"""A cell that is far too long is refused by row and column, and no slow pattern ever sees more than a bit of it."""

from uuid import UUID

import pytest

from matrikel.imports.queries import get_run, list_problems
from matrikel.imports.rules import cells, profiles
from matrikel.imports.rules.reading import addresses
from tests.conftest import AT
from tests.imports.test_story import imported

# Just below what the reader of CSV takes for a quotation mark that is never closed, and refuses with the file.
LONG = 120_000
# What a pattern with two open ends would look at from each of its letters.
HOSTILE = {
    "blanks": "Gatan 1" + " " * LONG + "x",
    "figures": "1 " * (LONG // 2),
    "commas": "a1, " * (LONG // 4),
}


class Watching:
    """A pattern that writes down how long the texts are at which it looks."""

    def __init__(self, pattern) -> None:
        self.pattern, self.longest, self.looks = pattern, 0, 0

    def __getattr__(self, name: str):
        ask = getattr(self.pattern, name)

        def looked(text: str, *rest):
            self.longest, self.looks = max(self.longest, len(text)), self.looks + 1
            return ask(text, *rest)

        return looked


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("heading", ["Adress", "Namn", "Telefon", "E-post", "Anm.", "Qwerty"])
def test_a_cell_of_a_hundred_thousand_letters_is_refused_before_any_pattern_sees_it(
    association: UUID, monkeypatch: pytest.MonkeyPatch, kind: str, heading: str
) -> None:
    watched = []
    for module, names in (
        (cells, ("_TAIL", "_TAIL_WITHOUT_PLACE")),
        (addresses, ("_ABROAD",)),
        (profiles, ("_FULL_ADDRESS", "_STREET", "_PHONE", "_POSTCODE_PLACE")),
    ):
        for name in names:
            watched.append(Watching(getattr(module, name)))
            monkeypatch.setattr(module, name, watched[-1])
    rows = "".join(f"Anna{n};Ek;anna{n}@example.se;Gatan {n}, 113 20 Solna;\n" for n in range(6))
    content = f'Förnamn;Efternamn;E-postadress;Bostadsadress;{heading}\n{rows}Bo;Sjö;bo@example.se;;"{HOSTILE[kind]}"\n'
    run_id = imported(content.encode(), confirm=False)
    assert max(each.longest for each in watched) <= 500
    assert sum(each.looks for each in watched) > 0
    details = get_run(run_id=run_id, at=AT)
    assert (details.run.add, details.columns[4].header) == (7, heading)
    if details.columns[4].state == "mapped":
        (problem,) = list_problems(run_id=run_id, reason="too_long").problems
        assert (problem.row, problem.column, problem.effect) == (8, heading, "value_left_out")
        assert len(problem.value) <= 120


@pytest.mark.parametrize("quote", ["", '"'])
def test_cell_that_no_reader_takes_is_told_by_row_and_column(association: UUID, quote: str) -> None:
    long = quote + "a; b " * 30_000 + quote if quote else "a b " * 40_000
    content = f"Förnamn;Efternamn;E-post;Anm.\nAnna;Ek;anna@example.se;\nBo;Ek;bo@example.se;{long}\n"
    run_id = imported(content.encode(), confirm=False)
    details = get_run(run_id=run_id, at=AT)
    assert (details.refused_reason, details.refused_params) == ("cell_too_long", {"row": 3, "column": 4})


def test_quotation_mark_that_is_never_closed_is_read_as_a_letter_as_before(association: UUID) -> None:
    rows = "".join(f"Bo{n};Ek;bo{n}@example.se;\n" for n in range(9_000))
    content = f'Förnamn;Efternamn;E-post;Anm.\nAnna;Ek;anna@example.se;"always\n{rows}'
    run_id = imported(content.encode(), confirm=False)
    assert get_run(run_id=run_id, at=AT).run.rows == 9_001

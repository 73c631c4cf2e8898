"""The rows of a table say what the components say, and let nothing through that somebody typed."""

from __future__ import annotations

from django.template import Context, Template
from django.utils.safestring import mark_safe

from matrikel.ui.listing import Cell, Column, Row
from matrikel.ui.parts import Pill, Tone
from matrikel.ui.table import table_rows

NAME = Column(label="Name", primary=True)
SINCE = Column(label='Since "then"', numeric=True, quiet=True)


def drawn(*cells: tuple[Column, Cell], selectable: bool = False) -> str:
    row = Row(id="7", label="Åsa <b>", cells=tuple(cell for _column, cell in cells))
    return table_rows([(row, cells)], selectable=selectable)


def component(text: str) -> str:
    return Template("{% load ui %}" + text).render(Context({}))


def test_a_name_stands_with_avatar_link_and_pills_as_the_components_draw_them() -> None:
    cell = Cell(
        text="Åsa Öman", url="/a/?b=1&c=2", initials="ÅÖ", pills=(Pill(tone=Tone.GOOD, text="member"),)
    )
    assert drawn((NAME, cell)) == (
        '<tr role="row"><td role="cell" class="is-primary"><span class="cell-main">'
        + component('{% avatar "ÅÖ" size="small" %}')
        + '<a class="cell-link" href="/a/?b=1&amp;c=2">Åsa Öman</a>'
        + component('{% pill "good" "member" %}')
        + "</span></td></tr>\n"
    )


def test_other_columns_carry_their_label_for_the_phone() -> None:
    assert drawn((SINCE, Cell(text="1998", note="about"))) == (
        '<tr role="row"><td role="cell" data-label="Since &quot;then&quot;" class="is-number is-quiet">1998'
        '<span class="cell-note">about</span></td></tr>\n'
    )
    assert 'class="is-number is-quiet is-blank"' in drawn((SINCE, Cell()))


def test_what_somebody_typed_is_escaped_and_what_is_safe_is_not() -> None:
    assert "<script>" not in drawn(
        (NAME, Cell(text="<script>", initials="<", url='"><script>', note="<script>"))
    )
    assert "<em>x</em>" in drawn((SINCE, Cell(text=mark_safe("<em>x</em>"))))
    assert "Select Åsa &lt;b&gt;" in drawn((NAME, Cell(text="x")), selectable=True)


def test_numbers_and_days_stay_in_one_line_and_what_is_long_wraps() -> None:
    place = Column(label="Where")
    together = [
        text
        for text in ("48/1", "14 Nov 2026", "+46 70 174 06 05", "Storgatan", "x" * 20 + "1")
        if "is-together" in drawn((place, Cell(text=text)))
    ]
    assert together == ["48/1", "14 Nov 2026", "+46 70 174 06 05"]

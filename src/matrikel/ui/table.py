"""Draws the rows of a table in Python: as a template they took two thirds of the time of a page of the list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape as _escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from matrikel.ui.listing import Cell, CellInput, Column, Row
from matrikel.ui.parts import Tone

Pairs = Iterable[tuple[Row, Iterable[tuple[Column, Cell]]]]
_Heads = dict[int, tuple[str, str]]
# Numbers, days, times, amounts, whatever stands around their figures; what is longer has to wrap somewhere.
_IS_SHORT_WITH_FIGURES = re.compile(r"(?=.{1,18}$).*\d.*")


def table_rows(pairs: Pairs, *, selectable: object = False) -> SafeString:
    """The rows of `ui/table.html`; everything that is not ours is escaped."""
    drawn: list[str] = []
    select = _("Select %(name)s") if selectable else ""
    heads: _Heads = {}
    for row, cells in pairs:
        drawn.append('<tr role="row">')
        if selectable:
            drawn.append(
                '<td class="cell-check" role="cell"><label><input class="form-check-input row-check"'
                f' type="checkbox" name="selected" value="{escape(row.id)}" form="listing-selection">'
                f'<span class="visually-hidden">{escape(select % {"name": row.label})}</span></label></td>'
            )
        drawn.extend([_cell(column, cell, heads) for column, cell in cells])
        drawn.append("</tr>\n")
    return SafeString("".join(drawn))


def escape(text: object) -> str:
    """Escape for text and attributes; what is marked as safe stays."""
    return str(text) if hasattr(text, "__html__") else _escape(str(text))


def _cell(column: Column, cell: Cell, heads: _Heads) -> str:
    label, classes = heads.get(id(column)) or heads.setdefault(id(column), _head(column))
    if cell.is_blank:
        classes = f"{classes} is-blank".lstrip()
    elif not column.numeric and not column.primary and _IS_SHORT_WITH_FIGURES.match(str(cell.text)):
        classes = f"{classes} is-together".lstrip()
    text = escape(cell.text) if cell.text else ""
    if cell.initials or cell.pills or column.primary:
        link = _linked(text, cell.url, ' class="cell-link"')
        text = f'<span class="cell-main">{_avatar(cell)}{link}{_pills(cell)}</span>'
    elif cell.url:
        text = _linked(text, cell.url, "")
    if cell.inputs:
        text += "".join(map(_input, cell.inputs))
    note = f'<span class="cell-note">{escape(cell.note)}</span>' if cell.note else ""
    return f'<td role="cell"{label} class="{classes}">{text}{note}</td>'


def _input(each: CellInput) -> str:
    label = "" if each.shows_label else ' class="visually-hidden"'
    about = f'<span class="visually-hidden">, {escape(each.about)}</span>' if each.about else ""
    return (
        f'<label class="cell-input"><span{label}>{escape(each.label)}{about}</span>'
        f'<input class="form-control" type="text" name="{escape(each.name)}" value="{escape(each.value)}"'
        f' form="{escape(each.form)}" autocomplete="off"></label>'
    )


def _head(column: Column) -> tuple[str, str]:
    """What every cell of a column begins with: its label for the phone, and its classes."""
    chosen = {
        "is-primary": column.primary,
        "is-number": column.numeric,
        "is-quiet": column.quiet,
        "is-end": column.at_end,
    }
    label = "" if column.primary else f' data-label="{escape(column.label)}"'
    return label, " ".join(name for name, on in chosen.items() if on)


def _avatar(cell: Cell) -> str:
    if not cell.initials:
        return ""
    return drawn_avatar(cell.initials, "small", cell.picture)


def drawn_avatar(letters: str, size: str = "", picture: str = "") -> str:
    """Initials in a circle, and over them a picture that is fetched as it comes into view."""
    more = f" avatar-{escape(size)}" if size else ""
    image = f'<img src="{escape(picture)}" alt="" loading="lazy" decoding="async">' if picture else ""
    return f'<span class="avatar{more}" aria-hidden="true">{escape(letters)}{image}</span>'


def _linked(text: str, url: str, more: str) -> str:
    return f'<a{more} href="{escape(url)}">{text}</a>' if url else text


def _pills(cell: Cell) -> str:
    return "".join(
        [f'<span class="pill pill-{Tone(pill.tone).value}">{escape(pill.text)}</span>' for pill in cell.pills]
    )

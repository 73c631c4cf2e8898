"""Remembers what the columns of a file were decided to mean, by its headings alone, and knows the layout again."""

import json
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from matrikel.imports.models import Layout, Run
from matrikel.imports.places import own_fields
from matrikel.imports.rules.choices import CHOICES, UnknownChoice, corrected
from matrikel.imports.rules.fields import ColumnState, Field, Mapping
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, blind_index, seal, unseal

_SEALED = "imports_layout.sealed"
_BREAK = "\x1f"


@dataclass(frozen=True, slots=True)
class KnownLayout:
    """A layout that was brought in before: its headings, when it was first and last used."""

    id: UUID
    headings: tuple[str, ...]
    made_on: date
    used_on: date


def remember(run: Run, mapping: Mapping, *, on: date) -> None:
    """Keep what was decided about the columns; a file without headings has nothing to be known by."""
    if run.header_row is None or not any(column.header for column in mapping):
        return
    fingerprint = _fingerprint(mapping)
    layout = Layout.objects.filter(association_id=run.association_id, fingerprint=fingerprint).first()
    if layout is None:
        layout = Layout(id=new_id(), association_id=run.association_id, fingerprint=fingerprint, made_on=on)
    kept = [[column.header, column.field.value, column.state.value, column.label] for column in mapping]
    packed = json.dumps(kept, ensure_ascii=False).encode()
    (layout.sealed,) = seal([(Place(column=_SEALED, row=layout.id), packed)])
    layout.column_count, layout.used_on, layout.on_couple = len(mapping), on, run.on_couple
    layout.save()


def recognise(
    mapping: Mapping, *, sample: Sequence[Sequence[str]], country: str, withheld: Set[Field]
) -> tuple[Mapping, date | None, str]:
    """
    The mapping as it was decided the last time, when that was, and what was done with rows that name two people.

    As it came, None and nothing for a new layout. `withheld` is what nobody could choose today
    (`places.withheld_fields`): that is not chosen by memory either.
    """
    if not any(column.header for column in mapping):
        return mapping, None, ""
    layout = Layout.objects.filter(
        association_id=current_association(), fingerprint=_fingerprint(mapping)
    ).first()
    if layout is None:
        return mapping, None, ""
    decided = _applied(mapping, _opened(layout), sample=sample, country=country, withheld=withheld)
    return (mapping, None, "") if decided is None else (decided, layout.used_on, layout.on_couple)


def as_in(
    mapping: Mapping,
    earlier: Mapping,
    *,
    sample: Sequence[Sequence[str]],
    country: str,
    withheld: Set[Field],
) -> Mapping:
    """The mapping as that of an earlier file of the same headings, which need not have been confirmed."""
    kept = [[column.header, column.field.value, column.state.value, column.label] for column in earlier]
    mine = mapping[: len(earlier)]
    if [column.header for column in mine] != [column.header for column in earlier]:
        return mapping
    decided = _applied(mine, kept, sample=sample, country=country, withheld=withheld)
    return mapping if decided is None else (*decided, *mapping[len(earlier) :])


def _applied(
    mapping: Mapping,
    kept: Sequence[Sequence[Any]],
    *,
    sample: Sequence[Sequence[str]],
    country: str,
    withheld: Set[Field],
) -> Mapping | None:
    choices: dict[int, tuple[Field, str]] = {}
    own = own_fields()
    for column, (_header, field, state, label) in zip(mapping, kept, strict=True):
        wanted = Field.LEAVE_OUT if state == ColumnState.LEFT_OUT else Field(field)
        if state == ColumnState.DOUBTED or (
            wanted is column.field and label == column.label and column.is_mapped
        ):
            continue
        if wanted is Field.LEAVE_OUT and column.state is ColumnState.LEFT_OUT:
            continue
        if wanted is Field.OWN and label not in own:
            # The field has gone since: what the column may become is asked anew.
            continue
        if wanted is Field.LEAVE_OUT or (wanted in CHOICES and wanted not in withheld):
            choices[column.index] = (wanted, label)
    try:
        return corrected(mapping, choices, sample=sample, country=country)
    except UnknownChoice:
        return None


def known_layouts() -> list[KnownLayout]:
    """Every layout that is remembered, the one used last first."""
    found = Layout.objects.filter(association_id=current_association()).order_by("-used_on", "-id")
    return [
        KnownLayout(layout.id, tuple(kept[0] for kept in _opened(layout)), layout.made_on, layout.used_on)
        for layout in found
    ]


def _opened(layout: Layout) -> list[list[Any]]:
    place = Place(column=_SEALED, row=layout.id)
    opened: list[list[Any]] = json.loads(unseal([(place, bytes(layout.sealed))])[0])
    return opened


def _fingerprint(mapping: Mapping) -> bytes:
    (found,) = blind_index(_SEALED, [_BREAK.join(column.header for column in mapping)])
    return found

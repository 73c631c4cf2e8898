"""Own fields as filters and columns for lists of people."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from django.db import connection
from django.utils.translation import get_language

from matrikel.fields import storage
from matrikel.fields.rules.definitions import FEW_ANSWERS, Kind
from matrikel.fields.rules.rows import FieldRow
from matrikel.fields.rules.values import NO, YES, day_of, folded
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import current_association
from matrikel.organisations.queries import get_association
from matrikel.people.filters.offers import (
    Asked,
    Column,
    Condition,
    Filter,
    FilterKind,
    Offer,
    Option,
    Value,
)

PREFIX = "field."
OPEN = (
    "SELECT w.person_id FROM fields_fieldvalue w"
    " WHERE w.association_id = %(association)s AND w.field_id = %(field)s"
)
SEALED = (
    "SELECT w.person_id FROM fields_sealedfieldvalue w"
    " WHERE w.association_id = %(association)s AND w.field_id = %(field)s"
)
KINDS = {
    Kind.TEXT: FilterKind.TEXT,
    Kind.LINK: FilterKind.TEXT,
    Kind.NUMBER: FilterKind.NUMBERS,
    Kind.DATE: FilterKind.DAYS,
    **dict.fromkeys(FEW_ANSWERS, FilterKind.CHOICE),
}


def _find_own(viewer: Viewer) -> tuple[Sequence[Filter], Sequence[Column]]:
    fields = storage.load_fields(with_retired=False)
    if not fields:
        return (), ()
    languages = (get_language() or "en", get_association().language)
    filters = [_filter(field, languages) for field in fields if field.is_filterable]
    columns = [_column(field, languages) for field in fields if not field.is_sealed]
    return filters, columns


OFFER = Offer(prefix=PREFIX, find_own=_find_own)
"""What stands at the end of the menu: the association's own fields."""


def _filter(field: FieldRow, languages: tuple[str, ...]) -> Filter:
    options = partial(_options, field, languages) if field.kind in FEW_ANSWERS else None
    return Filter(
        code=f"{PREFIX}{field.id}",
        kind=KINDS[Kind(field.kind)],
        condition=partial(_condition, field),
        options=options,
        clean=folded,
        right=Right.SENSITIVE_SEE if field.is_sealed else None,
        label=field.label(*languages),
    )


def _options(field: FieldRow, languages: tuple[str, ...], _viewer: Viewer) -> Sequence[Option]:
    if field.kind == Kind.YES_NO:
        return [Option(value=YES), Option(value=NO)]
    return [
        Option(value=option.code, label=field.option_label(option.code, *languages))
        for option in field.options
    ]


def _condition(field: FieldRow, asked: Asked) -> Condition:
    values: dict[str, object] = {"field": field.id}
    if field.is_sealed:
        hashes = storage.hidden_keys([(field.id, value) for value in asked.values])
        return Condition(
            people=f"{SEALED} AND w.hidden_key = ANY (%(keys)s)", values={**values, "keys": hashes}
        )
    match KINDS[Kind(field.kind)]:
        case FilterKind.CHOICE:
            return Condition(
                people=f"{OPEN} AND w.key = ANY (%(keys)s)", values={**values, "keys": list(asked.values)}
            )
        case FilterKind.DAYS:
            found = f"{OPEN} AND w.day >= %(first)s AND w.day <= %(last)s"
            first, last = asked.first_day or date.min, asked.last_day or date.max
            return Condition(people=found, values={**values, "first": first, "last": last})
        case FilterKind.NUMBERS:
            found = f"{OPEN} AND w.number >= %(first)s AND w.number <= %(last)s"
            scale, most = 10**field.decimals, 2**62
            first_number = -most if asked.first is None else asked.first * scale
            last_number = most if asked.last is None else asked.last * scale
            return Condition(people=found, values={**values, "first": first_number, "last": last_number})
    # In the C collation a beginning is a range, which the index answers.
    begin = asked.values[0]
    found = f"{OPEN} AND w.key >= %(begin)s AND w.key < %(end)s"
    return Condition(people=found, values={**values, "begin": begin, "end": f"{begin}\U0010ffff"})


def _column(field: FieldRow, languages: tuple[str, ...]) -> Column:
    return Column(
        code=f"{PREFIX}{field.id}",
        values=partial(_values, field, languages),
        label=field.label(*languages),
        is_numeric=field.kind in (Kind.NUMBER, Kind.DATE),
    )


def _values(
    field: FieldRow, languages: tuple[str, ...], person_ids: Sequence[UUID], _viewer: Viewer, _on: date
) -> Mapping[UUID, Value]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.person_id, array_agg(v.text ORDER BY v.part) FROM fields_fieldvalue v"
            " WHERE v.association_id = %s AND v.field_id = %s AND v.person_id = ANY (%s) GROUP BY v.person_id",
            [current_association(), field.id, list(person_ids)],
        )
        found: list[tuple[UUID, list[str]]] = cursor.fetchall()
    shown = _shown(field, languages)
    return {person_id: shown(texts) for person_id, texts in found}


def _shown(field: FieldRow, languages: tuple[str, ...]) -> Callable[[Sequence[str]], Value]:
    """Return how kept texts become what the list shows: a date, a truth, the words of answers."""
    match field.kind:
        case Kind.DATE:
            return lambda texts: day_of(field.kind, texts[0]) or texts[0]
        case Kind.YES_NO:
            return lambda texts: texts[0] == YES
        case Kind.NUMBER if not field.decimals:
            return lambda texts: int(texts[0])
        case Kind.CHOICE | Kind.CHOICES:
            return lambda texts: tuple(field.option_label(text, *languages) for text in texts)
    return lambda texts: texts[0]

"""The personal-data map: every column of every table, whose data it is, why it is held and for how long."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist
from django.db import models


class Level(IntEnum):
    """How much care a value needs; SPECIAL is GDPR Art. 9, identity numbers and protection."""

    NONE = 0
    PERSONAL = 1
    SENSITIVE = 2
    SPECIAL = 3


class Erase(StrEnum):
    """What the erasure plan does with a value."""

    DELETE_ROW = "delete_row"
    BLANK = "blank"
    UNLINK = "unlink"
    HOLD = "hold"
    KEEP = "keep"
    FILE = "file"


class TableClass(StrEnum):
    """The three listed classes of tables; a table outside them does not exist."""

    ASSOCIATION = "association"
    INSTALLATION = "installation"
    BORDER = "border"


@dataclass(frozen=True, slots=True)
class F:
    """What is declared about one column. `export`: yes, redact or no; `audit`: name, value or omit."""

    level: Level
    purposes: tuple[str, ...] = ()
    retention: str = ""
    erase: Erase = Erase.KEEP
    export: str = "yes"
    audit: str = "name"
    sealed: bool = False
    free_text: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One table's page of the map; `about` are the query paths from a row to its person."""

    label: str
    table_class: TableClass
    about: tuple[str, ...]
    fields: dict[str, F] = field(default_factory=dict)


NONE = F(Level.NONE)
"""A column that says nothing about anybody."""

RETENTION = re.compile(
    r"^(?:(?:exit|written|last_activity|event_end|created|used)\+\d+[dmy]|hold:[a-z_]+|while:[a-z_]+)$"
)

_pages: dict[str, Page] = {}


def table(
    label: str,
    /,
    *,
    about: str | tuple[str, ...] | None,
    table_class: TableClass = TableClass.ASSOCIATION,
    **fields: F,
) -> None:
    """Enter a table's page into the map: `label` is `app_label.Model`, `about` the path from a row to its person."""
    paths = (about,) if isinstance(about, str) else about or ()
    _pages[label] = Page(label, table_class, paths, fields)


def pages() -> dict[str, Page]:
    """Return the whole map, by model label, reading every room's page first."""
    for config in apps.get_app_configs():
        name = f"{config.name}.personal_data"
        if config.name.startswith("matrikel.") and find_spec(name):
            import_module(name)
    return dict(_pages)


def list_problems(extra_models: Iterable[type[models.Model]] = ()) -> list[str]:
    """Return one line per hole or contradiction in the map; an empty list means that it is whole."""
    mapped = pages()
    found: list[str] = []
    known = {}
    for model in [*apps.get_models(include_auto_created=True), *extra_models]:
        if (model._meta.managed and not model._meta.proxy) or model._meta.app_label == "procrastinate":
            known[model._meta.label] = model
    for label in sorted(known.keys() - mapped.keys()):
        found.append(f"{label}: the table has no page in the personal-data map")
    for label in sorted(mapped.keys() - known.keys()):
        found.append(f"{label}: the map has a page for a table that does not exist")
    for label in sorted(known.keys() & mapped.keys()):
        found += [f"{label}: {line}" for line in _problems_of(known[label], mapped[label])]
    return found


def _problems_of(model: type[models.Model], page: Page) -> Iterable[str]:
    columns = {column.name: column for column in model._meta.concrete_fields}
    for name in sorted(columns.keys() - page.fields.keys()):
        yield f"the column {name} has no entry"
    for name in sorted(page.fields.keys() - columns.keys()):
        yield f"the entry {name} has no column"
    has_association = "association_id" in {column.attname for column in columns.values()}
    if (
        page.table_class is TableClass.ASSOCIATION
        and not has_association
        and model._meta.label != ASSOCIATION_TABLE
    ):
        yield "an association table needs association_id"
    if page.table_class is TableClass.INSTALLATION and has_association:
        yield "an installation table holds no association data"
    personal = [name for name, entry in page.fields.items() if entry.level > Level.NONE]
    if personal and not page.about:
        yield f"personal columns ({', '.join(personal)}) but no path to a person"
    yield from _problems_of_paths(model, page)
    for name, entry in page.fields.items():
        column = columns.get(name)
        if column is None:
            continue
        if entry.level > Level.NONE and (not entry.purposes or not entry.retention):
            yield f"the personal column {name} needs purposes and retention"
        if entry.retention and not RETENTION.match(entry.retention):
            yield f"the column {name} has an unknown retention rule {entry.retention}"
        if entry.level >= Level.SENSITIVE and not entry.sealed and not entry.why:
            yield f"the column {name} is {entry.level.name} and neither sealed nor justified"
        if entry.export == "no" and not entry.why:
            yield f"the column {name} is not exported and does not say why"
        if entry.audit == "value" and entry.level > Level.NONE:
            yield f"the column {name} would put personal values into the audit header"
        if entry.erase is Erase.BLANK and (
            column.unique or not (column.null or column.empty_strings_allowed)
        ):
            yield f"the column {name} cannot be blanked"
        if isinstance(column, models.FileField) and entry.erase is not Erase.FILE:
            yield f"the file column {name} needs Erase.FILE"


def _problems_of_paths(model: type[models.Model], page: Page) -> Iterable[str]:
    for path in page.about:
        here: Any = model
        try:
            for step in () if path == "self" else path.split("__"):
                here = here._meta.get_field(step).related_model
        except (FieldDoesNotExist, AttributeError):
            yield f"the path {path} leads nowhere"
    persons = [
        field.name
        for field in model._meta.concrete_fields
        if field.related_model is not None and field.related_model._meta.label == PERSON_TABLE
    ]
    for name in persons:
        if name not in page.about:
            yield f"the column {name} leads to a person, but no path says so"


PERSON_TABLE = "people.Person"
"""The table whose rows are the persons that the map's paths lead to."""

ASSOCIATION_TABLE = "organisations.Association"
"""The one association table whose own id is the association."""


def check_map(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Answer Django's system check with the same problems that the guard test finds."""
    return [Error(line, id="matrikel.E001") for line in list_problems()]

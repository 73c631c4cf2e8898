"""Gathers, checks and compiles the words of all pages, without GNU gettext."""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from matrikel.console.languages import find_mixed_up

PACKAGE = Path(__file__).resolve().parents[1]
LOCALE = PACKAGE / "locale"
# English is the language of the source; it needs no catalogue.
LANGUAGES = ("sv", "nb", "fi", "da", "nl")

_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?[a-z]+")
_LINE_WIDTH = 100


def gather() -> Catalog:
    """Return every message in the source, with where it stands."""
    catalog = Catalog(project="Matrikel", charset="utf-8", fuzzy=False)
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            source = path.read_text(encoding="utf-8")
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            source = _as_python(path)
        else:
            continue
        found = extract("python", io.BytesIO(source.encode()), _KEYWORDS, comment_tags=("Translators:",))
        for line, message, comments, context in found:
            location = (path.relative_to(PACKAGE).as_posix(), line)
            catalog.add(message, None, [location], auto_comments=comments, context=context)
    return catalog


def update() -> None:
    """Bring the catalogue of every language in line with the source; new messages stay empty."""
    template = gather()
    for language in LANGUAGES:
        path = _po(language)
        catalog = _read(language)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        file = io.BytesIO()
        write_po(
            file, catalog, width=_LINE_WIDTH, sort_output=True, include_lineno=False, ignore_obsolete=True
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.getvalue())


def find_problems() -> Iterator[str]:
    """Yield a sentence for every message that is missing, fuzzy, obsolete, has lost a placeholder or is another's."""
    template = gather()
    catalogs = {language: _read(language) for language in LANGUAGES}
    for wanted in template:
        if wanted.id:
            for language, mix_up in _mixed_up(wanted, catalogs):
                yield f"{language}: {mix_up}: {_name(wanted)} ({wanted.locations[0][0]})"
    for language, catalog in catalogs.items():
        for wanted in template:
            if not wanted.id:
                continue
            message = catalog.get(wanted.id, wanted.context)
            problem = _problem(wanted, message, catalog.num_plurals)
            if problem:
                yield f"{language}: {problem}: {_name(wanted)} ({wanted.locations[0][0]})"
        for message in [*catalog, *catalog.obsolete.values()]:
            if message.id and template.get(message.id, message.context) is None:
                yield f"{language}: obsolete: {_name(message)}"


def compile_stale() -> None:
    """Compile every catalogue that is newer than its compiled form."""
    for path in LOCALE.glob("*/LC_MESSAGES/django.po"):
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        # Renamed into place: a web worker that starts meanwhile never reads half a file.
        half = compiled.with_suffix(".half")
        with half.open("wb") as file:
            write_mo(file, _read(path.parts[-3]))
        half.replace(compiled)


def main() -> int:
    """Do what `make messages`, `make check` and the environment ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["update", "check", "compile"])
    what = parser.parse_args().what
    if what == "check":
        problems = list(find_problems())
        for problem in problems[:40]:
            print(problem, file=sys.stderr)
        if len(problems) > 40:
            print(f"… and {len(problems) - 40} more", file=sys.stderr)
        return 1 if problems else 0
    if what == "update":
        update()
    compile_stale()
    return 0


def _as_python(path: Path) -> str:
    """Return a template as lines of calls that a Python tokenizer can read, each on its own line number."""
    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return "\n".join(line.strip() for line in source.split("\n"))


def _read(language: str) -> Catalog:
    path = _po(language)
    if not path.exists():
        return Catalog(locale=language, project="Matrikel", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _problem(wanted: Message, message: Message | None, plurals: int) -> str | None:
    if message is None:
        return "missing"
    forms = [message.string] if isinstance(message.string, str) else list(message.string or [])
    if not all(forms) or len(forms) != (plurals if wanted.pluralizable else 1):
        return "missing"
    if message.fuzzy:
        return "fuzzy"
    ids = [wanted.id] if isinstance(wanted.id, str) else list(wanted.id)
    # A singular may say "one" instead of the number, so only the last form must name everything.
    if _placeholders(forms[-1:]) != _placeholders(ids[-1:]) or not _placeholders(forms) <= _placeholders(ids):
        return "other placeholders or tags"
    if any(map(_LOOSE_DOTS.search, forms)):
        return "a blank before the dots"
    return None


# A blank before the dots may end a line, and the dots begin the next one; of two ways one would be read as a mistake.
_LOOSE_DOTS = re.compile(r"\S[ \u00a0\u202f]…")


def _mixed_up(wanted: Message, catalogs: Mapping[str, Catalog]) -> Iterator[tuple[str, str]]:
    ids = [wanted.id] if isinstance(wanted.id, str) else list(wanted.id)
    found = {language: catalog.get(wanted.id, wanted.context) for language, catalog in catalogs.items()}
    # The last form of a plural says all that the others say.
    texts = {
        language: message.string if isinstance(message.string, str) else (message.string or ("",))[-1]
        for language, message in found.items()
        if message is not None
    }
    yield from find_mixed_up(ids[-1], {language: text for language, text in texts.items() if text})


def _placeholders(texts: Iterable[str]) -> set[str]:
    return {found for text in texts for found in _PLACEHOLDER.findall(text)}


def _name(message: Message) -> str:
    return repr(message.id if isinstance(message.id, str) else message.id[0])


if __name__ == "__main__":
    sys.exit(main())

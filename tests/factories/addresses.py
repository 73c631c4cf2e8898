"""All addresses, found by walking the resolver, so that a page that is added tomorrow is tested tomorrow."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import product
from uuid import UUID

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from matrikel.kernel.ids import new_id

UNDER_A_SLUG = ("office", "portal")


NUMBERED = frozenset({"factor_id"})
"""What the table of a library counts instead of naming it by a UUID."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """One pattern: its name, the names of what it takes beside the association, and the view behind it."""

    namespace: str
    name: str
    takes: tuple[str, ...]
    view: Callable[..., object]

    def fill(self, slug: str, ids: Mapping[str, Sequence[UUID]]) -> list[str]:
        """Return the address with each combination of ids; an unknown kind of id is a KeyError."""
        if self.namespace not in UNDER_A_SLUG:
            # Nobody's id where an id is asked for; a text where a text is.
            taken: dict[str, object] = {
                name: 0 if name in NUMBERED else new_id() if name.endswith("_id") else "x"
                for name in self.takes
            }
            name = f"{self.namespace}:{self.name}"
            try:
                return [reverse(name, kwargs=taken)]
            except NoReverseMatch:  # what an association shows to everybody, outside its office
                return [reverse(name, kwargs={"association": slug, **taken})]
        return [
            reverse(
                f"{self.namespace}:{self.name}",
                kwargs={"association": slug, **dict(zip(self.takes, values, strict=True))},
            )
            for values in product(*(ids[name] for name in self.takes))
        ]


def all_addresses() -> list[Address]:
    """Return every address of the installation."""
    return list(_walk(get_resolver(), "", ()))


def addresses_of_associations() -> list[Address]:
    """Return every address that lies under an association's slug."""
    return [found for found in all_addresses() if found.namespace in UNDER_A_SLUG]


def _walk(resolver: URLResolver, namespace: str, takes: tuple[str, ...]) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        own = (*takes, *pattern.pattern.converters)
        if isinstance(pattern, URLPattern):
            rest = tuple(name for name in own if name != "association")
            yield Address(namespace=namespace, name=pattern.name or "", takes=rest, view=pattern.callback)
        else:
            yield from _walk(pattern, pattern.namespace or namespace, own)


@dataclass(kw_only=True, slots=True)
class Form:
    """A form as a browser would send it untouched: where to, how, with which values, and the kind of each control."""

    action: str
    method: str
    values: dict[str, list[str]]
    files: list[str]
    kinds: dict[str, str]


class _Page(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.path, self.forms, self.open_form = path, [], None
        self.by_id: dict[str, Form] = {}
        self.links: list[str] = []
        self.select = ""
        self.text_area = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "a" and found.get("href", "").startswith(("/", "?")):
            self.links.append(found["href"])
        if tag == "form":
            self.open_form = Form(
                action=found.get("action") or self.path,
                method=found.get("method", "get").lower(),
                values={},
                files=[],
                kinds={},
            )
            self.forms.append(self.open_form)
            if "id" in found:
                self.by_id[found["id"]] = self.open_form
        form = self.by_id.get(found.get("form", ""), self.open_form)
        if form is None or not (name := found.get("name") or (self.select if tag == "option" else "")):
            return
        form.kinds.setdefault(name, found.get("type") or tag)
        if tag == "select":
            self.select = name
            form.values.setdefault(name, [])
        elif tag == "option":
            if "selected" in found or not form.values[name]:
                form.values[name] = [found.get("value", "")]
        elif tag == "textarea":
            form.values[name] = [""]
        elif tag == "input" and found.get("type") == "file":
            form.files.append(name)
        elif tag == "input" and (found.get("type") not in ("checkbox", "radio") or "checked" in found):
            form.values.setdefault(name, []).append(found.get("value", ""))
        elif tag in ("input", "button"):
            form.values.setdefault(name, [found.get("value", "")])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open_form = None
        if tag == "select":
            self.select = ""


def forms_of(path: str, page: str) -> list[Form]:
    """Return the forms of a page."""
    parser = _Page(path)
    parser.feed(page)
    return parser.forms


def parameters_of(path: str, page: str) -> list[str]:
    """Return the names that the page itself uses in query strings of its own address."""
    parser = _Page(path)
    parser.feed(page)
    own = re.escape(path)
    linked = {
        name
        for link in parser.links
        if re.match(rf"(?:{own})?\?", link)
        for name in re.findall(r"[?&]([^=&]+)=", link)
    }
    typed = {
        name for form in parser.forms if form.method == "get" and form.action == path for name in form.values
    }
    return sorted(linked | typed)

"""Writes docs/access-matrix.md: which role opens which page, as the doors and the starting roles say it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "access-matrix.md"
HEAD = """# Which role opens which page

Written by `make access_matrix` from what every page declares at its door and what the starting roles give; a test
compares it with what the pages answer. An association may change its roles, and what then holds is decided by the same
rule.

`●` opens · `◐` opens to a role of the whole association, and is refused (403) to the same role of a branch · empty:
refused (403). Within a page, whoever holds a role in a branch sees the people of that branch and of those below it;
everybody else looks absent (404). Whoever holds no role in the association finds nothing at any of these addresses (404),
and whoever is not signed in is sent to the sign-in. Another association's ids look absent (404) everywhere. Members see
their own pages only if their sign-in is tied to a person in the register, and are led there from the first page,
which opens to every role (`any_role`) and shows each what it may open.

`↻` asks for a second step of the last ten minutes · `(↻)` asks for it where what is sent needs it (a bank account).
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page of an association: its address, the right that its door asks for, and whether for a fresh second step."""

    name: str
    address: str
    right: str
    anew: str


def pages() -> Sequence[Page]:
    """Return every page under an association's address, in order of address."""
    from django.urls import get_resolver

    return sorted(
        (page for page in _walk(get_resolver(), "/", "") if page.name.split(":")[0] in ("office", "portal")),
        key=lambda page: page.address,
    )


def _walk(group: Any, start: str, namespace: str) -> Iterator[Page]:
    from django.urls import URLPattern

    for pattern in group.url_patterns:
        address = start + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            right = str(getattr(pattern.callback, "door", ""))
            anew = {False: "", True: " ↻"}.get(getattr(pattern.callback, "fresh", False), " (↻)")
            yield Page(name=f"{namespace}:{pattern.name}", address=address, right=right, anew=anew)
        else:
            yield from _walk(pattern, address, pattern.namespace or namespace)


def opens(role: str, right: str, *, in_branch: bool) -> bool:
    """Say whether a starting role opens a page that asks for a right."""
    from matrikel.access import rules
    from matrikel.kernel.actors import Right

    unit: UUID | None = uuid4() if in_branch else None
    rights = rules.rights_in([each.value for each in rules.STARTING_ROLES[role]], is_in_branch=in_branch)
    places: Mapping[UUID, rules.Place] = rules.places_of([(unit, None)]) if unit else {}
    if right == "any_role":
        return True
    return rules.reaches([rules.Grant(rights=rights, unit_id=unit)], places, Right(right))


def document() -> str:
    """Return the whole page."""
    from matrikel.access.rules import STARTING_ROLES

    roles = list(STARTING_ROLES)
    lines = [HEAD, "| Page | Right | " + " | ".join(role.replace("_", " ") for role in roles) + " |"]
    lines.append("|---|---|" + ":-:|" * len(roles))
    for page in pages():
        marks = [_mark(role, page.right) for role in roles]
        address = page.address.replace("<slug:association>", "…").replace("|", "\\|")
        lines.append(f"| `{address}` | {page.right}{page.anew} | " + " | ".join(marks) + " |")
    return "\n".join(lines) + "\n"


def _mark(role: str, right: str) -> str:
    if not opens(role, right, in_branch=False):
        return ""
    return "●" if opens(role, right, in_branch=True) else "◐"


def main() -> int:
    """Write the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    sys.path.insert(0, str(DOCUMENT.parents[1] / "src"))
    import django

    django.setup()
    DOCUMENT.write_text(document(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

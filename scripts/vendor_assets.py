"""Brings the third-party files that pages use into `ui/static/vendor/`, pruned, and writes down what they are.

Run by a maintainer, never at build or run time: `python scripts/vendor_assets.py`. It needs `npm` and network;
the same pinned versions always give the same files. To use another icon, add its name to ICONS; to use another
part of Tabler, add its classes to TABLER_CLASSES; then run it again.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

VENDOR = Path(__file__).resolve().parent.parent / "src" / "matrikel" / "ui" / "static" / "vendor"

PACKAGES = {
    "htmx.org": "2.0.11",
    "@tabler/core": "1.6.1",
    "@tabler/icons": "3.51.0",
    "@fontsource-variable/inter": "5.3.0",
}

ICONS = [
    "activity",
    "adjustments-horizontal",
    "alert-triangle",
    "archive",
    "arrow-back-up",
    "arrow-left",
    "arrow-right",
    "arrows-exchange",
    "ban",
    "bell",
    "building",
    "building-bank",
    "building-community",
    "calendar-event",
    "cake",
    "chart-line",
    "check",
    "checks",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "circle-check",
    "circle-dot",
    "circle-x",
    "clipboard-list",
    "clock",
    "copy",
    "database-import",
    "device-floppy",
    "device-mobile",
    "dots",
    "download",
    "edit",
    "external-link",
    "eye",
    "eye-off",
    "file-certificate",
    "file-import",
    "file-spreadsheet",
    "file-text",
    "filter",
    "fingerprint",
    "flag",
    "history",
    "home",
    "home-heart",
    "id-badge-2",
    "info-circle",
    "key",
    "keyboard",
    "language",
    "lifebuoy",
    "link",
    "list-check",
    "loader",
    "lock",
    "lock-open",
    "login",
    "logout",
    "mail",
    "map-pin",
    "menu-2",
    "message-circle",
    "moon",
    "news",
    "notebook",
    "notes",
    "pencil",
    "phone",
    "player-play",
    "plus",
    "receipt-2",
    "refresh",
    "search",
    "select",
    "send",
    "settings",
    "shield-check",
    "shield-lock",
    "sitemap",
    "sparkles",
    "speakerphone",
    "sun",
    "switch-horizontal",
    "table",
    "tag",
    "ticket",
    "trash",
    "toggle-right",
    "upload",
    "user",
    "user-check",
    "user-exclamation",
    "user-minus",
    "user-off",
    "user-plus",
    "user-question",
    "users",
    "users-group",
    "world",
    "x",
]

TABLER_CLASSES = frozenset(
    [
        "btn",
        "btn-primary",
        "btn-sm",
        "btn-icon",
        "btn-link",
        "card",
        "card-header",
        "card-title",
        "card-body",
        "card-footer",
        "form-control",
        "form-select",
        "form-label",
        "form-hint",
        "form-check",
        "form-check-input",
        "form-check-label",
        "is-invalid",
        "invalid-feedback",
        "required",
        "input-icon",
        "input-icon-addon",
        "nav",
        "nav-tabs",
        "nav-link",
        "nav-item",
        "active",
        "disabled",
        "table",
        "avatar",
    ]
)


@dataclass(frozen=True)
class Rule:
    """One style rule or at-rule; `children` is None for declarations."""

    prelude: str
    body: str
    children: tuple[Rule, ...] | None


def parse(css: str) -> tuple[Rule, ...]:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    return tuple(_rules(css))


def _rules(css: str) -> Iterator[Rule]:
    position = 0
    while position < len(css):
        opening, statement = _find(css, "{", position), _find(css, ";", position)
        if opening == -1:
            return
        if statement != -1 and statement < opening:  # @charset, @import: nothing of Tabler's is wanted
            position = statement + 1
            continue
        closing = _closing(css, opening)
        prelude, body = " ".join(css[position:opening].split()), css[opening + 1 : closing]
        nested = prelude.startswith(("@media", "@supports", "@container"))
        yield Rule(prelude, body, tuple(_rules(body)) if nested else None)
        position = closing + 1


def _find(css: str, wanted: str, start: int) -> int:
    """The next `wanted` outside quotes and brackets."""
    quote, depth = "", 0
    for index in range(start, len(css)):
        character = css[index]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
        elif character == wanted and depth == 0:
            return index
    return -1


def _closing(css: str, opening: int) -> int:
    depth, position = 0, opening
    quote = ""
    for position in range(opening, len(css)):
        character = css[position]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                return position
    return position


def split(text: str, separator: str) -> list[str]:
    parts, start = [], 0
    while (end := _find(text, separator, start)) != -1:
        parts.append(text[start:end].strip())
        start = end + 1
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def is_wanted(selector: str) -> bool:
    if re.search(r"\[data-|\[dir|\.theme-|\[contenteditable", selector):
        return False
    return all(name in TABLER_CLASSES for name in re.findall(r"\.(-?[_a-zA-Z][-\w]*)", selector))


def prune(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    kept: list[Rule] = []
    for rule in rules:
        if rule.children is not None:
            if "print" in rule.prelude:  # printing is ours
                continue
            if children := prune(rule.children):
                kept.append(Rule(rule.prelude, "", children))
        elif rule.prelude.startswith("@"):
            if rule.prelude.startswith("@keyframes"):
                kept.append(rule)
        elif wanted := [selector for selector in split(rule.prelude, ",") if is_wanted(selector)]:
            kept.append(Rule(", ".join(wanted), rule.body, None))
    return tuple(kept)


def drop_unused(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Leaves out custom properties and keyframes that nothing refers to, until nothing changes."""
    while True:
        text = write(rules)
        used = set(re.findall(r"var\(\s*(--[\w-]+)", text))
        names = " ".join(re.findall(r"animation(?:-name)?:([^;}]*)", text))
        smaller = _without(rules, used, set(names.split()))
        if smaller == rules:
            return rules
        rules = smaller


def _without(rules: tuple[Rule, ...], used: set[str], animations: set[str]) -> tuple[Rule, ...]:
    kept: list[Rule] = []
    for rule in rules:
        if rule.children is not None:
            if children := _without(rule.children, used, animations):
                kept.append(Rule(rule.prelude, "", children))
        elif rule.prelude.startswith("@keyframes"):
            if rule.prelude.split()[1] in animations:
                kept.append(rule)
        else:
            lines = [
                line
                for line in split(rule.body, ";")
                if not line.startswith("--") or line.split(":", 1)[0].strip() in used
            ]
            if lines:
                kept.append(Rule(rule.prelude, ";".join(lines), None))
    return tuple(kept)


def write(rules: tuple[Rule, ...]) -> str:
    lines = []
    for rule in rules:
        if rule.children is not None:
            lines.append(f"{rule.prelude} {{\n{write(rule.children)}}}\n")
        else:
            body = re.sub(r"\s*\n\s*", "", rule.body)
            body = re.sub(r":\s+", ":", body) if "url(" not in body else body
            lines.append(f"{rule.prelude} {{{body.strip()}}}\n")
    return "".join(lines)


def data_icons_to_files(css: str, folder: Path) -> str:
    """A strict content security policy allows no `data:` addresses, so each becomes a file beside the sheet."""
    folder.mkdir(parents=True, exist_ok=True)

    def store(match: re.Match[str]) -> str:
        svg = unquote(match["svg"]).replace("\\", "")
        name = f"{hashlib.sha256(svg.encode()).hexdigest()[:10]}.svg"
        (folder / name).write_text(svg + "\n", encoding="utf-8")
        return f'url("{folder.name}/{name}")'

    css = re.sub(r'url\("data:image/svg\+xml(?:;[\w=-]+)?,(?P<svg>.*?)"\)', store, css)
    if "data:" in css:
        raise SystemExit("a data: address is left in the pruned Tabler")
    return css


def unpack(name: str, version: str, into: Path) -> tuple[Path, str]:
    answer = subprocess.run(
        ["npm", "pack", "--json", f"{name}@{version}"], cwd=into, check=True, capture_output=True, text=True
    )
    archive = into / Path(json.loads(answer.stdout)[0]["filename"]).name
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    target = into / re.sub(r"\W+", "-", name)
    with tarfile.open(archive) as packed:
        packed.extractall(target, filter="data")
    return target / "package", digest


def vendor_tabler(source: Path) -> None:
    target = VENDOR / "tabler"
    target.mkdir(parents=True)
    css = (source / "dist" / "css" / "tabler.css").read_text(encoding="utf-8")
    pruned = write(drop_unused(prune(parse(css))))
    pruned = data_icons_to_files(pruned, target / "img")
    notice = f"/*! Tabler {PACKAGES['@tabler/core']}, MIT, https://tabler.io. Pruned by scripts/vendor_assets.py. */\n"
    (target / "tabler.css").write_text(f"{notice}@layer vendor {{\n{pruned}}}\n", encoding="utf-8")


def vendor_icons(source: Path) -> None:
    target = VENDOR / "tabler-icons"
    target.mkdir(parents=True)
    for name in ICONS:
        svg = (source / "icons" / "outline" / f"{name}.svg").read_text(encoding="utf-8")
        svg = re.sub(r"<!--.*?-->", "", svg, flags=re.S)
        paths = re.sub(r"\s+", " ", re.sub(r"</?svg[^>]*>", "", svg)).strip()
        (target / f"{name}.svg").write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
            f' stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{paths}</svg>\n',
            encoding="utf-8",
        )


def vendor_inter(source: Path) -> None:
    target = VENDOR / "inter"
    target.mkdir(parents=True)
    css = (source / "wght.css").read_text(encoding="utf-8")
    faces = []
    for subset in ("latin-ext", "latin"):
        name = f"inter-{subset}-wght-normal.woff2"
        shutil.copyfile(source / "files" / name, target / name)
        face = next(
            block for block in re.findall(r"@font-face \{.*?\}", css, flags=re.S) if f"/{name}" in block
        )
        faces.append(re.sub(r"url\(\./files/", "url(", face))
    (target / "inter.css").write_text("@layer vendor {\n" + "\n".join(faces) + "\n}\n", encoding="utf-8")


def vendor_htmx(source: Path) -> None:
    target = VENDOR / "htmx"
    target.mkdir(parents=True)
    text = (source / "dist" / "htmx.min.js").read_text(encoding="utf-8")
    (target / "htmx.min.js").write_text(text.rstrip() + "\n", encoding="utf-8")


LICENCES = {
    "htmx.org": "0BSD",
    "@tabler/core": "MIT",
    "@tabler/icons": "MIT",
    "@fontsource-variable/inter": "OFL-1.1",
}
KEPT = {
    "htmx.org": "the minified script",
    "@tabler/core": "the rules of the classes we use, under `@layer vendor`; `data:` icons as files; no scripts",
    "@tabler/icons": "the outline icons we use, one file each",
    "@fontsource-variable/inter": "the upright variable font, latin and latin-ext",
}


def main() -> None:
    steps = {
        "htmx.org": vendor_htmx,
        "@tabler/core": vendor_tabler,
        "@tabler/icons": vendor_icons,
        "@fontsource-variable/inter": vendor_inter,
    }
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        sources = {name: unpack(name, version, Path(folder)) for name, version in PACKAGES.items()}
        shutil.rmtree(VENDOR, ignore_errors=True)
        for name, step in steps.items():
            source, digest = sources[name]
            step(source)
            rows.append(f"| {name} | {PACKAGES[name]} | `{digest}` | {LICENCES[name]} | {KEPT[name]} |")
            licence = next(
                (path for path in (source / "LICENSE", source / "LICENSE.md") if path.is_file()), None
            )
            if licence is not None:
                folder_name = {"htmx.org": "htmx", "@tabler/core": "tabler", "@tabler/icons": "tabler-icons"}
                shutil.copyfile(licence, VENDOR / folder_name.get(name, "inter") / "LICENSE.txt")
    (VENDOR / "VENDORED.md").write_text(
        "# Files that others made\n\n"
        "Written by `scripts/vendor_assets.py`; do not edit by hand. The sha256 is that of the package on npm.\n\n"
        "| package | version | sha256 | licence | what we keep |\n| --- | --- | --- | --- | --- |\n"
        + "\n".join(rows)
        + "\n",
        encoding="utf-8",
    )
    for path in sorted(VENDOR.rglob("*")):
        if path.is_file() and path.suffix in {".css", ".js", ".woff2"}:
            print(f"{path.stat().st_size:>8}  {path.relative_to(VENDOR)}")


if __name__ == "__main__":
    main()

"""
Asks for every pinned library whether a hole in it is known.

What could not be asked counts as a failure: an audit without an answer is none. It goes on to the end of all lists and
says how far it came, and why no farther. Needs the network, and stands outside `make check` for that reason.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
LISTS = ("runtime", "dev", "audit")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    What is known about a list: how many libraries are pinned and were answered for, and what stands against them.

    `holes` are libraries with what the hole is called; `unasked` are pinned ones without an answer, each with why.
    """

    pinned: int
    holes: Sequence[tuple[str, str]]
    unasked: Sequence[tuple[str, str]]

    @property
    def is_clean(self) -> bool:
        """Say whether every pinned library was answered for, and nothing stands against any."""
        return bool(self.pinned) and not self.holes and not self.unasked


def read_answer(pins: str, answer: str, said: str = "") -> Answer:
    """
    Return what an answer of pip-audit means for a list of pins; `said` is what it wrote beside the answer.

    A library that the answer leaves out was not asked about, and of an answer that cannot be read none was.
    """
    try:
        libraries = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        libraries = []
    answered = {_same(each["name"]): each for each in libraries}
    holes, unasked = [], []
    for name, version in PINNED.findall(pins):
        found = answered.get(_same(name))
        if found is None:
            unasked.append((name, _last_line(said) or "not in the answer"))
        elif "skip_reason" in found:
            unasked.append((name, found["skip_reason"]))
        elif found.get("version") != version:
            unasked.append((name, f"answered for {found.get('version')} and not for {version}"))
        else:
            holes += [(f"{name} {version}", hole["id"]) for hole in found.get("vulns", ())]
    return Answer(pinned=len(PINNED.findall(pins)), holes=holes, unasked=unasked)


def tell(name: str, answer: Answer) -> list[str]:
    """Return the lines that say what came of a list."""
    asked = answer.pinned - len(answer.unasked)
    lines = [
        f"{name}: {asked} of {answer.pinned} pinned libraries answered for, {len(answer.holes)} known holes"
    ]
    lines += [f"    {library}: {hole}" for library, hole in answer.holes]
    # The same thing is said of each, with its name and version at the end.
    why = Counter(re.sub(r":? \S+ \(\S+\)$", "", reason) for _library, reason in answer.unasked)
    lines += [f"    {count} not: {reason}" for reason, count in why.most_common(MOST_SHOWN)]
    return lines


def _same(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _last_line(text: str) -> str:
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")


def ask(path: Path) -> Answer:
    """Ask about every library of a list, also those that another system or Python would install."""
    pins = path.read_text(encoding="utf-8")
    pip_audit = [HOME / ".venv/audit/bin/pip-audit", "--progress-spinner", "off", "--require-hashes"]
    # Without its markers: on the machine where this runs, others than those pinned for it are left out.
    plain = re.sub(r" ; [^\\\n]+(?=\\?$)", " ", pins, flags=re.MULTILINE)
    done = subprocess.run(
        [*pip_audit, "--disable-pip", "--format", "json", "-r", "/dev/stdin"],
        input=plain,
        capture_output=True,
        text=True,
        check=False,
    )
    return read_answer(pins, done.stdout, done.stderr)


def main() -> int:
    """Ask about every list, and return 0 only where all of them are clean."""
    answers = []
    for name in LISTS:
        path = HOME / "requirements" / f"{name}.txt"
        answers.append(ask(path))
        print("\n".join(tell(f"requirements/{path.name}", answers[-1])), flush=True)
    if all(answer.is_clean for answer in answers):
        return 0
    holes = sum(len(answer.holes) for answer in answers)
    unasked = sum(len(answer.unasked) for answer in answers)
    if holes:
        print(f"{holes} holes are known in what is pinned above.", file=sys.stderr)
    if unasked:
        print(f"No answer about {unasked} libraries: what could not be asked is a failure.", file=sys.stderr)
    if unasked == sum(answer.pinned for answer in answers):
        print(
            "Not one was answered for: from here, no index that tells of holes is reached.", file=sys.stderr
        )
    return 1


if __name__ == "__main__":
    sys.exit(main())

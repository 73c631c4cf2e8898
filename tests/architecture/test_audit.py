"""`make audit` says what came of every pinned library, and what it could not ask about is a failure."""

import json
import re
from pathlib import Path

from scripts.audit_requirements import LISTS, PINNED, read_answer, tell

HOME = Path(__file__).resolve().parents[2]
PINS = """django==5.2.1 \\
    --hash=sha256:aa
psycopg[binary]==3.3.9 ; implementation_name != 'pypy' \\
    --hash=sha256:bb
zope-interface==7.0 \\
    --hash=sha256:cc
"""
CLEAN = [
    {"name": "django", "version": "5.2.1", "vulns": []},
    {"name": "psycopg", "version": "3.3.9", "vulns": []},
    {"name": "zope.interface", "version": "7.0", "vulns": []},
]


def said_of(*libraries: dict[str, object]) -> str:
    return json.dumps({"dependencies": list(libraries), "fixes": []})


def test_a_list_is_clean_where_each_pinned_library_was_answered_for_and_nothing_is_known() -> None:
    answer = read_answer(PINS, said_of(*CLEAN))
    assert (answer.is_clean, answer.pinned) == (True, 3)
    assert tell("x", answer) == ["x: 3 of 3 pinned libraries answered for, 0 known holes"]


def test_a_known_hole_is_named_and_fails() -> None:
    answer = read_answer(PINS, said_of({**CLEAN[0], "vulns": [{"id": "PYSEC-1"}]}, *CLEAN[1:]))
    assert (answer.is_clean, answer.holes) == (False, [("django 5.2.1", "PYSEC-1")])
    assert tell("x", answer)[1:] == ["    django 5.2.1: PYSEC-1"]


def test_what_could_not_be_asked_about_fails_and_says_why() -> None:
    skipped = {"name": "psycopg", "skip_reason": "Dependency not found on PyPI: psycopg (3.3.9)"}
    answer = read_answer(PINS, said_of(CLEAN[0], skipped, CLEAN[2]))
    assert (answer.is_clean, [name for name, _why in answer.unasked]) == (False, ["psycopg"])
    assert tell("x", answer) == [
        "x: 2 of 3 pinned libraries answered for, 0 known holes",
        "    1 not: Dependency not found on PyPI",
    ]


def test_a_library_that_the_answer_leaves_out_or_gives_in_another_version_was_not_asked_about() -> None:
    other = {"name": "zope.interface", "version": "6.0", "vulns": []}
    answer = read_answer(PINS, said_of(CLEAN[0], other))
    assert (answer.is_clean, [name for name, _why in answer.unasked]) == (
        False,
        ["psycopg", "zope-interface"],
    )


def test_no_answer_at_all_fails_with_the_last_thing_that_was_said() -> None:
    for text in ("", "{", "[]", '{"error": 1}'):
        answer = read_answer(PINS, text, "Traceback\nConnectionError: the service does not answer\n\n")
        assert (answer.is_clean, len(answer.unasked)) == (False, 3)
        assert tell("x", answer)[1:] == ["    3 not: ConnectionError: the service does not answer"]


def test_an_empty_list_is_not_clean() -> None:
    assert read_answer("", said_of()).is_clean is False


def test_every_pin_of_the_lists_is_asked_about() -> None:
    # Each pinned library has its hashes below it; a pin that the pattern overlooked would never be asked about.
    for name in LISTS:
        text = (HOME / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        pinned = [line for line in text.splitlines() if re.match(r"[A-Za-z0-9]", line)]
        assert len(PINNED.findall(text)) == len(pinned) > 40


def test_make_runs_bandit_with_the_checks_and_our_own_rules_with_the_audit() -> None:
    text = (HOME / "Makefile").read_text(encoding="utf-8")
    audit = text.split("\naudit:")[1].split("\n\n")[0]
    assert "check_security" in text.split("\nCHECKS :=")[1].split("\n")[0]
    assert "bandit" in text.split("\ncheck_security:")[1].split("\ncheck_")[0]
    assert ("scripts/audit/rules.yml src" in audit, "scripts.audit_requirements" in audit) == (True, True)

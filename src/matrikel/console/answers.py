"""How a command answers: one JSON document or a few lines for a person, and a sentence when it fails."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from typing import Any


class CommandFailed(Exception):
    """The command could not do what was asked; the message is one sentence for whoever typed it."""


def add_json_flag(parser: argparse.ArgumentParser) -> None:
    """Let a command be asked for JSON."""
    parser.add_argument("--json", action="store_true", help="answer as one JSON document")


def answer(arguments: argparse.Namespace, facts: Mapping[str, Any], *lines: str) -> None:
    """Print the facts as JSON when asked for, else the lines."""
    if arguments.json:
        print(json.dumps(facts, ensure_ascii=False, indent=2, default=str))
    else:
        print("\n".join(lines))

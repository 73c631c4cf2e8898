"""Small values that components draw: pills, facts, tabs, figures, rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Tone(StrEnum):
    """How a pill looks. The words say what it means; colour never does so alone."""

    GOOD = "good"
    BAD = "bad"
    AMBER = "amber"
    QUIET = "quiet"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pill:
    tone: Tone
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Tab:
    label: str
    url: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A term and its value; `note` says where the value comes from, `url` makes the value a link."""

    term: str
    value: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RowItem:
    """An icon, a line, a line below it, and something at the end: a time or one button."""

    icon: str
    title: str
    line: str = ""
    end: str = ""
    url: str = ""
    action_label: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ActItem:
    """An act that needs two: what it does, who asked, what it waits for or who agreed; `state` once it is settled."""

    id: UUID
    title: str
    asked: str
    line: str = ""
    url: str = ""
    may_agree: bool = False
    may_refuse: bool = False
    state: Pill | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One number with its history; the history is drawn, and told in `line`."""

    label: str
    value: str
    line: str = ""
    points: tuple[float, ...] = ()
    amber: bool = False


def sparkline(points: Sequence[float], *, width: int = 124, height: int = 28) -> str:
    """The points as coordinates of an SVG polyline that fills the box."""
    if len(points) < 2:
        return ""
    low, high = min(points), max(points)
    spread = (high - low) or 1.0
    step = width / (len(points) - 1)
    return " ".join(
        f"{index * step:.1f},{(high - point) / spread * height if high > low else height / 2:.1f}"
        for index, point in enumerate(points)
    )

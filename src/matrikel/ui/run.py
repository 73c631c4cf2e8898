"""The one run: imports, fee rounds, mailings and the like show themselves through these values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matrikel.ui.parts import Fact


class Step(StrEnum):
    PREVIEW = "preview"
    CONFIRM = "confirm"
    PROGRESS = "progress"
    RESULT = "result"


STEPS = tuple(Step)


@dataclass(frozen=True, kw_only=True, slots=True)
class RunView:
    """Where a run stands. `poll_url` answers with the progress fragment until `is_over`."""

    title: str
    step: Step
    done: int = 0
    total: int = 0
    unit: str = ""
    per_second: float | None = None
    seconds_left: int | None = None
    poll_url: str = ""
    page_url: str = ""
    cancel_url: str = ""
    result_url: str = ""
    note: str = ""
    numbers: tuple[Fact, ...] = ()
    is_over: bool = False

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0

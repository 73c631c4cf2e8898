"""Draws a course of yearly numbers as lines of an SVG: where each point, line and label stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 440, 224
LEFT, RIGHT, TOP, BOTTOM = 42, 14, 12, 30
MOST_LABELS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A word of the axis and where it stands."""

    text: str
    at: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A line over years, drawn in a box of `width` by `height`."""

    width: int
    height: int
    left: int
    right: int
    base: float
    line: str
    area: str
    end_x: float
    end_y: float
    across: tuple[Label, ...]
    up: tuple[Label, ...]


def draw(points: Sequence[tuple[str, int]], *, write: Callable[[int], str]) -> Chart:
    """Return the picture of at least two named numbers; the upright axis begins at nought."""
    step = tick_step(max(number for _name, number in points))
    top = step * max(1, -(-max(number for _name, number in points) // step))
    wide = (WIDTH - LEFT - RIGHT) / (len(points) - 1)
    tall = HEIGHT - TOP - BOTTOM
    base = float(HEIGHT - BOTTOM)

    def y_of(number: int) -> float:
        return round(base - tall * number / top, 1)

    places = [(round(LEFT + wide * index, 1), y_of(number)) for index, (_name, number) in enumerate(points)]
    line = " ".join(f"{x},{y}" for x, y in places)
    every = -(-len(points) // MOST_LABELS)
    last = len(points) - 1
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        base=base,
        line=line,
        area=f"{places[0][0]},{base} {line} {places[-1][0]},{base}",
        end_x=places[-1][0],
        end_y=places[-1][1],
        across=tuple(
            Label(text=name, at=places[index][0])
            for index, (name, _number) in enumerate(points)
            if (last - index) % every == 0
        ),
        up=tuple(Label(text=write(number), at=y_of(number)) for number in range(0, top + 1, step)),
    )


def tick_step(most: int) -> int:
    """Return the round distance between two lines of the axis, so that there are three to six of them."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if most <= factor * size * 5:
                return factor * size
        size *= 10

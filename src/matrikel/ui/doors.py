"""The sign of a door that is open to everyone; other doors name a right."""

from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])


def open_to_everyone(view: View) -> View:
    """Mark a page that asks for no role; every address without a mark fails a test."""
    view.door = "everyone"  # type: ignore[attr-defined]
    return view

"""Takes times and sums them up: medians for what is repeated, the 95th percentile for what varies."""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def milliseconds(function: Callable[[], object]) -> float:
    """Run something once and return how long it took."""
    started = time.perf_counter()
    function()
    return (time.perf_counter() - started) * 1000


def best_of(times: int, function: Callable[[], object]) -> float:
    """Return the median of a few runs; the first warms the caches and does not count."""
    function()
    return statistics.median(milliseconds(function) for _ in range(times))


def p95(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def in_turns(times: int, **functions: Callable[[], object]) -> dict[str, list[float]]:
    """Time several things one after the other, again and again, so that a busy machine is unkind to all alike."""
    for function in functions.values():
        function()
    taken: dict[str, list[float]] = {name: [] for name in functions}
    for _ in range(times):
        for name, function in functions.items():
            taken[name].append(milliseconds(function))
    return taken


def at_quiet(values: Sequence[float]) -> float:
    """Return the time in the quietest tenth of the moments, when nothing else kept the machine busy."""
    return sorted(values)[len(values) // 10]


def summary(values: Sequence[float]) -> dict[str, float]:
    """Return the quiet moments, the median and the 95th percentile in milliseconds."""
    return {
        "quiet_ms": round(at_quiet(values), 2),
        "median_ms": round(statistics.median(values), 2),
        "p95_ms": round(p95(values), 2),
    }


def ratio(value: float, base: float) -> float:
    """Return how many times the base a value is."""
    return round(value / base, 2) if base else float("inf")


def peak_memory_mb() -> int:
    """
    Return how much memory this process has held at most.

    Linux counts into `ru_maxrss` what the process that started this one held, so the kernel's own mark is read there.
    """
    if sys.platform == "linux":
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return round(int(line.split()[1]) / 1024)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / 1024 / (1024 if sys.platform == "darwin" else 1))

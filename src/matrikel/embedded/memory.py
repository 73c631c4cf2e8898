"""Says how much memory the embedded server may take, by what there is of it."""

from __future__ import annotations

import os
from pathlib import Path

_MB = 1024 * 1024
# Where Linux says what a container may take at most: version 2 of control groups, then version 1.
_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def find_memory(limits: tuple[Path, ...] = _LIMITS) -> int:
    """Return how many bytes of memory this machine has, or its container is allowed; 0 where nobody says."""
    try:
        found = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):  # the system does not know these names
        return 0
    for path in limits:
        try:
            said = path.read_text(encoding="ascii").strip()
        except OSError:
            continue
        if said.isdigit():
            found = min(found, int(said))
    return max(found, 0)


def memory_settings(memory: int) -> str:
    """
    Return the lines of postgresql.conf for a machine with so many bytes of memory.

    An eighth holds what was read last: the register's own processes and the system's cache live on the rest. A small
    machine, and one of which nothing is known, gets what works with 1 GB.
    """
    return (
        f"shared_buffers = '{_within(192, memory // 8 // _MB, 2048)}MB'\n"
        f"effective_cache_size = '{_within(512, memory // 2 // _MB, 65536)}MB'\n"
        f"maintenance_work_mem = '{_within(128, memory // 32 // _MB, 512)}MB'\n"
    )


def _within(least: int, wanted: int, most: int) -> int:
    return max(least, min(wanted, most))

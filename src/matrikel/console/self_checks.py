"""What is looked at before anybody is served: an installation that is open somewhere does not start."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator, Sequence
from typing import Any

LOOPBACK_NAMES = frozenset({"localhost", "[::1]", ".localhost"})


def problems_of_the_address(
    *, host: str, allowed_hosts: Sequence[str], behind_https: bool, debug: bool
) -> list[str]:
    """
    Return what is wrong with where an installation listens and which names it answers to, in sentences.

    Passwords, cookies and members' data cross the network in clear where nothing encrypts in between, so without
    HTTPS only this machine itself is served. Cookies are then also bound to the name (`__Host-`, RFC 6265bis).
    """
    problems = []
    if "*" in allowed_hosts:
        problems.append("ALLOWED_HOSTS is *, so anybody's name would be answered to. Name the host.")
    elsewhere = sorted(name for name in allowed_hosts if not _is_here(name) and name != "*")
    if elsewhere and not behind_https:
        problems.append(
            f"{', '.join(elsewhere)} would be served without encryption. "
            "Put a proxy with a certificate in front, and leave BEHIND_HTTPS alone."
        )
    if not behind_https and not _is_here(host):
        problems.append(
            f"--host {host} listens to other machines, without encryption. "
            "Listen on 127.0.0.1, or put a proxy with a certificate in front and set ALLOWED_HOSTS."
        )
    if debug and (elsewhere or not _is_here(host)):
        problems.append("MATRIKEL_DEBUG shows data on error pages; it is only for this machine itself.")
    return problems


def _is_here(name: str) -> bool:
    if name in LOOPBACK_NAMES or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def problems_of_the_doors() -> list[str]:
    """Return the addresses whose page says of nobody that they may enter."""
    from matrikel.kernel.actors import Right

    signs = {"everyone", "host", *(right.value for right in Right)}
    return [
        f"The page at {address} does not say who may enter."
        for address, view in _addresses()
        if getattr(view, "door", None) not in signs
    ]


def _addresses() -> Iterator[tuple[str, Callable[..., Any]]]:
    from django.urls import URLPattern, get_resolver

    waiting: list[tuple[str, Any]] = [("/", get_resolver())]
    while waiting:
        start, group = waiting.pop()
        for pattern in group.url_patterns:
            address = start + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield address, pattern.callback
            else:
                waiting.append((address, pattern))


def problems_of_the_database() -> list[str]:
    """Return every hole in the wall between associations, the role that pages use included."""
    from django.db import transaction

    from matrikel.kernel.queries import list_isolation_breaches

    with transaction.atomic():
        return [f"{breach.table}: {breach.problem}" for breach in list_isolation_breaches()]

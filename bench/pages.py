"""Asks for the people list and a person's page in a small and in a very large association, in turns."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench.place import AT, ON, SINCE
from bench.timing import at_quiet, in_turns, ratio, summary
from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.queries import find_account
from matrikel.authentication.rules.proofs import proven
from matrikel.kernel.actors import Right, Viewer, command
from matrikel.kernel.scope import association_scope
from matrikel.selections.queries.people import list_people
from matrikel.selections.rules import Question

TIMES = 60


def measure(associations: dict[str, UUID]) -> dict[str, Any]:
    """Return, per page, the server time at both sizes, their ratio, and how many queries it asks."""
    clients = {slug: signed_in(association_id, slug) for slug, association_id in associations.items()}
    marks = {slug: someone_in_the_middle(association_id) for slug, association_id in associations.items()}
    pages: dict[str, Callable[[str], str]] = {
        "list": lambda slug: _list(slug),
        "list_from_the_middle": lambda slug: f"{_list(slug)}?after={marks[slug]}",
        "list_of_members": lambda slug: f"{_list(slug)}?status=member",
        "list_by_joining": lambda slug: f"{_list(slug)}?sort=-joined",
        "list_by_place_from_the_middle": lambda slug: f"{_list(slug)}?sort=place&after={marks[slug]}",
        "list_by_postcode_of_members": lambda slug: f"{_list(slug)}?sort=-postcode&status=member",
        "person": lambda slug: reverse(
            "office:person", kwargs={"association": slug, "person_id": marks[slug]}
        ),
    }
    return compared(pages, clients)


def compared(pages: dict[str, Callable[[str], str]], clients: dict[str, Client]) -> dict[str, Any]:
    """Ask for each page in the small and the large association in turns; `pages` are addresses by the slug."""
    small, large = clients
    answer = {}
    for name, address in pages.items():
        taken = in_turns(
            TIMES,
            **{slug: lambda slug=slug: _get(clients[slug], address(slug)) for slug in clients},  # noqa: B023
        )
        answer[name] = {
            "small": summary(taken[small]),
            "large": summary(taken[large]),
            "ratio": ratio(statistics.median(taken[large]), statistics.median(taken[small])),
            "ratio_in_quiet_moments": ratio(at_quiet(taken[large]), at_quiet(taken[small])),
            "queries": _queries(clients[large], address(large)),
        }
    return answer


def _list(slug: str) -> str:
    return reverse("office:people", kwargs={"association": slug})


def _get(client: Client, address: str) -> None:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        _get(client, address)
    # What begins and ends transactions asks nothing.
    return sum(not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for query in asked)


def signed_in_account(association_id: UUID, slug: str) -> Any:
    """Return the account of a secretary of the association."""
    with association_scope(association_id), transaction.atomic():
        (account_id,) = grant_terms(
            terms=[NewTerm(email=f"secretary@{slug}.example.se", role="secretary", starts_on=SINCE)],
            actor=command("bench"),
            at=AT,
        )
    return find_account(account_id=account_id)


def signed_in(association_id: UUID, slug: str) -> Client:
    """Return a client that is signed in as a secretary of the association, both steps done."""
    client = Client()
    client.force_login(signed_in_account(association_id, slug))
    session: Any = client.session
    prove(session)
    session.save()
    return client


def prove(session: Any) -> None:
    """Let a session be one that began with both steps, just now: without, every page leads to signing in."""
    session.keep_proof(proven(None, factor=True, at=timezone.now()))


def someone_in_the_middle(association_id: UUID) -> UUID:
    """Return a person far from both ends of the list."""
    viewer = Viewer(association_id=association_id, account_id=None, rights=frozenset(Right))
    with association_scope(association_id), transaction.atomic():
        page = list_people(question=Question(search="magnusson"), on=ON, viewer=viewer)
    return page.rows[0].id

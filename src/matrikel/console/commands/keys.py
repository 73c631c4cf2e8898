"""Make, change or list the keys of the sealed fields (identity numbers, protected addresses).

init makes the keyring; rotate adds a key and wraps every association's key with it; inventory lists them.
Keep a copy of the keyring apart from the database's backups: without it, sealed fields stay sealed for ever.
Where this installation has hosts, rotating takes two of them: say with --by which host asks. Another agrees at /host/two/
within a day, or nobody calls it off for a day, and the same command run again does it.
"""

import argparse
from dataclasses import asdict
from typing import Any

from matrikel.console.answers import CommandFailed, add_json_flag, answer
from matrikel.console.start import start_django


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("what", choices=["init", "rotate", "inventory"])
    parser.add_argument("--by", metavar="EMAIL", default="", help="the host who asks for rotating")
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """Do it."""
    start_django()
    from matrikel.keys.keyring import KeyringUnusable, keyring

    try:
        if arguments.what == "init":
            keyring().create()
            _note("keys.made", keyring().list_ids()[-1])
            _answer(arguments, {"keyring": keyring().directory, "installation_keys": keyring().list_ids()})
        elif arguments.what == "rotate":
            _pass_hosts(arguments.by)
            added = keyring().add_installation_key()
            rewrapped = _rewrap()
            _note("keys.rotated", added, rewrapped=len(rewrapped))
            _answer(arguments, {"installation_key": added, "rewrapped": rewrapped})
        else:
            _answer(arguments, {"installation_keys": keyring().list_ids(), "associations": _inventory()})
    except KeyringUnusable as problem:
        raise CommandFailed(str(problem)) from problem


def _pass_hosts(by: str) -> None:
    """Go on if two hosts want this rotation: one that starts from the key that wraps now."""
    from django.utils import timezone

    from matrikel.access.actions.pass_hosts import pass_hosts
    from matrikel.access.models import PendingAct
    from matrikel.kernel.actors import command
    from matrikel.keys.keyring import keyring

    concerns = {"command": "rotate", "from": keyring().list_ids()[-1]}
    pass_hosts(kind=PendingAct.Kind.KEYS, concerns=concerns, by=by, actor=command("keys"), at=timezone.now())


def _rewrap() -> list[str]:
    from django.db import transaction

    from matrikel.kernel.ids import INSTALLATION
    from matrikel.kernel.scope import association_scope
    from matrikel.keys.sealing import rewrap_association_key
    from matrikel.organisations.queries import list_slugs

    rewrapped = []
    # The installation's own log is sealed as well.
    for slug, association_id in [*list_slugs(), ("installation", INSTALLATION)]:
        with association_scope(association_id), transaction.atomic():
            if rewrap_association_key():
                rewrapped.append(slug)
    return rewrapped


def _note(verb: str, key_id: str, **counts: int) -> None:
    """Write down what happened to the keys, under the installation; keys may be made before there are tables."""
    from django.db import connection, transaction
    from django.utils import timezone

    from matrikel.audit.actions.record import Act, record
    from matrikel.kernel.actors import command
    from matrikel.kernel.ids import INSTALLATION
    from matrikel.kernel.scope import association_scope

    with association_scope(INSTALLATION), transaction.atomic():
        if "audit_entry" in connection.introspection.table_names():
            act = Act(action=verb, header={"installation_key": key_id, **counts})
            record(acts=[act], actor=command("keys"), at=timezone.now())


def _inventory() -> list[dict[str, Any]]:
    from django.db import transaction

    from matrikel.kernel.scope import association_scope
    from matrikel.keys.queries import get_inventory
    from matrikel.organisations.queries import list_slugs

    rows = []
    for slug, association_id in list_slugs():
        with association_scope(association_id), transaction.atomic():
            found = asdict(get_inventory())
        found.pop("installation_keys")
        rows.append({"association": slug, **found})
    return rows


def _answer(arguments: argparse.Namespace, facts: dict[str, Any]) -> None:
    answer(arguments, facts, *(f"{name}: {value}" for name, value in facts.items()))

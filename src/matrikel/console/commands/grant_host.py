"""Make somebody a host of this installation, who sees its associations and invites new ones, and print a link.

The first host is made at once. After that it takes two, to make one and to take it away: say with --by which host asks.
All hosts are told by letter; another agrees at /host/two/ within a day, and the same command run again does it, once.
If nobody has agreed or called it off after twenty-four hours, it can be done for another twenty-four.
"""

import argparse

from matrikel.console.answers import add_json_flag, answer
from matrikel.console.associations import base_url
from matrikel.console.start import start_django


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("--name", default="", help="what the host is called on screen")
    parser.add_argument("--withdraw", action="store_true", help="take it away again")
    parser.add_argument(
        "--by", metavar="EMAIL", default="", help="the host who asks for it; needed from the second on"
    )
    parser.add_argument(
        "--base-url", help="where people reach this installation (default: the running demo's address)"
    )
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """Do it."""
    start_django()
    facts = {"email": arguments.email, "is_host": not arguments.withdraw}
    if arguments.withdraw:
        grant(email=arguments.email, name="", command="grant_host", asked_by=arguments.by, withdraw=True)
        answer(arguments, facts, f"{arguments.email} is no host any more.")
        return
    path = grant(email=arguments.email, name=arguments.name, command="grant_host", asked_by=arguments.by)
    url = (arguments.base_url or base_url()).rstrip("/") + path
    answer(arguments, {**facts, "url": url}, url)


def grant(*, email: str, name: str, command: str, asked_by: str = "", withdraw: bool = False) -> str:
    """Make somebody a host, or no host any more, and return the path of a link that signs in once; then none."""
    from django.utils import timezone

    from matrikel.access.actions.grant_hosts import grant_hosts
    from matrikel.access.actions.make_sign_in_link import make_sign_in_link
    from matrikel.kernel import actors
    from matrikel.kernel.ids import INSTALLATION
    from matrikel.kernel.scope import association_scope

    now, actor = timezone.now(), actors.command(command)
    (account_id,) = grant_hosts(
        emails=[email], display_name=name, withdraw=withdraw, by=asked_by, actor=actor, at=now
    )
    if withdraw:
        return ""
    with association_scope(INSTALLATION):
        return make_sign_in_link(account_id=account_id, lands_on="/host/", actor=actor, at=now)

"""Give somebody a role and print a link that signs in once, within a day: for the first administrator."""

import argparse
from datetime import datetime
from uuid import UUID

from matrikel.console.answers import add_json_flag, answer
from matrikel.console.associations import add_association_argument, base_url, scope_of
from matrikel.console.start import start_django


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("email", metavar="EMAIL")
    add_association_argument(parser)
    parser.add_argument("--role", required=True, help="secretary, treasurer, chair, auditor, member …")
    parser.add_argument(
        "--base-url", help="where people reach this installation (default: the running demo's address)"
    )
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """Make it."""
    start_django()
    with scope_of(arguments.association):
        path = make_link(
            email=arguments.email,
            association=arguments.association,
            role=arguments.role,
            by="sign_in_link",
            tells_board=True,
        )
    url = (arguments.base_url or base_url()).rstrip("/") + path
    facts = {
        "url": url,
        "email": arguments.email,
        "association": arguments.association,
        "role": arguments.role,
    }
    answer(arguments, facts, url)


def make_link(*, email: str, association: str, role: str, by: str, tells_board: bool = False) -> str:
    """
    Return the path of a new link to the association of the current scope, whose role the address then holds.

    Whoever may see people lands in the office, everybody else on their own page. `tells_board` writes to the board that
    a role was given on the server: whoever runs the machine can, and nobody should without their knowing.
    """
    from django.db import transaction
    from django.utils import timezone

    from matrikel.access.actions.grant_terms import NewTerm, grant_terms
    from matrikel.access.actions.make_sign_in_link import make_sign_in_link
    from matrikel.access.queries import find_entrance
    from matrikel.kernel import actors

    now = timezone.now()
    term = NewTerm(email=email, role=role, starts_on=timezone.localdate(now), person_id=_person_with(email))
    (account_id,) = grant_terms(terms=[term], actor=actors.command(by), at=now)
    if tells_board:
        _tell_board(account_id, email=email, role=role, by=by, at=now)
    with transaction.atomic():
        entrance = find_entrance(account_id=account_id, at=now)
    presence = entrance.presence if entrance else None
    has_work = presence is not None and presence.sees_others
    lands_on = f"/{association}/" if has_work else f"/{association}/me/"
    return make_sign_in_link(account_id=account_id, lands_on=lands_on, actor=actors.command(by), at=now)


def _tell_board(account_id: UUID, *, email: str, role: str, by: str, at: datetime) -> None:
    from django.db import transaction
    from django.utils import translation
    from django.utils.text import capfirst
    from django.utils.translation import gettext as _

    from matrikel.access.actions.tell_board import tell_board
    from matrikel.access.wording import role_name
    from matrikel.kernel import actors
    from matrikel.mail.rules.content import Content, Facts, Paragraph
    from matrikel.organisations.queries import get_association

    with transaction.atomic():
        with translation.override(get_association().language):
            content = Content(
                subject=_("A role was given on the server"),
                blocks=[
                    Paragraph(_("Whoever runs Matrikel for you gave somebody a role and a link to sign in.")),
                    Facts(((email, str(capfirst(role_name(role)))),)),
                    Paragraph(_("If nobody on the board asked for it, end it under Board and roles.")),
                ],
            )
        tell_board(
            content=content,
            kind="access.given_on_server",
            units=[None],
            leaving_out=[account_id],
            actor=actors.command(by),
            at=at,
        )


def _person_with(email: str) -> UUID | None:
    """Return the person in the register who alone has this address, if there is one."""
    from django.db import transaction

    from matrikel.kernel.actors import Right, Viewer
    from matrikel.kernel.scope import current_association
    from matrikel.people.queries.similar import Sought, list_similar_people

    viewer = Viewer(association_id=current_association(), account_id=None, rights=frozenset(Right))
    with transaction.atomic():
        found = list_similar_people(
            sought=Sought(emails=[email.strip().lower()]), viewer=viewer, language="en"
        )
    return found[0].id if len(found) == 1 else None

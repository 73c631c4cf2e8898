"""Bring an association into existence, with everything that it needs from its first minute."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import association_scope
from matrikel.kernel.texts import is_line
from matrikel.kernel.transactions import action
from matrikel.organisations import queries, rules
from matrikel.organisations.models import Association, Host
from matrikel.organisations.rules.modules import ALL_MODULES, known_modules
from matrikel.organisations.signals import association_created


class AssociationRefused(Refusal):
    """The association cannot be created as asked; `field` names the part that is wrong."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def create_association(
    *,
    slug: str,
    name: str,
    country: str,
    kind: str,
    actor: Actor,
    at: datetime,
    language: str = "",
    modules: Sequence[str] = ALL_MODULES,
    is_demo: bool = False,
    is_set_up: bool = True,
    id: UUID | None = None,
) -> UUID:
    """
    Create an association and announce it, so that every room gives it its defaults.

    Opens the new association's scope itself and is therefore outermost, unless an `id` is given whose scope is
    open already: then it joins what else belongs to the beginning. One that is not set up yet is led through
    the questions of the assistant.

    :raises AssociationRefused: the address is taken or malformed, or the name, country, kind or language is not one.
    """
    if not rules.is_slug(slug):
        raise AssociationRefused(
            _("An address has 1 to 40 small letters, digits and hyphens, and is not reserved."), field="slug"
        )
    if kind not in Association.Kind.values:
        raise AssociationRefused(
            _("There is no such kind. The kinds are: %(kinds)s")
            % {"kinds": ", ".join(code.lower() for code in Association.Kind.values)}
        )
    if not name.strip() or not is_line(name.strip(), rules.LONGEST_NAME):
        raise AssociationRefused(
            _("An association has a name, in one line of at most 200 characters."), field="name"
        )
    if language and language not in rules.LANGUAGES:
        raise AssociationRefused(_("Matrikel does not speak that language."))
    row = queries.find_country(code=country, on=at.date())
    if row is None:
        raise AssociationRefused(_("Matrikel knows the countries SE, NO, FI, DK, NL and BE."))
    association_id = id or new_id()
    try:
        with association_scope(association_id):
            _create(
                Association(
                    id=association_id,
                    slug=slug,
                    name=name.strip(),
                    kind=kind,
                    country=country,
                    profile=rules.PROFILE_OF_KIND[kind],
                    language=language or row.default_language,
                    languages=[language or row.default_language],
                    modules=list(known_modules(modules)),
                    set_up_at=at if is_set_up else None,
                    currency=row.currency,
                    time_zone=row.time_zone,
                    is_demo=is_demo,
                ),
                actor=actor,
                at=at,
            )
    except IntegrityError as error:
        if "organisations_host" in str(error):
            raise AssociationRefused(_("That address is taken."), field="slug") from error
        raise
    return association_id


@action
def _create(association: Association, *, actor: Actor, at: datetime) -> None:
    Host.objects.create(slug=association.slug, leads_to=association.id)
    association.save(force_insert=True)
    association_created.send(sender=Association, association=queries.get_association(), at=at)
    record(
        acts=[Act(action="organisations.association_created", header={"kind": association.kind})],
        actor=actor,
        at=at,
    )

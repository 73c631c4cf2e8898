"""Change what an association is: its kind, how sensitive membership is, and its country."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, Change, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import Refusal
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations import queries, rules
from matrikel.organisations.models import Association
from matrikel.organisations.rules.set_up import PROPOSED_LANGUAGES
from matrikel.organisations.signals import association_recast


class RecastRefused(Refusal):
    """The association cannot become what was asked; `field` names the part that is wrong."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@action
def recast_association(
    *, version: int, actor: Actor, at: datetime, kind: str = "", profile: str = "", country: str = ""
) -> None:
    """
    Change kind, profile and country; what is empty stays as it is, and a new kind brings its usual profile along.

    A new country brings its currency and time zone, and while the association is being set up its languages too.

    :raises RecastRefused: a value is not possible, somebody else changed the association meanwhile, or a room
        above holds what is bound to the country.
    """
    before = queries.get_association()
    if Association.objects.select_for_update().get(id=before.id).version != version:
        raise RecastRefused(_("Somebody else changed the settings meanwhile. Look at them and try again."))
    after = replace(before)
    if kind:
        if kind not in Association.Kind.values:
            raise RecastRefused(_("There is no such kind of association."), field="kind")
        after = replace(after, kind=kind, profile=rules.PROFILE_OF_KIND[kind])
    if profile:
        if profile not in Association.Profile.values:
            raise RecastRefused(_("There is no such profile."), field="profile")
        after = replace(after, profile=profile)
    if country and country != before.country:
        row = queries.find_country(code=country, on=at.date())
        if row is None:
            raise RecastRefused(_("Matrikel does not know that country yet."), field="country")
        after = replace(after, country=country, currency=row.currency, time_zone=row.time_zone)
        if before.set_up_at is None:
            after = replace(
                after, language=row.default_language, languages=list(PROPOSED_LANGUAGES.get(country, ()))
            )
    columns = ("kind", "profile", "country", "currency", "time_zone", "language", "languages")
    changed = {
        name: (getattr(before, name), getattr(after, name))
        for name in columns
        if getattr(before, name) != getattr(after, name)
    }
    if not changed:
        return
    Association.objects.filter(id=current_association()).update(
        **{name: new for name, (_old, new) in changed.items()}, version=version + 1
    )
    association_recast.send(sender=Association, association=queries.get_association(), before=before, at=at)
    header = {name: new for name, (_old, new) in changed.items() if name in ("kind", "profile", "country")}
    change = Change(subject=None, values=changed)
    act = Act(action="organisations.association_recast", header=header, changes=[change])
    record(acts=[act], actor=actor, at=at)

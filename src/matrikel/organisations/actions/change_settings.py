"""Change what an association decides about itself."""

from datetime import datetime
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, Change, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import Refusal
from matrikel.kernel.scope import current_association
from matrikel.kernel.texts import is_line
from matrikel.kernel.transactions import action
from matrikel.organisations import rules
from matrikel.organisations.models import Association


class SettingsRefused(Refusal):
    """The settings cannot be changed as asked; `field` names the one that is wrong."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@action
def change_settings(*, settings: rules.Settings, version: int, actor: Actor, at: datetime) -> None:
    """
    Change the current association's settings.

    :raises SettingsRefused: a value is not possible, or somebody else changed the settings meanwhile.
    """
    association = Association.objects.select_for_update().get(id=current_association())
    if association.version != version:
        raise SettingsRefused(_("Somebody else changed the settings meanwhile. Look at them and try again."))
    if not settings.name.strip():
        raise SettingsRefused(_("An association has a name."), field="name")
    if settings.language not in rules.LANGUAGES:
        raise SettingsRefused(_("Matrikel does not speak that language."), field="language")
    # "localtime" is the server's own zone, which PostgreSQL does not know by that name.
    if settings.time_zone not in available_timezones() - {"localtime"}:
        raise SettingsRefused(_("There is no such time zone."), field="time_zone")
    if settings.colour and not rules.is_readable(settings.colour):
        raise SettingsRefused(
            _("White text on that colour is hard to read. Choose a darker one."), field="colour"
        )
    values = {
        "name": settings.name.strip(),
        "language": settings.language,
        "time_zone": settings.time_zone,
        "colour": settings.colour,
        "calls_itself": settings.calls_itself.strip(),
        "help_contact": settings.help_contact.strip(),
    }
    for field, longest in rules.LONGEST_TEXTS.items():
        if not is_line(values[field], longest):
            raise SettingsRefused(
                _("That is one line of at most %(longest)s characters.") % {"longest": longest}, field=field
            )
    changed = {
        key: (getattr(association, key), value)
        for key, value in values.items()
        if getattr(association, key) != value
    }
    if not changed:
        return
    for key, value in values.items():
        setattr(association, key, value)
    association.version += 1
    association.save(update_fields=[*changed, "version"])
    record(
        acts=[Act(action="organisations.settings_changed", changes=[Change(subject=None, values=changed)])],
        actor=actor,
        at=at,
    )

"""Change what an association decides about itself."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
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
from matrikel.organisations.rules.modules import known_modules

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"\+?[0-9 ()./-]{3,40}")
WEB = re.compile(r"https?://[^\s<>\"']+")


class SettingsRefused(Refusal):
    """The settings cannot be changed as asked; `field` names the one that is wrong."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@action
def change_settings(*, settings: rules.Settings, version: int, actor: Actor, at: datetime) -> None:
    """
    Change the current association's settings; `languages` and `modules` that are not given stay as they are.

    :raises SettingsRefused: a value is not possible, or somebody else changed the settings meanwhile.
    """
    association = Association.objects.select_for_update().get(id=current_association())
    if association.version != version:
        raise SettingsRefused(_("Somebody else changed the settings meanwhile. Look at them and try again."))
    values = _values(settings, association)
    _check(values)
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
    header = {"modules": values["modules"]} if "modules" in changed else {}
    change = Change(subject=None, values=changed)
    record(
        acts=[Act(action="organisations.settings_changed", header=header, changes=[change])],
        actor=actor,
        at=at,
    )


def _values(settings: rules.Settings, association: Association) -> dict[str, Any]:
    languages = [code for code in settings.languages or association.languages if code != settings.language]
    written = [settings.language, *dict.fromkeys(languages)]
    return {
        "name": settings.name.strip(),
        "language": settings.language,
        "languages": written,
        "names": rules.cleaned_names(settings.names, languages=written[1:]),
        "time_zone": settings.time_zone,
        "colour": settings.colour.lower(),
        "calls_itself": settings.calls_itself.strip(),
        "help_name": settings.help_name.strip(),
        "help_email": settings.help_email.strip(),
        "help_phone": settings.help_phone.strip(),
        "help_url": settings.help_url.strip(),
        "modules": association.modules if settings.modules is None else list(known_modules(settings.modules)),
    }


def _check(values: Mapping[str, Any]) -> None:
    if not values["name"]:
        raise SettingsRefused(_("An association has a name."), field="name")
    if values["language"] not in rules.LANGUAGES:
        raise SettingsRefused(_("Matrikel does not speak that language."), field="language")
    if set(values["languages"]) - {*rules.WRITTEN_LANGUAGES, *rules.LANGUAGES}:
        raise SettingsRefused(_("Matrikel does not know that language."), field="languages")
    # "localtime" is the server's own zone, which PostgreSQL does not know by that name.
    if values["time_zone"] not in available_timezones() - {"localtime"}:
        raise SettingsRefused(_("There is no such time zone."), field="time_zone")
    if values["colour"] and not rules.is_readable(values["colour"]):
        raise SettingsRefused(
            _("White text on that colour is hard to read. Choose a darker one."), field="colour"
        )
    for field, longest in rules.LONGEST_TEXTS.items():
        if not is_line(values[field], longest):
            raise SettingsRefused(
                _("That is one line of at most %(longest)s characters.") % {"longest": longest}, field=field
            )
    if not all(is_line(name, rules.LONGEST_NAME) for name in values["names"].values()):
        raise SettingsRefused(
            _("That is one line of at most %(longest)s characters.") % {"longest": rules.LONGEST_NAME},
            field="names",
        )
    if values["help_email"] and not EMAIL.fullmatch(values["help_email"]):
        raise SettingsRefused(_("That is not an e-mail address."), field="help_email")
    if values["help_phone"] and not PHONE.fullmatch(values["help_phone"]):
        raise SettingsRefused(_("That is not a phone number."), field="help_phone")
    if values["help_url"] and not WEB.fullmatch(values["help_url"]):
        raise SettingsRefused(_("A link begins with https:// and has no spaces in it."), field="help_url")

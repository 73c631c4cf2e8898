"""The codes of bulk edits as words: kinds, states, why somebody is left out, and values before and after."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from matrikel.office.bulkedits.kinds import Kind
from matrikel.office.people import wording as people_wording
from matrikel.people.rules import addresses
from matrikel.ui import formatting
from matrikel.ui.formatting import number
from matrikel.ui.parts import Pill, Tone

OF_A_ROW = ("branch", "tag_add", "tag_remove", "group", "membership_type")
"""Kinds whose values are ids of what there is to choose."""


def state_pill(state: str) -> Pill:
    """Return where a bulk edit stands."""
    words = {
        "CHECKING": (Tone.QUIET, pgettext("state of a change for many", "Being checked")),
        "REVIEW": (Tone.AMBER, pgettext("state of a change for many", "Waits for your yes")),
        "APPLYING": (Tone.AMBER, pgettext("state of a change for many", "Under way")),
        "DONE": (Tone.GOOD, pgettext("state of a change for many", "Done")),
        "CANCELLED": (Tone.QUIET, pgettext("state of a change for many", "Stopped")),
        "UNDOING": (Tone.AMBER, pgettext("state of a change for many", "Being taken back")),
        "UNDONE": (Tone.QUIET, pgettext("state of a change for many", "Taken back")),
    }
    tone, text = words[state]
    return Pill(tone=tone, text=text)


def reason(code: str) -> str:
    """Return why somebody is left out."""
    return {
        "no_address": _("No address is known"),
        "other_address": _("Lives at another address"),
        "no_membership": _("No membership goes beyond that day"),
        "not_tagged": _("Does not have the tag"),
        "not_in_group": _("Is not in the group"),
        "no_such_membership": _("Has no membership to change"),
        "several_memberships": _("Has several memberships: choose which type is to be followed"),
        "begins_that_day": _("The membership begins on that very day or later"),
        "has_type_later": _("Has a membership of that type later on already"),
        "wrong_age": _("Not of the age for that type"),
        "former": _("Is a former member"),
        "deceased": _("Has died"),
        "not_for_this_person": _("The field is not meant for this person"),
        "changed_meanwhile": _("Somebody else changed this person meanwhile"),
    }.get(code, code)


def made_line(code: str, values: Mapping[str, str]) -> str:
    """Return what the bulk edit makes beside changing people; nothing where it makes nothing."""
    name = values.get("new_name", "")
    if not name:
        return ""
    if code == "tag_add":
        return _("The tag “%(name)s” is new. It is made when you confirm.") % {"name": name}
    return _("The group “%(name)s” is new. It is made when you confirm.") % {"name": name}


def change_button(people: int) -> str:
    """Return what the button that begins the change says."""
    return ngettext("Change %(count)s person", "Change %(count)s people", people) % {"count": number(people)}


def shown(kind: Kind, values: Mapping[str, str], *, country: str) -> str:
    """Return values before or after as one line."""
    if "street" in values:
        postcode = addresses.display_postcode(values["postcode"], country) if values["postcode"] else ""
        parts = (values["care_of"], values["street"], f"{postcode} {values['place']}".strip())
        return ", ".join(part for part in parts if part)
    if "last_day" in values:
        return _("to %(day)s") % {"day": formatting.date(date.fromisoformat(values["last_day"]))}
    if "language" in values:
        return people_wording.language_name(values["language"]).capitalize() if values["language"] else ""
    named = {str(value): label.strip() for value, label in (*kind.options, *kind.earlier)}
    if kind.code in OF_A_ROW:
        return ", ".join(named.get(value, "") for value in values.values() if value)
    return ", ".join(value for value in values.values() if value)

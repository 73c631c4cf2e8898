"""What roles are called, in letters and on every page."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from matrikel.access.rules.roles import OWN

_ROLES = {
    "chair": pgettext_lazy("role", "chair"),
    "deputy_chair": pgettext_lazy("role", "deputy chair"),
    "secretary": pgettext_lazy("role", "secretary"),
    "membership_secretary": pgettext_lazy("role", "membership secretary"),
    "treasurer": pgettext_lazy("role", "treasurer"),
    "board_member": pgettext_lazy("role", "board member"),
    "auditor": pgettext_lazy("role", "auditor"),
    "event_organiser": pgettext_lazy("role", "event organiser"),
    "group_leader": pgettext_lazy("role", "group leader"),
    "data_protection_contact": pgettext_lazy("role", "data protection contact"),
    "data_protection_officer": pgettext_lazy("role", "data protection officer"),
    "staff": pgettext_lazy("role", "staff"),
    "federation_officer": pgettext_lazy("role", "federation officer"),
    "read_only": pgettext_lazy("role", "read only"),
    "member": pgettext_lazy("role", "member"),
}


def role_name(code: str) -> str:
    """Return what a role is called; one that the association made itself, as it was named there."""
    return str(_ROLES.get(code, code.removeprefix(OWN)))


def role_names(codes: str) -> str:
    """Return what the roles of a log entry (`secretary, treasurer`) are called, as the beginning of a line."""
    return capfirst(", ".join(role_name(code) for code in codes.split(", "))) if codes else ""


def act_name(kind: str) -> str:
    """Return what an act that needs two does, without whom it concerns: it stands in letters to the whole board."""
    return {
        "INVITE": _("Give somebody a role that opens protected identities"),
        "ROLE": _("Let a role open protected identities"),
        "LIFT": _("Lift somebody's protection"),
        "REVEAL": _("See the name of somebody in a sample for the audit"),
        "CEILING": _("Let officers take out or open more people within a day"),
        "HOST": _("Change who is host of this installation"),
        "KEYS": _("Change the keys of this installation"),
    }[kind]

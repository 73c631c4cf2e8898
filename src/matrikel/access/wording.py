"""What roles are called, in letters and on every page."""

from django.utils.text import capfirst
from django.utils.translation import pgettext


def role_name(code: str) -> str:
    """Return what a role is called."""
    names = {
        "chair": pgettext("role", "chair"),
        "secretary": pgettext("role", "secretary"),
        "membership_secretary": pgettext("role", "membership secretary"),
        "treasurer": pgettext("role", "treasurer"),
        "auditor": pgettext("role", "auditor"),
        "data_protection_contact": pgettext("role", "data protection contact"),
        "staff": pgettext("role", "staff"),
        "federation_officer": pgettext("role", "federation officer"),
        "member": pgettext("role", "member"),
    }
    return names.get(code, code)


def role_names(codes: str) -> str:
    """Return what the roles of a log entry (`secretary, treasurer`) are called, as the beginning of a line."""
    return capfirst(", ".join(role_name(code) for code in codes.split(", "))) if codes else ""

"""What the purposes of taking people out are called on screen, whichever door says it."""

from django.utils.translation import pgettext


def purpose_name(code: str) -> str:
    """Return for what a list of people is taken out; nothing for what is not known."""
    return {
        "meeting": pgettext("purpose of a list", "a meeting"),
        "membership": pgettext("purpose of a list", "looking after the members"),
        "contact": pgettext("purpose of a list", "writing or calling"),
        "activities": pgettext("purpose of a list", "an activity, a course or a team"),
        "statistics": pgettext("purpose of a list", "statistics, a grant or a report"),
        "statutory_register": pgettext("purpose of a list", "the register that the law asks for"),
        "safety": pgettext("purpose of a list", "safety"),
        "accountability": pgettext("purpose of a list", "an audit"),
    }.get(code, "")


PURPOSES = (
    *("contact", "activities", "meeting", "membership", "statistics"),
    *("statutory_register", "safety", "accountability"),
)
"""In the order in which they are offered."""

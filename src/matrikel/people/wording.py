"""What is said beside a box where something typed about a person cannot be: the same words at every door."""

from datetime import date

from django.utils.translation import gettext as _

from matrikel.people.rules import addresses, emails, phones

OLDEST_YEAR = 1890


def email_problem(text: str) -> str:
    """Return why a text is no e-mail address, or nothing."""
    if not text or emails.normalise(text) is not None:
        return ""
    return _("This is not one whole e-mail address, such as name@example.org.")


def phone_problem(text: str, home: str) -> str:
    """Return why a text is no telephone number as it is dialled from a country, or nothing."""
    if not text or phones.normalise(text, home) is not None:
        return ""
    return _("This number cannot be dialled. Write numbers from abroad with + and the country code.")


def postcode_problem(text: str, country: str) -> str:
    """Return why a text is no postcode of a country, or nothing."""
    if not text or addresses.clean_postcode(text, country) is not None:
        return ""
    example = addresses.form_of(country).postcode_example
    return _("Postcodes of this country look like %(example)s.") % {"example": example}


def past_problem(day: date | None, today: date, future: str) -> str:
    """Return why somebody was not born, or did not die, on a day: `future` says so of one that is to come."""
    if day is None:
        return ""
    if day > today:
        return future
    if day.year < OLDEST_YEAR:
        return _("That is before %(year)s: is the year right?") % {"year": OLDEST_YEAR}
    return ""

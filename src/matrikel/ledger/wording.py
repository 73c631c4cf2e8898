"""What the books say when something cannot be done."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from matrikel.kernel.money import LOCALES
from matrikel.ledger.rules.entries import LONGEST_TEXT, MOST_LEGS, NewEntry, Wrong, out_of_balance
from matrikel.ledger.rules.years import MOST_MONTHS, YearWrong


def current_language() -> str:
    """Return the language in which to write amounts."""
    language = (get_language() or "en").split("-")[0]
    return language if language in LOCALES else "en"


def why_refused(entry: NewEntry, wrong: Wrong) -> str:
    """Return why an entry cannot be posted, for whoever typed it."""
    match wrong:
        case Wrong.TEXT:
            return _("Say in one line of at most %(longest)s characters what happened.") % {
                "longest": LONGEST_TEXT
            }
        case Wrong.TOO_FEW:
            return _("An entry has two lines at least: where the money comes from and where it goes.")
        case Wrong.TOO_MANY:
            return _("An entry has at most %(most)s lines.") % {"most": MOST_LEGS}
        case Wrong.ZERO:
            return _("Each line has an amount.")
        case Wrong.CURRENCY:
            return _("All lines of an entry are in one currency.")
        case Wrong.UNBALANCED:
            amount = abs(out_of_balance(entry.legs)).written(current_language())
            return _("Debit and credit differ by %(amount)s.") % {"amount": amount}


def why_year_refused(wrong: YearWrong) -> str:
    """Return why a fiscal year cannot begin, or be closed."""
    match wrong:
        case YearWrong.TOO_LONG:
            return _("A fiscal year has at most %(most)s months.") % {"most": MOST_MONTHS}
        case YearWrong.EMPTY:
            return _("A fiscal year ends after it begins.")
        case YearWrong.NOT_NEXT:
            return _("A fiscal year begins the day after the last one ends.")
        case YearWrong.NOT_OVER:
            return _("This fiscal year is not over yet.")
        case YearWrong.EARLIER_OPEN:
            return _("An earlier fiscal year is still open; close that one first.")
        case YearWrong.CLOSED:
            return _("This fiscal year is closed.")

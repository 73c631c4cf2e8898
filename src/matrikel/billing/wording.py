"""What the billing says when something cannot be done."""

from django.utils.translation import gettext as _

from matrikel.billing.rules.orders import LONGEST_TEXT, OrderWrong


def why_not_issued(wrong: OrderWrong, currency: str) -> str:
    """Return why something cannot be invoiced, for whoever asked."""
    match wrong:
        case OrderWrong.NOTHING:
            return _("An invoice comes to more than nothing.")
        case OrderWrong.TEXT:
            return _("Say in at most %(longest)s characters what each line is for.") % {
                "longest": LONGEST_TEXT
            }
        case OrderWrong.ROLE:
            return _("What is invoiced goes to an account for income.")
        case OrderWrong.CURRENCY:
            return _("These books are kept in %(currency)s.") % {"currency": currency}
        case OrderWrong.DUE:
            return _("An invoice is due on the day it is issued or later.")

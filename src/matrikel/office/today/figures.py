"""The four numbers and the one picture of the first page, all read from dated facts."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matrikel.kernel.actors import Viewer
from matrikel.memberships.rules import Course
from matrikel.selections.queries.chosen_people import count_chosen
from matrikel.selections.rules import MEMBERS_WITHOUT_EMAIL, Chosen
from matrikel.ui.formatting import NO_BREAK, number
from matrikel.ui.parts import Figure

YEARS_SHOWN = 12
LEAST_YEARS = 3


def figures(course: Course, *, viewer: Viewer, on: date) -> tuple[Figure, ...]:
    """Return the numbers of an association whose course can be read."""
    members, new_year = course.members_on(on), date(on.year, 1, 1)
    # Whose last day is today is a member still: what was, what came and what went add up to what is.
    yesterday = on - timedelta(days=1)
    change = course.joined(new_year, on) - course.left(new_year, yesterday)
    reachable = members - count_chosen(chosen=Chosen(question=MEMBERS_WITHOUT_EMAIL), on=on, viewer=viewer)
    return (
        Figure(
            label=_("Members"),
            value=number(members),
            line=_("%(change)s since January") % {"change": _signed(change)},
            points=tuple(float(course.members_on(day)) for day in month_ends(on)),
        ),
        _moves(_("Joined this year"), course.joined, on, until=on),
        _moves(_("Left this year"), course.left, on, until=yesterday),
        *((_reachable(reachable, members),) if members else ()),
    )


def about_members(count: int) -> tuple[Figure, ...]:
    """Return what can be said of an association that is too large to be read for one page."""
    return (Figure(label=_("Members"), value=_("about %(count)s") % {"count": number(count)}),)


def members_by_year(course: Course, on: date) -> list[tuple[str, int]]:
    """Return the members at the end of each year and today; nothing where there are too few years to show."""
    points = [
        (str(year), course.members_on(date(year, 12, 31))) for year in range(on.year - YEARS_SHOWN, on.year)
    ]
    while points and points[0][1] == 0:
        points.pop(0)
    points.append((_("now"), course.members_on(on)))
    return points if len(points) >= LEAST_YEARS else []


def month_ends(on: date) -> list[date]:
    """Return the last days of the eleven months before, and today."""
    days = [on]
    year, month = on.year, on.month
    for _back in range(11):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
        days.append(date(year, month, monthrange(year, month)[1]))
    return days[::-1]


def _signed(change: int) -> str:
    return f"+{number(change)}" if change > 0 else number(change).replace("-", "−")


def _moves(label: str, count: Callable[[date, date], int], on: date, *, until: date) -> Figure:
    last_year = count(date(on.year - 1, 1, 1), _same_day_last_year(until))
    return Figure(
        label=label,
        value=number(count(date(on.year, 1, 1), until)),
        line=_("%(count)s by this day last year") % {"count": number(last_year)},
        points=tuple(float(count(day.replace(day=1), min(day, until))) for day in month_ends(on)),
    )


def _same_day_last_year(on: date) -> date:
    return date(on.year - 1, 2, 28) if (on.month, on.day) == (2, 29) else on.replace(year=on.year - 1)


def _reachable(reachable: int, members: int) -> Figure:
    share = round(reachable * 100 / members, 1)
    missing = members - reachable
    said = (
        ngettext(
            "%(count)s member without an e-mail address",
            "%(count)s members without an e-mail address",
            missing,
        )
        % {"count": number(missing)}
        if missing
        else _("every member has an e-mail address")
    )
    return Figure(label=_("Reachable by e-mail"), value=f"{number(share)}{NO_BREAK}%", line=said)

"""Filters, columns and their codes as words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matrikel.access.wording import role_name
from matrikel.memberships.rules import Status
from matrikel.office.people import wording as people_wording
from matrikel.organisations.rules.modules import Module
from matrikel.people.filters.offers import Column, Filter, FilterKind, Option, Value, read_days, read_numbers
from matrikel.people.rules import phones
from matrikel.selections.queries.questions import AskedFilter
from matrikel.ui import formatting

FIELD = "field."
# The menu: each group with the codes of its filters, in order. What stands nowhere comes last.
GROUPS: Sequence[tuple[Any, tuple[str, ...]]] = (
    (gettext_lazy("Membership"), ("status", "type", "joined", "left")),
    (gettext_lazy("Branches and groups"), ("unit", "group", "part")),
    (gettext_lazy("Board and roles"), ("role",)),
    (gettext_lazy("About the person"), ("age", "birth_month", "gender", "language", "kind", "tag")),
    (gettext_lazy("Contact"), ("postcode", "missing")),
    (gettext_lazy("Family"), ("household", "household_size", "guardian", "payer")),
    (gettext_lazy("Checks"), ("check",)),
    (gettext_lazy("In the register"), ("changed", "protection", "frozen")),
)
MODULES: Mapping[str, Module] = {
    "unit": Module.UNITS,
    "group": Module.GROUPS,
    "part": Module.GROUPS,
    "groups": Module.GROUPS,
    "check": Module.CHECKS,
    "checks": Module.CHECKS,
    "household": Module.RELATIONS,
    "household_size": Module.RELATIONS,
    "housemates": Module.RELATIONS,
    "guardian": Module.RELATIONS,
    "guardians": Module.RELATIONS,
    "payer": Module.RELATIONS,
}
"""What is offered only where a part of Matrikel is switched on."""


def module_of(code: str) -> Module | None:
    """Return the part of Matrikel to which a filter or column belongs, where it belongs to one."""
    return Module.FIELDS if code.startswith(FIELD) else MODULES.get(code)


def filter_name(of: Filter) -> str:
    """Return what a filter is called."""
    return of.label or str(_FILTER_NAMES.get(of.code, capfirst(of.code.replace("_", " "))))


_FILTER_NAMES = {
    "status": gettext_lazy("Status"),
    "type": gettext_lazy("Type"),
    "joined": gettext_lazy("Became a member"),
    "left": gettext_lazy("Last day as a member"),
    "unit": gettext_lazy("Branch"),
    "group": gettext_lazy("Group"),
    "part": gettext_lazy("Part in a group"),
    "age": gettext_lazy("Age"),
    "birth_month": gettext_lazy("Birthday in"),
    "gender": gettext_lazy("Gender"),
    "language": gettext_lazy("Language"),
    "kind": gettext_lazy("Person or organisation"),
    "tag": gettext_lazy("Tag"),
    "postcode": gettext_lazy("Postcode"),
    "missing": gettext_lazy("Has no"),
    "household": gettext_lazy("Household"),
    "household_size": gettext_lazy("People in the household"),
    "guardian": gettext_lazy("Guardians"),
    "payer": gettext_lazy("Payer"),
    "check": gettext_lazy("Check or qualification"),
    "role": gettext_lazy("Has a role"),
    "changed": gettext_lazy("Changed in the register"),
    "protection": gettext_lazy("Protected"),
    "frozen": gettext_lazy("In the saved selection"),
}


def filter_hint(of: Filter) -> str:
    """Return what one types into a filter, or nothing."""
    return {
        "postcode": _("How it begins, or from–to: 67–69"),
        "age": _("Whoever has only a year of birth counts with the age reached in that year."),
        "left": _("The last day of the membership lies between these days."),
    }.get(of.code, "")


def option_name(of: Filter, option: Option) -> str:
    """Return what one choice is called: the association's own word, or ours."""
    if option.label:
        return option.label
    words = _VALUE_WORDS.get(of.code) or _VALUE_WORDS["field"]
    return words(option.value)


def value_name(code: str, value: str) -> str:
    """Return a code that stands in a column as a word."""
    words = _VALUE_WORDS.get(code)
    return words(value) if words else value


def has_words(code: str) -> bool:
    """Say whether codes stand in a column, for which there are words."""
    return code in _VALUE_WORDS


def _words(**names: Any) -> Callable[[str], str]:
    return lambda value: str(names.get(value, value))


_ROLES = {"any": gettext_lazy("Any role"), "board": gettext_lazy("On the board")}
_VALUE_WORDS: Mapping[str, Callable[[str], str]] = {
    "status": lambda value: capfirst(people_wording.status_name(Status(value))),
    "birth_month": lambda value: capfirst(str(MONTHS[int(value)])),
    "gender": lambda value: capfirst(people_wording.gender_name(value)),
    "language": people_wording.language_name,
    "kind": _words(NATURAL=gettext_lazy("Person"), LEGAL=gettext_lazy("Organisation")),
    "missing": _words(
        EMAIL=gettext_lazy("E-mail"),
        PHONE=gettext_lazy("Phone"),
        POSTAL=gettext_lazy("Postal address"),
        ANY=gettext_lazy("Way to be reached at all"),
    ),
    "protection": _words(
        HIDDEN=gettext_lazy("Hidden"),
        PROTECTED=gettext_lazy("Protected registration"),
        STRICT=gettext_lazy("Strictly protected"),
    ),
    "part": _words(
        LEADER=gettext_lazy("Leader"), PLAYER=gettext_lazy("Player"), PARTICIPANT=gettext_lazy("Participant")
    ),
    "role": lambda value: str(_ROLES.get(value) or capfirst(role_name(value))),
    "check": _words(
        valid=gettext_lazy("In order"),
        expiring=gettext_lazy("Runs out soon"),
        expired=gettext_lazy("Has run out"),
        missing=gettext_lazy("Missing"),
    ),
    "checks": _words(
        valid=gettext_lazy("In order"),
        expiring=gettext_lazy("Runs out soon"),
        expired=gettext_lazy("Has run out"),
        missing=gettext_lazy("Missing"),
    ),
    "household": _words(
        any=gettext_lazy("Lives in a household"),
        none=gettext_lazy("In no household"),
        two=gettext_lazy("Has two homes"),
    ),
    "guardian": _words(
        has=gettext_lazy("Has a guardian"),
        child_without=gettext_lazy("A child without a guardian"),
        **{"is": gettext_lazy("Is a guardian")},
    ),
    "payer": _words(has=gettext_lazy("Somebody else pays"), **{"is": gettext_lazy("Pays for somebody else")}),
    "field": _words(yes=gettext_lazy("Yes"), no=gettext_lazy("No")),
}


def chip(asked: AskedFilter) -> str:
    """Return a filter that is on, in few words."""
    of = asked.filter
    match of.kind:
        case FilterKind.CHOICE:
            names = [option_name(of, option) for option in asked.chosen]
            shown = ", ".join(names[:3])
            if len(names) > 3:
                shown = _("%(names)s and %(more)s more") % {"names": shown, "more": len(names) - 3}
        case FilterKind.DAYS:
            shown = _days(*read_days(asked.values[0]))
        case FilterKind.NUMBERS:
            shown = _numbers(*read_numbers(asked.values[0]))
        case FilterKind.TEXT:
            shown = asked.values[0]
    return _("%(filter)s: %(value)s") % {"filter": filter_name(of), "value": shown}


def _days(first: date | None, last: date | None) -> str:
    if first and last:
        if first == last:
            return formatting.date(first)
        return f"{formatting.date(first)}–{formatting.date(last)}"
    if first:
        return _("since %(day)s") % {"day": formatting.date(first)}
    return _("until %(day)s") % {"day": formatting.date(last)} if last else ""


def _numbers(first: int | None, last: int | None) -> str:
    if first is not None and last is not None:
        return str(first) if first == last else f"{first}–{last}"
    if first is not None:
        return _("%(number)s or more") % {"number": first}
    return _("up to %(number)s") % {"number": last}


def column_name(of: Column | str) -> str:
    """Return what a column is called."""
    code, label = (of, "") if isinstance(of, str) else (of.code, of.label)
    return label or str(_COLUMN_NAMES.get(code, capfirst(code.replace("_", " "))))


_COLUMN_NAMES = {
    "name": gettext_lazy("Name"),
    "number": gettext_lazy("No."),
    "type": gettext_lazy("Type"),
    "unit": gettext_lazy("Branch"),
    "status": gettext_lazy("Status"),
    "since": gettext_lazy("Since"),
    "ended": gettext_lazy("Last day"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "street": gettext_lazy("Street"),
    "postcode": gettext_lazy("Postcode"),
    "place": gettext_lazy("Place"),
    "born": gettext_lazy("Born"),
    "age": gettext_lazy("Age"),
    "gender": gettext_lazy("Gender"),
    "language": gettext_lazy("Language"),
    "kind": gettext_lazy("Person or organisation"),
    "external": gettext_lazy("Other numbers"),
    "changed": gettext_lazy("Changed"),
    "groups": gettext_lazy("Groups"),
    "housemates": gettext_lazy("Lives with"),
    "household_size": gettext_lazy("In the household"),
    "guardians": gettext_lazy("Guardians"),
    "payer": gettext_lazy("Payer"),
    "tags": gettext_lazy("Tags"),
    "checks": gettext_lazy("Checks"),
}


# Where columns are ticked by the dozen: each heading with the codes of its columns, in order.
COLUMN_GROUPS: Sequence[tuple[Any, tuple[str, ...]]] = (
    (gettext_lazy("How to reach them"), ("email", "phone", "street", "postcode", "place")),
    (gettext_lazy("Membership"), ("number", "type", "status", "since", "ended", "unit")),
    (gettext_lazy("About the person"), ("born", "age", "gender", "language", "kind", "protection")),
    (
        gettext_lazy("Groups and family"),
        ("groups", "part", "housemates", "household_size", "guardians", "payer"),
    ),
)


def column_groups(codes: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return the headings under which columns stand, each with those of them that there are; what is left comes last."""
    placed = {code for _heading, of_group in COLUMN_GROUPS for code in of_group}
    own = [code for code in codes if code.startswith(FIELD)]
    rest = [code for code in codes if code not in placed and not code.startswith(FIELD)]
    groups = [
        *(
            (str(heading), [code for code in of_group if code in codes])
            for heading, of_group in COLUMN_GROUPS
        ),
        (_("Your own fields"), own),
        (_("More"), rest),
    ]
    return [(heading, of_group) for heading, of_group in groups if of_group]


def shown(code: str, value: Value | None, *, home: str) -> str:
    """Return a value of a column as it is shown; `home` is the association's country."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return formatting.date(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return ", ".join(value)
    if code == "phone":
        return phones.display(value, home)
    return value_name(code, value)


def people_count(count: int) -> str:
    """Return a number of people in words."""
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": formatting.number(count)}

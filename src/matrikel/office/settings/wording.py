"""What kinds, shapes, profiles and modules are called, and what each means, in plain words."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from matrikel.organisations.rules.looks import Hue, hue_of
from matrikel.organisations.rules.modules import Module, Shape
from matrikel.ui.formatting import LOCALES, current_language


def kinds() -> list[tuple[str, str, str]]:
    """Return each kind of association: code, name, and an example of it."""
    return [
        ("SPORT", pgettext("kind of association", "Sports club"), _("teams, training, licences")),
        ("HOBBY", pgettext("kind of association", "Hobby club"), _("photography, boats, allotments, dogs")),
        (
            "CULTURE",
            pgettext("kind of association", "Cultural association"),
            _("choir, theatre, local history"),
        ),
        ("PATIENT", pgettext("kind of association", "Patient association"), _("an illness or a disability")),
        ("UNION", pgettext("kind of association", "Union"), _("employees of a trade or a workplace")),
        (
            "BELIEF",
            pgettext("kind of association", "Religious or political"),
            _("a congregation, a party, a youth league"),
        ),
        (
            "LOCAL",
            pgettext("kind of association", "Village or housing"),
            _("a village, a road, a block of flats"),
        ),
        ("FEDERATION", pgettext("kind of association", "Federation"), _("its members are associations")),
        ("CLUB", pgettext("kind of association", "Something else"), _("none of these fits")),
    ]


def colour_name(colour: str) -> str:
    """Return what somebody would call a `#rrggbb` colour."""
    names = {
        Hue.BLACK: pgettext("colour", "black"),
        Hue.GREY: pgettext("colour", "grey"),
        Hue.WHITE: pgettext("colour", "white"),
        Hue.BROWN: pgettext("colour", "brown"),
        Hue.RED: pgettext("colour", "red"),
        Hue.ORANGE: pgettext("colour", "orange"),
        Hue.YELLOW: pgettext("colour", "yellow"),
        Hue.GREEN: pgettext("colour", "green"),
        Hue.TURQUOISE: pgettext("colour", "turquoise"),
        Hue.BLUE: pgettext("colour", "blue"),
        Hue.PURPLE: pgettext("colour", "purple"),
        Hue.PINK: pgettext("colour", "pink"),
    }
    return names[hue_of(colour)]


def profiles() -> list[tuple[str, str, str]]:
    """Return each profile: code, what membership tells, and what follows from it."""
    return [
        (
            "GENERAL",
            pgettext("profile", "Nothing sensitive"),
            _("Being a member says nothing that the law protects more than usual. True of most clubs."),
        ),
        (
            "CONVICTION",
            pgettext("profile", "A conviction or a union"),
            _(
                "Whoever knows that somebody is a member knows their faith, their politics or their union. "
                "The law protects that, so the list of members itself is guarded more strictly, and nothing is kept "
                "after somebody has left."
            ),
        ),
        (
            "HEALTH",
            pgettext("profile", "Something about health"),
            _(
                "Whoever knows that somebody is a member may know of an illness. The law protects that, so members "
                "are asked for their consent, and nothing is kept after somebody has left."
            ),
        ),
    ]


def shapes() -> list[tuple[str, str, str]]:
    """Return each shape: code, name, and how to tell that it is the right one."""
    return [
        (Shape.ONE, _("In one piece"), _("One register, one board. You can add branches later.")),
        (
            Shape.BRANCHES,
            _("One association with branches"),
            _(
                "Sections, districts or local groups that are parts of you: one set of statutes, one set of accounts."
            ),
        ),
        (
            Shape.FEDERATION,
            _("A federation of independent associations"),
            _("Each member club has statutes and a board of its own, and looks after its own register here."),
        ),
    ]


def modules() -> list[tuple[str, str, str]]:
    """Return each module: code, name, and what one does with it."""
    return [
        (Module.UNITS, _("Branches"), _("Divide people by section, district or local group.")),
        (
            Module.GROUPS,
            _("Groups and teams"),
            _("Who plays, leads or takes part in what, from when to when."),
        ),
        (
            Module.RELATIONS,
            _("Households and guardians"),
            _("Families with one or two homes, parents of children, who pays for whom, whom to call."),
        ),
        (
            Module.CHECKS,
            _("Checks and qualifications"),
            _("Police certificates, first aid, licences: seen by whom, valid until when."),
        ),
        (Module.FIELDS, _("Own fields"), _("Ask for something of your own, each with its reason.")),
        (Module.NOTES, _("Notes"), _("Short remarks at a person, for the board.")),
        (
            Module.BOOKS,
            _("Bookkeeping"),
            _("Journal, accounts and fiscal years. Leave it off where you keep the books elsewhere."),
        ),
        (
            Module.FEDERATION,
            _("Member associations"),
            _("Which clubs belong to you, and to which federation you belong."),
        ),
    ]


def country_name(code: str) -> str:
    """Return what a country is called in the viewer's language."""
    return str(Locale.parse(LOCALES[current_language()]).territories.get(code, code))


def language_name(code: str) -> str:
    """Return what a language calls itself."""
    return _language_name(code)


@lru_cache(maxsize=64)
def _language_name(code: str) -> str:
    try:
        return capfirst(Locale.parse(code).get_language_name(code) or code)
    except (UnknownLocaleError, ValueError):
        return code


def type_kinds() -> list[tuple[str, str]]:
    """Return what a membership type may count as."""
    return [
        ("ADULT", pgettext("kind of membership", "full member")),
        ("YOUTH", pgettext("kind of membership", "young member")),
        ("SENIOR", pgettext("kind of membership", "senior member")),
        ("FAMILY", pgettext("kind of membership", "family member")),
        ("HONORARY", pgettext("kind of membership", "honorary member")),
        ("SUPPORTING", pgettext("kind of membership", "supporting member")),
        ("OTHER", pgettext("kind of membership", "something else")),
    ]


def ages(from_age: int | None, to_age: int | None) -> str:
    """Return ages as one says them; an open end is left out."""
    if from_age is not None and to_age is not None:
        return _("%(from)s to %(to)s years") % {"from": from_age, "to": to_age}
    if from_age is not None:
        return _("from %(from)s years") % {"from": from_age}
    if to_age is not None:
        return _("to %(to)s years") % {"to": to_age}
    return _("any age")

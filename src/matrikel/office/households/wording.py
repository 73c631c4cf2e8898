"""How the office says it, for who lives with whom and who answers for whom."""

import datetime as dt
from collections.abc import Sequence

from babel.lists import format_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from matrikel.office.people.wording import DOTS, country_name
from matrikel.people.rules.addresses import PostalAddress, lines
from matrikel.people.rules.ages import age_on
from matrikel.relations.queries.family import Relative
from matrikel.relations.queries.homes import HouseholdDetails, HouseholdMemberRow
from matrikel.relations.queries.seeing import RelatedPerson
from matrikel.relations.rules.guardianship import Step
from matrikel.relations.rules.homes import Stays
from matrikel.relations.rules.records import HomeAddress
from matrikel.ui import formatting
from matrikel.ui.parts import Pill, Tone

MOST_NAMES = 3


def shown_name(person: RelatedPerson) -> str:
    """Return a name, or dots where the person is protected."""
    return DOTS if person.is_protected else person.display_name


def shown_initials(person: RelatedPerson) -> str:
    """Return the letters for the place of a picture."""
    return "••" if person.is_protected else person.initials


def age_line(person: RelatedPerson, today: dt.date) -> str:
    """Return how old somebody is, or when born; nothing of a protected person or of a company."""
    if person.is_protected or person.is_legal:
        return ""
    if person.is_deceased:
        return _("has died")
    if person.birth_date is not None:
        years = age_on(today, person.birth_date)
        return ngettext("%(years)s year", "%(years)s years", years) % {"years": formatting.number(years)}
    return _("born %(year)s") % {"year": person.birth_year} if person.birth_year else ""


def person_choice(person: RelatedPerson, today: dt.date) -> str:
    """Return a person as one of several to choose from."""
    age = age_line(person, today)
    return f"{shown_name(person)} · {age}" if age else shown_name(person)


def household_name(household: HouseholdDetails) -> str:
    """Return what a household is called: by its own name, else by the family names of those who live there."""
    return household.name or family_name([row.person for row in household.members or household.former])


def family_name(people: Sequence[RelatedPerson]) -> str:
    """Return what people together are called."""
    seen = [person for person in people if not person.is_protected]
    if len(seen) == 1:
        return seen[0].display_name
    names = list(dict.fromkeys(person.family_name for person in seen if person.family_name))
    if not names:
        return _("Household")
    if len(names) == 1:
        return _("%(name)s family") % {"name": names[0]}
    return " · ".join(names[:MOST_NAMES])


def address_lines(address: HomeAddress, *, home: str) -> tuple[str, ...]:
    """Return an address as its country writes it, line by line."""
    if address.is_empty:
        return ()
    return lines(
        PostalAddress(
            country=address.country or home,
            care_of=address.care_of,
            street=address.street,
            postcode=address.postcode,
            place=address.place,
        ),
        country_name=country_name(address.country) if address.country not in ("", home) else "",
    )


def address_line(address: HomeAddress, *, home: str) -> str:
    """Return an address on one line."""
    return ", ".join(address_lines(address, home=home))


def period(starts_on: dt.date | None, ends_on: dt.date | None, today: dt.date) -> str:
    """Return since when or until when something holds; nothing where neither is known."""
    last = formatting.date(ends_on - dt.timedelta(days=1)) if ends_on else ""
    first = formatting.date(starts_on) if starts_on else ""
    if first and last:
        return f"{first} – {last}"
    if last:
        return _("until %(day)s") % {"day": last}
    if not first:
        return ""
    if starts_on is not None and starts_on > today:
        return _("from %(day)s") % {"day": first}
    return _("since %(start)s") % {"start": first}


def member_line(row: HouseholdMemberRow, today: dt.date) -> str:
    """Return what is said of somebody in a household: the age, and since when there."""
    parts = [age_line(row.person, today), period(row.starts_on, row.ends_on, today)]
    return " · ".join(part for part in parts if part)


def post_pill() -> Pill:
    """Return the mark of the home to which post goes, of two."""
    return Pill(tone=Tone.GOOD, text=_("post goes here"))


def fate_name(fate: Stays) -> str:
    """Return what a move means for somebody, as a choice."""
    return {
        Stays.MOVES: pgettext("move of a family", "moves"),
        Stays.STAYS: pgettext("move of a family", "stays here"),
        Stays.BOTH: pgettext("move of a family", "lives in both homes"),
    }[fate]


def guardian_kind(kind: str, *, country: str = "") -> str:
    """Return what makes somebody a guardian; help to an adult has a name of its own in each country."""
    legal = {
        "SE": _("helps by law (god man or förvaltare)"),
        "NO": _("helps by law (verge)"),
        "FI": _("helps by law (edunvalvoja)"),
        "DK": _("helps by law (værge)"),
        "NL": _("helps by law (curator, mentor or bewindvoerder)"),
        "BE": _("helps by law (bewindvoerder)"),
    }
    return {
        "PARENT": _("parent"),
        "GUARDIAN": _("guardian"),
        "FOSTER": _("foster parent"),
        "LEGAL": legal.get(country, _("helps by law")),
    }.get(kind, "")


def relation_term(relative: Relative) -> str:
    """Return what the other person is to this one."""
    if relative.relation == "GUARDIAN":
        if not relative.is_of_person:
            return _("Guardian of")
        return {
            "PARENT": _("Parent"),
            "GUARDIAN": _("Guardian"),
            "FOSTER": _("Foster parent"),
            "LEGAL": _("Helps by law"),
        }[relative.kind]
    if relative.relation == "PAYER":
        return _("Payer") if relative.is_of_person else _("Pays for")
    if relative.relation == "REPRESENTATIVE":
        return _("Represented by") if relative.is_of_person else _("Represents")
    if relative.is_emergency:
        return _("In an emergency") if relative.is_of_person else _("Emergency contact of")
    return _("Contact") if relative.is_of_person else _("Contact of")


def step_line(step: Step, consents_at: int) -> str:
    """Return how far a child has taken over."""
    return {
        Step.CHILD: _("The guardians decide, and get the letters."),
        Step.CONSENTS: _("From %(age)s years the child may say yes to services online, and gets letters too.")
        % {"age": consents_at},
        Step.JOINS: _("From 15 years the child alone decides on joining and leaving associations."),
        Step.OF_AGE: _("Of age."),
    }[step]


def list_of(words: Sequence[str]) -> str:
    """Return words as a language lists them: Anna, Bo and Caj."""
    return format_list(list(words), locale=formatting.current_language()) if words else ""

"""Kinds, parts and times of groups in words."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from matrikel.groups.queries.groups import GroupChoice, GroupRow
from matrikel.groups.queries.participants import OwnParticipation, ParticipantRow
from matrikel.groups.rules import Kind, Part
from matrikel.office.people.wording import DOTS
from matrikel.ui import formatting
from matrikel.ui.formatting import number
from matrikel.ui.parts import Pill, Tone


def kind_name(kind: Kind) -> str:
    """Return what a kind of group is called."""
    return {
        Kind.TEAM: pgettext("kind of group", "team"),
        Kind.GROUP: pgettext("kind of group", "group"),
        Kind.COURSE: pgettext("kind of group", "course"),
        Kind.COMMITTEE: pgettext("kind of group", "committee"),
    }[kind]


def part_name(part: Part) -> str:
    """Return what a part in a group is called."""
    return {
        Part.LEADER: pgettext("part in a group", "leader"),
        Part.PLAYER: pgettext("part in a group", "player"),
        Part.PARTICIPANT: pgettext("part in a group", "participant"),
    }[part]


def part_pill(part: Part) -> Pill:
    """Return a part as a pill; only a leader's stands out."""
    name = part_name(part)
    return Pill(tone=Tone.GOOD if part is Part.LEADER else Tone.QUIET, text=name[:1].upper() + name[1:])


def full_name(group: GroupRow | GroupChoice) -> str:
    """Return a group's name with its season."""
    return f"{group.name} {group.season}".strip()


def people_line(group: GroupRow) -> str:
    """Return how many lead a group and how many take part otherwise."""
    leaders = ngettext("%(count)s leader", "%(count)s leaders", group.leaders) % {
        "count": number(group.leaders)
    }
    if group.kind is Kind.TEAM:
        others = ngettext("%(count)s player", "%(count)s players", group.others)
    else:
        others = ngettext("%(count)s participant", "%(count)s participants", group.others)
    return f"{leaders} · {others % {'count': number(group.others)}}"


def last_day(ends_on: dt.date | None) -> str:
    """Return the day before something is over."""
    return formatting.date(ends_on - dt.timedelta(1)) if ends_on else ""


def times(starts_on: dt.date | None, ends_on: dt.date | None) -> str:
    """Return from when until when something runs; nothing where neither is known."""
    if starts_on and ends_on:
        return f"{formatting.date(starts_on)} – {last_day(ends_on)}"
    if starts_on:
        return _("since %(start)s") % {"start": formatting.date(starts_on)}
    return _("until %(day)s") % {"day": last_day(ends_on)} if ends_on else ""


def since(row: ParticipantRow | OwnParticipation, today: dt.date) -> str:
    """Return from when somebody takes part, and until when, if that is known."""
    if row.ends_on is None and row.starts_on > today:
        return _("from %(day)s") % {"day": formatting.date(row.starts_on)}
    return times(row.starts_on, row.ends_on)


def shown_name(row: ParticipantRow) -> str:
    """Return a name for a list: dots where the person is protected."""
    return DOTS if row.is_protected else row.display_name


def age_line(row: ParticipantRow) -> str:
    """Return how old somebody is, or the year of birth alone, where nothing more is known."""
    if row.age is not None:
        return number(row.age)
    return _("born %(year)s") % {"year": row.birth_year} if row.birth_year else ""

"""What a member is in and has shown: groups and checks, as the association holds them."""

from dataclasses import replace
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from matrikel.checks.queries import list_checks_of
from matrikel.groups.queries.participants import OwnParticipation, list_participations_of
from matrikel.groups.rules import Part
from matrikel.kernel.actors import Right
from matrikel.people.queries import PersonDetails
from matrikel.portal.doors import PortalRequest
from matrikel.ui.formatting import date
from matrikel.ui.parts import Fact


def activity_facts(request: PortalRequest, person: PersonDetails) -> list[Fact]:
    """Return the member's groups and checks; about oneself nothing is hidden, protection or not."""
    oneself = replace(request.viewer, rights=request.viewer.rights | {Right.PROTECTED_SEE}, unit_ids=None)
    groups = [
        Fact(
            term=f"{each.group_name} {each.season}".strip(),
            value=_part_name(each.part),
            note=_times(each),
        )
        for each in list_participations_of(person_id=person.id, viewer=oneself)
    ]
    checks = [
        Fact(
            term=check.kind_name,
            value=_("seen %(day)s") % {"day": date(check.seen_on)},
            note=_("withdrawn %(day)s") % {"day": date(check.withdrawn_on)}
            if check.withdrawn_on
            else _("valid until %(day)s") % {"day": date(check.valid_until)}
            if check.valid_until
            else "",
        )
        for check in list_checks_of(person_id=person.id)
    ]
    return [*groups, *checks]


def _part_name(part: Part) -> str:
    return {
        Part.LEADER: pgettext("part in a group", "leader"),
        Part.PLAYER: pgettext("part in a group", "player"),
        Part.PARTICIPANT: pgettext("part in a group", "participant"),
    }[part]


def _times(each: OwnParticipation) -> str:
    if each.ends_on is None:
        return _("since %(start)s") % {"start": date(each.starts_on)}
    return f"{date(each.starts_on)} – {date(each.ends_on - timedelta(1))}"

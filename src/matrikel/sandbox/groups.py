"""The invented groups of the demonstration: who leads them, who is in them, and who has shown which paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from matrikel.checks.actions.note_checks import NewCheck, note_checks
from matrikel.checks.queries import list_check_kinds
from matrikel.checks.rules import Nature
from matrikel.groups.actions.add_to_group import Addition, add_to_group
from matrikel.groups.actions.save_groups import GroupEdit, save_groups
from matrikel.groups.rules import Kind, Part
from matrikel.kernel.actors import Actor
from matrikel.memberships.models import Membership
from matrikel.organisations.queries import get_association, list_units
from matrikel.people.models import Person
from matrikel.people.rules.ages import age_on


@dataclass(frozen=True, kw_only=True, slots=True)
class GeneratedGroup:
    """A group by the name it has in each language; `ages` are of those who take part, leaders are grown up."""

    names: dict[str, str]
    kind: Kind
    leaders: int
    others: int
    ages: tuple[int, int] = (19, 99)
    months_ago: int = 3
    season: bool = True
    months_long: int = 0


GROUPS = (
    GeneratedGroup(
        names={
            "sv": "Ungdomsgruppen",
            "nb": "Ungdomsgruppa",
            "fi": "Nuorten ryhmä",
            "da": "Ungdomsholdet",
            "nl": "Jeugdgroep",
        },
        kind=Kind.GROUP,
        leaders=4,
        others=16,
        ages=(8, 17),
    ),
    GeneratedGroup(
        names={
            "sv": "Ungdomsgruppen",
            "nb": "Ungdomsgruppa",
            "fi": "Nuorten ryhmä",
            "da": "Ungdomsholdet",
            "nl": "Jeugdgroep",
        },
        kind=Kind.GROUP,
        leaders=3,
        others=11,
        ages=(9, 19),
        months_ago=15,
        months_long=10,
    ),
    GeneratedGroup(
        names={
            "sv": "Tävlingslaget",
            "nb": "Konkurranselaget",
            "fi": "Kilpailujoukkue",
            "da": "Konkurrenceholdet",
            "nl": "Wedstrijdteam",
        },
        kind=Kind.TEAM,
        leaders=1,
        others=9,
    ),
    GeneratedGroup(
        names={
            "sv": "Mörkrumskurs för nybörjare",
            "nb": "Mørkeromskurs for nybegynnere",
            "fi": "Pimiökurssi aloittelijoille",
            "da": "Mørkekammerkursus for begyndere",
            "nl": "Doka-cursus voor beginners",
        },
        kind=Kind.COURSE,
        leaders=1,
        others=8,
        ages=(15, 99),
        months_ago=1,
        months_long=3,
    ),
    GeneratedGroup(
        names={
            "sv": "Utställningskommittén",
            "nb": "Utstillingskomiteen",
            "fi": "Näyttelytoimikunta",
            "da": "Udstillingsudvalget",
            "nl": "Tentoonstellingscommissie",
        },
        kind=Kind.COMMITTEE,
        leaders=1,
        others=4,
        months_ago=40,
        season=False,
    ),
)


def add_groups(*, actor: Actor, at: datetime, on: date) -> None:
    """Give the current association its groups and their people, and note some of the papers that they have shown."""
    association = get_association()
    young, grown = _people(association.id, on)
    units = list_units()
    leaders: list[UUID] = []
    edits: list[GroupEdit] = []
    additions: list[Addition] = []
    for group in GROUPS:
        starts_on = on.replace(day=1) - timedelta(30 * group.months_ago)
        length = timedelta(30 * group.months_long)
        edits.append(
            GroupEdit(
                name=group.names.get(association.language, group.names["sv"]),
                kind=group.kind,
                season=f"{starts_on.year}/{(starts_on.year + 1) % 100:02d}" if group.season else "",
                # What young people do belongs to the last branch, where a club has any: it is the one for them.
                unit_id=units[-1].id if units and group.ages[1] < 18 else None,
                starts_on=starts_on,
                ends_on=starts_on + length if group.months_long else None,
            )
        )
    for group, edit, group_id in zip(
        GROUPS, edits, save_groups(groups=edits, actor=actor, at=at), strict=True
    ):
        crowd = young if group.ages[1] < 20 else grown
        chosen = [person for person, age in crowd if group.ages[0] <= age <= group.ages[1]][: group.others]
        leading = [person for person, _age in grown[-group.leaders :]]
        leaders = leaders or leading
        starts_on = edit.starts_on or on
        additions += _additions(group_id, group.kind, leading, chosen, starts_on)
    add_to_group(additions=additions, actor=actor, at=at)
    _note_checks(leaders, actor=actor, at=at, on=on)


def _people(association_id: UUID, on: date) -> tuple[list[tuple[UUID, int]], list[tuple[UUID, int]]]:
    """Return today's members, each with an age, the young ones and the grown-up ones apart."""
    members = Membership.objects.filter(
        association_id=association_id, starts_on__lte=on, end_reason="", ends_on=None
    ).values("person_id")
    found = Person.objects.filter(
        association_id=association_id,
        id__in=members,
        is_deceased=False,
        birth_date__isnull=False,
        protection="NONE",
    ).order_by("search_text")
    aged = [
        (person_id, age_on(on, born)) for person_id, born in found.values_list("id", "birth_date") if born
    ]
    return [each for each in aged if each[1] < 20], [each for each in aged if 19 <= each[1] < 75]


def _additions(
    group_id: UUID, kind: Kind, leading: Sequence[UUID], others: Sequence[UUID], starts_on: date
) -> Iterator[Addition]:
    part = Part.PLAYER if kind is Kind.TEAM else Part.PARTICIPANT
    for person_id in leading:
        yield Addition(group_id=group_id, person_id=person_id, part=Part.LEADER, starts_on=starts_on)
    for number, person_id in enumerate(others):
        if person_id not in leading:
            came_on = starts_on + timedelta(7 * (number // 5))
            yield Addition(group_id=group_id, person_id=person_id, part=part, starts_on=came_on)


def _note_checks(leaders: Sequence[UUID], *, actor: Actor, at: datetime, on: date) -> None:
    """Note papers: one that holds, one that runs out soon, one that ran out, and of the others none."""
    kinds = {kind.nature: kind.id for kind in list_check_kinds()}
    police, first_aid = kinds.get(Nature.POLICE), kinds.get(Nature.QUALIFICATION)
    seen = [(400, 330), (700, 30), (800, -20)]
    notes = [
        NewCheck(
            person_id=person_id,
            kind_id=police,
            seen_on=on - timedelta(before),
            seen_by_name="Saga Lindqvist",
            valid_until=on + timedelta(left),
        )
        for person_id, (before, left) in zip(leaders, seen, strict=False)
        if police
    ]
    if first_aid:
        notes += [
            NewCheck(person_id=person_id, kind_id=first_aid, seen_on=on - timedelta(200))
            for person_id in leaders[:2]
        ]
    note_checks(notes=notes, actor=actor, at=at)

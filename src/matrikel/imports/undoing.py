"""Takes a run back: added people go, updated ones become what they were; who changed since is left alone and listed."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Count, Min, Q

from matrikel.fields.actions.forget_values import forget_values
from matrikel.fields.models import FieldValue, SealedFieldValue
from matrikel.groups.models import Participation
from matrikel.imports.applying import BEFORE
from matrikel.imports.gathering import names_left, take_back_gathered, take_back_names
from matrikel.imports.models import Made, Run, Touched
from matrikel.imports.rules.staying import Why, why_of_rows
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, forget_subjects, unseal
from matrikel.memberships.actions.remove_membership_types import remove_membership_types
from matrikel.memberships.models import Membership, MembershipType
from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.give_back_numbers import give_back_numbers
from matrikel.people.models import (
    ContactPoint,
    ExternalNumber,
    IdentityNumber,
    Note,
    Person,
    PersonTag,
    ProtectedRecord,
)
from matrikel.people.rules.records import PersonChange, point_from_json
from matrikel.people.signals import people_removed
from matrikel.privacy.actions.forget_consents import forget_consents
from matrikel.privacy.models import ConsentEvent
from matrikel.relations.actions.end_relations import end_relations
from matrikel.relations.actions.forget_relations import forget_relations
from matrikel.relations.models import Guardian, Household, HouseholdMember, Mover, SealedHome
from matrikel.relations.rules.records import RelationEnding

_PARTS: tuple[type[models.Model], ...] = (ContactPoint, ExternalNumber, IdentityNumber, ProtectedRecord)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which of a run's touched rows can be taken back and which stay."""

    free: list[Touched]
    stays: list[Touched]
    # Why who stays does, by the id of the touched row.
    why: dict[UUID, Why] = field(default_factory=dict)


def judge(touched: Sequence[Touched]) -> Verdict:
    """Divide touched people into those untouched since and those whom somebody has changed."""
    association_id = current_association()
    ids = [each.person_id for each in touched]
    versions = dict(
        Person.objects.filter(association_id=association_id, id__in=ids).values_list("id", "version")
    )
    memberships: dict[UUID, list[Membership]] = {}
    for membership in Membership.objects.filter(association_id=association_id, person_id__in=ids):
        memberships.setdefault(membership.person_id, []).append(membership)
    later = _touched_later(touched)
    used = _used_elsewhere(ids, {each.run_id for each in touched})
    verdict = Verdict([], [])
    for each in touched:
        why: Why | None = None
        if each.person_id in later:
            why = Why.LATER_IMPORT
        elif versions.get(each.person_id) != each.version:
            why = Why.CHANGED
        elif not _memberships_unchanged(each, memberships.get(each.person_id, [])):
            why = Why.MEMBERSHIP
        elif each.how == Touched.How.ADDED:
            why = used.get(each.person_id)
        if why is None:
            verdict.free.append(each)
        else:
            verdict.stays.append(each)
            verdict.why[each.id] = why
    return verdict


def _memberships_unchanged(each: Touched, memberships: Sequence[Membership]) -> bool:
    mine = [membership for membership in memberships if membership.id == each.membership_id]
    if each.how == Touched.How.ADDED and len(memberships) != len(mine):
        return False
    return each.membership_id is None or (
        len(mine) == 1 and mine[0].ends_on == each.membership_ends_on and mine[0].ended_by is None
    )


def _touched_later(touched: Sequence[Touched]) -> set[UUID]:
    """People whom a later row or run of the import has touched again; undoing that one comes first."""
    newest: dict[UUID, UUID] = {}
    ids = [each.person_id for each in touched]
    for row_id, person_id in (
        Touched.objects.filter(association_id=current_association(), person_id__in=ids)
        .order_by("id")
        .values_list("id", "person_id")
    ):
        newest[person_id] = row_id
    own = {each.person_id: each.id for each in sorted(touched, key=lambda each: each.id)}
    return {person_id for person_id, row_id in own.items() if newest.get(person_id) not in (None, row_id)}


def _used_elsewhere(ids: list[UUID], runs: set[UUID]) -> dict[UUID, Why]:
    """People to whom rows of other rooms point that the import did not make: an office that they hold, for example."""
    own = {*_PARTS, Membership, Touched}
    found: dict[UUID, Why] = {}
    if not ids:
        return found
    made = _made_by(runs)
    for model in apps.get_models():
        if model in own:
            continue
        for column in model._meta.concrete_fields:
            if isinstance(column, models.ForeignKey) and column.related_model is Person:
                rows = model._default_manager.filter(**{f"{column.attname}__in": ids}).exclude(
                    **made.get(model) or getattr(model, "GOES_WITH_PERSON", {"pk__in": ()})
                )
                why = why_of_rows(model._meta.label)
                found |= dict.fromkeys(rows.values_list(column.attname, flat=True), why)
    return found


def _made_by(runs: set[UUID]) -> dict[type[models.Model], dict[str, Collection[UUID] | bool]]:
    """Of which rows the runs are the makers, as far as nobody has changed them since: they go with the people."""
    mine = {"association_id": current_association()}
    targets: dict[str, set[UUID]] = {}
    for kind, target in Made.objects.filter(**mine, run_id__in=runs).values_list("kind", "target"):
        targets.setdefault(kind, set()).add(target)
    untouched = _untouched_homes(targets.get(Made.Kind.HOUSEHOLD, set()))
    return {
        HouseholdMember: {"household_id__in": untouched},
        SealedHome: {"household_id__in": untouched},
        # Whoever moved and moved back lives where the import put them.
        Mover: {"move__household_id__in": untouched, "move__undone_at__isnull": False},
        Guardian: {"id__in": targets.get(Made.Kind.GUARDIAN, set())},
        ConsentEvent: {"source_run__in": runs},
        FieldValue: {"source_run__in": runs},
        SealedFieldValue: {"source_run__in": runs},
        Participation: {"source_run__in": runs},
        PersonTag: {"source_run__in": runs},
        Note: {"source_run__in": runs},
    }


def _untouched_homes(ids: Collection[UUID]) -> set[UUID]:
    """The households that are as they were formed; a move that was taken back has raised the version twice."""
    homes = Household.objects.filter(association_id=current_association(), id__in=ids).annotate(
        back=Count("moves", filter=Q(moves__undone_at__isnull=False))
    )
    return {
        home for home, version, back in homes.values_list("id", "version", "back") if version == 1 + 2 * back
    }


def take_back_relations(run: Run, *, actor: Actor, at: datetime) -> None:
    """
    Take apart the households that the run formed and nobody has changed since, and its parents and children.

    What stays is remembered, so that the run can say so.
    """
    mine = {"association_id": run.association_id}
    made = Made.objects.filter(**mine, run_id=run.id, kind__in=(Made.Kind.HOUSEHOLD, Made.Kind.GUARDIAN))
    targets = list(made.values_list("target", flat=True))
    homes = sorted(_untouched_homes(targets))
    pairs = list(Guardian.objects.filter(**mine, id__in=targets).values_list("id", flat=True))
    changed = Household.objects.filter(**mine, id__in=targets).exclude(id__in=homes)
    stays = list(changed.values_list("id", flat=True))
    if not homes and not pairs:
        made.exclude(target__in=stays).delete()
        return
    forget_relations(household_ids=homes, actor=actor, at=at)
    end_relations(
        endings=[RelationEnding(relation="GUARDIAN", relation_id=found) for found in pairs],
        actor=actor,
        at=at,
    )
    made.exclude(target__in=stays).delete()


def take_back(run: Run, touched: Sequence[Touched], *, actor: Actor, at: datetime) -> tuple[int, list[UUID]]:
    """Take back what can be; the rest is marked as kept. Returns how many went, and the subjects of who stays on."""
    verdict = judge(touched)
    _keep(verdict)
    added = [each for each in verdict.free if each.how == Touched.How.ADDED]
    updated = [each for each in verdict.free if each.how == Touched.How.UPDATED]
    stay_on = list(
        Person.objects.filter(
            association_id=current_association(), id__in=[each.person_id for each in updated]
        ).values_list("audit_subject", flat=True)
    )
    _restore(updated, actor=actor, at=at)
    forget_consents(person_ids=[each.person_id for each in verdict.free], source_run=run.id)
    forget_values(person_ids=[each.person_id for each in verdict.free], source_run=run.id, actor=actor, at=at)
    take_back_gathered(run, [each.person_id for each in verdict.free], actor=actor, at=at)
    _remove_memberships(verdict.free)
    _remove_people(run, [each.person_id for each in added])
    return len(added), stay_on


def _keep(verdict: Verdict) -> None:
    # One statement for each reason: of rows there are thousands, of reasons a handful.
    kept: dict[Why, list[UUID]] = {}
    for each in verdict.stays:
        kept.setdefault(verdict.why[each.id], []).append(each.id)
    for why, ids in kept.items():
        Touched.objects.filter(association_id=current_association(), id__in=ids).update(
            is_kept=True, kept_why=why.value
        )


def _restore(touched: Sequence[Touched], *, actor: Actor, at: datetime) -> None:
    subjects = dict(
        Person.objects.filter(
            association_id=current_association(), id__in=[each.person_id for each in touched]
        ).values_list("id", "audit_subject")
    )
    opened = unseal(
        [
            (Place(column=BEFORE, row=each.id, subject=subjects[each.person_id]), bytes(each.sealed_before))
            for each in touched
        ]
    )
    changes = []
    for each, packed in zip(touched, opened, strict=True):
        kept = json.loads(packed)
        if kept:
            changes.append(_change_back(each, kept))
    change_people(changes=changes, actor=actor, at=at)
    Touched.objects.filter(
        association_id=current_association(), id__in=[each.id for each in touched]
    ).delete()
    _expect_versions({each.person_id: each.version_before for each in touched})


def _expect_versions(found: Mapping[UUID, int | None]) -> None:
    """
    Undoing raised the versions: what an earlier row or run did to the same people can still be undone.

    `found` are the versions that what was undone had found. Whom somebody had changed before it keeps the version that
    the earlier row knows, and so stays when that one is taken back.
    """
    versions = dict(
        Person.objects.filter(association_id=current_association(), id__in=found).values_list("id", "version")
    )
    touched = Touched.objects.filter(association_id=current_association(), person_id__in=found)
    newest = {
        person_id: (row_id, version)
        for person_id, row_id, version in touched.order_by("id").values_list("person_id", "id", "version")
    }
    # People of one import have mostly been changed as often as each other.
    by_version: dict[int, list[UUID]] = {}
    for person_id, (row_id, version) in newest.items():
        if version == found[person_id]:
            by_version.setdefault(versions[person_id], []).append(row_id)
    for version, row_ids in by_version.items():
        Touched.objects.filter(association_id=current_association(), id__in=row_ids).update(version=version)


def _change_back(each: Touched, kept: dict[str, Any]) -> PersonChange:
    values = dict(kept["values"])
    for name in ("birth_date", "deceased_on", "home_municipality_since"):
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    points = None
    if values.get("protection") == "NONE":
        # Lowering a protection is never one person's act: the rest goes back, the whereabouts stay sealed.
        del values["protection"]
    elif "points" in kept:
        points = [point_from_json(point) for point in kept["points"]]
    return PersonChange(
        person_id=each.person_id,
        version=each.version,
        values=values,
        contact_points=points,
        external_numbers=[(system, number) for system, number in kept["external"]]
        if "external" in kept
        else None,
        forget_identity_number="forget_number" in kept,
    )


def _remove_memberships(touched: Sequence[Touched]) -> None:
    Membership.objects.filter(
        association_id=current_association(),
        id__in=[each.membership_id for each in touched if each.membership_id],
    ).delete()


def _remove_people(run: Run, ids: Sequence[UUID]) -> None:
    association_id = current_association()
    subjects = list(
        Person.objects.filter(association_id=association_id, id__in=ids).values_list(
            "audit_subject", flat=True
        )
    )
    people_removed.send(sender=Person, person_ids=list(ids))
    for part in _PARTS:
        part._default_manager.filter(association_id=association_id, person_id__in=ids).delete()
    Touched.objects.filter(association_id=association_id, run_id=run.id, person_id__in=ids).delete()
    Person.objects.filter(association_id=association_id, id__in=ids).delete()
    forget_subjects(subjects)


def give_numbers_back(*, actor: Actor, at: datetime) -> None:
    """Let member numbers go on where they stood before the runs that are undone, unless somebody has a later one."""
    undone = Run.objects.filter(association_id=current_association(), state=Run.State.UNDONE)
    first = undone.aggregate(first=Min("number_before"))["first"]
    if first is not None:
        give_back_numbers(first=first, actor=actor, at=at)


def take_back_what_was_made(run: Run, *, actor: Actor, at: datetime) -> None:
    """
    Remove the types, groups, tags and own fields that the run made, as far as nobody has taken them into use since.

    What stays is remembered, so that the run can say so.
    """
    made = Made.objects.filter(association_id=run.association_id, run_id=run.id, kind=Made.Kind.TYPE)
    ids = set(made.values_list("target", flat=True))
    mine = {"association_id": run.association_id}
    used = set(Membership.objects.filter(**mine, type_id__in=ids).values_list("type_id", flat=True))
    chosen = Run.objects.filter(**mine, default_type_id__in=ids).exclude(id=run.id)
    used |= set(chosen.values_list("default_type_id", flat=True))
    # Whoever has given a type another name or place has made it the association's own.
    there = MembershipType.objects.filter(**mine, id__in=ids - used, version=1).values_list("id", flat=True)
    if unused := list(there):
        if run.default_type_id in unused:
            run.default_type = None
            run.save(update_fields=["default_type"])
        remove_membership_types(type_ids=unused, actor=actor, at=at)
    made.filter(target__in=unused).delete()
    take_back_names(run, actor=actor, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOver:
    """What an undone run made beside people and somebody has taken over since: it stays."""

    types: tuple[str, ...] = ()
    households: int = 0
    groups: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The groups, tags and own fields together."""
        return self.groups + self.tags + self.fields


def left_over(run: Run) -> LeftOver:
    """Return what stays of a run that was taken back, beside people."""
    if run.state != Run.State.UNDONE:
        return LeftOver()
    mine = {"association_id": run.association_id}
    made = dict[str, list[UUID]]()
    for kind, target in Made.objects.filter(**mine, run_id=run.id).values_list("kind", "target"):
        made.setdefault(kind, []).append(target)
    types = MembershipType.objects.filter(**mine, id__in=made.get(Made.Kind.TYPE, ())).order_by("name", "id")
    names = names_left(run)
    return LeftOver(
        types=tuple(types.values_list("name", flat=True)),
        households=Household.objects.filter(**mine, id__in=made.get(Made.Kind.HOUSEHOLD, ())).count(),
        groups=names[Made.Kind.GROUP],
        tags=names[Made.Kind.TAG],
        fields=names[Made.Kind.FIELD],
    )

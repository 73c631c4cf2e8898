"""The steps of a bulk edit, each of them one transaction that may be repeated without harm."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet

from matrikel.audit.actions.record import Act, record
from matrikel.bulkedits.kinds import KINDS
from matrikel.bulkedits.kinds.base import Done
from matrikel.bulkedits.models import BulkEdit, Target
from matrikel.bulkedits.rules import Apart, Planned, Verdict, is_apart, left_out
from matrikel.bulkedits.runs import (
    before_place,
    hold_edit,
    next_targets,
    starter_of,
    values_of,
)
from matrikel.imports.actions.follow_versions import follow_versions
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.transactions import action
from matrikel.keys.sealing import seal, unseal
from matrikel.memberships.queries import find_statuses
from matrikel.organisations.queries import get_association
from matrikel.people.models import Person

State = BulkEdit.State
# Beside what a kind keeps of before: the person's version.
_VERSION = "_version"


@action
def check_next(*, edit_id: UUID, at: datetime) -> bool:
    """Check the next people; returns whether more wait."""
    edit = hold_edit(edit_id)
    if edit.state != State.CHECKING:
        return False
    targets = next_targets(edit, Target.State.WAITING)
    counts = _plan(edit, targets, at=at)
    edit.to_change += counts[Verdict.CHANGE]
    edit.same += counts[Verdict.SAME]
    edit.left_out += counts[Verdict.LEFT_OUT]
    facts = _facts([target.person_id for target in targets])
    for target in targets:
        target.version = facts[target.person_id][0]
    Target.objects.bulk_update(targets, ["state", "reason", "version"])
    more = bool(next_targets(edit, Target.State.WAITING, most=1))
    if not more:
        edit.state = State.REVIEW
    edit.save()
    return more


def _plan(
    edit: BulkEdit, targets: Sequence[Target], *, at: datetime, overtaken: Collection[UUID] = ()
) -> Counter[Verdict]:
    on = get_association().day_of(at)
    try:
        plans = KINDS[edit.kind].plan([target.person_id for target in targets], values_of(edit), on=on)
    except NotFound:  # the tag, group or branch is gone by now
        plans = {target.person_id: left_out("changed_meanwhile") for target in targets}
    counts: Counter[Verdict] = Counter()
    apart = _apart(edit, [target.person_id for target in targets], on=on)
    for target in targets:
        plan = apart.get(target.person_id) or plans[target.person_id]
        if target.person_id in overtaken:
            plan = left_out("changed_meanwhile")
        target.state, target.reason = plan.verdict.value, plan.reason
        counts[plan.verdict] += 1
    return counts


def _apart(edit: BulkEdit, person_ids: Sequence[UUID], *, on: date) -> dict[UUID, Planned]:
    """Plans for those whom a change is not about unless somebody said so."""
    statuses = find_statuses(person_ids=person_ids, on=on)
    found = {
        person_id: plan
        for person_id, status in statuses.items()
        if (plan := is_apart(status, edit.including)) is not None
    }
    if KINDS[edit.kind].tells_where and Apart.PROTECTED not in edit.including:
        # Nobody is told here that somebody is protected: it looks as if there were nothing to change.
        protected = Person.objects.filter(association_id=edit.association_id, id__in=person_ids).exclude(
            protection="NONE"
        )
        found |= {
            person_id: Planned(verdict=Verdict.SAME)
            for person_id in protected.values_list("id", flat=True)
            if person_id not in found
        }
    return found


@action
def apply_next(*, edit_id: UUID, at: datetime) -> bool:
    """Change the next people; returns whether more wait. Who would not change any more is told apart."""
    edit = hold_edit(edit_id)
    if edit.state != State.APPLYING:
        return False
    actor = starter_of(edit)
    targets = next_targets(edit, Target.State.CHANGE)
    counts = _plan(edit, targets, at=at, overtaken=_overtaken(edit, targets))
    edit.same += counts[Verdict.SAME]
    edit.left_out += counts[Verdict.LEFT_OUT]
    edit.to_change -= counts[Verdict.SAME] + counts[Verdict.LEFT_OUT]
    edit.changed += _apply(edit, [each for each in targets if each.state == "CHANGE"], actor=actor, at=at)
    Target.objects.bulk_update(targets, ["state", "reason", "version", "sealed_before"])
    more = bool(next_targets(edit, Target.State.CHANGE, most=1))
    if not more:
        if not edit.changed:
            KINDS[edit.kind].unmake(values_of(edit), actor=actor, at=at)
        edit.state, edit.finished_at = State.DONE, at
        header = {"edit": str(edit.id), "kind": edit.kind, "changed": edit.changed}
        record(acts=[Act(action="bulkedits.finished", header=header)], actor=actor, at=at)
    edit.save()
    return more


def _overtaken(edit: BulkEdit, targets: Sequence[Target]) -> set[UUID]:
    """Whom somebody else has changed since the preview."""
    if not KINDS[edit.kind].guards_version:
        return set()
    facts = _hold([target.person_id for target in targets])
    return {target.person_id for target in targets if facts[target.person_id][0] != target.version}


def _apply(edit: BulkEdit, targets: Sequence[Target], *, actor: Actor, at: datetime) -> int:
    on = get_association().day_of(at)
    ids = [target.person_id for target in targets]
    earlier = _facts(ids)
    done = {
        each.person_id: each
        for each in KINDS[edit.kind].apply(ids, values_of(edit), on=on, actor=actor, at=at)
    }
    facts = _facts(ids)
    changed = [target for target in targets if target.person_id in done]
    sealed = seal(
        [
            (
                before_place(target.id, facts[target.person_id][1]),
                json.dumps(
                    {
                        **done[target.person_id].before,
                        **_followed(earlier[target.person_id][0], facts[target.person_id][0]),
                    },
                    cls=DjangoJSONEncoder,
                ).encode(),
            )
            for target in changed
        ]
    )
    for target in targets:
        target.state, target.reason = Target.State.LEFT_OUT, "changed_meanwhile"
    for target, before in zip(changed, sealed, strict=True):
        target.state, target.reason, target.sealed_before = Target.State.CHANGED, "", before
        target.version = facts[target.person_id][0]
    return len(changed)


def _followed(before: int, after: int) -> dict[str, int]:
    """The version of before, where nothing but this change lies between it and the one of after."""
    return {_VERSION: before} if after == before + 1 else {}


def _facts(ids: Sequence[UUID]) -> dict[UUID, tuple[int, UUID]]:
    return _read(Person.objects.filter(association_id=get_association().id, id__in=ids))


def _hold(ids: Sequence[UUID]) -> dict[UUID, tuple[int, UUID]]:
    """As `_facts`, once whoever is changing the persons right now has finished; nobody changes them after that."""
    rows = Person.objects.filter(association_id=get_association().id, id__in=ids)
    return _read(rows.select_for_update().order_by("id"))


def _read(rows: QuerySet[Person]) -> dict[UUID, tuple[int, UUID]]:
    return {
        person_id: (version, subject)
        for person_id, version, subject in rows.values_list("id", "version", "audit_subject")
    }


@action
def undo_next(*, edit_id: UUID, actor: Actor, at: datetime) -> bool:
    """Take the next people's change back; returns whether more wait. Who was changed since is left alone."""
    edit = hold_edit(edit_id)
    if edit.state != State.UNDOING:
        return False
    targets = next_targets(edit, Target.State.CHANGED)
    kind, facts = KINDS[edit.kind], _hold([target.person_id for target in targets])
    free = [
        target
        for target in targets
        if not kind.guards_version or facts[target.person_id][0] == target.version
    ]
    opened = unseal(
        [
            (before_place(target.id, facts[target.person_id][1]), bytes(target.sealed_before))
            for target in free
        ]
    )
    kept = {target.person_id: json.loads(before) for target, before in zip(free, opened, strict=True)}
    earlier = {person_id: before.pop(_VERSION, None) for person_id, before in kept.items()}
    done = [Done(person_id=person_id, before=before) for person_id, before in kept.items()]
    undone = kind.undo(done, values_of(edit), actor=actor, at=at)
    if kind.guards_version:
        _follow([target for target in free if target.person_id in undone], earlier)
    for target in targets:
        target.state = Target.State.UNDONE if target.person_id in undone else Target.State.KEPT
        target.sealed_before = b""
    Target.objects.bulk_update(targets, ["state", "sealed_before"])
    edit.undone += len(undone)
    edit.kept += len(targets) - len(undone)
    more = bool(next_targets(edit, Target.State.CHANGED, most=1))
    if not more:
        kind.unmake(values_of(edit), actor=actor, at=at)
        edit.state = State.UNDONE
        header = {"edit": str(edit.id), "kind": edit.kind, "undone": edit.undone, "kept": edit.kept}
        record(acts=[Act(action="bulkedits.undone", header=header)], actor=actor, at=at)
    edit.save()
    return more


def _follow(undone: Sequence[Target], earlier: Mapping[UUID, int | None]) -> None:
    """
    Let imports and earlier bulk edits know who is again as before; not where anything else was changed in between.

    A bulk edit that had given its people back under a later version is followed like the import before it, so that
    several are taken back one after the other, the last one first.
    """
    now = _facts([target.person_id for target in undone])
    versions: dict[UUID, tuple[int, int]] = {}
    for target in undone:
        before, after = earlier[target.person_id], now[target.person_id][0]
        if before is not None and after == target.version + 1:
            versions[target.person_id] = (before, after)
    follow_versions(versions=versions)
    mine = Target.objects.filter(association_id=get_association().id, person_id__in=list(versions))
    followed = [
        target
        for target in mine.filter(state=Target.State.CHANGED).select_for_update().order_by("id")
        if target.version == versions[target.person_id][0]
    ]
    for target in followed:
        target.version = versions[target.person_id][1]
    Target.objects.bulk_update(followed, ["version"])

"""Another membership type: the one somebody has ends, and the new one begins on the same day."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from matrikel.bulkedits.kinds.base import Done, Kind, Values
from matrikel.bulkedits.rules import Planned, compare, left_out
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.actions.end_memberships import Ending, end_memberships
from matrikel.memberships.actions.reopen_memberships import Reopening, reopen_memberships
from matrikel.memberships.actions.withdraw_admissions import Withdrawal, withdraw_admissions
from matrikel.memberships.queries import (
    MembershipRow,
    MembershipTypeRow,
    facts_of,
    list_membership_types,
    list_memberships,
)
from matrikel.people.models import Person
from matrikel.people.rules.ages import age_on

REASON = "CHANGED"


class AnotherType(Kind):
    """
    Lets `type` follow upon what somebody has on `starts_on`, up to the day on which that would have ended.

    With `from_type` only that type is followed; without, whoever has several is left out, as nobody said which.
    """

    code = "membership_type"
    guards_version = False

    def plan(self, person_ids: Sequence[UUID], values: Values, *, on: date) -> dict[UUID, Planned]:
        """Tell which type becomes which, and who has none to change, or is not of the age."""
        wanted = _type(values)
        own = list_memberships(person_ids=person_ids)
        born = _born(person_ids)
        return {
            person_id: self._planned(own.get(person_id, []), born.get(person_id), wanted, values, on)
            for person_id in person_ids
        }

    def _planned(
        self,
        rows: Sequence[MembershipRow],
        born_on: date | None,
        wanted: MembershipTypeRow,
        values: Values,
        on: date,
    ) -> Planned:
        starts_on, after = date.fromisoformat(values["starts_on"]), {"type": values["type"]}
        found = _held(rows, values, starts_on)
        if isinstance(found, str):
            return left_out(found)
        if found.type_id == wanted.id:
            return compare(after, after)
        if found.starts_on >= starts_on:
            return left_out("begins_that_day")
        if found.ends_on is not None and found.ends_on <= on:
            return left_out("no_such_membership")
        if _has_meanwhile(rows, wanted.id, starts_on, found.ends_on):
            return left_out("has_type_later")
        if born_on is not None and not _fits(wanted, age_on(starts_on, born_on)):
            return left_out("wrong_age")
        return compare({"type": str(found.type_id)}, after)

    def apply(
        self, person_ids: Sequence[UUID], values: Values, *, on: date, actor: Actor, at: datetime
    ) -> list[Done]:
        """End what they have and admit them anew, in one transaction."""
        starts_on, type_id = date.fromisoformat(values["starts_on"]), UUID(values["type"])
        endings, admissions, old = [], [], []
        for rows in list_memberships(person_ids=person_ids).items():
            person_id, row = rows[0], _held(rows[1], values, starts_on)
            if isinstance(row, str):
                continue
            old.append(row)
            endings.append(Ending(membership_id=row.id, ends_on=starts_on, reason=REASON))
            admissions.append(
                Admission(
                    person_id=person_id,
                    type_id=type_id,
                    starts_on=starts_on,
                    ends_on=row.ends_on,
                    unit_id=row.unit_id,
                    end_reason=row.end_reason,
                )
            )
        end_memberships(endings=endings, actor=actor, at=at)
        new = admit_members(admissions=admissions, actor=actor, at=at)
        return [
            Done(
                person_id=admission.person_id,
                before={
                    "new": str(new_id),
                    "old": str(row.id),
                    "ends_on": row.ends_on.isoformat() if row.ends_on else "",
                    "end_reason": row.end_reason,
                },
            )
            for admission, row, new_id in zip(admissions, old, new, strict=True)
        ]

    def undo(self, done: Sequence[Done], values: Values, *, actor: Actor, at: datetime) -> set[UUID]:
        """Let the old one go on and the new one never have been, where both still stand as they were written."""
        starts_on = date.fromisoformat(values["starts_on"])
        now = {
            row.id: row
            for rows in list_memberships(person_ids=[each.person_id for each in done]).values()
            for row in rows
        }
        free = [each for each in done if _stands(now.get(UUID(each.before["new"])), starts_on, each.before)]
        reopened = reopen_memberships(
            reopenings=[
                Reopening(
                    membership_id=UUID(each.before["old"]),
                    ended_on=starts_on,
                    ends_on=_day(each.before["ends_on"]),
                    reason=each.before["end_reason"],
                )
                for each in free
            ],
            actor=actor,
            at=at,
        )
        undone = [each for each in free if UUID(each.before["old"]) in reopened]
        withdraw_admissions(
            withdrawals=[
                Withdrawal(
                    membership_id=UUID(each.before["new"]),
                    starts_on=starts_on,
                    ends_on=_day(each.before["ends_on"]),
                )
                for each in undone
            ],
            actor=actor,
            at=at,
        )
        return {each.person_id for each in undone}


def _type(values: Values) -> MembershipTypeRow:
    types = {str(row.id): row for row in list_membership_types()}
    if values["type"] not in types or (values.get("from_type") and values["from_type"] not in types):
        raise NotFound
    return types[values["type"]]


def _born(person_ids: Sequence[UUID]) -> dict[UUID, date | None]:
    people = Person.objects.filter(association_id=current_association(), id__in=person_ids)
    return dict(people.values_list("id", "birth_date"))


def _held(rows: Sequence[MembershipRow], values: Values, on: date) -> MembershipRow | str:
    """Return the membership that is followed by another, or why there is none."""
    held = [row for row, fact in zip(rows, facts_of(rows), strict=True) if fact.holds_on(on)]
    if same := [row for row in held if str(row.type_id) == values["type"]]:
        return same[0]
    if wanted := values.get("from_type"):
        held = [row for row in held if str(row.type_id) == wanted]
    if not held:
        return "no_such_membership"
    return held[0] if len(held) == 1 else "several_memberships"


def _has_meanwhile(
    rows: Sequence[MembershipRow], type_id: UUID, starts_on: date, ends_on: date | None
) -> bool:
    return any(
        row.type_id == type_id
        and row.starts_on < (ends_on or date.max)
        and (row.ends_on is None or row.ends_on > starts_on)
        for row in rows
    )


def _fits(wanted: MembershipTypeRow, age: int) -> bool:
    return (wanted.from_age or 0) <= age and (wanted.to_age is None or age <= wanted.to_age)


def _stands(row: MembershipRow | None, starts_on: date, before: Mapping[str, Any]) -> bool:
    return row is not None and (row.starts_on, row.ends_on, row.end_reason) == (
        starts_on,
        _day(before["ends_on"]),
        before["end_reason"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

"""The end of memberships: everybody chosen leaves on one day for one reason."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from matrikel.bulkedits.kinds.base import Done, Kind, Values
from matrikel.bulkedits.rules import Planned, Verdict, left_out
from matrikel.kernel.actors import Actor
from matrikel.memberships.actions.end_memberships import Ending, end_memberships
from matrikel.memberships.actions.reopen_memberships import Reopening, reopen_memberships
from matrikel.memberships.queries import MembershipRow, facts_of, list_memberships


class MembershipEnd(Kind):
    """Ends every membership that holds on the last day."""

    code = "membership_end"
    guards_version = False

    def plan(self, person_ids: Sequence[UUID], values: Values, *, on: date) -> dict[UUID, Planned]:
        """Tell which memberships end; whoever has none that goes beyond the day is left out."""
        last_day = date.fromisoformat(values["last_day"])
        own = list_memberships(person_ids=person_ids)
        return {person_id: self._planned(own.get(person_id, []), last_day, on) for person_id in person_ids}

    def _planned(self, rows: Sequence[MembershipRow], last_day: date, on: date) -> Planned:
        ending = _ending(rows, last_day, on)
        if not ending:
            return left_out("no_membership")
        return Planned(
            verdict=Verdict.CHANGE,
            before={"memberships": ", ".join(dict.fromkeys(row.type_name for row in ending))},
            after={"last_day": last_day.isoformat()},
        )

    def apply(
        self, person_ids: Sequence[UUID], values: Values, *, on: date, actor: Actor, at: datetime
    ) -> list[Done]:
        """End the memberships."""
        last_day = date.fromisoformat(values["last_day"])
        over_on = last_day + timedelta(days=1)
        endings, done = [], []
        for person_id, rows in list_memberships(person_ids=person_ids).items():
            ending = _ending(rows, last_day, on)
            endings += [
                Ending(membership_id=row.id, ends_on=over_on, reason=values["reason"]) for row in ending
            ]
            before = {
                str(row.id): [row.ends_on.isoformat() if row.ends_on else "", row.end_reason]
                for row in ending
            }
            done.append(Done(person_id=person_id, before={"memberships": before}))
        end_memberships(endings=endings, actor=actor, at=at)
        return done

    def undo(self, done: Sequence[Done], values: Values, *, actor: Actor, at: datetime) -> set[UUID]:
        """Let the memberships go on as they did, where they still end as was written here."""
        over_on = date.fromisoformat(values["last_day"]) + timedelta(days=1)
        reopened = reopen_memberships(
            reopenings=[
                Reopening(
                    membership_id=UUID(membership_id),
                    ends_on=date.fromisoformat(before) if before else None,
                    ended_on=over_on,
                    reason=reason,
                )
                for each in done
                for membership_id, (before, reason) in each.before["memberships"].items()
            ],
            actor=actor,
            at=at,
        )
        return {
            each.person_id
            for each in done
            if all(UUID(membership_id) in reopened for membership_id in each.before["memberships"])
        }


def _ending(rows: Sequence[MembershipRow], last_day: date, on: date) -> list[MembershipRow]:
    return [
        row
        for row, fact in zip(rows, facts_of(rows), strict=True)
        if fact.holds_on(last_day)
        and not fact.is_empty()
        and (row.ends_on is None or row.ends_on > max(on, last_day + timedelta(days=1)))
    ]

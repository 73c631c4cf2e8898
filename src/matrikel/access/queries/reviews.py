"""The yearly round about who has access."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from matrikel.access import rules
from matrikel.access.models import Review, ReviewedTerm
from matrikel.access.queries import HeldTerm
from matrikel.kernel.scope import current_association


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTerm:
    """A role in the round; `answer` is empty while nobody has said anything, `was_until` where it would have ended."""

    id: UUID
    term: HeldTerm
    was_until: date | None
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """A round: what is asked about, and the day on which what is unanswered lapses."""

    id: UUID
    started_at: datetime
    ends_on: date
    asked: Sequence[AskedTerm]

    @property
    def unanswered(self) -> int:
        """Return how many roles nobody has said anything about."""
        return sum(1 for each in self.asked if not each.answer)


def find_review(*, on: date) -> ReviewRow | None:
    """Return the round that is open on a day, with its roles in order of address."""
    review = Review.objects.filter(association_id=current_association(), ends_on__gt=on).first()
    if review is None:
        return None
    found = (
        ReviewedTerm.objects.filter(association_id=current_association(), review=review)
        .select_related("term__account", "term__role")
        .order_by("term__account__email", "term__starts_on", "id")
    )
    return ReviewRow(
        id=review.id,
        started_at=review.started_at,
        ends_on=review.ends_on,
        asked=[
            AskedTerm(
                id=each.id,
                was_until=each.was_until,
                answer=each.answer,
                term=HeldTerm(
                    id=each.term.id,
                    account_id=each.term.account_id,
                    email=each.term.account.email,
                    display_name=each.term.account.display_name,
                    role=each.term.role.code,
                    rights=rules.rights_in(each.term.role.rights, is_in_branch=each.term.unit_id is not None),
                    unit_id=each.term.unit_id,
                    person_id=each.term.person_id,
                    starts_on=each.term.starts_on,
                    ends_on=each.term.ends_on,
                ),
            )
            for each in found
        ],
    )


def last_review_at() -> datetime | None:
    """Return when the last round was started."""
    return (
        Review.objects.filter(association_id=current_association())
        .order_by("-started_at")
        .values_list("started_at", flat=True)
        .first()
    )

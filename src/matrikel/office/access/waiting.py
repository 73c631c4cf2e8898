"""What of access waits for a person."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matrikel.access import rules
from matrikel.access.queries import list_terms
from matrikel.access.queries.holders import span_of_terms
from matrikel.access.queries.reviews import find_review, last_review_at
from matrikel.kernel.actors import Right
from matrikel.office.access.second import acts_to_settle, waiting_line
from matrikel.office.access.wording import A_YEAR, SOON
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.ui.formatting import date, number
from matrikel.ui.parts import RowItem


def waiting(request: OfficeRequest, *, is_small: bool) -> list[RowItem]:
    """Return rows about acts that need two, the yearly round, one's own last day, and roles that soon are nobody's."""
    rows = []
    own = [term for term in list_terms(on=request.today, account_id=request.account.pk) if term.ends_on]
    ending = min((term.ends_on for term in own if term.ends_on), default=None)
    if ending is not None and ending <= request.today + SOON:
        first = next(term for term in own if term.ends_on == ending)
        if request.presence.viewer_for(Right.ACCESS_SEE).may(Right.ACCESS_SEE):
            rows.append(
                RowItem(
                    icon="calendar-event",
                    title=_("Your role ends on %(day)s") % {"day": date(ending - timedelta(days=1))},
                    line=_("Hand over what you look after while you still can."),
                    url=address(request, "handover", term_id=first.id),
                    action_label=_("Hand over"),
                )
            )
    rows += _acts(request)
    if not rules.holds(request.presence.grants, Right.ROLES_EDIT, at=()):
        return rows
    return [*rows, *_review(request)]


def _acts(request: OfficeRequest) -> list[RowItem]:
    title = waiting_line(acts_to_settle(request)).rstrip(".")
    if not title:
        return []
    return [
        RowItem(
            icon="shield-check",
            title=title,
            line=_("One alone may not do it."),
            url=address(request, "acts"),
            action_label=_("Look"),
        )
    ]


def _review(request: OfficeRequest) -> list[RowItem]:
    review = find_review(on=request.today)
    if review is not None:
        if not review.unanswered:
            return []
        title = ngettext(
            "%(count)s role waits to be confirmed", "%(count)s roles wait to be confirmed", review.unanswered
        )
        return [
            RowItem(
                icon="checks",
                title=title % {"count": number(review.unanswered)},
                line=_("What nobody confirms lapses after %(day)s.")
                % {"day": date(review.ends_on - timedelta(days=1))},
                url=address(request, "access_review"),
                action_label=_("Confirm"),
            )
        ]
    last, span = last_review_at(), span_of_terms(on=request.today)
    since = last.date() if last else span.first_on
    if span.holders < 2 or since is None or since > request.today - A_YEAR:
        return []
    return [
        RowItem(
            icon="users",
            title=_("Who is your board?"),
            line=_("Once a year, go through who has access and why."),
            url=address(request, "who_has_access"),
            action_label=_("Go through"),
        )
    ]

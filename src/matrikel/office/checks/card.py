"""The checks of a person, on the person's page: for those few who may see them."""

from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.checks.queries import AskedCheck, CheckRow, asked_of, checks_of
from matrikel.checks.rules import standing_on
from matrikel.kernel.actors import Right
from matrikel.kernel.asking import Asking
from matrikel.office.checks import wording
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.office.people.card import PersonCard, belongs_to
from matrikel.organisations.rules.modules import Module
from matrikel.people.queries import PersonDetails
from matrikel.ui.formatting import date


@belongs_to(Module.CHECKS)
def checks_card(request: OfficeRequest, person: PersonDetails, is_hidden: bool) -> Asking[PersonCard | None]:
    """Return how somebody stands with what is asked of the person and what was shown; nothing where there is neither."""
    if is_hidden or not request.viewer.may(Right.CHECKS_SEE):
        return None
    asked: dict[UUID, AskedCheck]
    held: list[CheckRow]
    asked, held = yield (
        asked_of(person_id=person.id, viewer=request.viewer, on=request.today),
        checks_of(person_id=person.id),
    )
    shown = [check for check in held if check.withdrawn_on is None]
    if not asked and not shown:
        return None
    names = {check.kind_id: check.kind_name for check in shown}
    names |= {kind_id: check.kind_name for kind_id, check in asked.items()}
    rows = []
    for kind_id in dict.fromkeys([*asked, *(check.kind_id for check in shown)]):
        own = [check for check in shown if check.kind_id == kind_id]
        standing = (
            asked[kind_id].standing
            if kind_id in asked
            else standing_on(request.today, [check.facts for check in own])
        )
        last = own[0].seen_on if own else None
        rows.append(
            {
                "name": names[kind_id],
                "pill": wording.standing_pill(standing),
                "line": _("seen %(day)s") % {"day": date(last)} if last else _("asked of this person"),
            }
        )
    return PersonCard(
        template="office/checks/card.html",
        context={
            "title": _("Checks"),
            "rows": rows,
            "url": address(request, "person_checks", person_id=person.id),
            "may_note": request.viewer.may(Right.CHECKS_EDIT),
        },
        at_side=True,
    )

"""What own fields hold about a person, as a card of the person's page."""

from django.utils.translation import gettext as _

from matrikel.fields.queries import OwnValue, own_fields_asked, read_own_fields
from matrikel.fields.rules.definitions import may_edit
from matrikel.fields.rules.rows import FieldRow
from matrikel.kernel.actors import Right
from matrikel.kernel.asking import Asking
from matrikel.office.doors import OfficeRequest
from matrikel.office.fields import wording
from matrikel.office.frame import address
from matrikel.office.people.card import PersonCard, belongs_to
from matrikel.office.people.wording import reveal_reasons
from matrikel.organisations.rules.modules import Module
from matrikel.people.queries import PersonDetails
from matrikel.ui.formatting import current_language
from matrikel.ui.parts import Fact


@belongs_to(Module.FIELDS)
def own_fields_card(
    request: OfficeRequest, person: PersonDetails, is_hidden: bool
) -> Asking[PersonCard | None]:
    """Return what own fields hold about a person; of what is sealed only that it is there."""
    if is_hidden:
        return None
    answers = yield own_fields_asked(person_id=person.id, viewer=request.viewer)
    fields, held = read_own_fields(answers, person_id=person.id, viewer=request.viewer)
    if not fields:
        return None
    may_write = request.viewer.may(Right.PEOPLE_EDIT) and any(
        may_edit(field.officers) and field.retired_on is None for field in fields
    )
    if not held and not may_write:
        return None
    sealed = [field for field in fields if field.id in held and held[field.id].is_sealed]
    return PersonCard(
        template="office/fields/card.html",
        context={
            "facts": [
                _fact(request, field, held[field.id])
                for field in fields
                if field.id in held and not held[field.id].is_sealed
            ],
            "sealed": ", ".join(field.label(*_languages(request)) for field in sealed),
            "edit_url": address(request, "person_own_fields", person_id=person.id) if may_write else "",
            "opened_url": address(request, "person_own_fields_opened", person_id=person.id),
            "reasons": reveal_reasons(),
        },
    )


def _fact(request: OfficeRequest, field: FieldRow, value: OwnValue) -> Fact:
    shown = wording.shown_value(field, value.texts, *_languages(request))
    return Fact(
        term=field.label(*_languages(request)),
        value=shown,
        note=_("no longer asked") if field.retired_on else wording.source_line(value),
        url=value.texts[0] if field.kind == "LINK" else "",
    )


def _languages(request: OfficeRequest) -> tuple[str, str]:
    return current_language(), request.association.language

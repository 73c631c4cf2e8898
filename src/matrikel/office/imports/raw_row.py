"""A person's row as it stood in the list, for the thirty days that it is kept."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matrikel.imports.queries import RawRow, RowPlace, find_raw_row, row_place_of
from matrikel.kernel.actors import Right
from matrikel.kernel.asking import Asking
from matrikel.kernel.errors import Forbidden, NotFound
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people.card import PersonCard
from matrikel.people.actions.note_looks import note_looks
from matrikel.people.queries import PersonDetails, get_person
from matrikel.ui.formatting import date, moment, number
from matrikel.ui.parts import Fact


def raw_row_card(request: OfficeRequest, person: PersonDetails, is_hidden: bool) -> Asking[PersonCard | None]:
    """Say from which row of which list the person came; what stands in it is a page, and a look, of its own."""
    if is_hidden or person.is_protected or not request.viewer.may(Right.PEOPLE_IMPORT):
        return None
    place: RowPlace | None
    (place,) = yield (row_place_of(person_id=person.id, viewer=request.viewer),)
    if place is None:
        return None
    return PersonCard(
        template="office/imports/person_card.html",
        context={
            "line": _("Row %(row)s of %(file)s, %(when)s")
            % {"row": number(place.row), "file": place.file_name, "when": moment(place.at)},
            "until": _("Kept until %(day)s, so that it can be compared.") % {"day": date(place.until.date())},
            "url": address(request, "person_raw_row", person_id=person.id),
        },
        at_side=True,
    )


@require_safe
@needs(Right.PEOPLE_SEE)
def page(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Show the row cell by cell, and write down that somebody looked."""
    person = get_person(person_id=person_id, viewer=request.viewer)
    if not request.viewer.may(Right.PEOPLE_IMPORT):
        raise Forbidden
    raw = find_raw_row(person_id=person.id, viewer=request.viewer)
    if raw is None:
        raise NotFound
    note_looks(subjects=[person.audit_subject], function="raw_row_page", actor=request.actor, at=request.now)
    return show(
        request,
        "office/imports/raw_row.html",
        {
            "name": person.display_name,
            "person_url": address(request, "person", person_id=person.id),
            "run_url": address(request, "import_run", run_id=raw.run_id),
            "line": _("Row %(row)s of %(file)s, %(when)s")
            % {"row": number(raw.row), "file": raw.file_name, "when": moment(raw.at)},
            "cells": [
                Fact(term=heading, value=cell or "—", note=_mended_note(raw, index))
                for index, (heading, cell) in enumerate(zip(raw.header, raw.cells, strict=False))
                if cell or index in raw.mended
            ],
        },
    )


def _mended_note(raw: RawRow, index: int) -> str:
    if index not in raw.mended:
        return ""
    return _("mended in the preview: %(value)s") % {"value": raw.mended[index] or "—"}

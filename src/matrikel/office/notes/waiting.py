"""What free texts put into Today."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.organisations.rules.modules import Module
from matrikel.people.queries.notes import count_notes, count_texts_to_review
from matrikel.ui.formatting import number
from matrikel.ui.parts import RowItem


def waiting(request: OfficeRequest, /, *, is_small: bool) -> list[RowItem]:
    """Return a row when texts wait for somebody to look at them, and one when notes outlived their being switched off."""
    if not request.viewer.may(Right.NOTES_EDIT):
        return []
    return [*_texts(request), *_left_over(request)]


def _left_over(request: OfficeRequest) -> list[RowItem]:
    if request.association.has(Module.NOTES) or request.viewer.unit_ids is not None or not count_notes():
        return []
    return [
        RowItem(
            icon="notes",
            title=_("Notes are switched off, but some are still kept"),
            line=_("nobody reads them; you may delete them"),
            url=address(request, "texts"),
            action_label=_("Look"),
        )
    ]


def _texts(request: OfficeRequest) -> list[RowItem]:
    count = count_texts_to_review(viewer=request.viewer)
    if not count:
        return []
    title = ngettext("%(count)s free text to look at", "%(count)s free texts to look at", count)
    return [
        RowItem(
            icon="notes",
            title=title % {"count": number(count)},
            line=ngettext(
                "kept although it looks like something that need not be",
                "kept although they look like something that need not be",
                count,
            ),
            url=address(request, "texts"),
            action_label=_("Look"),
        )
    ]

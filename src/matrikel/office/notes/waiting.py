"""What free texts put into Today."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.people.queries.notes import count_texts_to_review
from matrikel.ui.formatting import number
from matrikel.ui.parts import RowItem


def waiting(request: OfficeRequest, /, *, is_small: bool) -> list[RowItem]:
    """Return one row when texts wait for somebody to look at them."""
    if not request.viewer.may(Right.NOTES_EDIT):
        return []
    count = count_texts_to_review(viewer=request.viewer)
    if not count:
        return []
    title = ngettext("%(count)s free text to look at", "%(count)s free texts to look at", count)
    return [
        RowItem(
            icon="notes",
            title=title % {"count": number(count)},
            line=_("kept although they look like something that need not be"),
            url=address(request, "texts"),
            action_label=_("Look"),
        )
    ]

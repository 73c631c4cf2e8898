"""What to change for the people who were chosen on a list."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matrikel.bulkedits.actions.start_bulk_edit import start_bulk_edit
from matrikel.groups.actions.save_groups import GroupRefused
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import Refusal
from matrikel.office.bulkedits.apart import Apartness
from matrikel.office.bulkedits.forms import form_of
from matrikel.office.bulkedits.kinds import find_kind, kinds_of
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.selections.chosen import read_chosen
from matrikel.people.actions.save_tags import TagRefused
from matrikel.selections.queries.chosen_people import count_chosen, list_chosen
from matrikel.ui.formatting import number


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, asks=True)
def new(request: OfficeRequest) -> HttpResponse:
    """
    Ask what to change, then how, then check what that would do.

    All three come as POST, because the people who were chosen travel in the form. Without anybody chosen it
    goes back to the list.
    """
    chosen = read_chosen(request)
    if chosen is None:
        return redirect(address(request, "people"))
    context = {"chosen": chosen, "new_url": address(request, "new_bulk_edit")}
    code = request.POST.get("kind", "")
    if not code:
        count = count_chosen(chosen=chosen, on=request.today, viewer=request.viewer)
        context |= {
            "line": _line(count),
            "kinds": kinds_of(request),
            "people_url": address(request, "people"),
        }
        return show(request, "office/bulkedits/choose.html", context)
    kind = find_kind(request, code)
    is_filled = "fill" in request.POST
    apart = Apartness(request, chosen, kind.code)
    form = form_of(
        kind,
        request.POST if is_filled else None,
        country=request.association.country,
        today=request.today,
    )
    if is_filled and form.is_valid():
        ids = list_chosen(chosen=chosen, on=request.today, viewer=request.viewer, without=apart.kept_out())
        try:
            edit_id = start_bulk_edit(
                kind=code,
                values=form.values(),
                person_ids=ids,
                including=apart.including,
                actor=request.actor,
                at=request.now,
            )
        except Refusal as refusal:
            is_about_name = isinstance(refusal, TagRefused | GroupRefused)
            form.add_error("new_name" if is_about_name else None, str(refusal))
        else:
            return redirect(address(request, "bulk_edit", edit_id=edit_id))
    count = count_chosen(chosen=chosen, on=request.today, viewer=request.viewer)
    context |= {"line": _line(count), "kind": kind, "form": form, "apart": apart.asked(count)}
    return show(request, "office/bulkedits/fill.html", context, status=422 if form.errors else 200)


def _line(count: int) -> str:
    return ngettext("%(count)s person chosen", "%(count)s people chosen", count) % {"count": number(count)}

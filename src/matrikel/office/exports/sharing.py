"""Lists shared with people without a role: the form, the overview, ending and taking over."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matrikel.access.queries import name_accounts
from matrikel.exports.actions.end_shared_lists import end_shared_lists
from matrikel.exports.actions.share_list import NewSharedList, share_list
from matrikel.exports.actions.take_over_lists import take_over_lists
from matrikel.exports.errors import ExportRefused
from matrikel.exports.queries import SharedRow, count_on_shared, get_shared, list_shared
from matrikel.exports.rules.limits import LONGEST_REASON, SHOWN_BEFOREHAND
from matrikel.exports.rules.sharing import LONGEST_DAYS, LONGEST_NAME
from matrikel.kernel.actors import Right
from matrikel.mail.queries.notices import is_demonstration
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.exports.asking import ticked_for
from matrikel.office.exports.columns import ColumnsForm
from matrikel.office.exports.forms import purposes_on
from matrikel.office.frame import address, show
from matrikel.office.people.wording import language_name, shown_name
from matrikel.office.selections import wording
from matrikel.office.selections.chosen import chosen_by_address, read_chosen
from matrikel.office.selections.columns import offered_columns
from matrikel.selections.queries.chosen_people import count_chosen, list_chosen
from matrikel.selections.queries.people import list_rows
from matrikel.selections.rules import Chosen
from matrikel.ui.formatting import date, moment, number
from matrikel.ui.listing import Cell, Column, Listing, Row, render_results, wants_results
from matrikel.ui.parts import Fact, Pill, Tone
from matrikel.ui.purposes import purpose_name


class ShareForm(ColumnsForm):
    """With whom, for what, with which columns, and for how long."""

    name = forms.CharField(
        label=gettext_lazy("What is the list called?"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("Such as: Walk on Sunday. It stands in the letter; name nobody in it."),
    )
    reader_name = forms.CharField(label=gettext_lazy("Who reads it?"), max_length=120)
    reader_email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The link goes there, and a code each time it is opened."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("For how many days?"), min_value=1, max_value=LONGEST_DAYS, initial=7
    )
    language = forms.ChoiceField(
        label=gettext_lazy("In which language do we write?"),
        required=False,
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("What is it for?"),
        help_text=gettext_lazy(
            "Everybody on the list sees on their own page when it was read, and for what."
        ),
        error_messages={"required": gettext_lazy("Choose a purpose.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why is this needed?"),
        help_text=gettext_lazy("Asked where something sensitive is in it; kept sealed with the export."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, request: OfficeRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        purposes = [("", _("Choose a purpose")), *purposes_on(request.today)]
        self.fields["purpose"].choices = purposes  # type: ignore[attr-defined]
        own = language_name(request.association.language)
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            ("", _("The reader's own, else %(language)s") % {"language": own}),
            *(
                (code, capfirst(language_name(code)))
                for code in dict.fromkeys([*request.association.written_languages, *dict(settings.LANGUAGES)])
                if code in dict(settings.LANGUAGES)
            ),
        ]
        self.fields["columns"].choices = offered_columns(request)  # type: ignore[attr-defined]
        self.fields["columns"].help_text = _(
            "What the purpose needs is ticked; take no more than that. Whoever is protected is never on a shared list."
        )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.LISTS_SHARE, fresh=True, asks=True)
def share(request: OfficeRequest) -> HttpResponse:
    """Ask with whom, then write to that person."""
    is_sent = request.method == "POST"
    chosen = read_chosen(request) if is_sent else chosen_by_address(request)
    if chosen is None:
        messages.info(request, _("Tick at least one person first."))
        return redirect(address(request, "people"))
    asks_columns = request.POST.get("step") == "columns"
    is_answered = "reader_email" in request.POST and not asks_columns
    form = ShareForm(request.POST if is_answered else None, request=request, initial=_initial(request))
    if asks_columns and request.htmx:
        return show(request, "office/exports/columns.html", {"form": form})
    if is_answered and form.is_valid():
        try:
            list_id = share_list(
                chosen=chosen,
                shared=NewSharedList(**form.cleaned_data),
                address_of=lambda secret: _link(request, secret),
                viewer=request.viewer,
                on=request.today,
                actor=request.actor,
                at=request.now,
            )
        except ExportRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("The list is shared. The link is on its way by mail."))
            return redirect(address(request, "shared_list", list_id=list_id))
    people = count_chosen(chosen=chosen, on=request.today, viewer=request.viewer)
    return show(
        request,
        "office/exports/share.html",
        {
            "form": form,
            "chosen": chosen,
            "people": wording.people_count(people),
            "names": _names(request, chosen, people),
            "back_url": address(request, "people"),
        },
        status=422 if form.errors else 200,
    )


def _initial(request: OfficeRequest) -> dict[str, object]:
    """What the form begins with: what was typed so far, and the columns that the purpose needs."""
    said = {name: request.POST[name] for name in ShareForm.base_fields if name in request.POST}
    return {**said, "columns": ticked_for(request, [code for code, _name in offered_columns(request)])}


def _names(request: OfficeRequest, chosen: Chosen, people: int) -> str:
    """Name the first who were ticked: a tick from an earlier errand is seen before anybody else reads about it."""
    first = list_chosen(chosen=chosen, on=request.today, viewer=request.viewer, most=SHOWN_BEFOREHAND)
    rows = list_rows(person_ids=first, on=request.today, viewer=request.viewer)
    names = ", ".join(shown_name(row) for row in rows)
    if people <= len(rows):
        return names
    return _("%(names)s and %(more)s more") % {"names": names, "more": number(people - len(rows))}


def _link(request: OfficeRequest, secret: str) -> str:
    path = reverse("looks:shared_list", kwargs={"association": request.association.slug, "secret": secret})
    return request.build_absolute_uri(path)


@require_safe
@needs(Right.LISTS_SHARE)
def shared_lists(request: OfficeRequest) -> HttpResponse:
    """Show which lists are shared, with whom, until when, and how often they were read."""
    found = list_shared()
    listing = Listing(
        title=_("Shared lists"),
        url=address(request, "shared_lists"),
        count_line=_("Lists that people without a role may read for some days"),
        columns=(
            Column(label=_("Name"), primary=True),
            Column(label=_("Reader")),
            Column(label=_("State")),
            Column(label=_("Read"), numeric=True),
            Column(label=_("Until"), numeric=True, quiet=True),
        ),
        rows=tuple(_row(request, each) for each in found),
        empty_title=_("No list is shared"),
        empty_text=_(
            "Tick people on the list, and choose “Share…” in the bar: a guide, a driver or a host can read it."
        ),
        empty_url=address(request, "people"),
        empty_action=_("Go to the people"),
    )
    if wants_results(request):
        return render_results(request, listing)
    return show(
        request, "office/exports/list.html", {"listing": listing, "people_url": address(request, "people")}
    )


def _row(request: OfficeRequest, row: SharedRow) -> Row:
    return Row(
        id=str(row.id),
        label=row.name,
        cells=(
            Cell(text=row.name, url=address(request, "shared_list", list_id=row.id)),
            Cell(text=row.reader_name or row.reader_email),
            Cell(pills=(_state(request, row),)),
            Cell(text=number(row.openings)),
            Cell(text=date(request.association.day_of(row.expires_at))),
        ),
    )


def _state(request: OfficeRequest, row: SharedRow) -> Pill:
    if row.is_open(request.now):
        return Pill(tone=Tone.GOOD, text=_("open"))
    if row.ended_why == "ACCESS_ENDED":
        return Pill(tone=Tone.AMBER, text=_("ended with its officer's access"))
    return Pill(tone=Tone.QUIET, text=_("ended") if row.ended_at else _("run out"))


@require_safe
@needs(Right.LISTS_SHARE)
def shared_list(request: OfficeRequest, list_id: UUID) -> HttpResponse:
    """Show one shared list."""
    row = get_shared(list_id=list_id)
    names, columns = name_accounts(account_ids=[row.account]), dict(offered_columns(request))
    people = count_on_shared(list_id=list_id, at=request.now)
    pairs = [
        (_("Reader"), row.reader_name),
        (_("E-mail"), row.reader_email),
        (_("On the list"), "" if people is None else wording.people_count(people)),
        (_("For"), purpose_name(row.purpose)),
        (_("Beside the name"), ", ".join(columns[code] for code in row.columns if code in columns)),
        (_("Language"), capfirst(language_name(row.language))),
        (_("Shared by"), names.get(row.account, "")),
        (_("Since"), moment(row.created_at)),
        (_("Until"), date(request.association.day_of(row.expires_at))),
        (_("Read"), _times(row)),
    ]
    can_go_on = row.expires_at > request.now and row.ended_why != "REVOKED"
    is_mine = row.account == request.viewer.account_id and row.ended_at is None
    return show(
        request,
        "office/exports/shared.html",
        {
            "title": row.name,
            "state": _state(request, row),
            "facts": [Fact(term=term, value=value) for term, value in pairs if value],
            "letter_box_url": reverse("front:letter_box") if is_demonstration() else "",
            "end_url": address(request, "end_shared_list", list_id=row.id)
            if row.is_open(request.now)
            else "",
            "take_over_url": address(request, "take_over_list", list_id=row.id)
            if can_go_on and not is_mine
            else "",
            "all_url": address(request, "shared_lists"),
        },
    )


def _times(row: SharedRow) -> str:
    if row.opened_at is None:
        return _("not yet")
    return _("%(count)s times, last %(moment)s") % {
        "count": number(row.openings),
        "moment": moment(row.opened_at),
    }


@require_POST
@needs(Right.LISTS_SHARE)
def end_shared(request: OfficeRequest, list_id: UUID) -> HttpResponse:
    """Let the link stop working."""
    get_shared(list_id=list_id)
    end_shared_lists(list_ids=[list_id], actor=request.actor, at=request.now)
    return redirect(address(request, "shared_list", list_id=list_id))


@require_POST
@needs(Right.LISTS_SHARE, fresh=True)
def take_over(request: OfficeRequest, list_id: UUID) -> HttpResponse:
    """Be the officer who shares it from now on."""
    get_shared(list_id=list_id)
    take_over_lists(list_ids=[list_id], viewer=request.viewer, actor=request.actor, at=request.now)
    return redirect(address(request, "shared_list", list_id=list_id))

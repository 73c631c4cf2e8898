"""One entry with its lines, and taking it back."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from matrikel.access.queries import name_accounts
from matrikel.kernel.actors import Right
from matrikel.kernel.money import nothing
from matrikel.ledger.actions.reverse_entries import EntryRefused, Reversal, reverse_entries
from matrikel.ledger.queries.journal import EntryDetails, LegRow, get_entry
from matrikel.ledger.rules.entries import LONGEST_TEXT
from matrikel.office.books.frame import column
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people.forms import DateInput
from matrikel.organisations.rules.modules import Module
from matrikel.ui.formatting import current_language, date, moment
from matrikel.ui.listing import Cell, Column, Row
from matrikel.ui.parts import Fact


class ReversalForm(forms.Form):
    """Reads on which day an entry is taken back, and why."""

    on = forms.DateField(
        label=gettext_lazy("Day"),
        widget=DateInput(),
        help_text=gettext_lazy("Its fiscal year must be open."),
    )
    text = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST_TEXT,
        help_text=gettext_lazy("Without anybody's name: what is posted cannot be changed."),
    )


@require_safe
@needs(Right.BOOKS_SEE, module=Module.BOOKS)
def entry(request: OfficeRequest, book_entry_id: UUID) -> HttpResponse:
    """Show an entry and its lines."""
    found = get_entry(entry_id=book_entry_id)
    columns = (
        Column(label=_("Account"), primary=True),
        Column(label=_("Debit"), numeric=True, at_end=True),
        Column(label=_("Credit"), numeric=True, at_end=True),
    )
    rows = [_leg(request, leg, place) for place, leg in enumerate(found.legs)]
    may_reverse = request.viewer.may(Right.BOOKS_POST) and found.may_be_reversed
    context = {
        "title": _title(found),
        "text": found.text,
        "columns": columns,
        "pairs": [(row, tuple(zip(columns, row.cells, strict=True))) for row in rows],
        "facts": _facts(request, found),
        "back_url": address(request, "books"),
        "reverse_url": address(request, "reverse_book_entry", book_entry_id=found.id) if may_reverse else "",
    }
    return show(request, "office/books/entry.html", context)


def _title(found: EntryDetails) -> str:
    return _("Entry %(number)s") % {"number": found.number}


def _leg(request: OfficeRequest, leg: LegRow, place: int) -> Row:
    name = leg.account_names.get(current_language()) or leg.account_name
    none = nothing(leg.amount.currency)
    return Row(
        id=str(place),
        label=name,
        cells=(
            Cell(
                text=f"{leg.account_number} {name}",
                url=address(request, "book_account", book_account_id=leg.account_id),
            ),
            Cell(text=column(max(leg.amount, none))),
            Cell(text=column(max(-leg.amount, none))),
        ),
    )


def _facts(request: OfficeRequest, found: EntryDetails) -> list[Fact]:
    facts = [
        Fact(term=_("Day"), value=date(found.booked_on)),
        Fact(term=_("Currency"), value=found.legs[0].amount.currency),
        Fact(term=_("Posted"), value=moment(found.posted_at)),
    ]
    if found.posted_by is not None:
        names = name_accounts(account_ids={found.posted_by})
        facts.append(Fact(term=_("Posted by"), value=names.get(found.posted_by, "—")))
    if found.reverses is not None:
        entry_id, number = found.reverses
        url = address(request, "book_entry", book_entry_id=entry_id)
        facts.append(Fact(term=_("Takes back"), value=_("Entry %(number)s") % {"number": number}, url=url))
    if found.reversed_by is not None:
        entry_id, number = found.reversed_by
        url = address(request, "book_entry", book_entry_id=entry_id)
        facts.append(Fact(term=_("Taken back by"), value=_("Entry %(number)s") % {"number": number}, url=url))
    return facts


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.BOOKS_POST, module=Module.BOOKS)
def reverse(request: OfficeRequest, book_entry_id: UUID) -> HttpResponse:
    """Say what taking an entry back means, and do it."""
    found = get_entry(entry_id=book_entry_id)
    initial = {
        "on": request.today if found.year_is_closed else found.booked_on,
        "text": _("Correction of entry %(number)s") % {"number": found.number},
    }
    form = ReversalForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        reversal = Reversal(entry_id=book_entry_id, on=values["on"], text=values["text"])
        try:
            (posted,) = reverse_entries(reversals=[reversal], actor=request.actor, at=request.now)
        except EntryRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(
                request, _("The entry is taken back by entry %(number)s.") % {"number": posted.number}
            )
            return redirect(address(request, "book_entry", book_entry_id=posted.id))
    context = {
        "title": _("Take back entry %(number)s") % {"number": found.number},
        "line": found.text,
        "text": _("Another entry with the same amounts on the other side is posted. Both stay in the books."),
        "form": form,
        "button": _("Take it back"),
        "back_url": address(request, "book_entry", book_entry_id=book_entry_id),
    }
    return show(request, "office/books/confirm.html", context, status=422 if form.errors else 200)

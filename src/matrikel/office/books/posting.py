"""An entry written by hand: a day, what happened, and its lines."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.kernel.money import Money, NotAnAmount, parse
from matrikel.ledger.actions.post_entries import EntryRefused, post_entries
from matrikel.ledger.queries.accounts import AccountRow, list_accounts
from matrikel.ledger.queries.years import list_years
from matrikel.ledger.rules.entries import LONGEST_TEXT, NewEntry, NewLeg, credit, debit
from matrikel.office.books.frame import account_name
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people.forms import DateInput
from matrikel.organisations.rules.modules import Module

FEWEST_LINES = 4
MOST_LINES = 40
BY_HAND = "by_hand"
"""The cause of what somebody wrote: the page on which it was written, and what was written there."""


class EntryForm(forms.Form):
    """Reads an entry; empty lines are left out. Whether it can be posted so is the room's answer."""

    page = forms.UUIDField(widget=forms.HiddenInput(), required=False, initial=new_id)
    on = forms.DateField(label=gettext_lazy("Day"), widget=DateInput())
    text = forms.CharField(
        label=gettext_lazy("What happened"),
        max_length=LONGEST_TEXT,
        help_text=gettext_lazy("Without anybody's name: what is posted cannot be changed."),
    )

    def __init__(
        self, *args: Any, accounts: Sequence[AccountRow], currency: str, lines: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.count = lines
        self.legs: list[NewLeg] = []
        choices = [("", _("Choose…")), *((each.number, account_name(each)) for each in accounts)]
        for place in range(lines):
            self.fields[f"account_{place}"] = forms.ChoiceField(
                label=_("Account"), choices=choices, required=False
            )
            for side, label in (("debit", _("Debit")), ("credit", _("Credit"))):
                self.fields[f"{side}_{place}"] = forms.CharField(
                    label=label,
                    required=False,
                    max_length=30,
                    widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
                )

    marks_optional = False

    @property
    def lines(self) -> list[tuple[int, BoundField, BoundField, BoundField]]:
        """Return the fields line by line, each with its number."""
        return [
            (place + 1, self[f"account_{place}"], self[f"debit_{place}"], self[f"credit_{place}"])
            for place in range(self.count)
        ]

    def clean(self) -> dict[str, Any]:
        """Read the lines into legs."""
        values: dict[str, Any] = super().clean() or {}
        for place in range(self.count):
            self._read(place, values)
        return values

    def entry(self, values: dict[str, Any]) -> NewEntry:
        """
        Return what was written, caused by its page and its words.

        So two clicks post it once, for it could not be deleted; who goes back and writes something else posts that.
        """
        page: UUID | None = values["page"]
        on, text = values["on"], values["text"]
        lines = [(leg.account, leg.amount.minor) for leg in self.legs]
        cause = uuid5(page, repr((on.isoformat(), text, lines))) if page else None
        return NewEntry(
            on=on, text=text, legs=self.legs, source_kind=BY_HAND if page else "", source_id=cause
        )

    def _read(self, place: int, values: dict[str, Any]) -> None:
        account = values.get(f"account_{place}", "")
        amounts = {side: self._amount(f"{side}_{place}", values) for side in ("debit", "credit")}
        given = {side: amount for side, amount in amounts.items() if amount is not None}
        if len(given) == 2:
            self.add_error(f"credit_{place}", _("A line has a debit or a credit, not both."))
        elif given and not account and f"account_{place}" not in self.errors:
            self.add_error(f"account_{place}", _("Choose the account."))
        elif account and not given and not {f"debit_{place}", f"credit_{place}"} & set(self.errors):
            self.add_error(f"debit_{place}", _("Each line has an amount."))
        elif given and account:
            ((side, amount),) = given.items()
            self.legs.append(debit(account, amount) if side == "debit" else credit(account, amount))

    def _amount(self, name: str, values: dict[str, Any]) -> Money | None:
        typed = values.get(name, "")
        if not typed:
            return None
        try:
            amount = parse(typed, self.currency)
        except NotAnAmount:
            self.add_error(name, _("That is not an amount."))
            return None
        if amount.minor <= 0:
            self.add_error(name, _("An amount is above zero; the other side takes what is negative."))
            return None
        return amount


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.BOOKS_POST, module=Module.BOOKS)
def new_entry(request: OfficeRequest) -> HttpResponse:
    """Ask what happened and which accounts it moves, or post it."""
    years = list_years()
    if not years:
        raise NotFound
    typed = request.POST if request.method == "POST" else None
    asked = request.POST.get("lines", "")
    lines = min(max(int(asked) if asked.isdecimal() and len(asked) < 4 else 0, FEWEST_LINES), MOST_LINES)
    if wants_more := "more" in request.POST:
        lines = min(lines + FEWEST_LINES, MOST_LINES)
    form = EntryForm(
        typed,
        accounts=list_accounts(),
        currency=years[0].currency,
        lines=lines,
        initial={"on": request.today},
    )
    if typed is not None and not wants_more and form.is_valid():
        values = form.cleaned_data
        entry = form.entry(values)
        try:
            (posted,) = post_entries(entries=[entry], actor=request.actor, at=request.now)
        except EntryRefused as refusal:
            form.add_error(refusal.field if refusal.field in ("on", "text") else None, str(refusal))
        else:
            messages.success(request, _("Entry %(number)s is posted.") % {"number": posted.number})
            return redirect(address(request, "book_entry", book_entry_id=posted.id))
    if wants_more:
        form.errors.clear()
    context = {"form": form, "currency": years[0].currency, "back_url": address(request, "books")}
    return show(request, "office/books/new.html", context, status=422 if form.errors else 200)

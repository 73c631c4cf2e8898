"""Export and print: for which purpose, with which columns, in which form; everybody on the list can see it."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import Refusal
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people import wording as people_wording
from matrikel.office.selections import wording
from matrikel.office.selections.chosen import read_chosen
from matrikel.office.selections.columns import WITH_THE_LINE, chosen_columns, offered_columns, since
from matrikel.office.selections.files import csv_file, xlsx_file
from matrikel.office.selections.state import read_state
from matrikel.selections.actions.take_out_people import TakenOut, take_out_people
from matrikel.selections.queries.chosen_people import count_chosen
from matrikel.selections.queries.people import PersonRow
from matrikel.selections.rules import Chosen
from matrikel.ui import formatting
from matrikel.ui.listing import Cell, Column, Row
from matrikel.ui.purposes import PURPOSES, purpose_name

MOST_ON_PAPER = 2_000
FORMS = (
    ("xlsx", gettext_lazy("A spreadsheet (Excel, LibreOffice, Numbers)")),
    ("csv", gettext_lazy("A plain list (CSV)")),
    ("paper", gettext_lazy("Paper: a page to print")),
)


class TakeOutForm(forms.Form):
    """For what, with which columns, and in which form."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("What is it for?"),
        help_text=gettext_lazy(
            "Everybody on the list sees on their own page when and for what they were taken out."
        ),
    )
    form = forms.ChoiceField(
        label=gettext_lazy("As what?"), widget=forms.RadioSelect, choices=FORMS, initial="xlsx"
    )
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("What shall stand beside the name?"),
        help_text=gettext_lazy("Take only what is needed."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: object, columns: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        purposes = [("", _("Choose a purpose")), *((code, capfirst(purpose_name(code))) for code in PURPOSES)]
        self.fields["purpose"].choices = purposes  # type: ignore[attr-defined]
        self.fields["columns"].choices = list(columns)  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EXPORT)
def take_out(request: OfficeRequest) -> HttpResponse:
    """
    Ask for what, then hand over the file or the page.

    Whoever comes by the address alone is asked about all whom a list of that address would show.
    """
    is_sent = request.method == "POST"
    chosen = read_chosen(request) if is_sent else Chosen(question=read_state(request).question)
    if chosen is None:
        messages.info(request, _("Tick at least one person first."))
        return redirect(address(request, "people"))
    offered = offered_columns(request)
    is_answered = "purpose" in request.POST
    form = TakeOutForm(
        request.POST if is_answered else None,
        columns=offered,
        initial={"columns": [code for code in chosen_columns(request) if code in dict(offered)]},
    )
    people = count_chosen(chosen=chosen, on=request.today, viewer=request.viewer)
    if is_answered and form.is_valid() and (answer := _hand_over(request, form, chosen, people)):
        return answer
    return show(
        request,
        "office/selections/take_out.html",
        {
            "form": form,
            "chosen": chosen,
            "people": wording.people_count(people),
            "back_url": address(request, "people"),
        },
        status=422 if form.errors else 200,
    )


def _hand_over(request: OfficeRequest, form: TakeOutForm, chosen: Chosen, people: int) -> HttpResponse | None:
    wanted, columns = form.cleaned_data["form"], form.cleaned_data["columns"]
    if wanted == "paper" and people > MOST_ON_PAPER:
        form.add_error(
            "form",
            _("Up to %(most)s people go on paper. Narrow the list, or take a spreadsheet.")
            % {"most": formatting.number(MOST_ON_PAPER)},
        )
        return None
    try:
        taken = take_out_people(
            chosen=chosen,
            columns=columns,
            purpose=form.cleaned_data["purpose"],
            form=wanted,
            on=request.today,
            viewer=request.viewer,
            actor=request.actor,
            at=request.now,
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
    headings = [wording.column_name("name"), *(wording.column_name(taken.columns.get(c, c)) for c in columns)]
    table = [_line(request, row, columns, taken) for row in taken.rows]
    if wanted == "paper":
        return _paper(request, headings, table, purpose_name(form.cleaned_data["purpose"]))
    name = f"{slugify(request.association.name) or 'people'}-{request.today.isoformat()}"
    make = xlsx_file if wanted == "xlsx" else csv_file
    return make(name, headings, table)


def _line(request: OfficeRequest, row: PersonRow, columns: Sequence[str], taken: TakenOut) -> list[str]:
    own = {
        "number": row.member_number,
        "type": row.type_names,
        "unit": row.unit_name,
        "status": wording.value_name("status", row.status),
        "since": since(row),
    }
    home = request.association.country
    return [
        people_wording.shown_name(row),
        *(
            own[code]
            if code in WITH_THE_LINE
            else wording.shown(code, taken.values.get(code, {}).get(row.id), home=home)
            for code in columns
        ),
    ]


def _paper(
    request: OfficeRequest, headings: Sequence[str], table: Sequence[Sequence[str]], purpose: str
) -> HttpResponse:
    columns = tuple(Column(label=label, primary=not place) for place, label in enumerate(headings))
    rows = [
        Row(id=str(place), label=line[0], cells=tuple(Cell(text=text) for text in line))
        for place, line in enumerate(table)
    ]
    return show(
        request,
        "office/selections/paper.html",
        {
            "columns": columns,
            "pairs": [(row, tuple(zip(columns, row.cells, strict=True))) for row in rows],
            "people": wording.people_count(len(rows)),
            "day": request.today,
            "purpose": purpose,
            "by": request.account.display_name or request.account.email,
            "back_url": address(request, "people"),
        },
    )

"""The auditor's view: how many members there were, and a sample of them that names nobody unless asked why."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from matrikel.exports.actions.draw_sample import LONGEST_SEED, MOST_SAMPLED, draw_sample
from matrikel.exports.actions.reveal_sampled import PROOF_REASONS, reveal_sampled
from matrikel.exports.errors import ExportRefused
from matrikel.exports.queries import ProofRow, get_proof, list_proofs
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people import wording as people_wording
from matrikel.office.people.forms import DateInput
from matrikel.selections.queries.people import list_rows
from matrikel.ui.formatting import date, moment, number
from matrikel.ui.listing import Cell, Column, Row
from matrikel.ui.parts import Figure, RowItem


class ProofForm(forms.Form):
    """For which days, how many, and with which seed."""

    first_day = forms.DateField(label=gettext_lazy("First day"), widget=DateInput)
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=DateInput,
        help_text=gettext_lazy("Counted is whoever was a member on at least one of the days."),
    )
    size = forms.IntegerField(
        label=gettext_lazy("How many in the sample?"), min_value=1, max_value=MOST_SAMPLED, initial=20
    )
    seed = forms.CharField(
        label=gettext_lazy("Seed"),
        max_length=LONGEST_SEED,
        required=False,
        help_text=gettext_lazy(
            "The same seed draws the same sample. Leave it empty to have one thrown; the log notes it."
        ),
    )


def reasons() -> list[tuple[str, str]]:
    """Return why an auditor may see a name."""
    names = {
        "PAPERS": _("To compare with papers or payments"),
        "DOUBT": _("Something about this member is doubtful"),
        "ASKED": _("To ask the member"),
    }
    return [(code, names[code]) for code in PROOF_REASONS]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PROOFS_SEE)
def proofs(request: OfficeRequest) -> HttpResponse:
    """Ask for which days, and show what was drawn so far."""
    last_year = request.today.year - 1
    form = ProofForm(
        request.POST if request.method == "POST" else None,
        initial={"first_day": dt.date(last_year, 1, 1), "last_day": dt.date(last_year, 12, 31)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            proof_id = draw_sample(**form.cleaned_data, actor=request.actor, at=request.now)
        except ExportRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect(address(request, "proof", proof_id=proof_id))
    rows = [
        RowItem(
            icon="checks",
            title=_period(row),
            line=people_wording.role_line(row.actor_role, "account"),
            end=moment(row.created_at),
            url=address(request, "proof", proof_id=row.id),
        )
        for row in list_proofs()
    ]
    return show(
        request,
        "office/exports/proofs.html",
        {"form": form, "rows": rows},
        status=422 if form.errors else 200,
    )


def _period(row: ProofRow) -> str:
    if row.first_day == row.last_day:
        return date(row.first_day)
    return f"{date(row.first_day)} – {date(row.last_day)}"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PROOFS_SEE)
def proof(request: OfficeRequest, proof_id: UUID) -> HttpResponse:
    """Show a sample; a press shows one member of it by name, in this one answer."""
    row, sample = get_proof(proof_id=proof_id)
    shown: dict[str, Any] | None = None
    problem = ""
    if request.method == "POST":
        pseudonym = request.POST.get("pseudonym", "")
        try:
            person_id = reveal_sampled(
                proof_id=proof_id,
                pseudonym=pseudonym,
                reason=request.POST.get("reason", ""),
                actor=request.actor,
                at=request.now,
            )
        except ExportRefused as refusal:
            problem = str(refusal)
        else:
            (person,) = list_rows(person_ids=[person_id], on=request.today, viewer=request.viewer)
            shown = {
                "pseudonym": pseudonym,
                "name": people_wording.shown_name(person),
                "number": person.member_number or "—",
            }
    columns = (
        Column(label=_("Pseudonym"), primary=True),
        Column(label=_("Type")),
        Column(label=_("Since")),
        Column(label=_("Last day")),
    )
    rows = [
        Row(
            id=each.pseudonym,
            label=each.pseudonym,
            cells=(
                Cell(text=each.pseudonym),
                Cell(text=each.type_name),
                Cell(text=date(each.starts_on)),
                Cell(text=date(each.last_day) if each.last_day else ""),
            ),
        )
        for each in sample
    ]
    return show(
        request,
        "office/exports/proof.html",
        {
            "title": _("Members %(period)s") % {"period": _period(row)},
            "line": _("Seed %(seed)s · drawn %(moment)s")
            % {"seed": row.seed, "moment": moment(row.created_at)},
            "figures": (
                Figure(label=_("Members"), value=number(row.members), line=_("when it was drawn")),
                Figure(label=_("In the sample"), value=number(len(rows)), line=_("pseudonyms")),
            ),
            "columns": columns,
            "pairs": [(each, tuple(zip(columns, each.cells, strict=True))) for each in rows],
            "choices": [each.pseudonym for each in sample],
            "reasons": reasons(),
            "shown": shown,
            "problem": problem,
            "all_url": address(request, "proofs"),
        },
        status=422 if problem else 200,
    )

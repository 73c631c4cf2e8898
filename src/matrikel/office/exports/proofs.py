"""The auditor's view: how many members there were, and a sample of them that names nobody unless asked why."""

import datetime as dt
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matrikel.access.queries.pending import list_agreed_acts
from matrikel.exports.actions.ask_name import ask_name
from matrikel.exports.actions.draw_sample import LONGEST_SEED, MOST_SAMPLED, draw_sample
from matrikel.exports.actions.reveal_sampled import reveal_sampled
from matrikel.exports.errors import ExportRefused
from matrikel.exports.queries import ProofRow, get_proof, list_proofs
from matrikel.kernel.actors import Right
from matrikel.office.access.asking import has_others, tell_that_it_waits
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.exports.wording import proof_reasons
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


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PROOFS_SEE, fresh=True)
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


@require_safe
@needs(Right.PROOFS_SEE)
def proof(request: OfficeRequest, proof_id: UUID) -> HttpResponse:
    """Show a sample."""
    return _page(request, proof_id)


@require_POST
@needs(Right.PROOFS_SEE, fresh=True)
def ask_for_name(request: OfficeRequest, proof_id: UUID) -> HttpResponse:
    """Ask a second officer to agree that one member of the sample is shown by name."""
    others = has_others(request, "REVEAL")
    try:
        ask_name(
            proof_id=proof_id,
            pseudonym=request.POST.get("pseudonym", ""),
            reason=request.POST.get("reason", ""),
            has_others=others,
            actor=request.actor,
            at=request.now,
        )
    except ExportRefused as refusal:
        return _page(request, proof_id, problem=str(refusal))
    tell_that_it_waits(request, others=others)
    return redirect(address(request, "proof", proof_id=proof_id))


@require_POST
@needs(Right.PROOFS_SEE, fresh=True)
def name(request: OfficeRequest, proof_id: UUID) -> HttpResponse:
    """Show one member of the sample by name, in this one answer, once a second officer has agreed."""
    pseudonym = request.POST.get("pseudonym", "")
    try:
        person_id = reveal_sampled(
            proof_id=proof_id, pseudonym=pseudonym, actor=request.actor, at=request.now
        )
    except ExportRefused as refusal:
        return _page(request, proof_id, problem=str(refusal))
    (person,) = list_rows(person_ids=[person_id], on=request.today, viewer=request.viewer)
    shown = {
        "pseudonym": pseudonym,
        "name": people_wording.shown_name(person),
        "number": person.member_number or "—",
    }
    return _page(request, proof_id, shown=shown)


def _page(
    request: OfficeRequest, proof_id: UUID, *, shown: dict[str, str] | None = None, problem: str = ""
) -> HttpResponse:
    row, sample = get_proof(proof_id=proof_id)
    agreed = list_agreed_acts(kind="REVEAL", asked_by=request.account.pk, at=request.now)
    mine = {each["pseudonym"] for each in agreed if each["proof"] == str(proof_id)}
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
            "choices": [each.pseudonym for each in sample if each.pseudonym not in mine],
            "agreed": [each.pseudonym for each in sample if each.pseudonym in mine],
            "chosen": request.POST.get("pseudonym", ""),
            "reasons": proof_reasons(),
            "shown": shown,
            "problem": problem,
            "ask_url": address(request, "ask_for_name", proof_id=proof_id),
            "name_url": address(request, "sampled_name", proof_id=proof_id),
            "all_url": address(request, "proofs"),
        },
        status=422 if problem else 200,
    )

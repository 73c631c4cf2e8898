"""What each column of the file was taken for, with examples, and what somebody says instead."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matrikel.fields.queries import list_fields
from matrikel.imports.actions.set_mapping import ColumnChoice, set_mapping
from matrikel.imports.errors import ImportRefused
from matrikel.imports.queries import ColumnRow, RunDetails, get_run
from matrikel.imports.rules.fields import ColumnReason, ColumnState, Field
from matrikel.kernel.actors import Right
from matrikel.memberships.queries import list_membership_types
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.imports import run as run_pages
from matrikel.office.imports import wording
from matrikel.office.imports.forms import ChoicesForm, ColumnsForm
from matrikel.organisations.rules.modules import Module
from matrikel.ui.formatting import current_language
from matrikel.ui.parts import Pill


@dataclass(frozen=True, kw_only=True, slots=True)
class MappingRow:
    """One column as the page shows it: heading, examples, what it was taken for and how surely."""

    place: str
    header: str
    examples: tuple[str, ...]
    pill: Pill
    why: str
    choice: BoundField


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_IMPORT)
def columns(request: OfficeRequest, run_id: UUID) -> HttpResponse:
    """Show the columns; take corrections and check the rows again."""
    details = get_run(run_id=run_id, at=request.now)
    if details.run.state != "REVIEW":
        return redirect(address(request, "import_run", run_id=run_id))
    if request.method != "POST":
        return _show(request, details, _form(request, details))
    form = _form(request, details, post=True)
    problem = ""
    if form.is_valid():
        choices = [
            ColumnChoice(index=index, field=said.partition(":")[0], label=said.partition(":")[2])
            for index, said in form.changed()
        ]
        try:
            if choices:
                set_mapping(run_id=run_id, columns=choices, actor=request.actor, at=request.now)
        except ImportRefused as refusal:
            problem = str(refusal)
    if form.errors or problem:
        return _show(request, details, form, status=422, problem=problem)
    if request.htmx:
        details = get_run(run_id=run_id, at=request.now)
        if details.run.state == "REVIEW":
            return _show(request, details, _form(request, details))
        return redirect(address(request, "import_run", run_id=run_id))
    messages.success(request, _("The rows are checked under your choice of columns."))
    return redirect(address(request, "import_columns", run_id=run_id))


@require_POST
@needs(Right.PEOPLE_IMPORT)
def choices(request: OfficeRequest, run_id: UUID) -> HttpResponse:
    """Take what is done with people who are there already, and check the rows again."""
    if "again" in request.POST:
        try:
            set_mapping(run_id=run_id, actor=request.actor, at=request.now)
        except ImportRefused as refusal:
            messages.warning(request, str(refusal))
        return redirect(address(request, "import_run", run_id=run_id))
    details = get_run(run_id=run_id, at=request.now)
    form = ChoicesForm(request.POST, types=list_membership_types(), words=details.types_in_file)
    if form.is_valid():
        default = form.cleaned_data["default_type"]
        try:
            set_mapping(
                run_id=run_id,
                on_match=form.cleaned_data["on_match"],
                on_doubt=form.cleaned_data["on_doubt"],
                wants_households=form.cleaned_data["wants_households"]
                if "asks_households" in request.POST
                else None,
                types=form.chosen_types(),
                default_type_id=UUID(default) if default else None,
                actor=request.actor,
                at=request.now,
            )
        except ImportRefused as refusal:
            messages.warning(request, str(refusal))
        return redirect(address(request, "import_run", run_id=run_id))
    if details.run.state != "REVIEW":
        return redirect(address(request, "import_run", run_id=run_id))
    return run_pages.show_preview(request, details, form=form, status=422)


def _own_fields(request: OfficeRequest) -> list[tuple[str, str]]:
    if not request.association.has(Module.FIELDS):
        return []
    languages = (current_language(), request.association.language)
    return [(str(field.id), field.label(*languages)) for field in list_fields()]


def _form(request: OfficeRequest, details: RunDetails, *, post: bool = False) -> ColumnsForm:
    return ColumnsForm(
        request.POST if post else None,
        columns=details.columns,
        withheld=details.withheld,
        own=_own_fields(request),
        auto_id="id_%s",
    )


def _show(
    request: OfficeRequest, details: RunDetails, form: ColumnsForm, *, status: int = 200, problem: str = ""
) -> HttpResponse:
    context = {
        **run_pages.head(request, details),
        "details": details,
        "tabs": run_pages.tabs(request, details, "import_columns"),
        "figures": run_pages.figures_ahead(details),
        "columns_url": address(request, "import_columns", run_id=details.run.id),
        "mapping": [
            MappingRow(
                place=column.letters,
                header=column.header,
                examples=column.examples,
                pill=wording.column_pill(column),
                why=_why(column),
                choice=form[f"column_{column.index}"],
            )
            for column in details.columns
        ],
        "form": form,
        "problem": problem,
        "undecided": sum(column.state == ColumnState.DOUBTED for column in details.columns),
    }
    part = "#mapping" if request.htmx else ""
    return show(request, f"office/imports/columns.html{part}", context, status=status)


def _why(column: ColumnRow) -> str:
    said = str(wording.COLUMN_REASONS[ColumnReason(column.reason)])
    if column.state == ColumnState.DOUBTED and column.field != Field.LEAVE_OUT:
        return " ".join([_("Perhaps: %(name)s.") % {"name": wording.field_name(Field(column.field))}, said])
    if column.state == ColumnState.MAPPED and column.field == Field.NOTE:
        return _("Only words such as protected, deceased or left are read from it; the text stays out.")
    if label := wording.LABELS.get(column.label):
        return f"{capfirst(str(label))}. {said}"
    return said

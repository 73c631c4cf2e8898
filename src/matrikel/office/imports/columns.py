"""What each column of the file was taken for, with examples, and what somebody says instead."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from matrikel.fields.actions.save_fields import FieldRefused
from matrikel.fields.queries import list_fields
from matrikel.imports.actions.make_own_field import make_own_field
from matrikel.imports.actions.set_mapping import ColumnChoice, set_mapping
from matrikel.imports.errors import ImportRefused
from matrikel.imports.queries import ColumnRow, RunDetails, get_run
from matrikel.imports.rules.fields import ColumnReason, ColumnState, Field
from matrikel.kernel.actors import Right
from matrikel.memberships.queries import list_membership_types
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.fields.wording import PURPOSES_TO_CHOOSE
from matrikel.office.frame import address, show
from matrikel.office.imports import run as run_pages
from matrikel.office.imports import wording
from matrikel.office.imports.allowed import not_allowed
from matrikel.office.imports.forms import NEW_FIELD, ChoicesForm, ColumnsForm, OwnFieldForm
from matrikel.organisations.rules.modules import Module
from matrikel.privacy.queries import list_purposes
from matrikel.ui.formatting import current_language, number
from matrikel.ui.listing import state_url
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
    # What stands in a column that may gather people, and what each of two buttons makes of it.
    values: str
    takes: tuple[tuple[str, str], ...]


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
            if said != NEW_FIELD
        ]
        try:
            if choices:
                set_mapping(run_id=run_id, columns=choices, actor=request.actor, at=request.now)
        except ImportRefused as refusal:
            problem = str(refusal)
    if form.errors or problem:
        return _show(request, details, form, status=422, problem=problem)
    if (
        wants_field := next((index for index, said in form.changed() if said == NEW_FIELD), None)
    ) is not None:
        asked = address(request, "import_field", run_id=run_id)
        return redirect(state_url(asked, {"column": str(wants_field)}))
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
                on_couple=form.cleaned_data["on_couple"],
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


def _may_make_fields(request: OfficeRequest) -> bool:
    return request.association.has(Module.FIELDS) and request.viewer.may(Right.SETTINGS_EDIT)


def _withheld(request: OfficeRequest, details: RunDetails) -> frozenset[Field]:
    """What is not offered here: also what whoever brings the list may not do by hand."""
    return details.withheld | not_allowed(request)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_IMPORT, module=Module.FIELDS)
def own_field(request: OfficeRequest, run_id: UUID) -> HttpResponse:
    """Ask for name, purpose, level and end of a new own field for a column, and make it."""
    details = get_run(run_id=run_id, at=request.now)
    back = address(request, "import_columns", run_id=run_id)
    wanted = request.GET.get("column", "")
    column = next((each for each in details.columns if str(each.index) == wanted), None)
    if column is None or details.run.state != "REVIEW" or not _may_make_fields(request):
        return redirect(back)
    known = {row.code for row in list_purposes(on=request.today)}
    form = OwnFieldForm(
        request.POST if request.method == "POST" else None,
        purposes=[code for code in PURPOSES_TO_CHOOSE if code in known],
        language=request.association.language,
        initial={"label": column.header},
    )
    if request.method == "POST" and form.is_valid():
        definition = form.definition()
        try:
            make_own_field(
                run_id=run_id, index=column.index, definition=definition, actor=request.actor, at=request.now
            )
        except FieldRefused as refusal:
            form.add_error(_BOXES.get(refusal.part), str(refusal))
        except ImportRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("The field is made, and the column fills it. It goes again if the import is taken back.")
            messages.success(request, said)
            return redirect(back)
    context = {
        **run_pages.head(request, details),
        "form": form,
        "column": column.header or column.letters,
        "back_url": back,
    }
    return show(request, "office/imports/own_field.html", context, status=422 if form.errors else 200)


_BOXES = {"labels": "label", "purpose": "purpose", "level": "level", "keep": "keep"}


def _form(request: OfficeRequest, details: RunDetails, *, post: bool = False) -> ColumnsForm:
    data = request.POST.copy() if post else None
    if data is not None and "take" in data:
        index, _mark, field = str(data["take"]).partition(":")
        data[f"column_{index}"] = field
    return ColumnsForm(
        data,
        columns=details.columns,
        withheld=_withheld(request, details),
        own=_own_fields(request),
        makes_fields=_may_make_fields(request),
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
                values=_values_line(column),
                takes=_takes(request, details, column),
            )
            for column in details.columns
        ],
        "form": form,
        "problem": problem,
        "undecided": sum(column.state == ColumnState.DOUBTED for column in details.columns),
        "left_out": [
            column.header or column.letters
            for column in details.columns
            if column.state == ColumnState.LEFT_OUT
            and not column.is_ours
            and column.reason != ColumnReason.EMPTY_COLUMN
        ],
        "text_left_out": [
            column.header or column.letters for column in details.columns if wording.leaves_text_out(column)
        ],
    }
    part = "#mapping" if request.htmx else ""
    return show(request, f"office/imports/columns.html{part}", context, status=status)


def _why(column: ColumnRow) -> str:
    said = str(wording.COLUMN_REASONS[ColumnReason(column.reason)])
    if column.state == ColumnState.DOUBTED and column.field != Field.LEAVE_OUT:
        return " ".join([_("Perhaps: %(name)s.") % {"name": wording.field_name(Field(column.field))}, said])
    if column.state == ColumnState.MAPPED and column.field == Field.NOTE:
        return _(
            "Only words such as protected, deceased or left are read from it; the text stays out. Choose that it is"
            " kept as a note on the person, if you need it."
        )
    if column.state == ColumnState.LEFT_OUT and column.field == Field.GROUPS and column.values:
        return _("Nothing is made of it until you choose.")
    if label := wording.LABELS.get(column.label):
        return f"{capfirst(str(label))}. {said}"
    return said


def _values_line(column: ColumnRow) -> str:
    if not column.values:
        return ""
    names = ", ".join(f"{name} {number(count)}" for name, count in column.values[:VALUES_SHOWN])
    if len(column.values) > VALUES_SHOWN:
        names += ", …"
    said = ngettext(
        "%(count)s different value: %(names)s", "%(count)s different values: %(names)s", len(column.values)
    )
    return said % {"count": number(len(column.values)), "names": names}


def _takes(request: OfficeRequest, details: RunDetails, column: ColumnRow) -> tuple[tuple[str, str], ...]:
    if not column.values:
        return ()
    offered = ((Field.GROUPS, _("Make each a group")), (Field.TAGS, _("Make each a tag")))
    withheld = _withheld(request, details)
    return tuple(
        (f"{column.index}:{field.value}", label) for field, label in offered if field not in withheld
    )


VALUES_SHOWN = 12

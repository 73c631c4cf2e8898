"""Saved selections: in the head of the list, as a page of their own, and the form with which one is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.selections import wording
from matrikel.office.selections.chosen import chosen_by_address, read_chosen
from matrikel.office.selections.sheets import show_sheet
from matrikel.office.selections.state import SAVED, SORT, State, address_values, read_state
from matrikel.selections.actions.change_selection import change_selection
from matrikel.selections.actions.remove_selections import remove_selections
from matrikel.selections.actions.save_selections import NewSelection, save_selections
from matrikel.selections.queries.chosen_people import count_chosen
from matrikel.selections.queries.people import PeoplePage
from matrikel.selections.queries.saved import (
    SavedSelection,
    count_selection,
    get_selection,
    list_selections,
)
from matrikel.selections.rules import LONGEST_NAME, Chosen, Question, Sort
from matrikel.ui.formatting import date as shown_date
from matrikel.ui.formatting import number
from matrikel.ui.listing import Cell, Column, Listing, Row, render_results, state_url, wants_results
from matrikel.ui.parts import Pill, Tone

MOST_IN_MENU = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedLink:
    """A saved selection in the menu of the list."""

    name: str
    url: str
    is_current: bool
    is_frozen: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Tools:
    """What stands at the end of the list's head."""

    current: str
    saved: tuple[SavedLink, ...]
    all_saved_url: str
    save_url: str
    update_url: str
    update_version: int
    columns_url: str
    take_out_url: str
    everybody: tuple[tuple[str, str], ...]


def address_of(request: OfficeRequest, selection: SavedSelection) -> str:
    """Return the list as a saved selection shows it."""
    values = {
        **address_values(selection.question),
        SORT: selection.sort.as_text(),
        SAVED: str(selection.id),
    }
    return state_url(address(request, "people"), values)


def tools(
    request: OfficeRequest,
    state: State,
    page: PeoplePage,
    found: Sequence[SavedSelection],
    *,
    self_url: str,
) -> Tools:
    """Return the tools of the people list, with the saved selections that were found."""
    current = next((each for each in found if each.id == state.saved), None)
    is_other = (
        current is not None
        and current.may_change
        and not current.is_frozen
        and _as_saved(current.question, current.sort) != _as_saved(state.question, state.sort)
    )
    everybody = Chosen(question=state.question, sort=state.sort).as_fields()
    return Tools(
        current=current.name if current else "",
        saved=tuple(
            SavedLink(
                name=each.name,
                url=address_of(request, each),
                is_current=each.id == state.saved,
                is_frozen=each.is_frozen,
            )
            for each in found[:MOST_IN_MENU]
        ),
        all_saved_url=address(request, "selections") if found else "",
        save_url=state_url(address(request, "new_selection"), state.values()) if state.is_narrowed else "",
        update_url=state_url(address(request, "ask_selection", selection_id=current.id), state.values())
        if current and is_other
        else "",
        update_version=current.version if current else 0,
        columns_url=state_url(address(request, "people_columns"), {"back": self_url}),
        take_out_url=address(request, "new_export")
        if page.rows and request.viewer.may(Right.PEOPLE_EXPORT)
        else "",
        everybody=tuple(everybody),
    )


def _as_saved(question: Question, sort: Sort) -> tuple[object, ...]:
    return (sorted((code, values) for code, values in question.asked.items() if values), question.on, sort)


class SelectionForm(forms.Form):
    """What a saved selection is called, who sees it, and whether it follows the register."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_NAME)
    kind = forms.ChoiceField(
        label=gettext_lazy("Who is in it"),
        widget=forms.RadioSelect,
        choices=(
            ("live", gettext_lazy("Whoever fits each time it is opened")),
            ("frozen", gettext_lazy("The people of today, whatever changes")),
        ),
        initial="live",
    )
    is_shared = forms.BooleanField(
        label=gettext_lazy("Show it to the other officers"),
        required=False,
        help_text=gettext_lazy("Everybody still sees only the people that they may see."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_SEE, asks=True)
def new_selection(request: OfficeRequest) -> HttpResponse:
    """Save what a list shows, or the people who were ticked on it."""
    if request.method == "POST":
        chosen = read_chosen(request)
        if chosen is None:
            messages.info(request, _("Tick at least one person first."))
            return redirect(address(request, "people"))
    else:
        chosen = chosen_by_address(request)
    is_typed = request.method == "POST" and "name" in request.POST
    form = SelectionForm(request.POST if is_typed else None)
    # Only a whole answer can be asked for again; ticked people, or all but some, are kept as they are.
    question = chosen.question if chosen.question is not None and not chosen.ids else None
    if question is None:
        del form.fields["kind"]
    if is_typed and form.is_valid() and (selection := _save(request, form, chosen, question)):
        messages.success(request, _("The selection %(name)s is saved.") % {"name": form.cleaned_data["name"]})
        return redirect(address_of(request, selection))
    return show_sheet(
        request,
        "office/selections/new_selection.html",
        {
            "form": form,
            "chosen": chosen,
            "people": wording.people_count(
                count_chosen(chosen=chosen, on=request.today, viewer=request.viewer)
            ),
            "has_words": bool(question and question.search),
            "own_url": address(request, "new_selection"),
            "back_url": address(request, "people"),
        },
        status=422 if form.errors else 200,
    )


def _save(
    request: OfficeRequest, form: SelectionForm, chosen: Chosen, question: Question | None
) -> SavedSelection | None:
    is_frozen = question is None or form.cleaned_data["kind"] == "frozen"
    new = NewSelection(
        name=form.cleaned_data["name"],
        question=question or Question(),
        is_shared=form.cleaned_data["is_shared"],
        frozen=chosen if is_frozen else None,
        sort=chosen.sort,
    )
    try:
        (selection_id,) = save_selections(
            selections=[new], viewer=request.viewer, actor=request.actor, at=request.now
        )
    except Refusal as refusal:
        form.add_error("name", str(refusal))
        return None
    return get_selection(selection_id=selection_id, viewer=request.viewer)


@require_safe
@needs(Right.PEOPLE_SEE)
def selections(request: OfficeRequest) -> HttpResponse:
    """Show all saved selections."""
    search = request.GET.get("q", "").strip()[:LONGEST_NAME]
    found = list_selections(viewer=request.viewer)
    kept = [each for each in found if search.casefold() in each.name.casefold()]
    path = address(request, "selections")
    listing = Listing(
        title=_("Saved selections"),
        url=path,
        self_url=state_url(path, {"q": search}),
        count_line=ngettext("%(count)s selection", "%(count)s selections", len(kept))
        % {"count": number(len(kept))},
        search_label=_("Search by name"),
        search_value=search,
        clear_url=path if search else "",
        columns=(
            Column(label=_("Name"), primary=True),
            Column(label=_("Seen by")),
            Column(label=_("Who is in it")),
            Column(label=_("People"), numeric=True),
            Column(label=_("Change"), at_end=True),
        ),
        rows=tuple(_row(request, each) for each in kept),
        empty_title=_("Nothing is saved yet"),
        empty_text=_("Narrow the people list with a filter, then choose “Save this selection” beside it."),
        empty_url=address(request, "people"),
        empty_action=_("Go to the people"),
    )
    if wants_results(request):
        return render_results(request, listing)
    return show(request, "office/selections/selections.html", {"listing": listing})


def _row(request: OfficeRequest, each: SavedSelection) -> Row:
    frozen = (
        _("the people of %(day)s") % {"day": shown_date(each.frozen_at)}
        if each.is_frozen and each.frozen_at
        else _("whoever fits")
    )
    seen_by = Pill(tone=Tone.GOOD, text=_("all officers")) if each.is_shared else None
    return Row(
        id=str(each.id),
        label=each.name,
        cells=(
            Cell(text=each.name, url=address_of(request, each)),
            Cell(pills=(seen_by,)) if seen_by else Cell(text=_("you")),
            Cell(text=frozen),
            Cell(text=_("Count"), url=address(request, "count_selection", selection_id=each.id)),
            Cell(text=_("Change"), url=address(request, "edit_selection", selection_id=each.id))
            if each.may_change
            else Cell(),
        ),
    )


@require_safe
@needs(Right.PEOPLE_SEE)
def count(request: OfficeRequest, selection_id: UUID) -> HttpResponse:
    """Say how many people a saved selection finds today."""
    selection = get_selection(selection_id=selection_id, viewer=request.viewer)
    people = count_selection(selection_id=selection_id, on=request.today, viewer=request.viewer)
    messages.info(
        request,
        _("%(name)s: %(people)s today.") % {"name": selection.name, "people": wording.people_count(people)},
    )
    return redirect(address(request, "selections"))


class EditForm(forms.Form):
    """What can be changed about a saved selection."""

    name = SelectionForm.base_fields["name"]
    is_shared = SelectionForm.base_fields["is_shared"]
    version = forms.IntegerField(widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_SEE)
def edit_selection(request: OfficeRequest, selection_id: UUID) -> HttpResponse:
    """Rename a saved selection, or share it."""
    selection = get_selection(selection_id=selection_id, viewer=request.viewer)
    if not selection.may_change:
        raise NotFound
    given = {"name": selection.name, "is_shared": selection.is_shared, "version": selection.version}
    form = EditForm(request.POST if request.method == "POST" else None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            change_selection(
                selection_id=selection_id,
                version=form.cleaned_data["version"],
                name=form.cleaned_data["name"],
                is_shared=form.cleaned_data["is_shared"],
                viewer=request.viewer,
                actor=request.actor,
                at=request.now,
            )
        except Refusal as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("The selection is saved."))
            return redirect(address(request, "selections"))
    return show(
        request,
        "office/selections/edit_selection.html",
        {
            "form": form,
            "selection": selection,
            "back_url": address(request, "selections"),
            "remove_url": address(request, "remove_selection", selection_id=selection_id),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@needs(Right.PEOPLE_SEE)
def ask_selection(request: OfficeRequest, selection_id: UUID) -> HttpResponse:
    """Let a saved selection ask what the list asks now."""
    selection = get_selection(selection_id=selection_id, viewer=request.viewer)
    version = request.POST.get("version", "")
    state = read_state(request)
    try:
        change_selection(
            selection_id=selection_id,
            version=int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else 0,
            name=selection.name,
            is_shared=selection.is_shared,
            question=state.question,
            sort=state.sort,
            viewer=request.viewer,
            actor=request.actor,
            at=request.now,
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s shows what you see here now.") % {"name": selection.name})
    return redirect(address_of(request, get_selection(selection_id=selection_id, viewer=request.viewer)))


@require_POST
@needs(Right.PEOPLE_SEE)
def remove_selection(request: OfficeRequest, selection_id: UUID) -> HttpResponse:
    """Remove a saved selection; the people stay."""
    remove_selections(
        selection_ids=[selection_id], viewer=request.viewer, actor=request.actor, at=request.now
    )
    messages.success(request, _("The selection is removed. The people in it are all still there."))
    return redirect(address(request, "selections"))

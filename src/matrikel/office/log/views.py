"""The log as pages: what happened, found by act, person, officer and day; and one entry with what was before."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from matrikel.access.queries import list_terms, name_accounts
from matrikel.audit.queries import (
    MOST_PERSONS,
    EntryRow,
    LogPage,
    LogRow,
    Wanted,
    get_entry,
    list_acts,
    list_log,
    list_subjects,
    open_before_and_after,
)
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.log import wording
from matrikel.office.people import wording as people_wording
from matrikel.office.people.told import told
from matrikel.office.selections.state import read_id
from matrikel.people.actions.note_opened_entries import note_opened_entries
from matrikel.people.queries import get_person
from matrikel.people.queries.subjects import find_people_of_subjects
from matrikel.selections.queries.people import list_rows
from matrikel.ui import formatting
from matrikel.ui.listing import (
    Cell,
    Chip,
    Column,
    Filter,
    Listing,
    Option,
    Row,
    render_results,
    state_url,
    wants_results,
)
from matrikel.ui.parts import Fact

PERSONS_SHOWN = 25


@require_safe
@needs(Right.LOG_SEE)
def log(request: OfficeRequest) -> HttpResponse:
    """Show one page of the log."""
    state = _read(request)
    person_id = read_id(state.get("person", ""))
    person = get_person(person_id=person_id, viewer=request.viewer) if person_id else None
    day = _day(state.get("day", ""))
    zone = ZoneInfo(request.association.time_zone)
    since = dt.datetime.combine(day, dt.time(), zone) if day else None
    acts = wording.acts_of(state["act"], list_acts()) if "act" in state else []
    page = LogPage(rows=[], next_after=None)
    if "act" not in state or acts:
        page = list_log(
            wanted=Wanted(
                actions=acts,
                actor_id=read_id(state.get("officer", "")),
                subject=person.audit_subject if person else None,
                since=since,
                before=dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone) if day else None,
            ),
            after=read_id(request.GET.get("after", "")),
        )
    entries = told(request, person, [row.entry for row in page.rows]) if person else _told(request, page.rows)
    name = (people_wording.DOTS if person.is_protected else person.display_name) if person else ""
    listing = _listing(request, page, entries, state, name)
    if wants_results(request):
        return render_results(request, listing)
    exports_url = address(request, "exports") if request.viewer.may(Right.PEOPLE_SEE) else ""
    return show(request, "office/log/list.html", {"listing": listing, "exports_url": exports_url})


def _told(request: OfficeRequest, rows: Sequence[LogRow]) -> list[EntryRow]:
    entries = [row.entry for row in rows]
    if request.viewer.may(Right.PROTECTED_SEE):
        return entries
    return [people_wording.without_protection(entry) for entry in entries]


def _read(request: OfficeRequest) -> dict[str, str]:
    values = {name: request.GET.get(name, "") for name in ("act", "officer", "person", "day")}
    if values["act"] not in dict(wording.GROUPS):
        values["act"] = ""
    if _day(values["day"]) is None:
        values["day"] = ""
    for name in ("officer", "person"):
        values[name] = str(read_id(values[name]) or "")
    return {name: value for name, value in values.items() if value}


def _day(text: str) -> dt.date | None:
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return found if dt.date(1900, 1, 1) < found < dt.date(9999, 1, 1) else None


def _listing(
    request: OfficeRequest,
    page: LogPage,
    entries: Sequence[EntryRow],
    state: dict[str, str],
    person: str,
) -> Listing:
    path = address(request, "log")
    counts = {row.entry.id: row.persons for row in page.rows}
    # Sign-ins are the installation's: only those are named whom this association's own log or board names.
    names = name_accounts(account_ids={entry.actor_id for entry in entries if entry.actor_id})
    officers = {term.account_id: term.display_name or term.email for term in list_terms(on=request.today)}
    return Listing(
        title=_("Log"),
        url=path,
        self_url=state_url(path, state),
        count_line=_("Everything that happened here, the newest first"),
        chips=_chips(path, state, officers | names, person),
        clear_url=path if state else "",
        filters=_filters(path, state, officers),
        kept=tuple((name, value) for name, value in state.items() if name != "day"),
        columns=(
            Column(label=_("What"), primary=True),
            Column(label=_("About")),
            Column(label=_("Who")),
            Column(label=_("When"), numeric=True, quiet=True),
        ),
        rows=tuple(_row(request, entry, counts[entry.id], names) for entry in entries),
        next_url=state_url(path, state, after=str(page.next_after)) if page.next_after else "",
        previous_url=state_url(path, state) if "after" in request.GET else "",
        empty_title=_("Nothing of that kind is in the log"),
        empty_text=_("Take a filter away to see more."),
        empty_url=path if state else "",
        empty_action=_("Show everything"),
    )


def _chips(path: str, state: dict[str, str], names: dict[UUID, str], person: str) -> tuple[Chip, ...]:
    return tuple(
        Chip(
            label=_chip(name, value, names, person),
            remove_url=state_url(path, {other: each for other, each in state.items() if other != name}),
        )
        for name, value in state.items()
    )


def _chip(name: str, value: str, names: dict[UUID, str], person: str) -> str:
    match name:
        case "act":
            return str(dict(wording.GROUPS)[value])
        case "officer":
            return _("By: %(name)s") % {"name": names.get(UUID(value), "—")}
        case "person":
            return _("About: %(name)s") % {"name": person}
    return formatting.date(dt.date.fromisoformat(value))


def _filters(path: str, state: dict[str, str], officers: dict[UUID, str]) -> tuple[Filter, ...]:
    return (
        Filter(
            label=_("What"),
            options=tuple(
                Option(
                    label=str(label),
                    url=state_url(path, {**state, "act": code}),
                    current=state.get("act") == code,
                )
                for code, label in wording.GROUPS
            ),
        ),
        Filter(
            label=_("Who"),
            options=tuple(
                Option(
                    label=name,
                    url=state_url(path, {**state, "officer": str(account_id)}),
                    current=state.get("officer") == str(account_id),
                )
                for account_id, name in sorted(officers.items(), key=lambda each: each[1].casefold())
            ),
        ),
        Filter(label=_("Day"), name="day", value=state.get("day", ""), input_type="date"),
    )


def _row(request: OfficeRequest, entry: EntryRow, persons: int, names: dict[UUID, str]) -> Row:
    text = wording.sentence(entry)
    return Row(
        id=str(entry.id),
        label=text,
        cells=(
            Cell(text=text, url=address(request, "log_entry", entry_id=entry.id)),
            Cell(text=_persons(persons)),
            Cell(
                text=people_wording.who(entry), note=names.get(entry.actor_id, "") if entry.actor_id else ""
            ),
            Cell(text=formatting.moment(entry.at)),
        ),
    )


def _persons(count: int) -> str:
    if not count:
        return ""
    if count > MOST_PERSONS:
        return _("more than %(count)s people") % {"count": formatting.number(MOST_PERSONS)}
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": formatting.number(count)}


@require_safe
@needs(Right.LOG_SEE)
def log_entry(request: OfficeRequest, entry_id: UUID) -> HttpResponse:
    """Show one entry: what, who, when, for what, about whom."""
    return show(request, "office/log/entry.html", _entry(request, get_entry(entry_id=entry_id)))


@require_POST
@needs(Right.LOG_OPEN)
def log_entry_opened(request: OfficeRequest, entry_id: UUID) -> HttpResponse:
    """Open in this one answer what was before and after, and write down that it was opened."""
    entry = get_entry(entry_id=entry_id)
    if not _may_open(request, entry):
        raise NotFound
    context = _entry(request, entry)
    changes = open_before_and_after(entry_id=entry.id)
    subjects = [subject for subject, _values in changes if subject is not None]
    # Where somebody lived before they were protected tells as much as where they live: that has a page with a reason.
    seen = find_people_of_subjects(subjects=subjects, viewer=request.viewer, without_protected=True)
    people = {
        row.id: row
        for row in list_rows(person_ids=list(seen.values()), on=request.today, viewer=request.viewer)
    }
    shown = [subject for subject in subjects if subject in seen]
    note_opened_entries(entry_id=entry.id, subjects=shown, actor=request.actor, at=request.now)
    context["opened"] = [
        {
            "name": people_wording.shown_name(people[seen[subject]]) if subject in seen else "",
            "rows": [
                {
                    "field": capfirst(people_wording.field_name(column)),
                    "before": _value(before),
                    "after": _value(after),
                }
                for column, (before, after) in sorted(values.items())
                if column != "protection" or request.viewer.may(Right.PROTECTED_SEE)
            ],
        }
        for subject, values in changes
        if subject is None or subject in seen
    ]
    context["is_opened"] = True
    return show(request, "office/log/entry.html", context)


def _value(value: object) -> str:
    if value in (None, "", [], {}):
        return "—"
    if isinstance(value, list):
        return ", ".join(_value(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(str(each) for each in value.values() if each)
    return str(value)


# What even the log opens to nobody here: sealed details have pages of their own, with a reason.
_CLOSED = ("people.bank_account_changed", "people.protected_revealed", "fields.")


def _may_open(request: OfficeRequest, entry: EntryRow) -> bool:
    if entry.action.startswith("checks.") and not request.viewer.may(Right.CHECKS_SEE):
        return False
    if entry.action.startswith(("people.note", "people.text")) and not request.viewer.may(Right.NOTES_EDIT):
        return False
    return bool(entry.header.get("columns")) and not entry.action.startswith(_CLOSED)


def _entry(request: OfficeRequest, entry: EntryRow) -> dict[str, Any]:
    if not request.viewer.may(Right.PROTECTED_SEE):
        entry = people_wording.without_protection(entry)
    names = name_accounts(account_ids=[entry.actor_id] if entry.actor_id else [])
    name = names.get(entry.actor_id, entry.actor_name) if entry.actor_id else entry.actor_name
    facts = [
        Fact(term=_("When"), value=formatting.moment(entry.at)),
        Fact(
            term=_("Who"),
            value=people_wording.who(entry),
            note=name,
            url=state_url(address(request, "log"), {"officer": str(entry.actor_id)})
            if entry.actor_id
            else "",
        ),
        *(Fact(term=term, value=value) for term, value in wording.facts_of(entry)),
    ]
    export_id = read_id(str(entry.header.get("export", "")))
    return {
        "title": wording.sentence(entry),
        "facts": facts,
        "people": _people(request, entry),
        "export_url": address(request, "export", export_id=export_id)
        if export_id and request.viewer.may(Right.PEOPLE_SEE)
        else "",
        "open_url": address(request, "log_entry_opened", entry_id=entry.id)
        if request.viewer.may(Right.LOG_OPEN) and _may_open(request, entry)
        else "",
        "log_url": address(request, "log"),
        "opened": [],
    }


def _people(request: OfficeRequest, entry: EntryRow) -> list[tuple[str, str]]:
    """Return those of whom it tells whom the viewer may see, and not what few may know of them."""
    hides_checks = entry.action.startswith("checks.") or str(entry.header.get("function", "")).startswith(
        "checks_"
    )
    if not request.viewer.may(Right.PEOPLE_SEE) or (
        hides_checks and not request.viewer.may(Right.CHECKS_SEE)
    ):
        return []
    subjects = list_subjects(entry_id=entry.id, most=PERSONS_SHOWN)
    seen = find_people_of_subjects(subjects=subjects, viewer=request.viewer)
    rows = list_rows(
        person_ids=[seen[each] for each in subjects if each in seen], on=request.today, viewer=request.viewer
    )
    return [(people_wording.shown_name(row), address(request, "person", person_id=row.id)) for row in rows]

"""A person's page: who it is, how to reach the person, what happened, who has seen it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matrikel.audit.queries import history_of, list_history
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import Forbidden, NotFound
from matrikel.mail.queries.letters import dead_addresses_of
from matrikel.memberships import rules
from matrikel.memberships.queries import MembershipRow, facts_of, list_memberships, memberships_of
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people import wording
from matrikel.office.people.cards import cards_of
from matrikel.office.people.portrait import portrait_url
from matrikel.office.people.reach import person_here
from matrikel.office.people.told import told
from matrikel.organisations.queries import list_units
from matrikel.people.actions.note_looks import note_looks
from matrikel.people.actions.reveal_bank_account import reveal_bank_account
from matrikel.people.actions.reveal_identity_number import reveal_identity_number
from matrikel.people.actions.reveal_protected import RevealRefused, reveal_protected
from matrikel.people.queries import ContactPointRow, PersonDetails
from matrikel.people.rules import ibans, national_numbers, organisation_numbers
from matrikel.people.rules.ages import age_on
from matrikel.people.rules.records import NewContactPoint, Whereabouts
from matrikel.ui import formatting
from matrikel.ui.doors import Sends
from matrikel.ui.listing import state_url
from matrikel.ui.parts import Fact, Pill, Tab, Tone

LINES_ON_OVERVIEW = 6
LOOKS_ON_OVERVIEW = 30
LINES_OF_HISTORY = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """What was opened for this one answer, and is not there when the page is loaded again."""

    whereabouts: Whereabouts | None = None
    identity_number: str = ""
    iban: str = ""


@require_safe
@needs(Right.PEOPLE_SEE)
def overview(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Show the person, and write down that somebody looked."""
    person = person_here(request, person_id)
    page = _overview(request, person, Opened())
    _note_look(request, person, "person_page")
    return show(request, "office/people/person.html", page)


@needs(Right.PEOPLE_SEE, fresh=Sends(values={"what": "bank_account"}))
@require_POST
def opened(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Open what is hidden, for a reason, in this one answer."""
    person = person_here(request, person_id)
    reason, what = request.POST.get("reason", ""), request.POST.get("what", "")
    right = {"identity_number": Right.IDENTITY_NUMBER_SEE, "bank_account": Right.BANK_ACCOUNT_SEE}
    if not request.viewer.may(right.get(what, Right.PROTECTED_SEE)):
        raise Forbidden
    if what == "identity_number" and not person.has_identity_number:
        raise NotFound
    seen, problem = Opened(), ""
    who, at = request.actor, request.now
    try:
        match what:
            case "identity_number":
                number = reveal_identity_number(person_id=person.id, reason=reason, actor=who, at=at)
                seen = Opened(identity_number=_as_written(request, number))
            case "bank_account":
                iban = reveal_bank_account(person_id=person.id, reason=reason, actor=who, at=at)
                seen = Opened(iban=ibans.display(iban))
            case _:
                opened = reveal_protected(person_id=person.id, reason=reason, actor=who, at=at)
                seen = Opened(whereabouts=opened)
    except RevealRefused as refusal:
        problem = str(refusal)
    page = _overview(request, person, seen)
    if problem:
        # An opening is a look of its own; without one, the page was still seen.
        _note_look(request, person, "person_page")
    of_what = {"identity_number": "number_problem", "bank_account": "bank_problem"}
    page[of_what.get(what, "whereabouts_problem")] = problem
    return show(request, "office/people/person.html", page, status=422 if problem else 200)


@require_safe
@needs(Right.PEOPLE_SEE)
def memberships(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Show what the person was and is a member as."""
    person = person_here(request, person_id)
    own = list_memberships(person_ids=[person.id], language=formatting.current_language()).get(person.id, [])
    may_edit = request.viewer.may(Right.PEOPLE_EDIT)
    rows = [
        {
            "membership": membership,
            "period": wording.period(membership),
            "reason": wording.end_reason_name(membership.end_reason),
            "is_current": fact.holds_on(request.today),
            "end_url": address(request, "end_membership", person_id=person.id, membership_id=membership.id)
            if may_edit and not fact.is_empty() and (fact.ends_on is None or fact.ends_on > request.today)
            else "",
        }
        for membership, fact in zip(own, facts_of(own), strict=True)
    ]
    page = head(request, person, own, tab="memberships", picture_url=portrait_url(request, person))
    _note_look(request, person, "memberships_page")
    return show(request, "office/people/person_memberships.html", {**page, "rows": rows})


@require_safe
@needs(Right.PEOPLE_SEE)
def history(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Show everything that happened and everybody who looked."""
    person = person_here(request, person_id)
    own = list_memberships(person_ids=[person.id], language=formatting.current_language()).get(person.id, [])
    happened, looked = list_history(
        subject=person.audit_subject, happened=LINES_OF_HISTORY, looked=LINES_OF_HISTORY
    )
    _note_look(request, person, "history_page")
    return show(
        request,
        "office/people/person_history.html",
        {
            **head(request, person, own, tab="history", picture_url=portrait_url(request, person)),
            "log_url": state_url(address(request, "log"), {"person": str(person.id)})
            if request.viewer.may(Right.LOG_SEE)
            else "",
            "exports_url": state_url(address(request, "exports"), {"person": str(person.id)})
            if request.viewer.may(Right.LOG_SEE)
            else "",
            "happened": [
                wording.happened_row(entry, today=request.today) for entry in told(request, person, happened)
            ],
            "looked": wording.looked_rows(told(request, person, looked), today=request.today),
        },
    )


def _note_look(request: OfficeRequest, person: PersonDetails, function: str) -> None:
    note_looks(subjects=[person.audit_subject], function=function, actor=request.actor, at=request.now)


def head(
    request: OfficeRequest,
    person: PersonDetails,
    own: Sequence[MembershipRow],
    *,
    tab: str = "",
    is_opened: bool = False,
    picture_url: str = "",
) -> dict[str, Any]:
    """Return what stands above the tabs of a person's pages."""
    facts = facts_of(own)
    died = (person.core.deceased_on or request.today) if person.core.is_deceased else None
    status = rules.status_on(request.today, facts, deceased_on=died)
    since = rules.member_since(facts, request.today)
    is_hidden = person.is_protected and not is_opened
    pills = [wording.status_pill(status)]
    if status is rules.Status.MEMBER and since is not None:
        pills = [
            Pill(
                tone=pills[0].tone,
                text=_("Member since %(year)s") % {"year": _year(since, own)},
            )
        ]
    if person.core.kind == "LEGAL":
        pills.insert(0, Pill(tone=Tone.QUIET, text=_("Company or association")))
    if person.is_protected:
        pills.append(wording.protected_pill())
    may_edit = request.viewer.may(Right.PEOPLE_EDIT)
    return {
        "person": person,
        "name": wording.DOTS if is_hidden else person.display_name,
        "initials": "••" if is_hidden else _initials(person),
        "picture_url": picture_url,
        "pills": pills,
        "status": status,
        "line": " · ".join(_line(person, own, facts, request)),
        "tabs": _tabs(request, person, own, tab),
        "edit_url": address(request, "edit_person", person_id=person.id) if may_edit else "",
        "admit_url": address(request, "admit_person", person_id=person.id) if may_edit else "",
    }


def _year(since: Any, own: Sequence[MembershipRow]) -> str:
    unknown = any(row.starts_on == since and row.starts_precision == "UNKNOWN" for row in own)
    return "?" if unknown else str(since.year)


def _initials(person: PersonDetails) -> str:
    letters = (person.core.preferred_name or person.core.given_name)[:1] + person.core.family_name[:1]
    return letters.upper() or "?"


def _line(
    person: PersonDetails,
    own: Sequence[MembershipRow],
    facts: Sequence[rules.MembershipFacts],
    request: OfficeRequest,
) -> list[str]:
    parts = []
    if person.core.member_number:
        parts.append(_("No. %(number)s") % {"number": person.core.member_number})
    current = [row for row, fact in zip(own, facts, strict=True) if fact.holds_on(request.today)]
    parts += dict.fromkeys(row.type_name for row in current)
    parts += dict.fromkeys(row.unit_name for row in current if row.unit_name)
    return parts


def _tabs(
    request: OfficeRequest, person: PersonDetails, own: Sequence[MembershipRow], current: str
) -> list[Tab]:
    there = [("overview", _("Overview"), "person")]
    if own:
        there.append(("memberships", _("Memberships"), "person_memberships"))
    there.append(("history", _("History"), "person_history"))
    return [
        Tab(label=label, url=address(request, name, person_id=person.id), current=code == current)
        for code, label, name in there
    ]


def _overview(request: OfficeRequest, person: PersonDetails, seen: Opened) -> dict[str, Any]:
    may = request.viewer.may
    is_hidden = person.is_protected and seen.whereabouts is None
    subject, language = person.audit_subject, formatting.current_language()
    cards, (memberships, (happened, looked), dead) = cards_of(
        request,
        person,
        is_hidden=is_hidden,
        besides=[
            memberships_of(person_ids=[person.id], language=language),
            history_of(subject=subject, happened=LINES_ON_OVERVIEW, looked=LOOKS_ON_OVERVIEW),
            dead_addresses_of(addresses=[] if is_hidden else _addresses(person, seen.whereabouts)),
        ],
    )
    own = memberships.get(person.id, [])
    seen_by = wording.looked_rows(told(request, person, looked), today=request.today)
    return {
        **head(
            request,
            person,
            own,
            tab="overview",
            is_opened=seen.whereabouts is not None,
            # As the card of the portrait has it, which asked for it already.
            picture_url=next((url for card in cards if (url := card.context.get("picture_url"))), ""),
        ),
        "is_hidden": is_hidden,
        "contact": [] if is_hidden else _contact_facts(request, person, seen.whereabouts, dead),
        "confirmed": "" if is_hidden else _last_confirmed(person.contact_points),
        "about": [] if is_hidden else _about_facts(request, person, seen.whereabouts),
        "numbers": [Fact(term=system, value=number) for system, number in person.external_numbers],
        "membership": _membership_facts(request, own),
        "happened": [
            wording.happened_row(entry, today=request.today) for entry in told(request, person, happened)
        ],
        "looked": seen_by[:LINES_ON_OVERVIEW],
        "identity_number": seen.identity_number,
        "may_see_number": person.has_identity_number and may(Right.IDENTITY_NUMBER_SEE) and not is_hidden,
        "iban": seen.iban,
        "bank_ending": "" if is_hidden else person.bank_ending,
        "bank_reasons": wording.bank_reasons(),
        "to_confirm": [] if is_hidden or not may(Right.PEOPLE_EDIT) else _to_confirm(request, person),
        "confirm_url": address(request, "verify_contact", person_id=person.id),
        "ways": wording.verification_ways(),
        "opened_url": address(request, "person_opened", person_id=person.id),
        "reasons": wording.reveal_reasons(),
        "lift_url": address(request, "lift_protection", person_id=person.id)
        if may(Right.PEOPLE_EDIT)
        else "",
        "cards": cards,
    }


def _addresses(person: PersonDetails, whereabouts: Whereabouts | None) -> list[str]:
    points = whereabouts.contact_points if whereabouts is not None else person.contact_points
    return [point.normalised for point in points if point.kind == "EMAIL"]


def _contact_facts(
    request: OfficeRequest,
    person: PersonDetails,
    whereabouts: Whereabouts | None,
    dead: Mapping[str, dt.datetime],
) -> list[Fact]:
    home = request.association.country
    if whereabouts is not None:
        points: Sequence[ContactPointRow | NewContactPoint] = whereabouts.contact_points
    else:
        points = person.contact_points
    order = {"EMAIL": 0, "PHONE": 1, "POSTAL": 2}
    several = {kind for kind in order if sum(point.kind == kind for point in points) > 1}
    return [
        Fact(
            term=_term(point),
            value=wording.contact_value(point, home=home),
            url=_reached_by(point),
            note=" · ".join(
                filter(
                    None,
                    [_comes_back(point, dead), *_remarks(point, is_one_of_several=point.kind in several)],
                )
            ),
        )
        for point in sorted(points, key=lambda point: (order.get(point.kind, 3), not point.is_preferred))
    ]


def _term(point: ContactPointRow | NewContactPoint) -> str:
    kind = wording.contact_term(point.kind)
    return f"{kind} ({point.label})" if point.label else kind


def _reached_by(point: ContactPointRow | NewContactPoint) -> str:
    """The address that calls or writes; a place has none."""
    scheme = {"EMAIL": "mailto:", "PHONE": "tel:"}.get(point.kind)
    return scheme + quote(point.normalised, safe="@+") if scheme and point.normalised else ""


def _comes_back(point: ContactPointRow | NewContactPoint, dead: Mapping[str, dt.datetime]) -> str:
    since = dead.get(point.normalised) if point.kind == "EMAIL" else None
    return _("letters come back since %(day)s") % {"day": formatting.date(since)} if since else ""


def _remarks(point: ContactPointRow | NewContactPoint, *, is_one_of_several: bool) -> list[str]:
    first = _("used first") if point.is_preferred and is_one_of_several else ""
    return [first, wording.validity(point), wording.source_line(point)]


def _to_confirm(request: OfficeRequest, person: PersonDetails) -> list[tuple[str, str]]:
    """Return each contact detail that one could make sure of, by id, in one line."""
    home = request.association.country
    return [
        (str(point.id), wording.contact_value(point, home=home).replace("\n", ", "))
        for point in person.contact_points
    ]


def _last_confirmed(points: Sequence[ContactPointRow]) -> str:
    confirmed = [point for point in points if point.verified_at is not None]
    if not confirmed:
        return ""
    return wording.source_line(max(confirmed, key=lambda point: (point.verified_at, str(point.id))))


def _about_facts(
    request: OfficeRequest, person: PersonDetails, whereabouts: Whereabouts | None
) -> list[Fact]:
    core = person.core
    born = whereabouts.birth_date if whereabouts else core.birth_date
    municipality = whereabouts.home_municipality if whereabouts else core.home_municipality
    moved = whereabouts.home_municipality_since if whereabouts else core.home_municipality_since
    since = _("since %(day)s") % {"day": formatting.date(moved)} if moved else ""
    home = request.association.country
    unit_id = whereabouts.unit_id if whereabouts else core.unit_id
    branch = (
        next((unit.name_in(formatting.current_language()) for unit in list_units() if unit.id == unit_id), "")
        if unit_id
        else ""
    )
    full_name = " ".join(
        part for part in (core.given_name, core.family_name_prefix, core.family_name) if part
    )
    pairs = [
        (_("Full name"), full_name if full_name != person.display_name else ""),
        (_("Born"), _born(request, born, core.birth_year)),
        (_("Died"), formatting.date(core.deceased_on) if core.deceased_on else ""),
        (_("Gender"), capfirst(wording.gender_name(core.gender))),
        (_("Language"), wording.language_name(core.language)),
        (_("Organisation number"), organisation_numbers.display(core.organisation_number, home)),
        (_("Home municipality"), f"{municipality} ({since})" if municipality and since else municipality),
        (_("Branch"), branch),
    ]
    return [Fact(term=term, value=value) for term, value in pairs if value]


def _born(request: OfficeRequest, born: Any, year: int | None) -> str:
    if born is None:
        return str(year or "")
    age = age_on(request.today, born)
    return f"{formatting.date(born)} ({age})"


def _as_written(request: OfficeRequest, number: str) -> str:
    found = national_numbers.parse(request.association.country, number, on=request.today)
    return national_numbers.display(found) if isinstance(found, national_numbers.NationalNumber) else number


def _membership_facts(request: OfficeRequest, own: Sequence[MembershipRow]) -> list[Fact]:
    facts = facts_of(own)
    lines = []
    for row, fact in zip(own, facts, strict=True):
        if fact.holds_on(request.today) or fact.starts_on > request.today:
            lines.append(Fact(term=row.type_name, value=wording.period(row), note=row.unit_name))
    joined = rules.first_joined_on(facts)
    since = rules.member_since(facts, request.today)
    if joined is not None and since is not None and joined < since:
        lines.append(Fact(term=_("First joined"), value=str(joined.year)))
    years = rules.years_of_membership(facts, request.today)
    if years:
        lines.append(Fact(term=_("In all"), value=wording.years_line(years)))
    return lines

"""A member's own page: membership, what the association holds, and who has looked."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from matrikel.access.wording import role_names
from matrikel.audit.queries import EntryRow, list_who_looked
from matrikel.fields.queries import list_built_in, text_for
from matrikel.memberships import rules
from matrikel.memberships.queries import facts_of, list_memberships
from matrikel.people.queries import ContactPointRow, PersonDetails, get_person
from matrikel.people.queries.tags import list_tags_of
from matrikel.people.rules import addresses, phones
from matrikel.portal.activities import activity_facts
from matrikel.portal.doors import PortalRequest, own_pages
from matrikel.portal.family import family_facts
from matrikel.portal.own_fields import own_facts
from matrikel.portal.own_person import may_change_something, seen_fields
from matrikel.portal.seen_by import seen_by
from matrikel.ui import formatting
from matrikel.ui.formatting import current_language, moment
from matrikel.ui.parts import Fact, RowItem
from matrikel.ui.purposes import purpose_name
from matrikel.ui.shell import initials


@require_safe
@own_pages
def me(request: PortalRequest) -> HttpResponse:
    """Show the member's own page."""
    person = get_person(person_id=request.person_id, viewer=request.viewer)
    memberships = list_memberships(person_ids=[person.id], language=formatting.current_language()).get(
        person.id, []
    )
    facts = facts_of(memberships)
    current = [
        row.type_name for row, fact in zip(memberships, facts, strict=True) if fact.holds_on(request.today)
    ]
    held, may_write = own_facts(request, person)
    uses = list_built_in()
    languages = (current_language(), request.association.language)
    context = {
        "welcome": text_for(place="portal_welcome", languages=languages),
        "about_held": text_for(place="portal_held", languages=languages),
        "own_url": reverse("portal:own_details", kwargs={"association": request.association.slug})
        if may_write or may_change_something(person, uses)
        else "",
        "association": request.association,
        "person": person,
        "initials": initials(person.display_name),
        "types": ", ".join(dict.fromkeys(current)),
        "since": rules.member_since(facts, request.today),
        "facts": [
            *_facts(person, request.association.country, seen_fields(uses)),
            *_tags(person),
            *held,
            *family_facts(request, person),
            *activity_facts(request, person),
        ],
        "seen_by": seen_by(request, person),
        "looks": _looks(list_who_looked(subject=person.audit_subject)),
    }
    return render(request, "portal/me.html", context)


def _tags(person: PersonDetails) -> list[Fact]:
    names = [tag.name for tag in list_tags_of(person_ids=[person.id]).get(person.id, [])]
    return [Fact(term=_("Tags"), value=", ".join(names))] if names else []


_FIELD_OF = {"EMAIL": "email", "PHONE": "phone", "POSTAL": "address"}


def _facts(person: PersonDetails, country: str, seen: Collection[str]) -> list[Fact]:
    """Return what is held, as far as the association's matrix lets members see it."""
    facts = [
        Fact(term=_kind(point), value=_value(point, country), note=_source(point))
        for point in person.contact_points
        if _FIELD_OF[point.kind] in seen
    ]
    core = person.core
    born = formatting.date(core.birth_date) if core.birth_date else str(core.birth_year or "")
    genders = {
        "F": pgettext("gender", "woman"),
        "M": pgettext("gender", "man"),
        "X": pgettext("gender", "other"),
    }
    held = [
        ("preferred_name", _("Preferred name"), core.preferred_name),
        ("birth_date", _("Born"), born),
        ("gender", _("Gender"), genders.get(core.gender, "")),
        ("language", _("Language"), str(dict(settings.LANGUAGES).get(core.language, core.language))),
        ("home_municipality", _("Home municipality"), core.home_municipality),
        ("identity_number", _("National identity number"), "••••" if person.has_identity_number else ""),
        ("", _("Bank account"), "••••" if person.has_bank_account else ""),
        *(("", system, number) for system, number in person.external_numbers),
    ]
    facts += [
        Fact(term=term, value=value) for code, term, value in held if value and (not code or code in seen)
    ]
    return facts


def _kind(point: ContactPointRow) -> str:
    return {"EMAIL": _("E-mail"), "PHONE": _("Phone"), "POSTAL": _("Address")}[point.kind]


def _value(point: ContactPointRow, country: str) -> str:
    if point.kind == "PHONE" and point.normalised:
        return phones.display(point.normalised, country)
    if point.kind != "POSTAL":
        return point.value
    address = addresses.PostalAddress(
        country=point.country or country,
        care_of=point.care_of,
        street=point.street,
        postcode=point.postcode,
        place=point.place,
    )
    return ", ".join(addresses.lines(address))


def _source(point: ContactPointRow) -> str:
    return {
        "MEMBER": pgettext("source of a value", "from you"),
        "OFFICER": pgettext("source of a value", "entered by the association"),
        "IMPORT": pgettext("source of a value", "brought in with a list"),
        "REGISTER": pgettext("source of a value", "from the population register"),
    }[point.source]


def _looks(entries: Sequence[EntryRow]) -> list[RowItem]:
    """Return who looked, the newest first; the same look repeated within an hour is one line that counts."""
    found = []
    for _same, group in groupby(entries, key=lambda entry: (entry.actor_id, _look(entry, 1), _hour(entry))):
        looks = list(group)
        found.append(replace(_look(looks[0], len(looks)), end=moment(looks[0].at)))
    return found


def _hour(entry: EntryRow) -> datetime:
    return entry.at.replace(minute=0, second=0, microsecond=0)


def _look(entry: EntryRow, count: int) -> RowItem:
    titles = {
        "people.person_viewed": _("Your page was opened"),
        "people.protected_revealed": _("Your protected details were opened"),
        "people.identity_number_revealed": _("Your identity number was opened"),
        "fields.values_opened": _("Sealed details about you were opened"),
        "people.bank_account_revealed": _("Your bank account was seen"),
        "people.exported": _("Your details were taken out in a list"),
        "mail.letter_read": _("A letter to you was read"),
        "people.number_searched": _("Somebody searched by your identity number"),
        "exports.proof_revealed": _("Your name was seen in a sample for the audit"),
        "exports.list_opened": _("A list with you on it was read by somebody with whom it is shared"),
        "audit.entry_opened": _("What was changed about you was opened in the log"),
    }
    title = titles.get(entry.action, _("Your details were looked at"))
    if entry.header.get("form") in ("paper", "pdf", "labels", "sheet"):
        title = _("Your details were printed in a list")
    if entry.header.get("function") == "sensitive_list":
        title = _("Sensitive details about you were looked at in a list")
    return RowItem(
        icon="eye",
        title=title,
        line=" · ".join(
            part
            for part in (
                role_names(entry.role),
                purpose_name(str(entry.header.get("purpose", ""))),
                ngettext("%(times)s time", "%(times)s times", count) % {"times": count} if count > 1 else "",
            )
            if part
        ),
    )

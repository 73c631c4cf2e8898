"""Codes of the rooms below as words: statuses, sources, reasons, and what the log tells."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from babel import Locale
from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from matrikel.access.wording import role_name
from matrikel.audit.queries import EntryRow
from matrikel.memberships.queries import MembershipRow
from matrikel.memberships.rules import Status
from matrikel.people.actions.reveal_bank_account import REASONS as BANK_REASONS
from matrikel.people.actions.reveal_protected import REASONS
from matrikel.people.queries import ContactPointRow
from matrikel.people.rules import addresses, phones
from matrikel.people.rules.countries import country_names
from matrikel.people.rules.records import NewContactPoint
from matrikel.selections.queries.people import PersonRow
from matrikel.ui import formatting
from matrikel.ui.parts import Pill, RowItem, Tone
from matrikel.ui.purposes import purpose_name

DOTS = "••••• •••••"

STATUS_TONES = {
    Status.MEMBER: Tone.GOOD,
    Status.COMING: Tone.AMBER,
    Status.FORMER: Tone.QUIET,
    Status.CONTACT: Tone.QUIET,
    Status.DECEASED: Tone.QUIET,
}


def status_name(status: Status) -> str:
    """Return what a status is called."""
    match status:
        case Status.MEMBER:
            return pgettext("status", "member")
        case Status.COMING:
            return pgettext("status", "member soon")
        case Status.FORMER:
            return pgettext("status", "former member")
        case Status.CONTACT:
            return pgettext("status", "contact")
        case Status.DECEASED:
            return pgettext("status", "deceased")


def status_pill(status: Status) -> Pill:
    """Return a status as a pill."""
    return Pill(tone=STATUS_TONES[status], text=capfirst(status_name(status)))


def protected_pill() -> Pill:
    """Return the pill of somebody whose details stay hidden until they are opened for a reason."""
    return Pill(tone=Tone.QUIET, text=_("protected"))


def level_name(level: str) -> str:
    """Return what a protection is called."""
    return {
        "NONE": pgettext("protection", "none"),
        "HIDDEN": pgettext("protection", "hidden at the person's wish"),
        "PROTECTED": pgettext("protection", "protected by the authorities"),
        "STRICT": pgettext("protection", "strictly protected by the authorities"),
    }[level]


def shown_name(row: PersonRow) -> str:
    """Return a name for a list: dots where the person is protected."""
    return DOTS if row.is_protected else row.display_name


def source_line(point: ContactPointRow | NewContactPoint) -> str:
    """Return where a contact point comes from: who verified it and when, or else who wrote it."""
    if point.verified_at is not None:
        line = _verified_line(point.verified_by) % {"day": formatting.date(point.verified_at)}
        how = {
            "CALL": _("by phone"),
            "MESSAGE": _("in writing"),
            "MEETING": _("in person"),
            "LETTER": _("by letter"),
        }.get(point.verified_how, "")
        return f"{line}, {how}" if how else line
    return {
        "MEMBER": _("given by the member"),
        "OFFICER": _("written by an officer"),
        "IMPORT": _("brought in from a list"),
        "REGISTER": _("from the population register"),
    }.get(point.source, "")


def _verified_line(verified_by: str) -> str:
    return {
        "MEMBER": _("confirmed by the member %(day)s"),
        "OFFICER": _("confirmed by an officer %(day)s"),
        "REGISTER": _("confirmed by the population register %(day)s"),
    }.get(verified_by, _("confirmed %(day)s"))


def address_lines(point: ContactPointRow | NewContactPoint, *, home: str) -> str:
    """Return a postal address as the country writes it, one line under the other."""
    return "\n".join(
        addresses.lines(
            addresses.PostalAddress(
                country=point.country,
                care_of=point.care_of,
                street=point.street,
                postcode=point.postcode,
                place=point.place,
            ),
            country_name=country_name(point.country) if point.country != home else "",
        )
    )


def contact_value(point: ContactPointRow | NewContactPoint, *, home: str) -> str:
    """Return a contact point as people write it."""
    if point.kind == "POSTAL":
        return address_lines(point, home=home)
    if point.kind == "PHONE" and point.normalised:
        return phones.display(point.normalised, home)
    return point.value


def contact_term(kind: str) -> str:
    """Return what a kind of contact point is called."""
    return {"EMAIL": _("E-mail"), "PHONE": _("Phone"), "POSTAL": _("Address")}.get(kind, kind)


def country_choices(home: str) -> list[tuple[str, str]]:
    """Return all countries to choose from: one's own, the neighbours, then the others by their names."""
    names = country_names(formatting.LOCALES[formatting.current_language()])
    near = dict.fromkeys((home, "SE", "NO", "FI", "DK", "NL", "BE"))
    others = sorted((pair for pair in names.items() if pair[0] not in near), key=lambda pair: pair[1])
    return [*((code, names[code]) for code in near), *others]


def country_name(code: str) -> str:
    """Return a country's name in the language of the page."""
    return str(Locale.parse(formatting.current_language()).territories.get(code, code))


def language_name(code: str) -> str:
    """Return a language's name as it calls itself."""
    return str(dict(settings.LANGUAGES).get(code, code))


def gender_name(code: str) -> str:
    """Return a stated gender in words."""
    return {
        "F": pgettext("gender", "woman"),
        "M": pgettext("gender", "man"),
        "X": pgettext("gender", "other"),
    }.get(code, "")


def end_reason_name(code: str) -> str:
    """Return why a membership ended."""
    return {
        "RESIGNED": pgettext("end of membership", "left"),
        "LAPSED": pgettext("end of membership", "lapsed, unpaid"),
        "EXPELLED": pgettext("end of membership", "expelled"),
        "TRANSFERRED": pgettext("end of membership", "moved to another association"),
        "DIED": pgettext("end of membership", "died"),
        "CHANGED": pgettext("end of membership", "another type followed"),
        "MISTAKE": pgettext("end of membership", "entered by mistake"),
        "UNKNOWN": pgettext("end of membership", "reason not known"),
    }.get(code, "")


def reveal_reasons() -> list[tuple[str, str]]:
    """Return the reasons for which somebody may open what is hidden."""
    names = {
        "LETTER": _("A letter or parcel has to reach the person"),
        "SAFETY": _("Somebody's safety depends on it"),
        "PERSON_ASKED": _("The person asked me to"),
        "AUTHORITY": _("An authority has a right to know"),
        "CORRECTION": _("Something is wrong and has to be mended"),
    }
    return [(code, names[code]) for code in REASONS]


def bank_reasons() -> list[tuple[str, str]]:
    """Return the reasons for which somebody may see a whole account number."""
    names = {
        "PAYMENT": _("Money has to be paid to the person"),
        "PERSON_ASKED": _("The person asked me to"),
        "AUTHORITY": _("An authority has a right to know"),
        "CORRECTION": _("Something is wrong and has to be mended"),
    }
    return [(code, names[code]) for code in BANK_REASONS]


def verification_ways() -> list[tuple[str, str]]:
    """Return how somebody can have made sure of a contact detail."""
    return [
        ("CALL", _("I called the person")),
        ("MESSAGE", _("The person wrote to us")),
        ("MEETING", _("I met the person")),
        ("LETTER", _("A letter reached the person")),
        ("REGISTER", _("The population register says so")),
    ]


def validity(point: ContactPointRow | NewContactPoint) -> str:
    """Return from when until when a contact detail may be used, if not always."""
    last = point.valid_to - dt.timedelta(days=1) if point.valid_to else None
    if point.valid_from and last:
        return f"{formatting.date(point.valid_from)} – {formatting.date(last)}"
    if point.valid_from:
        return _("from %(day)s") % {"day": formatting.date(point.valid_from)}
    if last:
        return _("until %(day)s") % {"day": formatting.date(last)}
    return ""


def known_day(day: dt.date, precision: str) -> str:
    """Return a date as well as it is known."""
    if precision == "YEAR":
        return str(day.year)
    if precision == "MONTH":
        return formatting.month(day)
    if precision == "UNKNOWN":
        return _("not known")
    return formatting.date(day)


def period(membership: MembershipRow) -> str:
    """Return from when until when a membership runs; the last day is the day before it is over."""
    start = known_day(membership.starts_on, membership.starts_precision)
    if membership.ends_on is None:
        return _("since %(start)s") % {"start": start}
    last = formatting.date(membership.ends_on - dt.timedelta(days=1))
    return f"{start} – {last}"


def who(entry: EntryRow) -> str:
    """Return who did something, by role: the log holds no names."""
    if entry.action == "exports.list_opened":
        return _("Somebody with a shared list")
    return role_line(entry.role, entry.actor_kind)


def role_line(role: str, actor_kind: str) -> str:
    """Return the roles in which somebody did something, or what did it by itself."""
    if role:
        return capfirst(", ".join(role_name(code.strip()) for code in role.split(",")))
    if actor_kind == "command":
        return _("A command on the server")
    if actor_kind == "automatic":
        return _("Matrikel itself")
    return _("Somebody with access")


def without_protection(entry: EntryRow) -> EntryRow:
    """Return an entry as it is told to somebody who must not learn that the person is protected."""
    columns = entry.header.get("columns")
    if isinstance(columns, list) and "protection" in columns:
        others = [column for column in columns if column != "protection"]
        entry = replace(entry, header={**entry.header, "columns": others})
    if entry.action == "people.protected_revealed":
        entry = replace(entry, action="people.person_viewed", header={})
    return entry


def without_company(entries: Sequence[EntryRow]) -> list[EntryRow]:
    """
    Return a protected person's entries as they are told to somebody who may not know where the person is.

    With whom somebody lives or plays tells where: what happened there is left out, and a look is one like any other.
    """
    return [
        replace(entry, header={}) if entry.header.get("function") == "group_sheet" else entry
        for entry in entries
        if not entry.action.startswith(("relations.", "groups.", "bulkedits."))
    ]


def without_checks(entry: EntryRow) -> EntryRow:
    """Return a look as it is told to somebody who may not know of checks: a look like any other."""
    is_of_checks = str(entry.header.get("function", "")).startswith("checks_")
    return replace(entry, header={}) if is_of_checks else entry


def happened_row(entry: EntryRow, *, today: dt.date) -> RowItem:
    """Return one line of what happened to a person."""
    icon, title = happened(entry)
    line = f"{formatting.recent(entry.at, today)} · {who(entry)}"
    return RowItem(icon=icon, title=title, line=line)


def happened(entry: EntryRow) -> tuple[str, str]:
    """Return what happened to a person, with its picture."""
    match entry.action:
        case "people.registered":
            return "user-plus", _("Entered in the register")
        case "people.changed":
            return "pencil", _("Changed: %(fields)s") % {"fields": _field_names(entry.header)}
        case "people.tagged":
            return "tag", _("Given a tag")
        case "people.untagged":
            return "tag", _("A tag was taken off")
        case "people.noted":
            return "notes", _("A note was written")
        case "people.notes_removed":
            return "notes", _("A note was removed")
        case "people.text_kept":
            return "notes", _("A doubtful text was kept knowingly")
        case "people.text_settled":
            return "notes", _("A doubtful text was looked at, and stays")
        case "people.contact_verified":
            return "user-check", _("Contact details confirmed")
        case "people.portrait_changed":
            gone = not entry.header.get("kept")
            return "user", _("The portrait was taken away") if gone else _("A portrait was kept")
        case "people.bank_account_changed":
            return "building-bank", _("Bank account changed")
        case "people.imported":
            return "upload", _("Brought in from a list")
        case "memberships.admitted":
            return "id-badge-2", _("Admitted as a member")
        case "memberships.ended":
            reason = end_reason_name(str(entry.header.get("reason", "")))
            return "user-minus", _("Membership ended: %(reason)s") % {"reason": reason}
        case "memberships.reopened":
            return "id-badge-2", _("The end of a membership was taken back")
        case "memberships.withdrawn":
            return "user-minus", _("An admission was taken back")
        case "fields.values_set":
            return "pencil", _("Changed: more about the person")
        case "fields.values_forgotten":
            return "trash", _("Forgotten, as its time was over: more about the person")
        case "access.terms_granted":
            return "key", _("Given a role")
        case "mail.letters_queued":
            return "mail", _("A letter was written")
        case "mail.letters_resent":
            return "mail", _("A letter was sent again")
        case "mail.letters_stopped":
            return "mail", _("A letter was stopped")
        case "mail.letters_returned":
            return "mail", _("A letter came back")
        case "relations.households_formed" | "relations.households_joined":
            return "home-heart", _("Came into a household")
        case "relations.households_left":
            return "home-heart", _("Left a household")
        case "relations.household_changed":
            return "home-heart", _("The household was put right")
        case "relations.household_moved":
            return "arrows-exchange", _("The family moved")
        case "relations.move_taken_back":
            return "arrow-back-up", _("A move was taken back")
        case "relations.primary_home_chosen":
            return "mail", _("Another home gets the post")
        case "relations.guardians_set":
            return "users", _("A parent or guardian was written down")
        case "relations.payers_set":
            return "receipt-2", _("A payer was written down")
        case "relations.contacts_set":
            return "phone", _("A contact was written down")
        case "relations.representatives_set":
            return "building", _("A representative was written down")
        case "relations.ended":
            return "user-minus", _("A relation ended")
        case "relations.left_apart":
            return "home-heart", _("Not to be proposed for a household")
        case "groups.added":
            return "users-group", _("Came into a group")
        case "groups.left" | "groups.closed":
            return "users-group", _("Left a group")
        case "groups.part_changed":
            return "users-group", _("Took another part in a group")
        case "checks.noted":
            return "shield-check", _("Showed a paper that is asked for")
        case "checks.withdrawn":
            return "shield-check", _("A check was withdrawn")
    if entry.action.startswith("imports."):
        return "upload", _("Touched by an import")
    return "history", _("Changed")


def _field_names(header: Mapping[str, object]) -> str:
    columns = header.get("columns")
    if not isinstance(columns, list) or not columns:
        return _("details")
    names = dict.fromkeys(field_name(str(column)) for column in columns)
    return ", ".join(names)


def field_name(column: str) -> str:
    """Return what a column of a person is called."""
    return {
        "kind": _("kind"),
        "organisation_number": _("organisation number"),
        "given_name": _("given name"),
        "preferred_name": _("name used"),
        "family_name": _("family name"),
        "family_name_prefix": _("family name prefix"),
        "initials": _("initials"),
        "birth_date": _("birth date"),
        "birth_year": _("birth year"),
        "gender": _("gender"),
        "language": _("language"),
        "home_municipality": _("home municipality"),
        "home_municipality_since": _("home municipality"),
        "member_number": _("member number"),
        "unit_id": _("branch"),
        "unit": _("branch"),
        "protection": _("protection"),
        "is_deceased": _("deceased"),
        "deceased_on": _("deceased"),
        "contact_points": _("contact details"),
        "external_numbers": _("numbers elsewhere"),
        "identity_number": _("national identity number"),
        "ends_on": _("last day"),
    }.get(column, _("details"))


def looked_rows(entries: Sequence[EntryRow], *, today: dt.date) -> list[RowItem]:
    """Return who has seen a person's details; the same look repeated on a day is one line that counts."""
    rows = []
    for (title, line, _day), group in groupby(
        entries, key=lambda entry: (who(entry), looked(entry), timezone.localdate(entry.at))
    ):
        looks = list(group)
        if len(looks) > 1:
            times = ngettext("%(times)s time", "%(times)s times", len(looks)) % {"times": len(looks)}
            line = f"{line} · {times}"
        end = formatting.recent(looks[0].at, today)
        rows.append(RowItem(icon="eye", title=title, line=line, end=end))
    return rows


ON_PAPER = ("paper", "pdf", "labels")
SHEET = "sheet"


def looked(entry: EntryRow) -> str:
    """Return how somebody looked."""
    reasons = dict(reveal_reasons())
    reason = reasons.get(str(entry.header.get("reason", "")), "")
    match entry.action:
        case "people.protected_revealed":
            return _("opened the protected details · %(reason)s") % {"reason": reason}
        case "people.identity_number_revealed":
            return _("saw the national identity number · %(reason)s") % {"reason": reason}
        case "fields.values_opened":
            return _("opened sealed details · %(reason)s") % {"reason": reason}
        case "people.bank_account_revealed":
            why = dict(bank_reasons()).get(str(entry.header.get("reason", "")), "")
            return _("saw the bank account · %(reason)s") % {"reason": why}
        case "people.exported":
            took = _took(str(entry.header.get("form", "")))
            purpose = purpose_name(str(entry.header.get("purpose", "")))
            return f"{took} · {purpose}" if purpose else took
        case "exports.list_opened":
            purpose = purpose_name(str(entry.header.get("purpose", "")))
            return _("read a shared list · %(purpose)s") % {"purpose": purpose}
        case "exports.proof_revealed":
            return _("saw the name in a sample for the audit")
        case "people.number_searched":
            return _("searched by the identity number")
        case "audit.entry_opened":
            return _("opened in the log what was before")
        case "mail.letter_read":
            return _("read a letter to the person")
    if entry.header.get("function") == "group_sheet":
        return _("took out a team sheet")
    if entry.header.get("function") in ("checks_list", "checks_page"):
        return _("looked at the checks")
    if entry.header.get("function") == "sensitive_list":
        return _("looked at sensitive details in a list")
    return _("viewed the page")


def _took(form: str) -> str:
    if form == SHEET:
        return _("took out a team sheet")
    return _("printed a list") if form in ON_PAPER else _("took out a list")


def years_line(years: int) -> str:
    """Return a number of years in words."""
    return ngettext("%(years)s year", "%(years)s years", years) % {"years": formatting.number(years)}

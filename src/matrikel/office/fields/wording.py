"""Codes of the fields room as words: kinds, purposes, levels, retention, who sees what, and what is wrong."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from matrikel.fields.queries import OwnValue
from matrikel.fields.rules.definitions import Kind, Level, Use
from matrikel.fields.rules.hints import Guarded, Instead
from matrikel.fields.rules.ready_made import Club
from matrikel.fields.rules.rows import FieldRow
from matrikel.fields.rules.shapes import example_of
from matrikel.fields.rules.values import (
    LONGEST_LINE,
    LONGEST_TEXT,
    YES,
    ValueProblem,
    day_of,
    number_of,
    number_text,
)
from matrikel.ui import formatting
from matrikel.ui.parts import Tone

DOTS = "•••••"


def kind_name(kind: str) -> str:
    """Return what a kind of field is called."""
    return {
        Kind.TEXT: pgettext("kind of field", "a line of text"),
        Kind.LONG_TEXT: pgettext("kind of field", "several lines of text"),
        Kind.NUMBER: pgettext("kind of field", "a number"),
        Kind.DATE: pgettext("kind of field", "a date"),
        Kind.YES_NO: pgettext("kind of field", "yes or no"),
        Kind.CHOICE: pgettext("kind of field", "one of several answers"),
        Kind.CHOICES: pgettext("kind of field", "any of several answers"),
        Kind.LINK: pgettext("kind of field", "a link to a web page"),
    }.get(Kind(kind), kind)


def kind_example(kind: str) -> str:
    """Return what one would ask in a field of this kind."""
    return {
        Kind.TEXT: _("The name of a boat, the number of a key."),
        Kind.LONG_TEXT: _("Rarely needed: a few answers to choose from say as much and can be counted."),
        Kind.NUMBER: _("How many horses, the handicap in golf."),
        Kind.DATE: _("The day on which a key was handed out."),
        Kind.YES_NO: _("May we publish pictures?"),
        Kind.CHOICE: _("The size of a shirt, the voice in a choir."),
        Kind.CHOICES: _("What somebody likes to help with."),
        Kind.LINK: _("A page with somebody's own pictures."),
    }.get(Kind(kind), "")


def club_name(club: str) -> str:
    """Return for whom a ready-made field is."""
    return {
        Club.ANY: _("Usual in many associations"),
        Club.SPORT: _("Sport"),
        Club.BOATS: _("Boats"),
        Club.MUSIC: _("Choir and orchestra"),
        Club.OUTDOORS: _("Outdoors"),
        Club.PHOTO: _("Photography"),
        Club.HOUSING: _("Allotments and housing"),
    }.get(Club(club), club)


def purpose_name(code: str) -> str:
    """Return what something is needed for, in one line."""
    return {
        "membership": pgettext("purpose", "To keep the membership in order"),
        "contact": pgettext("purpose", "To reach people"),
        "activities": pgettext("purpose", "To do things together"),
        "safety": pgettext("purpose", "So that nobody comes to harm"),
        "publication": pgettext("purpose", "To show pictures or names to others"),
        "statutory_register": pgettext("purpose", "Because the law wants a list of members"),
        "identification": pgettext("purpose", "To tell people apart for certain"),
        "protection": pgettext("purpose", "To protect somebody's whereabouts"),
        "payment": pgettext("purpose", "To pay out what somebody is owed"),
        "statistics": pgettext("purpose", "To count, for grants and federations"),
        "accountability": pgettext("purpose", "To show later what was done"),
        "import": pgettext("purpose", "To move a list into the register"),
        "sign_in": pgettext("purpose", "To sign in"),
    }.get(code, code.replace("_", " "))


def purpose_example(code: str) -> str:
    """Return what belongs to a purpose."""
    return {
        "membership": _("Keys, berths, numbers: what belongs to being a member."),
        "contact": _("One more way to reach somebody."),
        "activities": _("Sizes, instruments, what one likes to do: events, matches, trips."),
        "safety": _("What others must know to take care. Only with the person's own yes."),
        "publication": _("On the website, in the paper. Only with the person's own yes."),
        "statutory_register": _("Only what the law on associations names."),
        "identification": _("Rarely: the member number is usually enough."),
        "statistics": _("Only what a grant or the federation really asks for."),
        "payment": _("What is needed to pay somebody back."),
    }.get(code, "")


PURPOSES_TO_CHOOSE = (
    *("activities", "membership", "contact", "safety", "publication"),
    *("statistics", "statutory_register", "identification", "payment"),
)


def level_name(level: str) -> str:
    """Return how much care a value needs."""
    return {
        Level.PERSONAL: pgettext("level", "Ordinary"),
        Level.SENSITIVE: pgettext("level", "Sensitive"),
        Level.SPECIAL: pgettext("level", "Specially protected by law"),
    }.get(Level(level), level)


def level_example(level: str) -> str:
    """Return what belongs to a level, and what follows from it."""
    return {
        Level.PERSONAL: _("A shirt size, a boat. Shown to officers who see people."),
        Level.SENSITIVE: _(
            "What one would not like to hear read out: debts, a conflict, a difficult time. Kept sealed; "
            "opening it is written down."
        ),
        Level.SPECIAL: _(
            "Health (allergies too), belief, politics, trade union, origin, sexual life, crime. Kept sealed, "
            "and never longer than the membership."
        ),
    }.get(Level(level), "")


def level_tone(level: str) -> Tone:
    """Return how a level's pill looks."""
    return {Level.PERSONAL: Tone.QUIET, Level.SENSITIVE: Tone.AMBER, Level.SPECIAL: Tone.BAD}.get(
        Level(level), Tone.QUIET
    )


def keep_name(keep: str) -> str:
    """Return how long something is kept, in people's words; rules of the map that nobody chooses are told too."""
    start, _plus, amount = keep.partition("+")
    if start == "exit" and amount in ("0d", ""):
        return _("until the person leaves")
    if not amount:
        return {
            "while:field": _("as each field says"),
            "hold:voucher": _("as long as the law on bookkeeping says"),
        }.get(keep, _("as long as it is needed"))
    span = _span(amount)
    if start == "exit":
        return _("until %(span)s after the person has left") % {"span": span}
    if start in ("written", "created"):
        return _("for %(span)s after it was written") % {"span": span}
    return _("for %(span)s") % {"span": span}


def _span(amount: str) -> str:
    count, unit = int(amount[:-1]), amount[-1]
    if unit == "y":
        return ngettext("%(count)s year", "%(count)s years", count) % {"count": count}
    if unit == "m":
        return ngettext("%(count)s month", "%(count)s months", count) % {"count": count}
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def officers_use(use: str) -> str:
    """Return what officers do with a field."""
    return {
        Use.NONE: pgettext("use of a field", "not used"),
        Use.SEE: pgettext("use of a field", "only look: the member writes it"),
        Use.EDIT: pgettext("use of a field", "may fill it in"),
        Use.REQUIRED: pgettext("use of a field", "must fill it in"),
    }.get(Use(use), use)


def member_use(use: str) -> str:
    """Return what members do with a field about themselves."""
    return {
        Use.NONE: pgettext("use of a field", "do not see it"),
        Use.SEE: pgettext("use of a field", "see it"),
        Use.EDIT: pgettext("use of a field", "may change it"),
        Use.REQUIRED: pgettext("use of a field", "must fill it in"),
    }.get(Use(use), use)


def joining_use(use: str) -> str:
    """Return what a field does when somebody joins."""
    return {
        Use.NONE: pgettext("use of a field", "not asked"),
        Use.EDIT: pgettext("use of a field", "asked"),
        Use.REQUIRED: pgettext("use of a field", "must be answered"),
    }.get(Use(use), use)


def for_whom_name(code: str) -> str:
    """Return about whom a field is asked."""
    return {
        "EVERYBODY": _("everybody"),
        "PERSONS": _("people only"),
        "ORGANISATIONS": _("companies and associations only"),
        "TYPES": _("some membership types"),
    }.get(code, code)


def who_sees(field: FieldRow) -> str:
    """Return in one line who sees what a field holds."""
    officers = (
        _("Officers who may open sensitive details") if field.is_sealed else _("Officers who see people")
    )
    if field.member == Use.NONE:
        return officers
    if field.member == Use.SEE:
        return _("%(officers)s; the member, about oneself") % {"officers": officers}
    return _("%(officers)s; the member, who may change it") % {"officers": officers}


def built_in_name(code: str) -> str:
    """Return what a built-in field is called, as on the forms."""
    return {
        "given_name": _("Given name"),
        "family_name": _("Family name"),
        "preferred_name": _("Preferred name"),
        "birth_date": _("Born"),
        "gender": _("Gender"),
        "language": _("Language"),
        "email": _("E-mail"),
        "phone": _("Phone"),
        "address": _("Postal address"),
        "home_municipality": _("Home municipality"),
        "member_number": _("Member number"),
        "unit": _("Branch"),
        "identity_number": _("National identity number"),
        "portrait": _("Portrait"),
        "protection": _("Protected identity"),
        "is_deceased": _("Has died"),
    }.get(code, code)


def guarded_line(guarded: str) -> str:
    """Return why the words of a field make one stop."""
    return {
        Guarded.HEALTH: _("This sounds like health. The law protects it specially (GDPR Article 9)."),
        Guarded.CONVICTION: _(
            "This sounds like belief or politics. The law protects it specially (GDPR Article 9)."
        ),
        Guarded.UNION: _("This sounds like a trade union. The law protects it specially (GDPR Article 9)."),
        Guarded.ORIGIN: _("This sounds like ethnic origin. The law protects it specially (GDPR Article 9)."),
        Guarded.SEXUALITY: _("This sounds like sexual life. The law protects it specially (GDPR Article 9)."),
        Guarded.CRIME: _("This sounds like crime. Hardly any association may keep it (GDPR Article 10)."),
        Guarded.IDENTITY_NUMBER: _(
            "This sounds like an identity number. Only the built-in field may hold it, where the law allows."
        ),
        Guarded.MONEY: _("This sounds like somebody's money or passwords. Do you really need it?"),
    }.get(Guarded(guarded), "")


def instead_line(instead: str) -> str:
    """Return what would do instead, and say less."""
    return {
        Instead.BIRTH_YEAR: _(
            "There is a built-in field for the birth date. If the year is enough, ask for a number: the year."
        ),
        Instead.ONLY_WHETHER_SEEN: _(
            "Do not keep the paper or what it says: under Checks you note that it was shown, by whom and until when."
        ),
        Instead.NO_IDENTITY_NUMBER: _("The member number, or the birth date, is nearly always enough."),
        Instead.WHAT_TO_DO: _(
            "Ask what to do, not what somebody has: “no nuts” instead of an illness, or a yes to “needs a ramp”."
        ),
        Instead.NO_FREE_TEXT: _(
            "In free text people write more than you want to know. A few answers to choose from say less."
        ),
        Instead.CONTACT_RELATION: _(
            "A contact in an emergency, a guardian or a payer has a place of its own on the person's page."
        ),
    }.get(Instead(instead), "")


def built_in_line(code: str) -> str:
    """Say that there is a built-in field already."""
    return _("There is a built-in field for this: %(name)s.") % {"name": built_in_name(code)}


def value_problem(problem: ValueProblem, field: FieldRow) -> str:
    """Return what is wrong with a value, and how to mend it."""
    why = ValueProblem
    longest = LONGEST_TEXT if field.kind == Kind.LONG_TEXT else LONGEST_LINE
    return {
        why.TOO_LONG: _("At most %(longest)s characters fit here.") % {"longest": formatting.number(longest)},
        why.NOT_ONE_LINE: _("There is a character in it that cannot be kept. Write it again."),
        why.NOT_A_NUMBER: _("Write a number, such as 12 or 1 284."),
        why.TOO_MANY_DECIMALS: ngettext(
            "At most %(count)s decimal is kept here.",
            "At most %(count)s decimals are kept here.",
            field.decimals,
        )
        % {"count": field.decimals}
        if field.decimals
        else _("Write a whole number."),
        why.TOO_SMALL: _("The least is %(bound)s.") % {"bound": _bound(field, field.smallest)},
        why.TOO_LARGE: _("The most is %(bound)s.") % {"bound": _bound(field, field.largest)},
        why.NOT_A_DATE: _("Write a date that exists, such as 2026-11-25."),
        why.TOO_EARLY: _("The earliest day is %(day)s.")
        % {"day": formatting.date(field.earliest) if field.earliest else ""},
        why.TOO_LATE: _("The latest day is %(day)s.")
        % {"day": formatting.date(field.latest) if field.latest else ""},
        why.NOT_YES_OR_NO: _("Answer yes or no."),
        why.NOT_AN_OPTION: _("Choose one of the answers that are offered."),
        why.WRONG_SHAPE: _("Write it like %(example)s.") % {"example": example_of(field.shape or "9")},
        why.NOT_A_LINK: _("Write the address of a web page, such as https://example.org."),
    }[problem]


def _bound(field: FieldRow, bound: int | None) -> str:
    return number_text(bound or 0, field.decimals)


def shown_value(field: FieldRow, texts: Sequence[str], *languages: str) -> str:
    """Return kept texts as people read them."""
    if not texts:
        return ""
    match field.kind:
        case Kind.YES_NO:
            return pgettext("answer", "yes") if texts[0] == YES else pgettext("answer", "no")
        case Kind.DATE:
            day = day_of(field.kind, texts[0])
            return formatting.date(day) if day else texts[0]
        case Kind.NUMBER:
            scaled = number_of(field.kind, texts[0], field.decimals) or 0
            return formatting.number(scaled / 10**field.decimals, field.decimals)
        case Kind.CHOICE | Kind.CHOICES:
            return ", ".join(field.option_label(text, *languages) for text in texts)
    return texts[0]


def source_line(value: OwnValue) -> str:
    """Return who wrote a value and when, and until when it is kept where that is known."""
    day = {"day": formatting.date(value.written_on)}
    line = {
        "MEMBER": _("written by the member %(day)s"),
        "IMPORT": _("brought in from a list %(day)s"),
    }.get(value.source, _("written by an officer %(day)s")) % day
    if value.forget_on is None:
        return line
    return _("%(line)s, to be forgotten on %(last)s") % {
        "line": line,
        "last": formatting.date(value.forget_on),
    }


def place_name(place: str) -> str:
    """Return where own words stand."""
    return {
        "portal_welcome": _("Welcome on My pages"),
        "portal_held": _("Above what is held about a member, on My pages"),
        "person_form": _("At the top of the form for a person"),
        "member_form": _("Above the membership, when a member is added"),
    }.get(place, place)


def place_usual(place: str) -> str:
    """Return what stands in a place where an association wrote nothing."""
    return {
        "portal_welcome": "",
        "portal_held": "",
        "person_form": _("Only a name is needed; ask for no more than you use."),
        "member_form": "",
    }.get(place, "")

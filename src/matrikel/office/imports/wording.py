"""The codes of the import as words: columns, doubts, what is wrong with a cell, why a file is refused."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from matrikel.imports.formats.errors import FileReason
from matrikel.imports.formats.table import MAX_BYTES, MAX_COLUMNS
from matrikel.imports.formats.workbook.child import MAX_ROWS as MAX_SHEET_ROWS
from matrikel.imports.queries import ColumnRow, MatchedRow, ProblemRow, RunDetails, RunRow
from matrikel.imports.rules.couples import OnCouple
from matrikel.imports.rules.dates import Precision
from matrikel.imports.rules.fields import ColumnReason, ColumnState, Field
from matrikel.imports.rules.plan import Action, Meets, OnDoubt, OnMatch
from matrikel.imports.rules.problems import BESIDE, Effect, Reason
from matrikel.imports.rules.reading.draft import column_letters
from matrikel.imports.rules.staying import Why
from matrikel.office.people import wording as people_wording
from matrikel.people.rules.records import NewContactPoint
from matrikel.privacy.rules import EXPLICIT_CONSENT, OWN_MEMBERS
from matrikel.ui import formatting
from matrikel.ui.formatting import number
from matrikel.ui.parts import Pill, Tone

Words = str | Promise

FIELD_NAMES: dict[Field, Words] = {
    Field.GIVEN_NAME: gettext_lazy("Given name"),
    Field.FAMILY_NAME: gettext_lazy("Family name"),
    Field.NAME_PREFIX: gettext_lazy("Name prefix (van, von, de)"),
    Field.INITIALS: gettext_lazy("Initials"),
    Field.PREFERRED_NAME: gettext_lazy("Preferred name"),
    Field.MIDDLE_NAME: gettext_lazy("Middle name"),
    Field.FULL_NAME: gettext_lazy("Whole name"),
    Field.BIRTH: gettext_lazy("Birth date"),
    Field.BIRTH_DAY: gettext_lazy("Day of birth"),
    Field.BIRTH_MONTH: gettext_lazy("Month of birth"),
    Field.BIRTH_YEAR: gettext_lazy("Year of birth"),
    Field.NATIONAL_NUMBER: gettext_lazy("National identity number"),
    Field.GENDER: gettext_lazy("Gender"),
    Field.EMAIL: gettext_lazy("E-mail"),
    Field.PHONE: gettext_lazy("Phone"),
    Field.CONTACT: gettext_lazy("E-mail or phone, mixed"),
    Field.CARE_OF: gettext_lazy("Care of"),
    Field.STREET: gettext_lazy("Street and house number"),
    Field.HOUSE_NUMBER: gettext_lazy("House number"),
    Field.HOUSE_ADDITION: gettext_lazy("House number, addition"),
    Field.ADDRESS_EXTRA: gettext_lazy("Address, second line"),
    Field.POSTCODE: gettext_lazy("Postcode"),
    Field.PLACE: gettext_lazy("Place"),
    Field.POSTCODE_PLACE: gettext_lazy("Postcode and place"),
    Field.FULL_ADDRESS: gettext_lazy("Whole address"),
    Field.COUNTRY: gettext_lazy("Country"),
    Field.MUNICIPALITY: gettext_lazy("Home municipality"),
    Field.LANGUAGE: gettext_lazy("Language"),
    Field.MEMBER_NUMBER: gettext_lazy("Member number"),
    Field.EXTERNAL_NUMBER: gettext_lazy("Number elsewhere"),
    Field.MEMBERSHIP_TYPE: gettext_lazy("Membership type"),
    Field.STATUS: gettext_lazy("Status"),
    Field.JOINED: gettext_lazy("Joined on"),
    Field.LEFT: gettext_lazy("Left on"),
    Field.DECEASED: gettext_lazy("Deceased"),
    Field.PROTECTED: gettext_lazy("Protected identity"),
    Field.GROUPS: gettext_lazy("Groups or teams, one of each value"),
    Field.TAGS: gettext_lazy("Tags, one of each word"),
    Field.HOUSEHOLD: gettext_lazy("Household"),
    Field.IBAN: gettext_lazy("Bank account (IBAN)"),
    Field.GUARDIAN_NAME: gettext_lazy("Guardian's name"),
    Field.GUARDIAN_EMAIL: gettext_lazy("Guardian's e-mail"),
    Field.GUARDIAN_PHONE: gettext_lazy("Guardian's phone"),
    Field.CLUB: gettext_lazy("Club, by name or number"),
    Field.CONSENT: gettext_lazy("Consent to being kept as a member"),
    Field.OWN: gettext_lazy("Your own fields"),
    Field.NOTE: gettext_lazy("Remark, whose text stays out"),
    Field.NOTE_TEXT: gettext_lazy("Remark, kept as a note on the person"),
    Field.LEAVE_OUT: gettext_lazy("Leave out"),
}

FIELD_GROUPS: tuple[tuple[Words, tuple[Field, ...]], ...] = (
    (
        gettext_lazy("Who it is"),
        (
            Field.FULL_NAME, Field.GIVEN_NAME, Field.MIDDLE_NAME, Field.NAME_PREFIX, Field.FAMILY_NAME,
            Field.PREFERRED_NAME, Field.INITIALS, Field.BIRTH, Field.BIRTH_DAY, Field.BIRTH_MONTH, Field.BIRTH_YEAR,
            Field.NATIONAL_NUMBER, Field.GENDER, Field.LANGUAGE, Field.DECEASED, Field.PROTECTED,
        ),
    ),
    (gettext_lazy("How to reach the person"), (Field.EMAIL, Field.PHONE, Field.CONTACT)),
    (
        gettext_lazy("Address"),
        (
            Field.FULL_ADDRESS, Field.CARE_OF, Field.STREET, Field.HOUSE_NUMBER, Field.HOUSE_ADDITION,
            Field.ADDRESS_EXTRA, Field.POSTCODE_PLACE, Field.POSTCODE, Field.PLACE, Field.COUNTRY,
            Field.MUNICIPALITY,
        ),
    ),
    (
        gettext_lazy("Membership"),
        (
            Field.MEMBERSHIP_TYPE, Field.MEMBER_NUMBER, Field.EXTERNAL_NUMBER, Field.STATUS, Field.JOINED, Field.LEFT,
            Field.IBAN, Field.CLUB, Field.CONSENT,
        ),
    ),
    (
        gettext_lazy("Around the person"),
        (
            Field.HOUSEHOLD, Field.GUARDIAN_NAME, Field.GUARDIAN_EMAIL, Field.GUARDIAN_PHONE, Field.NOTE_TEXT,
            Field.NOTE,
        ),
    ),
    (gettext_lazy("Made of what stands in it"), (Field.GROUPS, Field.TAGS)),
)  # fmt: skip

COLUMN_REASONS: dict[ColumnReason, Words] = {
    ColumnReason.HEADER: gettext_lazy("Recognised by its heading."),
    ColumnReason.CONTENT: gettext_lazy("Recognised by what stands in it."),
    ColumnReason.CHOSEN: gettext_lazy("Chosen by you."),
    ColumnReason.EMPTY_COLUMN: gettext_lazy("The column is empty."),
    ColumnReason.UNKNOWN_COLUMN: gettext_lazy("We do not know what this is. Choose, or leave it out."),
    ColumnReason.HEADER_AND_CONTENT_DIFFER: gettext_lazy("The heading says one thing and the cells another."),
    ColumnReason.SECOND_OF_ITS_KIND: gettext_lazy("Another column holds this already."),
    ColumnReason.WEAK_EVIDENCE: gettext_lazy(
        "This may be what it is, but we are not sure enough to save it."
    ),
    ColumnReason.NUMBER_FORBIDDEN: gettext_lazy(
        "The law of your country does not let an association keep identity numbers, so they stay out."
    ),
    ColumnReason.BIRTH_IN_NUMBER: gettext_lazy(
        "Only the birth date is taken from these numbers: the law of your country does not let an association keep"
        " the numbers themselves."
    ),
    ColumnReason.ABOUT_MONEY: gettext_lazy("This is about money, which is not brought in with people."),
    ColumnReason.ABOUT_SOMEBODY_ELSE: gettext_lazy("This is about somebody else than the member."),
    ColumnReason.CONSENT_WITHOUT_EVIDENCE: gettext_lazy(
        "A tick in a list does not show when and to what somebody agreed, so it stays out."
    ),
    ColumnReason.FOLLOWS_FROM_OTHERS: gettext_lazy("This follows from other columns."),
    ColumnReason.NOT_NEEDED: gettext_lazy("The register has no need of this."),
    ColumnReason.FREE_TEXT: gettext_lazy(
        "Free text about people often says more than it should, so it stays out."
    ),
    ColumnReason.COUNTS_OR_NUMBERS: gettext_lazy("Is this the member number, or only a count of the rows?"),
    ColumnReason.COUNTS_ROWS: gettext_lazy("This only counts the rows."),
    ColumnReason.NO_PLACE_YET: gettext_lazy(
        "The register has no place for this yet; it stays with the rows that are kept for thirty days."
    ),
    ColumnReason.UNLIKE_ANYTHING: gettext_lazy(
        "This is like nothing that the register keeps. Choose, or leave it with the rows that are kept for thirty days."
    ),
}

PROBLEM_REASONS: dict[Reason, Words] = {
    Reason.NOT_AN_EMAIL: gettext_lazy("This is not an e-mail address."),
    Reason.NOT_A_PHONE: gettext_lazy("This is not a phone number."),
    Reason.NOT_A_DATE: gettext_lazy("This is not a date."),
    Reason.DATE_AMBIGUOUS: gettext_lazy("Day and month could be either way round."),
    Reason.CENTURY_UNSURE: gettext_lazy("The year has two figures, and both centuries are possible."),
    Reason.BIRTH_IN_FUTURE: gettext_lazy("The birth lies in the future."),
    Reason.BIRTH_TOO_LONG_AGO: gettext_lazy("The birth lies too long ago."),
    Reason.JOINED_BEFORE_BIRTH: gettext_lazy("Joined before being born."),
    Reason.JOINED_IN_FUTURE: gettext_lazy("Joined on a day that has not come yet."),
    Reason.LEFT_BEFORE_JOINED: gettext_lazy("Left before joining."),
    Reason.JOINED_AFTER_DEATH: gettext_lazy("Joined after the death that the row speaks of."),
    Reason.NOT_A_NATIONAL_NUMBER: gettext_lazy("This is not an identity number."),
    Reason.WRONG_CHECK_DIGIT: gettext_lazy("The last figure of the identity number does not fit the others."),
    Reason.BIRTH_DATES_DIFFER: gettext_lazy("The birth date and the identity number say different days."),
    Reason.NOT_A_POSTCODE: gettext_lazy("This is not a postcode."),
    Reason.NOT_AN_ADDRESS: gettext_lazy("This cannot be read as an address."),
    Reason.NOT_A_GENDER: gettext_lazy("This is not a gender that we know."),
    Reason.NOT_AN_IBAN: gettext_lazy("This is not an IBAN."),
    Reason.NOT_A_COUNTRY: gettext_lazy("This is not a country that we know."),
    Reason.NOT_A_LANGUAGE: gettext_lazy("This is not a language that we know."),
    Reason.NAME_ORDER_UNSURE: gettext_lazy("Which is the given name and which the family name is not plain."),
    Reason.NAME_SPLIT_UNSURE: gettext_lazy("Where the given name ends is not plain."),
    Reason.NOT_A_NAME: gettext_lazy("This is not a name."),
    Reason.NO_NAME: gettext_lazy("The row has no name."),
    Reason.NO_PERSON: gettext_lazy("The row describes nobody."),
    Reason.FORMULA: gettext_lazy("The cell holds a formula instead of a value."),
    Reason.GARBLED_LETTERS: gettext_lazy("Some letters were garbled when the file was saved."),
    Reason.TOO_LONG: gettext_lazy("The text is too long."),
    Reason.SAME_AS_ROW: gettext_lazy("The same person as in row %(row)s."),
    Reason.SAME_BUT_NUMBERS_DIFFER: gettext_lazy(
        "The same person as in row %(row)s, with another identity number."
    ),
    Reason.PERHAPS_SAME_AS_ROW: gettext_lazy("Perhaps the same person as in row %(row)s."),
    Reason.PERHAPS_KNOWN: gettext_lazy("Somebody in the register could be meant, and we cannot tell."),
    Reason.NEWER_IN_REGISTER: gettext_lazy(
        "What stands in the register was written by hand or is newer than this list, and the row says otherwise."
    ),
    Reason.MEMBER_NUMBER_TWICE: gettext_lazy("Somebody else has this member number already."),
    Reason.NATIONAL_NUMBER_TWICE: gettext_lazy("Somebody else has this identity number already."),
    Reason.PROTECTED_IDENTITY: gettext_lazy("The person's identity is protected."),
    Reason.MORE_CELLS_THAN_COLUMNS: gettext_lazy("The row has more cells than there are columns."),
    Reason.SEVERAL_PEOPLE: gettext_lazy("The cell names several people."),
    Reason.NOT_A_CONSENT: gettext_lazy("This says neither yes nor no, and is no day."),
    Reason.NO_CONSENT: gettext_lazy("The row does not say that the person has agreed."),
    Reason.NO_TYPE_FITS: gettext_lazy(
        "None of your membership types is for this age, and the row names none. Choose one for all such rows under"
        " “What will happen”, or give the membership afterwards."
    ),
    Reason.NO_GROUP_AFTER_LEAVING: gettext_lazy("Whoever has left or died comes into no group."),
    Reason.TOO_MANY_NAMES: gettext_lazy(
        "The column has so many different values that they make no groups or tags: it says something of each person."
    ),
    Reason.NOT_FOR_A_NOTE: gettext_lazy(
        "This may speak of health, belief or the like, or holds an identity number. Write it as a note on the person's"
        " page if you need it."
    ),
    Reason.NOT_FOR_OWN_FIELD: gettext_lazy("Your own field cannot hold this."),
    Reason.PERIOD_OR_LEFT: gettext_lazy(
        "Either the membership ended on this day, or only what was paid for."
    ),
    Reason.AS_ABOVE: gettext_lazy("This says “the same as above”."),
    Reason.PERHAPS_ANOTHERS: gettext_lazy("The words beside it may say that it is somebody else’s."),
    Reason.PERHAPS_LEFT: gettext_lazy("This may mean that the membership has ended, or something else."),
    Reason.NOBODY_NAMED: gettext_lazy("It belongs to somebody whose name the row does not say."),
    Reason.TWO_PEOPLE: gettext_lazy("Two people in one row: %(one)s and %(other)s."),
    Reason.WHICH_OF_TWO: gettext_lazy(
        "The row names two people, and nothing says which of them this belongs to."
    ),
    Reason.SEVERAL_WAYS: gettext_lazy("The cell holds several e-mail addresses or phone numbers."),
}
EFFECTS: dict[Effect, Words] = {
    Effect.VALUE_LEFT_OUT: pgettext_lazy("what is done with a cell", "the value stays out"),
    Effect.ROW_SKIPPED: pgettext_lazy("what is done with a row", "the row stays out"),
    Effect.DOUBT: pgettext_lazy("what is done with a cell", "saved as we read it; please look"),
    Effect.ADDRESS_PROTECTED: pgettext_lazy(
        "what is done with a cell", "the address stays out; other ways to reach the person are kept sealed"
    ),
    Effect.WITHOUT_MEMBERSHIP: pgettext_lazy("what is done with a row", "comes in without a membership"),
    Effect.MERGED_INTO_ROW: pgettext_lazy("what is done with a row", "laid together with that row"),
    Effect.ALL_KEPT: pgettext_lazy("what is done with a cell", "all are kept; the first is used first"),
    Effect.BOTH_TAKEN: pgettext_lazy("what is done with a row", "each of them becomes a person"),
    Effect.OLD_KEPT: pgettext_lazy(
        "what is done with a row", "what stands is kept, the rest is brought in; choose otherwise here"
    ),
    Effect.AS_CHOSEN: pgettext_lazy("what is done with a row", "as you chose"),
}
FILE_REASONS: dict[FileReason, Words] = {
    FileReason.EMPTY: gettext_lazy("The file is empty. Choose the one that holds your members."),
    FileReason.TOO_LARGE: gettext_lazy("The file is too large: %(limit)s MB is the most."),
    FileReason.TOO_MANY_ROWS: gettext_lazy(
        "The sheet has more than %(limit)s rows. Save it as CSV, which may be longer, and choose that file."
    ),
    FileReason.TOO_MANY_COLUMNS: gettext_lazy(
        "The sheet has more than %(limit)s columns. Take away those that you do not need, and choose it again."
    ),
    FileReason.WRONG_TYPE: gettext_lazy(
        "This is not a spreadsheet. Save your list as Excel (.xlsx) or CSV and choose that file."
    ),
    FileReason.OLD_EXCEL: gettext_lazy(
        "This is an Excel file of the old kind (.xls). Open it, save it as .xlsx, and choose that file."
    ),
    FileReason.PASSWORD_PROTECTED: gettext_lazy(
        "The file is locked with a password. Save it without one, and choose that file."
    ),
    FileReason.NUL_BYTES: gettext_lazy(
        "The file holds characters that no list of people has. Open it and save it as CSV or .xlsx once more."
    ),
    FileReason.BROKEN_ARCHIVE: gettext_lazy(
        "The file is damaged, perhaps because a download stopped. Save it once more, and choose that file."
    ),
    FileReason.ARCHIVE_BOMB: gettext_lazy(
        "Unpacked, the file would be far larger than any list of people. Save the sheet as CSV and choose that."
    ),
    FileReason.BROKEN_QUOTES: gettext_lazy(
        "A quotation mark is opened and never closed. Open the file, save it as CSV or .xlsx once more."
    ),
    FileReason.CELL_TOO_LONG: gettext_lazy(
        "The cell in row %(row)s, column %(column)s is longer than any cell of a list of people. Shorten it and choose"
        " the file again."
    ),
    FileReason.TOO_SLOW: gettext_lazy("The file took too long to read. Save it as CSV and choose that file."),
    FileReason.TOO_MUCH_MEMORY: gettext_lazy(
        "The file is too much to read at once. Save it as CSV and choose that file."
    ),
    FileReason.NO_PEOPLE_FOUND: gettext_lazy("No people were found in the file. Is it the right sheet?"),
}
STATE_NAMES: dict[str, Words] = {
    "READING": pgettext_lazy("import", "being read"),
    "CHECKING": pgettext_lazy("import", "being checked"),
    "REVIEW": pgettext_lazy("import", "waits for your yes"),
    "APPLYING": pgettext_lazy("import", "running"),
    "DONE": pgettext_lazy("import", "done"),
    "CANCELLED": pgettext_lazy("import", "stopped"),
    "REFUSED": pgettext_lazy("import", "could not be read"),
    "UNDOING": pgettext_lazy("import", "being undone"),
    "UNDONE": pgettext_lazy("import", "undone"),
    "HANDED_ON": pgettext_lazy("import", "handed on to the clubs"),
}
STATE_TONES = {
    "READING": Tone.AMBER,
    "CHECKING": Tone.AMBER,
    "REVIEW": Tone.AMBER,
    "APPLYING": Tone.AMBER,
    "DONE": Tone.GOOD,
    "CANCELLED": Tone.QUIET,
    "REFUSED": Tone.BAD,
    "UNDOING": Tone.AMBER,
    "UNDONE": Tone.QUIET,
    "HANDED_ON": Tone.QUIET,
}
SURE = 0.9
LIMITS = {
    FileReason.TOO_LARGE.value: MAX_BYTES // (1024 * 1024),
    FileReason.TOO_MANY_ROWS.value: MAX_SHEET_ROWS,
    FileReason.TOO_MANY_COLUMNS.value: MAX_COLUMNS,
}

# Which of several phones or addresses a column holds, as the room labels it.
LABELS: dict[str, Words] = {
    "mobile": pgettext_lazy("phone", "mobile"),
    "home": pgettext_lazy("phone", "home"),
    "work": pgettext_lazy("phone or address", "work"),
    "postal": pgettext_lazy("address", "postal address"),
    "registered": pgettext_lazy("address", "registered address"),
    "holiday": pgettext_lazy("address", "holiday address"),
}


def field_name(field: Field) -> str:
    """Return what a field is called."""
    return str(FIELD_NAMES[field])


def problem_reason(problem: ProblemRow) -> str:
    """Return why a cell needs somebody's eye."""
    if problem.reason == Reason.TWO_PEOPLE:
        one, _beside, other = problem.value.partition(BESIDE)
        return str(PROBLEM_REASONS[Reason.TWO_PEOPLE]) % {"one": one, "other": other}
    return str(PROBLEM_REASONS[Reason(problem.reason)]) % {"row": number(problem.other_row or 0)}


def reason_name(reason: str) -> str:
    """Return a reason for a choice of reasons, where no other row is known."""
    if reason == Reason.TWO_PEOPLE:
        return _("Two people in one row")
    return str(PROBLEM_REASONS[Reason(reason)]) % {"row": "…"}


def effect_name(effect: str) -> str:
    """Return what is done with a cell or row."""
    return str(EFFECTS[Effect(effect)])


def said_of(problem: ProblemRow) -> str:
    """Return what the downloaded file says of a problem."""
    return f"{problem_reason(problem)} → {effect_name(problem.effect)}"


def run_title(run: RunRow) -> str:
    """Return what an import is called: its file, as long as its name is kept."""
    if run.file_name:
        return run.file_name
    return _("List of %(day)s") % {"day": formatting.date(timezone.localtime(run.created_at).date())}


def mends_line(details: RunDetails) -> str:
    """Return which import the file completes, if it holds mended rows of one."""
    if details.mends is None:
        return ""
    name, at = details.mends
    day = formatting.date(timezone.localtime(at).date())
    if not name:
        return _("These are mended rows of the list of %(day)s; they complete it.") % {"day": day}
    return _("These are mended rows of “%(name)s” of %(day)s; they complete it.") % {"name": name, "day": day}


def state_pill(state: str) -> Pill:
    """Return where a run stands, as a pill."""
    return Pill(tone=STATE_TONES[state], text=capfirst(str(STATE_NAMES[state])))


def action_pill(action: str) -> Pill:
    """Return what will be done with a row, as a pill."""
    return {
        "add": Pill(tone=Tone.GOOD, text=_("New")),
        "update": Pill(tone=Tone.AMBER, text=pgettext("what happens with a row", "Updated")),
        "skip": Pill(tone=Tone.QUIET, text=_("Left as is")),
    }[action]


def column_pill(column: ColumnRow) -> Pill:
    """Return how sure we are of a column, as a pill."""
    if column.state == ColumnState.DOUBTED:
        return Pill(tone=Tone.AMBER, text=_("Please choose"))
    if column.state == ColumnState.MAPPED and column.field == Field.NOTE:
        return Pill(tone=Tone.QUIET, text=_("Text stays out"))
    if column.state == ColumnState.LEFT_OUT:
        return Pill(tone=Tone.QUIET, text=_("Stays out"))
    if column.reason == ColumnReason.CHOSEN:
        return Pill(tone=Tone.GOOD, text=_("Your choice"))
    return (
        Pill(tone=Tone.GOOD, text=_("Sure"))
        if column.confidence >= SURE
        else Pill(tone=Tone.QUIET, text=_("Fairly sure"))
    )


def leaves_text_out(column: ColumnRow) -> bool:
    """Say whether a column is read for single words only, and what people wrote in it stays out."""
    return column.state == ColumnState.MAPPED and column.field == Field.NOTE and not column.is_ours


def ground_name(code: str) -> str:
    """Return a ground on which a membership that says something sensitive may be kept."""
    return str(
        {
            OWN_MEMBERS: _(
                "They are our own members or have regular contact with us, and nothing goes to others (GDPR Art. 9(2)(d))"
            ),
            EXPLICIT_CONSENT: _("Each of them has explicitly agreed (GDPR Art. 9(2)(a))"),
        }[code]
    )


def consent_forms() -> list[tuple[str, str]]:
    """Return the forms in which somebody agrees."""
    return [
        ("PAPER", pgettext("how somebody agreed", "on paper")),
        ("FORM", pgettext("how somebody agreed", "in a form on the web")),
        ("EMAIL", pgettext("how somebody agreed", "by e-mail")),
        ("SPOKEN", pgettext("how somebody agreed", "in words")),
        ("OTHER", pgettext("how somebody agreed", "in another way")),
    ]


def row_pill(action: str, *, is_same: bool, is_laid: bool, asks: bool = False) -> Pill:
    """Return what will be done with a row that meets somebody, as a pill."""
    if asks:
        return Pill(tone=Tone.AMBER, text=_("Please look"))
    if is_same:
        return Pill(tone=Tone.QUIET, text=_("Nothing to change"))
    if is_laid:
        return Pill(tone=Tone.QUIET, text=_("Laid together"))
    if action == Action.SKIP:
        return Pill(tone=Tone.QUIET, text=_("Stays out"))
    return action_pill(action)


def row_choice(choice: str) -> str:
    """Return what can be done with a row, for a choice."""
    return str(
        {
            Action.UPDATE.value: _("Update the person in the register"),
            Action.ADD.value: _("Add anyway, as somebody else"),
            Action.SKIP.value: _("Leave it out"),
        }[choice]
    )


def on_match_name(wanted: OnMatch) -> str:
    """Return what is done with all people who are there already."""
    return str(
        {
            OnMatch.UPDATE: _("Update, but keep what is newer"),
            OnMatch.REPLACE: _("Update with all that the file says"),
            OnMatch.SKIP: _("Leave them as they are"),
            OnMatch.ADD: _("Add them anyway, as other people"),
        }[wanted]
    )


def on_doubt_name(wanted: OnDoubt) -> str:
    """Return what is done with all rows of which we cannot tell."""
    return str(
        {
            OnDoubt.SKIP: _("Leave them out until somebody has looked"),
            OnDoubt.UPDATE: _("Update, where only one person can be meant"),
            OnDoubt.ADD: _("Add them, as other people"),
        }[wanted]
    )


def on_couple_name(wanted: OnCouple) -> str:
    """Return what is done with rows that name two people."""
    return str(
        {
            OnCouple.TWO: _("Make two people of them, who share a household"),
            OnCouple.ONE: _("Keep each row as one person"),
            OnCouple.SKIP: _("Leave them out"),
        }[wanted]
    )


def couples_line(wanted: OnCouple) -> str:
    """Return what becomes of the rows that name two people, whose count is filled in."""
    return {
        OnCouple.TWO: _("Rows that name two people: %(count)s. Each of the two becomes a person."),
        OnCouple.ONE: _("Rows that name two people: %(count)s. Each row becomes one person, as you chose."),
        OnCouple.SKIP: _("Rows that name two people: %(count)s. They stay out, as you chose."),
    }[wanted]


def meets_name(meets: str) -> str:
    """Return a kind of rows that meet somebody."""
    return str(
        {
            "": pgettext("rows", "All"),
            Meets.KNOWN.value: _("There already"),
            Meets.PERHAPS_KNOWN.value: _("Perhaps there"),
            "asked": _("Newer in the register"),
            Meets.ROW.value: _("Twice in the file"),
            Meets.PERHAPS_ROW.value: _("Perhaps twice in the file"),
        }[meets]
    )


def meets_line(row: MatchedRow) -> str:
    """Return why a row is shown, and what an update would change."""
    if row.meets == Meets.ROW or (row.meets == Meets.KNOWN and row.is_laid):
        return _("The same person as in row %(row)s.") % {"row": number(row.other_row or 0)}
    if row.meets == Meets.PERHAPS_ROW:
        return _("Perhaps the same person as in row %(row)s.") % {"row": number(row.other_row or 0)}
    if row.meets == Meets.PERHAPS_KNOWN:
        return _("The name is the same, and nothing else tells.")
    if row.asks:
        return _(
            "The register is newer than this list: what stands there is kept, unless you choose otherwise."
        )
    if row.differences and row.action == Action.UPDATE:
        names = dict.fromkeys(difference_name(each.name) for each in row.differences)
        return _("Changes: %(fields)s.") % {"fields": ", ".join(names)}
    return _("Known by number, e-mail or birth date.")


def difference_name(name: str) -> str:
    """Return what it is that a row says otherwise than the register."""
    if name in ("EMAIL", "PHONE", "POSTAL"):
        return people_wording.contact_term(name).lower()
    return people_wording.field_name(name)


def difference_value(name: str, value: object, *, home: str) -> str:
    """Return one side of a difference as people write it; nothing where there is none."""
    if isinstance(value, NewContactPoint):
        return ", ".join(people_wording.contact_value(value, home=home).split("\n"))
    if isinstance(value, date):
        return formatting.date(value)
    if value is None or isinstance(value, bool):
        return ""
    words = {"gender": people_wording.gender_name, "language": people_wording.language_name}
    return words[name](str(value)) if name in words else str(value)


WHY_STAYS: dict[str, Words] = {
    Why.CHANGED.value: gettext_lazy("changed since"),
    Why.MEMBERSHIP.value: gettext_lazy("the membership was changed since"),
    Why.LATER_IMPORT.value: gettext_lazy("changed by a later import; take that one back first"),
    Why.ROLE.value: gettext_lazy("has a role or a sign-in"),
    Why.GROUP.value: gettext_lazy("is in a group"),
    Why.CHECK.value: gettext_lazy("has a check or a qualification"),
    Why.FAMILY.value: gettext_lazy("belongs to a household or to somebody"),
    Why.NOTE.value: gettext_lazy("has a note"),
    Why.TAG.value: gettext_lazy("carries a tag"),
    Why.OWN_FIELD.value: gettext_lazy("something was written in a field of your own"),
    Why.LETTER.value: gettext_lazy("a letter went to them"),
    Why.CHANGE_AT_WORK.value: gettext_lazy("a change for many is under way"),
    Why.USED.value: gettext_lazy("something else hangs on them"),
}


def why_stays(why: str) -> str:
    """Return why somebody stays when an import is taken back."""
    return str(WHY_STAYS.get(why, WHY_STAYS[Why.CHANGED.value]))


def date_or_text(text: str) -> str:
    """Return an ISO date as the language writes it, and anything else as it stands."""
    try:
        return formatting.date(date.fromisoformat(text))
    except ValueError:
        return text


def dated(on: date | None, precision: str) -> str:
    """Return a date with as much of it as was known."""
    if on is None:
        return ""
    if precision == Precision.YEAR:
        return str(on.year)
    if precision == Precision.MONTH:
        return f"{on.year}-{on.month:02}"
    return formatting.date(on)


def file_reason(reason: str, params: Mapping[str, Any]) -> str:
    """Return why a file is refused, and how to mend it."""
    known = {code.value: words for code, words in FILE_REASONS.items()}
    sentence = str(known.get(reason, "")) or _(
        "The file cannot be read. Save it as CSV and choose that file."
    )
    values = {"limit": LIMITS.get(reason, 0), "row": 0, **params}
    values["column"] = column_letters(int(params.get("column", 1)) - 1)
    return sentence % {
        key: number(value) if isinstance(value, int) else value for key, value in values.items()
    }

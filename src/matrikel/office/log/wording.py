"""Every act of the log as a sentence."""

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matrikel.audit.queries import LOOKS, EntryRow
from matrikel.office.exports.wording import purpose_with
from matrikel.office.people import wording as people_wording
from matrikel.ui.purposes import purpose_name

GROUPS = (
    ("looks", gettext_lazy("Looks and openings")),
    ("exports", gettext_lazy("What left the register")),
    ("people", gettext_lazy("People")),
    ("memberships", gettext_lazy("Memberships")),
    ("together", gettext_lazy("Families and groups")),
    ("access", gettext_lazy("Access and sign-ins")),
    ("many", gettext_lazy("Imports and changes for many")),
    ("letters", gettext_lazy("Letters and consents")),
    ("money", gettext_lazy("Money")),
    ("settings", gettext_lazy("Settings")),
)
_ROOMS = {
    "people": ("people", "checks"),
    "memberships": ("memberships",),
    "together": ("relations", "groups"),
    "access": ("access", "authentication"),
    "many": ("imports", "bulkedits", "jobs"),
    "letters": ("mail", "privacy"),
    "money": ("ledger", "billing"),
    "settings": ("organisations", "fields", "selections", "keys", "audit"),
}
_SENTENCES = {
    "access.access_ended": gettext_lazy("Somebody's access was ended at once"),
    "access.association_invited": gettext_lazy("An association was invited"),
    "access.hosts_granted": gettext_lazy("Somebody became a host of the installation"),
    "access.hosts_withdrawn": gettext_lazy("Somebody is no longer a host of the installation"),
    "access.invitation_accepted": gettext_lazy("An invitation was accepted"),
    "access.invitations_withdrawn": gettext_lazy("Invitations were withdrawn"),
    "access.refused": gettext_lazy("A page was asked for without the right to it"),
    "access.sign_in_link_made": gettext_lazy("A link for signing in was made"),
    "access.sign_in_refused": gettext_lazy("A sign-in was refused"),
    "access.signed_in": gettext_lazy("Somebody signed in by a link"),
    "access.signed_out": gettext_lazy("Somebody signed out"),
    "access.second_given": gettext_lazy("An act that needs two was agreed to"),
    "access.second_refused": gettext_lazy("An act that needs two was called off"),
    "access.second_lapsed": gettext_lazy("An act that needs two has run out"),
    "access.terms_ended": gettext_lazy("A role ended"),
    "access.officer_invitations_withdrawn": gettext_lazy("Invitations to officers were withdrawn"),
    "access.officers_invited": gettext_lazy("Officers were invited"),
    "access.review_answered": gettext_lazy("It was answered who still needs access"),
    "access.review_over": gettext_lazy("The yearly look at who has access was over"),
    "access.review_started": gettext_lazy("The yearly look at who has access began"),
    "access.role_accepted": gettext_lazy("Somebody accepted a role"),
    "access.role_changed": gettext_lazy("A role was changed"),
    "access.role_made": gettext_lazy("A role was made"),
    "access.second_used": gettext_lazy("What two agreed to was done on the server"),
    "access.second_asked": gettext_lazy("A second officer was asked"),
    "authentication.address_changed": gettext_lazy("The address for signing in was changed"),
    "authentication.browsers_forgotten": gettext_lazy("Remembered browsers were forgotten"),
    "authentication.eid_linked": gettext_lazy("An eID was linked with a sign-in"),
    "authentication.eid_removed": gettext_lazy("An eID was removed from a sign-in"),
    "authentication.eid_used": gettext_lazy("Somebody showed an eID"),
    "authentication.factor_added": gettext_lazy("A way to prove who one is was added"),
    "authentication.factor_reset_asked": gettext_lazy("Help was asked for a lost proof of who one is"),
    "authentication.factors_removed": gettext_lazy("A way to prove who one is was removed"),
    "authentication.factors_reset": gettext_lazy("The ways to prove who one is were set back"),
    "authentication.password_set": gettext_lazy("A password was set"),
    "authentication.recovery_codes_made": gettext_lazy("Recovery codes were made"),
    "authentication.refused": gettext_lazy("A sign-in was refused"),
    "authentication.sessions_ended": gettext_lazy("Sign-ins were ended on other devices"),
    "authentication.sign_ins_forgotten": gettext_lazy("Old sign-ins were forgotten"),
    "authentication.signed_in": gettext_lazy("Somebody signed in"),
    "audit.entry_opened": gettext_lazy("Opened in the log what was before and after"),
    "billing.invoices_credited": gettext_lazy("Invoices were credited"),
    "billing.invoices_issued": gettext_lazy("Invoices were issued"),
    "billing.payments_recorded": gettext_lazy("Payments were noted"),
    "billing.payments_undone": gettext_lazy("Payments were taken back"),
    "bulkedits.cancelled": gettext_lazy("A change for many was thrown away"),
    "bulkedits.confirmed": gettext_lazy("A change for many was confirmed"),
    "bulkedits.finished": gettext_lazy("A change for many was done"),
    "bulkedits.forgotten": gettext_lazy("What changes for many were about was forgotten"),
    "bulkedits.started": gettext_lazy("A change for many was prepared"),
    "bulkedits.undo_asked": gettext_lazy("It was asked to take back a change for many"),
    "bulkedits.undone": gettext_lazy("A change for many was taken back"),
    "checks.forgotten": gettext_lazy("Old checks were forgotten"),
    "checks.kinds_saved": gettext_lazy("The kinds of checks were changed"),
    "exports.asked": gettext_lazy("A list was asked for"),
    "exports.cancelled": gettext_lazy("A list was thrown away before it left"),
    "exports.confirmed": gettext_lazy("A list was confirmed"),
    "exports.fetched": gettext_lazy("The file of a list was fetched"),
    "exports.forgotten": gettext_lazy("Files of lists were deleted after seven days"),
    "exports.paused": gettext_lazy("A list was paused: its officer takes out more than usual"),
    "exports.ceilings_changed": gettext_lazy(
        "How much one officer may take out or open within a day was changed"
    ),
    "exports.released": gettext_lazy("A paused list was let go by another officer"),
    "exports.recipient_saved": gettext_lazy("A recipient of lists was written down"),
    "exports.withdrawn": gettext_lazy("The file of a list was withdrawn"),
    "exports.list_shared": gettext_lazy("A list was shared with somebody without a role"),
    "exports.list_opened": gettext_lazy("A shared list was opened"),
    "exports.list_code_sent": gettext_lazy("A code for a shared list was sent"),
    "exports.list_ended": gettext_lazy("A shared list ended"),
    "exports.lists_reassigned": gettext_lazy("Shared lists were handed to another officer"),
    "exports.proof_drawn": gettext_lazy("A sample was drawn for the audit"),
    "exports.proof_revealed": gettext_lazy("A member of the sample was shown by name"),
    "fields.built_in_used": gettext_lazy("It was decided which fields are used"),
    "fields.field_added": gettext_lazy("An own field was added"),
    "fields.fields_removed": gettext_lazy("Own fields that held nothing were removed"),
    "fields.field_changed": gettext_lazy("An own field was changed"),
    "fields.fields_ordered": gettext_lazy("Own fields were put in another order"),
    "fields.fields_retired": gettext_lazy("Own fields are no longer asked"),
    "fields.texts_saved": gettext_lazy("Texts beside forms were changed"),
    "groups.closed": gettext_lazy("A group was closed"),
    "groups.removed": gettext_lazy("A group without people was removed"),
    "groups.participations_forgotten": gettext_lazy(
        "People left a group again, because an import was taken back"
    ),
    "groups.saved": gettext_lazy("A group was saved"),
    "imports.cancelled": gettext_lazy("An import was thrown away"),
    "imports.checked_again": gettext_lazy("An import was checked again"),
    "imports.field_made": gettext_lazy("An own field was made for a column of a list"),
    "imports.begun_again": gettext_lazy("An import that was taken back was begun again"),
    "imports.cells_mended": gettext_lazy("Cells of an import were mended"),
    "imports.chunk_applied": gettext_lazy("People came in by an import"),
    "imports.chunk_undone": gettext_lazy("An import was taken back"),
    "imports.confirmed": gettext_lazy("An import was confirmed"),
    "imports.finished": gettext_lazy("An import was done"),
    "imports.ground_set": gettext_lazy("It was said on which legal ground the people of a list may be kept"),
    "imports.handed_on": gettext_lazy("Rows of an import were handed to a club"),
    "imports.layouts_forgotten": gettext_lazy("Remembered layouts of lists were forgotten"),
    "imports.mapping_set": gettext_lazy("It was said what the columns of an import hold"),
    "imports.problem_rows_taken_out": gettext_lazy("Doubtful rows of an import were taken out as a file"),
    "imports.raw_rows_forgotten": gettext_lazy("The rows of old imports were forgotten"),
    "imports.resumed": gettext_lazy("An import that had stopped went on"),
    "imports.rows_chosen": gettext_lazy("It was chosen what becomes of rows of an import"),
    "imports.sheet_chosen": gettext_lazy("It was chosen which sheet an import reads"),
    "imports.started": gettext_lazy("A file was brought for an import"),
    "imports.undo_asked": gettext_lazy("It was asked to take back an import"),
    "jobs.retried": gettext_lazy("A task that had failed was tried again"),
    "keys.made": gettext_lazy("A key of the installation was made"),
    "keys.rotated": gettext_lazy("The key of the installation was changed"),
    "ledger.books_opened": gettext_lazy("The books were opened"),
    "ledger.entries_posted": gettext_lazy("Entries were posted in the books"),
    "ledger.entries_reversed": gettext_lazy("Entries in the books were reversed"),
    "ledger.year_closed": gettext_lazy("A fiscal year was closed"),
    "ledger.year_opened": gettext_lazy("A fiscal year was begun"),
    "mail.letter_head_saved": gettext_lazy("The letter head was changed"),
    "mail.letter_read": gettext_lazy("A letter was read"),
    "memberships.reopened": gettext_lazy("A membership that had ended goes on"),
    "memberships.types_added": gettext_lazy("Kinds of membership were added"),
    "memberships.types_merged": gettext_lazy("Kinds of membership were merged"),
    "memberships.types_ordered": gettext_lazy("Kinds of membership were put in another order"),
    "memberships.types_removed": gettext_lazy("Kinds of membership were removed"),
    "memberships.types_saved": gettext_lazy("Kinds of membership were changed"),
    "memberships.withdrawn": gettext_lazy("A membership entered by mistake was withdrawn"),
    "organisations.affiliated": gettext_lazy("Another association joined"),
    "organisations.association_created": gettext_lazy("The association was set up here"),
    "organisations.association_recast": gettext_lazy("It was put right what the association is"),
    "organisations.logo_changed": gettext_lazy("The logo was changed"),
    "organisations.set_up": gettext_lazy("The questions of the beginning were answered"),
    "organisations.settings_changed": gettext_lazy("A setting was changed"),
    "organisations.units_merged": gettext_lazy("Branches were merged"),
    "organisations.units_saved": gettext_lazy("Branches were changed"),
    "organisations.units_closed": gettext_lazy("A branch was closed"),
    "organisations.units_opened": gettext_lazy("A branch was opened again"),
    "people.notes_forgetting_asked": gettext_lazy("Old notes are being forgotten"),
    "people.numbers_given_back": gettext_lazy("Member numbers became free again"),
    "people.tags_added": gettext_lazy("Tags were added"),
    "people.tags_renamed": gettext_lazy("Tags were renamed"),
    "people.tags_removed": gettext_lazy("Tags were removed"),
    "people.tags_merged": gettext_lazy("Tags were merged"),
    "privacy.addresses_suppressed": gettext_lazy("Addresses get no more letters"),
    "privacy.consents_noted": gettext_lazy("A consent was written down"),
    "privacy.suppressions_lifted": gettext_lazy("Addresses get letters again"),
    "relations.forgotten": gettext_lazy("Old relations were forgotten"),
    "relations.households_formed": gettext_lazy("A household was formed"),
    "relations.moves_forgotten": gettext_lazy("Old moves were forgotten"),
    "selections.selection_changed": gettext_lazy("A saved selection was changed"),
    "selections.selection_saved": gettext_lazy("A selection was saved"),
    "selections.selections_removed": gettext_lazy("A saved selection was removed"),
}


def sentence(entry: EntryRow) -> str:
    """
    Return what an entry says, in one sentence.

    Every act that the code records has its own; one that is recorded no longer says at least that something changed.
    """
    if entry.action in _SENTENCES:
        return str(_SENTENCES[entry.action])
    if entry.action in LOOKS:
        return capfirst(people_wording.looked(entry))
    return people_wording.happened(entry)[1]


def acts_of(group: str, known: Sequence[str]) -> list[str]:
    """Return the acts of a group among those that the log knows."""
    if group == "looks":
        return [
            each
            for each in known
            if (each in LOOKS and each != "people.exported") or each == "audit.entry_opened"
        ]
    if group == "exports":
        return [each for each in known if each.startswith("exports.") or each == "people.exported"]
    rooms = _ROOMS[group]
    return [each for each in known if each.split(".")[0] in rooms and each not in LOOKS]


FUNCTIONS = {
    "person_page": gettext_lazy("the person's page"),
    "history_page": gettext_lazy("the person's history"),
    "memberships_page": gettext_lazy("the person's memberships"),
    "edit_form": gettext_lazy("the form for changes"),
    "sensitive_list": gettext_lazy("a list with sensitive details"),
    "checks_list": gettext_lazy("the list of checks"),
    "checks_page": gettext_lazy("the person's checks"),
    "group_sheet": gettext_lazy("a team sheet"),
    "list": gettext_lazy("a list that was taken out"),
    "raw_row_page": gettext_lazy("a row of an import"),
    "move_form": gettext_lazy("a family's move"),
    "household_page": gettext_lazy("a household"),
    "number_search": gettext_lazy("a search by identity number"),
    "shared_list": gettext_lazy("a shared list"),
    "log": gettext_lazy("the log"),
    "proof": gettext_lazy("the auditor's sample"),
}


def facts_of(entry: EntryRow) -> list[tuple[str, str]]:
    """Return what an entry's header says, in words; ids and sums as they are."""
    header = entry.header
    reasons = {**dict(people_wording.reveal_reasons()), **dict(people_wording.bank_reasons())}
    columns = header.get("columns")
    changed = (
        ", ".join(dict.fromkeys(people_wording.field_name(str(each)) for each in columns))
        if isinstance(columns, list)
        else ""
    )
    function = str(header.get("function", ""))
    pairs = [
        (_("Where"), str(FUNCTIONS.get(function, ""))),
        (
            _("For"),
            purpose_with(str(header.get("purpose", "")), "")
            if purpose_name(str(header.get("purpose", "")))
            else "",
        ),
        (_("Reason"), reasons.get(str(header.get("reason", "")), "")),
        (_("Changed"), changed),
        (_("People"), str(header.get("persons") or header.get("people") or "")),
        (_("Number of the export"), str(header.get("export", ""))),
        (_("SHA-256 of the file"), str(header.get("sha256", ""))),
        (_("Seed"), str(header.get("seed", ""))),
    ]
    return [(term, value) for term, value in pairs if value]

"""Why a form asks for something, in a line beside it: from the purposes on the personal-data map."""

from django.utils.translation import gettext as _

from matrikel.kernel.personal_data_map import pages
from matrikel.office.people.contact_rows import Layout, part_name
from matrikel.office.people.person_form import PersonForm

ASKED = {
    "home_municipality": ("people.Person", "home_municipality"),
    "member_number": ("people.Person", "member_number"),
    "street": ("people.ContactPoint", "street"),
}
"""Fields that say why with the map's words; the others have a sentence of their own."""


def why_asked(label: str, column: str) -> str:
    """Return for what the map says that a column is held; `label` is a table such as people.Person."""
    page = pages().get(label)
    entry = page.fields.get(column) if page else None
    if entry is None:
        return ""
    sentences = {
        "membership": _("To know who is a member."),
        "contact": _("To reach the person."),
        "statutory_register": _("Where the law asks for a register of members."),
        "statistics": _("For statistics, such as those that grants ask for."),
        "identification": _("To tell people apart where the law asks for it."),
        "protection": _("To keep somebody safe."),
        "payment": _("To pay the person back."),
    }
    # Where something is held for more than being a member, that says more.
    telling = sorted(entry.purposes, key=lambda purpose: purpose == "membership")
    return next((sentences[purpose] for purpose in telling if purpose in sentences), "")


def guide(form: PersonForm, *, adds: str = "") -> None:
    """Say why fields are asked that do not say so themselves; a row that was just added takes the cursor."""
    for name, (label, column) in ASKED.items():
        if name in form.fields and not form.fields[name].help_text:
            form.fields[name].help_text = why_asked(label, column)
    if adds not in Layout.__dataclass_fields__:
        return
    slot = form.layout.slots(adds)[-1]
    taking = form.fields[part_name(slot, "street") if adds == "address" else slot]
    taking.widget.attrs |= {"data-takes-focus": "", "autofocus": ""}

"""An association with at least one of everything that an address can name."""

import io
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from PIL import Image

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.actions.invite_officers import NewOfficer, invite_officers
from matrikel.access.queries import list_terms
from matrikel.access.queries.roles import list_role_rows
from matrikel.audit.models import Payload
from matrikel.bulkedits.actions.start_bulk_edit import start_bulk_edit
from matrikel.checks.actions.note_checks import NewCheck, note_checks
from matrikel.checks.actions.save_check_kinds import CheckKindEdit, save_check_kinds
from matrikel.exports.actions.draw_sample import draw_sample
from matrikel.exports.actions.save_recipients import NewRecipient, save_recipients
from matrikel.exports.actions.share_list import NewSharedList, share_list
from matrikel.exports.actions.start_export import start_export
from matrikel.fields.actions.retire_fields import retire_fields
from matrikel.fields.actions.use_built_in import use_built_in
from matrikel.fields.rules.built_in import BuiltInUse
from matrikel.groups.actions.add_to_group import Addition, add_to_group
from matrikel.groups.actions.save_groups import GroupEdit, save_groups
from matrikel.imports import steps
from matrikel.imports.actions.confirm_import import confirm_import
from matrikel.imports.actions.start_import import start_import
from matrikel.kernel.actors import Actor, ActorKind, Right, Viewer
from matrikel.kernel.ids import new_id
from matrikel.kernel.jobs import defer
from matrikel.kernel.money import Money
from matrikel.kernel.scope import current_association
from matrikel.ledger.queries.accounts import list_accounts
from matrikel.ledger.rules.charts import Role
from matrikel.ledger.rules.entries import credit, debit
from matrikel.mail.actions.queue_letters import queue_letters
from matrikel.mail.rules.content import Content, Facts, NewLetter, Paragraph
from matrikel.organisations.queries import get_association
from matrikel.people.actions.save_tags import TagEdit, save_tags
from matrikel.people.actions.set_bank_accounts import NewBankAccount, set_bank_accounts
from matrikel.people.actions.set_portraits import NewPortrait, set_portraits
from matrikel.people.actions.tag_people import tag_people
from matrikel.people.actions.write_notes import NewNote, write_notes
from matrikel.people.models import Person
from matrikel.people.rules.records import NewContactPoint, NewIdentityNumber, NewPerson, PersonCore
from matrikel.relations.actions.form_households import form_households
from matrikel.relations.actions.move_households import move_households
from matrikel.relations.actions.set_contacts import set_contacts
from matrikel.relations.actions.set_guardians import set_guardians
from matrikel.relations.actions.set_payers import set_payers
from matrikel.relations.rules.records import (
    HomeAddress,
    Move,
    NewContact,
    NewGuardian,
    NewHousehold,
    NewHouseholdMember,
    NewPayer,
)
from matrikel.selections.actions.save_selections import NewSelection, save_selections
from matrikel.selections.rules import MEMBERS, Chosen, Question
from tests.conftest import ACTOR, AT
from tests.factories.books import an_entry, books, post
from tests.factories.fields import save_field, write
from tests.factories.people import a_person, admit, at_home, branches, register, type_of

CANARY = "Kanariefågel"
"""In every text of the association, so that a leak shows whatever it is that leaks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Furniture:
    """The ids of everything, by the name under which addresses know them, and a few that forms name."""

    ids: dict[str, list[UUID]]
    type_id: UUID

    def every_id(self) -> list[UUID]:
        """Return all of them."""
        return [self.type_id, *(found for kind in self.ids.values() for found in kind)]


def furnish() -> Furniture:
    """Fill the association of the current scope with branches, people, memberships, imports and jobs."""
    north, south = branches(f"{CANARY} norr", f"{CANARY} söder")
    (below,) = branches(f"{CANARY} under", parent_id=north)
    member = replace(
        a_person(CANARY, "Medlem", unit_id=north, birth_date=date(1980, 2, 29)),
        contact_points=[
            NewContactPoint(
                kind="EMAIL", value="kanariefågel@example.se", normalised="kanariefågel@example.se"
            ),
            NewContactPoint(kind="PHONE", value="070-174 06 05", normalised="+46701740605"),
            at_home("67131"),
        ],
        identity_number=NewIdentityNumber(country="SE", kind="personnummer", normalised="194603239957"),
        wants_number=True,
    )
    protected = replace(
        a_person(CANARY, "Skyddad", protection="STRICT", unit_id=south), contact_points=[at_home("67132")]
    )
    dead = a_person(CANARY, "Död", is_deceased=True, unit_id=below)
    company = NewPerson(core=PersonCore(kind="LEGAL", family_name=f"{CANARY} AB"))
    people = register(member, protected, dead, a_person(CANARY, "Kontakt"), company)
    memberships = [
        admit(people[0], date(2020, 1, 1)),
        admit(people[1], date(2020, 1, 1)),
        admit(people[2], date(1990, 1, 1), date(2020, 1, 1), end_reason="DIED"),
    ]
    waiting, applied = (import_file(f"{CANARY}{number}.csv") for number in (1, 2))
    confirm_import(run_id=applied, actor=ACTOR, at=AT)
    while steps.apply_next_chunk(run_id=applied, at=AT):
        continue
    defer("imports.forget_raw_rows")
    tags = save_tags(
        tags=[TagEdit(name=f"{CANARY} nyckel"), TagEdit(name=f"{CANARY} buss")], actor=ACTOR, at=AT
    )
    tag_people(person_ids=people, tag_ids=tags, actor=ACTOR, at=AT)
    doubtful = NewNote(person_id=people[0], text=f"{CANARY} diabetes", is_kept_knowingly=True)
    notes = write_notes(notes=[doubtful, NewNote(person_id=people[1], text=CANARY)], actor=ACTOR, at=AT)
    account = NewBankAccount(person_id=people[0], iban="SE4550000000058398257466")
    set_bank_accounts(accounts=[account], actor=ACTOR, at=AT)
    groups = a_group(people[0], unit_id=north)
    kinds, checks = a_check(people[0])
    edit_id = start_bulk_edit(
        kind="municipality", values={"municipality": CANARY}, person_ids=people, actor=ACTOR, at=AT
    )
    households, moves, relations = a_home(people)
    use_built_in(
        uses=[BuiltInUse(code="portrait", officers="EDIT", member="NONE", joining="NONE")], actor=ACTOR, at=AT
    )
    set_portraits(portraits=[NewPortrait(person_id=people[0], picture=a_picture())], actor=ACTOR, at=AT)
    return Furniture(
        ids={
            # Whoever came in with the list as well: only they have a row to look at.
            "person_id": [*people, *Person.objects.filter(family_name="Import").values_list("id", flat=True)],
            "type_id": [type_of()],
            "unit_id": [north, south, below],
            "membership_id": memberships,
            "run_id": [waiting, applied],
            "tag_id": tags,
            "note_id": notes,
            "group_id": groups,
            "kind_id": kinds,
            "check_id": checks,
            "field_id": own_fields(people),
            "edit_id": [edit_id],
            "household_id": households,
            "move_id": moves,
            "relation_id": relations,
            "selection_id": saved_selections(people),
            "letter_id": letters_to(people),
            **officers(people),
            **leaving(people),
            **the_books(),
        },
        type_id=type_of(),
    )


def the_books() -> dict[str, list[UUID]]:
    """Open the books and post something."""
    year = books()
    amount = Money(12_300, get_association().currency)
    legs = [debit(Role.BANK, amount), credit(Role.FEES, amount)]
    (posted,) = post(an_entry(text=f"{CANARY} hyra", legs=legs))
    return {
        "book_year_id": [year],
        "book_entry_id": [posted.id],
        "book_account_id": [account.id for account in list_accounts() if account.role == Role.BANK],
    }


def a_picture() -> bytes:
    """Return a small photograph."""
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "#8a5a0b").save(out, format="JPEG")
    return out.getvalue()


def saved_selections(people: list[UUID]) -> list[UUID]:
    """Save a question and some people for all officers to see."""
    officer = Viewer(association_id=current_association(), account_id=new_id(), rights=frozenset(Right))
    live = NewSelection(name=f"{CANARY} live", question=MEMBERS, is_shared=True)
    frozen = NewSelection(
        name=f"{CANARY} fryst", question=Question(), is_shared=True, frozen=Chosen(ids=(people[0],))
    )
    return save_selections(selections=[live, frozen], viewer=officer, actor=ACTOR, at=AT)


def officers(people: list[UUID]) -> dict[str, list[UUID]]:
    """Give roles to somebody in the register, and invite somebody else."""
    term = NewTerm(
        email=f"board-{current_association()}@example.se",
        role="auditor",
        starts_on=date(2020, 1, 1),
        person_id=people[0],
        display_name=f"{CANARY} revisor",
    )
    (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    officer = NewOfficer(
        email=f"new-{current_association()}@example.se",
        display_name=f"{CANARY} ny",
        role="chair",
        starts_on=date(2026, 1, 1),
    )
    invite_officers(officers=[officer], link_start="https://example.se/", actor=ACTOR, at=AT)
    return {
        "account_id": [account_id],
        "term_id": [held.id for held in list_terms(on=AT.date(), account_id=account_id)],
        "role_id": [row.id for row in list_role_rows(on=AT.date()) if row.code in ("auditor", "member")],
    }


def leaving(people: list[UUID]) -> dict[str, list[UUID]]:
    """Name a recipient, ask for a list, share one, draw a sample, and return these with an entry of the log."""
    # What leaves is for whoever asked for it: for the secretary whom tests sign in.
    association_id = current_association()
    term = NewTerm(
        email=f"secretary-{association_id}@example.se", role="secretary", starts_on=date(2020, 1, 1)
    )
    (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    officer = Viewer(association_id=association_id, account_id=account_id, rights=frozenset(Right))
    recipient = NewRecipient(
        name=f"{CANARY} förbund", kind="AUTHORITY", purpose="statistics", ground=CANARY, agreed_from=AT.date()
    )
    asked = {
        "chosen": Chosen(ids=tuple(people[:2])),
        "viewer": officer,
        "on": AT.date(),
        "actor": Actor(kind=ActorKind.ACCOUNT, id=account_id, role="secretary"),
        "at": AT,
    }
    shared = NewSharedList(
        name=f"{CANARY} lista",
        reader_name=CANARY,
        reader_email="lasare@example.se",
        purpose="activities",
        columns=["phone"],
        days=7,
    )
    # One that has something sealed to be opened.
    payload = Payload.objects.filter(association_id=association_id).order_by("entry_id").first()
    assert payload is not None
    return {
        "recipient_id": save_recipients(recipients=[recipient], on=AT.date(), actor=ACTOR, at=AT),
        "export_id": [
            start_export(columns=["phone"], purpose="activities", form="CSV", language="sv", **asked)
        ],
        "list_id": [
            share_list(shared=shared, address_of=lambda secret: f"https://example.se/{secret}/", **asked)
        ],
        "proof_id": [draw_sample(first_day=date(2026, 1, 1), last_day=AT.date(), size=1, actor=ACTOR, at=AT)],
        "entry_id": [payload.entry_id],
    }


def letters_to(people: list[UUID]) -> list[UUID]:
    """Write to a member, to somebody protected, and to somebody who is in no list."""
    content = Content(subject=CANARY, blocks=(Paragraph(CANARY), Facts(((CANARY, CANARY),))))
    letters = [
        NewLetter(kind="mail.test", to="post@example.se", language="sv", content=content, person_id=person_id)
        for person_id in (people[0], people[1], None)
    ]
    return queue_letters(letters=letters, actor=ACTOR, at=AT)


def a_home(people: list[UUID]) -> tuple[list[UUID], list[UUID], list[UUID]]:
    """Form a household with somebody protected in it, let one move out, and say who answers, pays and is called."""
    address = HomeAddress(street=f"{CANARY}gatan 1", postcode="67131", place="Arvika", country="SE")
    members = [NewHouseholdMember(person_id=person_id) for person_id in (people[0], people[1], people[3])]
    (home,) = form_households(
        households=[NewHousehold(members=members, address=address, name=f"{CANARY} hem")], actor=ACTOR, at=AT
    )
    elsewhere = HomeAddress(street=f"{CANARY}vägen 2", postcode="67132", place="Arvika", country="SE")
    move = Move(household_id=home, version=1, moved_on=AT.date(), address=elsewhere, person_ids=[people[3]])
    moves = move_households(moves=[move], actor=ACTOR, at=AT)
    guardian = NewGuardian(person_id=people[0], guardian_id=people[3], kind="LEGAL")
    relations = set_guardians(guardians=[guardian], actor=ACTOR, at=AT)
    contact = NewContact(person_id=people[0], name=CANARY, phone="070-174 06 05", label=CANARY)
    relations += set_contacts(contacts=[contact], actor=ACTOR, at=AT)
    set_payers(payers=[NewPayer(person_id=people[3], payer_id=people[1])], actor=ACTOR, at=AT)
    return [home], moves, relations


def own_fields(people: list[UUID]) -> list[UUID]:
    """Save an own field that says who it is about, one that is sealed, and one that is no longer asked."""
    seen = save_field(f"{CANARY} båt", labels=dict.fromkeys(("sv", "nb"), f"{CANARY} båt"))
    sealed = save_field(labels=seen.labels, level="SPECIAL", keep="exit+0d", tells_where=True)
    over = save_field(labels=seen.labels)
    for field in (seen, sealed, over):
        for person_id in people[:2]:
            write(person_id, field, CANARY)
    retire_fields(field_ids=[over.id], erase_on=AT.date(), actor=ACTOR, at=AT)
    return [seen.id, sealed.id, over.id]


def a_group(person_id: UUID, *, unit_id: UUID) -> list[UUID]:
    """Save a group with somebody in it, one of a branch, and one that is over."""
    edits = [
        GroupEdit(name=f"{CANARY} lag", kind="TEAM", season="2026"),
        GroupEdit(name=f"{CANARY} gren", kind="COURSE", unit_id=unit_id),
        GroupEdit(name=f"{CANARY} över", kind="GROUP", ends_on=date(2026, 1, 1)),
    ]
    ids = save_groups(groups=edits, actor=ACTOR, at=AT)
    additions = [
        Addition(group_id=group_id, person_id=person_id, part="LEADER", starts_on=date(2025, 1, 1))
        for group_id in ids
    ]
    add_to_group(additions=additions, actor=ACTOR, at=AT)
    return ids


def a_check(person_id: UUID) -> tuple[list[UUID], list[UUID]]:
    """Ask for another check of everybody who leads, note one of somebody, and return the kind and the check."""
    edit = CheckKindEdit(name=f"{CANARY} kurs", needed_for_parts=["LEADER"])
    kinds = save_check_kinds(kinds=[edit], actor=ACTOR, at=AT)
    note = NewCheck(person_id=person_id, kind_id=kinds[0], seen_on=AT.date(), seen_by_name=CANARY)
    return kinds, note_checks(notes=[note], actor=ACTOR, at=AT)


def import_file(name: str) -> UUID:
    """Take in a small member file and read it, so that it waits for a yes."""
    file = io.BytesIO(f"Förnamn;Efternamn;E-post\n{CANARY};Import;{name[-5]}@example.se\n".encode())
    run_id = start_import(file=file, file_name=name, actor=ACTOR, at=AT)
    steps.read_file(run_id=run_id, at=AT)
    return run_id

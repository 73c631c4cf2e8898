"""
Whoever steals a dump of the database finds none of what is sealed and no secret that opens anything.

What must be looked for is not listed here but asked of the personal-data map: each column that is declared sealed must
have been written with something of ours in it, and each column whose name sounds like a secret must be known below.
"""

import base64
import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.apps import apps
from django.db import connections, transaction
from django.test import Client

from matrikel.access.actions.invite_association import invite_association
from matrikel.access.actions.invite_officers import NewOfficer, invite_officers
from matrikel.access.actions.make_sign_in_link import make_sign_in_link
from matrikel.authentication.actions.add_app import add_app
from matrikel.authentication.actions.ask_for_code import ask_for_code
from matrikel.authentication.actions.ask_for_new_address import ask_for_new_address
from matrikel.authentication.actions.keep_draft import keep_draft
from matrikel.authentication.actions.link_eid import link_eid
from matrikel.authentication.actions.make_recovery_codes import make_recovery_codes
from matrikel.authentication.actions.note_sign_in import note_sign_in
from matrikel.authentication.actions.send_code import send_code
from matrikel.authentication.actions.set_password import set_password
from matrikel.authentication.actions.take_eid_answer import ShownEid
from matrikel.authentication.rules.proofs import Way
from matrikel.authentication.storage import hash_of_subject
from matrikel.billing.rules.orders import Recipient
from matrikel.bulkedits.actions.confirm_bulk_edit import confirm_bulk_edit
from matrikel.bulkedits.actions.start_bulk_edit import start_bulk_edit
from matrikel.exports.actions.confirm_export import confirm_export
from matrikel.exports.actions.send_list_code import send_list_code
from matrikel.exports.actions.share_list import NewSharedList, share_list
from matrikel.exports.actions.start_export import start_export
from matrikel.exports.making import make_file
from matrikel.imports import steps
from matrikel.imports.actions.confirm_import import confirm_import
from matrikel.imports.actions.start_import import start_import
from matrikel.kernel.actors import Actor, ActorKind, Right, Viewer
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.personal_data_map import pages
from matrikel.kernel.scope import association_scope
from matrikel.keys import sealing
from matrikel.mail.actions.queue_letters import queue_letters
from matrikel.mail.actions.queue_notices import queue_notices
from matrikel.mail.rules.content import Code, Content, NewAttachment, Paragraph
from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.set_bank_accounts import NewBankAccount, set_bank_accounts
from matrikel.people.actions.set_portraits import NewPortrait, set_portraits
from matrikel.people.actions.write_notes import NewNote, write_notes
from matrikel.people.queries import get_person
from matrikel.people.rules.records import NewContactPoint, NewIdentityNumber, PersonChange
from matrikel.relations.actions.form_households import form_households
from matrikel.relations.actions.move_households import move_households
from matrikel.relations.rules.records import HomeAddress, Move, NewHousehold, NewHouseholdMember
from matrikel.selections.rules import Chosen
from tests.conftest import ACTOR, AT, make_association, sign_in
from tests.factories.books import books
from tests.factories.fields import save_field, write
from tests.factories.invoices import an_order, issue
from tests.factories.mail import a_letter, a_notice
from tests.factories.people import a_person, register
from tests.people.test_portraits import picture

SOUNDS_SECRET = re.compile(
    r"secret|token|hash|password|session|digest|seed|recovery|backup|private|credential"
)
NO_SECRET = {
    "exports.Proof.seed": "Draws the same sample again for whoever has the register.",
    "organisations.Association.logo_digest": "Of a picture that everybody sees.",
    "organisations.Logo.digest": "Of a picture that everybody sees.",
}
WHOLE = {
    "keys.SubjectKey.wrapped": "Made at random.",
    "exports.ExportPart.sealed": "Each value of the list stands in its own table as well; the list does not.",
}
"""Columns whose sealed value is looked for as a whole, as no word of ours stands in it alone."""


@dataclass
class Planted:
    """What was put where: words of ours that stand in sealed places only, secrets, and all that was ever sealed."""

    words: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    sealed: dict[str, list[bytes]] = field(default_factory=dict)

    def word(self, name: str, text: str = "") -> str:
        """Return a word that stands nowhere else, or this one."""
        return self.words.setdefault(name, text or f"kanarie{name}q7f3a9")

    def code(self, pattern: str) -> str:
        """Return the code in the notice that was sealed last."""
        found = re.search(pattern, self.sealed["mail_notice.sealed"][-1].decode())
        assert found is not None
        return found.group()


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Planted:
    """Listen to the one function that seals, which goes on sealing."""
    found, encrypt = Planted(), sealing._encrypt

    def heard(key: bytes, value: bytes, associated: bytes) -> bytes:
        parts = associated.decode().split("|")
        column = {"association-key": "keys.key", "subject-key": "keys_subjectkey.wrapped"}.get(parts[2])
        column = column or (parts[2] if parts[1] == "installation" else parts[3])
        found.sealed.setdefault(column, []).append(value)
        return encrypt(key, value, associated)

    monkeypatch.setattr(sealing, "_encrypt", heard)
    return found


def email(address: str) -> NewContactPoint:
    return NewContactPoint(kind="EMAIL", value=address, normalised=address)


def home(street: str) -> NewContactPoint:
    return NewContactPoint(kind="POSTAL", street=street, postcode="67131", place="Arvika", country="SE")


def plant_people(planted: Planted) -> list[UUID]:
    """Register somebody whose numbers are known, and somebody whose whereabouts are hidden."""
    number = planted.word("identitynumber", "194603239957")
    anna = replace(
        a_person("Anna", planted.word("formername"), home_municipality=planted.word("formertown")),
        contact_points=[home(planted.word("formerstreet")), email("anna@example.se")],
        identity_number=NewIdentityNumber(country="SE", kind="personnummer", normalised=number),
    )
    hidden = replace(
        a_person("Siv", "Ek", protection="STRICT"),
        contact_points=[
            home(planted.word("hiddenstreet")),
            email(f"{planted.word('hiddenmail')}@example.se"),
        ],
    )
    people = register(anna, hidden)
    account = NewBankAccount(
        person_id=people[0], iban=planted.word("bankaccount", "SE4550000000058398257466")
    )
    set_bank_accounts(accounts=[account], actor=ACTOR, at=AT)
    portrait = NewPortrait(person_id=people[0], picture=picture())
    set_portraits(portraits=[portrait], actor=ACTOR, at=AT)
    # A picture is drawn anew: no word of ours stays in it, so a piece of it is looked for.
    planted.words["portrait"] = planted.sealed["people_portrait.sealed"][0][400:440].decode()
    write_notes(notes=[NewNote(person_id=people[0], text=planted.word("note"))], actor=ACTOR, at=AT)
    sealed = save_field("Allergi", level="SPECIAL", keep="exit+0d")
    write(people[0], sealed, planted.word("ownfield"))
    return people


def plant_letters(planted: Planted, person_id: UUID) -> None:
    """Write to somebody, with a file, and send a code."""
    words = Content(subject=planted.word("subject"), blocks=(Paragraph(planted.word("letter")),))
    file = NewAttachment(name="a.txt", media_type="text/plain", content=planted.word("file").encode())
    to = f"{planted.word('letteraddress')}@example.se"
    queue_letters(
        letters=[a_letter(to, content=words, person_id=person_id, attachments=[file])], actor=ACTOR, at=AT
    )
    code = Content(subject="Kod", blocks=(Code(planted.word("code")),))
    queue_notices(
        notices=[replace(a_notice(f"{planted.word('noticeaddress')}@example.se"), content=code)], at=AT
    )


def plant_invoices(planted: Planted) -> None:
    """Invoice somebody who is not in the register."""
    books()
    to = Recipient(name=planted.word("recipient"), address=(planted.word("recipientstreet"),))
    issue(replace(an_order(), recipient=to))


def plant_homes(planted: Planted, people: list[UUID]) -> None:
    """Let somebody hidden live in a household, and let it move."""
    members = [NewHouseholdMember(person_id=person_id) for person_id in people]
    (household,) = form_households(
        households=[NewHousehold(members=members, address=_address("Storgatan 1"))], actor=ACTOR, at=AT
    )
    move = Move(
        household_id=household,
        version=1,
        moved_on=AT.date(),
        address=_address(planted.word("newhome")),
        person_ids=people[1:],
    )
    move_households(moves=[move], actor=ACTOR, at=AT)


def _address(street: str) -> HomeAddress:
    return HomeAddress(street=street, postcode="67131", place="Arvika", country="SE")


def plant_imports(planted: Planted) -> None:
    """Bring a file in that waits, with a number in it, and one that has overwritten an address."""
    waiting = f"Förnamn;Efternamn;Personnummer\n{planted.word('rawrow')};Fil;19730331-9912\n"
    start_import(file=io.BytesIO(waiting.encode()), file_name="a.csv", actor=ACTOR, at=AT)
    planted.words["rawnumber"] = "197303319912"
    for street in (planted.word("overwritten"), "Nygatan 2"):
        rows = f"Namn;E-post;Adress;Postnr;Ort\nBo Ek;bo@example.se;{street};41104;Göteborg\n"
        run = start_import(file=io.BytesIO(rows.encode()), file_name="b.csv", actor=ACTOR, at=AT)
        steps.read_file(run_id=run, at=AT)
        confirm_import(run_id=run, actor=ACTOR, at=AT)
        while steps.apply_next_chunk(run_id=run, at=AT):
            continue
    doubtful = f"Namn;E-post;Född\n{planted.word('reviewed')} Ek;c@example.se;1990-13-01\n"
    run = start_import(file=io.BytesIO(doubtful.encode()), file_name="c.csv", actor=ACTOR, at=AT)
    steps.read_file(run_id=run, at=AT)


def plant_changes(planted: Planted, person_id: UUID) -> None:
    """Overwrite what is on record, so that what it was is sealed; and prepare a change that waits for a yes."""
    start_bulk_edit(
        kind="municipality",
        values={"municipality": planted.word("waiting")},
        person_ids=[person_id],
        actor=ACTOR,
        at=AT,
    )
    viewer = Viewer(association_id=UUID(int=0), account_id=None, rights=frozenset(Right))
    edit = start_bulk_edit(
        kind="municipality", values={"municipality": "Arvika"}, person_ids=[person_id], actor=ACTOR, at=AT
    )
    confirm_bulk_edit(edit_id=edit, actor=ACTOR, at=AT)
    version = get_person(person_id=person_id, viewer=viewer).version
    change = PersonChange(
        person_id=person_id,
        version=version,
        values={"family_name": "Ek"},
        contact_points=[home("Nygatan 1"), email("anna@example.se")],
    )
    change_people(changes=[change], actor=ACTOR, at=AT)


def plant_secrets(planted: Planted, account_id: UUID) -> None:
    """Make what opens a door to whoever holds it."""
    link = make_sign_in_link(
        account_id=account_id, lands_on="/", actor=ACTOR, at=AT, valid_for=timedelta(days=1)
    )
    planted.secrets["access.SignInLink.secret_hash"] = link.split("/")[2]

    officer = NewOfficer(email="kassor@example.se", display_name="Kim", role="treasurer", starts_on=AT.date())
    ((_invitation, url),) = invite_officers(
        officers=[officer], link_start="https://matrikel.example/", actor=ACTOR, at=AT
    )
    planted.secrets["access.TermInvitation.secret_hash"] = url.rstrip("/").rpartition("/")[2]


def plant_exports(planted: Planted, viewer: Viewer, people: list[UUID]) -> None:
    """Make a file of people, and share a list with somebody."""
    chosen = Chosen(ids=tuple(people))
    asked = {
        "chosen": chosen,
        "viewer": viewer,
        "on": AT.date(),
        "actor": _by(viewer),
        "at": AT,
    }
    with transaction.atomic():
        export = start_export(
            columns=["birth_date"],
            purpose="membership",
            form="CSV",
            reason=planted.word("reason"),
            language="sv",
            **asked,
        )
        confirm_export(export_id=export, viewer=viewer, actor=_by(viewer), at=AT)
    make_file(export_id=export, viewer=viewer, at=AT)
    secrets: list[str] = []
    shared = NewSharedList(
        name="Vandring",
        reader_name=planted.word("readername"),
        reader_email=f"{planted.word('readeraddress')}@example.se",
        purpose="activities",
        columns=[],
        days=7,
        reason=planted.word("sharedreason"),
    )
    with transaction.atomic():
        address = "https://matrikel.example/"
        share_list(
            shared=shared, address_of=lambda secret: address + (secrets.append(secret) or secret), **asked
        )
        send_list_code(secret=secrets[0], actor=ACTOR, at=AT)
    planted.secrets["exports.SharedList.secret_hash"] = secrets[0]
    planted.secrets["exports.SharedList.code_hash"] = planted.code(r"\b\d{4} \d{4}\b").replace(" ", "")


def _by(viewer: Viewer) -> Actor:
    return Actor(kind=ActorKind.ACCOUNT, id=viewer.account_id)


def plant_sign_ins(planted: Planted, account_id: UUID, email: str, browser: Client) -> None:
    """Sign in in every way there is; each act opens the scope of the installation itself."""
    who = {"neighbourhood": planted.word("neighbourhood"), "language": "sv", "at": AT}
    challenge = ask_for_code(email=email, **who)
    with association_scope(INSTALLATION), transaction.atomic():
        send_code(challenge_id=challenge, at=AT)
    planted.secrets["authentication.Challenge.answer_hash"] = planted.code(r"\b\d{3} ?\d{3}\b").replace(
        " ", ""
    )
    new_address = f"{planted.word('newaddress')}@example.se"
    ask_for_new_address(account_id=account_id, email=new_address, **who)
    with association_scope(INSTALLATION), transaction.atomic():
        keep_draft(account_id=account_id, path="/", fields=[("note", planted.word("draft"))], at=AT)
    seed = "KANARIETOTPSEEDQ7A2B3C4D5E6F7GHI"
    code = format_hotp_value(hotp_value(seed, int(AT.timestamp()) // 30))
    add_app(account_id=account_id, secret=seed, code=code, **who)
    planted.words["totpseed"] = seed
    for each in make_recovery_codes(account_id=account_id, language="sv", at=AT):
        planted.words[f"recovery{each}"] = each
    password = planted.word("password", "kanarie fyra gula cyklar")
    set_password(account_id=account_id, password=password, language="sv", at=AT)
    planted.secrets["access.Account.password"] = password
    planted.secrets["authentication.KnownBrowser.secret_hash"] = note_sign_in(
        account_id=account_id, by=Way.CODE, with_factor=True, device="Firefox", browser_secret="", remember=True,
        language="sv", at=AT,
    )  # fmt: skip
    # An eID whose broker calls somebody by an identity number.
    number = planted.secrets["authentication.EidLink.subject_hash"] = "191202119150"
    with association_scope(INSTALLATION):
        whose = hash_of_subject("https://login.example.org", "prov/bankid", "ssn", number)
    shown = ShownEid(key="prov/bankid", name="BankID", is_strong=True, acr="urn:x", subject_hash=whose)
    link_eid(account_id=account_id, shown=shown, language="sv", at=AT)
    planted.secrets["authentication.RateCounter.name_hash"] = planted.words["neighbourhood"]
    session = browser.session
    session["kept"] = planted.word("session")
    session.save()
    planted.secrets["authentication.Session.session_key"] = str(session.session_key)


def plant_secrets_of_the_installation(planted: Planted) -> None:
    """Invite somebody who is to bring an association into existence."""
    path = invite_association(email="ny@example.se", language="sv", country="SE", actor=ACTOR, at=AT)
    planted.secrets["access.Invitation.secret_hash"] = path.split("/")[2]


def dumped() -> Iterator[str]:
    """Yield every table of the database as text, whoever's rows they are; bytes stand there as hexadecimal digits."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', n.nspname, c.relname), c.relrowsecurity FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^(pg_|information_schema)' ORDER BY 1"
        )
        tables = cursor.fetchall()
        assert len(tables) > len([page for page in pages() if "." in page]) * 0.9
        for table, is_walled in tables:
            if is_walled:  # of this transaction only: it is rolled back
                cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            cursor.execute(f"SELECT t::text FROM {table} t")
            yield from (f"{table} {row}" for (row,) in cursor.fetchall())
        transaction.set_rollback(True, using="owner")


def spellings(value: bytes) -> set[str]:
    """Return how a value may be spelled: as it is, in hexadecimal, in base64 and base32 wherever it begins."""
    found = {value.hex()}
    if value.isascii():
        found.add(value.decode().lower())
    for encode, group, bits in ((base64.b64encode, 3, 6), (base64.b32encode, 5, 5)):
        for before in range(group):
            text = encode(b"\0" * before + value).decode().rstrip("=")
            # Only whole groups say the same whatever stands before and after.
            inside = text[-(-before * 8 // bits) : -1]
            found |= {inside.lower(), inside.replace("+", "-").replace("/", "_").lower()}
    return {text for text in found if len(text) >= 8 or text.encode() == value.lower()}


def test_no_spelling_of_a_word_is_missed() -> None:
    word = b"kanariecode"
    for before in (b"", b"a", b"ab", b"abc", b"abcd"):
        text = before + word + b"xyz"
        for told in (
            text.decode(),
            text.hex(),
            base64.b64encode(text).decode(),
            base64.b32encode(text).decode(),
        ):
            assert any(each in told.lower() for each in spellings(word)), (before, told)


def test_a_dump_holds_nothing_of_what_is_sealed_and_no_secret(committed: None, planted: Planted) -> None:
    association_id = make_association()
    browser = sign_in(Client(), association_id, email="eva@example.se")
    account_id = UUID(browser.session["_auth_user_id"])
    officer = Viewer(association_id=association_id, account_id=account_id, rights=frozenset(Right))
    with association_scope(association_id):
        with transaction.atomic():
            people = plant_people(planted)
        plants: list[Callable[[], object]] = [
            lambda: plant_letters(planted, people[0]),
            lambda: plant_homes(planted, people),
            lambda: plant_invoices(planted),
            lambda: plant_imports(planted),
            lambda: plant_changes(planted, people[0]),
            lambda: plant_secrets(planted, account_id),
        ]
        for plant in plants:
            with transaction.atomic():
                plant()
        plant_exports(planted, officer, people)
    plant_sign_ins(planted, account_id, "eva@example.se", browser)
    with association_scope(INSTALLATION), transaction.atomic():
        plant_secrets_of_the_installation(planted)

    rows = list(dumped())
    dump = "\n".join(rows).lower()
    # There is something to steal: what is not sealed stands there, of both kinds of tables.
    assert ["anna@example.se" in dump, "ny@example.se" in dump, len(rows) > 200] == [True, True, True]
    assert without_a_word(planted) == []
    assert unknown_secrets(planted) == set()
    looked_for = {f"word {name}": word.encode() for name, word in planted.words.items()}
    looked_for |= {f"secret {name}": secret.encode() for name, secret in planted.secrets.items()}
    looked_for |= {
        f"value of {column}": value
        for column, values in planted.sealed.items()
        for value in values
        if len(value) >= 12
    }
    assert (
        sorted(name for name, value in looked_for.items() if any(s in dump for s in spellings(value))) == []
    )


def without_a_word(planted: Planted) -> list[str]:
    """Return the columns that the map declares sealed and into which nothing of ours was put."""
    missing = []
    for label, page in pages().items():
        for name, entry in page.fields.items():
            if not entry.sealed:
                continue
            values = planted.sealed.get(f"{apps.get_model(label)._meta.db_table}.{name}", [])
            is_ours = any(
                word.encode() in _unpacked(value) for value in values for word in planted.words.values()
            )
            if not values or not (is_ours or f"{label}.{name}" in WHOLE):
                missing.append(f"{label}.{name}")
    return missing


def _unpacked(value: bytes) -> bytes:
    try:
        return zlib.decompress(value)
    except zlib.error:
        return value


def unknown_secrets(planted: Planted) -> set[str]:
    """Return the columns that sound like secrets of which nothing is known here, and what is known of no column."""
    there = {
        f"{label}.{name}"
        for label, page in pages().items()
        for name, entry in page.fields.items()
        if SOUNDS_SECRET.search(name) and not entry.sealed
    }
    return there ^ {*planted.secrets, *NO_SECRET}

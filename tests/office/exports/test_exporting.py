"""Lists on their way out: asked for, seen, confirmed, fetched, gone."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from openpyxl import load_workbook

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.models import Role
from matrikel.access.signals import access_ended
from matrikel.audit.models import Entry, Subject
from matrikel.exports import jobs
from matrikel.exports.actions.confirm_export import confirm_export
from matrikel.exports.actions.forget_exports import forget_exports
from matrikel.exports.actions.save_recipients import NewRecipient, save_recipients
from matrikel.exports.actions.start_export import start_export
from matrikel.exports.formats import pdf
from matrikel.exports.formats.pdf import set_pdf
from matrikel.exports.models import Export, ExportPart, Recipient
from matrikel.kernel.actors import Actor, ActorKind, Right, Viewer
from matrikel.kernel.scope import association_scope
from matrikel.memberships.actions.end_memberships import Ending, end_memberships
from matrikel.memberships.models import Membership
from matrikel.people.models import Person
from matrikel.people.rules.records import NewContactPoint
from matrikel.selections.rules import Chosen
from tests.conftest import ACTOR, AT, TODAY, club_day, make_association, sign_in
from tests.factories.people import a_person, admit, at_home, branches, register

NEW = "/klubben/people/export/"
EXPORTS = "/klubben/exports/"


@pytest.fixture
def people(association):
    """Register three members and a contact; the last member is protected."""
    mail = NewContactPoint(kind="EMAIL", value="=1+1@example.se", normalised="=1+1@example.se")
    phone = NewContactPoint(kind="PHONE", value="+46701234567", normalised="+46701234567")
    ids = register(a_person("Bo", "Ek"), a_person("Cia", "Ek", protection="STRICT"), a_person("Dan", "Ek"))
    aja = a_person("Aja", "Ek", birth_date=date(1950, 5, 17))
    ids[0:0] = register(
        type(aja)(core=aja.core, contact_points=[mail, phone, at_home("67131")], wants_number=True)
    )
    for person_id in ids[:3]:
        admit(person_id, date(2020, 1, 1))
    return ids


def ask(browser, **sent):
    given = {
        "all": "1",
        "question": "status=member",
        "purpose": "contact",
        "form": "CSV",
        "columns": ["email"],
    }
    return browser.post(NEW, {**given, **sent})


def ticked(answer) -> list[str]:
    """The columns that are proposed by a page of the dialog."""
    return list(answer.context["form"].initial["columns"])


@pytest.mark.parametrize(
    ("purpose", "columns"),
    [
        ("", []),
        ("contact", ["email", "phone"]),
        ("membership", ["number", "type", "unit", "status", "since"]),
        ("statistics", ["age", "gender"]),
        ("meeting", ["number", "type"]),
        ("unknown", []),
    ],
)
def test_what_a_purpose_needs_is_ticked_and_nothing_else(secretary, people, purpose, columns):
    answer = ask(secretary, purpose=purpose, step="columns", form="XLSX", reason="why")
    usual = "ROLL" if purpose == "meeting" else "XLSX"
    assert (ticked(answer), answer.context["form"]["form"].value()) == (columns, usual)
    assert answer.content.decode().count("checked") == len(columns) + 1
    assert ticked(secretary.get(f"{NEW}?status=member")) == []


@pytest.mark.parametrize(
    ("purpose", "chosen", "proposed"),
    [
        ("meeting", "XLSX", "ROLL"),
        ("meeting", "CSV", "CSV"),
        ("contact", "ROLL", "XLSX"),
        ("contact", "LABELS", "LABELS"),
    ],
)
def test_a_meeting_wants_an_attendance_list_unless_something_else_was_chosen(
    secretary, people, purpose, chosen, proposed
):
    answer = ask(secretary, purpose=purpose, step="columns", form=chosen)
    assert answer.context["form"]["form"].value() == proposed


def test_a_script_gets_only_the_columns_and_the_form_for_the_purpose(secretary, people):
    sent = {"all": "1", "question": "status=member", "purpose": "safety", "step": "columns"}
    answer = secretary.post(NEW, sent, headers={"hx-request": "true"}).content.decode()
    assert (answer.count("<html"), answer.count('value="phone"'), answer.count("checked")) == (0, 1, 2)


def take_out(browser, **sent):
    """Ask, confirm and fetch; return the file's answer."""
    path = ask(browser, **sent)["Location"]
    browser.post(f"{path}confirm/")
    return browser.post(f"{path}file/")


def lines(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_what_leaves_is_seen_before_it_leaves(secretary, people):
    path = ask(secretary)["Location"]
    page = secretary.get(path)
    assert page.context["stays"] == 3
    shown = [[cell.text for cell in row.cells] for row, _pairs in page.context["pairs"]]
    # The protected person's name stays hidden from whoever would have to open it.
    assert shown == [["Aja Ek", "=1+1@example.se"], ["Bo Ek", ""], ["••••• •••••", ""]]
    assert (ExportPart.objects.count(), Entry.objects.filter(action="people.exported").count()) == (0, 0)


def test_what_leaves_stands_as_the_list_stood(secretary, people):
    for sort, names in (
        ("", ["Aja Ek", "Bo Ek", "••••• •••••"]),
        ("-name", ["••••• •••••", "Bo Ek", "Aja Ek"]),
        ("postcode", ["Aja Ek", "Bo Ek", "••••• •••••"]),
        # All joined on one day; Aja is the newest in the register.
        ("-joined", ["Aja Ek", "••••• •••••", "Bo Ek"]),
    ):
        page = secretary.get(ask(secretary, sort=sort)["Location"])
        shown = [row.cells[0].text for row, _pairs in page.context["pairs"]]
        taken = [line[0] for line in lines(take_out(secretary, sort=sort))[1:-1]]
        assert (sort, shown, taken) == (sort, names, names)


def test_a_list_is_taken_out_for_a_purpose_and_everybody_on_it_can_see_that(secretary, people):
    answer = take_out(secretary, unselected=[str(people[1])])
    export = Export.objects.get()
    foot = f"Export {export.id} of {club_day(export.created_at)}, for writing or calling. Delete it when it has served."
    assert lines(answer) == [
        ["Name", "E-mail"],
        ["Aja Ek", "'=1+1@example.se"],
        ["••••• •••••", ""],
        [foot],
    ]
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    entry = Entry.objects.get(action="people.exported")
    told = set(Subject.objects.filter(entry=entry).values_list("subject", flat=True))
    meant = Person.objects.filter(id__in=[people[0], people[2]]).values_list("audit_subject", flat=True)
    assert told == set(meant)
    assert entry.header == {
        "function": "list",
        "export": str(export.id),
        "report": "people",
        "purpose": "contact",
        "form": "csv",
        "fields": ["email"],
        "filters": ["status"],
        "persons": 2,
        "sha256": export.sha256,
    }
    history = secretary.get(f"/klubben/people/{people[0]}/history/").content.decode()
    assert "took out a list · writing or calling" in history


def test_nothing_is_taken_out_without_a_purpose_or_by_those_without_the_right(association, secretary, people):
    assert ask(secretary, purpose="").status_code == 422
    assert ask(secretary, purpose="gossip").status_code == 422
    chair = sign_in(Client(), association, role="chair")
    assert ask(chair).status_code == 403
    assert Export.objects.count() == 0


def test_a_spreadsheet_holds_texts_as_texts_numbers_as_numbers_and_days_as_days(secretary, people):
    answer = take_out(secretary, form="XLSX", columns=["email", "born", "age", "phone", "number"])
    book = load_workbook(io.BytesIO(answer.content))
    sheet, about = book.worksheets
    (headings, aja, bo, _cia) = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert headings == ["Name", "E-mail", "Born", "Age", "Phone", "No."]
    age = TODAY.year - 1950
    assert [aja[0], aja[1], aja[2].date(), aja[3] in (age, age + 1), aja[4]] == [
        "Aja Ek",
        "=1+1@example.se",
        date(1950, 5, 17),
        True,
        "070-123 45 67",
    ]
    assert (bo, sheet["B2"].data_type, sheet.freeze_panes) == (
        ["Bo Ek", None, None, None, None, None],
        "s",
        "B2",
    )
    assert about["B4"].value is None or str(Export.objects.get().id) in [
        row[1].value for row in about.iter_rows()
    ]


def test_a_list_and_labels_on_paper_are_pdf(secretary, people):
    for form in ("PDF", "LABELS"):
        answer = take_out(secretary, form=form, columns=["number", "place"])
        assert (answer.content[:5], answer["Content-Type"]) == (b"%PDF-", "application/pdf")
    labels = Export.objects.get(form="LABELS")
    assert (labels.rows, labels.left_out) == (1, {"NO_ADDRESS": 2})


def test_a_list_to_sign_at_a_meeting_says_who_may_vote_on_the_day(secretary, people, monkeypatch):
    aja, bo, cia, _dan = people
    voting = Membership.objects.get(person_id=bo).id
    ending = Ending(membership_id=voting, ends_on=date(2025, 1, 1), reason="CHANGED")
    end_memberships(endings=[ending], actor=ACTOR, at=AT)
    admit(bo, date(2025, 1, 1), kind="SUPPORTING")
    sent = {"form": "ROLL", "purpose": "meeting", "columns": ["email", "place"]}
    page = secretary.get(ask(secretary, **sent)["Location"])
    shown = [[cell.text for cell in row.cells] for row, _pairs in page.context["pairs"]]
    numbers = {key: number or "" for key, number in Person.objects.values_list("id", "member_number")}
    assert shown == [
        ["Aja Ek", numbers[aja], "may vote"],
        ["Bo Ek", numbers[bo], ""],
        ["••••• •••••", numbers[cia], "may vote"],
    ]
    assert [(each.label, each.value) for each in page.context["figures"]] == [
        ("On the list", "3"),
        ("Left out", "0"),
        ("Of them may vote", "2"),
    ]
    set_with = []
    monkeypatch.setattr(pdf, "set_pdf", lambda *given: set_with.append(given) or set_pdf(*given))
    answer = take_out(secretary, **sent)
    assert (answer.content[:5], answer["Content-Type"]) == (b"%PDF-", "application/pdf")
    ((layout, data),) = set_with
    assert (layout, data["title"], data["lines"]) == (
        "roll.typ",
        "Klubben",
        [[number, name, vote] for name, number, vote in shown],
    )
    assert data["counts"] == [["On the list", "3"], ["Of them may vote", "2"]]
    export = Export.objects.get(state="READY")
    assert (export.columns, export.rows, str(export.id) in data["foot"]) == ([], 3, True)


def test_a_file_is_sealed_for_seven_days_and_then_gone(secretary, people):
    path = ask(secretary)["Location"]
    secretary.post(f"{path}confirm/")
    part = ExportPart.objects.get()
    assert b"Ek" not in bytes(part.sealed)
    made = Export.objects.get().finished_at
    assert forget_exports(actor=ACTOR, at=made + timedelta(days=6)) == 0
    assert forget_exports(actor=ACTOR, at=made + timedelta(days=7)) == 1
    assert (ExportPart.objects.count(), Export.objects.get().state) == (0, "GONE")
    late = secretary.post(f"{path}file/", follow=True).content.decode()
    assert "This file is gone." in late


def test_a_second_yes_and_a_late_no_do_nothing(secretary, people):
    path = ask(secretary)["Location"]
    for way in ("confirm/", "confirm/", "cancel/"):
        secretary.post(f"{path}{way}")
    assert (Export.objects.get().state, Entry.objects.filter(action="people.exported").count()) == (
        "READY",
        1,
    )
    thrown = ask(secretary)["Location"]
    for way in ("cancel/", "confirm/"):
        secretary.post(f"{thrown}{way}")
    assert Export.objects.order_by("created_at").last().state == "CANCELLED"


def test_only_whoever_asked_can_fetch_and_only_oversight_sees_anothers_export(association, secretary, people):
    path = ask(secretary)["Location"]
    secretary.post(f"{path}confirm/")
    treasurer, chair = (sign_in(Client(), association, role=role) for role in ("treasurer", "chair"))
    assert [treasurer.get(path).status_code, treasurer.post(f"{path}file/").status_code] == [404, 404]
    page = chair.get(path)
    assert (page.status_code, page.context["is_mine"], "Only whoever" in page.content.decode()) == (
        200,
        False,
        True,
    )
    assert chair.post(f"{path}file/").status_code == 403
    assert [len(each.get(EXPORTS).context["listing"].rows) for each in (secretary, chair, treasurer)] == [
        1,
        1,
        0,
    ]


def test_another_associations_export_is_not_there(association, secretary, intruder, people):
    path = ask(secretary)["Location"]
    assert intruder.get(path).status_code == 404
    assert intruder.post(f"{path.replace('klubben', 'grannen')}confirm/").status_code == 404


def test_what_has_left_is_found_by_form_and_by_who_was_in_it(secretary, people):
    take_out(secretary, unselected=[str(people[1])])
    take_out(secretary, form="PDF")

    def forms(**wanted):
        return [row.cells[1].text for row in secretary.get(EXPORTS, wanted).context["listing"].rows]

    assert forms() == ["List on paper", "Plain list"]
    assert forms(form="CSV") == ["Plain list"]
    assert forms(person=str(people[1])) == ["List on paper"]
    assert forms(person=str(people[3])) == []
    (north, south) = branches("Norra", "Södra")
    Person.objects.filter(id=people[3]).update(unit_id=north)
    ask(secretary, question=f"unit={north}", form="LABELS")
    assert (forms(unit=str(north)), forms(unit=str(south))) == (["Address labels"], [])


def test_a_list_that_was_searched_leaves_with_those_found_and_without_the_words_in_the_open(
    secretary, people
):
    listing = secretary.post("/klubben/people/", {"q": "Aja"}, follow=True).context["listing"]
    answer = take_out(secretary, **dict(listing.selection_fields))
    assert [line[0] for line in lines(answer)[:-1]] == ["Name", "Aja Ek"]
    export = Export.objects.get()
    assert ("Aja" in str(export.question), b"Aja" in bytes(export.sealed_said)) == (False, False)


# --- Who receives it --------------------------------------------------------------------------------------


def a_recipient(**parts):
    given = {
        "name": "Tryckeriet",
        "kind": "PROCESSOR",
        "purpose": "contact",
        "ground": "Agreement of 3 May",
        "agreed_from": date(2020, 1, 1),
    }
    (found,) = save_recipients(recipients=[NewRecipient(**{**given, **parts})], on=TODAY, actor=ACTOR, at=AT)
    return str(found)


def test_nothing_goes_outside_without_an_agreement_or_for_another_purpose(secretary, people):
    over = a_recipient(name="Then", agreed_to=date(2021, 1, 1))
    assert ask(secretary, recipient=over).status_code == 422
    now = a_recipient()
    assert list(ask(secretary, recipient=now, purpose="statistics").context["form"].errors) == ["purpose"]
    refused = ask(secretary, recipient=now, columns=["gender"])
    assert list(refused.context["form"].errors) == ["columns"]


def test_an_agreement_that_ended_between_question_and_yes_lets_nothing_out(secretary, people):
    path = ask(secretary, recipient=a_recipient())["Location"]
    Recipient.objects.update(agreed_to=date(2021, 1, 1))
    secretary.post(f"{path}confirm/")
    assert (Export.objects.get().state, ExportPart.objects.count()) == ("REVIEW", 0)
    assert "There is no agreement with this recipient today." in secretary.get(path).content.decode()


def test_nobody_protected_is_told_to_anybody_outside(association, secretary, people):
    path = ask(secretary, recipient=a_recipient())["Location"]
    page = secretary.get(path)
    assert page.context["left_out"] == ["1 person: protected, and not told to anybody outside"]
    answer = (secretary.post(f"{path}confirm/"), secretary.post(f"{path}file/"))[1]
    assert [line[0] for line in lines(answer)[1:3]] == ["Aja Ek", "Bo Ek"]
    assert Entry.objects.get(action="people.exported").header["persons"] == 2
    treasurer = sign_in(Client(), association, role="treasurer")
    told = treasurer.get(ask(treasurer, recipient=Export.objects.get().recipient_id)["Location"]).context[
        "left_out"
    ]
    assert told == ["1 person: may not be told to anybody outside, or has no address"]


def test_recipients_are_written_down_and_changed(secretary):
    sent = {
        "name": "Förbundet",
        "kind": "ORGANISATION",
        "purpose": "statistics",
        "ground": "Stadgarna § 4",
        "agreed_from": "2026-01-01",
    }
    assert secretary.post(f"{EXPORTS}recipients/new/", sent)["Location"] == f"{EXPORTS}recipients/"
    (row,) = secretary.get(f"{EXPORTS}recipients/").context["listing"].rows
    again = secretary.post(f"{EXPORTS}recipients/new/", sent)
    assert (row.label, again.status_code, list(again.context["form"].errors)) == ("Förbundet", 422, ["name"])
    url = row.cells[0].url
    late = secretary.post(url, {**sent, "version": "7"})
    ended = secretary.post(url, {**sent, "agreed_to": "2026-02-01", "version": "1"})
    assert (late.status_code, ended.status_code) == (422, 302)


# --- When something else happens --------------------------------------------------------------------------


def test_whoever_loses_access_loses_the_files_too(association, secretary, people):
    path = ask(secretary)["Location"]
    secretary.post(f"{path}confirm/")
    ask(secretary)
    access_ended.send(
        sender=None,
        account_ids=[Export.objects.first().account],
        association_id=association,
        actor=ACTOR,
        at=AT,
    )
    states = list(Export.objects.values_list("state", flat=True))
    assert (states, ExportPart.objects.count()) == (["WITHDRAWN", "WITHDRAWN"], 0)


def test_a_file_goes_when_somebody_in_it_becomes_protected(secretary, people):
    from matrikel.people.signals import whereabouts_hidden

    path = ask(secretary)["Location"]
    secretary.post(f"{path}confirm/")
    whereabouts_hidden.send(sender=None, person_ids=[people[3]], at=AT)
    assert Export.objects.get().state == "READY"
    whereabouts_hidden.send(sender=None, person_ids=[people[0]], at=AT)
    assert (Export.objects.get().state, ExportPart.objects.count()) == ("WITHDRAWN", 0)


# --- More than usual --------------------------------------------------------------------------------------


def test_whoever_takes_out_more_than_usual_waits_for_somebody_else(association, secretary, people):
    secretary.post("/klubben/settings/exports/", {"taken": "4", "opened": "", "version": "0"})
    take_out(secretary)
    path = ask(secretary)["Location"]
    secretary.post(f"{path}confirm/")
    secretary.post(f"{path}release/")
    assert Export.objects.order_by("created_at").last().state == "PAUSED"
    # Reading the log is not enough: an auditor lets nothing go.
    auditor = sign_in(Client(), association, role="auditor")
    waits = "large list waits" in auditor.get("/klubben/").content.decode()
    assert (auditor.post(f"{path}release/").status_code, waits) == (403, False)
    chair = sign_in(Client(), association, role="chair")
    assert "1 large list waits for another officer" in chair.get("/klubben/").content.decode()
    assert chair.post(f"{path}release/").status_code == 302
    assert Export.objects.order_by("created_at").last().state == "MAKING"
    assert [
        entry.action
        for entry in Entry.objects.filter(action__in=["exports.paused", "exports.released"]).order_by(
            "at", "id"
        )
    ] == [
        "exports.paused",
        "exports.released",
    ]


def test_two_lists_confirmed_at_once_do_not_both_pass_the_ceiling(in_threads, monkeypatch):
    monkeypatch.setattr("matrikel.exports.rules.limits.LEAST_CEILING", 3)
    association_id = make_association()
    with association_scope(association_id), transaction.atomic():
        ids = register(*(a_person(name, "Ek") for name in ("Anna", "Bo")))
        (account_id,) = grant_terms(
            terms=[NewTerm(email="s@example.se", role="secretary", starts_on=date(2020, 1, 1))],
            actor=ACTOR,
            at=AT,
        )
        officer = Viewer(association_id=association_id, account_id=account_id, rights=frozenset(Right))
        actor = Actor(kind=ActorKind.ACCOUNT, id=account_id, role="secretary")
        asked = [
            start_export(
                chosen=Chosen(ids=tuple(ids)),
                columns=["email"],
                purpose="contact",
                form="CSV",
                language="en",
                viewer=officer,
                on=TODAY,
                actor=actor,
                at=AT,
            )
            for _time in range(3)
        ]

    def confirm(export_id):
        def run(meet):
            with association_scope(association_id):
                meet()
                confirm_export(export_id=export_id, viewer=officer, actor=actor, at=AT)

        return run

    # Four lines a day: twice the register. Two lists of two fit, the third does not, whoever comes first.
    assert in_threads(*(confirm(each) for each in asked)) == [None, None, None]
    with association_scope(association_id), transaction.atomic():
        states = sorted(Export.objects.values_list("state", flat=True))
    assert states == ["PAUSED", "READY", "READY"]


# --- Many -------------------------------------------------------------------------------------------------


@pytest.fixture
def by_a_job(monkeypatch):
    """Let even a few people be many."""
    monkeypatch.setattr("matrikel.exports.actions.confirm_export.AT_ONCE", 1)
    monkeypatch.setattr("matrikel.exports.making.STEP_ROWS", 2)


def test_a_long_list_is_made_by_a_job_in_steps_and_shows_how_far_it_is(secretary, people, by_a_job):
    path = ask(secretary, question="")["Location"]
    secretary.post(f"{path}confirm/")
    watching = secretary.get(f"{path}progress/")
    assert (watching.context["run"].done, watching.context["run"].total) == (0, 4)
    export_id = Export.objects.get().id
    jobs.make(export_id=str(export_id))
    assert secretary.get(f"{path}progress/")["Location"] == path
    names = [line[0] for line in lines(secretary.post(f"{path}file/"))]
    assert names[:-1] == ["Name", "Aja Ek", "Bo Ek", "••••• •••••", "Dan Ek"]
    assert Subject.objects.filter(entry=Export.objects.get().entry_id).count() == 4
    jobs.make(export_id=str(export_id))
    assert Entry.objects.filter(action="people.exported").count() == 1


def test_a_job_that_died_begins_again_and_leaves_one_entry(secretary, people, by_a_job, monkeypatch):
    path = ask(secretary, question="")["Location"]
    secretary.post(f"{path}confirm/")
    export_id = Export.objects.get().id
    with monkeypatch.context() as broken:
        broken.setattr("matrikel.exports.making._finish", _die)
        with pytest.raises(MemoryError):
            jobs.make(export_id=str(export_id))
    ExportPart.objects.create(
        association_id=Export.objects.get().association_id, export_id=export_id, number=0, sealed=b"x"
    )
    assert (Export.objects.get().state, Entry.objects.filter(action="people.exported").count()) == (
        "MAKING",
        0,
    )
    jobs.make(export_id=str(export_id))
    assert len(lines(secretary.post(f"{path}file/"))) == 6
    assert Entry.objects.filter(action="people.exported").count() == 1


def _die(*args, **kwargs):
    raise MemoryError


def test_a_job_whose_officer_may_no_longer_export_makes_nothing(association, secretary, people, by_a_job):
    path = ask(secretary, question="")["Location"]
    secretary.post(f"{path}confirm/")
    Role.objects.filter(code="secretary").update(rights=["people.see", "own_pages"])
    jobs.make(export_id=str(Export.objects.get().id))
    assert (Export.objects.get().state, ExportPart.objects.count()) == ("WITHDRAWN", 0)


def test_whoever_sees_everybody_and_exports_one_branch_gets_the_branch_from_a_job_too(
    association, people, by_a_job
):
    (north,) = branches("Norr")
    register(a_person("Nora", "Nord", unit_id=north), a_person("Nils", "Nord", unit_id=north))
    browser = sign_in(Client(), association, role="read_only", email="norr@example.se")
    term = NewTerm(email="norr@example.se", role="secretary", starts_on=date(2020, 1, 1), unit_id=north)
    grant_terms(terms=[term], actor=ACTOR, at=AT)
    path = ask(browser, question="")["Location"]
    browser.post(f"{path}confirm/")
    jobs.make(export_id=str(Export.objects.get().id))
    assert [line[0] for line in lines(browser.post(f"{path}file/"))][1:-1] == ["Nils Nord", "Nora Nord"]


def test_a_list_that_is_cancelled_while_it_is_made_leaves_nothing(secretary, people, by_a_job):
    path = ask(secretary, question="")["Location"]
    secretary.post(f"{path}confirm/")
    secretary.post(f"{path}cancel/")
    jobs.make(export_id=str(Export.objects.get().id))
    assert (Export.objects.get().state, ExportPart.objects.count()) == ("CANCELLED", 0)

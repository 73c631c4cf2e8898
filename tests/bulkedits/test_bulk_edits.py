"""What is changed for many is previewed person by person, done in chunks, and can be taken back."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest

from matrikel.access.actions.end_access import end_access
from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.audit.models import Entry
from matrikel.bulkedits import steps
from matrikel.bulkedits.actions.cancel_bulk_edit import cancel_bulk_edit
from matrikel.bulkedits.actions.confirm_bulk_edit import confirm_bulk_edit
from matrikel.bulkedits.actions.forget_bulk_edits import forget_bulk_edits
from matrikel.bulkedits.actions.start_bulk_edit import start_bulk_edit
from matrikel.bulkedits.actions.undo_bulk_edit import undo_bulk_edit
from matrikel.bulkedits.errors import BulkEditRefused
from matrikel.bulkedits.kinds import KINDS
from matrikel.bulkedits.models import BulkEdit, Target
from matrikel.bulkedits.queries import get_edit, list_targets
from matrikel.bulkedits.rules import Apart
from matrikel.fields.models import FieldValue
from matrikel.groups.actions.add_to_group import Addition, add_to_group
from matrikel.groups.actions.save_groups import GroupEdit, save_groups
from matrikel.groups.models import Participation
from matrikel.imports import steps as import_steps
from matrikel.imports.actions.confirm_import import confirm_import
from matrikel.imports.actions.start_import import start_import
from matrikel.imports.actions.undo_import import undo_import
from matrikel.imports.queries import StaysOn, get_undo_preview
from matrikel.kernel.actors import Actor, ActorKind, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.memberships.models import MembershipType
from matrikel.memberships.queries import list_memberships
from matrikel.organisations.models import Unit
from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.remove_tags import remove_tags
from matrikel.people.actions.reveal_protected import reveal_protected
from matrikel.people.actions.save_tags import TagEdit, save_tags
from matrikel.people.models import Person
from matrikel.people.queries import get_person
from matrikel.people.rules.records import NewContactPoint, NewPerson, PersonChange
from tests.conftest import ACTOR, AT
from tests.factories.fields import save_field, write
from tests.factories.people import a_person, admit, branches, register

STREET = {"street_from": "Storgatan", "street_to": "Nedre Storgatan"}


def living_at(given: str, street: str, postcode: str = "67131", **core: object) -> NewPerson:
    point = NewContactPoint(
        kind="POSTAL", street=street, postcode=postcode, place="Arvika", country="SE", is_preferred=True
    )
    email = NewContactPoint(
        kind="EMAIL", value=f"{given.lower()}@example.se", normalised=f"{given.lower()}@example.se"
    )
    return replace(a_person(given, "Ek", **core), contact_points=[point, email])


def start(kind: str, values: dict[str, str], *people: UUID, including: Collection[Apart] = ()) -> UUID:
    return start_bulk_edit(
        kind=kind, values=values, person_ids=people, including=including, actor=ACTOR, at=AT
    )


def confirm(edit_id: UUID) -> None:
    confirm_bulk_edit(edit_id=edit_id, actor=ACTOR, at=AT)


def undo(edit_id: UUID) -> None:
    undo_bulk_edit(edit_id=edit_id, actor=ACTOR, at=AT)


def streets(viewer: Viewer, *people: UUID) -> list[str]:
    return [
        point.street
        for person_id in people
        for point in get_person(person_id=person_id, viewer=viewer).contact_points
        if point.kind == "POSTAL"
    ]


def held(field_id: UUID, *people: UUID) -> list[str]:
    found = dict(FieldValue.objects.filter(field_id=field_id).values_list("person_id", "text"))
    return [found.get(person_id, "") for person_id in people]


def counts(edit_id: UUID) -> tuple[str, int, int, int]:
    edit = BulkEdit.objects.get(id=edit_id)
    return edit.state, edit.to_change, edit.same, edit.left_out


def test_a_street_that_is_called_otherwise_now_is_changed_and_everybody_keeps_the_house(
    association: UUID, viewer: Viewer
) -> None:
    people = register(
        living_at("Anna", "storgatan 4 A"), living_at("Bo", "Lillgatan 1"), a_person("Cecilia", "Ek")
    )
    edit_id = start("address", STREET, *people)
    assert counts(edit_id) == ("REVIEW", 1, 0, 2)
    page = list_targets(edit_id=edit_id, states=["CHANGE"], viewer=viewer, at=AT, with_plan=True)
    (row,) = page.rows
    assert (row.display_name, row.planned and row.planned.after["street"]) == (
        "Anna Ek",
        "Nedre Storgatan 4 A",
    )
    left = list_targets(edit_id=edit_id, states=["LEFT_OUT"], viewer=viewer, at=AT)
    assert [row.reason for row in left.rows] == ["other_address", "no_address"]
    assert streets(viewer, *people) == ["storgatan 4 A", "Lillgatan 1"]
    confirm(edit_id)
    assert streets(viewer, *people) == ["Nedre Storgatan 4 A", "Lillgatan 1"]
    undo(edit_id)
    assert streets(viewer, *people) == ["storgatan 4 A", "Lillgatan 1"]
    assert BulkEdit.objects.get(id=edit_id).state == "UNDONE"


def test_a_new_postcode_is_given_to_those_who_have_the_old_one_only(
    association: UUID, viewer: Viewer
) -> None:
    people = register(living_at("Anna", "Ågatan 1", "67131"), living_at("Bo", "Ågatan 2", "67132"))
    edit_id = start("address", {"only_postcode": "67131", "postcode": "67199", "place": "Glava"}, *people)
    confirm(edit_id)
    found = [
        (point.postcode, point.place)
        for person_id in people
        for point in get_person(person_id=person_id, viewer=viewer).contact_points
        if point.kind == "POSTAL"
    ]
    assert found == [("67199", "Glava"), ("67132", "Arvika")]


def test_whoever_was_changed_since_is_left_alone_when_it_is_taken_back(
    association: UUID, viewer: Viewer
) -> None:
    anna, bo = register(a_person("Anna", "Ek"), a_person("Bo", "Ek"))
    edit_id = start("language", {"language": "fi"}, anna, bo)
    confirm(edit_id)
    version = get_person(person_id=bo, viewer=viewer).version
    change_people(
        changes=[PersonChange(person_id=bo, version=version, values={"given_name": "Bosse"})],
        actor=ACTOR,
        at=AT,
    )
    undo(edit_id)
    languages = [get_person(person_id=person, viewer=viewer).core.language for person in (anna, bo)]
    assert languages == ["", "fi"]
    kept = list_targets(edit_id=edit_id, states=["KEPT"], viewer=viewer, at=AT)
    assert [row.display_name for row in kept.rows] == ["Bosse Ek"]


def test_whoever_has_the_value_already_is_not_changed(association: UUID) -> None:
    anna, bo = register(a_person("Anna", "Ek", language="fi"), a_person("Bo", "Ek"))
    edit_id = start("language", {"language": "fi"}, anna, bo)
    assert counts(edit_id) == ("REVIEW", 1, 1, 0)


def test_the_branch_of_a_protected_person_changes_unseen_and_comes_back(
    association: UUID, viewer: Viewer
) -> None:
    north, south = branches("Norra", "Södra")
    (hidden,) = register(living_at("Disa", "Gömd 1", protection="STRICT", unit_id=north))

    def branch() -> UUID | None:
        return reveal_protected(person_id=hidden, reason="SAFETY", actor=ACTOR, at=AT).unit_id

    by_accident = start("branch", {"branch": str(south)}, hidden)
    assert (counts(by_accident), branch()) == (("REVIEW", 0, 1, 0), north)
    edit_id = start("branch", {"branch": str(south)}, hidden, including=[Apart.PROTECTED])
    confirm(edit_id)
    assert branch() == south
    assert get_person(person_id=hidden, viewer=viewer).core.unit_id is None
    undo(edit_id)
    assert branch() == north


def test_a_protected_person_looks_like_one_without_an_address(association: UUID, viewer: Viewer) -> None:
    people = register(living_at("Disa", "Storgatan 1", protection="STRICT"), a_person("Bo", "Ek"))
    edit_id = start("address", STREET, *people)
    left = list_targets(edit_id=edit_id, states=["LEFT_OUT"], viewer=viewer, at=AT)
    assert [row.reason for row in left.rows] == ["no_address", "no_address"]


def test_memberships_end_for_many_and_go_on_when_it_is_taken_back(association: UUID) -> None:
    anna, bo = register(a_person("Anna", "Ek"), a_person("Bo", "Ek"))
    admit(anna, date(2020, 1, 1))
    edit_id = start("membership_end", {"last_day": "2026-12-31", "reason": "RESIGNED"}, anna, bo)
    assert counts(edit_id) == ("REVIEW", 1, 0, 1)
    confirm(edit_id)
    (row,) = list_memberships(person_ids=[anna])[anna]
    assert (row.ends_on, row.end_reason) == (date(2027, 1, 1), "RESIGNED")
    undo(edit_id)
    (row,) = list_memberships(person_ids=[anna])[anna]
    assert (row.ends_on, row.end_reason) == (None, "")


def test_a_membership_that_ends_otherwise_by_now_is_left_alone(association: UUID, viewer: Viewer) -> None:
    (anna,) = register(a_person("Anna", "Ek"))
    admit(anna, date(2020, 1, 1))
    first = start("membership_end", {"last_day": "2027-12-31", "reason": "RESIGNED"}, anna)
    confirm(first)
    second = start("membership_end", {"last_day": "2026-12-31", "reason": "RESIGNED"}, anna)
    confirm(second)
    undo(first)
    (row,) = list_memberships(person_ids=[anna])[anna]
    assert (row.ends_on, BulkEdit.objects.get(id=first).kept) == (date(2027, 1, 1), 1)


def test_many_come_into_a_team_and_out_again_as_if_they_never_had(association: UUID) -> None:
    anna, bo = register(a_person("Anna", "Ek"), a_person("Bo", "Ek"))
    (team,) = save_groups(groups=[GroupEdit(name="P12", kind="TEAM")], actor=ACTOR, at=AT)
    bos = Addition(group_id=team, person_id=bo, part="LEADER", starts_on=date(2020, 1, 1))
    add_to_group(additions=[bos], actor=ACTOR, at=AT)
    values = {"group": str(team), "part": "PLAYER", "starts_on": "2026-09-01"}
    edit_id = start("group", values, anna, bo)
    assert counts(edit_id) == ("REVIEW", 1, 1, 0)
    confirm(edit_id)
    parts = Participation.objects.filter(group_id=team).order_by("starts_on")
    assert [(row.person_id, row.part) for row in parts] == [(bo, "LEADER"), (anna, "PLAYER")]
    undo(edit_id)
    assert [row.person_id for row in parts.all()] == [bo]


def test_an_own_field_holds_the_same_for_many_and_what_it_held_comes_back(association: UUID) -> None:
    anna, bo, cia = register(a_person("Anna", "Ek"), a_person("Bo", "Ek"), a_person("Cia", "Ek"))
    field = save_field("Båt")
    write(anna, field, "Jolle")
    write(cia, field, "Kanot")
    edit_id = start("own_field", {"field": str(field.id), "text": "Kanot"}, anna, bo, cia)
    assert counts(edit_id) == ("REVIEW", 2, 1, 0)
    confirm(edit_id)
    assert held(field.id, anna, bo, cia) == ["Kanot", "Kanot", "Kanot"]
    write(bo, field, "Eka")
    undo(edit_id)
    assert held(field.id, anna, bo, cia) == ["Jolle", "Eka", "Kanot"]


def test_many_are_changed_by_jobs_in_chunks_and_a_step_that_comes_twice_does_no_harm(
    association: UUID, viewer: Viewer
) -> None:
    people = register(*(a_person(f"Nr {number}", "Ek") for number in range(700)))
    edit_id = start("language", {"language": "nl"}, *people)
    assert counts(edit_id) == ("CHECKING", 0, 0, 0)
    assert [steps.check_next(edit_id=edit_id, at=AT) for _ in range(3)] == [True, False, False]
    confirm(edit_id)
    assert [steps.apply_next(edit_id=edit_id, at=AT) for _ in range(3)] == [True, False, False]
    assert BulkEdit.objects.get(id=edit_id).changed == 700
    undo(edit_id)
    undone = [steps.undo_next(edit_id=edit_id, actor=ACTOR, at=AT) for _ in range(3)]
    assert (undone, BulkEdit.objects.get(id=edit_id).undone) == ([True, False, False], 700)


def test_a_stopped_one_keeps_what_it_did_and_can_be_taken_back(association: UUID) -> None:
    people = register(*(a_person(f"Nr {number}", "Ek") for number in range(700)))
    edit_id = start("language", {"language": "nl"}, *people)
    while steps.check_next(edit_id=edit_id, at=AT):
        continue
    confirm(edit_id)
    steps.apply_next(edit_id=edit_id, at=AT)
    cancel_bulk_edit(edit_id=edit_id, actor=ACTOR, at=AT)
    assert steps.apply_next(edit_id=edit_id, at=AT) is False
    assert BulkEdit.objects.get(id=edit_id).changed == 500
    undo(edit_id)
    while steps.undo_next(edit_id=edit_id, actor=ACTOR, at=AT):
        continue
    assert BulkEdit.objects.get(id=edit_id).undone == 500


def test_what_cannot_be_is_refused(association: UUID, viewer: Viewer) -> None:
    (anna,) = register(a_person("Anna", "Ek"))
    with pytest.raises(BulkEditRefused):
        start("colour", {}, anna)
    with pytest.raises(BulkEditRefused):
        start("language", {"language": "fi"})
    with pytest.raises(NotFound):
        start("branch", {"branch": str(uuid4())}, anna)
    edit_id = start("language", {"language": "fi"}, anna)
    confirm(edit_id)
    with pytest.raises(BulkEditRefused):
        confirm(edit_id)
    with pytest.raises(BulkEditRefused):
        cancel_bulk_edit(edit_id=edit_id, actor=ACTOR, at=AT)
    undo(edit_id)
    with pytest.raises(BulkEditRefused):
        undo(edit_id)


def test_after_thirty_days_nothing_is_left_but_counts(association: UUID, viewer: Viewer) -> None:
    (anna,) = register(a_person("Anna", "Ek"))
    edit_id = start("language", {"language": "fi"}, anna)
    confirm(edit_id)
    assert forget_bulk_edits(actor=ACTOR, at=AT + timedelta(days=29)) == 0
    assert forget_bulk_edits(actor=ACTOR, at=AT + timedelta(days=31)) == 1
    assert Target.objects.filter(edit_id=edit_id).count() == 0
    details = get_edit(edit_id=edit_id, viewer=viewer, at=AT + timedelta(days=31))
    assert (dict(details.values), details.edit.changed, details.can_undo) == ({}, 1, False)


def test_what_was_typed_stands_in_no_header(association: UUID) -> None:
    (anna,) = register(living_at("Anna", "Storgatan 4"))
    confirm(start("address", STREET, anna))
    headers = str(list(Entry.objects.values_list("header", flat=True)))
    assert "Storgatan" not in headers


def test_whoever_sees_a_branch_only_sees_no_bulk_edit_of_others(association: UUID, viewer: Viewer) -> None:
    north, south = branches("Norra", "Södra")
    anna, bo = register(a_person("Anna", "Ek", unit_id=north), a_person("Bo", "Ek", unit_id=south))
    edit_id = start("language", {"language": "fi"}, anna, bo)
    narrow = replace(viewer, account_id=uuid4(), unit_ids=(north,))
    with pytest.raises(NotFound):
        get_edit(edit_id=edit_id, viewer=narrow, at=AT)
    page = list_targets(edit_id=edit_id, states=["CHANGE"], viewer=narrow, at=AT)
    assert [row.person_id for row in page.rows] == [anna]


def test_a_bulk_edit_of_another_association_does_not_exist(association: UUID, viewer: Viewer) -> None:
    (anna,) = register(a_person("Anna", "Ek"))
    edit_id = start("language", {"language": "fi"}, anna)
    assert get_edit(edit_id=edit_id, viewer=viewer, at=AT).edit.people == 1


def test_whoever_was_changed_after_the_preview_is_left_out(association: UUID, viewer: Viewer) -> None:
    anna, bo = register(a_person("Anna", "Ek"), a_person("Bo", "Ek"))
    edit_id = start("municipality", {"municipality": "Arvika"}, anna, bo)
    version = get_person(person_id=anna, viewer=viewer).version
    change_people(
        changes=[PersonChange(person_id=anna, version=version, values={"home_municipality": "Umeå"})],
        actor=ACTOR,
        at=AT,
    )
    confirm(edit_id)
    towns = [get_person(person_id=who, viewer=viewer).core.home_municipality for who in (anna, bo)]
    left = list_targets(edit_id=edit_id, states=["LEFT_OUT"], viewer=viewer, at=AT)
    assert (towns, [row.reason for row in left.rows]) == (["Umeå", "Arvika"], ["changed_meanwhile"])


def test_a_season_team_is_left_again_though_it_ends_by_itself(association: UUID) -> None:
    (anna,) = register(a_person("Anna", "Ek"))
    season = GroupEdit(
        name="P12", kind="TEAM", starts_on=date(2026, 8, 1), ends_on=date(2027, 7, 1), season="2026/27"
    )
    (team,) = save_groups(groups=[season], actor=ACTOR, at=AT)
    edit_id = start("group", {"group": str(team), "part": "PLAYER", "starts_on": "2026-09-01"}, anna)
    confirm(edit_id)
    undo(edit_id)
    assert (Participation.objects.count(), BulkEdit.objects.get(id=edit_id).undone) == (0, 1)


def test_nobody_learns_here_whether_somebody_protected_is_in_a_group(association: UUID) -> None:
    (hidden,) = register(living_at("Disa", "Gömd 1", protection="STRICT"))
    inside, outside = save_groups(
        groups=[GroupEdit(name="P12", kind="TEAM"), GroupEdit(name="P13", kind="TEAM")], actor=ACTOR, at=AT
    )
    addition = Addition(group_id=inside, person_id=hidden, part="PLAYER", starts_on=date(2020, 1, 1))
    add_to_group(additions=[addition], actor=ACTOR, at=AT)
    edits = [
        start("group", {"group": str(team), "part": "PLAYER", "starts_on": "2026-09-01"}, hidden)
        for team in (inside, outside)
    ]
    assert [counts(edit_id) for edit_id in edits] == [("REVIEW", 0, 1, 0)] * 2


def test_one_who_was_admitted_again_does_not_keep_the_others_from_coming_back(association: UUID) -> None:
    anna, bo = register(a_person("Anna", "Ek"), a_person("Bo", "Ek"))
    for person_id in (anna, bo):
        admit(person_id, date(2020, 1, 1))
    edit_id = start("membership_end", {"last_day": "2026-12-31", "reason": "RESIGNED"}, anna, bo)
    confirm(edit_id)
    admit(bo, date(2027, 6, 1))
    undo(edit_id)
    edit = BulkEdit.objects.get(id=edit_id)
    (annas,) = list_memberships(person_ids=[anna])[anna]
    assert (edit.undone, edit.kept, annas.ends_on) == (1, 1, None)


def test_a_membership_that_would_have_ended_anyway_gets_its_reason_back(association: UUID) -> None:
    (anna,) = register(a_person("Anna", "Ek"))
    admit(anna, date(2020, 1, 1), date(2028, 1, 1), end_reason="TRANSFERRED")
    edit_id = start("membership_end", {"last_day": "2026-12-31", "reason": "RESIGNED"}, anna)
    confirm(edit_id)
    undo(edit_id)
    (row,) = list_memberships(person_ids=[anna])[anna]
    assert (row.ends_on, row.end_reason) == (date(2028, 1, 1), "TRANSFERRED")


def test_a_tag_that_is_gone_by_then_is_no_reason_to_fail(association: UUID, viewer: Viewer) -> None:
    anna, bo = register(a_person("Anna", "Ek"), a_person("Bo", "Ek"))
    (tag,) = save_tags(tags=[TagEdit(name="Båtplats")], actor=ACTOR, at=AT)
    done, waiting = (start("tag_add", {"tag": str(tag)}, person_id) for person_id in (anna, bo))
    confirm(done)
    remove_tags(tag_ids=[tag], actor=ACTOR, at=AT)
    undo(done)
    confirm(waiting)
    left = list_targets(edit_id=waiting, states=["CHANGE", "LEFT_OUT"], viewer=viewer, at=AT, with_plan=True)
    assert (BulkEdit.objects.get(id=done).kept, [row.state for row in left.rows]) == (1, ["LEFT_OUT"])


def test_nobody_is_put_back_into_a_branch_that_was_closed(association: UUID, viewer: Viewer) -> None:
    north, south = branches("Norra", "Södra")
    (anna,) = register(a_person("Anna", "Ek", unit_id=north))
    edit_id = start("branch", {"branch": str(south)}, anna)
    confirm(edit_id)
    Unit.objects.filter(id=north).update(closed_on=date(2026, 1, 1))
    undo(edit_id)
    assert get_person(person_id=anna, viewer=viewer).core.unit_id == south


def test_whoever_left_the_branch_meanwhile_is_not_changed_by_its_officer(
    association: UUID, viewer: Viewer
) -> None:
    north, south = branches("Norra", "Södra")
    anna, bo = register(a_person("Anna", "Ek", unit_id=north), a_person("Bo", "Ek", unit_id=south))
    edit_id = start("language", {"language": "fi"}, anna, bo)
    confirm_bulk_edit(edit_id=edit_id, unit_ids=[north], actor=ACTOR, at=AT)
    languages = [get_person(person_id=who, viewer=viewer).core.language for who in (anna, bo)]
    assert languages == ["fi", ""]


def test_a_field_that_may_tell_where_somebody_is_cannot_be_filled_for_many(association: UUID) -> None:
    (anna,) = register(a_person("Anna", "Ek"))
    field = save_field("Träningsplats", tells_where=True)
    with pytest.raises(NotFound):
        start("own_field", {"field": str(field.id), "text": "Hallen"}, anna)


def brought_in(content: bytes) -> UUID:
    run_id = start_import(file=BytesIO(content), file_name="members.csv", actor=ACTOR, at=AT)
    import_steps.read_file(run_id=run_id, at=AT)
    confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    while import_steps.apply_next_chunk(run_id=run_id, at=AT):
        continue
    return run_id


NEWCOMERS = (
    b"Namn;E-post;Adress;Postnr;Ort\n"
    b"Anna Ek;anna@example.se;Storgatan 4;67131;Arvika\nBo Ek;bo@example.se;Storgatan 5;67131;Arvika\n"
)


@pytest.mark.parametrize(("kind", "values"), [("language", {"language": "fi"}), ("address", STREET)])
def test_whom_a_bulk_edit_changed_and_gave_back_goes_with_the_import(
    association: UUID, kind: str, values: dict[str, str]
) -> None:
    run_id = brought_in(NEWCOMERS)
    people = sorted(Person.objects.values_list("id", flat=True))
    edit_id = start(kind, values, *people)
    assert get_undo_preview(run_id=run_id).removed == 0
    confirm(edit_id)
    assert get_undo_preview(run_id=run_id).removed == 0
    undo(edit_id)
    preview = get_undo_preview(run_id=run_id)
    assert (preview.removed, preview.stays) == (2, ())
    undo_import(run_id=run_id, actor=ACTOR, at=AT)
    while import_steps.undo_next_chunk(run_id=run_id, actor=ACTOR, at=AT):
        continue
    assert (Person.objects.count(), Target.objects.count()) == (0, 0)
    assert BulkEdit.objects.get(id=edit_id).state == "UNDONE"


def test_whom_somebody_changed_before_the_bulk_edit_stays_when_the_import_is_taken_back(
    association: UUID,
) -> None:
    run_id = brought_in(NEWCOMERS)
    anna = Person.objects.get(given_name="Anna")
    change_people(
        changes=[PersonChange(person_id=anna.id, version=1, values={"preferred_name": "Annie"})],
        actor=ACTOR,
        at=AT,
    )
    edit_id = start("language", {"language": "fi"}, *Person.objects.values_list("id", flat=True))
    confirm(edit_id)
    undo(edit_id)
    preview = get_undo_preview(run_id=run_id)
    assert (preview.removed, preview.stays) == (
        1,
        (StaysOn(person_id=anna.id, name="Annie Ek", why="changed"),),
    )


def test_what_somebody_began_goes_no_further_once_their_access_has_ended(association: UUID) -> None:
    terms = [
        NewTerm(email=f"{role}@example.se", role=role, starts_on=date(2020, 1, 1))
        for role in ("chair", "secretary", "membership_secretary")
    ]
    _chair, stays, leaves = grant_terms(terms=terms, actor=ACTOR, at=AT)
    people = register(a_person("Anna", "Ek"), a_person("Bo", "Ek"))
    begun = {
        account_id: [
            start_bulk_edit(
                kind="municipality",
                values={"municipality": "Arvika"},
                person_ids=people,
                actor=Actor(kind=ActorKind.ACCOUNT, id=account_id),
                at=AT,
            )
            for _time in range(2)
        ]
        for account_id in (stays, leaves)
    }
    BulkEdit.objects.filter(id__in=[edits[0] for edits in begun.values()]).update(state="APPLYING")
    end_access(account_ids=[leaves], actor=ACTOR, at=AT)
    assert [counts(edit_id)[0] for edit_id in begun[leaves]] == ["CANCELLED", "CANCELLED"]
    assert [counts(edit_id)[0] for edit_id in begun[stays]] == ["APPLYING", "REVIEW"]
    assert steps.apply_next(edit_id=begun[leaves][0], at=AT) is False
    assert Target.objects.filter(state="CHANGED").count() == 0


def of_kind(kind: str) -> dict[str, str]:
    """What is typed for a change of every kind that `NEWCOMERS` can undergo."""
    match kind:
        case "tag_add":
            return {"tag": str(save_tags(tags=[TagEdit(name="Båtplats")], actor=ACTOR, at=AT)[0])}
        case "group":
            group = save_groups(groups=[GroupEdit(name="P12", kind="TEAM")], actor=ACTOR, at=AT)[0]
            return {"group": str(group), "part": "PLAYER", "starts_on": "2026-09-01"}
        case "own_field":
            return {"field": str(save_field("Båt").id), "text": "Kanot"}
        case "branch":
            return {"branch": str(branches("Norra")[0])}
        case "membership_type":
            wanted = MembershipType.objects.get(kind="SUPPORTING").id
            return {"type": str(wanted), "starts_on": "2027-01-01", "from_type": ""}
    return {
        "language": {"language": "fi"},
        "municipality": {"municipality": "Arvika"},
        "address": STREET,
        "membership_end": {"last_day": "2026-12-31", "reason": "RESIGNED"},
    }[kind]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"tag_remove"}))
def test_whom_any_kind_of_change_left_as_they_were_goes_with_the_import(association: UUID, kind: str) -> None:
    run_id = brought_in(NEWCOMERS)
    edit_id = start(kind, of_kind(kind), *Person.objects.values_list("id", flat=True))
    confirm(edit_id)
    assert BulkEdit.objects.get(id=edit_id).changed == 2
    undo(edit_id)
    assert (BulkEdit.objects.get(id=edit_id).undone, get_undo_preview(run_id=run_id).removed) == (2, 2)


@pytest.mark.parametrize("second", ["municipality", "address", "tag_add", "membership_type", "language"])
def test_changes_taken_back_one_after_the_other_leave_everybody_as_the_import_brought_them(
    association: UUID, second: str
) -> None:
    run_id = brought_in(NEWCOMERS)
    people = list(Person.objects.values_list("id", flat=True))
    edits = [start("branch", of_kind("branch"), *people)]
    confirm(edits[0])
    edits.append(start(second, of_kind(second), *people))
    confirm(edits[1])
    undo(edits[1])
    assert get_undo_preview(run_id=run_id).removed == 0
    undo(edits[0])
    assert [BulkEdit.objects.get(id=edit_id).undone for edit_id in edits] == [2, 2]
    assert get_undo_preview(run_id=run_id).removed == 2

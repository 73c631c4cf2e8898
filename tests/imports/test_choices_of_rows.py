"""Rows that mean somebody: updated, added anyway or left out, one by one or all at once."""

from uuid import UUID

import pytest

from matrikel.imports import steps
from matrikel.imports.actions.cancel_import import cancel_import
from matrikel.imports.actions.choose_rows import RowWish, choose_rows
from matrikel.imports.actions.confirm_import import confirm_import
from matrikel.imports.actions.forget_layouts import forget_layouts
from matrikel.imports.actions.resume_import import resume_import
from matrikel.imports.actions.set_mapping import ColumnChoice, set_mapping
from matrikel.imports.errors import ImportRefused
from matrikel.imports.models import RowChoice, Run
from matrikel.imports.queries import get_run, list_layouts, list_matched, list_problems, page_of_runs
from matrikel.kernel.actors import Viewer
from matrikel.memberships.models import MembershipType
from matrikel.people.models import ContactPoint, IdentityNumber, Person
from tests.conftest import ACTOR, AT, TODAY
from tests.imports.test_story import imported, undone

ANNA = b"Namn;E-post\nAnna Ek;anna@example.se\n"


def applied(run_id: UUID) -> None:
    confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    while steps.apply_next_chunk(run_id=run_id, at=AT):
        continue


def numbers(run_id: UUID) -> tuple[int, int, int, int]:
    run = get_run(run_id=run_id, at=AT).run
    return run.add, run.update, run.skip, run.keep


def test_row_of_somebody_known_is_updated_added_or_left_as_chosen(association: UUID, viewer: Viewer) -> None:
    imported(ANNA)
    more = b"Namn;E-post;Telefon\nAnna Ek;anna@example.se;070-1740605\n"
    run_id = imported(more, confirm=False)
    (row,) = list_matched(run_id=run_id, viewer=viewer).rows
    assert (row.row, row.meets, row.action, [each.name for each in row.differences]) == (
        2, "known", "update", ["PHONE"],
    )  # fmt: skip
    assert [known.name for known in row.people] == ["Anna Ek"]
    assert numbers(run_id) == (0, 1, 0, 0)
    choose_rows(run_id=run_id, wishes=[RowWish(row=2, choice="skip")], actor=ACTOR, at=AT)
    assert numbers(run_id) == (0, 0, 1, 0)
    choose_rows(run_id=run_id, wishes=[RowWish(row=2, choice="add")], actor=ACTOR, at=AT)
    assert numbers(run_id) == (1, 0, 0, 0)
    applied(run_id)
    assert list(Person.objects.order_by("id").values_list("given_name", "version")) == [
        ("Anna", 1),
        ("Anna", 1),
    ]
    undone(run_id)
    assert Person.objects.count() == 1


def test_numbers_that_only_one_may_have_stay_with_whom_they_belong_to(association: UUID) -> None:
    text = b"Namn;Personnummer;Medlemsnr\nAnna Ek;19730331-9912;7\n"
    imported(text)
    run_id = imported(text, confirm=False)
    set_mapping(run_id=run_id, on_match="add", actor=ACTOR, at=AT)
    reasons = {problem.reason for problem in list_problems(run_id=run_id).problems}
    assert reasons == {"national_number_twice", "member_number_twice"}
    applied(run_id)
    assert sorted(Person.objects.values_list("member_number", flat=True)) == ["7", "8"]
    assert IdentityNumber.objects.count() == 1


def test_doubted_row_means_whom_somebody_says(association: UUID, viewer: Viewer) -> None:
    imported(b"Namn;Ort\nAnna Ek;Solna\n")
    imported_again = imported(b"Namn;Ort\nAnna Ek;Visby\n", confirm=False)
    set_mapping(run_id=imported_again, on_doubt="add", actor=ACTOR, at=AT)
    applied(imported_again)
    first, second = Person.objects.order_by("id").values_list("id", flat=True)
    run_id = imported(b"Namn;Ort;Telefon\nAnna Ek;Boden;070-1740605\n", confirm=False)
    (row,) = list_matched(run_id=run_id, viewer=viewer).rows
    assert (row.meets, row.action, {known.id for known in row.people}) == ("perhaps", "skip", {first, second})
    # Where two could be meant, all at once cannot say which.
    set_mapping(run_id=run_id, on_doubt="update", actor=ACTOR, at=AT)
    assert numbers(run_id) == (0, 0, 1, 0)
    wish = RowWish(row=2, choice="update", person_id=second)
    choose_rows(run_id=run_id, wishes=[wish], actor=ACTOR, at=AT)
    assert numbers(run_id) == (0, 1, 0, 0)
    applied(run_id)
    phones = ContactPoint.objects.filter(kind="PHONE").values_list("person_id", flat=True)
    assert list(phones) == [second]


def test_somebody_whom_the_row_cannot_mean_is_never_updated(association: UUID, viewer: Viewer) -> None:
    imported(b"Namn;Ort\nAnna Ek;Solna\nBo Berg;Solna\n")
    bo = Person.objects.get(given_name="Bo").id
    run_id = imported(b"Namn;Ort\nAnna Ek;Visby\n", confirm=False)
    choose_rows(run_id=run_id, wishes=[RowWish(row=2, choice="update", person_id=bo)], actor=ACTOR, at=AT)
    (row,) = list_matched(run_id=run_id, viewer=viewer).rows
    assert (row.action, [known.name for known in row.people]) == ("update", ["Anna Ek"])


def test_rows_laid_together_are_taken_apart(association: UUID, viewer: Viewer) -> None:
    text = b"Namn;E-post;Telefon\nAnna Ek;a@example.se;070-1740605\nAnna Ek;a@example.se;070-1740606\n"
    run_id = imported(text, confirm=False)
    (row,) = list_matched(run_id=run_id, viewer=viewer).rows
    assert (row.row, row.meets, row.other_row, row.action) == (3, "row", 2, "skip")
    choose_rows(run_id=run_id, wishes=[RowWish(row=3, choice="add")], actor=ACTOR, at=AT)
    assert numbers(run_id) == (2, 0, 0, 0)
    (problem,) = list_problems(run_id=run_id).problems
    assert problem.effect == "as_chosen"
    applied(run_id)
    assert Person.objects.count() == 2


def test_choice_for_all_can_replace_those_for_single_rows(association: UUID) -> None:
    imported(ANNA)
    run_id = imported(ANNA.replace(b"E-post", b"E-post;Ort").replace(b".se", b".se;Solna"), confirm=False)
    choose_rows(run_id=run_id, wishes=[RowWish(row=2, choice="skip")], actor=ACTOR, at=AT)
    set_mapping(run_id=run_id, on_match="update", actor=ACTOR, at=AT)
    assert numbers(run_id) == (0, 0, 1, 0)
    set_mapping(run_id=run_id, on_match="update", forget_choices=True, actor=ACTOR, at=AT)
    assert (numbers(run_id), RowChoice.objects.count()) == ((0, 1, 0, 0), 0)


def test_what_cannot_be_chosen_is_refused(association: UUID) -> None:
    run_id = imported(ANNA, confirm=False)
    with pytest.raises(ImportRefused):
        choose_rows(run_id=run_id, wishes=[RowWish(row=2, choice="double")], actor=ACTOR, at=AT)
    # A row that meets nobody has nothing to choose.
    choose_rows(run_id=run_id, wishes=[RowWish(row=2, choice="skip")], actor=ACTOR, at=AT)
    assert numbers(run_id) == (1, 0, 0, 0)
    applied(run_id)
    with pytest.raises(ImportRefused):
        choose_rows(run_id=run_id, wishes=[RowWish(row=2, choice="skip")], actor=ACTOR, at=AT)


def test_protected_person_in_register_and_file_is_asked_about_and_not_added_again(
    association: UUID, viewer: Viewer
) -> None:
    text = b"Namn;F\xc3\xb6dd;E-post;Gatuadress\nSally Rydberg;1980-01-01;sally@example.se;Skyddad adress\n"
    imported(text)
    assert Person.objects.get().protection == "PROTECTED"
    for other in (text, text.replace(b"1980-01-01", b"1980-12-31").replace(b"sally@", b"other@")):
        # Neither the right birth date nor a wrong one of the same year changes what is said.
        run_id = imported(other, confirm=False)
        assert numbers(run_id) == (0, 0, 1, 0)
        (row,) = list_matched(run_id=run_id, viewer=viewer).rows
        assert (row.meets, row.action) == ("perhaps", "skip")


def test_numbers_of_an_old_check_are_not_acted_upon(association: UUID) -> None:
    from datetime import timedelta

    text = b"Namn;E-post\nAnna Ek;anna@example.se\nBo Ek;bo@example.se\n"
    waiting = imported(text, confirm=False)
    later = AT + timedelta(hours=1)
    other = imported(ANNA, confirm=False)
    confirm_import(run_id=other, actor=ACTOR, at=later)
    while steps.apply_next_chunk(run_id=other, at=later):
        continue
    details = get_run(run_id=waiting, at=later)
    assert (details.is_stale, details.run.add) == (True, 2)
    even_later = later + timedelta(hours=1)
    assert not confirm_import(run_id=waiting, actor=ACTOR, at=even_later)
    details = get_run(run_id=waiting, at=even_later)
    assert (details.run.state, details.run.add, details.run.keep) == ("REVIEW", 1, 1)
    assert (details.numbers_before["add"], details.is_stale) == (2, False)
    assert confirm_import(run_id=waiting, actor=ACTOR, at=even_later)


def test_types_that_the_import_made_go_with_it_unless_somebody_uses_them(association: UUID) -> None:
    text = b"Namn;Medlemstyp;Medlem sedan\nAnna Ek;Veteran;2001\nBo Ek;Pionj\xc3\xa4r;2002\n"
    before = set(MembershipType.objects.values_list("name", flat=True))
    run_id = imported(text)
    # Another import has come to use one of them.
    imported(b"Namn;Medlemstyp;E-post\nEva Ek;Veteran;eva@example.se\n")
    undone(run_id)
    assert set(MembershipType.objects.values_list("name", flat=True)) - before == {"Veteran"}


def test_layout_is_known_again_by_its_headings_alone(association: UUID) -> None:
    text = "Kolumn X;Kolumn Y;Kolumn Z\nEk;Anna;{}\nBerg;Bo;{}\n"
    run_id = imported(text.format("blå", "röd").encode(), confirm=False)
    choices = [(0, "family_name"), (1, "given_name"), (2, "place")]
    set_mapping(
        run_id=run_id,
        columns=[ColumnChoice(index=index, field=field) for index, field in choices],
        actor=ACTOR,
        at=AT,
    )
    applied(run_id)
    again = imported(text.format("Visby", "Solna").replace("Anna", "Eva").encode(), confirm=False)
    details = get_run(run_id=again, at=AT)
    assert details.recognised_on == TODAY
    assert [(column.field, column.state) for column in details.columns] == [
        ("family_name", "mapped"), ("given_name", "mapped"), ("place", "mapped"),
    ]  # fmt: skip
    (layout,) = list_layouts()
    assert (layout.headings, layout.used_on) == (("Kolumn X", "Kolumn Y", "Kolumn Z"), TODAY)
    other = imported(text.replace("Z", "Å").format("a", "b").encode(), confirm=False)
    assert get_run(run_id=other, at=AT).recognised_on is None
    assert forget_layouts(layout_ids=[layout.id], actor=ACTOR, at=AT) == 1
    third = imported(text.format("a", "b").encode(), confirm=False)
    assert get_run(run_id=third, at=AT).recognised_on is None


def test_stopped_run_goes_on_where_it_stood(association: UUID) -> None:
    text = "Namn;E-post\n" + "".join(f"Anna Ek{chr(97 + n % 26)};a{n}@example.se\n" for n in range(6_000))
    run_id = imported(text.encode(), confirm=False)
    cancel_import(run_id=run_id, actor=ACTOR, at=AT)
    resume_import(run_id=run_id, actor=ACTOR, at=AT)
    assert get_run(run_id=run_id, at=AT).run.state == "CHECKING"
    steps.check_rows(run_id=run_id, at=AT)
    confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    assert steps.apply_next_chunk(run_id=run_id, at=AT)
    cancel_import(run_id=run_id, actor=ACTOR, at=AT)
    assert get_run(run_id=run_id, at=AT).can_resume
    resume_import(run_id=run_id, actor=ACTOR, at=AT)
    while steps.apply_next_chunk(run_id=run_id, at=AT):
        continue
    run = get_run(run_id=run_id, at=AT).run
    assert (run.state, run.added, Person.objects.count()) == ("DONE", 6_000, 6_000)
    with pytest.raises(ImportRefused):
        resume_import(run_id=run_id, actor=ACTOR, at=AT)


def test_run_that_was_stopped_while_it_was_read_is_read_again(association: UUID) -> None:
    from io import BytesIO

    from matrikel.imports.actions.start_import import start_import

    run_id = start_import(file=BytesIO(ANNA), file_name="a.csv", actor=ACTOR, at=AT)
    cancel_import(run_id=run_id, actor=ACTOR, at=AT)
    steps.read_file(run_id=run_id, at=AT)
    assert get_run(run_id=run_id, at=AT).run.state == "CANCELLED"
    resume_import(run_id=run_id, actor=ACTOR, at=AT)
    steps.read_file(run_id=run_id, at=AT)
    assert get_run(run_id=run_id, at=AT).run.state == "REVIEW"


def test_second_row_of_somebody_known_is_one_change_with_the_first(association: UUID) -> None:
    # Row 2 means Anna and changes nothing; row 5002 repeats it with a telephone, in another chunk.
    imported(ANNA)
    filler = "".join(f"Bo Ek{chr(97 + n % 26)};b{n}@example.se;\n" for n in range(5_000))
    text = f"Namn;E-post;Telefon\nAnna Ek;anna@example.se;\n{filler}Anna Ek;anna@example.se;070-1740605\n"
    imported(text.encode())
    anna = Person.objects.get(given_name="Anna")
    assert list(ContactPoint.objects.filter(kind="PHONE").values_list("person_id", flat=True)) == [anna.id]


def test_runs_are_paged(association: UUID) -> None:
    for number in range(5):
        imported(ANNA, f"file{number}.csv", confirm=False)
    first = page_of_runs(at=AT, limit=3)
    second = page_of_runs(at=AT, limit=3, after=first.next_after)
    assert [run.file_name for run in (*first.runs, *second.runs)] == [f"file{n}.csv" for n in (4, 3, 2, 1, 0)]
    assert second.next_after is None
    assert [run.file_name for run in page_of_runs(at=AT, search="LE3").runs] == ["file3.csv"]
    assert Run.objects.count() == 5


def test_misspelt_second_row_is_doubted_and_laid_together_by_choice(
    association: UUID, viewer: Viewer
) -> None:
    text = (
        "Namn;Född;E-post;Telefon\n"
        "Anna Svensson;1973-03-31;anna@example.se;\n"
        "Anna Svenson;1973-03-31;;070-1740605\n"
        "Emma Svensson;1973-03-31;anna@example.se;\n"
    ).encode()
    run_id = imported(text, confirm=False)
    (row,) = list_matched(run_id=run_id, viewer=viewer, meets="perhaps_row").rows
    assert (row.row, row.other_row, row.action, row.is_laid) == (3, 2, "add", False)
    assert numbers(run_id) == (3, 0, 0, 0)
    choose_rows(run_id=run_id, wishes=[RowWish(row=3, choice="update")], actor=ACTOR, at=AT)
    assert numbers(run_id) == (2, 0, 1, 0)
    (row,) = list_matched(run_id=run_id, viewer=viewer, meets="perhaps_row").rows
    assert (row.action, row.is_laid, row.is_chosen) == ("skip", True, True)
    (problem,) = list_problems(run_id=run_id).problems
    assert (problem.reason, problem.effect) == ("perhaps_same_as_row", "merged_into_row")
    applied(run_id)
    anna = Person.objects.get(given_name="Anna")
    points = (
        ContactPoint.objects.filter(person_id=anna.id).order_by("kind").values_list("normalised", flat=True)
    )
    assert list(points) == ["anna@example.se", "+46701740605"]


def test_two_rows_of_one_known_person_are_one_change(association: UUID, viewer: Viewer) -> None:
    imported(b"Namn;E-post;Personnummer\nAnna Ek;anna@example.se;19730331-9912\n")
    run_id = imported(
        b"Namn;E-post;Personnummer;Telefon;Ort\n"
        b"Anna Ek;anna@example.se;;070-1740605;\n"
        b"Anna Maria Ek;;19730331-9912;;Solna\n",
        confirm=False,
    )
    (problem,) = list_problems(run_id=run_id).problems
    assert (problem.row, problem.reason, problem.effect) == (3, "same_as_row", "merged_into_row")
    row = list_matched(run_id=run_id, viewer=viewer).rows[1]
    assert (row.row, row.meets, row.is_laid, row.other_row) == (3, "known", True, 2)
    applied(run_id)
    points = ContactPoint.objects.order_by("kind").values_list("kind", "normalised", "place")
    assert list(points) == [
        ("EMAIL", "anna@example.se", ""),
        ("PHONE", "+46701740605", ""),
        ("POSTAL", "", "Solna"),
    ]


def test_rows_of_somebody_who_came_meanwhile_are_one_change(association: UUID) -> None:
    known = b"Namn;E-post;Personnummer\nAnna Ek;anna@example.se;19730331-9912\n"
    run_id = imported(
        b"Namn;E-post;Personnummer;Telefon;Ort\n"
        b"Anna Ek;anna@example.se;;070-1740605;\n"
        b"Anna Maria Ek;;19730331-9912;;Solna\n"
        b"Anna Ek;anna@example.se;;08-7405060;\n",
        confirm=False,
    )
    imported(known)
    Run.objects.filter(id=run_id).update(checked_at=AT.replace(year=AT.year + 1))
    applied(run_id)
    assert Person.objects.count() == 1
    points = ContactPoint.objects.exclude(kind="EMAIL").order_by("normalised")
    assert list(points.values_list("normalised", "place")) == [
        ("", "Solna"),
        ("+46701740605", ""),
        ("+4687405060", ""),
    ]

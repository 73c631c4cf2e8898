"""A script previews a file, imports it, reads it back line by line, and takes it back."""

import json

import pytest

from matrikel.console.main import main

FILE = """Medlemsnr;Förnamn;Efternamn;E-post;Född;Medlem sedan
101;Anna;Sköld;anna.skold@example.se;1946-03-23;2008-09-22
102;Bo;Ek;bo.ek(at)example.se;1990-01-02;2019-05-01
103;Cilla;Dahl;cilla@example.se;1971-12-24;2020-02-29
"""


@pytest.fixture
def club(committed, capsys):
    assert (
        main(["create_association", "klubb", "--name", "Klubben", "--country", "SE", "--kind", "club"]) == 0
    )
    capsys.readouterr()
    return "klubb"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "medlemmar.csv"
    path.write_text(FILE, encoding="windows-1252")
    return str(path)


def answer_of(capsys, *words):
    assert main(list(words)) == 0
    return json.loads(capsys.readouterr().out)


def export(capsys, association):
    assert main(["export_people", "--association", association, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_preview_says_everything_and_writes_nothing(club, file, capsys):
    preview = answer_of(capsys, "import_people", file, "--association", club, "--json")

    assert (preview["rows"], preview["add"], preview["update"], preview["skip"]) == (3, 3, 0, 0)
    assert preview["errors"] == [
        {
            "row": 3,
            "column": "E-post",
            "value": "bo.ek(at)example.se",
            "reason": "not_an_email",
            "effect": "value_left_out",
        }
    ]
    assert preview["columns"] == {
        "Medlemsnr": "member_number",
        "Förnamn": "given_name",
        "Efternamn": "family_name",
        "E-post": "email",
        "Född": "birth",
        "Medlem sedan": "joined",
    }
    assert export(capsys, club) == []


def test_what_was_applied_comes_out_by_its_map_names_and_goes_when_it_is_taken_back(club, file, capsys):
    applied = answer_of(capsys, "import_people", file, "--association", club, "--apply", "--json")
    people = sorted(export(capsys, club), key=lambda person: person["member_number"])

    assert applied["state"] == "done"
    assert [(person["given_name"], person["birth_date"]) for person in people] == [
        ("Anna", "1946-03-23"),
        ("Bo", "1990-01-02"),
        ("Cilla", "1971-12-24"),
    ]
    assert [[point["value"] for point in person["contact_points"]] for person in people] == [
        ["anna.skold@example.se"],
        [],
        ["cilla@example.se"],
    ]
    assert [[held["starts_on"] for held in person["memberships"]] for person in people] == [
        ["2008-09-22"],
        ["2019-05-01"],
        ["2020-02-29"],
    ]

    undone = answer_of(capsys, "undo_import", applied["run"], "--json")

    assert undone == {"run": applied["run"], "state": "undone", "kept": []}
    assert export(capsys, club) == []


def test_a_person_reads_the_same_in_lines(club, file, capsys):
    assert main(["import_people", file, "--association", club]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "3 rows: 3 to add, 0 to update, 0 to skip.",
        "  Medlemsnr → member_number",
        "  Förnamn → given_name",
        "  Efternamn → family_name",
        "  E-post → email",
        "  Född → birth",
        "  Medlem sedan → joined",
        "Row 3, E-post: not an email → value left out",
        "Nothing has been written; --apply imports it.",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "cannot be read as a list of people: empty."),
        (b"\x7fELF\x00\x00\x01", "cannot be read as a list of people: wrong type."),
    ],
)
def test_a_file_that_is_no_list_is_refused(club, tmp_path, capsys, content, sentence):
    path = tmp_path / "list.csv"
    path.write_bytes(content)

    assert main(["import_people", str(path), "--association", club, "--apply"]) == 1
    assert capsys.readouterr().err == f"matrikel: {path} {sentence}\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["import_people", "/no/such/file.csv", "--association", "klubb"],
            "/no/such/file.csv: No such file or directory.",
        ),
        (["undo_import", "yesterday"], "yesterday is not the name of an import run."),
        (
            ["undo_import", "019a0000-0000-7000-8000-000000000000"],
            "There is no import run 019a0000-0000-7000-8000-000000000000.",
        ),
    ],
)
def test_what_is_not_there_is_said(club, capsys, words, sentence):
    assert main(words) == 1
    assert capsys.readouterr().err == f"matrikel: {sentence}\n"


def test_seeded_people_are_counted(club, capsys):
    added = answer_of(capsys, "seed", "--association", club, "--people", "30", "--stream", "7", "--json")

    assert (added["added"], len(export(capsys, club))) == (30, 30)

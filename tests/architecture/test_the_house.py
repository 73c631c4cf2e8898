"""What the house promises and import-linter cannot see: doors have signs, actions have shapes, rooms have plates."""

import ast
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, get_resolver
from procrastinate.contrib.django import app as job_app

from matrikel.access.rules import STARTING_ROLES
from matrikel.kernel.actors import Right
from matrikel.kernel.personal_data_map import Level, TableClass, pages
from matrikel.organisations.rules import RESERVED_SLUGS
from tests.factories.addresses import all_addresses

ROOT = Path(settings.SOURCE).parent
HOUSE = ROOT / "src" / "matrikel"
ROOMS = sorted(path.parent.name for path in HOUSE.glob("*/__init__.py"))
PYTHON = sorted(path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(HOUSE.rglob("*.html"))
# A letter is no page: no stylesheet of ours reaches into a mail program, so its looks stand in the tags.
PAGES = [path for path in TEMPLATES if HOUSE / "mail" not in path.parents]
SIGN_IN_STEPS = ("sign_in", "code", "password", "passkey", "factor", "again", "eid")
ACTION_FILES = sorted(path for path in HOUSE.glob("*/actions/*.py") if path.stem != "__init__")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def module_of(path: Path) -> ModuleType:
    return import_module(".".join(path.relative_to(ROOT / "src").with_suffix("").parts))


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in PYTHON:
        yield name_of(path), ast.parse(path.read_text(encoding="utf-8"))


# --- Doors ------------------------------------------------------------------------------------------------


def test_every_address_has_a_door_that_says_who_may_enter() -> None:
    signs = {"everyone", "host", "own_sign_in", "any_role", *(right.value for right in Right)}
    without = [
        f"{address.namespace}:{address.name}"
        for address in all_addresses()
        if getattr(address.view, "door", None) not in signs
    ]
    assert without == []


def test_nothing_but_the_front_the_looks_and_the_two_switches_is_open_to_everyone() -> None:
    open_doors = {
        f"{address.namespace}:{address.name}"
        for address in all_addresses()
        if getattr(address.view, "door", None) == "everyone"
    }
    assert open_doors == {
        "front:start",
        "front:begin",
        *(f"{under}:{step}" for under in ("front", "looks") for step in SIGN_IN_STEPS),
        "front:eid_back",
        "front:eid_keys",
        "front:sign_in_link",
        "front:invitation",
        "front:sign_out",
        "front:health",
        "front:fewer_letters",
        "front:letter_box",
        "front:returned_letters",
        "looks:sheet",
        "looks:logo",
        "looks:shared_list",
        "looks:role",
        "ui:theme",
        "ui:language",
        "ui:policy_report",
    }


def test_every_right_opens_something_or_shows_something_and_somebody_holds_it() -> None:
    used = {
        node.attr
        for _name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Right"
    }
    assert used == {right.name for right in Right}
    assert {right for rights in STARTING_ROLES.values() for right in rights} == set(Right)


def test_no_association_can_take_an_address_that_is_a_page() -> None:
    taken = {
        str(pattern.pattern).split("/")[0]
        for group in get_resolver().url_patterns
        for pattern in (getattr(group, "url_patterns", None) or [group])
        if not str(group.pattern) and isinstance(pattern, URLPattern)
    } - {""}
    assert (taken - RESERVED_SLUGS, len(taken) > 4) == (set(), True)


# --- Actions ----------------------------------------------------------------------------------------------


def own_functions(module: ModuleType) -> dict[str, Callable[..., object]]:
    return {
        name: found
        for name, found in vars(module).items()
        if inspect.isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_")
    }


@pytest.mark.parametrize("path", ACTION_FILES, ids=name_of)
def test_an_action_is_named_as_its_file_and_takes_keywords_that_say_who_and_when(path: Path) -> None:
    action = own_functions(module_of(path)).get(path.stem)
    assert action is not None
    parameters = inspect.signature(action).parameters
    assert {parameter.kind for parameter in parameters.values()} <= {inspect.Parameter.KEYWORD_ONLY}
    assert (action.__doc__ or "").strip() != ""
    # Whatever changes something of an association says who did it. A sign-in's own matters are nobody else's.
    writes_down = "record(" in path.read_text(encoding="utf-8")
    assert not writes_down or {"at"} <= set(parameters)


def test_actions_are_verbs() -> None:
    assert [path.stem for path in ACTION_FILES if "_" not in path.stem and path.stem != "record"] == []


# --- Files ------------------------------------------------------------------------------------------------


def test_files_about_people_are_written_where_their_leaving_is_written_down() -> None:
    # The exports room writes lists; the imports hand whoever imports the doubtful rows of her own file back; an
    # invoice goes to whom it is for. The kernel sets what these hand it.
    may = ("matrikel/exports/formats/", "matrikel/imports/formats/", "matrikel/billing/formats/")
    writers = re.compile(
        r"\bcsv\.(?:writer|DictWriter)\(|\bxlsxwriter\b|\bWorkbook\(|\btypst\b|kernel\.paper\b|text/csv|spreadsheetml"
    )
    found = {
        name_of(path)
        for path in PYTHON
        if writers.search(path.read_text(encoding="utf-8")) and not any(each in name_of(path) for each in may)
    }
    # Doors that hand such a file over, or take one in, say of which kind it is.
    assert found == {
        "src/matrikel/kernel/paper.py",
        "src/matrikel/office/exports/export.py",
        "src/matrikel/office/imports/problems.py",
        "src/matrikel/office/imports/forms.py",
    }


# --- Jobs -------------------------------------------------------------------------------------------------


def calls(function: str) -> Iterator[tuple[str, ast.Call]]:
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if called == function:
                    yield name, node


def test_every_job_that_is_asked_for_exists() -> None:
    asked = {
        node.args[0].value
        for _name, node in calls("defer")
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert (asked - set(job_app.tasks), len(asked) > 2) == (set(), True)


def test_a_job_is_named_after_its_room_and_told_ids_and_numbers_only() -> None:
    for name, task in job_app.tasks.items():
        room = name.split(".")[0]
        if room == "tests" or name.startswith(("builtin:", "procrastinate.")):
            continue
        assert room in ROOMS
        told = inspect.signature(inspect.unwrap(task.func)).parameters
        kinds = {
            parameter: str(found.annotation)
            for parameter, found in told.items()
            if parameter not in ("association_id", "context", "timestamp")
        }
        assert {
            parameter: kind
            for parameter, kind in kinds.items()
            if not (parameter.endswith("_id") or "int" in kind or UUID.__name__ in kind)
        } == {}, name


# --- Rooms ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_a_plate_of_at_most_forty_lines(room: str) -> None:
    lines = (HOUSE / room / "README.md").read_text(encoding="utf-8").splitlines()
    assert (re.match(rf"# {room}\b", lines[0], re.IGNORECASE) is not None, 3 <= len(lines) <= 40) == (
        True,
        True,
    )


def test_the_plan_of_the_house_names_every_room_and_no_others() -> None:
    plan = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `(\w+)`", plan, re.MULTILINE)) == ROOMS


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_every_module_opens_with_its_promise(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    first = (ast.get_docstring(ast.parse(text)) or "").split("\n\n")[0]
    assert (not text.strip(), first[-1:] in (".", ":", "?")).count(True) == 1


def test_nobody_leaves_a_promise_for_later() -> None:
    later = re.compile(
        r"#\s*(?:TODO|FIXME|XXX|HACK)\b|raise NotImplementedError|@pytest\.mark\.(?:skip|xfail)\b"
    )
    everything = [*PYTHON, *TEMPLATES, *sorted((ROOT / "tests").rglob("*.py"))]
    found = [name_of(path) for path in everything if later.search(path.read_text(encoding="utf-8"))]
    assert [name for name in found if name != name_of(Path(__file__))] == []


def test_the_clock_and_the_day_are_handed_in() -> None:
    # Only doors, jobs, the command line and what fills the demonstration look at the clock themselves.
    may = re.compile(
        r"matrikel/(?:office|portal|front|host|console|embedded|sandbox|ui)/|/jobs\.py$|/kernel/ids\.py$"
    )
    clock = re.compile(
        r"\b(?:timezone\.now|timezone\.localdate|timezone\.localtime|date\.today|datetime\.now)\("
    )
    found = [
        name_of(path)
        for path in PYTHON
        if clock.search(path.read_text(encoding="utf-8")) and not may.search(name_of(path))
    ]
    assert found == []


def test_a_list_names_the_association_of_its_rows() -> None:
    # Row-level security is the second lock; the first is that every query says whose rows it wants.
    whole_table = re.compile(r"\.objects\.all\(\)")
    found = [name_of(path) for path in PYTHON if whole_table.search(path.read_text(encoding="utf-8"))]
    assert found == []


# --- Templates --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_template_has_no_script_style_or_handler_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\sstyle=|\son[a-z]+=|\shx-on|javascript:|<style(?![^>]*nonce)", text) == []
    scripts = re.findall(r"<script\b[^>]*>", text)
    assert [tag for tag in scripts if "nonce=" not in tag or "src=" not in tag] == []
    assert re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_trusts_nobody_with_html(path: Path) -> None:
    assert re.findall(r"\|\s*safe\b|autoescape off|mark_safe", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_form_that_posts_carries_its_token(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    posting = [
        form for form in re.split(r"<form\b", text)[1:] if re.search(r'method="post"', form.split(">")[0])
    ]
    assert [form[:80] for form in posting if "csrf_token" not in form.split("</form>")[0]] == []


# --- The personal-data map --------------------------------------------------------------------------------

SCRATCH = """
import django
django.setup()
from django.db import models
from matrikel.people.models import Person
models.CharField(max_length=20, blank=True).contribute_to_class(Person, "shoe_size")
from django.core.management import call_command
call_command("check")
"""


def test_a_field_that_is_added_without_an_entry_in_the_map_fails_the_check() -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    run = [sys.executable, "-W", "ignore", "-c", SCRATCH]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert "(matrikel.E001) people.Person: the column shoe_size has no entry" in done.stderr
    assert done.stderr.count("E001") == 1
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "manage.py check\n" in makefile


def test_every_association_table_is_tied_to_its_association() -> None:
    tables = {
        label: apps.get_model(label)
        for label, page in pages().items()
        if page.table_class is TableClass.ASSOCIATION
    }
    without = [
        label
        for label, model in tables.items()
        if label != "organisations.Association" and not hasattr(model, "association_id")
    ]
    assert without == []


def test_what_is_most_sensitive_is_sealed_or_says_why_not() -> None:
    open_columns = {
        f"{label}.{name}"
        for label, page in pages().items()
        for name, entry in page.fields.items()
        if entry.level is Level.SPECIAL and not entry.sealed
    }
    assert open_columns == {
        "access.PendingAct.concerns",
        "fields.SealedFieldValue.hidden_key",
        "people.IdentityNumber.blind_index",
        "people.Person.protection",
        "people.TextToReview.concerns",
    }

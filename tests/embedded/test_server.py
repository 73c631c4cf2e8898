"""The PostgreSQL that comes along starts wherever Matrikel does, whatever happened before."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from matrikel.embedded import server
from matrikel.embedded.place import EmbeddedServerProblem, find_place


@pytest.fixture
def home(tmp_path):
    yield tmp_path / "home"
    server.remove(tmp_path / "home")


def ask(url, question):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()[0]


def keep_a_seven(info):
    with psycopg.connect(info.owner_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS value")


def server_number(home):
    return int((find_place(home).data / "postmaster.pid").read_text().split()[0])


def test_it_starts_answers_and_stops(home):
    info = server.ensure_running(home, durable=False)

    assert ask(info.runtime_url, "SELECT current_user::text") == "matrikel_runtime"
    assert ask(info.owner_url, "SELECT current_database()::text") == "matrikel"
    assert server.is_running(home) is True
    assert server.stop(home) is True
    assert server.is_running(home) is False
    assert server.stop(home) is False


def test_a_second_start_finds_the_first_and_the_data_stay(home):
    first = server.ensure_running(home, durable=False)
    number = server_number(home)
    keep_a_seven(first)

    assert server.ensure_running(home, durable=False) == first
    assert server_number(home) == number
    server.stop(home)
    again = server.ensure_running(home, durable=False)
    assert again == first
    assert ask(again.owner_url, "SELECT value FROM kept") == 7


def test_commands_that_start_at_once_share_one_server(home):
    program = (
        "import sys, pathlib; from matrikel.embedded import server; "
        "print(server.ensure_running(pathlib.Path(sys.argv[1]), durable=False).superuser_url)"
    )
    commands = [
        subprocess.Popen([sys.executable, "-c", program, str(home)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    answers = {command.communicate()[0] for command in commands}

    assert [command.returncode for command in commands] == [0, 0, 0]
    assert len(answers) == 1


def test_it_comes_back_after_kill_9_with_everything_that_was_committed(home):
    info = server.ensure_running(home)
    keep_a_seven(info)

    os.kill(server_number(home), signal.SIGKILL)
    # The signal is sent, not yet obeyed: until the process is gone, its socket still takes calls.
    deadline = time.monotonic() + 60
    while server.is_running(home) and time.monotonic() < deadline:
        time.sleep(0.01)
    again = server.ensure_running(home)

    assert ask(again.owner_url, "SELECT value FROM kept") == 7


def test_a_number_that_belongs_to_another_program_by_now_is_not_taken_for_the_server(home):
    server.ensure_running(home, durable=False)
    server.stop(home)
    (find_place(home).data / "postmaster.pid").write_text(f"{os.getpid()}\n/elsewhere\n")

    assert server.is_running(home) is False
    info = server.ensure_running(home, durable=False)
    assert ask(info.runtime_url, "SELECT 1") == 1


def test_a_start_that_was_cut_short_before_the_roles_were_made_is_completed(home):
    info = server.ensure_running(home, durable=False)
    find_place(home).prepared.unlink()
    with psycopg.connect(info.superuser_url, dbname="postgres", autocommit=True) as connection:
        connection.execute("DROP DATABASE matrikel")

    server.ensure_running(home, durable=False)

    assert ask(info.runtime_url, "SELECT 1") == 1


def test_a_home_below_a_directory_that_only_its_owner_may_enter_works(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    home = closed / "home"
    try:
        info = server.ensure_running(home, durable=False)
        assert ask(info.runtime_url, "SELECT 1") == 1
    finally:
        base = find_place(home).base
        server.remove(home)
    assert [path.name for path in home.iterdir()] == ["postgres.lock"]
    assert base.exists() is False


def test_a_path_too_long_for_a_socket_works(tmp_path):
    home = tmp_path / ("long" * 30)
    try:
        info = server.ensure_running(home, durable=False)
        assert ask(info.runtime_url, "SELECT 1") == 1
    finally:
        sockets = find_place(home).sockets
        server.remove(home)
    assert sockets.exists() is False


def test_the_passwords_are_for_nobody_else(home):
    server.ensure_running(home, durable=False)

    assert find_place(home).passwords.stat().st_mode & 0o777 == 0o600
    assert find_place(home).data.stat().st_mode & 0o777 == 0o700


def test_data_of_another_version_are_refused_with_a_sentence(home):
    server.ensure_running(home, durable=False)
    server.stop(home)
    (find_place(home).data / "PG_VERSION").write_text("15\n")

    with pytest.raises(
        EmbeddedServerProblem, match=r"were written by PostgreSQL 15; the one that comes along"
    ):
        server.ensure_running(home, durable=False)


def test_names_and_addresses_of_a_failing_statement_stay_out_of_the_log(home):
    info = server.ensure_running(home, durable=False)

    with pytest.raises(psycopg.errors.UndefinedTable):
        ask(info.owner_url, "SELECT 'Astrid Lindqvist' FROM nowhere")

    log = Path(find_place(home).log).read_text()
    assert ('relation "nowhere" does not exist' in log, "Astrid" in log) == (True, False)

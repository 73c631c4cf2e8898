"""`matrikel demo` shows Matrikel, says where, stops cleanly, and comes back whatever stopped it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from matrikel.embedded import server

pytestmark = pytest.mark.long

PATIENCE_SECONDS = 120


class Demo:
    """A demo that runs as a person runs it: by its command, in a home of its own."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port
        self.said = ""
        left_out = {
            "DATABASE_URL",
            "DATABASE_OWNER_URL",
            "DJANGO_SETTINGS_MODULE",
            "SECRET_KEY",
            "MATRIKEL_DEMO",
        }
        variables = {name: value for name, value in os.environ.items() if name not in left_out}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "matrikel.console.main", "demo", "--port", str(port)],
            env={**variables, "MATRIKEL_HOME": str(home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def wait_for(self, words: str) -> str:
        began = time.monotonic()
        while words not in self.said:
            assert time.monotonic() - began < PATIENCE_SECONDS, self.said
            line = self.process.stdout.readline()
            assert line, f"it ended: {self.said}"
            self.said += line
        return self.said

    def stop(self, with_signal: int) -> int:
        self.process.send_signal(with_signal)
        self.said += self.process.communicate(timeout=PATIENCE_SECONDS)[0]
        return self.process.returncode


@contextmanager
def running(home: Path, port: int):
    demo = Demo(home, port)
    try:
        yield demo
    finally:
        if demo.process.poll() is None:
            demo.stop(signal.SIGTERM)
        demo.process.stdout.close()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("demo") / "home"
    yield home
    server.remove(home)


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes_with(words: str) -> list[int]:
    asked = subprocess.run(["ps", "-eww", "-o", "pid=,args="], capture_output=True, text=True, check=True)
    return [int(line.split()[0]) for line in asked.stdout.splitlines() if words in line]


def status_of(url: str) -> int:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.status


def count_people(home: Path) -> int:
    with psycopg.connect(server.ensure_running(home).superuser_url) as connection:
        return connection.execute("SELECT count(*) FROM people_person").fetchone()[0]


def test_a_taken_port_is_said_the_links_work_and_ctrl_c_leaves_nothing_behind(home, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with running(home, port) as demo:
            said = demo.wait_for("Ctrl-C stops it")
            links = re.findall(r"http://localhost:\d+/sign-in/\S+", said)
            statuses = [status_of(link) for link in links]
            code = demo.stop(signal.SIGINT)

    assert f"Port {port} is taken; trying {port + 1}." in said
    assert statuses == [200] * 5
    assert code == 0
    assert demo.said.endswith("Stopped.\n")
    assert server.is_running(home) is False
    assert processes_with(f"--port={port + 1}") == []


def test_after_kill_9_the_next_start_goes_on_with_the_same_people_on_the_same_port(home, port):
    with running(home, port) as first:
        first.wait_for("Ctrl-C stops it")
        people = count_people(home)
        first.process.kill()
        first.process.wait()

    with running(home, port) as second:
        said = second.wait_for("Ctrl-C stops it")
        assert f"Matrikel is open at http://localhost:{port}\n" in said
        assert count_people(home) == people
        assert second.stop(signal.SIGTERM) == 0


def test_a_second_demo_is_told_where_the_first_one_is(home, port):
    with running(home, port) as first:
        first.wait_for("Ctrl-C stops it")
        with running(home, port) as second:
            said = second.process.communicate(timeout=PATIENCE_SECONDS)[0]

            assert (said, second.process.returncode) == (
                f"matrikel: The demo runs already: http://localhost:{port}\n",
                1,
            )
        assert status_of(f"http://localhost:{port}/") == 200
        assert json.loads((home / "demo.json").read_text())["pid"] == first.process.pid


def test_a_child_that_dies_is_said_and_comes_back(home, port):
    with running(home, port) as demo:
        demo.wait_for("Ctrl-C stops it")
        for pid in processes_with(f"--port={port}"):
            os.kill(pid, signal.SIGKILL)
        demo.wait_for("The web had stopped and was started again")

        for _ in range(100):
            try:
                assert status_of(f"http://localhost:{port}/") == 200
                break
            except OSError:
                time.sleep(0.2)
        else:
            pytest.fail("it did not come back")

"""`matrikel serve`, started as whoever runs an installation starts it: it refuses with a sentence, or serves safely."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connections

from matrikel.keys.keyring import FileKeyring
from tests.factories.answers import problems_of_answer

MATRIKEL = [sys.executable, "-m", "matrikel.console.main"]
NAME = "register.example.org"
Variables = dict[str, str]


def url_of(role: str) -> str:
    """Return the address of the tests' database, for a role of the server that the tests run on."""
    parts = urlsplit(os.environ["DATABASE_URL" if role == "runtime" else "DATABASE_OWNER_URL"])
    return urlunsplit(parts._replace(path="/" + connections["owner"].settings_dict["NAME"]))


@pytest.fixture
def sound(committed: None, tmp_path: Path) -> Variables:
    """Return the environment of an installation that nothing is wrong with."""
    FileKeyring(tmp_path / "keys").create()
    ours = {"DATABASE_OWNER_URL", "MATRIKEL_DEMO", "BEHIND_HTTPS", "ALLOWED_HOSTS", "MATRIKEL_DEBUG"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATABASE_URL": url_of("runtime"),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "MATRIKEL_HOME": str(tmp_path / "home"),
        "MATRIKEL_KEYRING": str(tmp_path / "keys"),
        "ALLOWED_HOSTS": NAME,
    }


def refused(variables: Variables, *words: str) -> str:
    """Start it, and return the sentences with which it refuses."""
    done = subprocess.run(
        [*MATRIKEL, "serve", "--port", "1", *words], env=variables, capture_output=True, text=True, timeout=60
    )
    asked_for_more = "MATRIKEL_DEBUG" in variables
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (1, "", asked_for_more), done.stderr
    return done.stderr


def _weaken(name: str, value: str) -> Callable[[Variables], None]:
    return lambda variables: variables.update({name: value})


def _without(name: str) -> Callable[[Variables], None]:
    return lambda variables: variables.pop(name) and None


def _open_the_keyring(variables: Variables) -> None:
    (Path(variables["MATRIKEL_KEYRING"]) / "index").chmod(0o750)


def _move_the_keyring(variables: Variables) -> None:
    moved = Path(variables["MATRIKEL_HOME"]) / "static" / "keys"
    FileKeyring(moved).create()
    variables["MATRIKEL_KEYRING"] = str(moved)


def _open_the_secret(variables: Variables) -> None:
    home = Path(variables["MATRIKEL_HOME"])
    home.mkdir()
    (home / "secret_key").write_text(variables.pop("SECRET_KEY"), encoding="ascii")
    (home / "secret_key").chmod(0o644)


def _take_the_owner(variables: Variables) -> None:
    variables["DATABASE_URL"] = url_of("owner")


def _name_brokers(text: str, mode: int) -> Callable[[Variables], None]:
    def spoil(variables: Variables) -> None:
        file = Path(variables["MATRIKEL_KEYRING"]).parent / "eid.toml"
        file.write_text(text, encoding="utf-8")
        file.chmod(mode)
        variables["MATRIKEL_EID"] = str(file)

    return spoil


BROKER = """
[broker.prov]
issuer = "https://login.example.org"
client_id = "us"
client_secret = "secret"
[[broker.prov.eid]]
code = "bankid"
name = "BankID"
level = "substantial"
acr = ["urn:x"]
"""
SPOILED: dict[str, tuple[Callable[[Variables], None], str]] = {
    "any host": (_weaken("ALLOWED_HOSTS", "*"), "ALLOWED_HOSTS is *"),
    "no encryption": (_weaken("BEHIND_HTTPS", "0"), f"{NAME} would be served without encryption"),
    "debugging": (_weaken("MATRIKEL_DEBUG", "1"), "MATRIKEL_DEBUG shows data"),
    "a typed secret": (_weaken("SECRET_KEY", "matrikel" * 5), "SECRET_KEY can be guessed"),
    "a short secret": (_weaken("SECRET_KEY", "x" * 31), "SECRET_KEY is missing or shorter"),
    "a secret that others read": (_open_the_secret, "Run chmod go-rwx on it"),
    "no keys": (_weaken("MATRIKEL_KEYRING", "/nonexistent/keys"), "matrikel keys init"),
    "keys that others read": (_open_the_keyring, "The keyring is open to other users. Run `chmod"),
    "keys that are served": (_move_the_keyring, "which is not kept secret. Move it"),
    "a role above the wall": (_take_the_owner, "Name matrikel_runtime there"),
    "half a broker": (_name_brokers(BROKER.replace('client_id = "us"', ""), 0o600), "client_id is missing"),
    "a broker in clear": (_name_brokers(BROKER.replace("https", "http"), 0o600), "without encryption"),
    "a broker's secret that others read": (_name_brokers(BROKER, 0o640), "eid.toml is readable by others"),
    "brokers that are not there": (_weaken("MATRIKEL_EID", "/nonexistent/eid.toml"), "cannot be read"),
    "a demonstration of real people": (_weaken("MATRIKEL_DEMO", "1"), "Take it out of the environment"),
}


@pytest.mark.parametrize("what", SPOILED)
def test_what_stands_open_does_not_start_and_says_how_it_is_mended(sound: Variables, what: str) -> None:
    spoil, sentence = SPOILED[what]
    spoil(sound)
    assert sentence in refused(sound)


def test_tables_of_another_version_do_not_start(sound: Variables) -> None:
    def change(statement: str, *values: str) -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute(statement, values)

    row = "(app, name, applied) VALUES ('people', %s, now())"
    change(f"INSERT INTO django_migrations {row}", "9999_of_tomorrow")
    try:
        assert "newer version (9999_of_tomorrow). Start that version" in refused(sound)
    finally:
        change("DELETE FROM django_migrations WHERE name = %s", "9999_of_tomorrow")
    change("UPDATE django_migrations SET app = 'gone' WHERE app = 'keys' AND name = '0001_initial'")
    try:
        assert "lacks 1 changes of this version. Run matrikel migrate" in refused(sound)
    finally:
        change("UPDATE django_migrations SET app = 'keys' WHERE app = 'gone'")


@pytest.fixture
def served(sound: Variables) -> Iterator[int]:
    """Serve behind a proxy that encrypts, and return the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*MATRIKEL, "serve", "--port", str(port), "--processes", "1"],
        env=sound,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until:
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
        assert process.poll() is None, process.communicate()[1]
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def ask(
    port: int, method: str, path: str, body: str = "", **headers: str
) -> tuple[int, dict[str, str], list[str]]:
    """Ask as the proxy does and return status, headers, and the cookies as they are set."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    sent = {"Host": NAME, "X-Forwarded-Proto": "https", **form, **headers}
    connection.request(method, path, body=body or None, headers=sent)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    told = [value for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, told


def test_behind_a_proxy_every_answer_and_every_cookie_is_as_safe_as_it_can_be(served: int) -> None:
    answers = {
        path: ask(served, "GET", path) for path in ("/", "/sign-in/", "/nowhere/", "/static/nowhere.js")
    }
    answers["/theme/"] = ask(served, "POST", "/theme/")
    answers["/other/"] = ask(served, "GET", "/other/", Host="evil.example")
    assert [status for status, _headers, _cookies in answers.values()] == [302, 200, 302, 404, 403, 400]
    cookie = answers["/sign-in/"][2][0].partition(";")[0]
    form = f"language=sv&csrfmiddlewaretoken={cookie.partition('=')[2]}"
    foreign, own = (
        ask(served, "POST", "/language/", form, Cookie=cookie, Origin=f"https://{host}")
        for host in ("evil.example", NAME)
    )
    assert (foreign[0], own[0]) == (403, 302)
    answers |= {"/language/?from=elsewhere": foreign, "/language/": own}
    wrong = [line for path, (_, headers, _c) in answers.items() for line in problems_of_answer(path, headers)]
    assert wrong == []
    assert {headers["strict-transport-security"] for _, headers, _c in answers.values()} == {
        "max-age=63072000"
    }
    cookies = [cookie for _, _headers, told in answers.values() for cookie in told]
    assert {cookie.partition("=")[0] for cookie in cookies} == {"__Host-csrf", "__Host-language"}
    for each in cookies:
        flags = {part.strip().lower() for part in each.split(";")[1:]}
        assert {"secure", "httponly", "path=/", "samesite=lax"} <= flags
        assert [flag for flag in flags if flag.startswith("domain")] == []


LETTING_GO = """
from matrikel.console.commands import serve
from matrikel.console.start import start_django
start_django(serves=True)
from django.db.backends.postgresql.base import DatabaseWrapper
serve._refuse_what_is_open("127.0.0.1")
before = sorted(DatabaseWrapper._connection_pools)
serve.let_go_of_the_database()
print(before, sorted(DatabaseWrapper._connection_pools))
"""


def test_processes_that_serve_share_no_connection_with_the_one_that_checked(sound: Variables) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LETTING_GO], env=sound, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout.strip()) == (0, "['default'] []"), done.stderr

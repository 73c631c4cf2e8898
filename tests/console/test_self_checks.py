"""An installation that is open somewhere does not start, and says in a sentence why."""

import json
import os
import secrets
import subprocess
import sys
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.urls import path

from matrikel.console.commands import serve
from matrikel.console.main import main
from matrikel.console.self_checks import (
    problems_of_the_address,
    problems_of_the_clock,
    problems_of_the_database,
    problems_of_the_demonstration,
    problems_of_the_doors,
    problems_of_the_line,
    problems_of_the_secrets,
)
from tests.conftest import AT

HERE = ["localhost", "127.0.0.1", "[::1]"]


def problems(*, host="127.0.0.1", allowed_hosts=HERE, behind_https=False, debug=False):
    return problems_of_the_address(
        host=host, allowed_hosts=allowed_hosts, behind_https=behind_https, debug=debug
    )


@pytest.mark.parametrize(
    "situation",
    [
        {},
        {"debug": True},
        {"host": "::1"},
        {"host": "localhost", "allowed_hosts": ["register.localhost"]},
        {"host": "0.0.0.0", "allowed_hosts": ["register.example.org"], "behind_https": True},
    ],
)
def test_what_is_encrypted_or_stays_on_this_machine_is_served(situation):
    assert problems(**situation) == []


@pytest.mark.parametrize(
    ("situation", "says"),
    [
        ({"allowed_hosts": ["*"], "behind_https": True}, ["ALLOWED_HOSTS is *"]),
        ({"allowed_hosts": ["register.example.org"]}, ["register.example.org would be served without"]),
        ({"host": "0.0.0.0"}, ["--host 0.0.0.0 listens to other machines"]),
        ({"host": "192.0.2.7"}, ["--host 192.0.2.7 listens to other machines"]),
        (
            {"allowed_hosts": ["register.example.org"], "behind_https": True, "debug": True},
            ["MATRIKEL_DEBUG shows data"],
        ),
    ],
)
def test_what_crosses_the_network_in_clear_is_not(situation, says):
    found = problems(**situation)
    assert [sentence[: len(start)] for sentence, start in zip(found, says, strict=True)] == says


def test_every_page_of_ours_says_who_may_enter():
    assert problems_of_the_doors() == []


class AddressesWithAHole:
    """A list of addresses in which somebody forgot to say who may enter."""

    urlpatterns = (path("forgotten/", lambda request: HttpResponse()),)


def test_a_page_that_says_of_nobody_that_they_may_enter_stops_the_start(monkeypatch, capsys, db, settings):
    settings.ROOT_URLCONF = AddressesWithAHole
    settings.SECRET_KEY = secrets.token_urlsafe(50)
    monkeypatch.setattr(serve, "start_django", lambda serves: None)

    assert main(["serve", "--port", "1"]) == 1
    assert capsys.readouterr().err.splitlines()[:2] == [
        "matrikel: Matrikel does not start like this:",
        "The page at /forgotten/ does not say who may enter.",
    ]


def test_the_wall_between_associations_has_no_hole(db, settings):
    settings.IS_DEMO = False
    assert problems_of_the_database() == []


@pytest.mark.parametrize(
    ("database", "is_open"),
    [
        ({}, False),
        ({"HOST": "/run/postgresql"}, False),
        ({"HOST": "127.0.0.1"}, False),
        ({"HOST": "db.example.org", "OPTIONS": {"sslmode": "verify-full"}}, False),
        ({"HOST": "db.example.org", "OPTIONS": {"sslmode": "require"}}, False),
        ({"HOST": "db.example.org", "OPTIONS": {"sslmode": "prefer"}}, True),
        ({"HOST": "db.example.org", "OPTIONS": {}}, True),
        ({"HOST": "192.0.2.7"}, True),
    ],
)
def test_the_way_to_a_database_elsewhere_is_encrypted(database, is_open):
    assert len(problems_of_the_line(database)) == is_open


@pytest.mark.parametrize(
    ("seconds", "is_off"), [(0, False), (59, False), (-59, False), (61, True), (-3_600, True)]
)
def test_clocks_that_are_apart_are_said(seconds, is_off):
    there = AT + timedelta(seconds=seconds)
    assert len(problems_of_the_clock(here=AT, there=there)) == is_off


@pytest.mark.parametrize(
    ("started_as_one", "is_one", "problems"),
    [(True, True, 0), (False, True, 0), (False, False, 0), (True, False, 1)],
)
def test_real_people_are_not_shown_as_a_demonstration(started_as_one, is_one, problems):
    assert len(problems_of_the_demonstration(started_as_one=started_as_one, is_one=is_one)) == problems


@pytest.mark.parametrize(
    ("key", "is_weak"),
    [
        (secrets.token_urlsafe(50), False),
        ("x" * 50, True),
        ("0123456789" * 5, True),
        ("django-insecure-q1w2e3r4t5y6u7i8o9p0asdfghjklzxcvbnm", True),
        ("Change-Me-q1w2e3r4t5y6u7i8o9p0asdfghjklzxcvbnm", True),
    ],
    # Every process of a run must find the same tests, and the first key is another one each time.
    ids=["made_by_chance", "one_letter", "digits", "of_a_framework", "of_a_manual"],
)
def test_a_secret_from_a_manual_is_none(key, is_weak, tmp_path):
    found = problems_of_the_secrets(
        secret_key=key, kept=tmp_path / "none", keyring=tmp_path / "keys", open_folders=[tmp_path / "static"]
    )
    assert len(found) == is_weak


def cookies_of(**variables):
    shows = (
        "import json; from config.settings import base as s; print(json.dumps([s.SESSION_COOKIE_NAME,"
        "s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME, s.THEME_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        "s.CSRF_COOKIE_SECURE]))"
    )
    environment = {
        **os.environ,
        "DATABASE_URL": "postgresql://a@localhost/b",
        "SECRET_KEY": "x" * 50,
        **variables,
    }
    told = subprocess.run(
        [sys.executable, "-c", shows], env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(told.stdout)


def test_cookies_are_bound_to_the_name_where_there_is_encryption():
    behind = {"ALLOWED_HOSTS": "register.example.org", "BEHIND_HTTPS": "1"}
    assert cookies_of(**behind) == [
        "__Host-session",
        "__Host-csrf",
        "__Host-language",
        "__Host-theme",
        True,
        True,
    ]
    assert cookies_of(BEHIND_HTTPS="0") == ["session", "csrf", "language", "theme", False, False]

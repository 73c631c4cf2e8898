"""The environment is read once, and what is wrong with it is said in a sentence."""

from pathlib import Path

import pytest

from config import env
from tests.factories.openid import a_key

COMPLETE = {
    "DATABASE_URL": "postgresql://matrikel_runtime:a%20b@db.example.org:5433/matrikel?sslmode=require",
    "SECRET_KEY": "s" * 40,
}


def test_an_address_is_taken_apart_for_django():
    assert env.read(COMPLETE).database.as_django() == {
        "NAME": "matrikel",
        "USER": "matrikel_runtime",
        "PASSWORD": "a b",
        "HOST": "db.example.org",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_socket_directory_is_an_address_too():
    address = env.parse_database_url("postgresql://me:secret@:5432/matrikel?host=/run/pg")

    assert (address.as_django()["HOST"], address.as_django()["OPTIONS"]) == ("/run/pg", {})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set."),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL is not an address that PostgreSQL understands."),
        (
            {"DATABASE_URL": "postgresql://host"},
            "DATABASE_URL is not an address that PostgreSQL understands.",
        ),
        (
            {"DATABASE_OWNER_URL": "owner"},
            "DATABASE_OWNER_URL is not an address that PostgreSQL understands.",
        ),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is missing or shorter than 32 characters."),
        ({"TIME_ZONE": "Helsinki"}, "TIME_ZONE is the name of a time zone, such as Europe/Helsinki"),
        ({"MATRIKEL_DEBUG": "maybe"}, "MATRIKEL_DEBUG is either 1 or 0, not “maybe”."),
    ],
)
def test_what_is_wrong_is_said_by_name(change, sentence):
    with pytest.raises(env.EnvironmentProblem) as problem:
        env.read({**COMPLETE, **change})

    assert str(problem.value).startswith(sentence)


def test_without_names_only_this_machine_is_answered_and_without_https():
    here, elsewhere = (
        env.read(COMPLETE),
        env.read({**COMPLETE, "ALLOWED_HOSTS": "a.example.org, b.example.org"}),
    )

    assert (here.allowed_hosts, here.behind_https) == (("localhost", "127.0.0.1", "[::1]"), False)
    assert (elsewhere.allowed_hosts, elsewhere.behind_https) == (("a.example.org", "b.example.org"), True)


def test_the_hours_are_those_of_most_unless_somebody_lives_elsewhere():
    zones = [env.read({**COMPLETE, "TIME_ZONE": zone}).time_zone for zone in ("", "Europe/Helsinki")]

    assert zones == ["Europe/Stockholm", "Europe/Helsinki"]


def test_home_is_var_in_the_project_unless_moved():
    assert env.home_directory({}) == env.PROJECT / "var"
    assert env.home_directory({"MATRIKEL_HOME": "/srv/matrikel"}) == Path("/srv/matrikel")


def test_secrets_do_not_show_in_the_text_of_the_environment():
    text = repr(env.read(COMPLETE))

    assert ("a%20b" in text, "a b" in text, "s" * 40 in text, "db.example.org" in text) == (False,) * 4


BROKER = """
[broker.prov]
issuer = "{issuer}"
client_id = "us"
client_key = "client.pem"
[[broker.prov.eid]]
code = "bankid"
name = "BankID"
level = "substantial"
acr = ["urn:x"]
"""


def test_brokers_of_eids_are_read_from_a_file_with_keys_beside_it(tmp_path: Path):
    (tmp_path / "client.pem").write_text(a_key("mine"), encoding="ascii")
    file = tmp_path / "eid.toml"
    file.write_text(BROKER.format(issuer="https://login.example.org"), encoding="utf-8")
    told = {**COMPLETE, "MATRIKEL_EID": str(file)}
    (broker,) = env.read(told).eid_brokers

    assert (broker.issuer, broker.client_key) == ("https://login.example.org", a_key("mine"))
    assert env.eid_files(told) == [file, tmp_path / "client.pem"]
    assert (env.read(COMPLETE).eid_brokers, env.eid_files(COMPLETE)) == ((), [])


def test_only_the_demonstration_speaks_to_a_broker_on_this_machine_in_clear(tmp_path: Path):
    (tmp_path / "client.pem").write_text(a_key("mine"), encoding="ascii")
    file = tmp_path / "eid.toml"
    file.write_text(BROKER.format(issuer="http://localhost:4000"), encoding="utf-8")
    told = {**COMPLETE, "MATRIKEL_EID": str(file)}

    assert [broker.code for broker in env.read({**told, "MATRIKEL_DEMO": "1"}).eid_brokers] == ["prov"]
    with pytest.raises(env.EnvironmentProblem, match="without encryption"):
        env.read(told)

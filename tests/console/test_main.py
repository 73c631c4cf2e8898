"""Scripts can rely on the command: help for everything, a sentence when it fails, 0 only on success."""

import json
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation

from matrikel.access.models import Account, PendingAct
from matrikel.access.queries import is_host
from matrikel.audit.models import Entry
from matrikel.authentication.models import FactorReset
from matrikel.console.main import COMMANDS, main
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.keys.keyring import keyring
from matrikel.mail.models import Letter
from matrikel.organisations.queries import find_association_id
from tests.conftest import make_association
from tests.factories.books import an_entry, books, post
from tests.factories.sign_ins import an_account, an_officer, give_app, letters


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])

    assert left.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: matrikel {name}")


def test_without_a_command_it_says_how_to_find_one(capsys):
    assert main([]) == 1
    assert capsys.readouterr().err == "matrikel: Say which command; matrikel --help lists them.\n"


def test_an_unknown_command_is_refused():
    with pytest.raises(SystemExit) as left:
        main(["fly"])

    assert left.value.code == 2


def test_a_broken_address_is_a_sentence_without_a_traceback(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "nonsense")

    assert main(["migrate"]) == 1
    assert capsys.readouterr().err == (
        "matrikel: DATABASE_URL is not an address that PostgreSQL understands. "
        "It looks like postgresql://user:password@host:5432/database.\n"
    )


def test_the_address_of_a_server_of_ones_own_is_not_printed(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgresql://me@example.org/db")

    assert main(["database_url", "--superuser"]) == 1
    assert capsys.readouterr().out == ""


def test_an_association_is_created_and_its_first_secretary_let_in(committed, capsys):
    assert (
        main(["create_association", "rodd", "--name", "Roddklubben", "--country", "no", "--kind", "club"])
        == 0
    )
    capsys.readouterr()
    assert (
        main(["sign_in_link", "anna@example.no", "--association", "rodd", "--role", "secretary", "--json"])
        == 0
    )
    link = json.loads(capsys.readouterr().out)

    assert (link["association"], link["role"]) == ("rodd", "secretary")
    assert link["url"].startswith("http://localhost:8000/sign-in/")


def test_the_board_reads_that_a_role_was_given_on_the_server(committed, capsys):
    main(["create_association", "rodd", "--name", "Roddklubben", "--country", "no", "--kind", "club"])
    for email, role in (("anna@example.no", "chair"), ("bo@example.no", "secretary")):
        main(["sign_in_link", email, "--association", "rodd", "--role", role])
    with association_scope(find_association_id(slug="rodd")), transaction.atomic():
        assert Letter.objects.filter(kind="access.given_on_server").count() == 1


def test_the_host_has_a_lost_second_step_taken_away_after_a_day(committed, capsys):
    account = an_account("birgit@example.se")
    assert main(["lost_second_step", "birgit@example.se"]) == 1
    give_app(account, timezone.now())
    capsys.readouterr()
    assert main(["lost_second_step", "Birgit@example.se", "--json"]) == 0
    due_at = datetime.fromisoformat(json.loads(capsys.readouterr().out)["due_at"])
    assert timedelta(hours=23) < due_at - timezone.now() < timedelta(hours=25)
    assert [letter.content.subject for letter in letters()][-1] == "Your second step will be taken away"


def test_whoever_lost_it_is_told_in_their_own_language_or_else_in_that_of_their_association(
    committed, capsys
):
    officer = an_officer(make_association(), email="eva@example.se")
    give_app(officer, timezone.now())
    told = []
    for language in ("", "fi"):
        Account.objects.filter(id=officer.pk).update(language=language)
        FactorReset.objects.all().delete()
        assert main(["lost_second_step", "eva@example.se"]) == 0
        told.append(letters()[-1].content.subject)
    capsys.readouterr()
    for language, said in zip(("sv", "fi"), told, strict=True):
        with translation.override(language):
            assert said == translation.gettext("Your second step will be taken away")


@pytest.mark.parametrize(("role", "lands_on"), [("treasurer", "/rodd/"), ("member", "/rodd/me/")])
def test_a_link_leads_to_the_office_or_to_ones_own_page(committed, capsys, role, lands_on):
    assert (
        main(["create_association", "rodd", "--name", "Roddklubben", "--country", "no", "--kind", "club"])
        == 0
    )
    capsys.readouterr()
    main(["sign_in_link", "anna@example.no", "--association", "rodd", "--role", role])

    path = capsys.readouterr().out.strip().removeprefix("http://localhost:8000")
    assert Client().post(path, HTTP_HOST="localhost")["Location"] == lands_on


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["create_association", "static", "--name", "S", "--country", "SE", "--kind", "club"],
            "An address has 1 to 40 small letters, digits and hyphens, and is not reserved.",
        ),
        (
            ["create_association", "klubb", "--name", "S", "--country", "US", "--kind", "club"],
            "Matrikel knows the countries SE, NO, FI, DK, NL and BE.",
        ),
        (
            ["sign_in_link", "a@example.se", "--association", "nowhere", "--role", "secretary"],
            "There is no association with the address nowhere.",
        ),
    ],
)
def test_a_refusal_is_a_sentence(committed, capsys, words, sentence):
    assert main(words) == 1
    assert capsys.readouterr().err == f"matrikel: {sentence}\n"


def test_isolation_has_no_holes(committed, capsys):
    assert main(["check_isolation", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_books_are_counted_anew(committed, capsys):
    with association_scope(make_association()), transaction.atomic():
        books()
        post(an_entry(), an_entry())
    assert main(["check_books", "--association", "klubben", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"entries": 2, "unbalanced": 0, "gaps": 0, "sum": 0}


@pytest.fixture
def own_keyring(settings, tmp_path):
    settings.KEYRING_DIRECTORY = str(tmp_path / "keys")
    keyring.cache_clear()
    yield
    keyring.cache_clear()


def test_keys_are_made_listed_and_rotated(committed, own_keyring, capsys):
    assert main(["keys", "inventory"]) == 1
    assert capsys.readouterr().err == "matrikel: There is no keyring yet. Run `matrikel keys init`.\n"
    assert main(["keys", "init"]) == 0
    capsys.readouterr()
    assert main(["keys", "inventory", "--json"]) == 0
    before = json.loads(capsys.readouterr().out)
    assert main(["keys", "rotate", "--json"]) == 0
    rotated = json.loads(capsys.readouterr().out)
    assert main(["keys", "inventory", "--json"]) == 0
    after = json.loads(capsys.readouterr().out)

    assert after["installation_keys"] == [*before["installation_keys"], rotated["installation_key"]]
    with association_scope(INSTALLATION), transaction.atomic():
        written = Entry.objects.filter(association_id=INSTALLATION).order_by("at", "id")
        assert list(written.values_list("action", flat=True)) == ["keys.made", "keys.rotated"]


def test_nothing_is_served_without_keys_or_with_those_of_the_demonstration(
    committed, own_keyring, settings, capsys
):
    settings.IS_DEMO = False
    assert main(["worker", "--once"]) == 1
    assert "There is no keyring yet" in capsys.readouterr().err
    keyring().create()
    (keyring().directory / "made-for-the-server-that-comes-along").touch()
    for command in ("serve", "worker"):
        assert main([command]) == 1
        assert "were made for the demonstration" in capsys.readouterr().err


def test_a_host_is_named_with_a_link_and_is_one_until_it_is_taken_away(committed, capsys):
    assert main(["grant_host", "vera@example.org", "--name", "Vera", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert ("/sign-in/" in facts["url"], facts["is_host"]) == (True, True)
    account = Account.objects.get(email="vera@example.org")
    assert is_host(account_id=account.id) is True
    withdrawing = ["grant_host", "vera@example.org", "--withdraw"]
    assert main(withdrawing) == 1
    assert "Say with --by and an e-mail address which host asks" in capsys.readouterr().err
    assert main([*withdrawing, "--by", "vera@example.org"]) == 1
    assert "This needs a second host." in capsys.readouterr().err
    _a_day_passes()
    assert main(withdrawing) == 0
    assert is_host(account_id=account.id) is False


def test_keys_are_rotated_by_two_where_there_are_hosts(committed, own_keyring, capsys):
    assert main(["keys", "init"]) == 0
    assert main(["grant_host", "vera@example.org"]) == 0
    before = keyring().list_ids()
    capsys.readouterr()
    assert main(["keys", "rotate"]) == 1
    assert "Say with --by and an e-mail address which host asks" in capsys.readouterr().err
    assert main(["keys", "rotate", "--by", "vera@example.org"]) == 1
    assert "This needs a second host." in capsys.readouterr().err
    assert keyring().list_ids() == before
    _a_day_passes()
    assert main(["keys", "rotate"]) == 0
    assert len(keyring().list_ids()) == len(before) + 1
    assert main(["keys", "rotate"]) == 1


def _a_day_passes():
    with association_scope(INSTALLATION), transaction.atomic():
        PendingAct.objects.update(waits_until=timezone.now())

"""What is worth stealing a session for is done by nobody whose second step is older than ten minutes."""

import re
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.utils import timezone

from matrikel.access.actions.grant_hosts import grant_hosts
from matrikel.authentication.rules.proofs import Proof
from matrikel.people.models import Person
from matrikel.ui.doors import Sends
from tests.conftest import ACTOR, AT, sign_in
from tests.factories.addresses import Address, all_addresses
from tests.factories.offices import furnish

TYPED = "  Häradshövding\n<b>”tecken”</b> & åäö  "
# A browser, its session and what was typed are remembered; nothing else is.
OWN = ("authentication_", "django_session", "procrastinate_")


def acts() -> list[Address]:
    """Return every address that declares at its door that it asks anew."""
    return [each for each in all_addresses() if getattr(each.view, "fresh", False)]


def proven(browser: Client, *, ago: timedelta) -> None:
    now = timezone.now()
    session = browser.session
    session.keep_proof(
        Proof(
            signed_in_at=now - timedelta(hours=1),
            factor_at=now - timedelta(hours=1),
            fresh_at=now - ago,
            seen_at=now,
            is_officers=True,
        )
    )
    session.save()


def everything() -> dict[str, str]:
    """Return what stands in every table, as one sum each."""
    sums = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if not table.startswith(OWN):
                cursor.execute(
                    f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{table}\" AS t"
                )
                sums[table] = cursor.fetchone()[0]
    return sums


def sent_for(address: Address) -> dict[str, str]:
    """Return a form with something typed, and with whatever makes this page ask anew."""
    fresh = getattr(address.view, "fresh", False)
    asks: dict[str, str] = {}
    if isinstance(fresh, Sends):
        asks = dict(fresh.values) | dict.fromkeys(sorted(fresh.fields), "SE4550000000058398257466")
    return {"typed": TYPED, **asks}


def test_the_acts_that_ask_anew_are_these() -> None:
    assert {f"{each.namespace}:{each.name}" for each in acts()} == {
        # Roles, terms and who helps whom.
        *("office:end_access", "office:end_term", "office:help_sign_in", "office:invite_again"),
        *("office:invite_officer", "office:new_role", "office:role"),
        *("office:answer_review", "office:start_review", "office:withdraw_invitation"),
        # What needs two, and what two were asked about.
        *("office:settle_act", "office:lift_protection"),
        *("office:proofs", "office:ask_for_name", "office:sampled_name"),
        # What leaves, and who may receive it.
        *("office:confirm_export", "office:fetch_export", "office:release_export"),
        *("office:share_list", "office:take_over_list", "office:new_recipient", "office:recipient"),
        "office:settings_exports",
        # Where money goes.
        *("office:edit_person", "office:new_member", "office:new_company", "office:person_opened"),
        # The installation.
        *("host:invite", "host:settle_act", "host:withdraw"),
        # One's own sign-in.
        *("front:address", "front:app", "front:confirm_address", "front:own_password", "front:passkeys"),
        *(
            "front:recovery_codes",
            "front:remove_factor",
            "front:set_up",
            "front:sheet",
            "front:link_eid",
            "front:remove_eid",
        ),
    }


def test_each_of_them_changes_nothing_leads_to_the_second_step_and_comes_back_with_what_was_typed(
    association,
) -> None:
    furniture = furnish()
    email = f"secretary-{association}@example.se"
    browser = sign_in(Client(), association)
    grant_hosts(emails=[email], actor=ACTOR, at=AT)
    before = everything()
    missed = []
    for address in acts():
        path = address.fill("klubben", furniture.ids)[0]
        proven(browser, ago=timedelta(minutes=11))
        form = sent_for(address)
        answer = browser.post(path, form)
        if answer.status_code == 405:  # a page that is only read
            continue
        if answer.status_code != 302 or not answer.headers["Location"].endswith("/sign-in/again/"):
            missed.append((path, answer.status_code, answer.headers.get("Location")))
            continue
        proven(browser, ago=timedelta(0))
        page = browser.get("/sign-in/mine/go-on/").content.decode()
        kept = dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL))
        assert (f'action="{path}"' in page, sorted(kept)) == (True, sorted(form)), path
        assert kept["typed"].startswith("  Häradshövding"), path
    assert not missed, "\n".join(map(str, missed))
    after = everything()
    assert {table for table, found in after.items() if found != before[table]} == set()


def test_a_form_without_an_account_asks_nothing_anew(association) -> None:
    browser = sign_in(Client(), association)
    proven(browser, ago=timedelta(minutes=11))
    entered = browser.post("/klubben/people/new/", {"given_name": "Anna", "iban": ""})
    assert (entered.status_code, "sign-in" in entered.headers["Location"]) == (302, False)
    again = browser.post("/klubben/people/new/", {"given_name": "Bo", "iban": "x"})
    assert again.headers["Location"] == "/klubben/sign-in/again/"
    assert list(Person.objects.values_list("given_name", flat=True)) == ["Anna"]


def test_a_form_that_came_back_is_sent_once_more_and_done(association) -> None:
    browser = sign_in(Client(), association)
    proven(browser, ago=timedelta(minutes=11))
    typed = {
        "name": "Förbundet",
        "kind": "AUTHORITY",
        "purpose": "statistics",
        "ground": "Lag (1998:1)",
        "agreed_from": "2026-01-01",
    }
    assert browser.post("/klubben/exports/recipients/new/", typed).status_code == 302
    proven(browser, ago=timedelta(0))
    browser.get("/sign-in/mine/go-on/")
    assert browser.post("/klubben/exports/recipients/new/", typed).status_code == 302
    assert "Förbundet" in browser.get("/klubben/exports/recipients/").text

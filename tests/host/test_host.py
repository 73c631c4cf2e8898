"""The host sees which associations there are and how large roughly, invites new ones, and sees nobody in them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from matrikel.access.actions.grant_hosts import grant_hosts
from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.actions.invite_association import VALID_FOR, InvitationRefused, invite_association
from matrikel.access.actions.pass_hosts import SecondHostAwaited
from matrikel.access.models import Account, Invitation, Term
from matrikel.access.queries import find_account, list_installed_associations
from matrikel.audit.models import Entry
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.organisations.queries import find_association_id, get_association
from tests.conftest import ACTOR, AT, TODAY, make_association
from tests.factories.people import a_person, register

PAGE = "/host/"


def a_host(email="vera@example.org"):
    (account_id,) = grant_hosts(emails=[email], display_name="Vera Värd", actor=ACTOR, at=AT)
    return find_account(account_id=account_id)


@pytest.fixture
def host(db):
    """Return a browser in which the host is signed in."""
    browser = Client()
    browser.force_login(a_host())
    return browser


def invitation_of(host, **changes):
    """Invite an association and return the path of the link."""
    host.post(
        "/host/invitations/new/",
        {"email": "siv@example.se", "country": "SE", "language": "sv", **changes},
    )
    return "/" + host.get("/host/invitations/").context["made"]["url"].split("/", 3)[3]


def logged(action):
    with association_scope(INSTALLATION):
        return list(Entry.objects.filter(association_id=INSTALLATION, action=action))


BEGUN = {"name": "Sjöbo idrottsförening", "slug": "", "display_name": "Siv Ek", "position": "secretary"}


def test_the_host_sees_names_and_rough_sizes_and_nobody(host):
    with association_scope(make_association("klubben", name="Klubben")):
        register(*(a_person("Kanariefågel", str(number)) for number in range(40)))
    make_association("tom", is_set_up=False)
    page = host.get(PAGE)
    rows = [
        [cell.text or cell.pills[0].text for cell in row.cells[:5]] for row in page.context["listing"].rows
    ]
    assert rows == [
        ["Klubben", "/klubben/", "Sweden", "in use", "about 50"],
        ["Tom", "/tom/", "Sweden", "being set up", "–"],
    ]
    assert "Kanariefågel" not in page.content.decode()


def test_times_are_those_of_where_the_host_lives_and_a_link_can_be_copied(host, settings):
    settings.HOST_TIME_ZONE = "Europe/Helsinki"
    invitation_of(host)
    Invitation.objects.update(invited_at=datetime(2026, 11, 21, 22, 30, tzinfo=UTC))
    host.post("/host/invitations/new/", {"email": "per@example.se", "country": "SE", "language": "sv"})
    page = host.get("/host/invitations/").content.decode()
    assert ("invited 22 Nov 2026" in page, "00:30" in page) == (True, True)
    assert ('id="invitation-link"' in page, 'data-copies="invitation-link"' in page) == (True, True)


def test_the_host_enters_no_association(host):
    make_association("klubben")
    assert [host.get(path).status_code for path in ("/klubben/", "/klubben/people/", "/klubben/me/")] == [
        404
    ] * 3


def test_for_everybody_else_there_is_no_such_page(association, secretary, client):
    paths = (PAGE, "/host/invitations/", "/host/invitations/new/")
    assert [secretary.get(path).status_code for path in paths] == [404] * 3
    assert {client.get(path).headers["Location"].split("?")[0] for path in paths} == {"/sign-in/"}
    stranger = Account.objects.get(email=f"secretary-{association}@example.se")
    assert list_installed_associations(account_id=stranger.id) == []


def test_more_associations_cost_no_more_questions(host, django_assert_num_queries):
    make_association("a1")
    with django_assert_num_queries(len(_asked(host))):
        for _ in range(1):
            host.get(PAGE)
    before = len(_asked(host))
    for number in range(6):
        make_association(f"b{number}")
    assert len(_asked(host)) == before


def _asked(host):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        host.get(PAGE)
    return asked


def test_an_invitation_becomes_an_association_with_its_first_officer(host):
    link = invitation_of(host)
    browser = Client()
    assert browser.get(link).status_code == 200
    response = browser.post(link, BEGUN)
    assert response.headers["Location"] == "/sjobo-idrottsforening/set-up/"
    # The link was the first step; the office asks for the second one before it shows anything.
    assert browser.get("/sjobo-idrottsforening/set-up/").headers["Location"] == "/sign-in/mine/second-step/"
    with association_scope(find_association_id(slug="sjobo-idrottsforening")):
        made = get_association()
        assert (made.name, made.country, made.language, made.set_up_at) == (
            "Sjöbo idrottsförening", "SE", "sv", None,
        )  # fmt: skip
        assert list(Term.objects.values_list("role__code", "account__email")) == [
            ("secretary", "siv@example.se")
        ]
    assert Client().post(link, BEGUN).status_code == 410


def test_a_chair_gets_both_roles_while_she_is_alone(host):
    Client().post(invitation_of(host), {**BEGUN, "position": "chair"})
    with association_scope(find_association_id(slug="sjobo-idrottsforening")):
        assert sorted(Term.objects.values_list("role__code", flat=True)) == ["chair", "secretary"]


def test_an_address_that_is_taken_leaves_the_invitation_as_it_was(host):
    make_association("klubben")
    link = invitation_of(host)
    response = Client().post(link, {**BEGUN, "slug": "klubben"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["slug"])
    assert Client().post(link, {**BEGUN, "slug": "klubben-2"}).status_code == 302


def test_whoever_made_the_link_does_not_come_in_as_somebody_who_has_a_role_elsewhere(host):
    with association_scope(make_association("klubben")):
        term = NewTerm(email="siv@example.se", role="secretary", starts_on=TODAY - timedelta(days=9))
        grant_terms(terms=[term], actor=ACTOR, at=AT)
    link = invitation_of(host)
    browser = Client()
    browser.post(link, BEGUN)
    assert browser.get("/klubben/").headers["Location"] == "/klubben/sign-in/"
    # The association is there all the same, and hers.
    assert find_association_id(slug="sjobo-idrottsforening") is not None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"display_name": ""}, "display_name"),
        ({"slug": "../x"}, "slug"),
        ({"slug": "host"}, "slug"),
        ({"position": "king"}, "position"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(host, typed, field):
    response = Client().post(invitation_of(host), {**BEGUN, **typed})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_an_invitation_is_taken_back_and_a_used_one_is_not(host):
    link = invitation_of(host)
    (waiting,) = host.get("/host/invitations/").context["waiting"]
    assert host.post(waiting["withdraw_url"]).status_code == 302
    assert Client().get(link).status_code == 410
    assert host.post(waiting["withdraw_url"]).status_code == 404


def test_an_invitation_ends_after_thirty_days(host):
    link = invitation_of(host)
    Invitation.objects.update(expires_at=AT - VALID_FOR)
    assert [Client().get(link).status_code, Client().post(link, BEGUN).status_code] == [410, 410]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"email": "siv"}, "email"), ({"language": "xx"}, "language"), ({"country": "XX"}, "country")],
)
def test_an_invitation_that_cannot_be_is_refused(wrong, field):
    with association_scope(INSTALLATION), pytest.raises(InvitationRefused) as refused:
        invite_association(
            **{"email": "siv@example.se", "language": "sv", "country": "SE", **wrong}, actor=ACTOR, at=AT
        )
    assert refused.value.field == field


def test_everything_is_written_down_under_the_installation_and_without_an_address(host):
    link = invitation_of(host)
    Client().post(link, BEGUN)
    actions = ("access.hosts_granted", "access.association_invited", "access.invitation_accepted")
    entries = [entry for action in actions for entry in logged(action)]
    assert [entry.action for entry in entries] == list(actions)
    assert "siv@" not in "".join(str(entry.header) for entry in entries)


def test_signing_in_and_out_and_failing_to_is_written_down(association, host):
    host.post("/sign-out/")
    Client().post("/sign-in/no-such-link/")
    found = [len(logged(action)) for action in ("access.signed_out", "authentication.refused")]
    assert found == [1, 1]


def test_a_host_who_is_one_no_longer_finds_nothing(host):
    how = {"emails": ["vera@example.org"], "withdraw": True, "by": "vera@example.org", "actor": ACTOR}
    with pytest.raises(SecondHostAwaited):
        grant_hosts(**how, at=AT)
    grant_hosts(**how, at=AT + timedelta(hours=24))
    assert host.get(PAGE).status_code == 404


@pytest.mark.parametrize(
    ("accepted", "country"),
    [
        ("sv-FI,sv;q=0.9", "FI"),
        ("nb,en;q=0.5", "NO"),
        ("en-GB,da;q=0.7", "DK"),
        ("nl-BE", "BE"),
        ("de,en", ""),
    ],
)
def test_the_country_is_proposed_from_the_browsers_language(host, accepted, country):
    page = host.get("/host/invitations/new/", HTTP_ACCEPT_LANGUAGE=accepted)
    assert page.context["form"].initial["country"] == country


def test_the_invited_reads_the_whole_web_address(host):
    page = Client().get(invitation_of(host), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert ("http://testserver/</span>" in page, 'data-address-of="id_slug"' in page) == (True, True)

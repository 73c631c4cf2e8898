"""One button ends everything somebody may do here: at once, on every device, and the board hears of it."""

from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from matrikel.access.actions.end_access import end_access
from matrikel.access.actions.grant_terms import NewTerm, TermRefused, grant_terms
from matrikel.access.actions.invite_officers import NewOfficer, invite_officers
from matrikel.access.actions.make_sign_in_link import make_sign_in_link
from matrikel.access.models import SignInLink, TermInvitation
from matrikel.access.queries import find_account, find_entrance, list_terms
from matrikel.access.signals import access_ended
from matrikel.audit.models import Entry
from matrikel.authentication.actions.reset_factors import reset_factors
from matrikel.authentication.models import FactorReset
from matrikel.kernel.actors import Actor, ActorKind, Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.mail.actions.queue_notices import queue_notices
from matrikel.mail.models import Letter, Notice
from matrikel.mail.rules.content import Content, NewNotice, Paragraph
from matrikel.selections.actions.save_selections import NewSelection, save_selections
from matrikel.selections.models import Segment
from matrikel.selections.rules import MEMBERS
from tests.conftest import ACTOR, AT, TODAY, club_day, sign_in
from tests.factories.people import a_person, register


def give(email: str, role: str, **more: object) -> UUID:
    term = NewTerm(email=email, role=role, starts_on=date(2020, 1, 1), **more)
    (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    return account_id


def rights_of(account_id: UUID) -> frozenset[Right]:
    entrance = find_entrance(account_id=account_id, at=AT)
    assert entrance is not None
    return entrance.presence.viewer.rights if entrance.presence else frozenset()


def test_every_role_is_over_from_this_moment_and_being_a_member_goes_on(association: UUID) -> None:
    give("chair@example.se", "chair")
    (person_id,) = register(a_person())
    old = give("old@example.se", "treasurer", person_id=person_id)
    give("old@example.se", "secretary", person_id=person_id)
    assert end_access(account_ids=[old], actor=ACTOR, at=AT) == 2
    assert rights_of(old) == {Right.OWN_PAGES}
    assert list_terms(on=TODAY, account_id=old) == []


def test_whoever_is_nobody_in_the_register_reaches_nothing_any_more(association: UUID) -> None:
    give("chair@example.se", "chair")
    old = give("old@example.se", "treasurer")
    end_access(account_ids=[old], actor=ACTOR, at=AT)
    assert rights_of(old) == frozenset()


def test_every_browser_is_signed_out_at_its_next_click(association: UUID) -> None:
    give("chair@example.se", "chair")
    browsers = [sign_in(Client(), association, role="treasurer", email="old@example.se") for _n in range(2)]
    assert [browser.get("/klubben/").status_code for browser in browsers] == [200, 200]
    account_id = UUID(browsers[0].session["_auth_user_id"])
    end_access(account_ids=[account_id], actor=ACTOR, at=AT)
    answers = [browser.get("/klubben/") for browser in browsers]
    assert [(answer.status_code, "/sign-in" in answer["Location"]) for answer in answers] == [(302, True)] * 2


def test_links_and_letters_with_secrets_are_withdrawn(association: UUID) -> None:
    give("chair@example.se", "chair")
    old = give("old@example.se", "treasurer")
    make_sign_in_link(account_id=old, lands_on="/klubben/", actor=ACTOR, at=AT)
    notice = NewNotice(
        kind="mail.test",
        to="old@example.se",
        language="sv",
        content=Content(subject="Kod", blocks=[Paragraph("123456")]),
        expires_at=AT,
        account_id=old,
    )
    queue_notices(notices=[notice], at=AT)
    assert (SignInLink.objects.count(), Notice.objects.count()) == (1, 1)
    end_access(account_ids=[old], actor=ACTOR, at=AT)
    assert (SignInLink.objects.count(), Notice.objects.count()) == (0, 0)


def test_nothing_that_was_asked_for_before_about_signing_in_is_done_after(association: UUID) -> None:
    give("chair@example.se", "chair")
    old = give("old@example.se", "treasurer")
    reset_factors(account_ids=[old], actor=ACTOR, at=AT)
    other = give("other@example.se", "secretary")
    reset_factors(account_ids=[other], actor=ACTOR, at=AT)
    end_access(account_ids=[old], actor=ACTOR, at=AT)
    assert list(FactorReset.objects.values_list("account_id", flat=True)) == [other]


def test_no_invitation_lets_them_back_in(association: UUID) -> None:
    give("chair@example.se", "chair")
    old = give("old@example.se", "treasurer")
    officers = [
        NewOfficer(email=email, display_name="", role="secretary", starts_on=TODAY)
        for email in ("old@example.se", "new@example.se")
    ]
    invite_officers(officers=officers, link_start="https://example.se/", actor=ACTOR, at=AT)
    end_access(account_ids=[old], actor=ACTOR, at=AT)
    assert list(TermInvitation.objects.values_list("email", flat=True)) == ["new@example.se"]


def test_the_board_is_told_by_letter_and_the_log_keeps_it_without_a_name(association: UUID) -> None:
    for role in ("chair", "secretary", "auditor"):
        give(f"{role}@example.se", role)
    old = give("old@example.se", "treasurer")
    end_access(account_ids=[old], actor=ACTOR, at=AT)
    assert Letter.objects.filter(kind="access.access_ended").count() == 2
    header = Entry.objects.get(action="access.access_ended").header
    assert header == {"accounts": [str(old)], "terms": 1, "links": 0, "notices": 0}


def test_rooms_above_are_told_in_the_same_transaction(association: UUID) -> None:
    chair, old = give("chair@example.se", "chair"), give("old@example.se", "treasurer")
    actor = Actor(kind=ActorKind.ACCOUNT, id=chair)
    told = []

    def listen(sender: object, signal: object, **kwargs: object) -> None:
        told.append(kwargs)

    access_ended.connect(listen)
    try:
        end_access(account_ids=[old], actor=actor, at=AT)
    finally:
        access_ended.disconnect(listen)
    assert told == [{"account_ids": [old], "association_id": association, "actor": actor, "at": AT}]


def test_shared_selections_go_to_whoever_sees_to_it_and_own_ones_are_forgotten(association: UUID) -> None:
    chair, old = give("chair@example.se", "chair"), give("old@example.se", "secretary")
    for owner, shared in ((chair, False), (old, True)):
        viewer = Viewer(association_id=association, account_id=owner, rights=frozenset(Right))
        wanted = [NewSelection(name="Alla", question=MEMBERS, is_shared=shared)]
        if owner == old:
            wanted.append(NewSelection(name="Mina", question=MEMBERS))
        save_selections(selections=wanted, viewer=viewer, actor=ACTOR, at=AT)
    end_access(account_ids=[old], actor=Actor(kind=ActorKind.ACCOUNT, id=chair), at=AT)
    kept = Segment.objects.order_by("name").values_list("owner", "name", "is_shared")
    assert list(kept) == [(chair, "Alla", False), (chair, "Alla 2", True)]


def test_somebody_must_be_left_and_nothing_is_half_done(association: UUID) -> None:
    only = give("only@example.se", "secretary")
    with pytest.raises(TermRefused):
        end_access(account_ids=[only], actor=ACTOR, at=AT)
    account = find_account(account_id=only)
    assert account is not None
    assert (account.auth_epoch, Right.SETTINGS_EDIT in rights_of(only)) == (0, True)


def test_whoever_holds_nothing_here_looks_like_nobody(association: UUID) -> None:
    with pytest.raises(NotFound):
        end_access(account_ids=[association], actor=ACTOR, at=AT)


def test_the_page_shows_what_ends_and_the_button_ends_it(association: UUID, secretary: Client) -> None:
    old = give("old@example.se", "treasurer", display_name="Olle Old")
    page = secretary.get(f"/klubben/board/{old}/end/")
    assert ("Olle Old" in page.text, "Treasurer" in page.text) == (True, True)
    assert len(list_terms(on=club_day(), account_id=old)) == 1
    secretary.post(f"/klubben/board/{old}/end/")
    assert list_terms(on=club_day(), account_id=old) == []
    assert secretary.get(f"/klubben/board/{old}/end/").status_code == 404

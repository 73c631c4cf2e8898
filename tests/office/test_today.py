"""The first page."""

from django.test import Client


def test_the_secretary_sees_today(secretary: Client) -> None:
    assert secretary.get("/klubben/").status_code == 200


def test_a_stranger_is_asked_to_sign_in_whether_the_association_exists_or_not(
    association, client: Client
) -> None:
    assert [client.get(path).headers["Location"] for path in ("/klubben/", "/nobody/")] == ["/sign-in/"] * 2


def test_the_neighbours_secretary_finds_nothing_here(intruder: Client) -> None:
    assert intruder.get("/klubben/").status_code == 404

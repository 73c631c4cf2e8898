"""What a door asks for follows from what was proven, when, and from whom somebody sees."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.authentication.rules.devices import device_in_words
from matrikel.authentication.rules.networks import client_of, neighbourhood
from matrikel.authentication.rules.proofs import Missing, Proof, proven, read_proof, what_is_missing

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
WHOLE = Proof(signed_in_at=AT, factor_at=AT, fresh_at=AT, seen_at=AT)


def after(**time: float) -> datetime:
    return AT + timedelta(**time)


@pytest.mark.parametrize(
    ("proof", "sees_others", "fresh", "at", "missing"),
    [
        (None, False, False, AT, Missing.AWAKE),
        (WHOLE, True, True, AT, None),
        (WHOLE, True, False, after(minutes=30), None),
        (WHOLE, True, False, after(minutes=30, seconds=1), Missing.AWAKE),
        (WHOLE, False, False, after(minutes=31), None),
        (WHOLE, False, False, after(days=14), None),
        (WHOLE, False, False, after(days=14, seconds=1), Missing.AWAKE),
        (WHOLE, True, True, after(minutes=10), None),
        (WHOLE, True, True, after(minutes=10, seconds=1), Missing.FRESH),
        (WHOLE, False, True, after(minutes=11), Missing.FRESH),
        (replace(WHOLE, factor_at=None), True, False, AT, Missing.FACTOR),
        (replace(WHOLE, factor_at=None), False, False, AT, None),
        (replace(WHOLE, seen_at=after(hours=12)), True, False, after(hours=12), None),
        (replace(WHOLE, seen_at=after(hours=12)), True, False, after(hours=12, seconds=1), Missing.AWAKE),
    ],
)
def test_what_is_missing(
    proof: Proof | None, sees_others: bool, fresh: bool, at: datetime, missing: Missing | None
) -> None:
    assert what_is_missing(proof, sees_others=sees_others, fresh=fresh, at=at) is missing


def test_whoever_proves_again_goes_on_and_after_twelve_hours_begins_anew() -> None:
    again = proven(WHOLE, factor=False, at=after(hours=1))
    assert (again.signed_in_at, again.factor_at, again.fresh_at) == (AT, AT, after(hours=1))
    anew = proven(WHOLE, factor=False, at=after(hours=13))
    assert (anew.signed_in_at, anew.factor_at) == (after(hours=13), None)


def test_a_proof_is_read_as_it_was_kept() -> None:
    for proof in (WHOLE, replace(WHOLE, factor_at=None)):
        assert read_proof(proof.to_json(), seen_at=None) == proof


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("[2001:db8:1:ffff::9]", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", "unknown"),
        ("evil\r\nX: 1", "unknown"),
    ],
)
def test_a_neighbourhood_is_about_a_household(address: str, found: str) -> None:
    assert neighbourhood(address) == found


@given(
    claimed=st.lists(st.text(alphabet="0123456789abcdef.:", min_size=1, max_size=20)),
    proxies=st.integers(1, 3),
)
def test_what_whoever_asks_writes_into_the_header_changes_nothing(claimed: list[str], proxies: int) -> None:
    ours = ["198.51.100.7", *["10.0.0.1"] * (proxies - 1)]
    header = ", ".join([*claimed, *ours])
    assert client_of(remote="10.0.0.9", forwarded_for=header, proxies=proxies) == "198.51.100.7"
    assert client_of(remote="10.0.0.9", forwarded_for=header, proxies=0) == "10.0.0.9"


def test_a_header_that_is_too_short_to_be_from_our_proxies_is_not_believed() -> None:
    assert client_of(remote="10.0.0.9", forwarded_for="198.51.100.7", proxies=2) == "10.0.0.9"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0", "Firefox · Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1",
            "Safari · iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/128.0 Safari/537.36 Edg/128.0",
            "Edge · Windows",
        ),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_a_device_is_said_in_two_words(said: str, words: str) -> None:
    assert device_in_words(said) == words


@given(st.text(max_size=300))
def test_whatever_a_browser_calls_itself_only_known_words_are_kept(said: str) -> None:
    assert len(device_in_words(said)) < 40

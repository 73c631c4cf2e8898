"""What stands around an officer's page: drawn once, filled in for each who looks."""

import pytest
from django.utils import translation

from matrikel.ui import furniture
from matrikel.ui.shell import HelpContact, NavGroup, NavItem, Shell, SwitcherEntry


@pytest.fixture(autouse=True)
def _forgotten():
    furniture._drawn.cache_clear()


def _shell(name, *, role_line="Secretary", here="/club/people/"):
    pages = (("People", "/club/people/", "users"), ("Log", "/club/log/", "history"))
    return Shell(
        association_name="Åbo & Co",
        association_initials="ÅC",
        groups=(
            NavGroup(
                items=tuple(NavItem(label=a, url=b, icon=c, current=b == here) for a, b, c in pages),
                label="Care",
            ),
        ),
        person_name=name,
        person_initials=name[:1],
        home_url="/club/",
        sign_out_url="/sign-out/",
        switcher=(SwitcherEntry(name="Other", url="/other/"),),
        role_line=role_line,
        search_url="/club/search/",
    )


def _context(shell, **more):
    usual = {"theme": "auto", "help_contact": None, "csrf_token": "token", "current_path": "/club/people/"}
    return {"shell": shell, **usual, **more}


PIECES = (furniture.sidebar, furniture.top_bar, furniture.dialogs)


def test_whoever_looks_reads_their_own_name_their_own_path_and_their_own_token():
    furniture.top_bar(_context(_shell("Vera Lund")))
    drawn = furniture.top_bar(
        _context(_shell("<Per>"), csrf_token="another", current_path='/club/people/?sort="&a=b')
    )
    assert "Vera" not in drawn
    assert drawn.count("&lt;Per&gt;") == 2
    assert drawn.count('name="csrfmiddlewaretoken" value="another"') == 4
    assert drawn.count('name="next" value="/club/people/?sort=&quot;&amp;a=b"') == 2
    assert "token" not in furniture.dialogs(_context(_shell("Per"), csrf_token="x")).replace(
        "csrfmiddlewaretoken", ""
    )


def test_another_of_the_same_role_on_the_same_page_costs_no_drawing():
    for piece in PIECES:
        piece(_context(_shell("Vera Lund")))
    drawn = furniture._drawn.cache_info().misses
    for piece in PIECES:
        piece(_context(_shell("Per Berg"), csrf_token="another", current_path="/club/people/?sort=age"))
    assert furniture._drawn.cache_info().misses == drawn


def test_no_mark_is_left_over():
    for piece in PIECES:
        assert furniture._MARK not in piece(_context(_shell("Vera Lund")))


def test_another_page_role_language_theme_helper_or_association_looks_its_own_way():
    here = furniture.sidebar(_context(_shell("Vera")))
    assert 'href="/club/people/" aria-current="page"' in here
    there = furniture.sidebar(_context(_shell("Vera", here="/club/log/")))
    assert 'href="/club/log/" aria-current="page"' in there
    assert 'href="/club/people/" aria-current' not in there
    plain = _context(_shell("Vera"))
    others = [
        _context(_shell("Vera", role_line="Treasurer")),
        _context(_shell("Vera"), theme="dark"),
        _context(_shell("Vera"), help_contact=HelpContact(name="Helga")),
    ]
    bars = [furniture.top_bar(each) for each in (plain, *others)]
    with translation.override("fi"):
        bars.append(furniture.top_bar(plain))
    assert len(set(bars)) == 5
    assert "Treasurer" in bars[1]
    assert "Helga" in bars[3]
    assert "Kieli" in bars[4]

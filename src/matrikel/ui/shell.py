"""What the officers' shell and the plain pages need to know, as plain values that a door fills in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class NavItem:
    """A line of the sidebar. `count` appears only where a person is needed; `count_label` says of what."""

    label: str
    url: str
    icon: str
    count: int = 0
    count_label: str = ""
    current: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class NavGroup:
    """Some lines of the sidebar under one small heading, or under none."""

    items: tuple[NavItem, ...]
    label: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SwitcherEntry:
    """One association that the person may act in; `inner` indents it under the federation above it."""

    name: str
    url: str
    note: str = ""
    inner: bool = False
    current: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpContact:
    """Who answers when a page cannot help; shown on every error page."""

    name: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shell:
    """The frame around an officer's page."""

    association_name: str
    association_initials: str
    groups: tuple[NavGroup, ...]
    person_name: str
    person_initials: str
    home_url: str
    sign_out_url: str
    federation_name: str = ""
    switcher: tuple[SwitcherEntry, ...] = ()
    role_line: str = ""
    search_url: str = ""
    help_url: str = ""
    account_url: str = ""
    logo_url: str = ""
    is_demo: bool = False


def initials(name: str) -> str:
    """The first letters of the first and last word, for a square mark or an avatar."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "•"
    letters = words[0][0] if len(words) == 1 else words[0][0] + words[-1][0]
    return letters.upper()

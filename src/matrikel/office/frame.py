"""The frame around every office page: who one is, where one can go."""

from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from matrikel.access.wording import role_name
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest
from matrikel.organisations.rules.modules import Module
from matrikel.ui.formatting import current_language
from matrikel.ui.formatting import date as as_date
from matrikel.ui.shell import NavGroup, NavItem, Shell, SwitcherEntry, initials


def show(
    request: OfficeRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render an office page inside its frame; a fragment (`page.html#part`) is rendered without one."""
    values = dict(context or {})
    if "#" not in template:
        values["shell"] = shell_of(request)
    return render(request, template, values, status=status)


def address(request: OfficeRequest, name: str, **kwargs: object) -> str:
    """Return the address of an office page in this association."""
    if kwargs:
        return reverse(f"office:{name}", kwargs={"association": request.association.slug, **kwargs})
    return _address(name, request.association.slug)


# A page's frame names some thirty addresses that never change: looking them up took longer than the list itself.
@lru_cache(maxsize=20_000)
def _address(name: str, slug: str) -> str:
    return reverse(f"office:{name}", kwargs={"association": slug})


@lru_cache(maxsize=1_000)
def _module_of(name: str) -> tuple[bool, Module | None]:
    """Return whether there is such a page in this version, and the module that it belongs to."""
    try:
        view = resolve(_address(name, "a")).func
    except NoReverseMatch:
        return False, None
    return True, getattr(view, "module", None)


def shell_of(request: OfficeRequest) -> Shell:
    """Return the frame for whoever asks."""
    association = request.association
    account = request.account
    name = account.display_name or account.email
    association_name = association.name_in(current_language())
    switcher = tuple(
        SwitcherEntry(
            name=reached.name,
            url=f"/{reached.slug}/",
            current=reached.id == association.id,
            note=_("until %(day)s") % {"day": as_date(reached.last_day)} if reached.last_day else "",
        )
        for reached in request.reached
    )
    return Shell(
        association_name=association_name,
        association_initials=initials(association_name),
        groups=menu(request),
        person_name=name,
        person_initials=initials(name),
        home_url=address(request, "today"),
        sign_out_url=reverse("front:sign_out"),
        switcher=switcher if len(switcher) > 1 else (),
        role_line=_role_line(request),
        search_url=_address_if_there(request, "search") if request.presence.may(Right.PEOPLE_SEE) else "",
        help_url=address(request, "guide") if request.presence.may(Right.PEOPLE_SEE) else "",
        account_url=reverse("front:mine"),
        logo_url=request.brand.logo_url if request.brand else "",
        is_demo=association.is_demo,
    )


def _role_line(request: OfficeRequest) -> str:
    roles = capfirst(", ".join(role_name(code) for code in request.presence.role_codes))
    ends_on = request.presence.ends_on
    if ends_on is None:
        return roles
    return _("%(roles)s · until %(day)s") % {"roles": roles, "day": as_date(ends_on - timedelta(days=1))}


def menu(request: OfficeRequest) -> tuple[NavGroup, ...]:
    """Return where whoever asks can go, and nothing that would be refused."""
    may = request.presence.may
    first = [_item(request, _("Today"), "today", "home", exact=True)]
    if may(Right.PEOPLE_SEE):
        first.append(_item(request, _("People"), "people", "users"))
        first.append(_item(request, _("Households"), "households", "home-heart"))
        first.append(_item(request, _("Groups"), "groups", "users-group"))
        first.append(_item(request, _("Branches"), "units", "sitemap"))
        first.append(_item(request, _("Member associations"), "affiliated", "building-community"))
    care = []
    if may(Right.CHECKS_SEE):
        care.append(_item(request, _("Checks"), "checks", "shield-check"))
    if may(Right.PEOPLE_IMPORT):
        care.append(_item(request, _("Import"), "imports", "upload"))
    if may(Right.PEOPLE_EDIT):
        care.append(_item(request, _("Changes for many"), "bulk_edits", "pencil"))
    if may(Right.LETTERS_SEE):
        care.append(_item(request, _("Letters"), "letters", "mail"))
    if may(Right.PEOPLE_EXPORT) or (may(Right.LOG_SEE) and may(Right.PEOPLE_SEE)):
        care.append(_item(request, _("Exports"), "exports", "download"))
    if may(Right.PROOFS_SEE):
        care.append(_item(request, _("Proof of members"), "proofs", "checks"))
    if may(Right.LOG_SEE):
        care.append(_item(request, _("Log"), "log", "history"))
    if may(Right.JOBS_SEE):
        care.append(_item(request, _("Background work"), "jobs", "activity"))
    if may(Right.ACCESS_SEE):
        care.append(_item(request, _("Board and roles"), "board", "key"))
    if may(Right.SETTINGS_EDIT):
        care.append(_item(request, _("Settings"), "settings", "settings"))
    groups = [NavGroup(items=tuple(item for item in first if item.url))]
    money = [_item(request, _("Bookkeeping"), "books", "notebook")] if may(Right.BOOKS_SEE) else []
    if money := [item for item in money if item.url]:
        groups.append(NavGroup(label=_("Money"), items=tuple(money)))
    if care := [item for item in care if item.url]:
        groups.append(NavGroup(label=_("Care"), items=tuple(care)))
    return tuple(groups)


def _item(request: OfficeRequest, label: str, name: str, icon: str, *, exact: bool = False) -> NavItem:
    url = _address_if_there(request, name)
    here = request.path == url if exact else bool(url) and request.path.startswith(url)
    return NavItem(label=label, url=url, icon=icon, current=here)


def _address_if_there(request: OfficeRequest, name: str) -> str:
    """Return a page's address, or nothing where the association has not switched on what the page belongs to."""
    there, module = _module_of(name)
    if not there or (module is not None and not request.association.has(module)):
        return ""
    return address(request, name)

"""Search over everything: people, households, groups, branches, saved selections, and the pages themselves."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matrikel.groups.queries.groups import GroupFilter, list_groups
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, shell_of, show
from matrikel.office.guide.pages import PAGES, guide_page
from matrikel.office.households.wording import household_name
from matrikel.office.people import wording as people_wording
from matrikel.office.selections.saved import address_of
from matrikel.office.selections.searching import WORDS, seal_words, typed_words
from matrikel.office.settings.parts import PARTS
from matrikel.organisations.queries import list_units
from matrikel.organisations.rules.modules import Module
from matrikel.people.queries.similar import suggest_searches
from matrikel.people.rules.names import fold
from matrikel.relations.queries.homes import list_households
from matrikel.selections.queries.people import list_people
from matrikel.selections.queries.saved import list_selections
from matrikel.selections.rules import Question
from matrikel.ui.formatting import current_language
from matrikel.ui.listing import state_url
from matrikel.ui.parts import Pill

MOST_PEOPLE = 8
MOST_OF_A_KIND = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """One line: where it leads, more about it, what it is (a pill or a word), and an icon or initials in front."""

    url: str
    title: str
    line: str = ""
    initials: str = ""
    icon: str = ""
    pill: Pill | None = None
    what: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hits:
    """What was found of one kind."""

    label: str
    hits: Sequence[Hit]
    more_url: str = ""


FindHits = Callable[[OfficeRequest, str], Hits | None]
"""Finds what one room knows of some words, with a few queries; None where it has nothing to say."""


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_SEE)
def search(request: OfficeRequest) -> HttpResponse:
    """Answer with what was found, for the dialog or as a page; the words come by POST and stand in no address."""
    words = typed_words(request)
    found = [hits for find in FINDERS if words and (hits := find(request, words)) is not None and hits.hits]
    if words and not found:
        found = [hits for hits in [_meant(request, words)] if hits.hits]
    context = {"query": words, "found": found, "search_url": address(request, "search")}
    if request.htmx:
        return render(request, "ui/parts/search_results.html", context)
    return show(request, "office/selections/search.html", context)


def _meant(request: OfficeRequest, words: str) -> Hits:
    """Return what may have been meant where nothing was found."""
    path = address(request, "people")
    return Hits(
        label=_("Did you mean"),
        hits=[
            Hit(url=state_url(path, {WORDS: seal_words(request, each)}), title=each, icon="user-question")
            for each in suggest_searches(search=words, viewer=request.viewer)
        ],
    )


def _people(request: OfficeRequest, words: str) -> Hits:
    page = list_people(
        question=Question(search=words),
        on=request.today,
        viewer=request.viewer,
        rows=MOST_PEOPLE,
        language=current_language(),
    )
    return Hits(
        label=_("People"),
        hits=[
            Hit(
                url=address(request, "person", person_id=row.id),
                initials="••" if row.is_protected else row.initials,
                title=people_wording.shown_name(row),
                line=" · ".join(part for part in (row.member_number, row.type_names, row.unit_name) if part),
                pill=people_wording.protected_pill()
                if row.is_protected
                else people_wording.status_pill(row.status),
            )
            for row in page.rows
        ],
        more_url=state_url(address(request, "people"), {WORDS: seal_words(request, words)})
        if page.next_after
        else "",
    )


def _households(request: OfficeRequest, words: str) -> Hits | None:
    if not request.association.has(Module.RELATIONS) or len(words) < 2:
        return None
    page = list_households(search=words, on=request.today, viewer=request.viewer, rows=MOST_OF_A_KIND)
    hits = [
        Hit(
            url=address(request, "household", household_id=row.id),
            title=household_name(row),
            icon="home-heart",
            what=_("Household"),
        )
        for row in page.rows
    ]
    return Hits(label=_("Households"), hits=hits)


def _groups(request: OfficeRequest, words: str) -> Hits | None:
    if not request.association.has(Module.GROUPS):
        return None
    page = list_groups(
        wanted=GroupFilter(search=words), viewer=request.viewer, on=request.today, rows=MOST_OF_A_KIND
    )
    return Hits(
        label=_("Groups"),
        hits=[
            Hit(
                url=address(request, "group", group_id=row.id),
                title=row.name,
                line=" · ".join(part for part in (row.season, row.unit_name) if part),
                icon="users-group",
                what=_("Group"),
            )
            for row in page.rows
        ],
    )


def _branches(request: OfficeRequest, words: str) -> Hits | None:
    if not request.association.has(Module.UNITS):
        return None
    language = current_language()
    return Hits(
        label=_("Branches"),
        hits=[
            Hit(
                url=state_url(address(request, "people"), {"unit": str(unit.id)}),
                title=unit.name_in(language),
                line=_("Show the people of this branch"),
                icon="sitemap",
                what=_("Branch"),
            )
            # Found by any of its names: whoever knows a branch by its Finnish one types that.
            for unit in _matching(
                words, list_units(), lambda unit: " ".join([unit.name, *unit.names.values()])
            )
        ],
    )


def _selections(request: OfficeRequest, words: str) -> Hits:
    return Hits(
        label=_("Saved selections"),
        hits=[
            Hit(url=address_of(request, each), title=each.name, icon="filter", what=_("Saved selection"))
            for each in _matching(words, list_selections(viewer=request.viewer), lambda each: each.name)
        ],
    )


def _pages(request: OfficeRequest, words: str) -> Hits:
    items = [item for group in shell_of(request).groups for item in group.items]
    hits = [Hit(url=item.url, title=item.label, icon=item.icon, what=_("Page")) for item in items if item.url]
    deeds = (
        (_("Add member"), "new_member", "user-plus", Right.PEOPLE_EDIT),
        (_("Import a list"), "new_import", "upload", Right.PEOPLE_IMPORT),
        (_("Add a branch"), "new_unit", "sitemap", Right.UNITS_EDIT),
        (_("Choose the columns of the people list"), "people_columns", "table", Right.PEOPLE_SEE),
        (_("All saved selections"), "selections", "filter", Right.PEOPLE_SEE),
        (_("Find by identity number"), "find_by_number", "search", Right.IDENTITY_NUMBER_SEE),
        (_("Shared lists"), "shared_lists", "link", Right.LISTS_SHARE),
        (_("Recipients"), "recipients", "building", Right.SETTINGS_EDIT),
    )
    hits += [
        Hit(url=address(request, name), title=label, icon=icon, what=_("Page"))
        for label, name, icon, right in deeds
        if request.viewer.may(right)
    ]
    return Hits(label=_("Pages"), hits=_matching(words, hits, lambda hit: hit.title))


def _settings(request: OfficeRequest, words: str) -> Hits | None:
    if not request.viewer.may(Right.SETTINGS_EDIT):
        return None
    parts = _matching(words, PARTS.values(), lambda part: f"{part.title} {part.line}")
    return Hits(
        label=_("Settings"),
        hits=[
            Hit(
                url=address(request, part.address),
                title=str(part.title),
                line=str(part.line),
                icon=part.icon,
                what=_("Setting"),
            )
            for part in parts
        ],
    )


def _guide(request: OfficeRequest, words: str) -> Hits:
    hits = []
    for page in (guide_page(name, current_language()) for name in PAGES):
        url = address(request, f"guide_{page.name}")
        hits.append(Hit(url=url, title=page.title, icon="lifebuoy", what=_("Guide")))
        hits += [
            Hit(
                url=f"{url}#{section.anchor}",
                title=section.title,
                line=page.title,
                icon="lifebuoy",
                what=_("Guide"),
            )
            for section in page.sections
        ]
    return Hits(label=_("Guide"), hits=_matching(words, hits, lambda hit: hit.title))


T = TypeVar("T")


def _matching(words: str, things: Iterable[T], name: Callable[[T], str]) -> list[T]:
    wanted = fold(words).split()
    return [each for each in things if all(word in fold(name(each)) for word in wanted)][:MOST_OF_A_KIND]


FINDERS: Sequence[FindHits] = (
    _people,
    _households,
    _groups,
    _branches,
    _selections,
    _pages,
    _settings,
    _guide,
)
"""In the order in which they are shown; a room that can be searched adds one."""

"""What every door shares: the sign of one that is open to everyone, and how an association shows itself behind it."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Protocol, TypeVar
from urllib.parse import urlencode

from django.contrib.messages import get_messages
from django.contrib.messages.storage import default_storage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from matrikel.ui.brand import Brand, brand_of
from matrikel.ui.formatting import current_language
from matrikel.ui.requests import Request
from matrikel.ui.shell import HelpContact

View = TypeVar("View", bound=Callable[..., object])


def open_to_everyone(view: View) -> View:
    """Mark a page that asks for no role; every address without a mark fails a test."""
    view.door = "everyone"  # type: ignore[attr-defined]
    return view


@dataclass(frozen=True, slots=True, kw_only=True)
class Sends:
    """
    What makes a form worth stealing a session for: that one of these fields is filled in, or has one of these values.

    A page's `fresh` is True, False, or one of these; the list of such acts is read from the pages themselves.
    """

    fields: frozenset[str] = frozenset()
    values: Mapping[str, str] = field(default_factory=dict, hash=False)

    def is_in(self, request: HttpRequest) -> bool:
        """Say whether a request sends it."""
        if request.method != "POST":
            return False
        sent = request.POST
        return any(sent.get(name, "").strip() for name in self.fields) or any(
            sent.get(name) == value for name, value in self.values.items()
        )


def asks_anew(fresh: bool | Sends, request: HttpRequest) -> bool:
    """Say whether a page that declares `fresh` asks this request for a proof of the last ten minutes."""
    return fresh.is_in(request) if isinstance(fresh, Sends) else fresh


def repeat(request: Request, view: Callable[[], HttpResponse]) -> HttpResponse:
    """
    Answer a kept form once more, for somebody who came back to the page that it was answered with; nothing is done.

    Where the form would be taken now, the page is shown as by its address; what the view then said and put into the
    session goes with the rest, as the next page would tell of what was never done.
    """
    session, said = deepcopy(dict(request.session.items())), get_messages(request)
    was_modified = request.session.modified
    request._messages = default_storage(request)  # type: ignore[attr-defined]
    with transaction.atomic():
        response = view()
        transaction.set_rollback(True)
    if response.status_code in (409, 422) or (response.status_code == 200 and request.is_asking):
        return response
    request._messages = said  # type: ignore[attr-defined]
    if dict(request.session.items()) != session:
        for name in set(request.session.keys()) - session.keys():
            del request.session[name]
        request.session.update(session)
        request.session.modified = was_modified
    return redirect(f"{request.path}?kept=")


class ShowsItself(Protocol):
    """An association as far as its looks are concerned."""

    @property
    def slug(self) -> str: ...
    @property
    def colour(self) -> str: ...
    @property
    def logo_digest(self) -> str: ...
    @property
    def help_name(self) -> str: ...
    @property
    def help_email(self) -> str: ...
    @property
    def help_phone(self) -> str: ...
    @property
    def help_url(self) -> str: ...
    def name_in(self, language: str, /) -> str:
        """Return its name in a language."""
        ...


def looks_of(association: ShowsItself) -> tuple[HelpContact | None, Brand]:
    """Return whom an association names as its helper, if anybody, and how it shows itself."""
    contact = HelpContact(
        name=association.help_name,
        email=association.help_email,
        phone=association.help_phone,
        url=association.help_url,
    )
    brand = brand_of(
        slug=association.slug,
        name=association.name_in(current_language()),
        colour=association.colour,
        logo_digest=association.logo_digest,
    )
    return (contact if contact != HelpContact() else None), brand


def sign_in_url(slug: str = "", *, back_to: HttpRequest | None = None) -> str:
    """
    Return where one signs in to an association, or to none; the same whether there is one at this address or not.

    From a page that was called for by its address it leads back there afterwards.
    """
    url = reverse("looks:sign_in", kwargs={"association": slug}) if slug else reverse("front:sign_in")
    if (
        back_to is None
        or back_to.method not in ("GET", "HEAD")
        or back_to.headers.get("HX-Request") == "true"
    ):
        return url
    wanted = back_to.get_full_path()
    return url if wanted == f"/{slug}/" else f"{url}?{urlencode({'next': wanted})}"

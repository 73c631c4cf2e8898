"""Words that are searched in a list: they come by POST, and the address carries them sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect

from matrikel.office.doors import OfficeRequest
from matrikel.selections.rules import LONGEST_SEARCH
from matrikel.selections.storage import open_search, seal_search
from matrikel.ui.listing import (
    SEALED,
    Listing,
    SealedWords,
    render_results,
    state_url,
    wants_results,
)

WORDS = SEALED
"""Under this name an address carries the sealed words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Search:
    """What is searched: the words, and as an address carries them."""

    words: str
    token: str


def read_search(request: OfficeRequest) -> Search:
    """Return what is searched: just typed, or carried by the address; words too old or another's are none."""
    if request.method == "POST":
        words = typed_words(request)
        return Search(words=words, token=seal_words(request, words))
    return _carried(request, request.GET.get(WORDS, ""))


def _carried(request: OfficeRequest, token: str) -> Search:
    words = open_search(token, account_id=request.account.pk, at=request.now)
    return Search(words=words, token=token if words else "")


def typed_words(request: OfficeRequest) -> str:
    """Return the words that were typed."""
    return request.POST.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]


def seal_words(request: OfficeRequest, words: str) -> str:
    """Return words as an address carries them; whoever else gets the address cannot read them."""
    return seal_search(words, account_id=request.account.pk, at=request.now) if words else ""


def after_search(
    request: OfficeRequest, path: str, state: Mapping[str, str | Sequence[str]]
) -> HttpResponse | None:
    """Return where to go on after a search that was sent without a script; nothing otherwise."""
    if request.method != "POST" or request.htmx:
        return None
    return HttpResponseRedirect(state_url(path, state))


def sealed_words(request: OfficeRequest) -> SealedWords:
    """Return what is searched as a text that `state_url` writes sealed; for lists with `search_posts`."""
    found = read_search(request)
    return SealedWords(found.words, found.token)


def carried_words(request: OfficeRequest, token: str) -> SealedWords:
    """Return the words that a form carried along sealed, as `sealed_words` does those of the address."""
    found = _carried(request, token)
    return SealedWords(found.words, found.token)


def answer_search(request: OfficeRequest, listing: Listing) -> HttpResponse | None:
    """Answer a search as one types with the rows, one sent without a script with the way to them; nothing otherwise."""
    if wants_results(request):
        return render_results(request, listing)
    return HttpResponseRedirect(listing.self_url) if request.method == "POST" else None

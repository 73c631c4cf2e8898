"""Gives the page that answers a form an address of its own, so that Back and reload never ask to send it again."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from matrikel.access.queries import Account
from matrikel.authentication.actions.keep_answered import keep_answered
from matrikel.authentication.queries import DraftRow, find_draft
from matrikel.front.sign_in.middleware import MOST_DRAFT_BYTES, NEVER_KEPT
from matrikel.kernel.ids import INSTALLATION, new_id
from matrikel.kernel.scope import association_scope

KEPT = "kept"
REFUSED = frozenset({409, 422})


class LastingAnswersMiddleware:
    """
    Keeps a form whose answer is a page, sealed, for its author; the page's script puts `?kept=<id>` into the address.

    Asked for by that address, the form is answered once more by a door that says so (`repeats`), and nothing of what
    that would change stays (`ui.doors.repeat`). Without such a door, or when nothing is kept any more, the
    page is shown as by its address alone; what takes only forms has its page one step above.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and keep what was answered where one may come back to it."""
        kept = _take_kept(request)
        request.kept = _find(request, kept)  # type: ignore[attr-defined]
        request.answer_id = answer_id = new_id()  # type: ignore[attr-defined]
        is_sent = request.method == "POST" and request.headers.get("HX-Request") != "true"
        response = self.get_response(request)
        if kept is not None and response.status_code == 405:
            return redirect(request.path.rstrip("/").rpartition("/")[0] + "/")
        if is_sent and _may_be_shown_again(request, response):
            _keep(request, answer_id)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: Any, _kwargs: Any
    ) -> None:
        """Make the request the form that is kept, where the door knows how to answer that without a change."""
        may_repeat = request.may_repeat = getattr(view, "repeats", False)  # type: ignore[attr-defined]
        request.is_asking = bool(getattr(view, "asks", False))  # type: ignore[attr-defined]
        request.is_repeated = False  # type: ignore[attr-defined]
        if request.method == "POST":
            # Where nothing is kept the address is the same for everybody: nobody learns from it who has an account.
            query = QueryDict(request.META.get("QUERY_STRING", ""), mutable=True)
            query[KEPT] = str(request.answer_id) if may_repeat else ""  # type: ignore[attr-defined]
            request.lasting_url = f"{request.path}?{query.urlencode()}"  # type: ignore[attr-defined]
        draft: DraftRow | None = request.kept  # type: ignore[attr-defined]
        if draft is None or not may_repeat or draft.path != request.get_full_path():
            return
        request.method, request.is_repeated = "POST", True  # type: ignore[attr-defined]
        request.POST = QueryDict(urlencode(draft.fields), encoding="utf-8")


def _take_kept(request: HttpRequest) -> str | None:
    """Take `kept` out of the address, whose other readers know nothing of it."""
    if KEPT not in request.GET:
        return None
    query = request.GET.copy()
    kept = str(query.pop(KEPT)[-1])
    request.META["QUERY_STRING"] = query.urlencode()
    del request.GET
    return kept


def _find(request: HttpRequest, kept: str | None) -> DraftRow | None:
    if not kept or request.method != "GET" or not isinstance(request.user, Account):
        return None
    try:
        draft_id = UUID(kept)
    except ValueError:
        return None
    with association_scope(INSTALLATION), transaction.atomic():
        return find_draft(draft_id=draft_id, account_id=request.user.pk, at=timezone.now())


def _may_be_shown_again(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether nothing was done: the form was refused, or the page only asks on. No code or secret is typed there."""
    if not getattr(request, "may_repeat", False):
        return False
    is_question = response.status_code == 200 and getattr(request, "is_asking", False)
    return (response.status_code in REFUSED or is_question) and not request.FILES


def _keep(request: HttpRequest, answer_id: UUID) -> None:
    if not isinstance(request.user, Account):
        return
    fields = [
        (name, value) for name, values in request.POST.lists() if name not in NEVER_KEPT for value in values
    ]
    if sum(len(name) + len(value) for name, value in fields) > MOST_DRAFT_BYTES:
        return
    with association_scope(INSTALLATION), transaction.atomic():
        keep_answered(
            account_id=request.user.pk,
            draft_id=answer_id,
            path=request.get_full_path(),
            fields=fields,
            at=timezone.now(),
        )

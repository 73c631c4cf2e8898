"""Every answer carries its headers, and what a room raises becomes a page."""

import re

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from matrikel.kernel.errors import Forbidden, NotFound, Refusal
from matrikel.ui import errors
from matrikel.ui.middleware import (
    HtmxRedirectMiddleware,
    RoomErrorsMiddleware,
    SecurityHeadersMiddleware,
)


def answer(response, **headers):
    inner = HtmxRedirectMiddleware(lambda request: response)
    return SecurityHeadersMiddleware(inner)(RequestFactory().get("/", **headers))


def test_the_policy_allows_only_what_carries_the_nonce_of_this_answer():
    policy = answer(HttpResponse())["Content-Security-Policy"]
    nonce = re.search(r"script-src 'nonce-([\w-]+)'", policy)
    assert nonce is not None
    assert f"style-src 'nonce-{nonce[1]}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_each_answer_has_another_nonce():
    first, second = answer(HttpResponse()), answer(HttpResponse())
    assert first["Content-Security-Policy"] != second["Content-Security-Policy"]


def test_pages_are_not_kept_in_caches():
    assert answer(HttpResponse())["Cache-Control"] == "no-store"


def test_a_file_may_say_how_long_it_keeps():
    response = HttpResponse(headers={"Cache-Control": "max-age=60"})
    assert answer(response)["Cache-Control"] == "max-age=60"


def test_a_redirect_of_a_fragment_moves_the_whole_page():
    response = answer(HttpResponseRedirect("/sign-in/"), headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (204, "/sign-in/")


def test_a_redirect_of_a_page_stays_a_redirect():
    assert answer(HttpResponseRedirect("/sign-in/"))["Location"] == "/sign-in/"


@pytest.mark.parametrize(
    ("exception", "status"),
    [
        (NotFound(), 404),
        (Forbidden(), 403),
        (Refusal("The year is closed."), 409),
        (RequestDataTooBig(), 413),
    ],
)
def test_what_a_room_raises_becomes_the_page_that_says_so(exception, status):
    middleware = RoomErrorsMiddleware(lambda request: HttpResponse())
    response = middleware.process_exception(RequestFactory().get("/"), exception)
    assert response is not None
    assert response.status_code == status


def test_a_refusal_is_told_in_its_own_words():
    middleware = RoomErrorsMiddleware(lambda request: HttpResponse())
    response = middleware.process_exception(RequestFactory().get("/"), Refusal("The year is closed."))
    assert response is not None
    assert "The year is closed." in response.content.decode()


def test_a_fault_of_ours_is_left_to_the_500_page():
    middleware = RoomErrorsMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(RequestFactory().get("/"), ValueError()) is None


def test_the_500_page_needs_neither_context_nor_session():
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()


@pytest.mark.parametrize(
    "error", [OperationalError("server closed the connection"), InterfaceError("closed")]
)
def test_where_the_database_does_not_answer_the_page_says_when_to_come_again(error):
    request = RequestFactory().get("/", headers={"HX-Request": "true"})
    try:
        raise error
    except type(error):
        response = errors.server_error(request)
    assert (response.status_code, response["Retry-After"], response["HX-Retarget"]) == (503, "60", "body")
    page = response.content.decode()
    assert ("Matrikel is away for a moment" in page, "Stuck?" in page) == (True, True)


def test_the_500_page_survives_broken_templates(settings):
    settings.TEMPLATES = []
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "start again" in response.content.decode()

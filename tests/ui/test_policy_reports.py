"""What browsers report of the content policy is written down without a word of theirs."""

import json
import logging

import pytest
from django.test import Client

LOGGER = "matrikel.ui.policy_reports"
PERSON = "01a20061-ca7e-7997-a359-7c48cf196cc8"


def send(report, content_type="application/csp-report"):
    body = report if isinstance(report, bytes) else json.dumps(report).encode()
    return Client(enforce_csrf_checks=True).post("/policy-report/", body, content_type=content_type)


def report(**facts):
    return {"csp-report": {"effective-directive": "script-src-elem", "blocked-uri": "inline", **facts}}


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (
            {"document-uri": f"https://testserver/klubben/people/{PERSON}/?q=Anna"},
            "script-src-elem on office:person, from inline",
        ),
        (
            {
                "document-uri": "https://testserver/sign-in/",
                "blocked-uri": "https://evil.example/?stolen=Anna",
                "effective-directive": "connect-src",
            },
            "connect-src on front:sign_in, from elsewhere",
        ),
        (
            {
                "document-uri": "https://testserver/Anna%0AAndersson",
                "blocked-uri": "https://testserver/static/x.js",
            },
            "script-src-elem on no page of ours, from ourselves",
        ),
    ],
)
def test_a_report_is_one_line_with_the_rule_and_the_page(caplog, facts, line):
    with caplog.at_level(logging.WARNING, logger=LOGGER):
        assert send(report(**facts)).status_code == 204
    assert caplog.messages == [f"The content policy stopped something: {line}"]


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"nonsense",
        b"[]",
        b"{}",
        b'{"csp-report": 7}',
        b'{"csp-report": []}',
        b"\xff\xfe",
        b"[" * 10_000,
        {"csp-report": {"effective-directive": "Anna\nAndersson"}},
        {"csp-report": {"effective-directive": "script-src", "document-uri": "http://[::1"}},
        {"csp-report": {"effective-directive": "script-src", "blocked-uri": "x" * 20_000}},
    ],
)
def test_what_is_no_report_is_dropped(caplog, sent):
    with caplog.at_level(logging.WARNING, logger=LOGGER):
        assert send(sent).status_code == 204
    assert caplog.messages == []


def test_every_answer_tells_browsers_where_to_report():
    assert "report-uri /policy-report/" in Client().get("/health/")["Content-Security-Policy"]


def test_only_an_encrypted_answer_asks_for_encryption_from_now_on():
    assert Client().get("/health/", secure=True)["Strict-Transport-Security"] == "max-age=63072000"
    assert "Strict-Transport-Security" not in Client().get("/health/").headers

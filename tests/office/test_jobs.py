"""The page of the jobs: only this association's, never with what, and failed ones once more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matrikel.audit.models import Entry
from matrikel.kernel.jobs import defer
from matrikel.kernel.queries import JobState, count_jobs, list_jobs, list_regular_jobs
from matrikel.office.jobs import wording
from tests.conftest import AT, TODAY, association_scope, sign_in

PAGE = "/klubben/jobs/"
RUN = "0192f2a0-0000-7000-8000-000000000001"


def queued(times: int = 1) -> list[int]:
    """Queue jobs that nobody works on, and return their numbers, oldest first."""
    for _each in range(times):
        defer("imports.read_file", run_id=RUN)
    return sorted(row.id for row in list_jobs(rows=100).rows)


def failed(job_id: int) -> None:
    """Let a job have failed, as the worker would have written it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'failed', attempts = 5 WHERE id = %s", [job_id]
        )


def test_jobs_are_listed_in_plain_words_without_their_arguments(association, secretary):
    queued()
    response = secretary.get(PAGE)
    (row,) = response.context["listing"].rows
    assert (row.cells[0].text, row.cells[1].pills[0].text) == ("Import: reading the file", "Waiting")
    # The words lead to where one sees how far the import has come; what is in it stands nowhere.
    assert row.cells[0].url == f"/klubben/import/{RUN}/"


def test_what_comes_by_itself_says_when_it_came_and_when_it_comes_again(association, secretary):
    defer("checks.forget_old")
    rows = {row.title: row for row in secretary.get(PAGE).context["regular"]}
    checks = rows["Checks: deleting those that serve nobody any more"]
    assert (checks.line.startswith("last time today"), ": waiting · next " in checks.line) == (True, True)
    assert "03:41" in next(
        wording.regular_row(job, today=TODAY).line
        for job in list_regular_jobs(at=AT)
        if job.name == "checks.forget_old"
    )
    assert rows["Import: deleting the rows of old files"].line.startswith("has not run yet · next ")
    # What belongs to the installation alone is not told.
    assert [title for title in rows if "Background work" in title] == []


def test_the_page_speaks_of_work_and_not_of_jobs(association, secretary):
    page = secretary.get(PAGE).content.decode()
    assert ("Background work" in page, ">Jobs<" in page) == (True, False)


def test_a_failed_job_is_tried_once_more(association, secretary):
    (job_id,) = queued()
    failed(job_id)
    listing = secretary.get(PAGE).context["listing"]
    assert (listing.count_line, listing.actions[0].url) == ("1 has failed", "/klubben/jobs/retry/")
    assert secretary.post("/klubben/jobs/retry/", {"selected": [str(job_id)]}).headers["Location"] == PAGE
    assert Entry.objects.values_list("header", flat=True).get(action="jobs.retried") == {"jobs": [job_id]}
    assert (count_jobs(state=JobState.FAILED), list_jobs().rows[0].state) == (0, JobState.WAITING)


def test_a_job_that_did_not_fail_is_left_alone(association, secretary):
    (job_id,) = queued()
    response = secretary.post("/klubben/jobs/retry/", {"selected": [str(job_id)]}, follow=True)
    assert "Nothing was started" in response.content.decode()
    assert list_jobs().rows[0].attempts == 0


def test_the_neighbours_jobs_are_neither_seen_nor_started(secretary, association, neighbour):
    with association_scope(neighbour):
        (foreign,) = queued()
        failed(foreign)
    assert secretary.get(PAGE).context["listing"].rows == ()
    assert secretary.post("/klubben/jobs/retry/", {"selected": [str(foreign)]}).status_code == 404
    with association_scope(neighbour):
        assert list_jobs().rows[0].state == JobState.FAILED


def test_the_neighbours_secretary_finds_nothing_here(intruder, association):
    found = [intruder.get(PAGE).status_code, intruder.post("/klubben/jobs/retry/").status_code]
    assert found == [404, 404]


def test_who_may_not_see_jobs_is_told_so(association, client):
    assert sign_in(client, association, role="treasurer").get(PAGE).status_code == 403


@pytest.mark.parametrize("selected", ["", "x", "-1", "9" * 30])
def test_a_number_that_is_none_is_no_job(association, secretary, selected):
    assert secretary.post("/klubben/jobs/retry/", {"selected": [selected]}).status_code == 404


def test_the_list_is_narrowed_by_state_and_kind(association, secretary):
    first, _second = queued(2)
    failed(first)

    def found(query):
        return [row.id for row in secretary.get(PAGE + query).context["listing"].rows]

    assert found("?state=failed") == [str(first)]
    assert (len(found("?q=reading")), found("?q=undo+nothing")) == (2, [])


def test_jobs_come_in_pages_both_ways_with_as_many_questions(association, secretary):
    queued(2)
    with CaptureQueriesContext(connection) as few:
        secretary.get(PAGE)
    numbers = queued(28)
    with CaptureQueriesContext(connection) as many:
        first = secretary.get(PAGE).context["listing"]
    assert len(many) == len(few) <= 10
    second = secretary.get(first.next_url).context["listing"]
    assert [int(row.id) for row in (*first.rows, *second.rows)] == numbers[::-1]
    assert second.next_url == ""
    assert secretary.get(second.previous_url).context["listing"].rows == first.rows


def test_every_job_of_an_association_has_a_name_of_its_own():
    from procrastinate.contrib.django import app

    app.perform_import_paths()
    own = {
        name for name in app.tasks if not name.startswith(("kernel.", "builtin", "procrastinate", "tests."))
    }
    everywhere = {name for name in own if name.endswith("_everywhere")}
    assert own - everywhere - set(wording.JOB_NAMES) == set()

"""A log says what went wrong and where, and quotes nobody."""

import logging

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from matrikel.access.models import Account
from matrikel.front.logs import LeaveOutSecrets, LeaveOutValues
from tests.factories.addresses import Address, all_addresses


def written(error: BaseException) -> str:
    line = logging.LogRecord(
        "test", logging.ERROR, "", 0, "It broke", (), (type(error), error, error.__traceback__)
    )
    return LeaveOutValues("%(message)s").format(line)


@pytest.mark.django_db
def test_a_refused_row_is_not_quoted_even_where_it_runs_over_lines() -> None:
    email = "anna@example.se\n\nanna.skold@example.se"
    Account.objects.create(email=email)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Account.objects.create(email=email)
    assert "anna.skold" in str(caught.value)
    line = written(caught.value)
    assert "anna" not in line
    assert line.count("DETAIL:  left out") == 2
    assert 'violates unique constraint "access_account_email' in line


def test_other_errors_are_written_as_they_are() -> None:
    with pytest.raises(RuntimeError) as caught:
        raise RuntimeError("broken")
    assert written(caught.value).endswith("RuntimeError: broken")


SECRETS = [each for each in all_addresses() if {"secret", "token"} & {*each.takes}]


@pytest.mark.parametrize("address", SECRETS, ids=lambda address: f"{address.namespace}:{address.name}")
def test_no_secret_that_an_address_takes_is_written(address: Address) -> None:
    (path,) = address.fill("klubben", {})
    line = logging.LogRecord("test", logging.WARNING, "", 0, "Gone: %s", (f"{path[:-2]}s3cr3t/?a=b",), None)
    assert LeaveOutSecrets().filter(line)
    assert ("s3cr3t" in line.getMessage(), line.getMessage().endswith("/…/?a=b")) == (False, True)


def test_there_are_addresses_that_take_a_secret() -> None:
    assert {each.name for each in SECRETS} >= {"sign_in_link", "invitation", "fewer_letters"}


@pytest.mark.parametrize(
    "query", ["code=c0de&state=st4te", "state=st4te&code=c0de", "iss=x&code=c0de", "error=no&state=st4te"]
)
def test_no_answer_of_a_broker_is_written(query: str) -> None:
    line = logging.LogRecord(
        "test", logging.WARNING, "", 0, "GET %s 302", (f"/sign-in/eid/prov/?{query}",), None
    )
    assert LeaveOutSecrets().filter(line)
    assert line.getMessage() == "GET /sign-in/…/prov/?… 302"

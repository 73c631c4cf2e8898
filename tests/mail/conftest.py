"""What tests of letters ask for: a club whose letters leave, and a mail server that takes them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from matrikel.kernel.scope import association_scope
from tests.factories.mail import Postbox, a_real_association, server_at, smtp_server


@pytest.fixture
def club(db: None) -> Iterator[UUID]:
    """Return a club whose letters really leave, with its scope open."""
    association_id = a_real_association()
    with association_scope(association_id):
        yield association_id


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    """Return what a mail server of the installation takes."""
    settings.IS_DEMO = False
    with smtp_server() as (box, port):
        settings.MAIL_SERVER = server_at(port)
        yield box

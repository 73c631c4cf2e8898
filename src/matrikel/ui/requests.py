"""The request as our doors receive it, after the middleware has done its part."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from matrikel.ui.brand import Brand
from matrikel.ui.shell import HelpContact


class Request(HttpRequest):
    """Never instantiated: a type for view signatures."""

    htmx: HtmxDetails
    session: Any
    csp_nonce: str
    refused: str
    is_asking: bool
    is_repeated: bool
    names_association: bool
    help_contact: HelpContact | None
    brand: Brand | None

"""Opens the scope of the association that an address names, before any transaction begins."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from matrikel.kernel.scope import association_scope
from matrikel.organisations.queries import find_association_id
from matrikel.organisations.rules import is_slug


class AssociationMiddleware:
    """Looks up the first part of the path; whether anybody may enter is the door's question, not this one's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request inside the association's scope, where there is one."""
        slug = request.path_info.lstrip("/").split("/", 1)[0]
        association_id = find_association_id(slug=slug) if is_slug(slug) else None
        if association_id is None:
            return self.get_response(request)
        with association_scope(association_id):
            return self.get_response(request)

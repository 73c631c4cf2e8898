"""Opens the scope of the association that an address names, and writes down who was refused there."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from matrikel.access.queries import Account
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.organisations.queries import find_association_id
from matrikel.organisations.rules import is_slug

OF_THE_INSTALLATION = frozenset({"host", "invitation", "sign-in", "sign-out"})
"""What belongs to no association, but is written down: under the reserved one."""


class AssociationMiddleware:
    """Looks up the first part of the path; whether anybody may enter is the door's question, not this one's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """
        Answer the request inside the association's scope, where there is one.

        :raises DisallowedHost: the request is meant for a host that this installation is not (answered by 400).
        """
        request.get_host()
        slug = request.path_info.lstrip("/").split("/", 1)[0]
        if slug in OF_THE_INSTALLATION:
            association_id: UUID | None = INSTALLATION
        else:
            association_id = find_association_id(slug=slug) if is_slug(slug) else None
        # Others ask this rather than the scope, which the installation's own pages have as well.
        request.names_association = association_id not in (None, INSTALLATION)  # type: ignore[attr-defined]
        if association_id is None:
            return self.get_response(request)
        with association_scope(association_id):
            response = self.get_response(request)
            self._record_refusal(request)
            return response

    def _record_refusal(self, request: HttpRequest) -> None:
        # The request's own transaction is rolled back by now, and the refusal must not go with it.
        reason = getattr(request, "refused", "")
        if not reason or not isinstance(request.user, Account):
            return
        page = request.resolver_match.view_name if request.resolver_match else ""
        with transaction.atomic():
            record(
                acts=[Act(action="access.refused", header={"reason": reason, "page": page})],
                actor=Actor(kind=ActorKind.ACCOUNT, id=request.user.pk),
                at=timezone.now(),
            )

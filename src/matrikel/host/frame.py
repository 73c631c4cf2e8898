"""What stands around the host's pages."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from matrikel.host.doors import HostRequest
from matrikel.ui.shell import NavGroup, NavItem, Shell, initials


def show(
    request: HostRequest, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """Answer with a page of the host, in its frame."""
    return render(request, template, {**context, "shell": _shell(request)}, status=status)


def _shell(request: HostRequest) -> Shell:
    name = request.account.display_name or request.account.email
    title = _("This installation")
    items = [
        (_("Associations"), "host:associations", "building-community"),
        (_("Invitations"), "host:invitations", "send"),
        (_("What needs two"), "host:acts", "users"),
    ]
    home = reverse("host:associations")
    return Shell(
        association_name=title,
        association_initials="M",
        groups=(
            NavGroup(
                items=tuple(
                    NavItem(
                        label=label,
                        url=reverse(to),
                        icon=icon,
                        current=request.path == reverse(to)
                        if to == "host:associations"
                        else request.path.startswith(reverse(to)),
                    )
                    for label, to, icon in items
                )
            ),
        ),
        person_name=name,
        person_initials=initials(name),
        home_url=home,
        sign_out_url=reverse("front:sign_out"),
        account_url=reverse("front:mine"),
        role_line=_("Host"),
    )

"""The associations of the installation, and inviting new ones; nothing here is about a person of theirs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matrikel.access.actions.invite_association import InvitationRefused, invite_association
from matrikel.access.actions.withdraw_invitations import withdraw_invitations
from matrikel.access.queries import (
    InstalledAssociation,
    list_installed_associations,
    list_waiting_invitations,
)
from matrikel.host.doors import HostRequest, hosts_only
from matrikel.host.forms import InviteForm, country_name
from matrikel.host.frame import show
from matrikel.organisations.queries import list_countries
from matrikel.organisations.rules.set_up import likely_country
from matrikel.ui.formatting import date, number
from matrikel.ui.listing import Cell, Column, Listing, Row, render_results, state_url, wants_results
from matrikel.ui.parts import Pill, Tone

PAGE_ROWS = 100
MOST_COUNTED = 10_000
INVITATION_ONCE = "host_invitation"


@require_safe
@hosts_only()
def associations(request: HostRequest) -> HttpResponse:
    """List the associations with their rough sizes."""
    search = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    after = request.GET.get("after", "").replace("\x00", "")[:40]
    found = list_installed_associations(
        account_id=request.account.pk, search=search, after=after, most=PAGE_ROWS + 1
    )
    listing = _listing(found, search=search, after=after)
    if wants_results(request):
        return render_results(request, listing)
    return show(request, "host/associations.html", {"listing": listing})


@require_safe
@hosts_only()
def invitations(request: HostRequest) -> HttpResponse:
    """Show the invitations that wait, and once the link of the one that was just made."""
    made = request.session.pop(INVITATION_ONCE, None)
    waiting = [
        {
            "row": row,
            "country": country_name(row.country),
            "withdraw_url": reverse("host:withdraw", kwargs={"invitation_id": row.id}),
        }
        for row in list_waiting_invitations(at=request.now)
    ]
    return show(request, "host/invitations.html", {"made": made, "waiting": waiting})


@require_http_methods(["GET", "HEAD", "POST"])
@hosts_only(fresh=True)
def invite(request: HostRequest) -> HttpResponse:
    """Invite an association."""
    form = InviteForm(
        request.POST if request.method == "POST" else None,
        countries=list_countries(on=request.now.date()),
        initial={
            "language": request.LANGUAGE_CODE,
            "country": likely_country(request.headers.get("Accept-Language", "")),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            path = invite_association(**form.cleaned_data, actor=request.actor, at=request.now)
        except InvitationRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            # Only a hash of it is stored, so the next page is the only one that can show it.
            request.session[INVITATION_ONCE] = {
                "email": form.cleaned_data["email"],
                "url": request.build_absolute_uri(path),
            }
            return redirect("host:invitations")
    return show(request, "host/invite.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@hosts_only(fresh=True)
def withdraw(request: HostRequest, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    withdraw_invitations(invitation_ids=[invitation_id], actor=request.actor, at=request.now)
    messages.success(request, _("The invitation is taken back; its link does not work any more."))
    return redirect("host:invitations")


def _listing(found: list[InstalledAssociation], *, search: str, after: str) -> Listing:
    path = reverse("host:associations")
    shown, more = found[:PAGE_ROWS], len(found) > PAGE_ROWS
    state = {"q": search}
    count = ngettext("%(count)s association", "%(count)s associations", len(shown)) % {
        "count": number(len(shown))
    }
    return Listing(
        title=_("Associations"),
        url=path,
        self_url=state_url(path, {**state, "after": after}),
        count_line=_("%(count)s on this page") % {"count": count} if more or after else count,
        search_label=_("Search by name or address"),
        search_value=search,
        clear_url=path if search else "",
        columns=(
            Column(label=_("Association"), primary=True),
            Column(label=_("Address"), quiet=True),
            Column(label=_("Country"), quiet=True),
            Column(label=_("State")),
            Column(label=_("People"), numeric=True),
            Column(label=_("Storage"), numeric=True),
            Column(label=_("Since"), numeric=True, quiet=True),
        ),
        rows=tuple(_row(each) for each in shown),
        range_line=count,
        next_url=state_url(path, state, after=shown[-1].slug) if more else "",
        previous_url=state_url(path, state) if after else "",
        empty_title=_("There are no associations yet"),
        empty_text=_("Invite the first one: its officer gets a link and sets it up in a few minutes."),
        empty_url=reverse("host:invite"),
        empty_action=_("Invite an association"),
    )


def _row(each: InstalledAssociation) -> Row:
    state = (
        Pill(tone=Tone.GOOD, text=_("in use"))
        if each.set_up_at
        else Pill(tone=Tone.AMBER, text=_("being set up"))
    )
    return Row(
        id=str(each.id),
        label=each.name,
        cells=(
            Cell(text=each.name),
            Cell(text=f"/{each.slug}/"),
            Cell(text=country_name(each.country)),
            Cell(pills=(state,)),
            Cell(text=roughly(each.people)),
            Cell(text=_storage(each.bytes)),
            Cell(text=date(each.created_at)),
        ),
    )


def roughly(people: int) -> str:
    """Return a size without saying exactly: nobody can watch from here how one person comes or goes."""
    if people == 0:
        return "–"
    if people < 25:
        return _("fewer than %(count)s") % {"count": number(25)}
    if people > MOST_COUNTED:
        return _("more than %(count)s") % {"count": number(MOST_COUNTED)}
    step = 25 if people < 500 else 100 if people < 2_000 else 500
    return _("about %(count)s") % {"count": number(round(people / step) * step)}


def _storage(size: int) -> str:
    megabytes = size / 1_000_000
    if megabytes < 1:
        return _("below %(count)s MB") % {"count": number(1)}
    return _("about %(count)s MB") % {"count": number(round(megabytes))}

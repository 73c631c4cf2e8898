"""What each role may do: all of them side by side, one of them in sentences, and the form that changes it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from matrikel.access import rules
from matrikel.access.actions.save_roles import (
    LONGEST_NAME,
    RoleEdit,
    RoleOvertaken,
    RoleRefused,
    save_roles,
)
from matrikel.access.queries.roles import RoleRow, get_role, list_role_rows
from matrikel.access.rules.roles import NEEDS_TWO
from matrikel.access.wording import role_name
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.office.access.asking import ask_to_give
from matrikel.office.access.rights import GROUPS, WORDS, words
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.people.queries import is_anybody_protected
from matrikel.ui.formatting import number


class RoleForm(forms.Form):
    """What a role may do; rights that whoever asks does not hold can be taken away, and not given."""

    name = forms.CharField(label=_lazy("Name"), max_length=LONGEST_NAME)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, role: RoleRow | None, mine: frozenset[Right], **kwargs: object) -> None:
        """Offer what may be given, beside what the role has already."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        held = role.rights if role else frozenset()
        if role is not None:
            del self.fields["name"]
            self.initial["version"] = role.version
        for group in GROUPS:
            offered = [right for right in group.rights if right in held or right in mine]
            if offered:
                self.fields[group.code] = forms.MultipleChoiceField(
                    label=str(group.title),
                    help_text=str(group.line),
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                    choices=[(right.value, capfirst(str(WORDS[right]))) for right in offered],
                    initial=[right.value for right in offered if right in held],
                )

    @property
    def rights(self) -> frozenset[Right]:
        """Return the rights that are ticked."""
        return frozenset(Right(code) for group in GROUPS for code in self.cleaned_data.get(group.code, []))


@require_safe
@needs(Right.ACCESS_SEE)
def roles(request: OfficeRequest) -> HttpResponse:
    """Show every role beside every right."""
    rows = [row for row in list_role_rows(on=request.today) if _is_shown(request, row)]
    may_edit = _may_edit(request)
    context = {
        "roles": [
            {
                "name": capfirst(role_name(row.code)),
                "url": address(request, "role", role_id=row.id),
                "line": _holders(row),
            }
            for row in rows
        ],
        "groups": [
            {
                "title": group.title,
                "rights": [
                    {
                        "words": capfirst(str(WORDS[right])),
                        "marks": [(capfirst(role_name(row.code)), right in row.rights) for row in rows],
                    }
                    for right in group.rights
                ],
            }
            for group in GROUPS
        ],
        "new_url": address(request, "new_role") if may_edit else "",
        "board_url": address(request, "board"),
    }
    return show(request, "office/access/roles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.ACCESS_SEE, fresh=True)
def role(request: OfficeRequest, role_id: UUID) -> HttpResponse:
    """Tell what a role may do, and let it be changed by whoever may."""
    row = get_role(role_id=role_id, on=request.today)
    may_edit = _may_edit(request) and not row.is_fixed
    if request.method == "POST" and not may_edit:
        raise NotFound
    form = RoleForm(request.POST if request.method == "POST" else None, role=row, mine=_mine(request))
    if request.method == "POST" and form.is_valid():
        # Whether or not anybody holds the role yet: an invitation to it may be on its way.
        held = (form.rights - row.rights) & NEEDS_TWO if is_anybody_protected() else frozenset()
        edit = RoleEdit(role_id=row.id, rights=form.rights - held, version=form.cleaned_data["version"] or 0)
        if _save(request, form, edit):
            if held:
                concerns = {"role": str(row.id), "rights": " ".join(sorted(held))}
                ask_to_give(request, "ROLE", concerns, rights=held)
            return redirect(address(request, "roles"))
    name = capfirst(role_name(row.code))
    context = {
        "title": name,
        "line": _holders(row),
        "may": words(row.rights),
        "may_not": words(frozenset(Right) - row.rights),
        "form": form if may_edit else None,
        "holders": row.holders,
        "back_url": address(request, "roles"),
    }
    return show(request, "office/access/role.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.ROLES_EDIT, fresh=True)
def new_role(request: OfficeRequest) -> HttpResponse:
    """Make a role of the association's own."""
    if not _may_edit(request):
        raise NotFound
    form = RoleForm(request.POST if request.method == "POST" else None, role=None, mine=_mine(request))
    if request.method == "POST" and form.is_valid():
        edit = RoleEdit(name=form.cleaned_data["name"], rights=form.rights)
        if _save(request, form, edit):
            return redirect(address(request, "roles"))
    context = {"title": _("A role of your own"), "form": form, "back_url": address(request, "roles")}
    return show(request, "office/access/role.html", context, status=422 if form.errors else 200)


def _save(request: OfficeRequest, form: RoleForm, edit: RoleEdit) -> bool:
    try:
        save_roles(roles=[edit], actor=request.actor, at=request.now)
    except RoleOvertaken as refusal:
        form.add_error(None, str(refusal))
        return False
    except RoleRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    messages.success(request, _("Saved. It holds from the next click of whoever has the role."))
    return True


def _mine(request: OfficeRequest) -> frozenset[Right]:
    """Return what whoever asks may put into a role: what they hold for the whole association."""
    return frozenset(right for right in Right if rules.holds(request.presence.grants, right, at=()))


def _may_edit(request: OfficeRequest) -> bool:
    """Say whether whoever asks may change roles: they are everybody's, so not from a branch."""
    return rules.holds(request.presence.grants, Right.ROLES_EDIT, at=())


def _is_shown(request: OfficeRequest, row: RoleRow) -> bool:
    return row.code != "federation_officer" or request.association.kind == "FEDERATION" or row.holders > 0


def _holders(row: RoleRow) -> str:
    if not row.holders:
        return _("nobody")
    text = ngettext("%(count)s person", "%(count)s people", row.holders)
    return text % {"count": number(row.holders)}

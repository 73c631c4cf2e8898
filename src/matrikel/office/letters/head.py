"""The part of the settings about letters: how they are signed, and one to try it out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from matrikel.kernel.actors import Right
from matrikel.mail.actions.queue_letters import LetterRefused, queue_letters
from matrikel.mail.actions.save_letter_head import LetterHeadEdit, LetterHeadRefused, save_letter_head
from matrikel.mail.queries.letters import get_letter_head
from matrikel.mail.rules.content import Button, Content, NewLetter, Paragraph, Small
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.letters.forms import LetterHeadForm
from matrikel.office.settings.parts import LETTERS
from matrikel.office.settings.views import index_of
from matrikel.ui.formatting import current_language


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.SETTINGS_EDIT)
def head(request: OfficeRequest) -> HttpResponse:
    """Show how letters are signed, and change it."""
    if request.method != "POST":
        now = get_letter_head()
        names = ("sender_name", "reply_to", "postal_address", "closing", "version")
        form = LetterHeadForm(initial={name: getattr(now, name) for name in names})
        return _show(request, form)
    form = LetterHeadForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        save_letter_head(head=LetterHeadEdit(**form.cleaned_data), actor=request.actor, at=request.now)
    except LetterHeadRefused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        if refusal.field:
            return _show(request, form, status=422)
        # What was typed stays; saving once more puts it over what somebody else saved.
        data = request.POST.copy()
        data["version"] = str(get_letter_head().version)
        again = LetterHeadForm(data)
        again.is_valid()
        again.add_error(None, str(refusal))
        return _show(request, again, status=409)
    messages.success(request, _("Saved."))
    return redirect(address(request, "letter_head"))


@require_POST
@needs(Right.SETTINGS_EDIT)
def test(request: OfficeRequest) -> HttpResponse:
    """Send a letter to oneself, as members would get it."""
    language = current_language()
    with override(language):
        content = Content(
            subject=_("A letter to try things out"),
            preview=_("This is how your letters look."),
            blocks=(
                Paragraph(_("Hello,")),
                Paragraph(_("this is how letters from your association look to those who get them.")),
                Button(_("Open Matrikel"), request.build_absolute_uri(address(request, "today"))),
                Small(_("You get this because you asked for it in the settings.")),
            ),
        )
    letter = NewLetter(
        kind="mail.test",
        to=request.account.email,
        name=request.account.display_name,
        language=language,
        content=content,
    )
    try:
        queue_letters(letters=[letter], actor=request.actor, at=request.now)
    except LetterRefused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("A letter is on its way to %(address)s.") % {"address": request.account.email}
        messages.success(request, said)
    return redirect(address(request, "letter_head"))


def _show(request: OfficeRequest, form: LetterHeadForm, *, status: int = 200) -> HttpResponse:
    context = {
        "part": LETTERS,
        "form": form,
        "index": index_of(request, LETTERS),
        "settings_url": address(request, "settings"),
        "test_url": address(request, "test_letter"),
        "email": request.account.email,
    }
    return show(request, "office/letters/head.html", context, status=status)

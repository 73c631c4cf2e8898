"""The letters that the association has sent: which arrived, which did not, and once more."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.mail.actions.note_letter_read import note_letter_read
from matrikel.mail.actions.resend_letters import resend_letters
from matrikel.mail.actions.stop_letters import stop_letters
from matrikel.mail.queries.letters import (
    LetterDetails,
    LetterPage,
    LetterRow,
    get_letter,
    list_letters,
    seen_letters,
)
from matrikel.mail.rules import LetterState
from matrikel.mail.rules.content import kind_of
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.letters import wording
from matrikel.privacy.actions.lift_suppressions import lift_suppressions
from matrikel.ui.formatting import moment, number
from matrikel.ui.listing import (
    Cell,
    Chip,
    Column,
    Filter,
    Listing,
    Option,
    Row,
    SelectionAction,
    render_results,
    state_url,
    wants_results,
)
from matrikel.ui.parts import Fact

MOST_AT_ONCE = 100
WAITING = (LetterState.WAITING, LetterState.TRYING)
OVER = (LetterState.RETURNED, LetterState.HELD, LetterState.GIVEN_UP, LetterState.STOPPED)


@require_safe
@needs(Right.LETTERS_SEE)
def letters(request: OfficeRequest) -> HttpResponse:
    """Show one page of letters, newest first."""
    state = _read_state(request.GET)
    page = list_letters(
        viewer=request.viewer,
        state=LetterState(state["state"]) if state["state"] else None,
        person_id=_id(state["person"]),
        before=_id(request.GET.get("before", "")),
        after=_id(request.GET.get("after", "")),
    )
    listing = _listing(request, state, page)
    if wants_results(request):
        return render_results(request, listing)
    return show(request, "office/letters/list.html", {"listing": listing})


@require_safe
@needs(Right.LETTERS_SEE)
def letter(request: OfficeRequest, letter_id: UUID) -> HttpResponse:
    """Show one letter; that its words were read is written down."""
    found = get_letter(letter_id=letter_id, viewer=request.viewer)
    row = found.row
    if found.written is not None:
        note_letter_read(letter_id=row.id, person_id=row.person_id, actor=request.actor, at=request.now)
    blocks = found.written.content.blocks if found.written else ()
    may_send = request.viewer.may(Right.LETTERS_SEND)
    context = {
        "row": row,
        "title": row.subject or wording.kind_name(row.kind),
        "pill": wording.state_pill(row.state),
        "reason": wording.reason_line(row),
        "facts": _facts(request, found),
        "blocks": [{"kind": kind_of(block), "block": block} for block in blocks],
        "foot": found.written.frame.foot if found.written else (),
        "is_hidden": found.written is None,
        "letters_url": address(request, "letters"),
        "resend_url": address(request, "resend_letters") if may_send and row.state in OVER else "",
        "stop_url": address(request, "stop_letters") if may_send and row.state in WAITING else "",
    }
    return show(request, "office/letters/letter.html", context)


@require_POST
@needs(Right.LETTERS_SEND)
def resend(request: OfficeRequest) -> HttpResponse:
    """Send the chosen letters once more; addresses from which letters came back are tried again."""
    chosen = _chosen(request)
    keys = [get_letter(letter_id=each, viewer=request.viewer).address_key for each in chosen[:1]]
    if len(chosen) == 1:
        # Whoever sends one letter anew has looked at it. A whole list is no such look.
        lift_suppressions(address_keys=keys, actor=request.actor, at=request.now)
    done = resend_letters(letter_ids=chosen, actor=request.actor, at=request.now)
    if done:
        said = ngettext("%(count)s letter leaves once more.", "%(count)s letters leave once more.", done)
        messages.success(request, said % {"count": number(done)})
    else:
        messages.warning(
            request, _("Nothing was sent: these letters have left, or what they said is deleted.")
        )
    return redirect(address(request, "letters"))


@require_POST
@needs(Right.LETTERS_SEND)
def stop(request: OfficeRequest) -> HttpResponse:
    """Stop the chosen letters, as far as they have not left."""
    done = stop_letters(letter_ids=_chosen(request), actor=request.actor, at=request.now)
    if done:
        said = ngettext("%(count)s letter is stopped.", "%(count)s letters are stopped.", done)
        messages.success(request, said % {"count": number(done)})
    else:
        messages.warning(request, _("Nothing was stopped: these letters do not wait any more."))
    return redirect(address(request, "letters"))


def _chosen(request: OfficeRequest) -> list[UUID]:
    asked = [_id(each) for each in request.POST.getlist("selected")[:MOST_AT_ONCE]]
    wanted = [each for each in asked if each is not None]
    seen = seen_letters(letter_ids=wanted, viewer=request.viewer)
    if len(wanted) != len(asked) or len(seen) != len(set(wanted)):
        raise NotFound
    return seen


def _read_state(query: Mapping[str, str]) -> dict[str, str]:
    state, person = query.get("state", ""), _id(query.get("person", ""))
    return {"state": state if state in set(LetterState) else "", "person": str(person) if person else ""}


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _listing(request: OfficeRequest, state: Mapping[str, str], page: LetterPage) -> Listing:
    path = address(request, "letters")
    chips = []
    if state["state"]:
        name = wording.state_name(LetterState(state["state"]))
        chips.append(
            Chip(
                label=_("State: %(name)s") % {"name": name},
                remove_url=state_url(path, {**state, "state": ""}),
            )
        )
    if state["person"]:
        name = page.rows[0].name if page.rows else ""
        label = _("To: %(name)s") % {"name": name} if name else _("To one person")
        chips.append(Chip(label=label, remove_url=state_url(path, {**state, "person": ""})))
    may_send = request.viewer.may(Right.LETTERS_SEND)
    actions = []
    if may_send and any(row.state in OVER for row in page.rows):
        actions.append(
            SelectionAction(label=_("Send again"), url=address(request, "resend_letters"), icon="refresh")
        )
    if may_send and any(row.state in WAITING for row in page.rows):
        actions.append(SelectionAction(label=_("Stop"), url=address(request, "stop_letters"), icon="x"))
    count = ngettext("%(count)s letter on this page", "%(count)s letters on this page", len(page.rows))
    count = count % {"count": number(len(page.rows))}
    return Listing(
        title=_("Letters"),
        url=path,
        self_url=state_url(path, state),
        count_line=_("Everything that the association has written by e-mail"),
        kept=tuple((key, value) for key, value in state.items() if value),
        chips=tuple(chips),
        clear_url=path if any(state.values()) else "",
        filters=(
            Filter(
                label=_("State"),
                options=tuple(
                    Option(
                        label=wording.state_name(each),
                        url=state_url(path, {**state, "state": each.value}),
                        current=state["state"] == each.value,
                    )
                    for each in LetterState
                ),
            ),
        ),
        columns=(
            Column(label=_("To"), primary=True),
            Column(label=_("Letter")),
            Column(label=_("State")),
            Column(label=_("Written"), numeric=True, quiet=True),
            Column(label=_("Sent"), numeric=True, quiet=True),
        ),
        rows=tuple(_row(request, row) for row in page.rows),
        actions=tuple(actions),
        range_line=count,
        next_url=state_url(path, state, before=str(page.next_before)) if page.next_before else "",
        previous_url=state_url(path, state, after=str(page.previous_after)) if page.previous_after else "",
        empty_title=_("No letter has been written yet"),
        empty_text=_("What Matrikel sends for you, such as invitations, shows up here with how it arrived."),
    )


def _row(request: OfficeRequest, row: LetterRow) -> Row:
    to = row.name or row.to or _("Somebody")
    return Row(
        id=str(row.id),
        label=to,
        cells=(
            Cell(text=to, url=address(request, "letter", letter_id=row.id)),
            Cell(text=row.subject or wording.kind_name(row.kind), lang=row.language if row.subject else ""),
            Cell(pills=(wording.state_pill(row.state),)),
            Cell(text=moment(row.queued_at)),
            Cell(text=moment(row.sent_at) if row.sent_at else ""),
        ),
    )


def _facts(request: OfficeRequest, found: LetterDetails) -> tuple[Fact, ...]:
    row = found.row
    person_url = ""
    if row.person_id and request.viewer.may(Right.PEOPLE_SEE):
        person_url = address(request, "person", person_id=row.person_id)
    facts = [
        Fact(term=_("To"), value=row.name or row.to, note=row.to if row.name else "", url=person_url),
        Fact(term=_("Kind"), value=wording.kind_name(row.kind)),
        Fact(term=_("Written"), value=moment(row.queued_at)),
    ]
    if row.sent_at:
        facts.append(Fact(term=_("Sent"), value=moment(row.sent_at)))
    if row.attempts > 1:
        facts.append(Fact(term=_("Attempts"), value=number(row.attempts)))
    if row.answer:
        facts.append(Fact(term=_("Answer of the mail server"), value=row.answer))
    if found.files:
        facts.append(Fact(term=_("Files"), value=number(len(found.files))))
    return tuple(facts)

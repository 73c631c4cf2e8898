"""Questions about what leaves the register, and what has left."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q

from matrikel.audit.models import Entry, Subject
from matrikel.exports.ceilings import most_opened
from matrikel.exports.formats.files import Line
from matrikel.exports.formats.pdf import labels_of
from matrikel.exports.held import held_of
from matrikel.exports.leaving import leave_out, reasons_for
from matrikel.exports.lines import Leaving, headings_of, leaving_of, lines_of, list_phones
from matrikel.exports.models import Export, Proof, Recipient, SharedList
from matrikel.exports.proving import Sampled, draw, find_proof
from matrikel.exports.rules.cells import Heading
from matrikel.exports.rules.gate import RecipientRow, held_for_something_else
from matrikel.exports.rules.limits import MOST_REVEALS_A_DAY, MOST_SEARCHES_A_DAY, SHOWN_BEFOREHAND
from matrikel.exports.rules.sharing import MOST_SHARED, veiled
from matrikel.exports.sharing import Reader, find_shared, read_reader, read_readers, read_said_of, viewer_of
from matrikel.exports.storage import read_said
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.memberships.filters import VOTES
from matrikel.organisations.queries import get_association
from matrikel.selections.queries.chosen_people import count_where_chosen, list_chosen

PAGE_ROWS = 25
_COLUMNS = (
    "id", "state", "report", "form", "purpose", "recipient_id", "recipient__name", "columns", "people", "done", "rows",
    "left_out", "sha256", "size", "account", "actor_kind", "actor_name", "actor_role", "created_at",
    "confirmed_at", "finished_at", "gone_at", "fetched",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """An export as it stands."""

    id: UUID
    state: str
    report: str
    form: str
    purpose: str
    recipient_id: UUID | None
    recipient_name: str
    columns: Sequence[str]
    people: int
    done: int
    rows: int
    left_out: Mapping[str, int]
    sha256: str
    size: int
    account: UUID | None
    actor_kind: str
    actor_name: str
    actor_role: str
    created_at: datetime
    confirmed_at: datetime | None
    finished_at: datetime | None
    gone_at: datetime | None
    fetched: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an export would hold: its first lines, who of those chosen is left out, and how many on a roll may vote."""

    headings: Sequence[Heading]
    lines: Sequence[Line]
    left_out: Mapping[str, int]
    voters: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPage:
    """Some exports, the newest first, and from which the next page goes on."""

    rows: Sequence[ExportRow]
    next_after: UUID | None


def _row(found: Mapping[str, Any]) -> ExportRow:
    values = {name.replace("recipient__name", "recipient_name"): value for name, value in found.items()}
    return ExportRow(**{**values, "recipient_name": values["recipient_name"] or ""})


def get_export(*, export_id: UUID, viewer: Viewer) -> ExportRow:
    """
    Return an export to whoever made it, or oversees what left.

    :raises NotFound: there is no such export in this association, or not for this viewer.
    """
    found = (
        Export.objects.filter(association_id=current_association(), id=export_id).values(*_COLUMNS).first()
    )
    if found is None or not (
        viewer.may(Right.LOG_SEE) or (found["account"] is not None and found["account"] == viewer.account_id)
    ):
        raise NotFound
    return _row(found)


def read_reason(*, export_id: UUID, viewer: Viewer) -> str:
    """Return the reason that was typed, to whom `get_export` returns the export."""
    get_export(export_id=export_id, viewer=viewer)
    return read_said(Export.objects.get(association_id=current_association(), id=export_id)).reason


def preview_export(*, export_id: UUID, viewer: Viewer, on: date) -> Preview:
    """
    Return what an export that waits for a yes would hold.

    :raises NotFound: there is none for this viewer, or it asks what this viewer may not ask any more.
    """
    export = Export.objects.filter(
        association_id=current_association(), id=export_id, account=viewer.account_id
    ).first()
    if export is None:
        raise NotFound
    association, chosen = get_association(), read_said(export).chosen
    day = (chosen.question.on if chosen.question else None) or on
    reasons = reasons_for(
        goes_outside=export.recipient_id is not None, form=export.form, profile=association.profile
    )
    left_out: Counter[str] = Counter()
    said = ""
    for reason, where in reasons.items():
        counted = count_where_chosen(
            chosen=chosen,
            on=on,
            viewer=viewer,
            where=f"{said}({where})",
            values={"purpose": export.purpose},
        )
        left_out[reason.value] = counted
        # Whoever is left out for one reason is not counted for the next.
        said += f"NOT ({where}) AND "
    first = list_chosen(chosen=chosen, on=on, viewer=viewer, most=SHOWN_BEFOREHAND * 3)
    made = lines_of(first, export=leaving_of(export), association=association, viewer=viewer, on=day)
    lines = labels_of(made.lines) if export.form == Export.Form.LABELS else made.lines
    voters = None
    if export.form == Export.Form.ROLL:
        asked = {"purpose": export.purpose, "on": day}
        voters = count_where_chosen(
            chosen=chosen, on=on, viewer=viewer, where=f"{said}({VOTES})", values=asked
        )
    return Preview(
        headings=headings_of(leaving_of(export), viewer),
        lines=lines[:SHOWN_BEFOREHAND],
        voters=voters,
        left_out={reason: count for reason, count in left_out.items() if count},
    )


def list_exports(
    *,
    viewer: Viewer,
    after: UUID | None = None,
    report: str = "",
    form: str = "",
    subject: UUID | None = None,
    unit_id: UUID | None = None,
) -> ExportPage:
    """
    Return what left, the newest first: one's own, or everything to whoever oversees it.

    `subject` is a person's audit subject: only what that person was in; `unit_id` a branch of
    which it was asked, or of whose officer it was.
    """
    found = Export.objects.filter(association_id=current_association())
    if not viewer.may(Right.LOG_SEE):
        found = found.filter(account=viewer.account_id)
    if report:
        found = found.filter(report=report)
    if form:
        found = found.filter(form=form)
    if subject is not None:
        entries = Subject.objects.filter(association_id=current_association(), subject=subject)
        found = found.filter(entry_id__in=entries.values("entry_id"))
    if unit_id is not None:
        of_officer, of_question = (
            Q(unit_ids__contains=[str(unit_id)]),
            Q(question__asked__unit__contains=[str(unit_id)]),
        )
        found = found.filter(of_officer | of_question)
    if after is not None:
        mark = found.filter(id=after).values_list("created_at", flat=True).first()
        if mark is not None:
            found = found.filter(Q(created_at__lt=mark) | Q(created_at=mark, id__lt=after))
    rows = [_row(each) for each in found.order_by("-created_at", "-id").values(*_COLUMNS)[: PAGE_ROWS + 1]]
    return ExportPage(
        rows=rows[:PAGE_ROWS], next_after=rows[PAGE_ROWS - 1].id if len(rows) > PAGE_ROWS else None
    )


def list_recipients(*, on: date | None = None) -> list[RecipientRow]:
    """Return who outside may receive lists, by name; with `on`, only those whose agreement holds on the day."""
    found = Recipient.objects.filter(association_id=current_association()).order_by("name_key", "id")
    rows = [_recipient(each) for each in found]
    return [row for row in rows if on is None or row.holds_on(on)]


def get_recipient(*, recipient_id: UUID) -> RecipientRow:
    """
    Return one of them.

    :raises NotFound: there is no such recipient in this association.
    """
    found = Recipient.objects.filter(association_id=current_association(), id=recipient_id).first()
    if found is None:
        raise NotFound
    return _recipient(found)


def _recipient(found: Recipient) -> RecipientRow:
    return RecipientRow(
        id=found.id,
        name=found.name,
        kind=found.kind,
        purpose=found.purpose,
        ground=found.ground,
        agreed_from=found.agreed_from,
        agreed_to=found.agreed_to,
        version=found.version,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRow:
    """A shared list as officers see it."""

    id: UUID
    name: str
    reader_name: str
    reader_email: str
    purpose: str
    columns: Sequence[str]
    language: str
    account: UUID
    actor_role: str
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    ended_why: str
    openings: int
    opened_at: datetime | None

    def is_open(self, at: datetime) -> bool:
        """Say whether it can still be read."""
        return self.ended_at is None and self.expires_at > at


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedContent:
    """What a shared list shows, and about whom; `phones` are each line's numbers (E.164), the preferred one first."""

    columns: Sequence[str]
    headings: Sequence[Heading]
    lines: Sequence[Line]
    subjects: Sequence[UUID]
    phones: Sequence[Sequence[str]]


def list_shared(*, most: int = 200) -> list[SharedRow]:
    """Return the association's shared lists, the newest first."""
    found = SharedList.objects.filter(association_id=current_association()).order_by("-created_at", "-id")
    lists = list(found[:most])
    return [_shared(each, reader) for each, reader in zip(lists, read_readers(lists), strict=True)]


def get_shared(*, list_id: UUID) -> SharedRow:
    """
    Return one shared list.

    :raises NotFound: there is none in this association.
    """
    found = SharedList.objects.filter(association_id=current_association(), id=list_id).first()
    if found is None:
        raise NotFound
    return _shared(found, read_reader(found))


def _shared(found: SharedList, reader: Reader) -> SharedRow:
    return SharedRow(
        id=found.id,
        name=found.name,
        reader_name=reader.name,
        reader_email=reader.email,
        purpose=found.purpose,
        columns=found.columns,
        language=found.language,
        account=found.account,
        actor_role=found.actor_role,
        created_at=found.created_at,
        expires_at=found.expires_at,
        ended_at=found.ended_at,
        ended_why=found.ended_why,
        openings=found.openings,
        opened_at=found.opened_at,
    )


def content_of(shared: SharedList, *, at: datetime) -> SharedContent:
    """
    Return what a shared list shows now.

    :raises NotFound: its officer may not share lists any more, or it asks what is not there any more.
    """
    association, viewer = get_association(), viewer_of(shared, at)
    # What a purpose covers may have become less since the list was shared.
    beyond = held_for_something_else(shared.purpose, held_of(shared.columns))
    columns = [code for code in shared.columns if code not in beyond]
    leaving = Leaving(form="", purpose=shared.purpose, columns=columns, goes_outside=True)
    on = association.day_of(at)
    chosen = read_said_of(shared).chosen
    ids = list_chosen(chosen=chosen, on=on, viewer=viewer, most=MOST_SHARED)
    day = (chosen.question.on if chosen.question else None) or on
    made = lines_of(ids, export=leaving, association=association, viewer=viewer, on=day)
    numbers = list_phones(made.person_ids, on=day) if "phone" in columns else {}
    return SharedContent(
        columns=columns,
        headings=headings_of(leaving, viewer),
        lines=made.lines,
        subjects=made.subjects,
        phones=[numbers.get(person_id, ()) for person_id in made.person_ids],
    )


def count_on_shared(*, list_id: UUID, at: datetime) -> int | None:
    """Return how many people whoever opens a shared list would see now; nothing where nobody can open it."""
    shared = SharedList.objects.filter(association_id=current_association(), id=list_id).first()
    if shared is None or shared.ended_at is not None or shared.expires_at <= at:
        return None
    association = get_association()
    on = association.day_of(at)
    reasons = reasons_for(goes_outside=True, form="", profile=association.profile)
    try:
        viewer = viewer_of(shared, at)
        ids = list_chosen(chosen=read_said_of(shared).chosen, on=on, viewer=viewer, most=MOST_SHARED)
    except NotFound:
        return None
    staying, _left_out = leave_out(ids, reasons, purpose=shared.purpose, on=on)
    return len(staying)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedInvitation:
    """What the link of a shared list tells before the code: its name, until when, and where the code goes."""

    id: UUID
    name: str
    veiled_email: str
    purpose: str
    columns: Sequence[str]
    last_day: date


def find_invitation(*, secret: str, at: datetime) -> SharedInvitation:
    """
    Return what a link tells whoever holds it.

    :raises NotFound: there is no such list, it is over, or its officer may not share lists any more.
    """
    shared = find_shared(secret=secret, at=at)
    viewer_of(shared, at)
    return SharedInvitation(
        id=shared.id,
        name=shared.name,
        veiled_email=veiled(read_reader(shared).email),
        purpose=shared.purpose,
        columns=shared.columns,
        last_day=get_association().day_of(shared.expires_at),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofRow:
    """A sample as it was asked for, and how many members there were when it was."""

    id: UUID
    first_day: date
    last_day: date
    seed: str
    size: int
    members: int
    actor_role: str
    created_at: datetime


def list_proofs(*, most: int = 100) -> list[ProofRow]:
    """Return the samples that were drawn, the newest first."""
    found = Proof.objects.filter(association_id=current_association()).order_by("-created_at", "-id")
    return [_proof(each) for each in found[:most]]


def get_proof(*, proof_id: UUID) -> tuple[ProofRow, list[Sampled]]:
    """
    Return a sample with the members that it draws.

    :raises NotFound: there is none in this association.
    """
    found = find_proof(proof_id)
    return _proof(found), draw(found)


def _proof(found: Proof) -> ProofRow:
    return ProofRow(
        id=found.id,
        first_day=found.first_day,
        last_day=found.last_day,
        seed=found.seed,
        size=found.size,
        members=found.members,
        actor_role=found.actor_role,
        created_at=found.created_at,
    )


def count_paused() -> int:
    """Return how many exports wait until somebody else lets them go."""
    return Export.objects.filter(association_id=current_association(), state=Export.State.PAUSED).count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """What an account has done more often within a day than is usual: each says what is usual, or None."""

    account_id: UUID
    looks: int | None
    searches: int | None
    reveals: int | None


_REVEALS = ("people.identity_number_revealed", "people.bank_account_revealed", "people.protected_revealed")


def list_busy_lookers(*, at: datetime) -> list[Busy]:
    """Return who has opened more pages of persons, searched for more numbers or opened more that is sealed than usual."""
    looks, searches = Q(action="people.person_viewed"), Q(action="people.number_searched")
    reveals = Q(action__in=_REVEALS)
    found = (
        Entry.objects.filter(
            association_id=current_association(),
            action__in=["people.person_viewed", "people.number_searched", *_REVEALS],
            at__gt=at - timedelta(days=1),
            actor_id__isnull=False,
        )
        .values("actor_id")
        .annotate(
            looks=Count("id", filter=looks),
            searches=Count("id", filter=searches),
            reveals=Count("id", filter=reveals),
        )
        .annotate(most=most_opened())
        .filter(
            Q(looks__gt=F("most")) | Q(searches__gt=MOST_SEARCHES_A_DAY) | Q(reveals__gt=MOST_REVEALS_A_DAY)
        )
        .order_by("actor_id")
    )
    return [
        Busy(
            account_id=row["actor_id"],
            looks=row["most"] if row["looks"] > row["most"] else None,
            searches=MOST_SEARCHES_A_DAY if row["searches"] > MOST_SEARCHES_A_DAY else None,
            reveals=MOST_REVEALS_A_DAY if row["reveals"] > MOST_REVEALS_A_DAY else None,
        )
        for row in found
        if row["actor_id"] is not None
    ]

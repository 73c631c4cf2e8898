"""Questions about purposes, and about who consented to what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.asking import Ask, Rows, asked_by
from matrikel.kernel.scope import current_association
from matrikel.mail.gates import Leaving
from matrikel.mail.rules import Reason
from matrikel.privacy import rules
from matrikel.privacy.models import ConsentEvent, Purpose, SuppressionEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeRow:
    """Why the association holds data, on which basis of GDPR Art. 6, and where that is said."""

    code: str
    basis: str
    source: str


def list_purposes(*, on: date) -> list[PurposeRow]:
    """Return the purposes that hold on a day, in the order in which the association took them up."""
    found = (
        Purpose.objects.filter(association_id=current_association(), active_from__lte=on)
        .exclude(active_to__lte=on)
        .order_by("active_from", "id")
    )
    rows = {row.code: PurposeRow(code=row.code, basis=row.basis, source=row.source) for row in found}
    return list(rows.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """One thing that a person agreed to, or took back; `holds` says whether it is the newest word and a yes."""

    id: UUID
    purpose: str
    is_given: bool
    holds: bool
    condition: str
    happened_on: date
    how: str
    evidence: str
    source_run: UUID | None
    recorded_at: datetime


def consents_of(*, person_ids: Sequence[UUID], viewer: Viewer) -> Ask[dict[UUID, list[ConsentRow]]]:
    """Ask what people consented to and took back, the newest first; people out of the viewer's scope have none."""
    found = ConsentEvent.objects.filter(association_id=current_association(), person_id__in=person_ids)
    if viewer.unit_ids is not None:
        # A protected person's branch is sealed, so such a viewer reaches nobody who is protected.
        found = found.filter(person__unit_id__in=viewer.unit_ids)
    columns = ("id", "purpose", "condition", "happened_on", "how", "evidence", "source_run", "recorded_at")

    def read(events: Rows) -> dict[UUID, list[ConsentRow]]:
        rows: dict[UUID, list[ConsentRow]] = {}
        told: set[tuple[UUID, str]] = set()
        for person_id, kind, *values in events:
            said = dict(zip(columns, values, strict=True))
            is_newest = (person_id, said["purpose"]) not in told
            told.add((person_id, said["purpose"]))
            is_given = kind == ConsentEvent.Kind.GIVEN
            rows.setdefault(person_id, []).append(
                ConsentRow(**said, is_given=is_given, holds=is_newest and is_given)
            )
        return rows

    ordered = found.order_by("-happened_on", "-recorded_at", "-id")
    return asked_by(ordered.values_list("person_id", "kind", *columns), read)


def list_consents(*, person_ids: Sequence[UUID], viewer: Viewer) -> dict[UUID, list[ConsentRow]]:
    """Return what `consents_of` asks for."""
    if not viewer.may(Right.PEOPLE_SEE):
        return {}
    return consents_of(person_ids=person_ids, viewer=viewer).answer()


def list_suppressed(*, address_keys: Iterable[bytes]) -> dict[bytes, list[SuppressionEvent]]:
    """Return what holds against letters to these addresses (the mail room's keyed hashes); one query."""
    newest = (
        SuppressionEvent.objects.filter(
            association_id=current_association(), address_key__in=list(address_keys), channel="EMAIL"
        )
        .order_by("address_key", "purpose", "reason", "-recorded_at", "-id")
        .distinct("address_key", "purpose", "reason")
    )
    found: dict[bytes, list[SuppressionEvent]] = {}
    for row in newest:
        if row.kind == SuppressionEvent.Kind.ADDED:
            found.setdefault(bytes(row.address_key), []).append(row)
    return found


def keep_letters(leaving: Sequence[Leaving], at: datetime) -> dict[UUID, Reason]:
    """
    Return which letters must not leave: the mail room's gate, asked at the moment of sending; three queries at most.

    A letter whose purpose stands on consent needs the person's own yes; a mailing stays where the person has taken
    back a yes to its purpose, whatever the basis.
    """
    suppressed = list_suppressed(address_keys={letter.address_key for letter in leaving})
    purposes = {letter.purpose for letter in leaving if letter.purpose}
    on_consent = set(
        Purpose.objects.filter(
            association_id=current_association(), code__in=purposes, basis=Purpose.Basis.CONSENT
        ).values_list("code", flat=True)
    )
    asked = {letter for letter in leaving if letter.purpose in on_consent or letter.is_mailing}
    words: dict[tuple[UUID | None, str], str] = {}
    if asked:
        newest = (
            ConsentEvent.objects.filter(
                association_id=current_association(),
                person_id__in={letter.person_id for letter in asked if letter.person_id},
                purpose__in={letter.purpose for letter in asked},
            )
            .order_by("person_id", "purpose", "-happened_on", "-recorded_at", "-id")
            .distinct("person_id", "purpose")
        )
        words = {(row.person_id, row.purpose): row.kind for row in newest}
    kept: dict[UUID, Reason] = {}
    for letter in leaving:
        if any(
            row.purpose in ("", letter.purpose) and rules.keeps_back(row.reason, is_mailing=letter.is_mailing)
            for row in suppressed.get(letter.address_key, ())
        ):
            kept[letter.id] = Reason.SUPPRESSED
            continue
        word = words.get((letter.person_id, letter.purpose), "")
        if (letter.purpose in on_consent and word != "GIVEN") or (letter.is_mailing and word == "WITHDRAWN"):
            kept[letter.id] = Reason.NO_CONSENT
    return kept

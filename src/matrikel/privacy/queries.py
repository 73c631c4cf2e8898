"""Questions about purposes, and about who consented to what."""

import hmac
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.asking import Ask, Rows, asked_by
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import blind_index
from matrikel.mail.gates import Leaving
from matrikel.mail.kinds import purposes_of_mailings
from matrikel.mail.queries.letters import keys_of_addresses
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
    by_consent = on_consent(purposes=purposes)
    asked = {letter for letter in leaving if letter.purpose in by_consent or letter.is_mailing}
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
        if (letter.purpose in by_consent and word != "GIVEN") or (letter.is_mailing and word == "WITHDRAWN"):
            kept[letter.id] = Reason.NO_CONSENT
    return kept


MAILING_LINK = "privacy.mailing_link"
ALL_MAILINGS = ""
"""The purpose of whoever wants none at all."""


def mailing_tokens(*, recipients: Sequence[tuple[str, UUID | None]], purpose: str) -> list[str]:
    """
    Return for each recipient (an address, and the person's id if there is one) the end of the mailing's link.

    Such a link works for as long as the installation's index key lives, and says nothing that can be read.
    """
    association_id = current_association()
    said = [
        rules.packed(
            rules.MailingLink(
                association_id=association_id, address_key=key, purpose=purpose, person_id=person_id
            )
        )
        for key, (_address, person_id) in zip(
            keys_of_addresses([address for address, _person in recipients]), recipients, strict=True
        )
    ]
    marks = blind_index(MAILING_LINK, [each.hex() for each in said])
    return [rules.as_token(each, mark) for each, mark in zip(said, marks, strict=True)]


def is_ours(*, link: rules.MailingLink, mark: bytes) -> bool:
    """Say whether this installation has made a link for the association of the current scope, which it must name."""
    if link.association_id != current_association():
        return False
    (wanted,) = blind_index(MAILING_LINK, [rules.packed(link).hex()])
    return hmac.compare_digest(wanted[: rules.MARK_BYTES], mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingChoice:
    """A purpose of mailings, and whether letters of it come to an address."""

    purpose: str
    comes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingChoices:
    """What whoever holds a mailing's link has chosen so far; `wants_none` stands above the single ones."""

    wants_none: bool
    choices: Sequence[MailingChoice]


def mailing_choices(*, link: rules.MailingLink) -> MailingChoices:
    """Return which mailings come to the address of a link; at most three queries."""
    stopped = {
        row.purpose
        for row in list_suppressed(address_keys=[link.address_key]).get(link.address_key, ())
        if row.reason in TAKEN_BACK_BY_THE_READER
    }
    purposes = mailing_purposes(link)
    words = words_on(person_id=link.person_id, purposes=purposes)
    # Whoever never said yes to what stands on consent gets none of it, and has nothing to stop.
    silent = on_consent(purposes=purposes) - words.keys() - {link.purpose}
    return MailingChoices(
        wants_none=ALL_MAILINGS in stopped,
        choices=[
            MailingChoice(
                purpose=purpose,
                comes=purpose not in stopped and (purpose not in words or words[purpose].is_given),
            )
            for purpose in purposes
            if purpose not in silent
        ],
    )


TAKEN_BACK_BY_THE_READER = (SuppressionEvent.Reason.ASKED, SuppressionEvent.Reason.COMPLAINT)
"""Why nothing more comes that only the reader can take back; whether an address exists is another matter."""


def mailing_purposes(link: rules.MailingLink) -> list[str]:
    """Return the purposes of mailings, that of the link first."""
    return list(dict.fromkeys(filter(None, (link.purpose, *purposes_of_mailings()))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Somebody's newest word on a purpose: yes or no, since when, in which form."""

    purpose: str
    is_given: bool
    happened_on: date
    how: str
    condition: str


def words_on(*, person_id: UUID | None, purposes: Sequence[str]) -> dict[str, Word]:
    """Return a person's newest word on each of these purposes on which there is one."""
    if person_id is None or not purposes:
        return {}
    newest = (
        ConsentEvent.objects.filter(
            association_id=current_association(), person_id=person_id, purpose__in=purposes
        )
        .order_by("purpose", "-happened_on", "-recorded_at", "-id")
        .distinct("purpose")
    )
    return {
        row.purpose: Word(
            purpose=row.purpose,
            is_given=row.kind == ConsentEvent.Kind.GIVEN,
            happened_on=row.happened_on,
            how=row.how,
            condition=row.condition,
        )
        for row in newest
    }


def on_consent(*, purposes: Collection[str]) -> set[str]:
    """Return those of these purposes that stand on consent."""
    return set(
        Purpose.objects.filter(
            association_id=current_association(), code__in=purposes, basis=Purpose.Basis.CONSENT
        ).values_list("code", flat=True)
    )

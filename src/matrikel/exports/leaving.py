"""Whom a list that leaves must leave out, asked in SQL for a preview and for the next people alike."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.exports.rules.gate import LeftOut, needs_consent
from matrikel.kernel.scope import current_association
from matrikel.mail.storage import address_keys
from matrikel.people.filters.contacts import CONTACT_HOLDS
from matrikel.privacy.queries import list_suppressed

_CONSENT = (
    "coalesce((SELECT e.kind FROM privacy_consentevent e WHERE e.association_id = p.association_id"
    " AND e.person_id = p.id AND e.purpose = %(purpose)s AND e.condition = '9.2.a'"
    " ORDER BY e.happened_on DESC, e.recorded_at DESC, e.id DESC LIMIT 1), '') <> 'GIVEN'"
)
_ADDRESS = (
    "NOT EXISTS (SELECT FROM people_contactpoint c WHERE c.association_id = p.association_id"
    f" AND c.person_id = p.id AND c.kind = 'POSTAL' AND {CONTACT_HOLDS})"
)


def reasons_for(*, goes_outside: bool, form: str, profile: str) -> dict[LeftOut, str]:
    """Return for which reasons people are left out, each as a condition on `people_person p`, the first one first."""
    found = {}
    if goes_outside:
        found[LeftOut.PROTECTED] = "p.protection <> 'NONE'"
        if needs_consent(profile):
            found[LeftOut.NO_CONSENT] = _CONSENT
    if form == "LABELS":
        found[LeftOut.NO_ADDRESS] = _ADDRESS
    return found


def leave_out(
    person_ids: Sequence[UUID], reasons: Mapping[LeftOut, str], *, purpose: str, on: date
) -> tuple[list[UUID], Counter[str]]:
    """Return who of some people stays in, in their order, and how many are left out for which reason."""
    counts: Counter[str] = Counter()
    if not reasons or not person_ids:
        return list(person_ids), counts
    cases = " ".join(f"WHEN {where} THEN '{reason.value}'" for reason, where in reasons.items())
    values: dict[str, Any] = {
        "association": current_association(),
        "ids": list(person_ids),
        "purpose": purpose,
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.id, CASE {cases} ELSE '' END FROM people_person p"  # noqa: S608
            " WHERE p.association_id = %(association)s AND p.id = ANY (%(ids)s)",
            values,
        )
        why = dict(cursor.fetchall())
    counts.update(reason for reason in why.values() if reason)
    return [person_id for person_id in person_ids if why.get(person_id) == ""], counts


def without_suppressed(emails: Mapping[UUID, Any], *, purpose: str) -> tuple[dict[UUID, Any], int]:
    """Return addresses without those to which no letters for this purpose may go, and how many those are."""
    keys = dict(zip(emails, address_keys(str(value) for value in emails.values()), strict=True))
    stopped = list_suppressed(address_keys=keys.values()) if keys else {}
    held = {key for key, events in stopped.items() if any(e.purpose in ("", purpose) for e in events)}
    kept = {person_id: value for person_id, value in emails.items() if keys[person_id] not in held}
    return kept, len(emails) - len(kept)

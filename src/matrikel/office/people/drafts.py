"""Between a form and a person: what was shown, what was changed since, and what becomes of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core import signing

from matrikel.kernel.ids import new_id
from matrikel.office.people.contact_rows import (
    ADDRESS,
    KIND_OF,
    Layout,
    fields_of,
    layout_of,
    part_name,
    slot_name,
    slots_of,
    values_of,
)
from matrikel.office.people.person_form import PersonForm
from matrikel.people.queries import ContactPointRow, PersonDetails
from matrikel.people.rules import addresses, emails, organisation_numbers, phones
from matrikel.people.rules.records import (
    NewContactPoint,
    PersonChange,
    PersonCore,
    Whereabouts,
    point_from_json,
    point_to_json,
    with_verification,
)

SALT = "office.people.draft"
CORE_FIELDS = (
    *("given_name", "family_name_prefix", "family_name", "preferred_name", "birth_date", "gender"),
    *("organisation_number", "language", "member_number", "home_municipality", "home_municipality_since"),
    *("is_deceased", "deceased_on", "protection"),
)
NAMES_SOMEBODY = frozenset(
    {"given_name", "family_name_prefix", "family_name", "birth_date", "organisation_number"}
)
"""What makes somebody look like somebody else, besides e-mail addresses and phones."""
SEALED = frozenset({"identity_number", "iban", "forgets_iban"})
"""What a form asks for and never shows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """
    What an editor was shown: the version, the values of the form, and which contact point stands in which row.

    `reason` is the one for which the details of a protected person were opened, so that they can be opened again
    when another officer was faster.
    """

    person_id: UUID
    version: int
    values: Mapping[str, Any]
    rows: Mapping[str, NewContactPoint] = field(default_factory=dict)
    reason: str = ""

    @property
    def layout(self) -> Layout:
        """Return how many rows the form needs."""
        return layout_of([*self.values])

    def sealed(self) -> str:
        """Return the draft as a signed text that travels with the form."""
        rows = {slot: point_to_json(point) for slot, point in self.rows.items()}
        return signing.dumps(
            {
                "p": str(self.person_id),
                "v": self.version,
                "f": dict(self.values),
                "c": rows,
                "r": self.reason,
            },
            salt=SALT,
            compress=True,
        )


def read_draft(text: str, person_id: UUID) -> Draft | None:
    """Return the draft that travelled with a form; None if it is not ours or of somebody else."""
    try:
        found = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    if found["p"] != str(person_id):
        return None
    rows = {slot: point_from_json(point) for slot, point in found["c"].items()}
    return Draft(
        person_id=person_id, version=found["v"], values=found["f"], rows=rows, reason=found.get("r", "")
    )


def draft_of(
    person: PersonDetails,
    *,
    home: str,
    may_protect: bool,
    whereabouts: Whereabouts | None = None,
    reason: str = "",
    since: Draft | None = None,
) -> Draft:
    """
    Return the draft of a person as it stands; `whereabouts` are those of a protected person, once opened.

    The draft travels in the page, so it must not tell of a protection that the editor may not see. With `since`,
    each contact point stands in the row that it had then, and a row whose point is gone is empty.
    """
    core = person.core
    points = tuple(_point(row) for row in person.contact_points)
    if whereabouts is not None:
        core = replace(
            core,
            birth_date=whereabouts.birth_date,
            home_municipality=whereabouts.home_municipality,
            home_municipality_since=whereabouts.home_municipality_since,
            unit_id=whereabouts.unit_id,
        )
        points = tuple(whereabouts.contact_points)
    rows = slots_of(points, since.rows if since else None)
    values = _values(core, rows, home=home, external=person.external_numbers, since=since)
    if not may_protect:
        del values["protection"]
    return Draft(person_id=person.id, version=person.version, values=values, rows=rows, reason=reason)


def _point(row: ContactPointRow) -> NewContactPoint:
    return NewContactPoint(**{each.name: getattr(row, each.name) for each in fields(NewContactPoint)})


def _values(
    core: PersonCore,
    rows: Mapping[str, NewContactPoint],
    *,
    home: str,
    external: Sequence[tuple[str, str]],
    since: Draft | None,
) -> dict[str, Any]:
    values: dict[str, Any] = {name: _plain(getattr(core, name)) for name in CORE_FIELDS}
    if core.organisation_number:
        values["organisation_number"] = organisation_numbers.display(core.organisation_number, home)
    values["unit"] = str(core.unit_id or "")
    for slot in dict.fromkeys([*KIND_OF, *rows, *(since.rows if since else ())]):
        point = rows.get(slot)
        values |= values_of(point, slot, _as_written(point, home) if point else "")
        if slot.startswith("address"):
            values[part_name(slot, "country")] = values[part_name(slot, "country")] or home
    for kind in KIND_OF:
        mine = [slot for slot, point in rows.items() if slot.split("_")[0] == kind and point.is_preferred]
        values[f"preferred_{kind}"] = mine[0] if mine else ""
    most = max(len(external), since.layout.system if since else 0)
    for place in range(most):
        slot = slot_name("system", place + 1)
        system, number = external[place] if place < len(external) else ("", "")
        values[slot], values[part_name(slot, "number")] = system, number
    return values


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    return value if isinstance(value, bool | str) else value.isoformat()


def _as_written(point: NewContactPoint, home: str) -> str:
    if point.kind == "POSTAL":
        return addresses.display_postcode(point.postcode, point.country or home)
    if point.kind == "PHONE" and point.normalised:
        return phones.display(point.normalised, home)
    return point.value


def changed_fields(form: PersonForm, shown: Mapping[str, Any]) -> list[str]:
    """Return the names of the fields in which the form differs from what was shown."""
    return [name for name in form.fields if typed(form, name) != _shown(form, shown, name)]


def _shown(form: PersonForm, shown: Mapping[str, Any], name: str) -> str:
    value = str(shown.get(name) or "")
    # A row that was added begins with the association's country: leaving it so is no change.
    return value or (form.home if name.startswith("country") else "")


def typed(form: PersonForm, name: str) -> str:
    """Return what stands in a field, as a draft would hold it."""
    value = form[name].value()
    if isinstance(value, bool):
        return "True" if value else ""
    return str(value if value is not None else "").strip()


def change_of(form: PersonForm, draft: Draft, *, knows_whereabouts: bool) -> PersonChange | None:
    """
    Return what the form asks to change, or None if nothing.

    Only what differs from what was shown is sent: what an editor does not see cannot be lost.
    """
    changed = changed_fields(form, draft.values)
    if not set(changed) - {"iban", "forgets_iban"}:
        return None
    values = {name: form.cleaned_data[name] for name in CORE_FIELDS if name in changed}
    if "unit" in changed:
        values["unit_id"] = form.unit_id()
    if "birth_date" in values:
        born = values["birth_date"]
        values["birth_year"] = born.year if born else None
    if "member_number" in values:
        values["member_number"] = values["member_number"] or None
    if "deceased_on" in changed or "is_deceased" in changed:
        values["is_deceased"] = form.cleaned_data["is_deceased"]
        values["deceased_on"] = form.cleaned_data["deceased_on"] if form.cleaned_data["is_deceased"] else None
    contact = {name for kind in KIND_OF for slot in form.layout.slots(kind) for name in fields_of(slot)}
    contact |= {f"preferred_{kind}" for kind in KIND_OF}
    points = contact_points(form, draft.rows, changed) if contact & set(changed) else None
    numbers = {name for slot in form.layout.slots("system") for name in fields_of(slot)}
    return PersonChange(
        person_id=draft.person_id,
        version=draft.version,
        values=values,
        contact_points=points if knows_whereabouts else None,
        added_contact_points=() if knows_whereabouts or points is None else points,
        external_numbers=external_numbers(form) if numbers & set(changed) else None,
        identity_number=form.cleaned_data.get("identity_number"),
    )


def external_numbers(form: PersonForm) -> list[tuple[str, str]]:
    """Return the numbers elsewhere as they shall be."""
    data = form.cleaned_data
    pairs = [(data.get(slot), data.get(part_name(slot, "number"))) for slot in form.layout.slots("system")]
    return [(system, number) for system, number in pairs if system and number]


def contact_points(
    form: PersonForm, seen: Mapping[str, NewContactPoint], changed: Collection[str]
) -> list[NewContactPoint]:
    """Return all contact points as they shall be: untouched ones keep their row, and who verified it."""
    points: list[NewContactPoint] = []
    for kind in KIND_OF:
        preferred = str(form.cleaned_data.get(f"preferred_{kind}") or "")
        chosen = f"preferred_{kind}" in changed
        for slot in dict.fromkeys([*form.layout.slots(kind), *_of_kind(seen, kind)]):
            held = seen.get(slot)
            point = held
            if set(fields_of(slot)) & set(changed):
                new = _untouched_from(held, _typed_point(form, slot), slot, changed)
                point = with_verification(new, held) if new and held else new
                if point is not None and held is not None and not chosen:
                    point = replace(point, is_preferred=held.is_preferred)
            if point is not None:
                points.append(replace(point, is_preferred=slot == preferred) if chosen else point)
    return points


def _untouched_from(
    held: NewContactPoint | None, new: NewContactPoint | None, slot: str, changed: Collection[str]
) -> NewContactPoint | None:
    """Return the point with what was only shown, and perhaps written otherwise, as it is kept."""
    if held is None or new is None:
        return new
    if new.kind == "POSTAL":
        same: dict[str, Any] = {
            part: getattr(held, part) for part in ADDRESS if part_name(slot, part) not in changed
        }
        return replace(new, **same)
    return new if slot in changed else replace(new, value=held.value, normalised=held.normalised)


def _of_kind(rows: Mapping[str, NewContactPoint], kind: str) -> list[str]:
    return [slot for slot in rows if slot.split("_")[0] == kind]


def kept_labels(form: PersonForm, points: Sequence[NewContactPoint]) -> list[tuple[UUID, list[str]]]:
    """Return which contact points have a label that was kept knowingly, and what it looks like."""
    by_label = {point.label: point.id for point in points if point.id}
    found = [
        (by_label.get(form.cleaned_data[name]), [kind.value for kind in kinds])
        for name, kinds in form.kept_texts.items()
    ]
    return [(point_id, kinds) for point_id, kinds in found if point_id]


def _typed_point(form: PersonForm, slot: str) -> NewContactPoint | None:
    data = form.cleaned_data
    last = data.get(part_name(slot, "until"))
    about: dict[str, Any] = {
        "id": new_id(),
        "label": data.get(part_name(slot, "label")) or "",
        "valid_from": data.get(part_name(slot, "from")),
        "valid_to": last + timedelta(days=1) if last else None,
    }
    if slot.startswith("address"):
        parts: dict[str, Any] = {part: data.get(part_name(slot, part)) or "" for part in ADDRESS}
        if not any(parts[part] for part in ADDRESS if part != "country"):
            return None
        return NewContactPoint(kind="POSTAL", **{**parts, "country": parts["country"] or form.home}, **about)
    text = data.get(slot) or ""
    if not text:
        return None
    if slot.startswith("email"):
        return NewContactPoint(kind="EMAIL", value=text, normalised=emails.normalise(text) or "", **about)
    return NewContactPoint(
        kind="PHONE", value=text, normalised=phones.normalise(text, form.home) or "", **about
    )


def new_core(form: PersonForm) -> PersonCore:
    """Return the facts of a new person."""
    data = form.cleaned_data
    born = data.get("birth_date")
    return PersonCore(
        kind=form.kind,
        organisation_number=data.get("organisation_number", ""),
        given_name=data.get("given_name", ""),
        family_name_prefix=data.get("family_name_prefix", ""),
        family_name=data["family_name"],
        preferred_name=data.get("preferred_name", ""),
        birth_date=born,
        birth_year=born.year if born else None,
        gender=data.get("gender", ""),
        language=data["language"],
        home_municipality=data.get("home_municipality", ""),
        home_municipality_since=data.get("home_municipality_since"),
        member_number=data["member_number"] or None,
        unit_id=form.unit_id(),
        protection=data.get("protection") or "NONE",
        is_deceased=data.get("is_deceased", False),
        deceased_on=data.get("deceased_on"),
    )

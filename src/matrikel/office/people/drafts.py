"""Between a form and a person: what was shown, what was changed since, and what becomes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from django.core import signing

from matrikel.office.people.forms import PersonForm
from matrikel.people.queries import ContactPointRow, PersonDetails
from matrikel.people.rules import addresses, emails, phones
from matrikel.people.rules.records import (
    NewContactPoint,
    PersonChange,
    PersonCore,
    Whereabouts,
    point_from_json,
    point_to_json,
)

SALT = "office.people.draft"
CORE_FIELDS = (
    *("given_name", "family_name_prefix", "family_name", "preferred_name", "birth_date", "gender"),
    *("language", "member_number", "home_municipality", "is_deceased", "deceased_on", "protection"),
)
ADDRESS = ("care_of", "street", "postcode", "place", "country")


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What an editor was shown: the version, the values of the form, and the contact points behind them."""

    person_id: UUID
    version: int
    values: Mapping[str, Any]
    points: tuple[NewContactPoint, ...]

    def sealed(self) -> str:
        """Return the draft as a signed text that travels with the form."""
        points = [point_to_json(point) for point in self.points]
        return signing.dumps(
            {"p": str(self.person_id), "v": self.version, "f": dict(self.values), "c": points},
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
    points = tuple(point_from_json(point) for point in found["c"])
    return Draft(person_id=person_id, version=found["v"], values=found["f"], points=points)


def draft_of(
    person: PersonDetails, *, home: str, may_protect: bool, whereabouts: Whereabouts | None = None
) -> Draft:
    """
    Return the draft of a person as it stands; `whereabouts` are those of a protected person, once opened.

    The draft travels in the page, so it must not tell of a protection that the editor may not see.
    """
    core = person.core
    points = tuple(_point(row) for row in person.contact_points)
    if whereabouts is not None:
        core = replace(
            core,
            birth_date=whereabouts.birth_date,
            home_municipality=whereabouts.home_municipality,
            unit_id=whereabouts.unit_id,
        )
        points = tuple(whereabouts.contact_points)
    values = _values(core, points, home=home)
    if not may_protect:
        del values["protection"]
    return Draft(person_id=person.id, version=person.version, values=values, points=points)


def _point(row: ContactPointRow) -> NewContactPoint:
    return NewContactPoint(**{field.name: getattr(row, field.name) for field in fields(NewContactPoint)})


def _values(core: PersonCore, points: Sequence[NewContactPoint], *, home: str) -> dict[str, Any]:
    values: dict[str, Any] = {name: _plain(getattr(core, name)) for name in CORE_FIELDS}
    values["unit"] = str(core.unit_id or "")
    slots = _slots(points)
    for name in ("email", "email_2"):
        values[name] = slots[name].value if name in slots else ""
    for name in ("phone", "phone_2"):
        point = slots.get(name)
        values[name] = _phone(point, home) if point else ""
    address = slots.get("address")
    for name in ADDRESS:
        values[name] = getattr(address, name) if address else ""
    if address is not None:
        values["postcode"] = addresses.display_postcode(address.postcode, address.country or home)
    values["country"] = values["country"] or home
    return values


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    return value if isinstance(value, bool | str) else value.isoformat()


def _phone(point: NewContactPoint, home: str) -> str:
    return phones.display(point.normalised, home) if point.normalised else point.value


def _slots(points: Sequence[NewContactPoint]) -> dict[str, NewContactPoint]:
    """The places of the form: two addresses of e-mail, two phones, one postal address, the preferred first."""
    slots: dict[str, NewContactPoint] = {}
    for kind, names in (
        ("EMAIL", ("email", "email_2")),
        ("PHONE", ("phone", "phone_2")),
        ("POSTAL", ("address",)),
    ):
        own = sorted(
            (point for point in points if point.kind == kind), key=lambda point: not point.is_preferred
        )
        slots.update(zip(names, own, strict=False))
    return slots


def changed_fields(form: PersonForm, shown: Mapping[str, Any]) -> list[str]:
    """Return the names of the fields in which the form differs from what was shown."""
    return [name for name in form.fields if _typed(form, name) != str(shown.get(name) or "")]


def _typed(form: PersonForm, name: str) -> str:
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
    if not changed:
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
    contact = {"email", "email_2", "phone", "phone_2", *ADDRESS} & set(changed)
    points = contact_points(form, draft.points, changed) if contact else None
    return PersonChange(
        person_id=draft.person_id,
        version=draft.version,
        values=values,
        contact_points=points if knows_whereabouts else None,
        added_contact_points=() if knows_whereabouts or points is None else points,
        identity_number=form.cleaned_data.get("identity_number"),
    )


def contact_points(
    form: PersonForm, seen: Sequence[NewContactPoint], changed: Sequence[str]
) -> list[NewContactPoint]:
    """Return all contact points as they shall be: untouched ones keep their row, and who verified it."""
    slots = _slots(seen)
    in_slots = {id(point) for point in slots.values()}
    points = [point for point in seen if id(point) not in in_slots]
    for name in ("email", "email_2", "phone", "phone_2", "address"):
        held = slots.get(name)
        is_changed = bool(set(ADDRESS) & set(changed)) if name == "address" else name in changed
        if not is_changed:
            points += [held] if held else []
        elif new := _typed_point(form, name):
            label, preferred = (held.label, held.is_preferred) if held else ("", False)
            points.append(replace(new, label=label, is_preferred=preferred))
    return points


def _typed_point(form: PersonForm, name: str) -> NewContactPoint | None:
    data = form.cleaned_data
    if name == "address":
        parts = {part: data[part] for part in ADDRESS}
        if not any(parts[part] for part in ADDRESS if part != "country"):
            return None
        return NewContactPoint(kind="POSTAL", **{**parts, "country": parts["country"] or form.home})
    text = data[name]
    if not text:
        return None
    if name.startswith("email"):
        return NewContactPoint(kind="EMAIL", value=text, normalised=emails.normalise(text) or "")
    return NewContactPoint(kind="PHONE", value=text, normalised=phones.normalise(text, form.home) or "")


def new_core(form: PersonForm) -> PersonCore:
    """Return the facts of a new person."""
    data = form.cleaned_data
    born = data["birth_date"]
    return PersonCore(
        given_name=data["given_name"],
        family_name_prefix=data.get("family_name_prefix", ""),
        family_name=data["family_name"],
        preferred_name=data["preferred_name"],
        birth_date=born,
        birth_year=born.year if born else None,
        gender=data["gender"],
        language=data["language"],
        home_municipality=data["home_municipality"],
        member_number=data["member_number"] or None,
        unit_id=form.unit_id(),
        protection=data.get("protection") or "NONE",
        is_deceased=data["is_deceased"],
        deceased_on=data["deceased_on"],
    )

"""Questions about own fields, what they hold, how built-in ones are used, and the association's own words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Min

from matrikel.fields import storage
from matrikel.fields.models import BuiltInField, FieldValue, OwnText, SealedFieldValue
from matrikel.fields.rules.built_in import BuiltInUse, default_uses
from matrikel.fields.rules.definitions import in_language, may_see
from matrikel.fields.rules.rows import FieldRow
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.asking import Ask, Rows, ask_together, asked_by
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnValue:
    """What a field holds about a person; of sealed values only that there is one, and since when until when."""

    texts: tuple[str, ...]
    is_sealed: bool
    source: str
    written_on: date
    forget_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCount:
    """About how many people a field holds something, and when the first and the last of it is forgotten."""

    persons: int
    first_forgotten_on: date | None
    last_forgotten_on: date | None


def list_fields(*, with_retired: bool = False) -> list[FieldRow]:
    """Return the association's own fields in their order."""
    return storage.load_fields(with_retired=with_retired)


def own_fields_asked(*, person_id: UUID, viewer: Viewer) -> tuple[Ask[Rows], Ask[Rows], Ask[Rows], Ask[Rows]]:
    """Ask for all own fields and what they hold about one person: see `read_own_fields`."""
    return (*storage.fields_asked(), *values_asked(person_ids=[person_id], viewer=viewer))


def read_own_fields(
    answers: Sequence[Rows], *, person_id: UUID, viewer: Viewer
) -> tuple[list[FieldRow], dict[UUID, OwnValue]]:
    """Return the own fields in their order, and what they hold about the person, as `list_values` does."""
    fields, options, held, sealed = answers
    found = read_values(held, sealed, viewer=viewer).get(person_id, {})
    return storage.read_fields(fields, options), found


def get_field(*, field_id: UUID) -> FieldRow:
    """
    Return one own field, retired ones too.

    :raises NotFound: it is not of this association.
    """
    found = storage.load_fields(ids=[field_id], with_retired=True)
    if not found:
        raise NotFound
    return found[0]


def list_values(
    *, person_ids: Sequence[UUID], viewer: Viewer, field_ids: Collection[UUID] | None = None
) -> dict[UUID, dict[UUID, OwnValue]]:
    """
    Return what own fields hold about people, by person and field, as far as the viewer may know.

    That something sealed is there is told to whoever may see sensitive details; where a protected person is,
    to whoever may see what is protected. Of anybody outside the viewer's branches nothing is told.
    """
    asks = values_asked(person_ids=person_ids, viewer=viewer, field_ids=field_ids)
    return read_values(*ask_together(asks), viewer=viewer)


def values_asked(
    *, person_ids: Sequence[UUID], viewer: Viewer, field_ids: Collection[UUID] | None = None
) -> tuple[Ask[Rows], Ask[Rows]]:
    """Ask for what own fields hold about people, in the open and sealed: see `read_values`."""
    mine = {"association_id": current_association(), "person_id__in": list(person_ids)}
    if viewer.unit_ids is not None:
        mine["person__unit_id__in"] = list(viewer.unit_ids)
    if field_ids is not None:
        mine["field_id__in"] = list(field_ids)
    order = ("person_id", "field_id", "part")
    held = FieldValue.objects.filter(**mine).order_by(*order)
    sealed = SealedFieldValue.objects.filter(**mine).order_by(*order)
    return (
        asked_by(held.values_list(*_HELD, "text"), list),
        asked_by(
            sealed.values_list(*_HELD, "field__level", "field__tells_where", "person__protection"), list
        ),
    )


_HELD = ("person_id", "field_id", "source", "written_on", "forget_on")


def read_values(held: Rows, sealed: Rows, *, viewer: Viewer) -> dict[UUID, dict[UUID, OwnValue]]:
    """Return what `values_asked` found, as `list_values` does."""
    found: dict[UUID, dict[UUID, OwnValue]] = {}
    for person_id, field_id, source, written_on, forget_on, text in held:
        of_person = found.setdefault(person_id, {})
        before = of_person.get(field_id)
        of_person[field_id] = OwnValue(
            texts=(*(before.texts if before else ()), text),
            is_sealed=False,
            source=source,
            written_on=written_on,
            forget_on=forget_on,
        )
    may_sensitive, may_protected = viewer.may(Right.SENSITIVE_SEE), viewer.may(Right.PROTECTED_SEE)
    for person_id, field_id, source, written_on, forget_on, level, field_tells, protection in sealed:
        is_sensitive = level != "PERSONAL"
        tells_where = field_tells and protection != "NONE"
        if (is_sensitive and not may_sensitive) or (tells_where and not may_protected):
            continue
        if not is_sensitive and not tells_where and not may_protected:
            # Sealed while the person was protected, and not written again since.
            continue
        found.setdefault(person_id, {})[field_id] = OwnValue(
            texts=(), is_sealed=True, source=source, written_on=written_on, forget_on=forget_on
        )
    return found


def held_fields(*, person_ids: Sequence[UUID]) -> set[tuple[UUID, UUID]]:
    """Return which fields hold anything about these persons (person, field), sealed or not, without telling what."""
    mine = {"association_id": current_association(), "person_id__in": list(person_ids)}
    return {
        pair
        for model in (FieldValue, SealedFieldValue)
        for pair in model.objects.filter(**mine).values_list("person_id", "field_id")
    }


def list_own_values(*, person_id: UUID) -> list[tuple[FieldRow, OwnValue | None]]:
    """
    Return a person's own view: the fields that members see, with what they hold about this one, opened.

    For the person alone; nobody's look is written down. A protected person sees what is hidden from others.
    """
    fields = [field for field in storage.load_fields() if may_see(field.member)]
    ids = [field.id for field in fields]
    mine = {"association_id": current_association(), "person_id": person_id, "field_id__in": ids}
    held: dict[UUID, OwnValue] = {}
    subjects = dict(
        Person.objects.filter(association_id=current_association(), id=person_id).values_list(
            "id", "audit_subject"
        )
    )
    sealed = list(SealedFieldValue.objects.filter(**mine).order_by("field_id", "part"))
    opened = zip(sealed, storage.open_values(sealed, subjects), strict=True) if sealed else ()
    shown = [(row, row.text) for row in FieldValue.objects.filter(**mine).order_by("field_id", "part")]
    for row, text in [*shown, *opened]:
        before = held.get(row.field_id)
        held[row.field_id] = OwnValue(
            texts=(*(before.texts if before else ()), text),
            is_sealed=isinstance(row, SealedFieldValue),
            source=row.source,
            written_on=row.written_on,
            forget_on=row.forget_on,
        )
    return [(field, held.get(field.id)) for field in fields]


def count_values(*, field_ids: Sequence[UUID] | None = None) -> dict[UUID, HeldCount]:
    """Return how much each field holds; fields that hold nothing are left out."""
    found: dict[UUID, HeldCount] = {}
    for model in (FieldValue, SealedFieldValue):
        rows = model.objects.filter(association_id=current_association())
        if field_ids is not None:
            rows = rows.filter(field_id__in=list(field_ids))
        counted = rows.values_list("field_id").annotate(
            Count("person_id", distinct=True), Min("forget_on"), Max("forget_on")
        )
        for field_id, persons, first, last in counted:
            before = found.get(field_id)
            if before is not None:
                persons += before.persons
                first = min(filter(None, (first, before.first_forgotten_on)), default=None)
                last = max(filter(None, (last, before.last_forgotten_on)), default=None)
            found[field_id] = HeldCount(persons=persons, first_forgotten_on=first, last_forgotten_on=last)
    return found


def list_built_in() -> dict[str, BuiltInUse]:
    """Return how each built-in field is used, by code, in the order of forms."""
    stored = {
        row.code: BuiltInUse(
            code=row.code, officers=row.officers, member=row.member, joining=row.joining, helps=row.helps
        )
        for row in BuiltInField.objects.filter(association_id=current_association())
    }
    return {use.code: stored.get(use.code, use) for use in default_uses()}


def officers_use_of(*, code: str) -> Ask[str]:
    """Ask what officers do with a built-in field (`Use`)."""
    usual = next(use.officers for use in default_uses() if use.code == code)

    def read(found: Rows) -> str:
        return next((officers for (officers,) in found), usual)

    return Ask(
        statement="SELECT f.officers FROM fields_builtinfield f WHERE f.association_id = %s AND f.code = %s",
        values=[current_association(), code],
        read=read,
    )


def list_texts() -> dict[tuple[str, str], str]:
    """Return the association's own words by place and language."""
    rows = OwnText.objects.filter(association_id=current_association())
    return {(row.place, row.language): row.body for row in rows}


def text_for(*, place: str, languages: Sequence[str]) -> str:
    """Return the association's own words for a place in the first of the languages that has them, or nothing."""
    texts: Mapping[str, str] = dict(
        OwnText.objects.filter(association_id=current_association(), place=place).values_list(
            "language", "body"
        )
    )
    return in_language(texts, *languages)

"""Make and change own fields; none without purpose, level and retention."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, Change, record
from matrikel.fields import storage
from matrikel.fields.models import Field, FieldOption, FieldValue, SealedFieldValue
from matrikel.fields.rules.definitions import (
    CHOOSING,
    LONGEST_HELP,
    LONGEST_LABEL,
    MOST_FIELDS,
    MOST_OPTIONS,
    FieldDefinition,
    FieldProblem,
    ForWhom,
    Kind,
    OptionDefinition,
    code_from,
    in_language,
    problems_of,
)
from matrikel.fields.rules.retention import starts_at_exit
from matrikel.fields.rules.rows import FieldRow
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.people.models import Person
from matrikel.privacy.queries import list_purposes

_COLUMNS = (
    *("kind", "labels", "helps", "purpose", "level", "keep", "for_whom", "type_ids", "officers", "member"),
    *("joining", "tells_where", "shape", "decimals", "smallest", "largest", "earliest", "latest"),
)


class FieldRefused(Refusal):
    """A field cannot be as asked; `part` names what is wrong with it."""

    def __init__(self, message: str, *, part: str) -> None:
        super().__init__(message)
        self.part = part


class FieldOvertaken(Refusal):
    """Somebody else changed the field meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else changed this field meanwhile."))


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEdit:
    """A field as it shall be; an `id` of None makes a new one, else `version` is the one that the editor saw."""

    definition: FieldDefinition
    id: UUID | None = None
    version: int = 1


@action
def save_fields(*, fields: Sequence[FieldEdit], actor: Actor, at: datetime) -> list[UUID]:
    """
    Save fields with their answers and return their ids in the same order; new ones come last.

    A changed retention holds for what was written before as well. An answer that is left out is no longer offered
    where somebody gave it, and deleted where nobody did.

    :raises FieldRefused: a part is missing or impossible, or would change the nature of what is held already.
    :raises FieldOvertaken: a version is not the one that the editor saw.
    :raises NotFound: a field is not of this association.
    """
    one_at_a_time("own fields")
    association = get_association()
    purposes = {row.code for row in list_purposes(on=association.day_of(at))}
    known = {row.id: row for row in storage.load_fields(with_retired=True, for_update=True)}
    taken = {row.code for row in known.values()}
    position = max((row.position for row in known.values()), default=-1)
    if (
        sum(1 for row in known.values() if not row.retired_on) + sum(1 for edit in fields if edit.id is None)
        > MOST_FIELDS
    ):
        raise FieldRefused(
            _("There are %(most)s fields already. Retire one that is not used.") % {"most": MOST_FIELDS},
            part="labels",
        )
    saved = []
    for edit in fields:
        wanted = _cleaned(edit.definition)
        for part, problem in problems_of(wanted, purposes=purposes, language=association.language):
            raise FieldRefused(_sentence(problem), part=part)
        if edit.id is None:
            position += 1
            code = code_from(wanted.code or in_language(wanted.labels, association.language), taken)
            taken.add(code)
            field = Field(id=new_id(), association_id=association.id, code=code, position=position)
            _write(field, wanted)
            field.save(force_insert=True)
            _write_options(field.id, wanted, ())
            act = Act(action="fields.field_added", header={"field": str(field.id), "code": code})
        else:
            seen = known.get(edit.id)
            if seen is None:
                raise NotFound
            if seen.version != edit.version:
                raise FieldOvertaken
            field = Field.objects.get(association_id=association.id, id=edit.id)
            _refuse_change_of_nature(seen, wanted)
            _write(field, wanted)
            field.version += 1
            field.save()
            _write_options(field.id, wanted, [option.code for option in seen.options])
            _carry_over(seen, wanted)
            act = Act(
                action="fields.field_changed",
                header={"field": str(field.id), "code": field.code},
                changes=_changes(seen, wanted),
            )
        record(acts=[act], actor=actor, at=at)
        saved.append(field.id)
    return saved


def _cleaned(wanted: FieldDefinition) -> FieldDefinition:
    """Return a field without blanks around its words, and without what its kind does not have."""
    is_number, is_date = wanted.kind == Kind.NUMBER, wanted.kind == Kind.DATE
    return FieldDefinition(
        kind=wanted.kind,
        labels=_texts(wanted.labels),
        helps=_texts(wanted.helps),
        purpose=wanted.purpose,
        level=wanted.level,
        keep=wanted.keep,
        for_whom=wanted.for_whom,
        type_ids=list(dict.fromkeys(wanted.type_ids)) if wanted.for_whom == ForWhom.TYPES else [],
        officers=wanted.officers,
        member=wanted.member,
        joining=wanted.joining,
        tells_where=wanted.tells_where,
        shape=wanted.shape.strip() if wanted.kind == Kind.TEXT else "",
        decimals=wanted.decimals if is_number else 0,
        smallest=wanted.smallest if is_number else None,
        largest=wanted.largest if is_number else None,
        earliest=wanted.earliest if is_date else None,
        latest=wanted.latest if is_date else None,
        options=[
            OptionDefinition(code=option.code, labels=_texts(option.labels), is_offered=option.is_offered)
            for option in wanted.options
        ]
        if wanted.kind in CHOOSING
        else [],
        code=wanted.code,
    )


def _texts(texts: object) -> dict[str, str]:
    found = dict(texts) if isinstance(texts, dict) else {}
    return {language: " ".join(str(text).split()) for language, text in found.items() if str(text).strip()}


def _write(field: Field, wanted: FieldDefinition) -> None:
    for name in _COLUMNS:
        setattr(field, name, getattr(wanted, name))


def _write_options(field_id: UUID, wanted: FieldDefinition, before: Sequence[str]) -> None:
    mine = {"association_id": current_association(), "field_id": field_id}
    taken = {option.code for option in wanted.options if option.code}
    rows, kept = [], []
    for position, option in enumerate(wanted.options):
        code = option.code or code_from(next(iter(option.labels.values())), taken | set(before))
        taken.add(code)
        kept.append(code)
        rows.append(
            FieldOption(
                id=new_id(),
                association_id=mine["association_id"],
                field_id=field_id,
                code=code,
                labels=option.labels,
                position=position,
                is_offered=option.is_offered,
            )
        )
    dropped = [code for code in before if code not in kept]
    FieldOption.objects.filter(**mine, code__in=kept).delete()
    FieldOption.objects.bulk_create(rows)
    if dropped:
        used = _given(field_id, dropped)
        FieldOption.objects.filter(**mine, code__in=set(dropped) - used).delete()
        FieldOption.objects.filter(**mine, code__in=used).update(is_offered=False, position=len(rows))


def _given(field_id: UUID, codes: Sequence[str]) -> set[str]:
    """Return the answers that somebody gave; of sealed ones the hashes tell."""
    mine = {"association_id": current_association(), "field_id": field_id}
    found = set(FieldValue.objects.filter(**mine, key__in=codes).values_list("key", flat=True).distinct())
    sealed = SealedFieldValue.objects.filter(**mine)
    if sealed.filter(hidden_key=b"").exists():
        return set(codes)
    hashes = dict(zip(storage.hidden_keys([(field_id, code) for code in codes]), codes, strict=True))
    for hidden in sealed.filter(hidden_key__in=list(hashes)).values_list("hidden_key", flat=True).distinct():
        found.add(hashes[bytes(hidden)])
    return found


def _refuse_change_of_nature(seen: FieldRow, wanted: FieldDefinition) -> None:
    is_sealed = wanted.level in ("SENSITIVE", "SPECIAL")
    if (seen.kind, seen.decimals, seen.is_sealed) == (wanted.kind, wanted.decimals, is_sealed):
        return
    mine = {"association_id": current_association(), "field_id": seen.id}
    if not any(model.objects.filter(**mine).exists() for model in (FieldValue, SealedFieldValue)):
        return
    part = "kind" if seen.kind != wanted.kind else "decimals" if seen.decimals != wanted.decimals else "level"
    raise FieldRefused(
        _("Something is written in this field already, so this stays. Retire the field and make a new one."),
        part=part,
    )


def _carry_over(seen: FieldRow, wanted: FieldDefinition) -> None:
    """Let what is held already follow the field as it is now."""
    association_id = current_association()
    if seen.keep != wanted.keep:
        later = None if starts_at_exit(wanted.keep) else _interval(wanted.keep)
        with connection.cursor() as cursor:
            for table in ("fields_fieldvalue", "fields_sealedfieldvalue"):
                cursor.execute(
                    f"UPDATE {table} SET forget_on = (written_on + %s::interval)::date"  # noqa: S608
                    " WHERE association_id = %s AND field_id = %s",
                    [later, association_id, seen.id],
                )
    if wanted.tells_where and not seen.tells_where:
        protected = Person.objects.filter(association_id=association_id).exclude(protection="NONE")
        rows = FieldValue.objects.filter(
            association_id=association_id, field_id=seen.id, person_id__in=protected.values("id")
        )
        sealed = SealedFieldValue.objects.filter(
            association_id=association_id, field_id=seen.id, person_id__in=protected.values("id")
        )
        persons = {*rows.values_list("person_id", flat=True), *sealed.values_list("person_id", flat=True)}
        storage.seal_where_people_are([seen], sorted(persons))


def _interval(keep: str) -> str:
    count, unit = keep.partition("+")[2][:-1], keep[-1]
    return f"{count} {'years' if unit == 'y' else 'months' if unit == 'm' else 'days'}"


def _changes(seen: FieldRow, wanted: FieldDefinition) -> list[Change]:
    before = seen.as_definition()
    values: dict[str, tuple[object, object]] = {
        name: (getattr(before, name), getattr(wanted, name))
        for name in _COLUMNS
        if getattr(before, name) != getattr(wanted, name)
    }
    return [Change(subject=None, values=values)] if values else []


def _sentence(problem: FieldProblem) -> str:
    why = FieldProblem
    return {
        why.NO_KIND: _("Choose what the field holds."),
        why.NO_LABEL: _("A field has a name."),
        why.LABEL_TOO_LONG: _("A name is one line of at most %(longest)s characters.")
        % {"longest": LONGEST_LABEL},
        why.HELP_TOO_LONG: _("That is one line of at most %(longest)s characters.")
        % {"longest": LONGEST_HELP},
        why.NO_PURPOSE: _("Choose what you need it for. Without a purpose nothing may be kept."),
        why.NO_LEVEL: _("Choose how much care it needs."),
        why.NO_KEEP: _("Choose how long it is kept. Nothing is kept for ever."),
        why.KEEP_TOO_LONG: _("What the law protects most is not kept after somebody has left."),
        why.WRONG_USE: _("Choose one of what is offered."),
        why.MEMBER_BUT_OFFICERS_ONLY_SEE: _(
            "Then nobody could fill it in. Let officers or members write it."
        ),
        why.NO_TYPES: _("Choose the membership types of which it is asked."),
        why.NO_OPTIONS: _("Write at least one answer to choose."),
        why.TOO_MANY_OPTIONS: _("At most %(most)s answers can be offered.") % {"most": MOST_OPTIONS},
        why.OPTION_TWICE: _("Two answers are the same."),
        why.OPTION_WITHOUT_LABEL: _("An answer is one line of at most %(longest)s characters.")
        % {"longest": LONGEST_LABEL},
        why.WRONG_SHAPE: _("Show it by example: 9 for a digit, A for a letter, X for either, as in AA-9999."),
        why.WRONG_DECIMALS: _("A number has at most three decimals."),
        why.BOUNDS_CROSSED: _("The upper bound lies below the lower one."),
    }[problem]

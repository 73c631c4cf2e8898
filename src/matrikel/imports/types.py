"""The membership types of a run: which words of its file mean types that are there, and which become new ones."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from matrikel.imports.models import Run
from matrikel.imports.rules.types import TypeMeant, TypeNames, types_meant
from matrikel.memberships.models import MembershipType


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeInFile:
    """A word of the file that is no membership type's own name, and what is taken for it."""

    key: str
    name: str
    rows: int
    # The type that is taken; None for a new one.
    type_id: UUID | None
    type_name: str
    # The other word of the file whose new type this one shares.
    like: str
    is_chosen: bool


def settle_types(run: Run, words: Mapping[str, tuple[str, int]]) -> None:
    """Write down what is taken for each word (folded → as written, rows); the caller saves the run."""
    meant = types_meant(words, _known(run), run.type_choices)
    run.types = [asdict(each) for each in meant]
    run.new_types = [each.name for each in meant if not each.type_id and not each.like]


def meant_in(run: Run) -> list[TypeMeant]:
    """What was taken for the words of the file that are no type's own name."""
    return [TypeMeant(**each) for each in run.types]


def type_names(run: Run) -> dict[str, str]:
    """The association's types by id, each under its own name."""
    return {str(each.id): each.name for each in types_of(run)}


def types_by_word(run: Run, types: Sequence[MembershipType]) -> dict[str, UUID]:
    """Folded word of the file → its type among those that there are, once the new ones are made."""
    found = {each.name_key: each.id for each in types}
    there = set(found.values())
    meant = meant_in(run)
    found |= {each.key: UUID(each.type_id) for each in meant if each.type_id and UUID(each.type_id) in there}
    return found | {each.key: found[each.like] for each in meant if each.like in found}


def types_have_gone(run: Run) -> bool:
    """Say whether a type that a word was taken for is not there any more."""
    wanted = {each.type_id for each in meant_in(run) if each.type_id}
    return bool(wanted) and bool(wanted - {str(each.id) for each in types_of(run)})


def _known(run: Run) -> list[TypeNames]:
    return [
        TypeNames(str(each.id), (each.name, *(name for name in each.names.values() if name)))
        for each in types_of(run)
    ]


def types_of(run: Run) -> list[MembershipType]:
    """The association's membership types in their order."""
    return list(MembershipType.objects.filter(association_id=run.association_id).order_by("position", "id"))


def words_for_types(run: Run) -> tuple[TypeInFile, ...]:
    """Return the words of a run's file that are no type's own name, and what is taken for each."""
    meant = meant_in(run)
    names = type_names(run) if meant else {}
    words = {each.key: each.name for each in meant}
    return tuple(
        TypeInFile(
            key=each.key,
            name=each.name,
            rows=each.rows,
            type_id=UUID(each.type_id) if each.type_id in names else None,
            type_name=names.get(each.type_id, ""),
            like=words.get(each.like, ""),
            is_chosen=each.is_chosen,
        )
        for each in meant
    )

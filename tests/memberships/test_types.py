"""Membership types: added, changed, ordered, merged, removed, and what is refused."""

from datetime import date
from uuid import UUID

import pytest

from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.memberships.actions.merge_membership_types import merge_membership_types
from matrikel.memberships.actions.order_membership_types import order_membership_types
from matrikel.memberships.actions.remove_membership_types import remove_membership_types
from matrikel.memberships.actions.save_membership_types import TypeEdit, TypeRefused, save_membership_types
from matrikel.memberships.queries import list_membership_types, list_memberships
from matrikel.organisations.actions.recast_association import recast_association
from matrikel.organisations.queries import get_association
from tests.conftest import ACTOR, AT, association_scope, make_association
from tests.factories.people import a_person, admit, register, type_of


def save(**wanted: object) -> UUID:
    (saved,) = save_membership_types(types=[TypeEdit(**wanted)], actor=ACTOR, at=AT)  # type: ignore[arg-type]
    return saved


def names() -> list[str]:
    return [found.name for found in list_membership_types()]


def test_a_new_type_comes_last_with_its_names_and_ages(association: UUID) -> None:
    added = save(name="  Gammal   vän ", kind="SENIOR", from_age=70, names={"fi": "Vanha ystävä", "en": " "})
    last = list_membership_types()[-1]
    assert (last.id, last.name, last.names, last.from_age, last.to_age) == (
        added, "Gammal vän", {"fi": "Vanha ystävä"}, 70, None,
    )  # fmt: skip
    assert [last.name_in(language) for language in ("fi", "sv", "nb")] == [
        "Vanha ystävä",
        "Gammal vän",
        "Gammal vän",
    ]


def test_a_type_is_changed_and_its_version_moves_on(association: UUID) -> None:
    adult = list_membership_types()[0]
    save(id=adult.id, name="Fullvärdig medlem", kind="ADULT", from_age=18, version=1, is_offered=False)
    now = list_membership_types()[0]
    assert (now.name, now.from_age, now.is_offered, now.version) == ("Fullvärdig medlem", 18, False, 2)


def test_whoever_was_overtaken_is_told(association: UUID) -> None:
    adult = list_membership_types()[0]
    save(id=adult.id, name="Första", kind="ADULT", version=1)
    with pytest.raises(TypeRefused, match="Somebody else"):
        save(id=adult.id, name="Andra", kind="ADULT", version=1)
    assert names()[0] == "Första"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "a" * 81}, "name"),
        ({"name": "VUXEN  medlem"}, "name"),
        ({"name": "Ny", "kind": "NOTHING"}, "kind"),
        ({"name": "Ny", "from_age": 131}, "to_age"),
        ({"name": "Ny", "from_age": 30, "to_age": 20}, "to_age"),
        ({"name": "Ny", "names": {"fi": "a" * 81}}, "name"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    association: UUID, wrong: dict[str, object], field: str
) -> None:
    before = names()
    with pytest.raises(TypeRefused) as refused:
        save(**wrong)
    assert (refused.value.field, names()) == (field, before)


def test_types_are_put_in_order_and_unknown_ids_count_for_nothing(association: UUID) -> None:
    ids = [found.id for found in list_membership_types()]
    order_membership_types(type_ids=[ids[2], new_id(), ids[0]], actor=ACTOR, at=AT)
    assert [found.id for found in list_membership_types()] == [ids[2], ids[0], ids[1], *ids[3:]]


def test_a_merged_type_gives_its_memberships_to_the_other(association: UUID) -> None:
    (person_id,) = register(a_person("Ada", "Alm"))
    old = save(name="Gammal typ")
    admit(person_id, date(2020, 1, 1), type_id=old)
    moved = merge_membership_types(type_ids=[old], into_id=type_of(), actor=ACTOR, at=AT)
    (membership,) = list_memberships(person_ids=[person_id])[person_id]
    assert (moved, membership.type_id, "Gammal typ" in names()) == (1, type_of(), False)


def test_types_that_somebody_holds_at_once_are_not_merged(association: UUID) -> None:
    (person_id,) = register(a_person("Ada", "Alm"))
    other = save(name="Annan typ")
    admit(person_id, date(2020, 1, 1), type_id=other)
    admit(person_id, date(2021, 1, 1))
    with pytest.raises(TypeRefused, match="both types"):
        merge_membership_types(type_ids=[other], into_id=type_of(), actor=ACTOR, at=AT)
    assert len({row.type_id for row in list_memberships(person_ids=[person_id])[person_id]}) == 2


def test_only_what_nobody_ever_had_is_removed(association: UUID) -> None:
    (person_id,) = register(a_person("Ada", "Alm"))
    admit(person_id, date(2020, 1, 1))
    unused = save(name="Oanvänd")
    remove_membership_types(type_ids=[unused], actor=ACTOR, at=AT)
    with pytest.raises(TypeRefused, match="stays"):
        remove_membership_types(type_ids=[type_of()], actor=ACTOR, at=AT)
    assert ("Oanvänd" in names(), "Vuxen medlem" in names()) == (False, True)


def test_the_neighbours_types_are_not_there(association: UUID, neighbour: UUID) -> None:
    with association_scope(neighbour):
        theirs = save(name="Deres")
    for ask in (
        lambda: save(id=theirs, name="Vår"),
        lambda: merge_membership_types(type_ids=[theirs], into_id=type_of(), actor=ACTOR, at=AT),
        lambda: remove_membership_types(type_ids=[theirs], actor=ACTOR, at=AT),
    ):
        with pytest.raises(NotFound):
            ask()


@pytest.mark.django_db
def test_while_it_is_set_up_a_union_is_proposed_the_types_of_a_union() -> None:
    with association_scope(make_association(is_set_up=False)):
        recast_association(kind="UNION", country="FI", version=1, actor=ACTOR, at=AT)
        types = list_membership_types()
        assert [found.name for found in types] == [
            "Varsinainen jäsen",
            "Opiskelijajäsen",
            "Eläkeläisjäsen",
            "Kunniajäsen",
        ]
        assert [found.name_in("sv") for found in types][:2] == ["Medlem", "Studentmedlem"]
        assert get_association().profile == "CONVICTION"


def test_what_is_in_use_keeps_its_types(association: UUID) -> None:
    before = names()
    recast_association(kind="UNION", version=1, actor=ACTOR, at=AT)
    assert names() == before

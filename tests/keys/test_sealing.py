"""What is sealed opens in its own place, for its own person, in its own association, and nowhere else."""

from dataclasses import replace
from uuid import UUID

from django.db import connection, transaction

from matrikel.kernel.ids import new_id, new_opaque_id
from matrikel.kernel.scope import association_scope
from matrikel.keys import sealing
from matrikel.keys.models import AssociationKey, SubjectKey
from matrikel.keys.queries import get_inventory
from matrikel.keys.sealing import CannotOpen, Place, blind_index, forget_subjects, seal, unseal
from tests.conftest import make_association

VALUE = b"194603239957"


def a_place() -> Place:
    return Place(column="people_identitynumber.sealed", row=new_id(), subject=new_opaque_id())


def opens(place: Place, sealed: bytes) -> bool:
    try:
        return unseal([(place, sealed)]) == [VALUE]
    except CannotOpen:
        return False


def test_a_sealed_value_opens_in_its_place_and_says_nothing(association: UUID) -> None:
    place = a_place()
    (sealed,) = seal([(place, VALUE)])
    assert opens(place, sealed) is True
    assert (VALUE in sealed, place.subject.bytes in sealed, sealed[:1]) == (False, False, b"\x01")
    assert seal([(place, VALUE)]) != [sealed]


def test_a_value_moved_to_another_row_column_or_person_does_not_open(association: UUID) -> None:
    place, other = a_place(), a_place()
    sealed, _known = seal([(place, VALUE), (other, VALUE)])
    moved = [
        replace(place, row=new_id()),
        replace(place, column="people_protectedrecord.sealed"),
        replace(place, subject=other.subject),
        replace(place, subject=None),
    ]
    assert [opens(found, sealed) for found in [place, *moved]] == [True, False, False, False, False]


def test_a_value_moved_to_another_association_does_not_open_even_with_its_keys(
    association: UUID, neighbour: UUID
) -> None:
    place = a_place()
    (sealed,) = seal([(place, VALUE)])
    association_key = AssociationKey.objects.get()
    subject_key = SubjectKey.objects.get()
    with association_scope(neighbour):
        seal([(a_place(), VALUE)])
        assert opens(place, sealed) is False
        SubjectKey.objects.create(
            association_id=neighbour,
            subject=place.subject,
            association_key=AssociationKey.objects.get(),
            wrapped=subject_key.wrapped,
        )
        assert opens(place, sealed) is False
        AssociationKey.objects.update(
            wrapped=association_key.wrapped, installation_key=association_key.installation_key
        )
        assert opens(place, sealed) is False


def test_swapped_cells_of_two_persons_do_not_open(association: UUID) -> None:
    places = [a_place(), a_place()]
    first, second = seal([(place, VALUE) for place in places])
    assert [opens(places[0], second), opens(places[1], first)] == [False, False]


def test_swapped_wrapped_keys_of_two_persons_do_not_open(association: UUID) -> None:
    places = [a_place(), a_place()]
    sealed = seal([(place, VALUE) for place in places])
    keys = {key.subject: key.wrapped for key in SubjectKey.objects.all()}
    for one, other in [places, reversed(places)]:
        SubjectKey.objects.filter(subject=one.subject).update(wrapped=keys[other.subject])
    assert [opens(place, value) for place, value in zip(places, sealed, strict=True)] == [False, False]


def test_one_changed_bit_or_a_missing_end_does_not_open(association: UUID) -> None:
    place = a_place()
    (sealed,) = seal([(place, VALUE)])
    broken = [bytes([*sealed[:at], sealed[at] ^ 1, *sealed[at + 1 :]]) for at in range(len(sealed))]
    shortened = [sealed[:end] for end in range(len(sealed))]
    assert [opens(place, value) for value in broken + shortened] == [False] * (2 * len(sealed))


def test_what_was_sealed_for_a_forgotten_person_never_opens_again(association: UUID) -> None:
    place, other = a_place(), a_place()
    sealed, kept = seal([(place, VALUE), (other, VALUE)])
    assert forget_subjects([place.subject]) == 1
    assert [opens(place, sealed), opens(other, kept)] == [False, True]
    # A new key for the same person is another key.
    (again,) = seal([(place, VALUE)])
    assert [opens(place, sealed), opens(place, again)] == [False, True]


def test_a_blind_index_finds_equal_values_in_one_association_and_column_only(
    association: UUID, neighbour: UUID
) -> None:
    here = blind_index("a.number", ["1", "2", "1"])
    with association_scope(neighbour):
        there = blind_index("a.number", ["1"])
    assert here[0] == here[2]
    assert len({here[0], here[1], there[0], blind_index("b.number", ["1"])[0]}) == 4
    assert [len(found) for found in here] == [32, 32, 32]


def test_no_key_stands_in_the_database_as_it_is(association: UUID) -> None:
    seal([(a_place(), VALUE)])
    secrets = set(sealing._keys_of({None}, create=False).values())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wrapped FROM keys_associationkey UNION ALL SELECT wrapped FROM keys_subjectkey"
        )
        stored = [bytes(row[0]) for row in cursor.fetchall()]
    assert [any(secret in value for secret in secrets) for value in stored] == [False, False]


def test_many_values_are_sealed_and_opened_in_a_few_statements(association: UUID, queries) -> None:
    places = [a_place() for _number in range(20)]
    seal([(a_place(), VALUE)])
    with queries(3):
        sealed = seal([(place, VALUE) for place in places])
    with queries(2):
        assert unseal(list(zip(places, sealed, strict=True))) == [VALUE] * 20


def test_two_first_seals_at_once_share_the_associations_key(in_threads) -> None:
    association_id = make_association()
    places = [a_place(), a_place()]

    def seal_first(place: Place, meet) -> bytes:
        with association_scope(association_id), transaction.atomic():
            assert AssociationKey.objects.count() == 0
            meet()
            return seal([(place, VALUE)])[0]

    sealed = in_threads(lambda meet: seal_first(places[0], meet), lambda meet: seal_first(places[1], meet))
    with association_scope(association_id), transaction.atomic():
        assert unseal(list(zip(places, sealed, strict=True))) == [VALUE, VALUE]
        assert get_inventory().subject_keys == 2


def test_two_first_seals_at_once_for_one_person_share_the_persons_key(in_threads) -> None:
    association_id = make_association()
    place = a_place()
    places = [replace(place, row=new_id()), replace(place, row=new_id())]
    with association_scope(association_id), transaction.atomic():
        seal([(a_place(), VALUE)])

    def seal_first(mine: Place, meet) -> bytes:
        with association_scope(association_id), transaction.atomic():
            assert SubjectKey.objects.filter(subject=mine.subject).count() == 0
            meet()
            return seal([(mine, VALUE)])[0]

    sealed = in_threads(lambda meet: seal_first(places[0], meet), lambda meet: seal_first(places[1], meet))
    with association_scope(association_id), transaction.atomic():
        assert unseal(list(zip(places, sealed, strict=True))) == [VALUE, VALUE]
        assert get_inventory().subject_keys == 2

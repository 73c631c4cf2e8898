"""The keyring is its owner's alone, and rotation replaces the key that wraps without losing anything sealed."""

from pathlib import Path
from uuid import UUID

import pytest

from matrikel.kernel.ids import new_id, new_opaque_id
from matrikel.keys import keyring as keyring_module
from matrikel.keys import sealing
from matrikel.keys.keyring import FileKeyring, KeyringUnusable
from matrikel.keys.queries import get_inventory
from matrikel.keys.sealing import CannotOpen, Place, blind_index, rewrap_association_key, seal, unseal


@pytest.fixture
def ring(tmp_path: Path, monkeypatch) -> FileKeyring:
    """Return a keyring of the test's own, which everything uses meanwhile."""
    made = FileKeyring(tmp_path / "keys")
    made.create()
    for module in (keyring_module, sealing):
        monkeypatch.setattr(module, "keyring", lambda: made)
    monkeypatch.setattr("matrikel.keys.queries.keyring", lambda: made)
    return made


def a_place() -> Place:
    return Place(column="people_identitynumber.sealed", row=new_id(), subject=new_opaque_id())


def modes(directory: Path) -> list[int]:
    return [path.stat().st_mode & 0o777 for path in [directory, *directory.glob("*/*.key")]]


def test_a_new_keyring_is_readable_by_its_owner_alone(ring: FileKeyring) -> None:
    assert modes(ring.directory) == [0o700, 0o600, 0o600]
    assert (ring.list_ids(), len(ring.current().secret)) == (["0001"], 32)


def test_making_it_again_changes_nothing(ring: FileKeyring) -> None:
    before = (ring.current(), ring.index_secret())
    ring.create()
    assert (ring.current(), ring.index_secret()) == before


@pytest.mark.parametrize("opened", ["", "installation", "index", "installation/0001.key", "index/0001.key"])
@pytest.mark.parametrize("mode", [0o040, 0o004, 0o020])
def test_a_keyring_that_others_may_open_is_refused(ring: FileKeyring, opened: str, mode: int) -> None:
    path = ring.directory / opened
    path.chmod(path.stat().st_mode | mode)
    for ask in (
        ring.current,
        ring.list_ids,
        ring.index_secret,
        lambda: ring.get("0001"),
        lambda: ring.find("0001"),
    ):
        with pytest.raises(KeyringUnusable, match="chmod"):
            ask()


def test_a_missing_keyring_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KeyringUnusable, match="matrikel keys init"):
        FileKeyring(tmp_path / "nowhere").current()


def test_a_key_that_is_missing_or_cut_short_is_named(ring: FileKeyring) -> None:
    with pytest.raises(KeyringUnusable, match="installation/0007"):
        ring.get("0007")
    (ring.directory / "index" / "0001.key").write_bytes(b"short")
    with pytest.raises(KeyringUnusable, match="index/0001"):
        ring.index_secret()


def test_no_id_leads_out_of_the_keyring(ring: FileKeyring) -> None:
    assert [ring.find(each) for each in ("0001", "0007", "../index/0001", "")] == [
        ring.current(),
        None,
        None,
        None,
    ]


def test_a_key_id_is_never_given_twice(ring: FileKeyring) -> None:
    assert [ring.add_installation_key(), ring.add_installation_key()] == ["0002", "0003"]
    (ring.directory / "installation" / "0001.key").unlink()
    assert ring.add_installation_key() == "0004"
    assert (ring.list_ids(), ring.current().id) == (["0002", "0003", "0004"], "0004")


def test_after_rotation_the_new_key_wraps_and_everything_still_opens(
    association: UUID, ring: FileKeyring
) -> None:
    places = [a_place() for _number in range(3)]
    sealed = seal([(place, b"value") for place in places])
    index = blind_index("a.b", ["1"])
    assert rewrap_association_key() is False
    ring.add_installation_key()
    assert get_inventory().wrapped_by == "0001"
    assert [rewrap_association_key(), rewrap_association_key()] == [True, False]
    # The old key is not needed any more, and what was sealed and indexed is as it was.
    (ring.directory / "installation" / "0001.key").unlink()
    inventory = get_inventory()
    assert (inventory.installation_keys, inventory.wrapped_by, inventory.subject_keys) == (
        ["0002"],
        "0002",
        3,
    )
    assert unseal(list(zip(places, sealed, strict=True))) == [b"value"] * 3
    assert blind_index("a.b", ["1"]) == index


def test_without_its_installation_key_nothing_opens(association: UUID, ring: FileKeyring) -> None:
    place = a_place()
    sealed = seal([(place, b"value")])
    key = ring.directory / "installation" / "0001.key"
    key.write_bytes(bytes(32))
    with pytest.raises(CannotOpen):
        unseal([(place, sealed[0])])
    key.unlink()
    with pytest.raises(KeyringUnusable):
        unseal([(place, sealed[0])])


def test_an_association_that_sealed_nothing_has_nothing_to_rotate(
    association: UUID, ring: FileKeyring
) -> None:
    assert rewrap_association_key() is False
    inventory = get_inventory()
    assert (inventory.wrapped_by, inventory.subject_keys) == ("", 0)

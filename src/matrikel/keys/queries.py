"""Questions about keys, for the command `matrikel keys inventory`."""

from dataclasses import dataclass

from matrikel.keys.keyring import keyring
from matrikel.keys.models import AssociationKey, SubjectKey


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyInventory:
    """What keys there are: installation keys in files, and this association's wrapped ones."""

    installation_keys: list[str]
    wrapped_by: str
    subject_keys: int


def get_inventory() -> KeyInventory:
    """Return the inventory for the current association."""
    stored = AssociationKey.objects.first()
    return KeyInventory(
        installation_keys=keyring().list_ids(),
        wrapped_by=stored.installation_key if stored else "",
        subject_keys=SubjectKey.objects.count(),
    )

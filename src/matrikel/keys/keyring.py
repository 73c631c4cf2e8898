"""The installation's keys in files outside the database, readable by their owner alone."""

import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

KEY_BYTES = 32


class KeyringUnusable(Exception):
    """The keyring is missing, empty or open to others; the message says what to do."""


@dataclass(frozen=True, slots=True)
class InstallationKey:
    """One installation key with the id under which wrapped keys name it."""

    id: str
    secret: bytes


class FileKeyring:
    """
    A directory (mode 0700) with one file per key: `installation/<id>.key` and `index/<id>.key`.

    The newest installation key wraps; older ones stay to unwrap until `keys rotate` has re-wrapped.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def create(self) -> None:
        """Make the directory and the first keys; an existing keyring is left as it is."""
        for part in (self.directory, self.directory / "installation", self.directory / "index"):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not list((self.directory / "installation").glob("*.key")):
            self.add_installation_key()
        if not list((self.directory / "index").glob("*.key")):
            self._write("index", "0001")

    def add_installation_key(self) -> str:
        """Make a new installation key, which wraps from now on, and return its id."""
        present = [int(path.stem) for path in (self.directory / "installation").glob("*.key")]
        # One above the highest: an old key that was taken away does not give its id to a new one.
        name = f"{max(present, default=0) + 1:04d}"
        self._write("installation", name)
        return name

    def current(self) -> InstallationKey:
        """Return the key that wraps."""
        return self.get(self.list_ids()[-1])

    def get(self, key_id: str) -> InstallationKey:
        """Return one key by id."""
        self._check()
        return InstallationKey(key_id, self._read("installation", key_id))

    def find(self, key_id: str) -> InstallationKey | None:
        """Return one key by an id that anybody may have written, or None where the keyring has no such key."""
        if key_id not in self.list_ids():
            return None
        return InstallationKey(key_id, self._read("installation", key_id))

    def list_ids(self) -> list[str]:
        """Return the ids of all installation keys, oldest first."""
        self._check()
        return sorted(path.stem for path in (self.directory / "installation").glob("*.key"))

    def index_secret(self) -> bytes:
        """Return the secret from which every association's blind-index key comes."""
        self._check()
        return self._read("index", "0001")

    def _read(self, kind: str, key_id: str) -> bytes:
        path = self.directory / kind / f"{key_id}.key"
        try:
            secret = path.read_bytes()
        except FileNotFoundError as error:
            raise KeyringUnusable(f"The key {kind}/{key_id} is not in the keyring.") from error
        if len(secret) != KEY_BYTES:
            raise KeyringUnusable(f"The key {kind}/{key_id} does not have {KEY_BYTES} bytes.")
        return secret

    def _write(self, kind: str, key_id: str) -> None:
        path = self.directory / kind / f"{key_id}.key"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())

    def _check(self) -> None:
        if not (self.directory / "installation").is_dir():
            raise KeyringUnusable("There is no keyring yet. Run `matrikel keys init`.")
        held: tuple[Path | os.DirEntry[str], ...] = (self.directory, *self._folders_and_keys())
        for path in held:
            found = path.stat()
            # Whoever may write a folder puts another key in; whoever owns one opens it at any time.
            if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO) or found.st_uid != os.geteuid():
                raise KeyringUnusable(
                    "The keyring is open to other users. Run `chmod -R go-rwx` on its folder, "
                    "and let it belong to whoever runs Matrikel."
                )

    def _folders_and_keys(self) -> Iterator[os.DirEntry[str]]:
        # Every page of whoever is signed in looks here, so by `scandir`, which costs a third of `glob`.
        with os.scandir(self.directory) as folders:
            for folder in folders:
                if folder.is_dir():
                    yield folder
                    with os.scandir(folder) as files:
                        yield from (file for file in files if file.name.endswith(".key"))


@lru_cache(maxsize=1)
def keyring() -> FileKeyring:
    """Return the keyring of this installation."""
    return FileKeyring(Path(settings.KEYRING_DIRECTORY))

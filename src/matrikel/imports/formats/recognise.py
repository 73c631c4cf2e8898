"""Tells by its first bytes, never by its name, which format a file has, or why it is refused."""

import zipfile
import zlib
from pathlib import Path

from matrikel.imports.formats import csv, ods, xlsx
from matrikel.imports.formats.errors import FileReason, FileRefused
from matrikel.imports.formats.table import MAX_BYTES, Format, Source

_COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# Files that people pick by mistake, by their first bytes.
_OTHER_TYPES = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh",
    b"II*\x00", b"MM\x00*", b"\x7fELF", b"MZ", b"SQLite format 3", b"\xfd7zXZ", b"RIFF", b"OggS", b"ID3",
)  # fmt: skip
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_MANIFEST = "META-INF/manifest.xml"
_MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<workbook")


def recognise(path: Path) -> Format:
    """The format of the file at path; refuses what is no member list before anything of it is opened."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefused(FileReason.EMPTY)
    if size > MAX_BYTES:
        raise FileRefused(
            FileReason.TOO_LARGE, megabytes=size // (1024 * 1024), limit=MAX_BYTES // (1024 * 1024)
        )
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _inside_archive(path)
    if head.startswith(_COMPOUND_FILE):
        if _ENCRYPTED_PACKAGE in path.read_bytes():
            raise FileRefused(FileReason.PASSWORD_PROTECTED)
        raise FileRefused(FileReason.OLD_EXCEL)
    refuse_at_sight(head)
    return csv.FORMAT


def refuse_at_sight(head: bytes) -> None:
    """Refuse what the first bytes show to be a document, a picture or a program."""
    if head.startswith(_OTHER_TYPES) or head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise FileRefused(FileReason.WRONG_TYPE)


def open_source(path: Path) -> Source:
    """The file, opened in its format."""
    return recognise(path).open(path)


def _inside_archive(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            kind = _beginning(archive, "mimetype") if "mimetype" in names else b""
            encrypted = any(info.flag_bits & 1 for info in archive.infolist())
            # An OpenDocument file with a password is an archive without one, whose parts are sealed.
            if not encrypted and kind.startswith(_OPEN_DOCUMENT) and _MANIFEST in names:
                encrypted = b"encryption-data" in _beginning(archive, _MANIFEST)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise FileRefused(FileReason.BROKEN_ARCHIVE) from error
    if encrypted:
        raise FileRefused(FileReason.PASSWORD_PROTECTED)
    if "xl/workbook.xml" in names:
        return xlsx.FORMAT
    if kind.startswith(_OPEN_DOCUMENT + b".spreadsheet"):
        if "content.xml" not in names:
            raise FileRefused(FileReason.BROKEN_ARCHIVE)
        return ods.FORMAT
    raise FileRefused(FileReason.WRONG_TYPE)


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    # Never the whole: what an archive says of its sizes has not been checked yet.
    with archive.open(name) as part:
        return part.read(64 * 1024)

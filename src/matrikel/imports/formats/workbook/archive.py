"""Refuses archives that would unpack to more than a member list can be, by declared and by real sizes."""

import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from matrikel.imports.formats.errors import FileReason, FileRefused

MAX_UNPACKED = 400 * 1024 * 1024
MAX_ENTRIES = 2_000
# Sheets of many alike rows pack to about 1:30; a bomb to 1:1000.
_MAX_RATIO = 150
_RATIO_MATTERS_FROM = 8 * 1024 * 1024
_BLOCK = 256 * 1024
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")


def check_archive(path: Path) -> None:
    """Returns when every entry unpacks to what it declares and all of them to a bearable size."""
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            entries = archive.infolist()
            _check_declared(entries, path.stat().st_size)
            budget = MAX_UNPACKED
            for entry in entries:
                budget -= _unpacked_size(file, entry, budget)
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, NotImplementedError) as error:
        raise FileRefused(FileReason.BROKEN_ARCHIVE) from error


def _check_declared(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise FileRefused(FileReason.ARCHIVE_BOMB)
    # Entries that share their bytes are how a small file declares a modest size many times over.
    if sum(entry.compress_size for entry in entries) > size:
        raise FileRefused(FileReason.ARCHIVE_BOMB)
    for entry in entries:
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise FileRefused(FileReason.BROKEN_ARCHIVE)
        packed = max(entry.compress_size, 1)
        if entry.file_size > _RATIO_MATTERS_FROM and entry.file_size / packed > _MAX_RATIO:
            raise FileRefused(FileReason.ARCHIVE_BOMB)


def _unpacked_size(file: BinaryIO, entry: zipfile.ZipInfo, budget: int) -> int:
    file.seek(entry.header_offset)
    header = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if header[0] != b"PK\x03\x04":
        raise FileRefused(FileReason.BROKEN_ARCHIVE)
    file.seek(header[9] + header[10], 1)
    if entry.compress_type == zipfile.ZIP_STORED:
        if entry.compress_size != entry.file_size:
            raise FileRefused(FileReason.ARCHIVE_BOMB)
        return entry.file_size
    unpacker = zlib.decompressobj(-15)
    left, real = entry.compress_size, 0
    while left and not unpacker.eof:
        block = file.read(min(_BLOCK, left))
        if not block:
            raise FileRefused(FileReason.BROKEN_ARCHIVE)
        left -= len(block)
        while block:
            real += len(unpacker.decompress(block, 4 * _BLOCK))
            block = unpacker.unconsumed_tail
            if real > entry.file_size or real > budget:
                raise FileRefused(FileReason.ARCHIVE_BOMB)
    return real

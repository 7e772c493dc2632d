"""Where the tables of a data release lie: a folder, or a zip archive that is read without being unpacked.

It refuses a table that is too large to be one of USDA's, and an archive that swells beyond belief.
"""

from __future__ import annotations

import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

# The largest table that is read has 45 MB; text like it shrinks twentyfold.
MOST_BYTES = 1_000_000_000
MOST_SWELLING = 100


class BadTables(Exception):
    """These files can't be read as a data release; the message names the file and the way out."""


class Folder(ABC):
    """The files that lie in one place, by their names."""

    name: str

    @abstractmethod
    def names(self) -> list[str]: ...

    @abstractmethod
    def size(self, name: str) -> int: ...

    @abstractmethod
    def _open(self, name: str) -> IO[bytes]: ...

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """The file's bytes. Within it, what can't be read raises BadTables."""
        try:
            with self._open(name) as file:
                yield file
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise BadTables(f"{name} in {self.name} can't be read: {error}. Get a fresh copy.") from error


class PlainFolder(Folder):
    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path)

    def names(self) -> list[str]:
        return sorted(found.name for found in self.path.iterdir() if found.is_file())

    def size(self, name: str) -> int:
        size = (self.path / name).stat().st_size
        if size > MOST_BYTES:
            raise BadTables(f"{self.path / name} has {size:,} bytes. Expected {MOST_BYTES:,} at most.")
        return size

    def _open(self, name: str) -> IO[bytes]:
        return (self.path / name).open("rb")


class ZippedFolder(Folder):
    def __init__(self, archive: zipfile.ZipFile, prefix: str) -> None:
        self.archive, self.prefix = archive, prefix
        self.name = f"{archive.filename}, {prefix}" if prefix else str(archive.filename)
        self._members = {
            member.filename.removeprefix(prefix): member
            for member in archive.infolist()
            if _place(member.filename) == prefix and not member.is_dir()
        }

    def names(self) -> list[str]:
        return sorted(self._members)

    def size(self, name: str) -> int:
        """As the archive declares it: no more than this is ever read of it."""
        member = self._members[name]
        if member.file_size > MOST_BYTES or member.file_size > MOST_SWELLING * max(member.compress_size, 10_000):
            raise BadTables(
                f"{name} in {self.archive.filename} would swell from {member.compress_size:,} to "
                f"{member.file_size:,} bytes. That is no table of USDA's, so it was not opened."
            )
        if member.flag_bits & 1:
            raise BadTables(f"{name} in {self.archive.filename} is encrypted. Expected an archive as USDA ships it.")
        return member.file_size

    def _open(self, name: str) -> IO[bytes]:
        return self.archive.open(self._members[name])


@contextmanager
def folders_in(path: Path) -> Iterator[list[Folder]]:
    """The place itself and the folders in it, one level deep; of a zip archive, all of its folders."""
    if path.is_dir():
        inner = sorted(found for found in path.iterdir() if found.is_dir() and not found.is_symlink())
        yield [PlainFolder(place) for place in [path, *inner]]
        return
    if not path.exists():
        raise BadTables(f"There is no {path}. Expected a folder, or a zip archive, with the files of a data release.")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise BadTables(f"{path} can't be opened as a zip archive: {error}. Expected one, or a folder.") from error
    with archive:
        prefixes = sorted({_place(name) for name in archive.namelist()})
        yield [ZippedFolder(archive, prefix) for prefix in prefixes]


def _place(name: str) -> str:
    folder, slash, _ = name.rpartition("/")
    return folder + slash

"""The folder of image files: each named after its content, put there whole or not at all, never overwritten."""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp

from django.conf import settings

# Nothing else in the folder is ours to remove.
NAME = re.compile(r"([0-9a-f]{64})(?:-[0-9]{1,4})?\.(?:jpg|png|webp|avif)")
TEMPORARY = ".incoming-"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StorageFailed(Exception):
    """The files could not be written and none was left behind; the message says so to an editor."""


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "images"


@contextmanager
def in_place(files: Mapping[str, bytes], *, name: str) -> Iterator[None]:
    """Puts the files where they belong; takes those it brought away again when the block fails."""
    brought: list[Path] = []
    try:
        _bring(files, brought, name=name)
        yield
    except BaseException:
        for path in brought:
            path.unlink(missing_ok=True)
        raise


def _bring(files: Mapping[str, bytes], brought: list[Path], *, name: str) -> None:
    written: dict[Path, Path] = {}
    try:
        folder().mkdir(parents=True, exist_ok=True)
        for file_name, data in files.items():
            if not (folder() / file_name).exists():
                written[_write(data)] = folder() / file_name
        for temporary, final in written.items():
            temporary.rename(final)
            brought.append(final)
    except OSError as error:
        raise StorageFailed(_refusal(error, name)) from error
    finally:
        for temporary in written:
            temporary.unlink(missing_ok=True)


def _write(data: bytes) -> Path:
    """A temporary file in the folder, so that a rename suffices, with the bytes on the disk itself."""
    handle, path = mkstemp(prefix=TEMPORARY, dir=folder())
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp keeps them to the owner; a web server in front may run as somebody else.
        os.chmod(path, settings.FILE_UPLOAD_PERMISSIONS or 0o644)
    except BaseException:
        os.unlink(path)
        raise
    return Path(path)


def _refusal(error: OSError, name: str) -> str:
    reason = "there is no room left on the server's disk" if error.errno in FULL else f"the disk said: {error.strerror}"
    return (
        f"“{name}” was not saved, because {reason}. Nothing was kept of it. Tell whoever looks after the server, "
        "then upload it again."
    )


def stored() -> Iterator[tuple[str, Path]]:
    """The image files that are there, each with the hash that its name begins with."""
    for path in sorted(folder().glob("*")):
        found = NAME.fullmatch(path.name)
        if found:
            yield found[1], path


def abandoned(*, seconds: float) -> Iterable[Path]:
    """Temporary files that an upload left behind when its process was killed, at least this old."""
    before = time.time() - seconds
    return [path for path in folder().glob(f"{TEMPORARY}*") if path.stat().st_mtime < before]

"""Guide files: one document a file in YAML, naming other items by kind and key instead of by identity.

`item:symptom/numbness` stands for the symptom with that key, as a value of its own or inside a link. It reads
files and nothing else: no database, no publishing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import yaml

from publishing.documents import Document

NAMED = re.compile(r"item:([a-z]+)/([a-z0-9-]+)")
IN_LINK = re.compile(r'(?<=href=")item:([a-z]+)/([a-z0-9-]+)(?=")')

Identity = Callable[[str, str], UUID]


class BadGuideFile(Exception):
    """A file of the guide can't be read; the message names the file, the place and what was expected."""


@dataclass(frozen=True, kw_only=True)
class GuideFile:
    kind: str
    key: str
    path: Path
    sha256: str
    data: dict[str, Any]

    def document(self, document_type: type[Document], identity: Identity) -> Document:
        """The typed document, with every name turned into an identity."""
        unknown = self.data.keys() - {field.encode_name for field in msgspec.structs.fields(document_type)}
        if unknown:
            raise BadGuideFile(f"{self.path}: a {self.kind} has no {', '.join(sorted(map(str, unknown)))}.")
        try:
            return msgspec.convert(_identified(self.data, identity), type=document_type)
        except (msgspec.ValidationError, LookupError) as error:
            raise BadGuideFile(f"{self.path}: {error}") from error


def read_guide(folder: Path) -> list[GuideFile]:
    """Every file of the folder, `<kind>/<key>.yaml`, in the order of their paths."""
    if not folder.is_dir():
        raise BadGuideFile(f"{folder} is no folder. Expected the guide's files there, as <kind>/<key>.yaml.")
    return [read_file(path) for path in sorted(folder.glob("*/*.yaml"))]


def read_file(path: Path) -> GuideFile:
    raw = path.read_bytes()
    try:
        data = yaml.safe_load(raw.decode())
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadGuideFile(f"{path} is not YAML in UTF-8: {error}") from error
    if not isinstance(data, dict):
        raise BadGuideFile(f"{path} holds {type(data).__name__}; expected the fields of one document.")
    return GuideFile(kind=path.parent.name, key=path.stem, path=path, sha256=hashlib.sha256(raw).hexdigest(), data=data)


def _identified(value: Any, identity: Identity) -> Any:
    if isinstance(value, dict):
        return {name: _identified(part, identity) for name, part in value.items()}
    if isinstance(value, list):
        return [_identified(part, identity) for part in value]
    if not isinstance(value, str):
        return value
    whole = NAMED.fullmatch(value)
    if whole:
        return str(identity(whole[1], whole[2]))
    return IN_LINK.sub(lambda found: f"object:{identity(found[1], found[2])}", value)
